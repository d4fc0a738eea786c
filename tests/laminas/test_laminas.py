"""Las láminas: cada página ofrece las suyas, y el enlace de cada una la vuelve a armar igual."""

import ast
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apertura import laminas
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.errores import ErrorSeleccion
from apertura.frases import REGLAS
from apertura.laminas import PAGINAS, Vista, de_direccion
from apertura.rutas import RAIZ
from apertura.seleccion import Seleccion
from tests.laminas.vistas import VISTAS

CON_MENSAJE = {
    "/": ("mapa", "inicio."),
    "/mapa": ("mapa", "mapa."),
    "/entidad?entidad=19": ("origen", "entidad.origen"),
    "/sujeto?sujeto=22-MUN-016": ("pasos", "sujeto.primer_paso"),
    "/areas_de_oportunidad": ("plan", "areas."),
    "/comparar": ("comparar", "comparar."),
    "/evolucion?unidad=nacional&unidad=entidad.11": ("evolucion", "evolucion."),
    "/simulador?simula=entidad&entidad=22": ("simulacion", "simulador."),
}
rapidas = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def vista(texto: str, cat: Catalogo) -> Vista:
    leida, avisos = de_direccion(texto, cat)
    assert avisos == []
    return leida


def test_hay_laminas_de_todas_las_paginas_del_menu() -> None:
    llamadas = [n for n in ast.walk(ast.parse((RAIZ / "app.py").read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
    menu = {
        str(ast.literal_eval(n.args[0])).removeprefix("pages/").removesuffix(".py"): ast.literal_eval(n.keywords[0].value)
        for n in llamadas
        if ast.unparse(n.func) == "st.Page" and "visibility" not in {k.arg for k in n.keywords}  # Cargar no va en el menú
    }
    assert menu == {**PAGINAS, "sesion": "Sesión"}  # Sesión presenta las de las demás


def test_los_ejemplos_recorren_todas_las_paginas(cat: Catalogo) -> None:
    assert {vista(texto, cat).pagina for texto in VISTAS} == set(PAGINAS)


@pytest.mark.parametrize("texto", VISTAS)
def test_el_enlace_de_cada_lamina_la_vuelve_a_armar_igual(vigente: Motor, cat: Catalogo, texto: str) -> None:
    pedida = vista(texto, cat)
    hechas = list(laminas.laminas(vigente, cat, pedida))
    assert hechas
    assert len({hecha.clave for hecha in hechas}) == len(hechas)
    for hecha in hechas:
        otra = laminas.lamina(vigente, cat, vista(hecha.direccion, cat))
        assert (otra.clave, otra.titulo, otra.direccion) == (hecha.clave, hecha.titulo, hecha.direccion)
        assert otra.tabla.datos.equals(hecha.tabla.datos)
        assert (otra.grafica is None) == (hecha.grafica is None)
        if otra.grafica and hecha.grafica:
            assert {n: d.to_dict(as_series=False) for n, d in otra.grafica.conjuntos.items()} == {
                n: d.to_dict(as_series=False) for n, d in hecha.grafica.conjuntos.items()
            }


@pytest.mark.parametrize("texto", VISTAS)
def test_cada_lamina_se_basta_para_exportarse(vigente: Motor, cat: Catalogo, texto: str) -> None:
    for hecha in laminas.laminas(vigente, cat, vista(texto, cat)):
        assert hecha.titulo
        assert hecha.descripcion.startswith(hecha.titulo[:10])
        assert hecha.procedencia.publicacion == cat.version
        assert hecha.procedencia.enlace.endswith(f"#{hecha.clave}")
        assert hecha.datos.datos.height >= hecha.tabla.datos.height
        for frase in hecha.frases:
            assert frase.texto.endswith((".", ".»"))
            assert frase.regla in REGLAS or frase.regla.startswith("comparar.")
            assert frase.firmeza.startswith(("firme", "depende")) or not frase.comprobada


@pytest.mark.parametrize(("texto", "esperado"), CON_MENSAJE.items())
def test_las_laminas_principales_traen_su_mensaje(vigente: Motor, cat: Catalogo, texto: str, esperado: tuple[str, str]) -> None:
    clave, regla = esperado
    mensaje = laminas.lamina(vigente, cat, Vista(vista(texto, cat).pagina, vista(texto, cat).seleccion, clave)).mensaje
    assert mensaje is not None
    assert mensaje.regla.startswith(regla)
    assert re.search(r"\d", mensaje.texto)


def test_sin_decir_cual_se_arma_la_primera(vigente: Motor, cat: Catalogo) -> None:
    assert laminas.lamina(vigente, cat, vista("/entidad?entidad=19", cat)).clave == "cifras"


@pytest.mark.parametrize(
    ("texto", "parte"), [("/entidad", "no muestra nada"), ("/mapa#nada", "no tiene «nada»"), ("/sujeto", "no muestra")]
)
def test_lo_que_no_se_ofrece_se_dice(vigente: Motor, cat: Catalogo, texto: str, parte: str) -> None:
    with pytest.raises(ErrorSeleccion, match=parte):
        laminas.lamina(vigente, cat, vista(texto, cat))


@pytest.mark.parametrize("servidor", ["", "http://127.0.0.1:8501", "https://ejemplo.mx/apertura"])
def test_una_vista_va_y_vuelve_a_su_direccion_venga_del_servidor_que_venga(cat: Catalogo, servidor: str) -> None:
    for pagina in PAGINAS:
        ida = Vista(pagina, Seleccion(tipos=("judicial", "municipio"), entidad="20"), "mapa")
        assert de_direccion(servidor + ida.direccion, cat) == (ida, [])


@rapidas
@given(
    st.text(max_size=60) | st.sampled_from(["http://[", "/mapa?" + "a=1&" * 500, "/mapa?edicion=²", "//", "/mapa?tipo=%ff#%zz", "x" * 9000])
)
def test_una_direccion_cualquiera_se_entiende_o_se_rechaza_con_sus_palabras(cat: Catalogo, texto: str) -> None:
    try:
        leida, _ = de_direccion(texto, cat)
    except ErrorSeleccion:
        return
    assert leida.pagina in PAGINAS
