"""De tablas a los bytes que se publican: Parquet, con la ficha que va en el manifiesto. Las mismas tablas, los mismos bytes."""

import io
from dataclasses import dataclass

import polars as pl

from apertura.contratos import aplicar, comprobar_foraneas, contratos
from apertura.errores import ErrorContrato
from apertura.publicacion import huella


@dataclass(frozen=True)
class Paquete:
    """Una publicación lista para escribirse: nombre de archivo → contenido, y nombre de archivo → ficha."""

    contenidos: dict[str, bytes]
    fichas: dict[str, dict[str, object]]


def empacar(tablas: dict[str, pl.DataFrame]) -> Paquete:
    """Todas las tablas, comprobadas contra su contrato y sus llaves foráneas. Lanza ErrorContrato si algo no cumple."""
    if set(tablas) != set(contratos()):
        ajenas = ", ".join(sorted(set(tablas) ^ set(contratos())))
        raise ErrorContrato(f"Sobran o faltan tablas: {ajenas}", "lo que se quiere publicar", "Publique una tabla por contrato.")
    validas = {nombre: aplicar(contrato, tablas[nombre]) for nombre, contrato in contratos().items()}
    comprobar_foraneas(validas)
    contenidos = {f"{nombre}.parquet": en_parquet(tabla) for nombre, tabla in validas.items()}
    return Paquete(contenidos, {f"{n}.parquet": ficha(contenidos[f"{n}.parquet"], t.height) for n, t in validas.items()})


def en_parquet(tabla: pl.DataFrame) -> bytes:
    """El Parquet de la tabla. Un solo grupo de renglones: así el mismo contenido da siempre los mismos bytes."""
    memoria = io.BytesIO()
    tabla.write_parquet(memoria, compression="zstd", compression_level=12, row_group_size=max(tabla.height, 1))
    return memoria.getvalue()


def ficha(contenido: bytes, filas: int) -> dict[str, object]:
    """Huella, tamaño y renglones de un archivo, como van en el manifiesto."""
    return {"sha256": huella(contenido), "bytes": len(contenido), "filas": filas}
