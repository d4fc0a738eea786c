"""Lo que se dice igual en varias páginas: un lugar con su «de cuántos» y sus empates."""

from apertura.formato import indice
from apertura.formato import lugar as en_lugar
from apertura.frases.base import CUENTA, regla
from apertura.frases.gramatica import con_empate, diferencia_apreciable, minuscula


@regla("comun.lugar", "¿En qué lugar está?", CUENTA, lugar=15, total=33, iguales=2, primero=14, antes="hoy")  # fmt: skip
def lugar(lugar: int, total: int, iguales: int, primero: int, antes: str = "") -> str:
    """«Lugar 15 de 33 (a dos decimales empata con 1 más: lugares 14 a 15).»; con `antes`, «Hoy, lugar 15 de 33…»."""
    texto = f"Lugar {en_lugar(lugar, total)}{con_empate(iguales, primero)}."
    return f"{antes[:1].upper()}{antes[1:]}, {minuscula(texto)}" if antes else texto


@regla("comun.lugar_entre_pares", "¿En qué lugar está en cada indicador?", CUENTA, lugar=12, total=40, iguales=2)  # fmt: skip
def lugar_entre_pares(lugar: int, total: int, iguales: int) -> str:
    """«Lugar 12 de 40 (empate entre 2) entre sus pares.»; `iguales`: con la misma cifra en la fuente, contándolo."""
    return f"Lugar {en_lugar(lugar, total, iguales)} entre sus pares."


@regla("comun.frente_a", "¿Cuánto se separa de la referencia?", CUENTA, referencia="Nacional", base=0.39, diferencia=-0.11)  # fmt: skip
def frente_a(referencia: str, base: float | None, diferencia: float | None) -> str:
    """La cifra de la referencia y la resta de las dos como se leen; 0.01 o menos no se llama diferencia."""
    if base is None or diferencia is None:
        return f"{referencia}: sin dato."
    if not diferencia_apreciable(diferencia):
        return f"{referencia}, {indice(base)}: sin diferencia apreciable (0.01 o menos es redondeo)."
    return f"{referencia}, {indice(base)}: {indice(abs(diferencia))} {'más' if diferencia > 0 else 'menos'}."
