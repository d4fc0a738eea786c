"""De las hojas de un archivo a tablas con la forma de la publicación, con cada defecto dicho a una persona."""

from apertura.importador.entender.decisiones import Decisiones
from apertura.importador.entender.dictamen import Dictamen
from apertura.importador.entender.incorporar import incorporar
from apertura.importador.entender.interpretar import proponer
from apertura.importador.entender.juzgar import juzgar
from apertura.importador.entender.propuesta import Propuesta

__all__ = ["Decisiones", "Dictamen", "Propuesta", "incorporar", "juzgar", "proponer"]
