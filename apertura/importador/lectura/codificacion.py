"""Del archivo de bytes a líneas de texto, aunque mezcle codificaciones.

UTF-8 primero, byte por byte: lo que no es UTF-8 se lee con la codificación de reserva, que es la que da más letras del
español entre Windows-1252, la de MS-DOS (850) y la de los Mac antiguos. Un detector general adivina entre cientos y
devuelve una sola para todo el archivo; aquí hacen falta tres, siempre la misma respuesta y línea por línea.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from apertura.importador.defectos import Defecto
from apertura.importador.lectura.codigos import defecto

NOMBRES = {"cp1252": "Windows-1252", "cp850": "MS-DOS 850", "mac_roman": "Mac Roman"}
UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
ESPANOL = set("áéíóúñüÁÉÍÓÚÑÜ")
COMUNES = set("¿¡°ºª«»–—“”‘’…·€§´¨")
RAROS = "€‚ƒ„†‡ˆ‰Š‹ŒŽ˜™š›œžŸ¤¦¨¬¯±¶¸"
IMPROPIOS = {*RAROS, "\ufffd", "¢", "£", "¥"}
DANADO = re.compile(rf"\S*(?:\ufffd|(?<=\w)[{RAROS}]|[{RAROS}](?=\w))\S*")


@dataclass
class Texto:
    """Un archivo de texto: en qué está escrito y lo que se encontró al leerlo. Las líneas se cuentan desde 1.

    `total` es cuántas hay; 0 si no se contaron.
    """

    ruta: Path
    base: str
    reserva: str = "cp1252"
    con_utf8: int = 0
    ajenas: list[int] = field(default_factory=list)
    danadas: list[tuple[int, str]] = field(default_factory=list)
    solo_cr: bool = False
    total: int = 0

    @property
    def nombre(self) -> str:
        """Cómo se llama su codificación."""
        if not self.base.startswith("utf-8"):
            return self.base.upper()
        if not self.ajenas:
            return "UTF-8"
        return f"UTF-8 y {NOMBRES[self.reserva]}" if self.con_utf8 else NOMBRES[self.reserva]

    def lineas(self) -> Iterator[str]:
        """Cada línea con su terminación, ya como texto; anota las dañadas."""
        if self.base.startswith("utf-16"):
            yield from self._utf16()
            return
        for numero, linea in enumerate(_crudas(self.ruta), 1):
            yield linea if linea.isascii() else self._decodificar(numero, linea.encode("latin-1"))

    def _utf16(self) -> Iterator[str]:
        with self.ruta.open(encoding=self.base, errors="replace", newline="") as archivo:
            for numero, linea in enumerate(archivo, 1):
                self._anotar(numero, linea, "\ufffd" in linea)
                yield linea.removeprefix("\ufeff") if numero == 1 else linea

    def _decodificar(self, numero: int, octetos: bytes) -> str:
        if numero == 1:
            octetos = octetos.removeprefix(codecs.BOM_UTF8)
        try:
            return octetos.decode("utf-8")
        except UnicodeDecodeError:
            texto = _con_reserva(octetos, self.reserva) if self.con_utf8 else octetos.decode(self.reserva, "replace")
        self._anotar(numero, texto, self.reserva == "cp1252")
        return texto

    def _anotar(self, numero: int, texto: str, sospechosa: bool) -> None:
        if sospechosa and (hallado := DANADO.search(texto)):
            self.danadas.append((numero, hallado.group().strip("\",;'")))


def examinar(ruta: Path) -> Texto:
    """Recorre el archivo una vez para saber en qué está escrito; no guarda su contenido."""
    with ruta.open("rb") as archivo:
        principio = archivo.read(4096)
    if utf16 := UTF16.get(principio[:2]) or _utf16_sin_marca(principio):
        return Texto(ruta, utf16)
    texto, octetos = Texto(ruta, "utf-8"), Counter[int]()
    con_cr = con_lf = False
    numero = 0
    for numero, linea in enumerate(_crudas(ruta), 1):
        con_lf, con_cr = con_lf or linea.endswith("\n"), con_cr or linea.endswith("\r")
        if not linea.isascii():
            _contar(texto, numero, linea.encode("latin-1"), octetos)
    texto.solo_cr, texto.total = con_cr and not con_lf, numero
    texto.reserva = "cp1252" if texto.con_utf8 else elegir(octetos)  # UTF-8 mezclado con MS-DOS no se ha visto
    return texto


def elegir(octetos: Counter[int]) -> str:
    """Windows-1252, salvo que dé signos impropios y otra dé más español con esos bytes."""
    if not any(o.to_bytes().decode("cp1252", "replace") in IMPROPIOS for o in octetos):
        return "cp1252"

    def puntos(codificacion: str) -> int:
        letras = ((bytes([o]).decode(codificacion, "replace"), n) for o, n in octetos.items())
        return sum(n if c in ESPANOL else 0 if c in COMUNES or c.isalpha() else -n for c, n in letras)

    return max(NOMBRES, key=puntos)


def juicio(texto: Texto, renglon_de: dict[int, int]) -> list[Defecto]:
    """Lo que hay que decir de la codificación. `renglon_de` traduce líneas a renglones."""
    defectos = [defecto("CARACTER-DANADO", renglon=renglon_de.get(n, n), valor=v) for n, v in texto.danadas[:200]]
    if texto.base.startswith("utf-16"):
        return [defecto("CODIFICACION", codificacion=texto.nombre), *defectos]
    if texto.solo_cr:
        defectos.append(defecto("FIN-DE-LINEA"))
    return _de_reserva(texto, renglon_de) + defectos


def _de_reserva(texto: Texto, renglon_de: dict[int, int]) -> list[Defecto]:
    if not texto.ajenas:
        return []
    primero = renglon_de.get(texto.ajenas[0], texto.ajenas[0])
    if texto.con_utf8:
        numeros = [str(renglon_de.get(n, n)) for n in texto.ajenas]
        lineas = ", ".join(numeros[:20]) + ("…" if len(numeros) > 20 else "")
        nombre = NOMBRES[texto.reserva]
        return [defecto("CODIFICACION-MIXTA", renglon=primero, n=len(numeros), codificacion=nombre, lineas=lineas)]
    if texto.reserva == "cp1252":
        return [defecto("CODIFICACION", codificacion=texto.nombre)]
    muestras = "; ".join(f"{NOMBRES[c]}: «{m}»" for c, m in _muestras(texto))
    return [defecto("CODIFICACION-DUDOSA", renglon=primero, codificacion=texto.nombre, muestras=muestras)]


def _muestras(texto: Texto) -> Iterator[tuple[str, str]]:
    """La primera línea con acentos, leída de las tres maneras."""
    linea = next(x for n, x in enumerate(_crudas(texto.ruta), 1) if n == texto.ajenas[0]).strip()[:60].encode("latin-1")
    yield from ((c, linea.decode(c, "replace")) for c in NOMBRES)


def _crudas(ruta: Path) -> Iterator[str]:
    """Líneas con un carácter por byte; terminan en LF, CRLF o CR."""
    with ruta.open(encoding="latin-1", newline="") as archivo:
        yield from archivo


def _contar(texto: Texto, numero: int, linea: bytes, octetos: Counter[int]) -> None:
    try:
        linea.removeprefix(codecs.BOM_UTF8).decode("utf-8")
        texto.con_utf8 += not linea.removeprefix(codecs.BOM_UTF8).isascii()
    except UnicodeDecodeError:
        texto.ajenas.append(numero)
        octetos.update(o for o in linea if o > 127)


def _con_reserva(octetos: bytes, reserva: str) -> str:
    """UTF-8 donde lo es; los demás bytes, uno por uno, con la reserva."""
    partes, desde = [], 0
    while desde < len(octetos):
        try:
            partes.append(octetos[desde:].decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            hasta = desde + error.start
            partes.append(octetos[desde:hasta].decode("utf-8") + octetos[hasta : hasta + 1].decode(reserva, "replace"))
            desde = hasta + 1
    return "".join(partes)


def _utf16_sin_marca(principio: bytes) -> str | None:
    """UTF-16 sin marca: casi todo el texto latino tiene un cero en uno de cada dos bytes."""
    mitad = max(1, len(principio) // 2)
    pares, nones = principio[0::2].count(0) / mitad, principio[1::2].count(0) / mitad
    if max(pares, nones) < 0.4 or min(pares, nones) > 0.1:
        return None
    return "utf-16-le" if nones > pares else "utf-16-be"
