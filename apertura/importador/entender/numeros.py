"""Un texto de una celda como número: coma o punto, %, millares, «s/d», notas al pie, signos y dígitos de otras escrituras.

Nada se adivina: lo que admite dos lecturas («1.234») se marca como ambiguo, y lo que no es un número no se vuelve cero.
"""

import math
import re
import unicodedata
from typing import NamedTuple

import polars as pl

# Clases de celda. Sólo «numero» y «ambiguo» traen valor.
NUMERO, AMBIGUO, VACIO, FALTANTE = "numero", "ambiguo", "vacio", "faltante"
INVALIDO, TEXTO, FECHA, EXCEL, FORMULA = "NUMERO-INVALIDO", "TIPO", "FECHA-AMBIGUA", "ERROR-EXCEL", "FORMULA"
# Reparos: la celda se leyó, pero no estaba escrita como un número corriente.
UNICODE, NOTA, CIENTIFICO, UNIDAD, LOGICO, PRECISION, MILLAR = (
    "NUMERO-UNICODE", "NOTA-AL-PIE", "CIENTIFICO", "UNIDAD", "LOGICO", "PRECISION", "MILLAR",
)  # fmt: skip
ESPACIOS = "ESPACIOS"

_SIN_DATO_DE_UNA_PALABRA = (
    "na n/a n.a. n.a n/d nd n.d. n.d s/d sd s.d. s.d - – — -- --- . .. ... … * ** null none nulo (vacío) (vacio) vacío vacio"
)
SIN_DATO = frozenset(_SIN_DATO_DE_UNA_PALABRA.split()) | {
    "no aplica", "no disponible", "sin dato", "sin datos", "sin información", "sin informacion", "no evaluado", "sin evaluar",
}  # fmt: skip
_LOGICOS = {"sí": 1.0, "si": 1.0, "verdadero": 1.0, "true": 1.0, "no": 0.0, "falso": 0.0, "false": 0.0}
_INVISIBLES = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_MENOS = str.maketrans({"−": "-", "–": "-", "‐": "-", "‑": "-", "—": "-", "﹣": "-", "－": "-"})
_SUPERINDICE = re.compile(r"[¹²³⁴-⁹⁰†‡§ª]+$")
_NOTA = re.compile(r"^(.*\d%?)\s*(?:\*+|\([a-z]\)|\(\d\)|[a-f]/|\d/)$", re.IGNORECASE)
_UNIDAD = re.compile(r"^(.*\d)\s*(?:pts?\.?|puntos?)$", re.IGNORECASE)
_MES = r"(?:ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic)\w*"
_FECHA = re.compile(
    rf"^(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{4}}-\d{{1,2}}-\d{{1,2}}(?:[ T].*)?|\d{{1,2}}[- /]{_MES}(?:[- /]\d{{2,4}})?)$",
    re.IGNORECASE,
)
_EXCEL = re.compile(
    r"^#(?:DIV/0!|N/A|REF!|VALUE!|¡VALOR!|¡REF!|¡DIV/0!|NAME\?|¿NOMBRE\?|NUM!|¡NUM!|NULL!|N/D|SPILL!|CALC!)$", re.IGNORECASE
)
_CASI_NUMERO = re.compile(r"^[\dolis.,+\-\s]+$", re.IGNORECASE)
_NO_FINITO = re.compile(r"^[+-]?(?:nan|inf|infinity|infinito|∞)$", re.IGNORECASE)
_SIMPLE = re.compile(r"^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$")
_UN_GRUPO = re.compile(r"^[+-]?[1-9]\d{0,2}[.,]\d{3}$")
_MILLARES_COMA = re.compile(r"^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$")
_MILLARES_PUNTO = re.compile(r"^[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$")
_MILLARES_ESPACIO = re.compile(r"^[+-]?[1-9]\d{0,2}(?: \d{3})+(?:[.,]\d+)?$")

# Lo corriente se lee de una vez, sin pasar por Python.
_CORRIENTE = r"^-?[0-9]{1,16}([.,][0-9]{1,16})?$"
_GRUPO = r"^-?[1-9][0-9]{0,2}[.,][0-9]{3}$"


class Numero(NamedTuple):
    """Una celda leída. `coma` y `punto`: qué marca decimal usa (ninguna, si es entero). `reparos`: códigos con espacio."""

    valor: float | None
    clase: str
    coma: bool = False
    punto: bool = False
    porciento: bool = False
    reparos: str = ""


ESQUEMA = {"valor": pl.Float64, "clase": pl.String, "coma": pl.Boolean, "punto": pl.Boolean, "porciento": pl.Boolean, "reparos": pl.String}


