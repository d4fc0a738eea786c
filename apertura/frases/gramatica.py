"""Concordancia: género, número, empates y lugares, siempre «de cuántos»."""

from apertura import formato
from apertura.formato import contar, decimal, indice, redondear

RUIDO = 0.01  # diferencias de 0.01 o menos son redondeo (METODO §2.4)
TERCIOS = ("en el tercio de arriba", "en el tercio de en medio", "en el tercio de abajo")
# Las que llevan artículo al empezar la oración.
_ARTICULO = {"09": "La ", "15": "El ", "FED": "La "}


def tercio(lugar: int, total: int) -> int:
    """0 arriba, 1 en medio, 2 abajo: en qué tercio de la lista cae un lugar de `total`."""
    return min(2, (lugar - 1) * 3 // max(total, 1))


def en_tercio(lugar: int, total: int) -> str:
    """«en el tercio de abajo»; con menos de tres no hay tercios y no se dice."""
    return f", {TERCIOS[tercio(lugar, total)]}" if total >= 3 else ""


def la_entidad(clave: str, nombre: str) -> str:
    """«La Federación», «El Estado de México», «Oaxaca»: como empieza una oración."""
    return f"{_ARTICULO.get(clave, '')}{nombre}"


def empate(iguales: int, primero: int | None = None) -> str:
    """«a dos decimales empata con 1 más: lugares 14 a 15», o vacío. `iguales`: cuántas leen la misma cifra, contándola."""
    if iguales < 2:
        return ""
    cuales = "" if primero is None else f": lugares {primero} a {primero + iguales - 1}"
    return f"a dos decimales empata con {iguales - 1} más{cuales}"


def con_empate(iguales: int, primero: int | None = None) -> str:
    """Lo mismo entre paréntesis, para seguir a un lugar."""
    texto = empate(iguales, primero)
    return f" ({texto})" if texto else ""


def diferencia_apreciable(diferencia: float) -> bool:
    """Si la resta de dos cifras como se leen pasa de 0.01: con menos no se dice que haya diferencia ni cambio."""
    return abs(redondear(diferencia)) > RUIDO + 1e-9


def con_signo(valor: float, decimales: int = 2) -> str:
    """«+0.02», «−0.06» y, si se lee como cero, «0.00» sin signo."""
    texto = decimal(valor, decimales)
    if not texto.strip("−0."):
        return texto.lstrip("−")
    return f"+{texto}" if valor > 0 else texto


def puntos(valor: float) -> str:
    """Cuánto, sin signo: «0.21», o «menos de 0.01» si se leería como cero."""
    texto = indice(abs(valor))
    return texto if texto != "0.00" else "menos de 0.01"


def ya_estan(cuantos: int, total: int) -> str:
    """«ninguno de 15 pares parecidos está ahí», «1 de 15… ya está ahí», «6 de 15… ya están ahí»."""
    pares = contar(total, "par parecido", "pares parecidos")
    if not cuantos:
        return f"ninguno de {pares} está ahí" if total > 1 else "el par más parecido no está ahí"
    return f"{formato.entero(cuantos)} de {pares} ya {'está' if cuantos == 1 else 'están'} ahí"


def y_mas(nombres: list[str], caben: int = 4) -> str:
    """«A, B y C»; si son más de los que caben, «A, B, C y 5 más»."""
    if len(nombres) <= caben:
        return formato.enumerar(nombres)
    return f"{', '.join(nombres[: caben - 1])} y {len(nombres) - caben + 1} más"


def minuscula(texto: str) -> str:
    """La primera letra en minúscula, para seguir a dos puntos."""
    return texto[:1].lower() + texto[1:]
