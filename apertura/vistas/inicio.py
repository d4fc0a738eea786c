"""Inicio: cuatro cifras y tres hallazgos; cada hallazgo dice con qué números se sostiene."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

from apertura import formato
from apertura.brechas.ficha import Medicion
from apertura.brechas.firmeza_de_entidad import del_pais
from apertura.brechas.grupos import codificar
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.frases import Frase, decir
from apertura.graficas import Grafica, otras
from apertura.graficas.tema import NombreTema
from apertura.seleccion import Seleccion
from apertura.tablas import Cifra, Columna, Tabla
from apertura.vistas.capas import hojas_de
from apertura.vistas.comun import base, edicion_de, guardar, procedencia
from apertura.vistas.pares import medicion_de

FUENTE_EDICIONES = "INAI con CIDE, El Colegio de México, World Justice Project México e IIRCCC, según la edición. Cifras publicadas."


@dataclass(frozen=True)
class Hallazgo:
    """Una frase generada y la que la titula; `pagina` y `seleccion` dicen dónde se ve."""

    frase: Frase
    titular: Frase
    pagina: str
    seleccion: Seleccion


@guardar
def cifras(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[Cifra, ...]:
    """Cuatro cifras de la edición: índice y dimensiones nacionales y sujetos evaluados."""
    edicion = edicion_de(seleccion, catalogo)
    arbol = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)]
    raiz = next(clave for clave, indicador in arbol.items() if indicador.nivel == "indice")
    dimensiones = [clave for clave in arbol if arbol[clave].nivel == "dimension"][:2]
    nacionales = _nacionales(motor, catalogo, seleccion)
    apoyo = f"nacional, {formato.contar(edicion.disponibles, 'sujeto', 'sujetos')}" if edicion.por_sujeto else "nacional, cifra publicada"
    principales = [Cifra(arbol[k].nombre_corto, formato.indice(nacionales.get(k)), apoyo) for k in (raiz, *dimensiones)]
    unidad = "sujetos obligados evaluados" if seleccion.metrica == "MGA" else "instituciones evaluadas"
    evaluados = Cifra(unidad.capitalize(), formato.entero(edicion.evaluados), f"{edicion.universo}, {edicion.operador}")
    return (*principales, evaluados)


@guardar
def tabla_de_cifras(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Una cifra grande por renglón, como se lee en la página."""
    dichas = cifras(motor, catalogo, seleccion)
    edicion = edicion_de(seleccion, catalogo)
    return Tabla(
        nombre="cifras_nacionales",
        titulo=f"{edicion.nombre} en cuatro cifras",
        datos=pl.DataFrame([(c.etiqueta, c.valor, c.apoyo) for c in dichas], schema=["etiqueta", "valor", "apoyo"], orient="row"),
        columnas=(Columna("etiqueta", "Cifra"), Columna("valor", "Valor"), Columna("apoyo", "De qué")),
        procedencia=procedencia(seleccion.con(entidades=(), tipos=(), ordenes=()), catalogo, "inicio", False),
        notas=(edicion.cobertura,),
        consulta="nacional" if edicion.por_sujeto else "",
        parametros={"metrica": seleccion.metrica, "edicion": seleccion.edicion},
    )


def seleccion_del_mapa(catalogo: Catalogo, seleccion: Seleccion) -> Seleccion:
    """La del mapa de la portada: el índice, con todos los sujetos."""
    raiz = next(iter(catalogo.elegibles(seleccion.metrica, seleccion.edicion)))
    return seleccion.con(indicador=raiz, capa="valor", vista="mapa", ordenes=(), tipos=())


