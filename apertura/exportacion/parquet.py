"""Tabla → Parquet: todas las columnas, con su tipo y sin redondear; los sellos, en los metadatos del archivo."""

from io import BytesIO

from apertura.exportacion.estampa import Estampa
from apertura.tablas import Tabla

MIME = "application/vnd.apache.parquet"


def a_parquet(tabla: Tabla, estampa: Estampa) -> bytes:
    """El archivo completo. Los mismos datos y la misma fecha dan los mismos bytes."""
    textos = {
        "titulo": tabla.titulo,
        "sellos": "\n".join(estampa.renglones),
        "notas": "\n".join(tabla.notas),
        "apertura": estampa.ficha,
    }
    salida = BytesIO()
    tabla.datos.write_parquet(salida, metadata=textos)
    return salida.getvalue()
