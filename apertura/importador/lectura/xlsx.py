"""Lo que el XML de un XLSX dice y el lector de celdas no: rangos combinados, lo oculto, fórmulas y números como texto."""

import posixpath
import re
import zipfile
from typing import IO

from apertura.importador.defectos import Defecto
from apertura.importador.lectura.codigos import Rechazo, defecto
from apertura.importador.lectura.limites import Limites
from apertura.importador.lectura.lugares import indice
from apertura.importador.lectura.revision import Conteo, Ocupado, Revision
from apertura.importador.lectura.xml_seguro import recorrer

SI = {"1", "true", "on"}
REF = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
# Número escrito como texto; los ceros a la izquierda son claves y se quedan como están.
NUMERO = re.compile(r"\s*[-+]?(?!0\d)(?:\d{1,3}(?:[.,]\d{3})+|\d+)?(?:[.,]?\d+)?\s*%?\s*")


def revisar(libro: zipfile.ZipFile, limites: Limites) -> tuple[dict[str, Revision], list[Defecto]]:
    """La revisión de cada hoja, por nombre, y los defectos del libro. Lanza Rechazo."""
    hojas, textos, ajustes = _indice(libro)
    numericos = _textos(libro, textos, limites) if textos else set()
    revisiones = {}
    for nombre, parte in hojas.items():
        with libro.open(parte) as archivo:
            revisiones[nombre] = revisar_hoja(archivo, nombre, limites, numericos, ajustes.get("fullCalcOnLoad") in SI)
    for parte in libro.namelist():
        if parte.endswith((".xml", ".rels")) and parte not in {*hojas.values(), textos}:
            with libro.open(parte) as archivo:
                recorrer(archivo, lambda *_: None)
    return revisiones, [defecto("FECHA-1904")] if ajustes.get("date1904") in SI else []


def revisar_hoja(archivo: IO[bytes], nombre: str, limites: Limites, numericos: set[int], sin_calcular: bool) -> Revision:
    """Recorre una hoja una vez. `sin_calcular`: el programa que la hizo no guardó resultados; un 0 no es de fiar."""
    lector = _Hoja(nombre, limites, numericos, sin_calcular)
    recorrer(archivo, lector.inicio, lector.fin, lector.letras)
    return lector.revision


class _Hoja:
    """Estado del recorrido de una hoja: renglón y columna en curso, y lo que trae la celda."""

    def __init__(self, nombre: str, limites: Limites, numericos: set[int], sin_calcular: bool) -> None:
        self.revision, self.ocupado = Revision(), Ocupado(nombre, limites)
        self.numericos, self.sin_calcular = numericos, sin_calcular
        self.renglon, self.columna, self.tipo = 0, -1, "n"
        self.valor: str | None = None
        self.formula = self.dentro = False

    def inicio(self, elemento: str, atributos: dict[str, str]) -> None:
        """Un elemento que empieza."""
        if elemento == "c":
            self._celda(atributos)
        elif elemento in {"v", "t"}:
            self.valor, self.dentro = self.valor or "", True
        elif elemento == "f":
            self.formula = True
        elif elemento == "row":
            self.renglon, self.columna = int(atributos.get("r", self.renglon + 1)), -1
            self.revision.filas_ocultas += atributos.get("hidden") in SI
        elif elemento == "col" and atributos.get("hidden") in SI:
            desde, hasta = int(atributos.get("min", 1)), int(atributos.get("max", 1))
            self.revision.columnas_ocultas += hasta - desde + 1 if hasta < 16_384 else 0
        elif elemento == "mergeCell":
            self._combinada(atributos.get("ref", ""))

    def letras(self, texto: str) -> None:
        """El texto de un valor."""
        if self.dentro:
            self.valor = (self.valor or "") + texto

    def fin(self, elemento: str) -> None:
        """Un elemento que termina; al terminar la celda se juzga."""
        if elemento in {"v", "t"}:
            self.dentro = False
        elif elemento == "c" and (self.formula or self.valor is not None):
            self._juzgar_celda()

    def _celda(self, atributos: dict[str, str]) -> None:
        lugar = REF.fullmatch(atributos["r"]) if "r" in atributos else None
        self.columna = indice(lugar[1]) if lugar else self.columna + 1
        self.renglon = int(lugar[2]) if lugar else self.renglon
        self.tipo, self.valor, self.formula = atributos.get("t", "n"), None, False

    def _juzgar_celda(self) -> None:
        r, c = self.renglon, self.columna
        self.ocupado.incluir(r, c)
        if self.formula:
            vacia = not self.valor and self.tipo != "str"
            if vacia or (self.sin_calcular and self.valor in {"0", ""}):
                self.revision.sin_resultado.append((r, c))
            else:
                self.revision.formulas.setdefault(c, Conteo()).sumar(r)
        elif self.tipo != "n" and self._es_numero():
            self.revision.numeros_texto.setdefault(c, Conteo()).sumar(r)

    def _es_numero(self) -> bool:
        if self.tipo == "s":
            return bool(self.valor) and int(self.valor) in self.numericos
        return self.tipo in {"inlineStr", "str"} and es_numero(self.valor or "")

    def _combinada(self, ref: str) -> None:
        lugares = [REF.fullmatch(x) for x in ref.split(":")]
        if len(lugares) == 2 and lugares[0] and lugares[1] and len(self.revision.combinadas) < 100_000:
            (a, b), (c, d) = lugares[0].groups(), lugares[1].groups()
            self.revision.combinadas.append((int(b), indice(a), int(d), indice(c)))