@guardar
def hallazgos(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[Hallazgo, ...]:
    """Tres frases si hay resultados por sujeto; si sólo hay cifras publicadas, ninguna."""
    if not edicion_de(seleccion, catalogo).por_sujeto:
        return ()
    return (
        _dimension_rezagada(motor, catalogo, seleccion),
        _cero_mas_comun(motor, catalogo, seleccion),
        _tipo_o_entidad(motor, catalogo, seleccion),
    )


@guardar
def ediciones(motor: Motor, catalogo: Catalogo, metrica: str) -> Tabla:
    """Una edición por renglón: qué se publicó a nivel nacional y qué se conserva aquí."""
    raiz = "GA" if metrica == "MGA" else "JA"
    anios = [edicion for edicion in catalogo.ediciones.values() if edicion.metrica == metrica]
    datos = pl.DataFrame(
        {
            "edicion": [edicion.anio for edicion in anios],
            "valor": [catalogo.indicadores[(metrica, edicion.anio)][raiz].valor_publicado for edicion in anios],
            "n_sujetos": [edicion.evaluados for edicion in anios],
            "operador": [edicion.operador for edicion in anios],
            "cobertura": [edicion.cobertura for edicion in anios],
        }
    )
    primera = Seleccion(metrica=metrica, edicion=anios[0].anio, indicador=raiz)
    return Tabla(
        nombre="ediciones",
        titulo="Índice nacional publicado en cada edición",
        datos=datos,
        columnas=(
            Columna("edicion", "Edición"),
            Columna("valor", "Índice nacional publicado", "indice", "0 a 1"),
            Columna("n_sujetos", "Sujetos evaluados", "entero", "sujetos"),
            Columna("operador", "Quién la hizo"),
            Columna("cobertura", "Qué se conserva"),
        ),
        procedencia=procedencia(
            primera, catalogo, "inicio", con_indicador=False, quien="cifras nacionales publicadas", de_donde=FUENTE_EDICIONES
        ),
        notas=("No forman una serie: cambian la muestra, el operador y el levantamiento de una edición a otra.",),
        consulta="ediciones",
    )


@guardar
def grafica_ediciones(motor: Motor, catalogo: Catalogo, metrica: str, tema: NombreTema) -> Grafica:
    """El índice nacional publicado en cada edición, como puntos sueltos: no es una serie."""
    gemela = ediciones(motor, catalogo, metrica)
    puntos = gemela.datos.select("edicion", "valor", pl.col("n_sujetos").alias("n"))
    return otras.ediciones_publicadas(puntos, tema, gemela, gemela.titulo)


def _nacionales(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> dict[str, float | None]:
    if edicion_de(seleccion, catalogo).por_sujeto:
        filas = motor.consultar("nacional", metrica=seleccion.metrica, edicion=seleccion.edicion)
        return dict(filas.select("indicador", "valor").iter_rows())
    arbol = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)]
    return {clave: indicador.valor_publicado for clave, indicador in arbol.items()}


def _dimension_rezagada(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Hallazgo:
    """Qué dimensión va atrás, y en cuántas de las 33 posiciones."""
    filas = motor.consultar("lugares_por_entidad", metrica=seleccion.metrica, edicion=seleccion.edicion)
    arbol = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)]
    medias = {clave: valor for clave, valor in _nacionales(motor, catalogo, seleccion).items() if valor is not None}
    baja, alta = sorted((clave for clave in medias if arbol[clave].nivel == "dimension"), key=medias.__getitem__)[:2]
    por_entidad = filas.filter(pl.col("indicador").is_in([baja, alta])).pivot(on="indicador", index="cve_ent", values="valor")
    veces = por_entidad.filter(pl.col(baja) < pl.col(alta)).height
    lista = medicion_de(motor, catalogo, seleccion)
    hojas = {clave: [lista.arbol.hojas.index(hoja) for hoja in hojas_de(clave, arbol, lista.arbol)] for clave in (baja, alta)}
    depende = _del_pais(lista, lambda x, w: _parte(x, w, hojas[baja]) < _parte(x, w, hojas[alta]))
    frase = decir(
        "inicio.dimension_rezagada", depende=depende, universo=lista.universo, baja=arbol[baja].nombre_corto,
        alta=arbol[alta].nombre_corto, valor_baja=medias[baja], valor_alta=medias[alta], veces=veces, total=por_entidad.height,
    )  # fmt: skip
    titulo = decir("inicio.titular_de_dimension", baja=arbol[baja].nombre_corto, alta=arbol[alta].nombre_corto)
    return Hallazgo(frase, titulo, "mapa", seleccion.con(indicador=baja, capa="valor", tipos=(), ordenes=()))


