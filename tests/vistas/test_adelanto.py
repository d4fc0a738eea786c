"""El adelanto: los mismos conjuntos que pinta la página, por cualquier camino de un clic."""

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from apertura.catalogo import CAPAS, VISTAS, Catalogo
from apertura.consultas import Motor
from apertura.seleccion import Seleccion, a_url, de_url
from apertura.vistas import adelanto, mapa

GA = "metrica=MGA&edicion=2017"


def paquete(vigente: Motor, cat: Catalogo, grupo: str = "indicador", **cambios: object) -> dict:
    return adelanto.paquete(vigente, cat, Seleccion(**cambios), grupo)  # type: ignore[arg-type]


@pytest.mark.parametrize("vista", VISTAS)
@pytest.mark.parametrize("grupo", adelanto.GRUPOS)
def test_cada_pintura_es_la_de_la_pagina_menos_lo_que_la_persona_toco(vigente: Motor, cat: Catalogo, vista: str, grupo: str) -> None:
    vistas = 0
    for base, por_indicador in paquete(vigente, cat, grupo, indicador="PG", vista=vista, tipos=("judicial",))["pinturas"].items():
        for clave, conjuntos in por_indicador.items():
            seleccion, avisos = de_url(en_listas(f"{base}&indicador={clave}&entidad=20"), cat)
            assert not avisos
            if seleccion.capa == "intervalo":
                assert conjuntos == {}
                continue
            pintados = mapa.grafica(vigente, cat, seleccion, "oscuro").conjuntos
            assert conjuntos.keys() == pintados.keys()
            for nombre, columnas in conjuntos.items():
                esperado = pintados[nombre].drop(adelanto.DE_LA_PERSONA, strict=False)
                assert_frame_equal(pl.DataFrame(columnas, schema=esperado.schema), esperado)
            vistas += 1
    assert vistas == {"indicador": 7, "capa": len(CAPAS) - 1, "lente": len(cat.lentes) + 1}[grupo]


def en_listas(consulta: str) -> dict[str, list[str]]:
    """Los parámetros de una dirección, como los da el navegador."""
    leidos: dict[str, list[str]] = {}
    for par in consulta.split("&"):
        clave, valor = par.split("=")
        leidos.setdefault(clave, []).append(valor)
    return leidos


def test_los_botones_dicen_a_que_clave_llevan(vigente: Motor, cat: Catalogo) -> None:
    indicadores = paquete(vigente, cat)["indicadores"]
    assert indicadores["Participación gubernamental"] == "PG"
    assert list(indicadores.values()) == list(cat.elegibles("MGA", 2017))


def test_cada_vecina_es_la_base_de_la_vista_a_que_lleva_su_boton(vigente: Motor, cat: Catalogo) -> None:
    vecinas = paquete(vigente, cat, capa="en_cero", vista="barras", ordenes=("estatal",))["vecinas"]
    lentes, capas = vecinas["w_lente"], vecinas["w_capa"]
    assert lentes["Sindicatos y fideicomisos"] == f"{GA}&capa=en_cero&vista=barras&tipo=fideicomiso&tipo=sindicato"
    assert lentes[""] == f"{GA}&capa=en_cero&vista=barras"
    assert capas["Valor"] == f"{GA}&vista=barras&orden=estatal"
    assert len(lentes) == len(cat.lentes) + 1
    assert list(capas) == list(CAPAS.values())


def test_la_base_no_depende_de_lo_que_no_cambia_las_cifras(cat: Catalogo) -> None:
    una = Seleccion(indicador="P", tipos=("municipio",), vista="barras", entidad="20", sujeto="20-EJE-08", umbral="0.05")
    assert "entidad" in a_url(una)
    assert adelanto.base(una) == f"{GA}&vista=barras&tipo=municipio"
    leida, avisos = de_url(en_listas(f"{adelanto.base(una)}&indicador=P"), cat)
    assert (leida, avisos) == (adelanto.lo_que_cuenta(una), [])


def test_donde_la_pagina_no_dibuja_nada_no_hay_pintura(vigente: Motor, cat: Catalogo) -> None:
    pinturas = paquete(vigente, cat, ordenes=("federal",), tipos=("municipio",))["pinturas"]
    assert set(map(bool, pinturas[f"{GA}&orden=federal&tipo=municipio"].values())) == {False}


def test_tambien_en_una_edicion_que_solo_tiene_cifras_publicadas(vigente: Motor, cat: Catalogo) -> None:
    pinturas = paquete(vigente, cat, edicion=2021, indicador="GA")["pinturas"]
    assert sum(clase == 5 for clase in pinturas["metrica=MGA&edicion=2021"]["GA"]["d"]["clase"]) == 24
    de_capas = paquete(vigente, cat, "capa", edicion=2021, indicador="GA")["pinturas"]
    assert de_capas["metrica=MGA&edicion=2021&capa=en_cero"]["GA"] == {}
