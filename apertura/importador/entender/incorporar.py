"""Lo dictaminado dentro de la publicación vigente: un juego completo de tablas, ya válido contra sus contratos.

Sólo cambia la métrica y edición del dictamen; lo demás pasa igual. Incorporar dos veces lo mismo da lo mismo.
"""

from collections.abc import Mapping

import polars as pl

from apertura.contratos import aplicar, comprobar_foraneas, contratos
from apertura.errores import ErrorApertura
from apertura.importador.entender.dictamen import Dictamen

_EDICION = ["metrica", "edicion"]


def incorporar(actuales: Mapping[str, pl.DataFrame], dictamen: Dictamen) -> dict[str, pl.DataFrame]:
    """Todas las tablas con lo nuevo. Lanza ErrorApertura si el dictamen no se puede publicar y ErrorContrato si algo no cuadra."""
    if not dictamen.se_puede_publicar:
        primero = dictamen.impedimentos[0] if dictamen.impedimentos else None
        raise ErrorApertura("El archivo no se puede publicar todavía", "dictamen", str(primero) if primero else "Revise sus defectos.")
    tablas = dict(actuales)
    nuevas = {nombre: _alineada(nombre, tabla) for nombre, tabla in dictamen.tablas.items()}
    for nombre in ("indicadores", "ediciones"):
        tablas[nombre] = _en_lugar_de(tablas[nombre], nuevas[nombre], _EDICION)
    for nombre, llave in (("fuentes", ["fuente"]), ("publicados", ["metrica", "edicion", "ambito", "clave", "indicador", "medida"])):
        if nombre in nuevas:
            tablas[nombre] = _en_lugar_de(tablas[nombre], nuevas[nombre], llave)
    for nombre, llave in (("comparabilidad", [*_EDICION, "indicador"]), ("escalas", ["metrica", "indicador", "capa"]), ("tipos", ["tipo"])):
        if nombre in nuevas:
            tablas[nombre] = pl.concat([tablas[nombre], nuevas[nombre].join(tablas[nombre], on=llave, how="anti")])
    if "resultados" in nuevas:
        tablas["resultados"] = _en_lugar_de(tablas["resultados"], nuevas["resultados"], _EDICION, dictamen)
        # Quedan los que tienen resultados en alguna edición y los que nombra una cifra publicada.
        nombrados = pl.concat([tablas[t]["clave_sujeto"].drop_nulls() for t in ("resultados", "unidades_publicadas")]).unique()
        juntos = _en_lugar_de(tablas["sujetos"], nuevas["sujetos"], ["clave_sujeto"])
        tablas["sujetos"] = juntos.filter(pl.col("clave_sujeto").is_in(nombrados.implode()))
    completas = {nombre: aplicar(contrato, tablas[nombre]) for nombre, contrato in contratos().items()}
    comprobar_foraneas(completas)
    return completas


def _alineada(nombre: str, tabla: pl.DataFrame) -> pl.DataFrame:
    """Sólo las columnas del contrato, en su orden y tipo."""
    return aplicar(contratos()[nombre], tabla)


def _en_lugar_de(antes: pl.DataFrame, nuevas: pl.DataFrame, llave: list[str], dictamen: Dictamen | None = None) -> pl.DataFrame:
    """Lo de antes cuya llave no viene en lo nuevo, y lo nuevo."""
    if dictamen is not None:
        quedan = antes.filter((pl.col("metrica") != dictamen.metrica) | (pl.col("edicion") != dictamen.edicion))
    else:
        quedan = antes.join(nuevas, on=llave, how="anti", nulls_equal=True, maintain_order="left")
    return pl.concat([quedan, nuevas])
