"""Lo que se dice de unas unidades puestas lado a lado, y del puente entre las dos métricas."""

from collections.abc import Mapping, Sequence

from apertura.formato import contar, entero, enumerar, indice, redondear
from apertura.frases.base import CUENTA, regla
from apertura.frases.gramatica import RUIDO, minuscula

ORDEN = "el orden se repite en 97.5 % de los sorteos de sus instituciones (M10) y en 95 % de los pesos movidos hasta 20 % (M11)"


def apreciable(distancia: float | None, umbral: float) -> bool:
    """Si la distancia entre las cifras como se leen llega a la mínima elegida y además pasa de 0.01."""
    return distancia is not None and distancia >= umbral - 1e-9 and distancia > RUIDO + 1e-9


@regla(
    "comparar.distancia", "¿Quién va arriba en un indicador?", ORDEN,
    leidas={"Oaxaca": 0.51, "Nacional": 0.39}, umbral=0.02,
)  # fmt: skip
def distancia(leidas: Mapping[str, float], umbral: float) -> str:
    """«Oaxaca arriba de Nacional por 0.12»; los empatados en un extremo se nombran todos. `leidas`: a dos decimales."""
    if len(leidas) < 2:
        return "Falta con qué comparar."
    alto, bajo = max(leidas.values()), min(leidas.values())
    cuanto = redondear(alto - bajo)
    if not apreciable(cuanto, umbral):
        return "Sin diferencia apreciable."
    arriba, abajo = (enumerar([nombre for nombre, v in leidas.items() if v == extremo]) for extremo in (alto, bajo))
    return f"{arriba} arriba de {abajo} por {indice(cuanto)}."


@regla(
    "comparar.indice", "¿Quién va arriba en el índice?", ORDEN,
    indicador="Gobierno Abierto", leidas={"Oaxaca": 0.51, "Nacional": 0.39}, umbral=0.02,
)  # fmt: skip
def del_indice(indicador: str, leidas: Mapping[str, float], umbral: float) -> str:
    """El índice de todas, con quién va arriba y por cuánto; o que no hay diferencia."""
    alto, bajo = max(leidas.values()), min(leidas.values())
    if not apreciable(redondear(alto - bajo), umbral):
        return f"En {indicador} no hay diferencia apreciable: todas quedan a {_menos_de(umbral)}."
    return f"En {indicador}: {distancia(leidas, umbral)[:-1]} (de {indice(bajo)} a {indice(alto)})."


@regla(
    "comparar.mayor_distancia", "¿En qué se distinguen más?",
    "el indicador que más las separa es el mismo en 95 % de los sorteos de sus instituciones (M10); no usa pesos",
    lecturas=[("Participación ciudadana", "Oaxaca arriba de Nacional por 0.20.")],
)  # fmt: skip
def mayor_distancia(lecturas: Sequence[tuple[str, str]]) -> str:
    """El subíndice (o los empatados) en que más se separan."""
    return f"Donde más se separan es en {enumerar([f'{nombre} ({lectura[:-1]})' for nombre, lectura in lecturas])}."


@regla(
    "comparar.lugares", "¿En qué lugar está cada entidad?",
    "ninguna sale de su tercio en el intervalo de remuestreo (M10) ni en el de los pesos movidos hasta 20 % (M11)",
    indicador="Gobierno Abierto", lugares=[("Oaxaca", "Lugar 15 de 33."), ("Jalisco", "Lugar 1 de 33.")],
)  # fmt: skip
def lugares(indicador: str, lugares: Sequence[tuple[str, str]]) -> str:
    """El lugar de cada entidad elegida entre las 33 posiciones, con sus empates; cada uno, de la regla `comun.lugar`."""
    return f"En {indicador}: {'; '.join(f'{nombre}, {minuscula(texto)[:-1]}' for nombre, texto in lugares)}."


@regla(
    "comparar.iguales", "¿En qué no se distinguen?",
    "ninguna distancia pasa de la mínima elegida en 95 % de los sorteos de sus instituciones (M10); no usa pesos",
    indicadores=["Transparencia", "Participación"], umbral=0.02,
)  # fmt: skip
def iguales(indicadores: Sequence[str], umbral: float) -> str:
    """Los indicadores sin diferencia que valga."""
    return f"Sin diferencia apreciable ({_menos_de(umbral)}): {enumerar(list(indicadores))}."


@regla(
    "puente.cobertura", "¿Cuántas instituciones están en las dos métricas?", CUENTA,
    mga=2017, mja=2023, en_mga=36, en_mja=10, las_dos=3, iguales=0, evaluadas=233,
)  # fmt: skip
def cobertura(mga: int, mja: int, en_mga: int, en_mja: int, las_dos: int, iguales: int, evaluadas: int) -> str:
    """Cuántas hay en cada lado y cuántas en los dos."""
    tienen = "tiene" if las_dos == 1 else "tienen"
    return (
        f"De {contar(en_mga, 'institución judicial', 'instituciones judiciales')} de la MGA {mga}, {entero(las_dos)} {tienen} cifra en la "
        f"MJA {mja}: {entero(iguales)} con la misma institución y {entero(las_dos - iguales)} con una cercana. La MJA {mja} midió "
        f"{contar(evaluadas, 'institución', 'instituciones')} y aquí hay cifra de {entero(en_mja)}."
    )


def _menos_de(umbral: float) -> str:
    return "0.01 o menos" if umbral <= RUIDO + 1e-9 else f"menos de {indice(umbral)}"
