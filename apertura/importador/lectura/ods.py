"""Lo que el XML de un ODS dice y el lector de celdas no: rangos combinados, lo oculto, fórmulas y números como texto."""

import zipfile

from apertura.importador.defectos import Defecto
from apertura.importador.lectura.codigos import Rechazo
from apertura.importador.lectura.limites import Limites
from apertura.importador.lectura.revision import Conteo, Ocupado, Revision
from apertura.importador.lectura.xlsx import es_numero
from apertura.importador.lectura.xml_seguro import recorrer

OCULTO = {"collapse", "filter"}


def revisar(libro: zipfile.ZipFile, limites: Limites) -> tuple[dict[str, Revision], list[Defecto]]:
    """La revisión de cada hoja, por nombre; un ODS no da defectos del libro. Lanza Rechazo."""
    lector = _Contenido(limites)
    for parte in libro.namelist():
        if parte.endswith((".xml", ".rdf")):
            with libro.open(parte) as archivo:
                if parte == "content.xml":
                    recorrer(archivo, lector.inicio, lector.fin, lector.letras)
                else:
                    recorrer(archivo, _manifiesto if parte == "META-INF/manifest.xml" else lambda *_: None)
    return lector.revisiones, []


def _manifiesto(elemento: str, _: dict[str, str]) -> None:
    if elemento == "encryption-data":
        raise Rechazo("XLSX-CIFRADO")


class _Contenido:
    """Estado del recorrido: hoja, renglón y columna en curso; un renglón o una celda pueden valer por muchos."""

    def __init__(self, limites: Limites) -> None:
        self.limites, self.revisiones = limites, dict[str, Revision]()
        self.revision, self.ocupado = Revision(), Ocupado("", limites)
        self.renglon, self.alto, self.columna, self.ancho = 0, 0, 0, 0
        self.celda: dict[str, str] | None = None
        self.texto = ""

    def inicio(self, elemento: str, atributos: dict[str, str]) -> None:
        """Un elemento que empieza."""
        propios = {k.rpartition(":")[2]: v for k, v in atributos.items()}
        if elemento == "table":
            nombre = propios.get("name", "")
            self.revision, self.ocupado = self.revisiones.setdefault(nombre, Revision()), Ocupado(nombre, self.limites)
            self.renglon, self.alto = 0, 1
        elif elemento == "table-column" and propios.get("visibility") in OCULTO:
            repetida = _veces(propios, "number-columns-repeated")
            self.revision.columnas_ocultas += repetida if repetida < 1000 else 0
        elif elemento == "table-row":
            self.renglon, self.alto = self.renglon + self.alto, _veces(propios, "number-rows-repeated")
            self.columna, self.ancho = 0, 0
            self.revision.filas_ocultas += self.alto if propios.get("visibility") in OCULTO and self.alto < 100_000 else 0
        elif elemento in {"table-cell", "covered-table-cell"}:
            self.columna, self.ancho = self.columna + self.ancho, _veces(propios, "number-columns-repeated")
            self.celda, self.texto = propios, ""

    def letras(self, texto: str) -> None:
        """El texto visible de una celda, hasta donde hace falta para saber si es un número."""
        if self.celda is not None and len(self.texto) < 40:
            self.texto += texto

    def fin(self, elemento: str) -> None:
        """Un elemento que termina; al terminar la celda se juzga."""
        if elemento in {"table-cell", "covered-table-cell"} and self.celda is not None:
            self._juzgar_celda(self.celda)
            self.celda = None

    def _juzgar_celda(self, celda: dict[str, str]) -> None:
        r, c, tipo = self.renglon, self.columna, celda.get("value-type")
        if tipo or "formula" in celda:
            self.ocupado.incluir(r, c)
            self.ocupado.incluir(r + self.alto - 1, c + self.ancho - 1)
        if "formula" in celda and not tipo:
            self.revision.sin_resultado.append((r, c))
        elif "formula" in celda:
            self.revision.formulas.setdefault(c, Conteo()).sumar(r)
        elif tipo == "string" and es_numero(self.texto):
            self.revision.numeros_texto.setdefault(c, Conteo()).sumar(r)
        hacia_abajo = _veces(celda, "number-rows-spanned")
        if hacia_abajo > 1 and len(self.revision.combinadas) < 100_000:
            self.revision.combinadas.append((r, c, r + hacia_abajo - 1, c + _veces(celda, "number-columns-spanned") - 1))


def _veces(atributos: dict[str, str], nombre: str) -> int:
    """Cuántas veces vale; ValueError si no es un número."""
    return max(1, int(atributos.get(nombre, 1)))
