"""Verificar un archivo o un sello: ¿dice lo que la publicación dice? Auténtico, alterado o de otra versión, y la vista para volver a verla.

No es una firma: véase `docs/decisiones/0009-laminas-y-exportacion.md`. El archivo se rehace con su ficha y se compara.
"""

from apertura.autenticidad.dictamen import Dictamen, Veredicto
from apertura.autenticidad.verificar import LIMITE, de_archivo, de_texto

__all__ = ["LIMITE", "Dictamen", "Veredicto", "de_archivo", "de_texto"]
