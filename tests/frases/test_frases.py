"""Las frases: cada regla concuerda con cualquier número, dice «de cuántos», y su firmeza sale de sorteos que se pueden repetir."""

import re
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura import formato
from apertura.brechas.arbol import Arbol
from apertura.brechas.firmeza import Dicho, depende, firmeza_de_sujeto, pesos_movidos, sujetos_sorteados
from apertura.catalogo import catalogo
from apertura.consultas import motor
from apertura.frases import REGLAS, decir
from apertura.frases.base import regla
from apertura.frases.documento import documento
from apertura.frases.gramatica import con_signo, la_entidad, tercio, y_mas, ya_estan
from apertura.rutas import RAIZ
from apertura.seleccion import Seleccion
from apertura.vistas import frases

rapidas = settings(max_examples=60, deadline=None)
cifras = st.floats(0, 1, allow_nan=False)
aportes = st.floats(-0.3, 0.3, allow_nan=False)
nombres = st.sampled_from(["Transparencia", "Índice", "Participación ciudadana", "Hidalgo"])
AMBITOS = {
    "areas",
    "sujeto",
    "entidad",
    "inicio",
    "comun",
    "plan",
    "acciones",
    "comparar",
    "puente",
    "evolucion",
    "simulador",
    "mapa",
    "nota",
}
DUDOSO = re.compile(
    r"\b1 (posiciones|pares|sujetos|cambios|pasos)\b|\bEstos 1\b|\blos 1\b|  | ,|\.\.|\bnan\b|\bNone\b|−0\.00\b|\+0\.00\b|: \."
)


def bien_escrita(texto: str) -> None:
    """Empieza con mayúscula, termina en punto, concuerda y no deja ver nada sin formato."""
    assert texto.endswith(".")
    assert texto[0].isupper() or texto[0].isdigit()
    assert not DUDOSO.search(texto), texto


@st.composite
def lugares(draw: st.DrawFn) -> dict[str, int]:
    total = draw(st.integers(2, 40))
    lugar = draw(st.integers(1, total))
    return {"lugar": lugar, "total": total, "iguales": draw(st.integers(1, total - lugar + 1))}


@rapidas
@given(lugares(), cifras, cifras, nombres)
def test_el_lugar_entre_pares_dice_de_cuantos_y_sus_empates(donde: dict[str, Any], valor: float, mediana: float, indicador: str) -> None:
    texto = decir("sujeto.lugar", indicador=indicador, valor=valor, mediana=mediana, **donde).texto
    bien_escrita(texto)
    assert f"lugar {donde['lugar']} de {donde['total']}" in texto
    assert ("empate" in texto) == (donde["iguales"] > 1)
    assert ("tercio" in texto) == (donde["total"] >= 3)


@rapidas
@given(cifras, cifras, st.integers(0, 15), st.integers(1, 15), nombres)
def test_el_primer_paso_concuerda_con_cuantos_ya_estan(valor: float, ganancia: float, llegan: int, cercanos: int, indicador: str) -> None:
    llegan = min(llegan, cercanos)
    texto = decir(
        "sujeto.primer_paso", indicador=indicador, valor=valor, meta=1.0, ganancia=ganancia, llegan=llegan, cercanos=cercanos
    ).texto
    bien_escrita(texto)
    assert "(simulación)" in texto
    assert "sumaría 0.00" not in texto
    assert ("ya está ahí" in texto) == (llegan == 1)


@rapidas
@given(st.lists(st.tuples(nombres, cifras), max_size=5), nombres)
def test_a_quien_preguntar_nombra_a_todos_o_dice_que_a_nadie(quienes: list[tuple[str, float]], indicador: str) -> None:
    texto = decir("sujeto.a_quien", indicador=indicador, quienes=quienes).texto
    bien_escrita(texto)
    assert ("ya lo logró" in texto, "ya lo lograron" in texto, "ninguno" in texto) == (len(quienes) == 1, len(quienes) > 1, not quienes)
    assert all(f"{nombre} ({formato.indice(valor)})" in texto for nombre, valor in quienes)


