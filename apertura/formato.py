"""El único lugar que redondea y da formato a números y fechas (es-MX: 1,234.56)."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from math import isfinite

SIN_DATO = "s/d"
MESES = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre"]
MESES += ["noviembre", "diciembre"]
MENOS = "−"


def decimal(valor: float | None, decimales: int = 2) -> str:
    """`0.455` → «0.46»: medio hacia arriba, como redondea una persona; sin dato → «s/d»."""
    if valor is None or not isfinite(valor):
        return SIN_DATO
    redondeado = _redondear(valor, decimales)
    texto = f"{abs(redondeado):,}"
    return f"{MENOS}{texto}" if redondeado < 0 else texto


def redondear(valor: float, decimales: int = 2) -> float:
    """El mismo redondeo que `decimal`, como número: para que tabla, mapa y archivo lean lo mismo."""
    return float(_redondear(valor, decimales))


def indice(valor: float | None) -> str:
    """Valor de la métrica, de 0 a 1, siempre con dos decimales y nunca en porcentaje."""
    return decimal(valor, 2)


def entero(valor: float | None) -> str:
    """Conteo con separador de millares: `1243` → «1,243»."""
    return decimal(valor, 0)


def porcentaje(proporcion: float | None) -> str:
    """Proporción de 0 a 1 como porcentaje entero: `0.585` → «59 %»."""
    if proporcion is None or not isfinite(proporcion):
        return SIN_DATO
    return f"{decimal(proporcion * 100, 0)} %"


def diferencia(valor: float | None) -> str:
    """Cambio con signo: «+0.02», «−0.02», «0.00»."""
    texto = decimal(valor, 2)
    return f"+{texto}" if valor is not None and valor > 0 and texto not in ("0.00", SIN_DATO) else texto


def cambio(antes: float, despues: float) -> str:
    """«−0.02 (de 0.48 a 0.46)»: el cambio de las cifras redondeadas, que es el que la persona puede comprobar."""
    salto = redondear(despues) - redondear(antes)
    return f"{diferencia(salto)} (de {indice(antes)} a {indice(despues)})"


def lugar(posicion: int, total: int, empatados: int = 1) -> str:
    """«15 de 33» o, si hay empate, «15 de 33 (empate entre 2)»."""
    empate = f" (empate entre {empatados})" if empatados > 1 else ""
    return f"{posicion} de {total}{empate}"


def fecha(dia: date) -> str:
    """«23 de noviembre de 2026»."""
    return f"{dia.day} de {MESES[dia.month - 1]} de {dia.year}"


def enumerar(partes: list[str]) -> str:
    """«a», «a y b», «a, b e I…»: conjunción española con «e» ante sonido i."""
    if len(partes) < 2:
        return "".join(partes)
    ultima = partes[-1]
    inicial = ultima.lower()
    suena_i = inicial.startswith(("i", "í", "hi", "hí")) and not inicial.startswith(("hia", "hie", "hío", "io"))
    return f"{', '.join(partes[:-1])} {'e' if suena_i else 'y'} {ultima}"


def contar(cantidad: int, singular: str, plural: str) -> str:
    """«1 sujeto obligado», «908 sujetos obligados»."""
    return f"{entero(cantidad)} {singular if cantidad == 1 else plural}"


def _redondear(valor: float, decimales: int) -> Decimal:
    # El valor calculado trae ruido binario (0.45499999…): 12 cifras bastan para reconocer la mitad exacta.
    exacto = Decimal(repr(round(float(valor), 12)))
    return exacto.quantize(Decimal(1).scaleb(-decimales), rounding=ROUND_HALF_UP)