def es_numero(texto: str) -> bool:
    """Si un texto es un número: «0,45», «1,234.5», «45%»."""
    return any(x.isdigit() for x in texto) and len(texto) < 40 and bool(NUMERO.fullmatch(texto))


def principal(libro: zipfile.ZipFile) -> str | None:
    """La parte del libro según el paquete («xl/workbook.xml», casi siempre); None si no es un XLSX."""
    if "_rels/.rels" not in libro.namelist():
        return None
    destinos = [d for tipo, d in _relaciones(libro, "_rels/.rels").values() if tipo == "officeDocument"]
    return next((d for d in destinos if d in libro.namelist() and d.endswith(".xml") and d.startswith("xl/")), None)


def _relaciones(libro: zipfile.ZipFile, parte: str) -> dict[str, tuple[str, str]]:
    """Id → (tipo, parte a la que lleva)."""
    base = "/" + posixpath.dirname(posixpath.dirname(parte))
    halladas: dict[str, tuple[str, str]] = {}

    def inicio(elemento: str, atributos: dict[str, str]) -> None:
        if elemento == "Relationship":
            destino = posixpath.normpath(posixpath.join(base, atributos.get("Target", ""))).lstrip("/")
            halladas[atributos.get("Id", "")] = (atributos.get("Type", "").rpartition("/")[2], destino)

    with libro.open(parte) as archivo:
        recorrer(archivo, inicio)
    return halladas


def _indice(libro: zipfile.ZipFile) -> tuple[dict[str, str], str, dict[str, str]]:
    """Nombre de hoja → su parte (sin las de gráfica), la parte de los textos compartidos y los ajustes del libro."""
    parte = principal(libro) or ""
    relaciones = _relaciones(libro, f"{posixpath.dirname(parte)}/_rels/{posixpath.basename(parte)}.rels")
    ids: dict[str, str] = {}
    ajustes: dict[str, str] = {}

    def inicio(elemento: str, atributos: dict[str, str]) -> None:
        if elemento == "sheet":
            ids[atributos.get("name", "")] = next((v for k, v in atributos.items() if k.endswith(":id")), "")
        elif elemento in {"workbookPr", "calcPr"}:
            ajustes.update(atributos)

    with libro.open(parte) as archivo:
        recorrer(archivo, inicio)
    presentes = set(libro.namelist())
    hojas = {n: relaciones[i] for n, i in ids.items() if i in relaciones}
    textos = next((d for tipo, d in relaciones.values() if tipo == "sharedStrings" and d in presentes), "")
    return {n: d for n, (tipo, d) in hojas.items() if tipo == "worksheet" and d in presentes}, textos, ajustes


def _textos(libro: zipfile.ZipFile, parte: str, limites: Limites) -> set[int]:
    """Qué textos compartidos son números. Lanza Rechazo si declara más textos de los que caben o si uno es larguísimo."""
    tope = libro.getinfo(parte).file_size
    numericos: set[int] = set()
    estado: dict[str, int | str] = {"n": -1, "texto": "", "dentro": 0}

    def inicio(elemento: str, atributos: dict[str, str]) -> None:
        if elemento == "sst" and int(atributos.get("uniqueCount", 0)) > tope:
            raise Rechazo("XLSX-LIMITE")
        if elemento == "si":
            estado.update(n=int(estado["n"]) + 1, texto="")
        estado["dentro"] = int(elemento == "t")

    def letras(texto: str) -> None:
        if estado["dentro"]:
            estado["texto"] = str(estado["texto"]) + texto
            if len(str(estado["texto"])) > limites.celda:
                raise Rechazo("CELDA-LARGA")

    def fin(elemento: str) -> None:
        estado["dentro"] = 0
        if elemento == "si" and es_numero(str(estado["texto"])):
            numericos.add(int(estado["n"]))

    with libro.open(parte) as archivo:
        recorrer(archivo, inicio, fin, letras)
    return numericos
