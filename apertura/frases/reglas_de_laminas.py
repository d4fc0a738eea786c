"""Los mensajes de las láminas que no tenían frase propia: mapa, plan de áreas, evolución y simulador."""

from apertura.formato import cambio as en_cambio
from apertura.formato import contar, entero, redondear
from apertura.formato import indice as en_indice
from apertura.frases.base import regla
from apertura.frases.gramatica import con_signo, y_mas

SIEMPRE = "nunca: las metas salen de los pares que se midieron y la ganancia, de los pesos del índice"
RUIDO = 0.01


@regla(
    "mapa.extremos", "¿Dónde está lo más alto y lo más bajo?",
    "los dos extremos son los mismos en 95 % de los sorteos (M10) y, si la cifra usa pesos, de los pesos movidos hasta 20 % (M11); en otra "
    "capa, y donde sólo hay cifras publicadas, no se puede sortear y se dice que depende",
    medida="Gobierno Abierto", altas=["Ciudad de México"], alto="0.51", bajas=["Querétaro"], bajo="0.27",
    referencia="Nacional", pais="0.39",
)  # fmt: skip
def extremos(medida: str, altas: list[str], alto: str, bajas: list[str], bajo: str, referencia: str, pais: str) -> str:
    """Las dos cifras de los extremos, con quienes las tienen, y la de todo el país si la hay."""
    cierre = f" {referencia}: {pais}." if pais else ""
    if alto == bajo:
        return f"{medida}: todo lo que tiene dato se lee igual, {alto} ({y_mas(altas)}).{cierre}"
    return f"{medida}: lo más alto es {alto} ({y_mas(altas)}) y lo más bajo, {bajo} ({y_mas(bajas)}).{cierre}"


@regla(
    "areas.resumen", "¿Cuánto hay por hacer?", SIEMPRE,
    instituciones=27, areas=61, individuales=22, compartidas=30, ganancia=0.08,
)  # fmt: skip
def resumen_de_areas(instituciones: int, areas: int, individuales: int, compartidas: int, ganancia: float) -> str:
    """Cuántas áreas, de qué clase y cuánto subiría la media con todas."""
    if not areas:
        return ""
    cuantas = contar(areas, "área de oportunidad", "áreas de oportunidad")
    clases = f"{entero(individuales)} de rezago propio y {entero(compartidas)} de rezago compartido"
    donde = contar(instituciones, "institución", "instituciones")
    suben = f" Si todas llegaran a sus metas, la media cambiaría {con_signo(ganancia)} (simulación)."
    return f"Hay {cuantas} en {donde}: {clases}.{suben}"


@regla(
    "evolucion.cambio", "¿Qué cambió entre dos ediciones?", "sólo en una institución: en lo demás la muestra cambia de una edición a otra",
    nombre="Nacional", antes=2017, despues=2019, lectura="la cifra sube: +0.13 (de 0.39 a 0.52)",
)  # fmt: skip
def cambio_entre_ediciones(nombre: str, antes: int, despues: int, lectura: str) -> str:
    """De quién, entre cuáles ediciones y cuánto, como se lee."""
    return f"{nombre}, de {antes} a {despues}: {lectura}."


@regla(
    "simulador.resultado", "¿Qué pasaría?", SIEMPRE,
    supuesto="si Transparencia ciudadana pasa de 0.10 a 0.80", antes=0.3, despues=0.48, lugar_hoy="lugar 12 de 40", lugar="lugar 3 de 40",
    grupo="39 municipios y la institución",
)  # fmt: skip
def simulacion(supuesto: str, antes: float, despues: float, lugar_hoy: str, lugar: str, grupo: str) -> str:
    """El supuesto, el índice y el lugar de antes y después; sin supuesto, sólo lo de hoy."""
    if not supuesto:
        return f"Simulación sin cambios todavía: índice {en_indice(antes)}, {lugar_hoy} entre {grupo}."
    salto = abs(redondear(despues) - redondear(antes))
    cuanto = en_cambio(antes, despues)
    que = f"el índice cambiaría {cuanto}" if salto > RUIDO else f"el índice casi no cambiaría: {cuanto}, que es ruido de redondeo"
    donde = f"seguiría en el {lugar}" if lugar == lugar_hoy else f"del {lugar_hoy} al {lugar}"
    return f"Simulación: {supuesto}, {que}; {donde} entre {grupo}."
