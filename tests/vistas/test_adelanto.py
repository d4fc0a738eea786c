"""El adelanto: los mismos conjuntos que pinta la página, por cualquier camino de un clic."""

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from apertura.catalogo import CAPAS, VISTAS, Catalogo
from apertura.consultas import Motor
from apertura.seleccion import Seleccion, a_url, de_url
from apertura.vistas import adelanto, mapa


def paquete(vigente: Motor, cat: Catalogo, **cambios: object) -> dict:
    return adelanto.paquete(vigente, cat, Seleccion(**cambios))  # type: ignore[arg-type]


@pytest.mark.parametrize("vista", VISTAS)
@pytest.mark.parametrize("capa", [capa for capa in CAPAS if capa != "intervalo"])
def test_cada_pintura_es_la_de_la_pagina_menos_lo_que_la_persona_toco(vigente: Motor, cat: Catalogo, vista: str, capa: str) -> None:
    pinturas = paquete(vigente, cat, vista=vista, capa=capa, tipos=("judicial",))["pinturas"]
    assert pinturas
    for clave, conjuntos in pinturas.items():
        seleccion = Seleccion(indicador=clave, vista=vista, capa=capa, tipos=("judicial",), entidad="20")
        pintados = mapa.grafica(vigente, cat, seleccion, "oscuro").conjuntos
        assert conjuntos.keys() == pintados.keys()
        for nombre, columnas in conjuntos.items():
            esperado = pintados[nombre].drop(adelanto.DE_LA_PERSONA, strict=False)
            assert_frame_equal(pl.DataFrame(columnas, schema=esperado.schema), esperado)


def test_los_botones_dicen_a_que_clave_llevan(vigente: Motor, cat: Catalogo) -> None:
    indicadores = paquete(vigente, cat)["indicadores"]
    assert indicadores["Participación gubernamental"] == "PG"
    assert list(indicadores.values()) == list(cat.elegibles("MGA", 2017))


def test_cada_vecina_es_la_base_de_la_vista_a_que_lleva_su_boton(vigente: Motor, cat: Catalogo) -> None:
    vecinas = paquete(vigente, cat, capa="en_cero", vista="barras", ordenes=("estatal",))["vecinas"]
    lentes, capas = vecinas["w_lente"], vecinas["w_capa"]
    assert lentes["Sindicatos y fideicomisos"] == "metrica=MGA&edicion=2017&capa=en_cero&vista=barras&tipo=fideicomiso&tipo=sindicato"
    assert lentes[""] == "metrica=MGA&edicion=2017&capa=en_cero&vista=barras"
    assert capas["Valor"] == "metrica=MGA&edicion=2017&vista=barras&orden=estatal"
    assert len(lentes) == len(cat.lentes) + 1
    assert list(capas) == list(CAPAS.values())


def test_la_base_se_lee_de_vuelta_y_no_depende_de_lo_que_no_cambia_las_cifras(cat: Catalogo) -> None:
    una = Seleccion(
        indicador="P", tipos=("municipio",), vista="barras", entidad="20", sujeto="20-EJE-08", unidades=("pais",), umbral="0.05"
    )
    pares = [par.split("=") for par in adelanto.base(una).split("&")]
    leida, avisos = de_url({clave: [valor] for clave, valor in pares}, cat)
    assert adelanto.de_base(leida) == adelanto.de_base(una)
    assert not avisos
    assert "entidad" in a_url(una)
    assert "entidad" not in adelanto.base(una)


def test_el_intervalo_no_se_adelanta_porque_depende_de_la_entidad_elegida(vigente: Motor, cat: Catalogo) -> None:
    assert paquete(vigente, cat, capa="intervalo")["pinturas"] == {}


def test_donde_la_pagina_no_dibuja_nada_no_hay_pintura(vigente: Motor, cat: Catalogo) -> None:
    pinturas = paquete(vigente, cat, ordenes=("federal",), tipos=("municipio",))["pinturas"]
    assert set(map(bool, pinturas.values())) == {False}


def test_tambien_en_una_edicion_que_solo_tiene_cifras_publicadas(vigente: Motor, cat: Catalogo) -> None:
    pinturas = paquete(vigente, cat, edicion=2021, indicador="GA")["pinturas"]
    assert sum(clase == 5 for clase in pinturas["GA"]["d"]["clase"]) == 24