def leer_numeros(textos: pl.Series) -> pl.DataFrame:
    """Un renglón por texto distinto: `texto` y los campos de `Numero`. La celda nula no aparece."""
    distintos = pl.DataFrame({"texto": textos.drop_nulls().unique()})
    corriente = pl.col("texto").str.contains(_CORRIENTE) & ~pl.col("texto").str.contains(_GRUPO)
    simples = distintos.filter(corriente).select(
        "texto",
        valor=pl.col("texto").str.replace(",", ".", literal=True).cast(pl.Float64),
        clase=pl.lit(NUMERO),
        coma=pl.col("texto").str.contains(",", literal=True),
        punto=pl.col("texto").str.contains(".", literal=True),
        porciento=pl.lit(False),
        reparos=pl.lit(""),
    )
    raros = distintos.filter(~corriente)["texto"]
    leidos = pl.DataFrame([leer_numero(texto) for texto in raros], schema=ESQUEMA, orient="row")
    return pl.concat([simples, leidos.select(raros, *ESQUEMA)])


def leer_numero(texto: str) -> Numero:
    """Una celda de texto. Nunca lanza: lo que no se entiende vuelve con su clase de error."""
    limpio = " ".join(_INVISIBLES.sub("", texto).split())
    if not limpio:
        return Numero(None, VACIO)
    if limpio.casefold() in SIN_DATO:
        return Numero(None, FALTANTE)
    if limpio.casefold() in _LOGICOS:
        return Numero(_LOGICOS[limpio.casefold()], NUMERO, reparos=LOGICO)
    for patron, clase in ((_EXCEL, EXCEL), (_FECHA, FECHA), (_NO_FINITO, INVALIDO)):
        if patron.match(limpio):
            return Numero(None, clase)
    return _con_marcas(limpio, [ESPACIOS] if limpio != texto.strip(" ") else [])


def _con_marcas(limpio: str, reparos: list[str]) -> Numero:
    """Quita, diciéndolo, lo que rodea al número: notas al pie, unidades, % y escrituras poco usuales."""
    sin_nota = _SUPERINDICE.sub("", limpio).strip()
    if (nota := _NOTA.match(sin_nota)) is not None:
        sin_nota = nota[1].strip()
    if sin_nota != limpio:
        reparos.append(NOTA)
    corriente = _a_latino(sin_nota)
    if corriente != sin_nota:
        reparos.append(UNICODE)
    if (unidad := _UNIDAD.match(corriente)) is not None:
        corriente = unidad[1].strip()
        reparos.append(UNIDAD)
    porciento = corriente.endswith("%")
    leido = _marca_decimal(corriente.rstrip("%").strip(), reparos)
    if leido.valor is None or not math.isfinite(leido.valor):
        return Numero(None, _clase_de_error(limpio) if leido.valor is None else INVALIDO)
    valor = leido.valor / 100 if porciento else leido.valor
    return leido._replace(valor=valor, porciento=porciento, reparos=" ".join(reparos))


def _a_latino(texto: str) -> str:
    """Dígitos de cualquier escritura y signos menos de cualquier ancho, como los del teclado."""
    texto = unicodedata.normalize("NFKC", texto.translate(_MENOS)).translate(str.maketrans({"٫": ".", "٬": ","}))
    return "".join(str(unicodedata.digit(letra)) if letra.isdigit() and not letra.isascii() else letra for letra in texto)


def _marca_decimal(texto: str, reparos: list[str]) -> Numero:
    """El número según su marca decimal; «1.234» y «1,234» quedan ambiguos, con su lectura decimal."""
    if _UN_GRUPO.match(texto):
        coma = "," in texto
        return Numero(float(texto.replace(",", ".")), AMBIGUO, coma=coma, punto=not coma)
    for patron, millar, decimal in ((_MILLARES_COMA, ",", "."), (_MILLARES_PUNTO, ".", ","), (_MILLARES_ESPACIO, " ", "")):
        if patron.match(texto):
            reparos.append(MILLAR)
            marca = decimal or ("," if "," in texto else ".")
            numero = texto.replace(millar, "").replace(",", ".")
            return Numero(float(numero), NUMERO, coma=marca == "," and "," in texto, punto=marca == "." and "." in texto)
    con_punto = texto.replace(",", ".")
    if not _SIMPLE.match(con_punto):
        return Numero(None, INVALIDO)
    if "e" in texto.lower():
        reparos.append(CIENTIFICO)
    if len(re.sub(r"\D", "", texto).lstrip("0")) > 17:
        reparos.append(PRECISION)
    return Numero(float(con_punto), NUMERO, coma="," in texto, punto="." in texto)


def _clase_de_error(limpio: str) -> str:
    if limpio[0] in "=@" or (limpio[0] in "+-" and re.match(r"^[+-][A-Za-z(]", limpio)):
        return FORMULA
    tiene_cifra = any(letra.isdigit() for letra in limpio)
    return INVALIDO if tiene_cifra and _CASI_NUMERO.match(limpio) else TEXTO