def _cero_mas_comun(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Hallazgo:
    """La hoja del índice (en la MGA, el subíndice) con más sujetos en cero."""
    filas = motor.consultar("nacional", metrica=seleccion.metrica, edicion=seleccion.edicion)
    arbol = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)]
    lista = medicion_de(motor, catalogo, seleccion)
    hojas = [clave for clave in arbol if clave in lista.arbol.hojas]
    peor = filas.filter(pl.col("indicador").is_in(hojas)).sort("en_cero", descending=True).row(0, named=True)
    cual = lista.arbol.hojas.index(peor["indicador"])
    depende = _del_pais(lista, lambda x, _: bool((x == 0).sum(axis=0).argmax() == cual), con_pesos=False)
    frase = decir(
        "inicio.cero_mas_comun", depende=depende, universo=lista.universo, indicador=arbol[peor["indicador"]].nombre_corto,
        ceros=peor["n_en_cero"], total=peor["n_sujetos"],
    )  # fmt: skip
    titulo = decir("inicio.titular_de_ceros", ceros=peor["n_en_cero"])
    return Hallazgo(frase, titulo, "mapa", seleccion.con(indicador=peor["indicador"], capa="en_cero", tipos=(), ordenes=()))


def _tipo_o_entidad(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Hallazgo:
    """La distancia entre tipos contra la distancia entre entidades."""
    indice = next(iter(catalogo.elegibles(seleccion.metrica, seleccion.edicion)))
    pedido = base(seleccion.con(indicador=indice))
    tipos = motor.consultar("indice_por_tipo", **pedido)
    entidades = motor.consultar("indice_por_entidad", **pedido).drop_nulls("valor").sort("valor")
    alto, bajo = tipos.row(0, named=True), tipos.row(-1, named=True)
    ultima, primera = entidades.row(0, named=True), entidades.row(-1, named=True)
    gana_tipo = alto["valor"] - bajo["valor"] > primera["valor"] - ultima["valor"]
    lista = medicion_de(motor, catalogo, seleccion)
    completa = lista.arbol.completos(lista.tabla)
    codigos = [codificar(completa, (columna,)) for columna in ("tipo", "cve_ent")]
    depende = _del_pais(lista, lambda x, w: (_distancia(x @ w, codigos[0]) > _distancia(x @ w, codigos[1])) == gana_tipo)
    frase = decir(
        "inicio.tipo_o_entidad", depende=depende, universo=lista.universo,
        tipo_bajo=(catalogo.tipos_plural[bajo["tipo"]], bajo["valor"], bajo["n_sujetos"]),
        tipo_alto=(catalogo.tipos_plural[alto["tipo"]], alto["valor"], alto["n_sujetos"]),
        entidad_baja=(ultima["entidad"], ultima["valor"]), entidad_alta=(primera["entidad"], primera["valor"]),
    )  # fmt: skip
    titulo = decir("inicio.titular_de_tipo", gana_tipo=gana_tipo)
    return Hallazgo(frase, titulo, "mapa", seleccion.con(indicador=indice, capa="valor", vista="barras", tipos=(), ordenes=()))


def _del_pais(lista: Medicion, afirma: Callable[[np.ndarray, np.ndarray], bool], con_pesos: bool = True) -> tuple[str, ...]:
    return del_pais(lista.arbol.completos(lista.tabla), lista.arbol, afirma, con_pesos)


def _parte(x: np.ndarray, w: np.ndarray, hojas: list[int]) -> float:
    """La media de una dimensión con esos pesos, vueltos a normalizar dentro de ella."""
    return float(x[:, hojas].mean(axis=0) @ w[hojas] / w[hojas].sum())


def _distancia(indice: np.ndarray, codigo: np.ndarray) -> float:
    """De la media más baja a la más alta entre grupos."""
    medias = np.bincount(codigo, weights=indice) / np.bincount(codigo)
    return float(medias.max() - medias.min())
