"""Cómo se lee cada indicador de un sujeto: fortaleza o rezago con su regla, la brecha oficial, los pasos y la historia."""

from itertools import pairwise
from typing import Any

import polars as pl

from apertura import formato
from apertura.brechas.posicion import ABAJO, ARRIBA, BAJO, RUIDO
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.frases import Frase, decir, en_celda
from apertura.graficas import Grafica, otras
from apertura.graficas.tema import NombreTema
from apertura.seleccion import Seleccion
from apertura.tablas import Columna, Tabla
from apertura.vistas import evolucion, evolucion_cambios
from apertura.vistas.brechas import CLASES, ficha, nombres_de, por_donde_empezar
from apertura.vistas.comun import guardar, procedencia
from apertura.vistas.sujeto import indicadores, pares, sellos

NOTA_LECTURA = (
    f"Rango: de 0 a 1, qué parte de su grupo queda por debajo (con los empates a la mitad). Rezago compartido: la mediana del grupo y la "
    f"cifra, bajo {formato.indice(BAJO)}. Área individual: rango bajo {formato.indice(ABAJO)} y mediana de {formato.indice(BAJO)} o más. "
    f"Fortaleza: rango sobre {formato.indice(ARRIBA)}. A {formato.indice(RUIDO)} o menos de la mediana no se dice ni una ni otra."
)
NOTA_OFICIAL = "La brecha oficial (INAI 2017, p. 29) es peso dentro de su subíndice × (1 − cifra): no mira a los pares."
NOTA_HISTORIA = (
    "Cada edición midió instituciones distintas, y en 2023 cambiaron quien la hizo y el levantamiento: las cifras de la entidad y del "
    "país no son una serie, y su diferencia no es un avance ni un retroceso."
)
AMBITOS = {"sujeto": "Esta institución", "entidad": "Su entidad", "nacional": "Nacional"}


