"""Lo que se dice del plan de una selección: qué atender primero, a dónde llevaría y con qué instrumentos."""

from collections.abc import Sequence

from apertura.formato import contar, decimal, entero, enumerar, indice
from apertura.formato import lugar as en_lugar
from apertura.frases.base import CUENTA, DECLARADO, regla
from apertura.frases.gramatica import RUIDO, con_empate, minuscula, puntos, ya_estan

MOVERIA = (
    "ganaría lugares (o no) igual en los dos extremos de su media en el remuestreo (M10) y en 95 % de los pesos movidos hasta 20 % (M11)"
)


@regla(
    "plan.area", "¿Qué atender primero?",
    "sigue con ganancia y entre las diez primeras del plan (o en su primera mitad, si son menos de veinte) en 95 % de los sorteos de los "
    "pares (M10) y de los pesos movidos hasta 20 % (M11)",
    quien="Municipio Uno, Oaxaca", indicador="Transparencia ciudadana", valor=0.0, meta=0.86, ganancia=0.215, llegan=3, cercanos=15,
    a_quien="Municipio Dos, Oaxaca; Municipio Tres, Jalisco", con_que="Guías de reutilización de datos (3.1.c)",
)  # fmt: skip
def area(
    quien: str, indicador: str, valor: float, meta: float, ganancia: float, llegan: int, cercanos: int, a_quien: str, con_que: str
) -> str:
    """La institución, el indicador, cuánto sumaría, cuántos ya llegaron, a quién preguntar y con qué."""
    salto = f"{indicador}, de {indice(valor)} a {indice(meta)}, le sumaría {puntos(ganancia)} al índice (simulación)"
    partes = [f"{quien}: {salto}; {ya_estan(llegan, cercanos)}."]
    partes += [f"A quién preguntar: {a_quien}."] if a_quien else []
    partes += [f"Con qué (propuesta): {con_que}."] if con_que else []
    return " ".join(partes)


@regla("plan.sin_areas", "¿Y si no falta nada?", CUENTA, instituciones=12)  # fmt: skip
def sin_areas(instituciones: int) -> str:
    """Nadie de la selección tiene rezago ni meta por alcanzar."""
    quienes = "En la única institución de la selección" if instituciones == 1 else f"En las {entero(instituciones)} de la selección"
    return f"{quienes} no hay áreas de oportunidad: todas las cifras están en su meta o a 0.01 de ella."


@regla("plan.pocos_pares", "¿Con quién se comparan?", CUENTA, instituciones=3)  # fmt: skip
def pocos_pares(instituciones: int) -> str:
    """Cuántas se comparan con menos de ocho."""
    cuantas = contar(instituciones, "institución tiene", "instituciones tienen")
    return f"{cuantas} menos de ocho pares, aun en todo su orden: sus metas y lecturas son frágiles."


@regla(
    "plan.palanca", "¿A dónde llevarían a la entidad?", MOVERIA,
    de_quien="de Oaxaca", media=0.4, lugar="Lugar 14 de 33.", total=33, cambios=5, media_nueva=0.44, lugar_nuevo=8, iguales=2,
    todas=False,
)  # fmt: skip
def palanca(
    de_quien: str, media: float, lugar: str, total: int, cambios: int, media_nueva: float, lugar_nuevo: int, iguales: int, todas: bool
) -> str:
    """La media y el lugar de hoy (de la regla `comun.lugar`), y los que daría con los cambios de la selección, o con todas sus metas."""
    hoy = f"La media {de_quien} es {indice(media)}: {minuscula(lugar)}"
    if not cambios:
        return f"{hoy} En la selección no hay cambios con ganancia."
    uno = "con el único cambio que falta" if todas else "con este cambio"
    cuantos = uno if cambios == 1 else f"con {'las' if todas else 'estos'} {entero(cambios)} {'metas' if todas else 'cambios'}"
    seguiria = lugar.startswith(f"Lugar {lugar_nuevo} de ")
    llegaria = movimiento(cambios, media_nueva - media, seguiria, lugar_nuevo, total, iguales)
    union = " y" if "lugar" in llegaria else ","
    inicio = "" if todas else f"{hoy} "
    return f"{inicio}Simulación: {cuantos}, su media sería {indice(media_nueva)}{union} {llegaria}."


