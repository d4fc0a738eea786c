"""Lo que se dice entre dos ediciones: si una cifra cambió, por qué no se comparan y si cambió la muestra."""

from apertura.formato import cambio as en_cambio
from apertura.formato import contar, indice, redondear
from apertura.frases.base import CUENTA, ES_SIMULACRO, regla
from apertura.frases.gramatica import con_signo, diferencia_apreciable


@regla(
    "evolucion.cambio", "¿Cambió la cifra?",
    "el sentido del cambio se repite en 95 % de los sorteos de las instituciones de cada edición (M10) y de los pesos movidos hasta 20 % "
    "(M11); en una institución no hay muestra, y lo que sólo está publicado no se puede comprobar",
    nombre="Nacional", antes=0.39, despues=0.48, de=2017, a=2021,
)  # fmt: skip
def cambio(nombre: str, antes: float | None, despues: float | None, de: int, a: int) -> str:
    """«Nacional: de 2017 a 2021 la cifra sube +0.09 (de 0.39 a 0.48).»; 0.01 o menos no se llama cambio."""
    if antes is None or despues is None:
        return f"{nombre}: de {de} a {a} falta una de las dos cifras, o son de distinto origen."
    salto = redondear(redondear(despues) - redondear(antes))
    if not diferencia_apreciable(salto):
        return f"{nombre}: de {de} a {a}, sin cambio apreciable (de {indice(antes)} a {indice(despues)}; 0.01 o menos es redondeo)."
    return f"{nombre}: de {de} a {a} la cifra {'sube' if salto > 0 else 'baja'} {en_cambio(antes, despues)}."


@regla(
    "evolucion.no_se_compara", "¿Por qué no se comparan?", CUENTA,
    de=2021, a=2023, motivo="En 2023 cambian el operador y el levantamiento.",
)  # fmt: skip
def no_se_compara(de: int, a: int, motivo: str) -> str:
    """Lo que dice la tabla de comparabilidad."""
    return f"{de} y {a} no se comparan. {motivo}"


@regla(
    "evolucion.muestra", "¿Subió o cambió la muestra?",
    "la parte mayor es la misma, y con el mismo signo, en 95 % de los sorteos de las instituciones que siguen, entran y salen (M10); los "
    "pesos no entran",
    nombre="Oaxaca", de=2017, a=2021, cambio=0.05, panel=0.03, entran=0.015, salen=0.005, n_panel=20, n_entran=5, n_salen=3,
)  # fmt: skip
def muestra(
    nombre: str, de: int, a: int, cambio: float, panel: float | None, entran: float | None, salen: float | None,
    n_panel: int, n_entran: int, n_salen: int,
) -> str:  # fmt: skip
    """El cambio de la media en sus tres partes exactas (M9) y cuál manda."""
    if panel is None or entran is None or salen is None:
        return f"{nombre}: ninguna institución está en las dos ediciones; no se puede separar lo que cambió de quiénes se midieron."
    if not diferencia_apreciable(cambio):
        que = f"la media casi no cambió ({con_signo(cambio)}; 0.01 o menos es redondeo)"
    else:
        que = f"la media {'subió' if cambio > 0 else 'bajó'} {con_signo(cambio)}"
    iguales = contar(n_panel, "institución que está", "instituciones que están")
    partes = (
        f"{con_signo(panel)} por {'la' if n_panel == 1 else 'las'} {iguales} en las dos, {con_signo(entran)} por "
        f"{contar(n_entran, 'que entra', 'que entran')} y {con_signo(salen)} por {contar(n_salen, 'que sale', 'que salen')}"
    )
    manda = "Manda lo que cambiaron las mismas" if abs(panel) > abs(entran + salen) else "Manda que se midieron otras"
    return f"{nombre}: de {de} a {a} {que}: {partes}. {manda}."


@regla(
    "evolucion.ejemplo", "¿Cuánto puede mover la muestra por sí sola?", ES_SIMULACRO,
    nombre="Querétaro", edicion=2017, cambio=0.0186, n_salen=5,
)  # fmt: skip
def ejemplo(nombre: str, edicion: int, cambio: float, n_salen: int) -> str:
    """La misma base sin sus municipios: nadie cambia y la media se mueve."""
    if not n_salen:
        return f"{nombre}: en {edicion} no se midió ningún municipio; quitarlos no mueve su media (simulación)."
    sin_ellos = contar(n_salen, "municipio", "municipios")
    if not diferencia_apreciable(cambio):
        return f"{nombre}: sin sus {sin_ellos} de {edicion}, la media casi no se movería ({con_signo(cambio)}; simulación)."
    sentido = "subiría" if cambio > 0 else "bajaría"
    return f"{nombre}: sin sus {sin_ellos} de {edicion}, la media {sentido} {con_signo(cambio)} sin que nadie cambiara (simulación)."
