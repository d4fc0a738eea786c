"""Lo que se dice de una entidad."""

from collections.abc import Mapping, Sequence

from apertura.formato import decimal, enumerar, indice, redondear
from apertura.formato import lugar as en_lugar
from apertura.frases.base import CUENTA, regla
from apertura.frases.gramatica import RUIDO, con_empate, con_signo, diferencia_apreciable, empate, en_tercio, la_entidad, puntos


@regla(
    "entidad.lugar", "¿En qué lugar está?",
    "el intervalo de remuestreo (M10) y el de pesos movidos hasta 20 % (M11) no salen de su tercio",
    clave="15", nombre="Estado de México", lugar=5, total=33, lugar_entidades=4, entidades=32, iguales=2, primero=4, bajo=2, alto=13,
)  # fmt: skip
def lugar_de_entidad(
    clave: str, nombre: str, lugar: int, total: int, lugar_entidades: int | None, entidades: int, iguales: int, primero: int,
    bajo: int | None, alto: int | None,
) -> str:  # fmt: skip
    """Lugar de 33 y de 32, tercio, empates e intervalo de remuestreo (sin él, si es un censo)."""
    aparte = f" ({en_lugar(lugar_entidades, entidades)} sin contar a la Federación)" if lugar_entidades else ""
    intervalo = ""
    if bajo is not None and alto is not None:
        intervalo = (
            f" Su intervalo de remuestreo va del lugar {bajo} al {en_lugar(alto, total)}."
            if bajo < alto
            else f" En los sorteos siempre queda en el lugar {en_lugar(bajo, total)}."
        )
    empates = f"; {texto}" if (texto := empate(iguales, primero)) else ""
    return f"{la_entidad(clave, nombre)} está en el lugar {en_lugar(lugar, total)}{aparte}{en_tercio(lugar, total)}{empates}.{intervalo}"


@regla(
    "entidad.origen", "¿De dónde viene la diferencia?",
    "el indicador que más pesa es el mismo en 95 % de los sorteos de sus sujetos (M10) y de los pesos movidos hasta 20 % (M11)",
    referencia="la media de todos los sujetos", valor=0.35, base=0.39,
    aportes={"Transparencia ciudadana": -0.0565, "Participación ciudadana": 0.0119},
)  # fmt: skip
def origen(referencia: str, valor: float, base: float, aportes: Mapping[str, float]) -> str:
    """La diferencia y qué indicador la empuja más en cada sentido; si es de 0.01 o menos, que no hay."""
    diferencia = sum(aportes.values())
    peor, mejor = min(aportes, key=aportes.__getitem__), max(aportes, key=aportes.__getitem__)
    partes = [
        f"{_cual(aportes, signo)} es {k} ({con_signo(aportes[k])})" for k, signo in ((peor, -1), (mejor, 1)) if _cuenta(aportes[k], signo)
    ]
    detalle = f": {' y '.join(partes)}" if partes else ""
    if not diferencia_apreciable(diferencia):
        return f"No hay diferencia apreciable con {referencia}, {indice(base)} (0.01 o menos es redondeo){detalle}."
    return f"Su diferencia con {referencia}, {indice(base)}, es de {_como_se_lee(diferencia, valor, base)}{detalle}."


def _como_se_lee(diferencia: float, valor: float, base: float) -> str:
    """Con dos decimales; si la resta de las dos cifras que se leen da otra cosa, la exacta y la que se lee."""
    leida = con_signo(redondear(valor) - redondear(base))
    return leida if leida == con_signo(diferencia) else f"{con_signo(diferencia, 4)} sin redondear (con dos decimales se lee {leida})"


def _cuenta(aporte: float, signo: int) -> bool:
    return redondear(aporte) * signo > 0


def _cual(aportes: Mapping[str, float], signo: int) -> str:
    verbo = "resta" if signo < 0 else "suma"
    cuantos = sum(aporte * signo > 0 for aporte in aportes.values())
    return f"lo único que {verbo}" if cuantos == 1 else f"lo que más {verbo}"


