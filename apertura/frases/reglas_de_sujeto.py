"""Lo que se dice de una institución frente a sus pares."""

from collections.abc import Sequence

from apertura.formato import contar, decimal, entero, enumerar, indice, porcentaje, redondear
from apertura.formato import lugar as en_lugar
from apertura.frases.base import CUENTA, DECLARADO, regla
from apertura.frases.gramatica import RUIDO, con_empate, diferencia_apreciable, en_tercio, puntos, y_mas, ya_estan

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
    valor=0.46, nuevo=0.61, lugar=12, nuevo_lugar=3, total=40, pasos=3, iguales=2,
)  # fmt: skip
def todos_los_pasos(valor: float, nuevo: float, lugar: int, nuevo_lugar: int, total: int, pasos: int, iguales: int) -> str:
    """De qué índice y lugar a cuáles, si diera todos los pasos y nadie más cambiara. `iguales`: cuántos leerían lo mismo, contándolo."""
    cuales = "ese paso" if pasos == 1 else f"los {pasos} pasos"
    puesto = f"{en_lugar(nuevo_lugar, total)}{con_empate(iguales)}"
    puesto = f"seguiría en el lugar {puesto}" if lugar == nuevo_lugar else f"pasaría del lugar {lugar} al {puesto}"
    apreciable = diferencia_apreciable(redondear(nuevo) - redondear(valor))
    cambio = f"su índice iría de {indice(valor)} a {indice(nuevo)}" if apreciable else "su índice casi no cambiaría"
    return f"Con {cuales}, {cambio} y {puesto} (simulación: nadie más cambia)."


@regla(
    "sujeto.meta", "¿Qué basta para entrar al mejor cuarto de su grupo?",
    "con esos cambios queda en ese lugar o mejor en 95 % de los sorteos de sus pares (M10) y de los pesos movidos hasta 20 % (M11)",
    lugar=10, total=40, valor=0.53, cambios=[("Transparencia ciudadana", 1.0), ("Participación ciudadana", 0.4)], llega=True,
)  # fmt: skip
def meta(lugar: int, total: int, valor: float, cambios: Sequence[tuple[str, float]], llega: bool) -> str:
    """El menor conjunto de cambios (M6), con cuánto del último; o que ya está, o que no se llega."""
    destino = f"el lugar {en_lugar(lugar, total)} (índice de {indice(valor)})"
    if not cambios and llega:
        return f"Ya está en el mejor cuarto de su grupo: {destino} o mejor."
    if not llega:
        llegaria = f"llegaría a {destino}".replace(" a el ", " al ")
        return f"Ni con todos los pasos {llegaria}, que es donde empieza el mejor cuarto de su grupo (simulación)."
    partes = [nombre if fraccion >= 1 - 1e-9 else f"{nombre} ({porcentaje(fraccion)} de su paso)" for nombre, fraccion in cambios]
    basta = "basta" if len(partes) == 1 else "bastan"
    return f"Para {destino}, donde empieza el mejor cuarto de su grupo, {basta} {enumerar(partes)} (simulación)."


@regla("sujeto.tipologia", "¿Cuál es su tipología oficial?", DECLARADO, tipologia="sólo transparencia")  # fmt: skip
def tipologia(tipologia: str) -> str:
    """El cuadrante de INAI 2017, con su corte."""
    return f"Tipología oficial: {tipologia} (alto es más de 0.50)."


@regla(
    "sujeto.con_el_paso", "¿A qué lugar la llevaría un solo paso?",
    "nunca: la meta y el lugar salen de los pares que se midieron, y la ganancia, de los pesos del índice",
    ganancia=0.2052, lugar=76, total=160, iguales=2,
)  # fmt: skip
def con_el_paso(ganancia: float, lugar: int, total: int, iguales: int) -> str:
    """El lugar simulado, con su total y sus empates a dos decimales; una subida de 0.01 o menos no se llama cambio."""
    if ganancia <= RUIDO + 1e-12:
        return "Sin cambio apreciable: 0.01 o menos."
    return f"{en_lugar(lugar, total)}{con_empate(iguales)}."


@regla(
    "sujeto.por_que", "¿Por qué se lee así un indicador?", DECLARADO,
    clase="individual", valor=0.13, mediana=0.51, rango=0.13, bajo=0.2, abajo=0.25, arriba=0.75,
)  # fmt: skip
def por_que(
    clase: str | None, valor: float | None, mediana: float | None, rango: float | None, bajo: float, abajo: float, arriba: float
) -> str:
    """La condición de M4 que se cumplió, con sus números: «Rango 0.13, bajo 0.25, y mediana 0.51, de 0.20 o más.»"""
    if clase is None or valor is None or mediana is None or rango is None:
        return "Sin pares o sin dato."
    if clase == "compartido":
        return f"Mediana {_frente(mediana, bajo)} y cifra {_frente(valor, bajo)}, las dos bajo {indice(bajo)}."
    if clase == "individual":
        return f"Rango {_frente(rango, abajo)}, bajo {indice(abajo)}, y mediana {indice(mediana)}, de {indice(bajo)} o más."
    if clase == "fortaleza":
        return f"Rango {_frente(rango, arriba)}, sobre {indice(arriba)}."
    if abajo <= rango <= arriba:
        return f"Rango {indice(rango)}, entre {indice(abajo)} y {indice(arriba)}."
    if abs(valor - mediana) <= RUIDO + 1e-12:
        return f"A {indice(RUIDO)} o menos de la mediana, {indice(mediana)}."
    return f"Rango {_frente(rango, abajo)}, pero la mediana, {indice(mediana)}, también es baja."


def _frente(valor: float, corte: float) -> str:
    """Con los decimales que hagan falta para que se lea de qué lado del corte está."""
    return next((t for d in (2, 3, 4) if (t := decimal(valor, d)) != decimal(corte, d)), decimal(valor, 4))


@regla(
    "sujeto.panel", "¿Alguien ha dado ese salto?", CUENTA,
    indicador="Transparencia ciudadana", salto=0.3, dieron=12, podian=140, de=2017, a=2019, grupo="de su grupo",
)  # fmt: skip
def panel(indicador: str, salto: float, dieron: int, podian: int, de: int, a: int, grupo: str) -> str:
    """Con dos ediciones (M5): cuántas de las que podían dieron un salto así, y la proporción prudente (r + ½) / (n + 1)."""
    quienes = contar(podian, "institución", "instituciones")
    proporcion = porcentaje((dieron + 0.5) / (podian + 1))
    subieron = "lo dio" if dieron == 1 else "lo dieron"
    return (
        f"De {de} a {a}, un salto de {indice(salto)} en {indicador} {subieron} {entero(dieron)} de {quienes} {grupo} que podían "
        f"(proporción prudente: {proporcion})."
    )
