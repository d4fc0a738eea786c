"""Lo que una simulación lleva en la dirección: «TG:0.8», «PC:p75», «lugar:5». Lo que no se entiende se descarta y se dice."""

import re
from collections.abc import Iterable, Mapping

PARA = {"sujeto": "Una institución", "entidad": "Una entidad"}
METAS = {"lugar": "Un lugar", "valor": "Un valor del índice"}
TOPES = {
    "uno": "lo más que se puede (1.00)",
    "max": "la cifra más alta de sus pares",
    "p90": "el percentil 90 de sus pares",
    "p75": "el percentil 75 de sus pares",
}
PASOS = {"p50": "mediana de sus pares", "p75": "percentil 75 de sus pares"}
PESO_MAXIMO = 100.0
_DECIMAL = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,6})?", re.ASCII)


def cambios_validos(pedidos: Iterable[str], hojas: Iterable[str]) -> tuple[str, ...]:
    """Los cambios que se entienden, uno por hoja y en el orden del árbol: «HOJA:0.8» (de 0 a 1), «HOJA:p50» o «HOJA:p75»."""
    return _por_hoja(pedidos, hojas, lambda texto: texto if texto in PASOS else _numero(texto, 1.0))


def pesos_validos(pedidos: Iterable[str], oficiales: Mapping[str, float | None]) -> tuple[str, ...]:
    """Los pesos que se entienden, «HOJA:40» (de 0 a 100). Si con ellos todos quedaran en cero, ninguno."""
    validos = _por_hoja(pedidos, oficiales, lambda texto: _numero(texto, PESO_MAXIMO))
    dados = pares(validos)
    suma = sum(float(dados[h]) if h in dados else 100 * (peso or 0) for h, peso in oficiales.items())
    return validos if suma > 0 else ()


def meta_valida(pedida: str) -> bool:
    """«lugar:5», «valor:0.6» o vacía, que pide la común."""
    clase, _, texto = pedida.partition(":")
    if clase == "lugar":
        return re.fullmatch(r"[1-9][0-9]{0,3}", texto, re.ASCII) is not None
    return not pedida or (clase == "valor" and _numero(texto, 1.0) == texto)


def pares(textos: Iterable[str]) -> dict[str, str]:
    """«TG:0.8» → {"TG": "0.8"}."""
    return dict(texto.split(":", 1) for texto in textos)


def escribir(numero: float, decimales: int = 6) -> str:
    """El número como va en la dirección: sin ceros de más ni notación científica."""
    texto = f"{numero:.{decimales}f}"
    return texto.rstrip("0").rstrip(".") if "." in texto else texto


def _por_hoja(pedidos: Iterable[str], hojas: Iterable[str], leer) -> tuple[str, ...]:
    leidos = {hoja: leer(texto) for hoja, _, texto in (pedido.partition(":") for pedido in pedidos)}
    return tuple(f"{hoja}:{leidos[hoja]}" for hoja in hojas if leidos.get(hoja) is not None)


def _numero(texto: str, maximo: float) -> str | None:
    """El mismo número escrito de una sola manera; None si no es un decimal de 0 a `maximo`."""
    if not _DECIMAL.fullmatch(texto) or float(texto) > maximo:
        return None
    return escribir(float(texto))