@regla(
    "entidad.mezcla", "¿Es por quiénes se midieron o por cómo salieron?",
    "la parte mayor es la misma en los dos extremos de su media en el remuestreo (M10) y en 95 % de los pesos movidos hasta 20 % (M11)",
    mezcla=-0.0037, desempeno=-0.1108,
)  # fmt: skip
def mezcla(mezcla: float, desempeno: float) -> str:
    """Las dos partes de la diferencia con todos los sujetos, primero la mayor."""
    if max(abs(redondear(mezcla)), abs(redondear(desempeno))) <= RUIDO:
        partes = "Ni qué instituciones se midieron (mezcla) ni cómo salieron (desempeño)"
        return f"{partes} la separan más de 0.01 de la media de todos los sujetos."
    salieron = f"{con_signo(desempeno)} es de desempeño (cómo salieron sus instituciones frente a las de su mismo orden y tipo)"
    midieron = f"{con_signo(mezcla)} es de mezcla (qué instituciones se midieron)"
    partes = [salieron, midieron] if abs(desempeno) >= abs(mezcla) else [midieron, salieron]
    return f"De la diferencia con todos los sujetos, {partes[0]} y {partes[1]}."


@regla(
    "entidad.palanca", "¿Qué la movería?",
    "ganaría lugares (o no) igual en los dos extremos de su media en el remuestreo (M10) y en 95 % de los pesos movidos hasta 20 % (M11)",
    cambios=5, sube=0.04, valor=0.27, nuevo=0.31, lugar=33, nuevo_lugar=27, total=33, iguales=2,
)  # fmt: skip
def palanca(cambios: int, sube: float, valor: float, nuevo: float, lugar: int, nuevo_lugar: int, total: int, iguales: int) -> str:
    """De qué lugar a cuál la llevarían los cambios que más mueven su media. `iguales`: cuántas leerían la nueva cifra, contándola."""
    if not cambios:
        return "Todas sus instituciones están ya en la meta de sus pares en todos los indicadores con dato."
    quienes, llevarian, subirian = (
        ("Este cambio", "llevaría", "subiría") if cambios == 1 else (f"Estos {cambios} cambios", "llevarían", "subirían")
    )
    media = f"{subirian} su media {puntos(sube)}, de {indice(valor)} a {indice(nuevo)}"
    nuevo_puesto = f"{en_lugar(nuevo_lugar, total)}{con_empate(iguales)}"
    if lugar == nuevo_lugar:
        return f"{quienes} {media}, sin moverla del lugar {nuevo_puesto} (simulación: nadie más cambia)."
    return f"{quienes} la {llevarian} del lugar {lugar} al {nuevo_puesto}: {media} (simulación: nadie más cambia)."


@regla("entidad.empates", "¿De quiénes no se distingue?", CUENTA, iguales=15, otras=32)  # fmt: skip
def empates(iguales: int, otras: int) -> str:
    """Con cuántas otras posiciones cambia de orden en los sorteos."""
    if not iguales:
        return "En los sorteos se distingue de todas las demás."
    return f"En los sorteos no se distingue de {iguales} de las otras {otras} posiciones."


@regla(
    "entidad.quien_pesa", "¿Qué instituciones mueven más su media?",
    "la que más la baja y la que más la sube son las mismas en 95 % de los pesos movidos hasta 20 % (M11); no hay muestra: son las medidas",
    bajan=[("Municipio Uno", -0.0114), ("Municipio Dos", -0.01)], suben=[("Instituto Tres", 0.02)],
)  # fmt: skip
def quien_pesa(bajan: Sequence[tuple[str, float]], suben: Sequence[tuple[str, float]]) -> str:
    """Las que más la bajan y más la suben frente a la media nacional de su orden y tipo, con cuánto."""
    partes = []
    for quienes, uno, varios in (
        (bajan, "La que más la baja", "Las que más la bajan"),
        (suben, "la que más la sube", "las que más la suben"),
    ):
        if quienes:
            lista = enumerar([f"{nombre} ({_con_cuatro(cuanto)})" for nombre, cuanto in quienes])
            partes.append(f"{uno if len(quienes) == 1 else varios}: {lista}")
    texto = "; ".join(partes)
    return f"{texto[:1].upper()}{texto[1:]}." if texto else "Todas salieron como las de su orden y tipo."


def _con_cuatro(valor: float) -> str:
    """Con cuatro decimales: son partes de una media y han de poder sumarse."""
    return f"+{decimal(valor, 4)}" if valor > 0 else decimal(valor, 4)
