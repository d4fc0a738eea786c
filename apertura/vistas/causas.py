"""Por qué una entidad está donde está: de qué indicadores, de quiénes y de qué instituciones viene, y qué la movería.

Los números son del motor (METODO §3: M1, M6, M7 y M8) sobre todos los sujetos de la edición; los filtros no entran.
"""

from typing import Any

import polars as pl

from apertura import formato
from apertura.brechas.descomposicion import medias, origen_de_la_brecha, quien_pesa
from apertura.brechas.ficha import Ficha, Medicion, ficha_de_entidad
from apertura.brechas.mezcla import mezcla_y_desempeno
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.graficas import Grafica, otras
from apertura.graficas.tema import NombreTema
from apertura.seleccion import Seleccion, de_entidad
from apertura.tablas import Columna, Procedencia, Tabla
from apertura.vistas.brechas import nombres_de
from apertura.vistas.comun import ORDEN, SUJETO, TIPO, edicion_de, guardar, procedencia
from apertura.vistas.pares import medicion_de
from apertura.vistas.sorteos import remuestreo, sensibilidad

TODOS = "Todos los sujetos"
CUANTAS = 10
NOTA_APORTE = "Los aportes suman la diferencia exacta: peso × (entidad − referencia), con los pesos del índice y todos los sujetos."
NOTA_MEZCLA = (
    "Mezcla: lo que se debe a qué instituciones se midieron (más o menos de un tipo que en el país sale alto o bajo). Desempeño: lo "
    "que se debe a cómo salieron frente a las de su mismo orden y tipo. Juntas dan la diferencia exacta con la media de todos los sujetos."
)
NOTA_PESO = (
    "Cuánto sube o baja cada institución la media de la entidad, frente a la media nacional de su orden y tipo: "
    "(su índice − esa media) ÷ sujetos de la entidad. Sumadas dan el desempeño de la entidad."
)
NOTA_PALANCA = (
    "Simulación, no pronóstico: los cinco cambios que más moverían la media si cada cifra llegara a la del cuarto más alto de sus "
    "pares (mismo orden y tipo) y nadie más cambiara. Depende de los pesos del índice y del grupo de pares."
)


