"""Archivos malos de encabezado (E), valores (F), claves (G), ediciones (H) y texto hostil (S), siempre los mismos.

Cada caso es un archivo válido con un solo defecto sembrado, el código con que debe decirse y su nivel.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from tests.importador.sinteticos import ENCABEZADO, Fila, base, publicadas

GA = ENCABEZADO.index("GA")
NOMBRE = ENCABEZADO.index("Sujeto obligado")
Filas = list[Fila]


@dataclass(frozen=True)
class Caso:
    """`rechazados`: cuántos renglones. `codigo` vacío: el archivo debe importarse sin ese tipo de defecto."""

    id: str
    filas: Callable[[], Sequence[Fila]]
    codigo: str
    nivel: str = "error"
    alcance: str = ""
    rechazados: int = 0
    opciones: dict[str, Any] = field(default_factory=dict)
    aceptar: tuple[str, ...] = ()

    def contexto(self) -> dict[str, Any]:
        """Con qué nombre y edición llega el archivo."""
        if self.id[:3] in {"H01", "H02", "H03", "H07", "G10", "G11"}:
            return {"edicion": 2017 if self.id[0] == "H" else 2019, "nombre": "MGA.csv", **self.opciones}
        return dict(self.opciones)


def buena(n: int = 40) -> Filas:
    return [list(ENCABEZADO), *base(n=n, nuevas=0)]


def con_celda(valor: str | None, columna: int = GA, renglon: int = 4) -> Callable[[], Filas]:
    def filas() -> Filas:
        tabla = buena()
        tabla[renglon][columna] = valor
        return tabla

    return filas


def con_columna(cambio: Callable[[str, int], str | None], columna: int = GA) -> Callable[[], Filas]:
    def filas() -> Filas:
        encabezado, *datos = buena()
        return [encabezado, *[[cambio(c or "", i) if j == columna else c for j, c in enumerate(fila)] for i, fila in enumerate(datos)]]

    return filas


def con_encabezado(de: str, a: str | None) -> Callable[[], Filas]:
    return lambda: [[a if c == de else c for c in ENCABEZADO], *buena()[1:]]


def con_titulos() -> Filas:
    """Dos renglones de título y un encabezado en dos renglones: arriba el grupo, abajo la columna."""
    encabezado, *datos = buena()
    vacio: Fila = [None] * len(encabezado)
    grupo: Fila = [None, None, None, None, "Índice", *[None] * 6]
    return [["Métrica de Gobierno Abierto 2019", *vacio[1:]], vacio, grupo, encabezado, *datos]


def con_columna_mas(rotulo: str | None, valor: Callable[[int], str]) -> Callable[[], Filas]:
    return lambda: [[rotulo, *ENCABEZADO], *[[valor(i), *fila] for i, fila in enumerate(buena()[1:])]]


def con_renglon(*renglones: Callable[[Filas], Fila]) -> Callable[[], Filas]:
    def filas() -> Filas:
        tabla = buena()
        return [*tabla, *[nuevo(tabla) for nuevo in renglones]]

    return filas


def de_2017(cambio: Callable[[list[dict]], list[dict]] = lambda filas: filas) -> Filas:
    """La edición 2017 tal como está publicada, con un cambio."""
    anchos = (
        publicadas()["resultados"].filter(edicion=2017).pivot(on="indicador", index="clave_sujeto", values="valor").sort("clave_sujeto")
    )
    indices = ["GA", "T", "P", "TG", "TC", "PG", "PC"]
    quien = publicadas()["sujetos"].select("clave_sujeto", "cve_ent", "nombre_publicado", "orden", "tipo")
    filas = cambio(anchos.join(quien, on="clave_sujeto").to_dicts())
    campos = ["clave_sujeto", "cve_ent", "nombre_publicado", "orden", "tipo", *indices]
    return [list(campos), *[[str(fila[c]) for c in campos] for fila in filas]]


def con(**valores: object) -> Callable[[list[dict]], list[dict]]:
    return lambda filas: [{**fila, **valores} for fila in filas]


def escalar(filas: list[dict]) -> list[dict]:
    return [{**f, "TG": round(f["TG"] / 2, 4)} for f in filas]


def mover(filas: list[dict]) -> list[dict]:
    return [{**f, **{c: round(min(1, f[c] + 0.001), 4) for c in ("GA", "T", "P", "TG", "TC", "PG")}} for f in filas]


def a_dos(filas: list[dict]) -> list[dict]:
    return [{c: round(v, 2) if isinstance(v, float) else v for c, v in f.items()} for f in filas]


def larga(indicador: str) -> Callable[[], Filas]:
    return lambda: [
        [*ENCABEZADO[:4], "Indicador", "Valor"],
        *[[*f[:4], indicador if i == 3 else "GA", f[GA]] for i, f in enumerate(buena()[1:])],
    ]


def duplicada(cambios: dict[int, str]) -> Callable[[], Filas]:
    """El segundo renglón otra vez, con esos cambios."""
    return con_renglon(lambda tabla: [cambios.get(j, c) for j, c in enumerate(tabla[2])])


def en_mayusculas() -> Filas:
    """El segundo renglón otra vez, con el nombre en mayúsculas."""
    tabla = buena()
    return [*tabla, [(c or "").upper() if j == NOMBRE else c for j, c in enumerate(tabla[2])]]


def renombrada() -> Filas:
    """La institución de nombre más largo, con otro nombre parecido."""
    tabla = buena()
    fila = max(tabla[1:], key=lambda f: len(f[NOMBRE] or ""))
    fila[NOMBRE] = f"{fila[NOMBRE]} y Bienestar"
    return tabla


def con_entidad(texto: str) -> Callable[[], Filas]:
    """El primer sujeto de Nuevo León, con su entidad escrita así."""

    def filas() -> Filas:
        tabla = buena(300)
        tabla[0] = [*ENCABEZADO]
        i = next(i for i, fila in enumerate(tabla) if fila[0] == "Nuevo León")
        tabla[i][0] = texto
        return tabla

    return filas


def con_clave(clave: str, de: str = "01") -> Callable[[], Filas]:
    def filas() -> Filas:
        return [[("cve_ent" if c == "clave_sujeto" else "x" if c == "cve_ent" else c) for c in fila] if k == 0 else
                [(clave if fila[1] == de else fila[1]), *fila[1:]] for k, fila in enumerate(de_2017()[:40])]  # fmt: skip

    return filas


def contradictorias() -> Filas:
    """Cada renglón con una clave que no es la de su entidad."""
    encabezado, *datos = buena()
    return [["cve_ent", *encabezado], *[["01" if fila[0] == "Zacatecas" else "32", *fila] for fila in datos]]


def juntas() -> Filas:
    """La entidad y el nombre en un solo campo, separados por un guión."""
    encabezado, *datos = buena()
    return [encabezado[1:], *[[f"{fila[0]}-{fila[1]}", *fila[2:]] for fila in datos]]


DECISION = "decision"
ENCABEZADOS = [
    Caso("E01 rótulo duplicado", con_encabezado("T", "GA"), "ENCABEZADO-DUPLICADO", alcance="archivo"),
    Caso("E02 columna con datos y sin rótulo", con_columna_mas(None, lambda i: f"dato {i}"), "COLUMNA-SIN-NOMBRE", "aviso"),
    Caso("E03 falta la entidad", lambda: [f[1:] for f in buena()], "FALTA-COLUMNA", alcance="archivo"),
    Caso("E03 falta todo indicador", lambda: [f[:4] for f in buena()], "FALTA-COLUMNA", alcance="archivo"),
    Caso("E04 columnas de más", con_columna_mas("Color favorito", lambda i: "azul"), "COLUMNAS-IGNORADAS", "aviso"),
    Caso("E05 mayúsculas, acentos y saltos de línea", con_encabezado("Sujeto obligado", "SUJETO\nOBLIGADO "), "ENCABEZADO", "reparado"),
    Caso("E06 columnas en otro orden", lambda: [f[::-1] for f in buena()], ""),
    Caso(
        "E07 abreviaturas de la base de 2017",
        lambda: [["edo", "SO", "niv", "ts", *ENCABEZADO[4:]], *buena()[1:]],
        "",
        opciones={"edicion": 2019},
    ),
    Caso(
        "E07 perfil de otro año que el nombre del archivo",
        lambda: [["edo", "SO", "niv", "ts", *ENCABEZADO[4:]], *buena()[1:]],
        "ANIOS",
        alcance=DECISION,
    ),
    Caso("E07 rótulo parecido", con_encabezado("Orden de gobierno", "Orden de gobierna"), "MAPEO", alcance=DECISION),
    Caso("E08 rótulo con fórmula", con_columna_mas('=HYPERLINK("http://x")', lambda i: "1"), "ENCABEZADO-FORMULA", alcance="archivo"),
    Caso("E09 el rótulo dice % y va de 0 a 1", con_encabezado("GA", "GA (%)"), "ESCALA", alcance=DECISION),
    Caso("E10 columna que numera sin rótulo", con_columna_mas(None, lambda i: str(i + 1)), "COLUMNA-INDICE", "aviso"),
    Caso("E10 columna que numera", con_columna_mas("No.", lambda i: str(i + 1)), "COLUMNA-INDICE", "aviso"),
]
DE_LA_HOJA = [
    Caso("B12 títulos arriba y encabezado combinado en dos renglones", con_titulos, "CABECERA", "aviso"),
    Caso("B24 renglón de total nacional", con_renglon(lambda t: ["", "Total nacional", "", "", *t[1][4:]]), "TOTALES", "aviso"),
    Caso(
        "B25 nota al pie", con_renglon(lambda t: [None] * len(t[0]), lambda t: ["Fuente: INAI", *[None] * (len(t[0]) - 1)]), "PIE", "aviso"
    ),
    Caso("C07 acentos dobles en la entidad", con_entidad("Nuevo LeÃ³n"), "ENTIDAD-ALIAS", "reparado"),
    Caso("C07 acentos dobles en la institución", con_celda("SecretarÃ­a de Hacienda", NOMBRE, 5), "INSTITUCION-PARECIDA", "aviso"),
    Caso("C08 acento perdido en la entidad", con_entidad("Nuevo Le?n"), "ENTIDAD-ALIAS", "reparado"),
    Caso("C08 acento perdido en la institución", con_celda("Secretar\ufffda de Hacienda", NOMBRE, 5), "INSTITUCION-PARECIDA", "aviso"),
    Caso("D06 título arriba", lambda: [["Base de datos 2019", *[None] * 10], *buena()], "CABECERA", "aviso"),
    Caso("D14 encabezado repetido", con_renglon(lambda t: list(t[0])), "CABECERA-REPETIDA", "reparado"),
]
VALORES = [
    Caso("F01 coma decimal", con_columna(lambda v, i: v.replace(".", ",")), "DECIMAL-COMA", "reparado"),
    Caso("F01 coma y punto mezclados", con_columna(lambda v, i: v.replace(".", ",") if i % 2 else v), "DECIMAL-COMA", alcance=DECISION),
    Caso("F02 millares con punto", con_celda("1.234,5"), "MILLAR", "reparado", rechazados=1, aceptar=("DECIMAL-COMA",)),
    Caso("F03 1.234 sin más pista", con_columna(lambda v, i: "1.234" if i == 3 else "0"), "NUMERO-AMBIGUO", alcance=DECISION),
    Caso("F04 unas con % y otras sin él", con_columna(lambda v, i: "45%" if i == 3 else v), "PORCENTAJE", alcance=DECISION),
    Caso("F04 todas con %", con_columna(lambda v, i: f"{float(v) * 100:.2f}%"), "PORCENTAJE", "reparado"),
    Caso("F05 de 0 a 100", con_columna(lambda v, i: f"{float(v) * 100:.2f}"), "ESCALA", alcance=DECISION),
    Caso("F06 1.0001", con_celda("1.0001"), "RANGO", alcance="renglon", rechazados=1),
    Caso("F06 −0.0001", con_celda("-0.0001"), "RANGO", alcance="renglon", rechazados=1),
    Caso("F06 1.0000005", con_celda("1.0000005"), "RANGO", "reparado"),
    *[
        Caso(f"F07 sin dato «{t}»", con_celda(t), "FALTANTES", "aviso")
        for t in ("NA", "N/A", "n.d.", "s/d", "ND", "-", "–", ".", "*", "null", None)
    ],
    Caso("F08 cero en todo", lambda: [f if k != 5 else [*f[:4], *["0"] * 7] for k, f in enumerate(buena())], "CERO-SOSPECHOSO", "aviso"),
    *[Caso(f"F09 {t}", con_celda(t), "NUMERO-INVALIDO", alcance="renglon", rechazados=1) for t in ("NaN", "inf", "1e400")],
    *[Caso(f"F10 {t}", con_celda(t), "NUMERO-INVALIDO", alcance="renglon", rechazados=1) for t in ("O.5", "l.0", "0..5", "0.5.")],
    *[Caso(f"F11 {t}", con_celda(t), "NOTA-AL-PIE", "aviso") for t in ("0.5*", "0.5 (a)", "0.5¹")],
    *[Caso(f"F12 {t}", con_celda(t), "NUMERO-UNICODE", "reparado") for t in ("０.５", "٠٫٥")],
    Caso("F12 menos tipográfico", con_celda("−0.1"), "NUMERO-UNICODE", "reparado", rechazados=1),
    Caso("F13 notación científica", con_celda("4.5E-01"), "CIENTIFICO", "reparado"),
    Caso("F14 espacio duro", con_celda("0.45\u00a0"), "ESPACIOS", "reparado"),
    Caso("F14 unidad", con_celda("0.45 pts"), "UNIDAD", "reparado"),
    *[Caso(f"F15 {t}", con_celda(t), "FECHA-AMBIGUA", alcance="renglon", rechazados=1) for t in ("01/02/2025", "2025-02-01", "31-ene-25")],
    *[Caso(f"F16 {t}", con_columna_mas("Año", lambda i, t=t: t), "ANIO", "reparado") for t in ("19", "2019.0", "MGA 2019")],
    Caso("F16 2018-2019", con_columna_mas("Año", lambda i: "2018-2019"), "EDICION", alcance=DECISION, opciones={"nombre": "MGA.csv"}),
    Caso("F17 texto en columna de números", con_celda("alto"), "TIPO", alcance="renglon", rechazados=1),
    Caso("F18 más de 17 cifras", con_celda("0.12345678901234567890"), "PRECISION", "aviso"),
    *[Caso(f"F19 {t}", con_celda(t), "LOGICO", "aviso") for t in ("Sí", "VERDADERO", "No")],
    Caso("F20 el índice no es el de sus partes", con_celda("0.9999", renglon=6), "COMPUESTO", "aviso"),
]
CLAVES = [
    Caso("G01 renglón idéntico", duplicada({}), "DUPLICADA-IDENTICA", "aviso"),
    Caso("G02 misma institución, otro valor", duplicada({GA: "0.0001"}), "DUPLICADA-CONFLICTO", alcance=DECISION),
    Caso("G03 misma institución, sin acentos", en_mayusculas, "POSIBLE-DUPLICADO", alcance=DECISION),
    Caso("G04 institución desconocida", con_celda("Instituto del Espejo Humeante", NOMBRE), "INSTITUCION-NUEVA", alcance=DECISION),
    Caso("G05 institución que cambió de nombre", renombrada, "INSTITUCION-DUDOSA", alcance=DECISION),
    Caso("G06 Nuevo Leon", con_entidad("Nuevo Leon"), "ENTIDAD-ALIAS", "reparado"),
    Caso("G06 19", con_entidad("19"), ""),
    Caso("G07 Distrito Federal", lambda: [[("Distrito Federal" if c == "Ciudad de México" else c) for c in f] for f in buena(300)],
         "ENTIDAD-ALIAS", "reparado"),
    Caso("G08 NuevoLeon", con_entidad("NuevoLeon"), "ENTIDAD-ALIAS", "reparado"),
    Caso("G09 Federal como entidad", lambda: [[("Federal" if c == "Federación" else c) for c in f] for f in buena(300)],
         "FEDERALES", "aviso"),
    Caso("G10 clave sin cero", con_clave("1"), "CLAVE", "reparado"),
    Caso("G10 clave con decimales", con_clave("01.0"), "CLAVE", "reparado"),
    *[Caso(f"G11 clave {c}", con_clave(c), "CLAVE-INVALIDA", alcance="renglon", rechazados=-1) for c in ("33", "00", "1901")],
    Caso("G12 nombre y clave se contradicen", contradictorias,
         "CONTRADICCION", alcance="renglon", rechazados=-1),
    Caso("G13 entidad y nombre en un campo", juntas,
         "ENTIDAD-EN-NOMBRE", "reparado"),
    Caso("G14 indicador desconocido", larga("ZZ"), "INDICADOR-DESCONOCIDO", alcance="renglon", rechazados=1),
    Caso("G15 falta una entidad", lambda: [f for f in buena(908) if f[0] != "Nayarit"], "COBERTURA", "aviso"),
    Caso("G16 tipo que no está en la lista", con_celda("Cofradía", 3), "TIPO-DESCONOCIDO", alcance=DECISION),
    Caso("G18 dos años mezclados", con_columna_mas("Año", lambda i: "2019" if i % 2 else "2021"), "ANIOS", alcance=DECISION),
]  # fmt: skip
EDICIONES = [
    Caso("H01 la media se mueve mucho", lambda: de_2017(escalar), "CAMBIO-BRUSCO", "aviso"),
    Caso("H02 desaparece más de 10 %", lambda: de_2017(lambda f: f[:700]), "DESAPARECEN", alcance=DECISION),
    Caso("H03 cambia más de 20 % de lo publicado", lambda: de_2017(mover), "REVISION", alcance=DECISION),
    Caso("H04 trae menos ediciones", con_columna_mas("Año", lambda i: "2019"), "PERDIDA-ANIOS", "aviso"),
    Caso("H07 menos decimales", lambda: de_2017(a_dos), "MENOS-DECIMALES", "aviso"),
    Caso("H08 igual a otra edición", de_2017, "IGUAL-A-OTRA", "aviso", opciones={"edicion": 2021}),
    Caso("H09 preliminar", buena, "PRELIMINAR", alcance=DECISION, opciones={"nombre": "MGA 2019 preliminar.csv"}),
]
INERTES = {
    "<img src=x onerror=alert(1)>": "S02", "<iframe srcdoc='x'>": "S02", "![x](http://ejemplo.invalid/a.png)": "S03",
    "[x](javascript:alert(1))": "S03", "'; drop table sujetos; --": "S04", "${7*7}": "S06", "{{7*7}}": "S06", "$\\LaTeX$": "S06",
    ":material/home:": "S06", ":red[hola]": "S06", "file:///etc/passwd": "S08", "internal:Hoja1!A1": "S08",
    "mailto:a@ejemplo.invalid": "S08",
}  # fmt: skip
FORMULAS = ["=cmd|'/C calc'!A0", "+1+1", "-1", "@SUM(A1)", "＝1+1"]
HOSTILES = [
    *[Caso(f"S01 {t}", con_celda(t, NOMBRE), "TEXTO-FORMULA", alcance="renglon", rechazados=1) for t in FORMULAS],
    Caso("S01 tabulador y fórmula", con_celda("\t=1+1", NOMBRE), "TEXTO-FORMULA", alcance="renglon", rechazados=1),
    Caso("S01 nulo y fórmula", con_celda("\x00=1+1", NOMBRE), "CONTROL", alcance="renglon", rechazados=1),
    *[Caso(f"{s} {t}", con_celda(t, NOMBRE), "INSTITUCION-NUEVA", "aviso", aceptar=("INSTITUCION-NUEVA",)) for t, s in INERTES.items()],
    Caso("S05 nombre de 200 KB", con_celda("x" * 200_000, NOMBRE), "CELDA-LARGA", alcance="renglon", rechazados=1),
    Caso("S07 marca de escritura inversa", lambda: [[c.replace("Secretaría", "Secre\u202etaría") if c else c for c in f] for f in buena()],
         "ESPACIOS", "reparado"),
]  # fmt: skip
CASOS = [*ENCABEZADOS, *DE_LA_HOJA, *VALORES, *CLAVES, *EDICIONES, *HOSTILES]
__all__ = ["CASOS", "INERTES", "Caso", "buena", "con_celda", "de_2017", "pl"]