@regla(
    "plan.movimiento", "¿A qué lugar pasaría?", MOVERIA,
    cambios=5, subida=0.04, lugar=14, lugar_nuevo=8, total=33, iguales=2,
)  # fmt: skip
def en_una_celda(cambios: int, subida: float, lugar: int, lugar_nuevo: int, total: int, iguales: int) -> str:
    """Lo mismo que la palanca, en la celda de una tabla que ya dice la media."""
    texto = movimiento(cambios, subida, lugar == lugar_nuevo, lugar_nuevo, total, iguales)
    return f"{texto[:1].upper()}{texto[1:]}."


def movimiento(cambios: int, subida: float, sigue: bool, lugar_nuevo: int, total: int, iguales: int) -> str:
    """«pasaría al lugar 30 de 33», «seguiría en el lugar 33 de 33» o que la subida no se distingue. `iguales`: cuántas la leerían."""
    if not cambios:
        return "no hay cambios con ganancia"
    if subida <= RUIDO + 1e-12:
        return "una subida de 0.01 o menos, que no se distingue del redondeo"
    verbo = "seguiría en el" if sigue else "pasaría al"
    return f"{verbo} lugar {en_lugar(lugar_nuevo, total)}{con_empate(iguales)}"


@regla(
    "plan.concentracion", "¿Cuántas instituciones concentran lo que se puede ganar?",
    "las que hacen falta para juntar la mitad no cambian en más de una de cada diez en 95 % de los sorteos de los pares (M10) y de los "
    "pesos movidos hasta 20 % (M11)",
    mitad=9, total=27, mayores=[("Municipio Uno, Oaxaca", 0.43), ("Municipio Dos, Oaxaca", 0.4)],
)  # fmt: skip
def concentracion(mitad: int, total: int, mayores: Sequence[tuple[str, float]]) -> str:
    """Con cuántas se junta la mitad de la ganancia posible, y cuáles pesan más."""
    basta = "basta" if mitad == 1 else "bastan"
    lista = enumerar([f"{quien} ({puntos(cuanto)})" for quien, cuanto in mayores])
    las = "La que más" if len(mayores) == 1 else "Las que más"
    cuantas = contar(total, "institución", "instituciones")
    return f"Para juntar la mitad de lo que se puede ganar {basta} {entero(mitad)} de {cuantas}. {las}: {lista} (simulación)."


@regla("acciones.sin_areas", "¿Y si no falta nada?", CUENTA)  # fmt: skip
def accion_sin_areas() -> str:
    """La institución no tiene rezago ni meta por alcanzar."""
    return "No tiene áreas de oportunidad frente a sus pares: todas sus cifras están en su meta o a 0.01 de ella."


@regla(
    "acciones.de_sujeto", "¿Con qué se atiende?", DECLARADO,
    indicador="Transparencia ciudadana", instrumento="Guías de reutilización de datos", linea="3.1.c", propuesto=True, mas=2,
)  # fmt: skip
def accion_de_sujeto(indicador: str, instrumento: str, linea: str, propuesto: bool, mas: int) -> str:
    """La primera línea del Plan 2024 para su primer paso, quién dice que lo atiende y cuántas más hay."""
    quien = "el vínculo lo propone el proyecto" if propuesto else "el vínculo es del plan"
    otras = f" Hay {contar(mas, 'línea más', 'líneas más')} para ese indicador." if mas else ""
    return f"Para {indicador}, el Plan de Trabajo 2024 ofrece «{instrumento}» (línea {linea}; {quien}).{otras}"


@regla(
    "acciones.de_linea", "¿A quién ayudaría más cada línea?", DECLARADO,
    linea="3.1.c", atiende="Transparencia ciudadana", instituciones=21, mayores=[("Municipio Uno, Oaxaca", 0.21)],
)  # fmt: skip
def accion_de_linea(linea: str, atiende: str, instituciones: int, mayores: Sequence[tuple[str, float]]) -> str:
    """De la línea con más por ganar: a cuántas podría servir y a cuáles más, como tope."""
    quienes = contar(instituciones, "institución de la selección tiene", "instituciones de la selección tienen")
    lista = enumerar([f"{quien} ({decimal(tope)})" for quien, tope in mayores])
    las = "la de mayor tope" if len(mayores) == 1 else "las de mayor tope"
    return f"En lo que atiende la línea {linea} ({atiende}), {quienes} algo que ganar; {las}: {lista}. Es un tope, no un efecto medido."