@guardar
def lectura(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un indicador por renglón: su lectura con la regla que la da, y la brecha oficial junto a la ganancia."""
    suya, nombres = ficha(motor, catalogo, seleccion), nombres_de(catalogo, seleccion)
    filas = [i | {"nombre": nombres[i["indicador"]], "lectura": CLASES[i["clase"]], "porque": por_que(i)} for i in suya["indicadores"]]
    elegidas = ("indicador", "nombre", "valor", "mediana", "rango", "lectura", "porque", "brecha_oficial", "ganancia")
    return Tabla(
        nombre="lectura_de_sujeto",
        titulo=f"{catalogo.sujetos[seleccion.sujeto]}: cómo se lee cada indicador",
        datos=pl.DataFrame([{c: fila[c] for c in elegidas} for fila in filas], infer_schema_length=None),
        columnas=(
            Columna("nombre", "Indicador"),
            Columna("valor", "Hoy", "indice", "0 a 1", "Cifra del sujeto obligado."),
            Columna("mediana", "Mediana de pares", "indice", "0 a 1", "La mitad del grupo está en este valor o por debajo."),
            Columna("rango", "Rango", "indice", "0 a 1", "Qué parte de su grupo queda por debajo, con los empates a la mitad."),
            Columna("lectura", "Lectura"),
            Columna("porque", "Por qué", descripcion="La regla que da la lectura, con sus números."),
            Columna("brecha_oficial", "Brecha oficial", "decimal4", "0 a 1", "Peso en su subíndice × (1 − cifra)."),
            Columna("ganancia", "Ganancia frente a pares", "decimal4", "0 a 1", "Lo que subiría el índice al llegar al P75 de sus pares."),
        ),
        procedencia=sellos(seleccion, catalogo),
        notas=(NOTA_LECTURA, NOTA_OFICIAL),
        consulta="resultados_por_sujeto",
        parametros={"metrica": seleccion.metrica, "edicion": seleccion.edicion},
    )


def tipologia(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[Frase, ...]:
    """La tipología oficial, donde hay con qué darla."""
    suya = ficha(motor, catalogo, seleccion)["tipologia"]
    return (decir("sujeto.tipologia", tipologia=suya),) if suya else ()


def por_que(indicador: dict[str, Any]) -> str:
    """La condición de M4 que se cumplió, con sus números."""
    numeros = {campo: indicador[campo] for campo in ("clase", "valor", "mediana", "rango")}
    return en_celda("sujeto.por_que", bajo=BAJO, abajo=ABAJO, arriba=ARRIBA, **numeros)


@guardar
def grafica_de_pasos(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, tema: NombreTema) -> Grafica | None:
    """De la cifra de hoy a la que tendría con cada meta, en el orden sugerido; None si no hay pasos que dar."""
    suya, nombres = ficha(motor, catalogo, seleccion), nombres_de(catalogo, seleccion)
    por_clave = {i["indicador"]: i for i in suya["indicadores"]}
    if not suya["primeros_pasos"] or suya["indice"]["valor"] is None:
        return None
    pasos = [_paso(por_clave[clave], nombres) for clave in suya["primeros_pasos"]]
    gemela = por_donde_empezar(motor, catalogo, seleccion)
    titulo = f"{catalogo.sujetos[seleccion.sujeto]}: lo que sumaría cada paso (simulación)"
    return otras.cascada(("Hoy", suya["indice"]["valor"]), pl.DataFrame(pasos), "Con todos los pasos", tema, gemela, titulo)


def _paso(indicador: dict[str, Any], nombres: dict[str, str]) -> dict[str, Any]:
    apoyo = f"de {formato.indice(indicador['valor'])} a {formato.indice(indicador['meta'])}"
    return {"nombre": nombres[indicador["indicador"]], "aporte": indicador["ganancia"], "apoyo": apoyo}


@guardar
def grafica_de_pares(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, tema: NombreTema) -> Grafica:
    """Por indicador: la mitad central de los pares, cada par como punto, el valor propio y su lectura."""
    gemela, puntos = indicadores(motor, catalogo, seleccion), pares(motor, catalogo, seleccion).datos
    nombres = dict(gemela.datos.select("indicador", "nombre").iter_rows())
    clases = {i["indicador"]: CLASES[i["clase"]] for i in ficha(motor, catalogo, seleccion)["indicadores"] if i["clase"]}
    textos = [f"{nombre}: {formato.indice(valor)}" for nombre, valor in puntos.select("etiqueta", "valor").iter_rows()]
    de_pares = puntos.select(
        pl.col("indicador").replace_strict(nombres, default=None).alias("etiqueta"),
        "valor",
        pl.col("clave_sujeto").alias("clave"),
        pl.Series("detalle", textos, dtype=pl.String),
    ).filter(pl.col("etiqueta").is_not_null() & ~puntos["es_propio"])
    apoyo = pl.col("indicador").replace_strict(clases, default="", return_dtype=pl.String).alias("apoyo")
    bandas = gemela.datos.select(pl.col("nombre").alias("etiqueta"), "p25", pl.col("mediana").alias("p50"), "p75", "valor", apoyo)
    return otras.banda_de_pares(bandas, de_pares, tema, gemela, gemela.titulo)


@guardar
def cambios_en_su_historia(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[Frase, ...]:
    """Si su índice cambió entre cada dos ediciones seguidas que se comparan y en las que se le midió."""
    raiz, unidad = next(iter(catalogo.elegibles(seleccion.metrica, seleccion.edicion))), f"sujeto.{seleccion.sujeto}"
    suya = Seleccion(metrica=seleccion.metrica, edicion=seleccion.edicion, indicador=raiz, unidades=(unidad,))
    datos = evolucion.cifras(motor, catalogo, suya).datos
    con_cifra = sorted(set(datos["edicion"]))
    seguidas = set(pairwise(con_cifra))
    tramos = [t for t in evolucion.tramos(motor, catalogo, suya) if t.valido and (t.antes, t.despues) in seguidas]
    return tuple(dicha for t in tramos for dicha in evolucion_cambios.frases(motor, catalogo, suya, t.antes, t.despues))


@guardar
def historia(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Una cifra por renglón: la de la institución en cada base y lo publicado de ella, de su entidad y del país."""
    sujeto = motor.consultar("sujeto", clave_sujeto=seleccion.sujeto).row(0, named=True)
    raiz = next(iter(catalogo.elegibles(seleccion.metrica, seleccion.edicion)))
    nombres = {sujeto[c] for c in ("nombre", "nombre_publicado")} | {sujeto["nombre"].removeprefix("Municipio de ")}
    parametros = {
        "metrica": seleccion.metrica, "indicador": raiz, "clave_sujeto": seleccion.sujeto, "cve_ent": sujeto["cve_ent"],
        "nombres": sorted(nombres),
    }  # fmt: skip
    filas = motor.consultar("historia_de_sujeto", **parametros)
    corto = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)][raiz].nombre_corto
    return Tabla(
        nombre="historia_de_sujeto",
        titulo=f"{catalogo.sujetos[seleccion.sujeto]}: su cifra y lo publicado en cada edición",
        datos=filas.with_columns(de_quien=pl.col("ambito").replace_strict(AMBITOS, return_dtype=pl.String)),
        columnas=(
            Columna("edicion", "Edición"),
            Columna("de_quien", "De quién"),
            Columna("etiqueta", "Nombre"),
            Columna("valor", corto, "indice", "0 a 1", "Cifra de la base oficial o publicada; ninguna se calculó aquí."),
            Columna("origen", "Origen", descripcion="De la base oficial de esa edición, institución por institución, o publicada."),
            Columna("confianza", "Confianza", descripcion="Qué tan directa es la fuente de la cifra."),
            Columna("cita", "Fuente"),
        ),
        procedencia=procedencia(
            seleccion.con(entidades=(), tipos=(), ordenes=()), catalogo, "sujeto", False, catalogo.sujetos[seleccion.sujeto],
            "Bases oficiales y cifras publicadas de cada edición, con su cita en cada renglón.",
        ),
        notas=(NOTA_HISTORIA,),
        consulta="historia_de_sujeto",
        parametros=parametros,
    )  # fmt: skip