@rapidas
@given(st.dictionaries(nombres, st.sampled_from(["fortaleza", "individual", "compartido", "esperado"]), min_size=1))
def test_las_lecturas_van_en_singular_o_plural_y_lo_esperado_no_se_nombra(clases: dict[str, str]) -> None:
    texto = decir("sujeto.lecturas", clases=clases).texto
    bien_escrita(texto)
    for clase, uno, varios in (("fortaleza", "Fortaleza:", "Fortalezas:"), ("compartido", "Rezago compartido", "Rezagos compartidos")):
        cuantos = list(clases.values()).count(clase)
        assert (uno in texto, varios in texto) == (cuantos == 1, cuantos > 1)


@rapidas
@given(cifras, cifras, lugares(), st.integers(1, 4))
def test_todos_los_pasos_dice_de_donde_a_donde_o_que_sigue_igual(valor: float, nuevo: float, donde: dict[str, Any], pasos: int) -> None:
    numeros: dict[str, Any] = {"valor": valor, "nuevo": nuevo, "total": donde["total"], "pasos": pasos, "nuevo_lugar": 1, "iguales": 1}
    texto = decir("sujeto.todos_los_pasos", lugar=donde["lugar"], **numeros).texto
    bien_escrita(texto)
    assert ("seguiría" in texto) == (donde["lugar"] == 1)
    assert f"de {donde['total']}" in texto
    assert "simulación" in texto


@rapidas
@given(st.sampled_from(list(catalogo().entidades.items())), lugares(), st.booleans(), st.integers(1, 33), st.integers(1, 33))
def test_el_lugar_de_toda_entidad_lleva_su_articulo_y_su_total(
    entidad: tuple[str, str], donde: dict[str, Any], censo: bool, uno: int, otro: int
) -> None:
    clave, nombre = entidad
    bajo, alto = (None, None) if censo else sorted((uno, otro))
    propio = None if clave == "FED" else 3
    empates = {"iguales": donde["iguales"], "primero": donde["lugar"]}
    resto: dict[str, Any] = {"total": donde["total"], "lugar_entidades": propio, "entidades": 32, "bajo": bajo, "alto": alto} | empates
    texto = decir("entidad.lugar", clave=clave, nombre=nombre, lugar=donde["lugar"], **resto).texto
    bien_escrita(texto)
    assert texto.startswith(f"{la_entidad(clave, nombre)} está en el lugar {donde['lugar']} de {donde['total']}")
    assert ("3 de 32" in texto) == (clave != "FED")
    assert ("empata" in texto) == (donde["iguales"] > 1)
    assert ("remuestreo" in texto or "sorteos" in texto) != censo


def test_la_diferencia_de_una_entidad_no_contradice_la_resta_de_las_cifras_que_se_leen() -> None:
    """Querétaro, 2017: 0.2742 contra 0.3887 es −0.1145, pero 0.27 contra 0.39 se lee −0.12."""
    numeros: dict[str, Any] = {"referencia": "la media de todos los sujetos", "base": 0.3887}
    texto = decir("entidad.origen", valor=0.2742, aportes={"TC": -0.1264, "PC": 0.0119}, **numeros).texto
    assert "es de −0.1145 sin redondear (con dos decimales se lee −0.12): " in texto
    assert "es de −0.06: " in decir("entidad.origen", valor=0.3287, aportes={"TC": -0.06}, **numeros).texto


@rapidas
@given(st.dictionaries(nombres, aportes, min_size=1), cifras)
def test_una_diferencia_de_redondeo_nunca_se_dice_diferencia(partes: dict[str, float], base: float) -> None:
    texto = decir("entidad.origen", referencia="la media de todos los sujetos", valor=base, base=base, aportes=partes).texto
    bien_escrita(texto)
    assert texto.startswith("No hay diferencia apreciable") == (abs(formato.redondear(sum(partes.values()))) <= 0.01)


@rapidas
@given(aportes, aportes)
def test_de_la_mezcla_y_el_desempeno_va_primero_el_mayor(mezcla: float, desempeno: float) -> None:
    texto = decir("entidad.mezcla", mezcla=mezcla, desempeno=desempeno).texto
    bien_escrita(texto)
    if not texto.startswith("Ni"):
        assert (texto.index("es de desempeño") < texto.index("es de mezcla")) == (abs(desempeno) >= abs(mezcla))


