"""Los mensajes de las láminas que no tenían frase propia: el mapa y el plan de áreas."""

from apertura.formato import contar, entero
from apertura.frases.base import regla
from apertura.frases.gramatica import con_signo, y_mas

SIEMPRE = "nunca: las metas salen de los pares que se midieron y la ganancia, de los pesos del índice"


@regla(
    "mapa.extremos", "¿Dónde está lo más alto y lo más bajo?",
    "los dos extremos son los mismos en 95 % de los sorteos (M10) y, si la cifra usa pesos, de los pesos movidos hasta 20 % (M11); en otra "
    "capa, y donde sólo hay cifras publicadas, no se comprueba y se dice por qué",
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
