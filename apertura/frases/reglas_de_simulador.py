"""Lo que daría una simulación. Toda frase empieza por decir que lo es."""

from collections.abc import Sequence

from apertura.formato import cambio, contar, decimal, enumerar, indice, redondear
from apertura.frases.base import CUENTA, regla
from apertura.frases.gramatica import diferencia_apreciable, minuscula

ROTULO = "Simulación"


@regla(
    "simulador.sin_cambios", "¿De dónde se parte?", CUENTA,
    hoy=0.27, lugar="Lugar 33 de 33.", grupo="las 32 entidades y la Federación",
)  # fmt: skip
def sin_cambios(hoy: float, lugar: str, grupo: str) -> str:
    """El índice y el lugar de hoy. `lugar`: de la regla `comun.lugar`."""
    return f"{ROTULO} sin cambios todavía: índice {indice(hoy)}, {minuscula(lugar)[:-1]} entre {grupo}."


@regla(
    "simulador.resultado", "¿Qué pasaría?",
    "el lugar simulado cae en el mismo tercio en 95 % de los sorteos de las demás posiciones (M10) y de los pesos movidos hasta 20 % (M11)",
    cambios=[("Transparencia ciudadana", 0.1, 0.8)], pesos=[], hoy=0.27, despues=0.44, lugar_hoy="Lugar 33 de 33.", lugar="Lugar 5 de 33.",
    grupo="las 32 entidades y la Federación",
)  # fmt: skip
def resultado(
    cambios: Sequence[tuple[str, float, float]], pesos: Sequence[tuple[str, str]], hoy: float, despues: float, lugar_hoy: str, lugar: str,
    grupo: str,
) -> str:  # fmt: skip
    """El supuesto, y el índice y el lugar de antes y después. Los lugares, de la regla `comun.lugar`."""
    salto, dicho = redondear(despues) - redondear(hoy), cambio(hoy, despues)
    que = f"el índice cambiaría {dicho}" if diferencia_apreciable(salto) else f"el índice casi no cambiaría: {dicho}, que es redondeo"
    nuevo, viejo = minuscula(lugar)[:-1], minuscula(lugar_hoy)[:-1]
    donde = f"seguiría en el {nuevo}" if lugar == lugar_hoy else f"pasaría del {viejo} al {nuevo}"
    return f"{ROTULO}: {supuestos(cambios, pesos)}, {que}; {donde} entre {grupo}."


def supuestos(cambios: Sequence[tuple[str, float, float]], pesos: Sequence[tuple[str, str]]) -> str:
    """«si Transparencia ciudadana pasa de 0.10 a 0.80; los pesos son …», o «sin cambios»."""
    partes = [f"{nombre} pasa de {indice(antes)} a {indice(despues)}" for nombre, antes, despues in cambios]
    partes += [f"los pesos son {enumerar([f'{nombre} {peso}' for nombre, peso in pesos])}"] if pesos else []
    return f"si {'; '.join(partes)}" if partes else "sin cambios"


@regla(
    "simulador.meta", "¿Qué hace falta para llegar?",
    "con esos cambios llega a la meta en 95 % de los sorteos de las demás posiciones (M10) y de los pesos movidos hasta 20 % (M11); una "
    "meta en puntos del índice no depende de la muestra",
    destino="el lugar 5 de 33", buscado=0.4512, hoy=0.2743, otros_pesos=False, cambios=3, en_parte=True, tope="1.00", llega=True,
    alcanza=0.4512,
)  # fmt: skip
def meta(
    destino: str, buscado: float, hoy: float, otros_pesos: bool, cambios: int, en_parte: bool, tope: str, llega: bool, alcanza: float
) -> str:
    """Cuántos cambios bastan, que no hace falta ninguno o que ni con todos se llega."""
    estado = f"índice de {decimal(buscado, 4)}; {'con estos pesos, ' if otros_pesos else ''}hoy {decimal(hoy, 4)}"
    if not cambios and llega:
        return f"{ROTULO}: para {destino} no hace falta ningún cambio ({estado})."
    cuantos = contar(cambios, "cambio", "cambios")
    if not llega:
        con = f"Con {cuantos} se llegaría a {decimal(alcanza, 4)}." if cambios else "No hay nada que subir."
        return f"{ROTULO}: {destino} no se alcanza subiendo todo hasta {tope} ({estado}). {con}"
    parte = "; el último, sólo en parte" if en_parte and cambios > 1 else ", sólo en parte" if en_parte else ""
    comparte = " Igualar al de ese lugar es compartirlo." if "lugar" in destino else ""
    return f"{ROTULO}: para {destino} ({estado}) {'basta' if cambios == 1 else 'bastan'} {cuantos}{parte}.{comparte}"


@regla("simulador.destino", "¿A dónde se quiere llegar?", CUENTA, clase="lugar", cuanto=5.0, total=33)  # fmt: skip
def destino(clase: str, cuanto: float, total: int) -> str:
    """«el lugar 5 de 33» o «un índice de 0.60»."""
    return f"el lugar {int(cuanto)} de {total}" if clase == "lugar" else f"un índice de {indice(cuanto)}"