@rapidas
@given(st.integers(0, 5), cifras, lugares())
def test_la_palanca_concuerda_con_cuantos_cambios_son(cambios: int, sube: float, donde: dict[str, Any]) -> None:
    numeros: dict[str, Any] = {"sube": sube, "valor": 0.3, "nuevo": 0.4, "lugar": donde["lugar"], "nuevo_lugar": 1, "total": donde["total"]}
    numeros["iguales"] = donde["iguales"]
    texto = decir("entidad.palanca", cambios=cambios, **numeros).texto
    bien_escrita(texto)
    assert texto.startswith(("Todas", "Este cambio ", f"Estos {cambios} cambios ")[min(cambios, 2)])


@rapidas
@given(st.integers(1, 33), st.integers(1, 33), st.integers(0, 908), st.integers(1, 908), cifras)
def test_los_hallazgos_del_pais_concuerdan(veces: int, total: int, ceros: int, sujetos: int, valor: float) -> None:
    comunes: dict[str, Any] = {"baja": "Participación", "alta": "Transparencia", "valor_baja": valor, "valor_alta": valor}
    bien_escrita(decir("inicio.dimension_rezagada", veces=min(veces, total), total=max(total, 2), **comunes).texto)
    bien_escrita(decir("inicio.cero_mas_comun", indicador="PG", ceros=min(ceros, sujetos), total=sujetos).texto)


@pytest.mark.parametrize("clave", REGLAS)
def test_toda_regla_trae_un_ejemplo_que_se_puede_decir(clave: str) -> None:
    texto = decir(clave, **REGLAS[clave].ejemplo).texto
    # Un destino es parte de otra frase: «el lugar 5 de 33».
    bien_escrita(texto if clave != "simulador.destino" else f"A {texto}.")
    assert clave.split(".")[0] in AMBITOS
    assert decir(clave, depende=("muestra",), **REGLAS[clave].ejemplo).firmeza in ("depende de la muestra", "")


def test_el_catalogo_de_frases_esta_al_dia() -> None:
    assert (RAIZ / "docs" / "frases.md").read_text(encoding="utf-8") == documento()


def test_dos_reglas_no_pueden_llamarse_igual() -> None:
    with pytest.raises(ValueError, match="ya existe"):
        regla("sujeto.lugar", "", "")(str)


def test_un_censo_nunca_depende_de_la_muestra() -> None:
    numeros = REGLAS["entidad.mezcla"].ejemplo
    dichas = {u: decir("entidad.mezcla", depende=("muestra", "pesos"), universo=u, **numeros).firmeza for u in ("muestra", "censo")}
    assert dichas == {"muestra": "depende de pesos y de la muestra", "censo": "depende de pesos"}
    assert decir("entidad.mezcla", depende=("muestra",), universo="censo", **numeros).firmeza == "firme"


def test_la_gramatica_menuda() -> None:
    assert [tercio(lugar, 33) for lugar in (1, 11, 12, 22, 23, 33)] == [0, 0, 1, 1, 2, 2]
    assert [con_signo(v) for v in (0.055, -0.055, 0.001, -0.001, 0.0)] == ["+0.06", "−0.06", "0.00", "0.00", "0.00"]
    assert ya_estan(0, 1) == "el par más parecido no está ahí"
    assert ya_estan(1, 15) == "1 de 15 pares parecidos ya está ahí"
    assert y_mas(list("ABCDEF")) == "A, B, C y 3 más"


# --- Firmeza ---


def test_depende_de_algo_si_cambia_en_mas_de_cinco_por_ciento() -> None:
    casi, menos = np.arange(100) >= 5, np.arange(100) >= 6
    assert depende(casi, None) == ()
    assert depende(menos, casi) == ("pesos",)
    assert depende(casi, menos) == ("muestra",)


