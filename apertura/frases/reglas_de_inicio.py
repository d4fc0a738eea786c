"""Los hallazgos del país."""

from apertura.formato import contar, entero, indice, porcentaje
from apertura.frases.base import CUENTA, regla


@regla(
    "inicio.dimension_rezagada", "¿Qué dimensión va detrás?",
    "la misma dimensión va detrás en 95 % de los sorteos (M10) y de los pesos movidos hasta 20 % (M11)",
    baja="Participación", alta="Transparencia", valor_baja=0.28, valor_alta=0.5, veces=32, total=33,
)  # fmt: skip
def dimension_rezagada(baja: str, alta: str, valor_baja: float, valor_alta: float, veces: int, total: int) -> str:
    """Las dos medias nacionales y en cuántas posiciones ocurre lo mismo."""
    medias = f"La media nacional de {baja} es {indice(valor_baja)}; la de {alta}, {indice(valor_alta)}."
    cuantas = f"{veces} de {contar(total, 'posición', 'posiciones')}"
    return f"{medias} Ocurre en {cuantas} (entidades y Federación)."


@regla(
    "inicio.cero_mas_comun", "¿Dónde hay más ceros?",
    "el mismo indicador tiene más ceros en 95 % de los sorteos (M10); no usa pesos",
    indicador="Participación gubernamental", ceros=530, total=908,
)  # fmt: skip
def cero_mas_comun(indicador: str, ceros: int, total: int) -> str:
    """Cuántos tienen exactamente cero, y qué parte son."""
    verbo = "tiene" if ceros == 1 else "tienen"
    cuantos = f"{entero(ceros)} de {contar(total, 'sujeto obligado', 'sujetos obligados')} ({porcentaje(ceros / max(total, 1))})"
    return f"En {indicador}, {cuantos} {verbo} exactamente cero."


@regla(
    "inicio.tipo_o_entidad", "¿Pesa más qué institución es o dónde está?",
    "la distancia mayor es la misma en 95 % de los sorteos (M10) y de los pesos movidos hasta 20 % (M11)",
    tipo_bajo=("sindicatos", 0.08, 67), tipo_alto=("organismos autónomos", 0.53, 88),
    entidad_baja=("Querétaro", 0.27), entidad_alta=("Jalisco", 0.5),
)  # fmt: skip
def tipo_o_entidad(
    tipo_bajo: tuple[str, float, int], tipo_alto: tuple[str, float, int], entidad_baja: tuple[str, float], entidad_alta: tuple[str, float]
) -> str:
    """Los extremos entre tipos, con cuántos sujetos son, y entre entidades."""
    bajo, alto = (f"{indice(valor)} ({entero(n)} {nombre})" for nombre, valor, n in (tipo_bajo, tipo_alto))
    entidades = f"{indice(entidad_baja[1])} ({entidad_baja[0]}) a {indice(entidad_alta[1])} ({entidad_alta[0]})"
    return f"Entre tipos el índice va de {bajo} a {alto}; entre entidades, de {entidades}."


@regla("inicio.titular_de_dimension", "¿Qué dimensión va detrás?", CUENTA, baja="Participación", alta="Transparencia")  # fmt: skip
def titular_de_dimension(baja: str, alta: str) -> str:
    """El título de `inicio.dimension_rezagada`, que lleva los números y el distintivo."""
    return f"{baja} va detrás de {alta}."


@regla("inicio.titular_de_ceros", "¿Dónde hay más ceros?", CUENTA, ceros=530)  # fmt: skip
def titular_de_ceros(ceros: int) -> str:
    """El título de `inicio.cero_mas_comun`."""
    return f"{contar(ceros, 'institución', 'instituciones')} en cero."


@regla("inicio.titular_de_tipo", "¿Pesa más qué institución es o dónde está?", CUENTA, gana_tipo=True)  # fmt: skip
def titular_de_tipo(gana_tipo: bool) -> str:
    """El título de `inicio.tipo_o_entidad`."""
    return "Pesa más qué institución es que dónde está." if gana_tipo else "Pesa más dónde está que qué institución es."
