"""Lo que el XML de un ODS dice y el lector de celdas no: rangos combinados, lo oculto, fórmulas y números como texto."""

import zipfile

from apertura.importador.defectos import Defecto
from apertura.importador.lectura.libro import Limites
from apertura.importador.lectura.revision import Revision


def revisar(libro: zipfile.ZipFile, limites: Limites) -> tuple[dict[str, Revision], list[Defecto]]:
    """La revisión de cada hoja, por nombre, y los defectos del libro. Lanza Rechazo."""
    return {}, []