def test_los_sorteos_se_quedan_en_su_estrato_y_los_pesos_movidos_suman_uno() -> None:
    tabla = pl.DataFrame({"g": ["a", "b", "a", "b", "c"]})
    elegidos = sujetos_sorteados(tabla, ("g",))
    codigos = np.array([0, 1, 0, 1, 2])
    assert (codigos[elegidos] == codigos).all()
    assert len(np.unique(elegidos[:, 0])) == 2
    arbol = Arbol("I", ("a", "b"), (0.5, 0.5), (0.5, 0.5), ("I", "I"))
    movidos = pesos_movidos(arbol)
    assert movidos.sum(axis=1) == pytest.approx(1)
    assert 0.39 < movidos.min() < movidos.max() < 0.61


def grupo(propio: tuple[float, float], pares: list[tuple[float, float]]) -> pl.DataFrame:
    filas = [propio, *pares]
    return pl.DataFrame({"clave_sujeto": [f"s{n}" for n in range(len(filas))], "a": [a for a, _ in filas], "b": [b for _, b in filas]})


def test_lo_evidente_es_firme_y_lo_parejo_depende() -> None:
    arbol = Arbol("I", ("a", "b"), (0.5, 0.5), (0.5, 0.5), ("I", "I"))
    evidente = firmeza_de_sujeto(grupo((0.0, 0.9), [(0.9, 0.9)] * 20), arbol, Dicho(15))
    assert evidente["primero"] == evidente["lugar"] == evidente["lecturas"] == ()
    # La misma ganancia en las dos hojas: mover los pesos decide cuál va primero.
    parejo = firmeza_de_sujeto(grupo((0.5, 0.5), [(0.9, 0.9)] * 20), arbol, Dicho(15))
    assert parejo["primero"] == ("pesos",)
    # En el borde del tercio, otros pares lo mueven.
    azar = np.random.default_rng(1).random(30)
    borde = firmeza_de_sujeto(grupo((float(np.quantile(azar, 2 / 3)),) * 2, [(v, v) for v in azar]), arbol, Dicho(15))  # type: ignore[arg-type]
    assert borde["lugar"] == ("muestra",)
    assert firmeza_de_sujeto(grupo((0.5, 0.5), []), arbol, Dicho(15)) == {}


def test_las_frases_de_la_ficha_son_las_de_sus_numeros() -> None:
    dichas = {f.regla: f for f in frases.de_sujeto(motor(), catalogo(), Seleccion(sujeto="22-MUN-016"))}
    assert dichas["sujeto.lugar"].texto.startswith("En Gobierno Abierto tiene 0.11: lugar 149 de 160 en su grupo, en el tercio de abajo.")
    assert "Conviene empezar por Transparencia ciudadana: pasar de 0.00 a 0.82" in dichas["sujeto.primer_paso"].texto
    assert "Zináparo" in dichas["sujeto.a_quien"].texto
    assert dichas["sujeto.lecturas"].texto.endswith("Rezago compartido con su grupo: Participación gubernamental.")
    assert "del lugar 149 al 27 de 160 (a dos decimales empata con 1 más) (simulación" in dichas["sujeto.todos_los_pasos"].texto


def test_las_frases_de_la_entidad_son_las_de_sus_numeros() -> None:
    dichas = {f.regla: f for f in frases.de_entidad_elegida(motor(), catalogo(), Seleccion(entidad="22"))}
    assert dichas["entidad.lugar"].texto == (
        "Querétaro está en el lugar 33 de 33 (32 de 32 sin contar a la Federación), en el tercio de abajo. "
        "Su intervalo de remuestreo va del lugar 31 al 33 de 33."
    )
    assert "lo que más resta es Transparencia ciudadana (−0.06)" in dichas["entidad.origen"].texto
    assert dichas["entidad.palanca"].texto.startswith("Estos 5 cambios la llevarían del lugar 33 al 32 de 33")
    frente = {f.regla: f for f in frases.de_entidad_elegida(motor(), catalogo(), Seleccion(entidad="22", contra="14"))}
    assert frente["entidad.origen"].texto.startswith("Su diferencia con la media de Jalisco")


def test_con_otros_pares_tambien_estan_bien_escritas() -> None:
    for clave in list(catalogo().sujetos)[::60]:
        for pares in ("entidad", "region", "perfil"):
            for frase in frases.de_sujeto(motor(), catalogo(), Seleccion(sujeto=clave, pares=pares)):
                bien_escrita(frase.texto)