@guardar
def ficha(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Ficha:
    """La ficha del motor para la entidad elegida. Lanza ErrorCalculo si no tiene sujetos."""
    edicion, lista = edicion_de(seleccion, catalogo), medicion_de(motor, catalogo, seleccion)
    sorteos, pesos = remuestreo(motor, edicion), sensibilidad(motor, edicion)
    return ficha_de_entidad(lista, seleccion.entidad, sorteos=sorteos, pesos=pesos)


def contra(seleccion: Seleccion) -> str:
    """La entidad de referencia de la cascada; vacía si es el conjunto (o si pide compararla consigo misma)."""
    return "" if seleccion.contra == seleccion.entidad else seleccion.contra


@guardar
def origen(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un indicador por renglón: cuánto aporta a la diferencia con todos los sujetos o con otra entidad (M1)."""
    propia, otra = _media_de(motor, catalogo, seleccion, seleccion.entidad), referencia(motor, catalogo, seleccion)
    arbol = medicion_de(motor, catalogo, seleccion).arbol
    datos = origen_de_la_brecha(propia, otra, arbol).drop("clave_sujeto")
    nombre, frente = catalogo.entidades[seleccion.entidad], catalogo.entidades.get(contra(seleccion), TODOS)
    return Tabla(
        nombre="de_donde_viene",
        titulo=f"{nombre}: de dónde viene la diferencia con {_con(seleccion, catalogo)}",
        datos=datos.with_columns(nombre=pl.col("indicador").replace_strict(nombres_de(catalogo, seleccion))).sort("contribucion"),
        columnas=(
            Columna("nombre", "Indicador"),
            Columna("valor", nombre, "indice", "0 a 1", "Media simple de los sujetos de la entidad."),
            Columna("referencia", frente, "indice", "0 a 1", "Media simple de los sujetos de la referencia."),
            Columna("contribucion", "Aporte a la diferencia", "decimal4", "0 a 1", "Peso × (entidad − referencia)."),
        ),
        procedencia=_sellos(seleccion, catalogo, f", frente a {_con(seleccion, catalogo)}"),
        notas=(NOTA_APORTE,),
        consulta="resultados_por_sujeto",
        parametros=_llave(seleccion),
    )


@guardar
def grafica_de_origen(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, tema: NombreTema) -> Grafica:
    """De la referencia a la entidad, indicador por indicador."""
    gemela, otra = origen(motor, catalogo, seleccion), referencia(motor, catalogo, seleccion)
    apoyos = [f"{formato.indice(v)} contra {formato.indice(r)}" for v, r in gemela.datos.select("valor", "referencia").iter_rows()]
    pasos = gemela.datos.select("nombre", pl.col("contribucion").alias("aporte"), pl.Series("apoyo", apoyos, pl.String))
    inicio = (catalogo.entidades.get(contra(seleccion), TODOS), otra["indice"][0])
    return otras.cascada(inicio, pasos, catalogo.entidades[seleccion.entidad], tema, gemela, gemela.titulo)


@guardar
def mezcla(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un orden y tipo por renglón: cuántos son, cómo salieron y qué aportan de mezcla y de desempeño (M7)."""
    todos = _con_indice(medicion_de(motor, catalogo, seleccion))
    datos = mezcla_y_desempeno(todos, "_indice").filter(pl.col("cve_ent") == seleccion.entidad)
    nombres = {"nombre_tipo": ("tipo", catalogo.tipos), "nombre_orden": ("orden", catalogo.ordenes)}
    datos = datos.with_columns(pl.col(de).replace_strict(cual).alias(a) for a, (de, cual) in nombres.items())
    return Tabla(
        nombre="mezcla_y_desempeno",
        titulo=f"{catalogo.entidades[seleccion.entidad]}: mezcla y desempeño frente a todos los sujetos",
        datos=datos.sort(pl.col("desempeno") + pl.col("mezcla"), "orden", "tipo"),
        columnas=(
            TIPO,
            ORDEN,
            Columna("n", "Sujetos", "entero", "sujetos", "Cuántos de la entidad son de ese orden y tipo."),
            Columna("parte", "De la entidad", "porcentaje", "%", "Qué parte de los sujetos de la entidad son."),
            Columna("parte_nacional", "Del país", "porcentaje", "%", "Qué parte de todos los sujetos son."),
            Columna("media", "Su media", "indice", "0 a 1", "Media del índice de los de la entidad."),
            Columna("media_nacional", "Media en el país", "indice", "0 a 1", "Media del índice de todos los de ese orden y tipo."),
            Columna("mezcla", "Mezcla", "decimal4", "0 a 1", "Lo que aporta tener más o menos de ellos."),
            Columna("desempeno", "Desempeño", "decimal4", "0 a 1", "Lo que aporta cómo salieron."),
        ),
        procedencia=_sellos(seleccion, catalogo),
        notas=(NOTA_MEZCLA,),
        consulta="resultados_por_sujeto",
        parametros=_llave(seleccion),
    )


@guardar
def grafica_de_mezcla(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, tema: NombreTema) -> Grafica:
    """De todos los sujetos a la entidad: primero la mezcla, después el desempeño de cada orden y tipo."""
    gemela, todos = mezcla(motor, catalogo, seleccion), _con_indice(medicion_de(motor, catalogo, seleccion))
    suyos = gemela.datos.filter(pl.col("n") > 0).sort("desempeno", "orden", "tipo")
    pasos = [{"nombre": "Mezcla", "aporte": float(gemela.datos["mezcla"].sum()), "apoyo": "a quiénes se midió"}]
    pasos += [_desempeno(fila) for fila in suyos.iter_rows(named=True)]
    inicio = (TODOS, float(todos.select(pl.col("_indice").mean()).item()))
    return otras.cascada(inicio, pl.DataFrame(pasos), catalogo.entidades[seleccion.entidad], tema, gemela, gemela.titulo)


def _desempeno(fila: dict) -> dict[str, object]:
    apoyo = f"{formato.contar(fila['n'], 'sujeto', 'sujetos')} · orden {fila['nombre_orden'].lower()}"
    return {"nombre": fila["nombre_tipo"], "aporte": fila["desempeno"], "apoyo": apoyo}


@guardar
def quienes_pesan(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un sujeto de la entidad por renglón: cuánto sube o baja la media (M8), de los que más la bajan a los que más la suben."""
    lista = medicion_de(motor, catalogo, seleccion)
    suyos = quien_pesa(lista.tabla, lista.arbol).filter(pl.col("cve_ent") == seleccion.entidad)
    con_nombre = suyos.join(lista.tabla.select("clave_sujeto", "etiqueta", "tipo"), on="clave_sujeto", maintain_order="left")
    return Tabla(
        nombre="quien_pesa",
        titulo=f"{catalogo.entidades[seleccion.entidad]}: instituciones que más pesan en su media",
        datos=con_nombre.with_columns(nombre_tipo=pl.col("tipo").replace_strict(catalogo.tipos)),
        columnas=(
            SUJETO,
            TIPO,
            Columna("indice", "Índice", "indice", "0 a 1"),
            Columna("media_estrato", "Media de su orden y tipo", "indice", "0 a 1", "En todo el país."),
            Columna("peso", "Peso en la media", "decimal4", "0 a 1", "(Índice − media de su orden y tipo) ÷ sujetos de la entidad."),
            Columna("acumulado", "Acumulado", "decimal4", "0 a 1", "Suma de los pesos hasta este renglón."),
        ),
        procedencia=_sellos(seleccion, catalogo),
        notas=(NOTA_PESO,),
        consulta="resultados_por_sujeto",
        parametros=_llave(seleccion),
    )


@guardar
def grafica_de_pesos(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, tema: NombreTema) -> Grafica:
    """Las diez que más mueven la media, hacia abajo o hacia arriba."""
    gemela = quienes_pesan(motor, catalogo, seleccion)
    mayores = gemela.datos.sort(pl.col("peso").abs(), "clave_sujeto", descending=[True, False]).head(CUANTAS).sort("peso", "clave_sujeto")
    apoyos = [f"{formato.indice(i)} contra {formato.indice(m)}" for i, m in mayores.select("indice", "media_estrato").iter_rows()]
    nombres = [corto(etiqueta, catalogo.entidades[seleccion.entidad]) for etiqueta in mayores["etiqueta"]]
    filas = pl.DataFrame({"nombre": nombres, "aporte": mayores["peso"], "apoyo": apoyos})
    todas = formato.contar(gemela.datos.height, "institución", "instituciones")
    recorte = f" ({filas.height} de {todas})" if filas.height < gemela.datos.height else ""
    return otras.lados(filas, tema, gemela, f"{gemela.titulo}{recorte}")


def corto(etiqueta: str, entidad: str, largo: int = 34) -> str:
    """El nombre sin la entidad, que ya está en el título, y sin pasar de `largo` letras."""
    sin = etiqueta.removesuffix(f", {entidad}")
    return sin if len(sin) <= largo else f"{sin[: largo - 1].rstrip()}…"


@guardar
def palanca(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un cambio por renglón: los cinco que más moverían la media de la entidad (M6)."""
    nombres, suya = nombres_de(catalogo, seleccion), ficha(motor, catalogo, seleccion)
    filas = [{**c, "nombre": nombres[c["indicador"]]} for c in suya["palanca"]["cambios"]]
    esquema: dict[str, Any] = dict.fromkeys(("clave_sujeto", "etiqueta", "nombre"), pl.String)
    esquema |= dict.fromkeys(("valor", "meta", "ganancia"), pl.Float64)
    return Tabla(
        nombre="palanca",
        titulo=f"{catalogo.entidades[seleccion.entidad]}: los cambios que más moverían su media",
        datos=pl.DataFrame([{c: fila[c] for c in esquema} for fila in filas], schema=esquema),
        columnas=(
            SUJETO,
            Columna("nombre", "Indicador"),
            Columna("valor", "Hoy", "indice", "0 a 1"),
            Columna("meta", "Meta: P75 de sus pares", "indice", "0 a 1"),
            Columna("ganancia", "Sube la media de la entidad", "decimal4", "0 a 1", "Ganancia en su índice ÷ sujetos de la entidad."),
        ),
        procedencia=_sellos(seleccion, catalogo),
        notas=(NOTA_PALANCA,),
        consulta="resultados_por_sujeto",
        parametros=_llave(seleccion),
    )


def _media_de(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, cve_ent: str) -> pl.DataFrame:
    lista = medicion_de(motor, catalogo, seleccion)
    return medias(lista.tabla.filter(pl.col("cve_ent") == cve_ent), lista.arbol)


def referencia(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> pl.DataFrame:
    """Un renglón: la media de la entidad de referencia o, si no hay, la de todos los sujetos."""
    if otra := contra(seleccion):
        return _media_de(motor, catalogo, seleccion, otra)
    lista = medicion_de(motor, catalogo, seleccion)
    return medias(lista.tabla, lista.arbol)


def _con_indice(lista: Medicion) -> pl.DataFrame:
    """Los sujetos completos con la cifra del índice que se muestra."""
    return lista.arbol.completos(lista.tabla.with_columns(pl.Series("_indice", lista.indice)))


def _con(seleccion: Seleccion, catalogo: Catalogo) -> str:
    """Con quién se compara: «la media de todos los sujetos», «la media de Jalisco»."""
    otra = contra(seleccion)
    return f"la media {de_entidad(otra, catalogo)}" if otra else "la media de todos los sujetos"


def _llave(seleccion: Seleccion) -> dict[str, object]:
    return {"metrica": seleccion.metrica, "edicion": seleccion.edicion}


def _sellos(seleccion: Seleccion, catalogo: Catalogo, frente: str = "") -> Procedencia:
    """Los filtros de otras vistas no entran: ni en la frase ni en el enlace."""
    quien = f"todos los sujetos obligados: {catalogo.entidades[seleccion.entidad]}{frente}"
    return procedencia(seleccion.con(entidades=(), tipos=(), ordenes=()), catalogo, "entidad", False, quien)
