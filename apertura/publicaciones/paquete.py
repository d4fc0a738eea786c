"""De tablas a los bytes que se publican: Parquet, con la ficha que va en el manifiesto. Las mismas tablas, los mismos bytes."""

import io
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from apertura.contratos import aplicar, comprobar_foraneas, contratos
from apertura.errores import ErrorContrato
from apertura.publicacion import CON_CIFRAS, FUENTE_SIMULADA, huella


@dataclass(frozen=True)
class Paquete:
    """Una publicación lista para escribirse: nombre de archivo → contenido, y nombre de archivo → ficha."""

    contenidos: dict[str, bytes]
    fichas: dict[str, dict[str, object]]
    simulado: bool = False


def empacar(tablas: dict[str, pl.DataFrame]) -> Paquete:
    """Todas las tablas, comprobadas contra su contrato y sus llaves foráneas. Lanza ErrorContrato si algo no cumple."""
    if set(tablas) != set(contratos()):
        ajenas = ", ".join(sorted(set(tablas) ^ set(contratos())))
        raise ErrorContrato(f"Sobran o faltan tablas: {ajenas}", "lo que se quiere publicar", "Publique una tabla por contrato.")
    validas = {nombre: aplicar(contrato, tablas[nombre]) for nombre, contrato in contratos().items()}
    comprobar_foraneas(validas)
    simulado = es_simulado(validas)
    contenidos = {f"{nombre}.parquet": en_parquet(tabla) for nombre, tabla in validas.items()}
    return Paquete(contenidos, {f"{n}.parquet": ficha(contenidos[f"{n}.parquet"], t.height) for n, t in validas.items()}, simulado)


def es_simulado(tablas: Mapping[str, pl.DataFrame]) -> bool:
    """Si las cifras son inventadas. Lanza ErrorContrato si hay de las dos: los datos simulados no se mezclan con los reales."""
    de_cifras = pl.concat([tablas[nombre]["fuente"].unique() for nombre in CON_CIFRAS]).unique().drop_nulls()
    inventadas = de_cifras.str.starts_with(FUENTE_SIMULADA)
    if inventadas.any() and not inventadas.all():
        ajenas = ", ".join(de_cifras.filter(~inventadas).sort()[:3])
        raise ErrorContrato("Se mezclarían datos simulados y reales", f"fuentes {ajenas}…", "Quite el ejemplo antes de cargar una base.")
    return bool(inventadas.any())


def en_parquet(tabla: pl.DataFrame) -> bytes:
    """El Parquet de la tabla. Un solo grupo de renglones: así el mismo contenido da siempre los mismos bytes."""
    memoria = io.BytesIO()
    tabla.write_parquet(memoria, compression="zstd", compression_level=12, row_group_size=max(tabla.height, 1))
    return memoria.getvalue()


def ficha(contenido: bytes, filas: int) -> dict[str, object]:
    """Huella, tamaño y renglones de un archivo, como van en el manifiesto."""
    return {"sha256": huella(contenido), "bytes": len(contenido), "filas": filas}
