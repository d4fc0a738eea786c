"""Lo que se dice de una institución frente a sus pares."""

from collections.abc import Sequence

from apertura.formato import enumerar, indice
from apertura.formato import lugar as en_lugar
from apertura.frases.base import regla
from apertura.frases.gramatica import en_tercio, puntos, y_mas, ya_estan

TERCIO = "cae en el mismo tercio en 95 % de los sorteos de sus pares (M10) y de los pesos movidos hasta 20 % (M11)"
PASO = "el primer paso es el mismo en 95 % de los sorteos de sus pares (M10) y de los pesos movidos hasta 20 % (M11)"
_GRUPOS = {
    "fortaleza": ("Fortaleza", "Fortalezas"),
    "individual": ("Área individual (sus pares sí avanzan)", "Áreas individuales (sus pares sí avanzan)"),
    "compartido": ("Rezago compartido con su grupo", "Rezagos compartidos con su grupo"),
}


@regla(
    "sujeto.lugar", "¿Dónde está entre sus pares?", TERCIO,
    indicador="Gobierno Abierto", valor=0.46, lugar=12, total=40, iguales=2, mediana=0.41,
)  # fmt: skip
def lugar_entre_pares(indicador: str, valor: float, lugar: int, total: int, iguales: int, mediana: float) -> str:
    """Lugar con su total y sus empates, el tercio y la mediana del grupo."""
    if total < 2:
        return f"En {indicador} tiene {indice(valor)}; no hay pares con dato para compararla."
    puesto = en_lugar(lugar, total, iguales)
    return f"En {indicador} tiene {indice(valor)}: lugar {puesto} en su grupo{en_tercio(lugar, total)}. La mediana es {indice(mediana)}."


@regla(
    "sujeto.primer_paso", "¿Qué arreglar primero?", PASO,
    indicador="Participación ciudadana", valor=0.13, meta=0.43, ganancia=0.075, llegan=6, cercanos=15,
)  # fmt: skip
def primer_paso(indicador: str, valor: float, meta: float, ganancia: float, llegan: int, cercanos: int) -> str:
    """El paso con más ganancia × proporción de pares parecidos que ya llegaron."""
    paso = f"pasar de {indice(valor)} a {indice(meta)}, el cuarto más alto de sus pares, sumaría {puntos(ganancia)} al índice"
    return f"Conviene empezar por {indicador}: {paso} (simulación); {ya_estan(llegan, cercanos)}."


@regla(
    "sujeto.sin_pasos", "¿Y si ya llegó?", "no hay paso mayor que 0.01 en 95 % de los sorteos de sus pares (M10)",
    indicadores=4,
)  # fmt: skip
def sin_pasos(indicadores: int) -> str:
    """Ya está en la meta en todo lo que tiene dato."""
    donde = "en su único indicador" if indicadores == 1 else f"en sus {indicadores} indicadores con dato"
    return f"Ya está en el cuarto más alto de sus pares, o a 0.01 de él, {donde}."


@regla(
    "sujeto.a_quien", "¿Quién ya lo hizo?",
    "los nombrados siguen cumpliendo (índice 0.10 mayor y cifra en la meta) en 95 % de los sorteos (M10) y de los pesos movidos (M11)",
    indicador="Participación ciudadana", quienes=[("Municipio Uno", 0.93), ("Municipio Dos", 0.9)],
)  # fmt: skip
def a_quien(indicador: str, quienes: Sequence[tuple[str, float]]) -> str:
    """Pares con mejor índice que ya están en la meta."""
    if not quienes:
        return f"En {indicador}, ninguno de sus pares con un índice 0.10 mayor ha llegado a esa meta."
    verbo = "ya lo logró" if len(quienes) == 1 else "ya lo lograron"
    return f"En {indicador} {verbo} {enumerar([f'{nombre} ({indice(valor)})' for nombre, valor in quienes])}."


@regla(
    "sujeto.lecturas", "¿Qué es suyo y qué es de todos?",
    "cada lectura es la misma en 95 % de los sorteos de sus pares (M10); no usa pesos",
    clases={"Transparencia": "individual", "Participación": "compartido"},
)  # fmt: skip
def lecturas(clases: dict[str, str]) -> str:
    """Fortalezas, áreas individuales y rezagos compartidos; lo esperado no se nombra."""
    partes = []
    for clase, (uno, varios) in _GRUPOS.items():
        nombres = [nombre for nombre, suya in clases.items() if suya == clase]
        if nombres:
            partes.append(f"{uno if len(nombres) == 1 else varios}: {y_mas(nombres)}.")
    return " ".join(partes) or "En todos los indicadores está dentro de lo esperado para su grupo."


@regla(
    "sujeto.todos_los_pasos", "¿A dónde llegaría?", f"con todos los pasos, {TERCIO}",
    valor=0.46, nuevo=0.61, lugar=12, nuevo_lugar=3, total=40, pasos=3,
)  # fmt: skip
def todos_los_pasos(valor: float, nuevo: float, lugar: int, nuevo_lugar: int, total: int, pasos: int) -> str:
    """De qué índice y lugar a cuáles, si diera todos los pasos y nadie más cambiara."""
    cuales = "ese paso" if pasos == 1 else f"los {pasos} pasos"
    puesto = (
        f"seguiría en el lugar {en_lugar(lugar, total)}"
        if lugar == nuevo_lugar
        else f"pasaría del lugar {lugar} al {en_lugar(nuevo_lugar, total)}"
    )
    cambio = f"su índice iría de {indice(valor)} a {indice(nuevo)}" if indice(valor) != indice(nuevo) else "su índice casi no cambiaría"
    return f"Con {cuales}, {cambio} y {puesto} (simulación: nadie más cambia)."
