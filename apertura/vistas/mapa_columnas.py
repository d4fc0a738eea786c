"""Qué columnas y qué notas lleva la tabla del mapa."""

import polars as pl

from apertura.catalogo import CAPAS, Catalogo
from apertura.geometria import CITA_GEOMETRIA
from apertura.seleccion import Seleccion
from apertura.tablas import Columna, Formato
from apertura.vistas import capas
from apertura.vistas.comun import ENTIDAD, IGUALES, N_SUJETOS, NOTA_LUGAR, NOTA_MEDIA, NOTA_REDONDEO, columnas_de_lugar, edicion_de

NOTA_BRECHA = (
    "La fórmula de la brecha es la oficial (INAI 2017, p. 29). INAI la publicó sólo para componentes y a nivel nacional; "
    "aquí se aplica a la media de cada entidad."
)
FORMATOS: dict[str, Formato] = {"valor": "indice", "brecha": "indice", "en_cero": "porcentaje", "dispersion": "indice"}
DESCRIPCIONES = {
    "valor": "Media simple de los sujetos de la entidad.",
    "brecha": "Brecha oficial (INAI 2017, p. 29): peso × (1 − valor), con el peso dentro de su nivel.",
    "en_cero": "Proporción de sujetos de la entidad cuya cifra es exactamente cero.",
    "dispersion": "Distancia entre los percentiles 90 y 10 de los sujetos; sin dato si son menos de cinco.",
}


def columnas(indicador: str, calculada: bool, datos: pl.DataFrame) -> tuple[Columna, ...]:
    """Las de siempre; las que agrega una capa las da `capas.columnas`."""
    descripcion = DESCRIPCIONES["valor"] if calculada else "Cifra publicada de la entidad."
    valor = Columna("valor", indicador, "indice", "0 a 1", descripcion)
    if not calculada:
        return (
            ENTIDAD,
            valor,
            Columna("confianza", "Confianza", descripcion="Alta o media."),
            Columna("cita", "Fuente"),
        )
    lugar, sin_federacion = columnas_de_lugar(int(datos["lugar"].count()), int(datos["lugar_entidades"].count()))
    medidas = [Columna(c, CAPAS[c], FORMATOS[c], "0 a 1", DESCRIPCIONES[c]) for c in ("brecha", "en_cero", "dispersion")]
    return (ENTIDAD, valor, lugar, IGUALES, sin_federacion, *medidas, N_SUJETOS)


def notas(seleccion: Seleccion, catalogo: Catalogo, calculada: bool) -> tuple[str, ...]:
    """Las de la capa, las de método y de dónde sale la geometría."""
    geometria = f"Geometría. {CITA_GEOMETRIA}"
    if calculada:
        de_capa = [texto for capa, texto in {"brecha": NOTA_BRECHA, **capas.NOTAS}.items() if capa == seleccion.capa]
        return (*de_capa, NOTA_MEDIA, NOTA_LUGAR, NOTA_REDONDEO, geometria)
    return (f"Cobertura parcial. {edicion_de(seleccion, catalogo).cobertura}", geometria)
