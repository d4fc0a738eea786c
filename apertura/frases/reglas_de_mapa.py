"""Lo que se dice de la entidad elegida en el mapa."""

from collections.abc import Sequence

from apertura.formato import contar, enumerar
from apertura.frases.base import regla
from apertura.frases.gramatica import minuscula


@regla(
    "mapa.intervalo", "¿Qué tan firme es su lugar y con quién empata?",
    "su intervalo de remuestreo (M10) y el de los pesos movidos hasta 20 % (M11) no salen de su tercio",
    entidad="Quintana Roo", lugar="Lugar 15 de 33.", total=33, bajo=7, alto=23, empatadas=["Oaxaca", "Puebla"], caben=33,
)  # fmt: skip
def intervalo(entidad: str, lugar: str, total: int, bajo: int | None, alto: int | None, empatadas: Sequence[str], caben: int) -> str:
    """El lugar (de la regla `comun.lugar`), su intervalo y con quiénes hay empate estadístico; con más de `caben`, sólo cuántas."""
    donde = f"{entidad}: {minuscula(lugar)[:-1]}"
    if bajo is None or alto is None:
        return f"{donde}. Sin intervalo: cada institución es única en su estrato y el sorteo no la cambia."
    con = f"{donde}; intervalo de remuestreo, {entre(bajo, alto)} de {total}."
    if not empatadas:
        return f"{con} Sin empate estadístico con ninguna otra posición."
    cuales = f": {enumerar(list(empatadas))}" if len(empatadas) <= caben else ""
    return f"{con} Empate estadístico con {contar(len(empatadas), 'posición', 'posiciones')}{cuales}."


def entre(bajo: int, alto: int) -> str:
    """«del 7 al 23» o «el 33»."""
    return f"el {bajo}" if bajo == alto else f"del {bajo} al {alto}"
