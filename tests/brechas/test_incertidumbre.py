"""M10 y M11: el remuestreo respeta su diseño y su semilla; los pesos mueven lo que deben."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura.brechas import ErrorCalculo, incertidumbre
from apertura.brechas.incertidumbre import lugares_por_renglon, remuestrear
from apertura.brechas.pesos import ESQUEMAS, otros_pesos
from tests.brechas.generar import ESTRATOS, arbol_parejo, real, tabla

AB = arbol_parejo("a", "b")


def test_la_misma_semilla_da_las_mismas_cifras_y_otra_no() -> None:
    datos, arbol = real()
    uno, dos, otra = (remuestrear(datos, arbol, "muestra", sorteos=200, semilla=s) for s in (1, 1, 2))
    assert uno.lugares.equals(dos.lugares)
    assert (uno.gana == dos.gana).all()
    assert not uno.lugares.equals(otra.lugares)


def test_el_orden_de_los_renglones_no_cambia_nada() -> None:
    datos, arbol = real()
    revueltos = datos.sample(fraction=1, shuffle=True, seed=3)
    uno, dos = (remuestrear(d, arbol, "muestra", sorteos=100) for d in (datos, revueltos))
    assert uno.lugares.equals(dos.lugares)


def test_el_tamano_del_bloque_no_cambia_el_intervalo_mas_que_el_azar(monkeypatch: pytest.MonkeyPatch) -> None:
    datos, arbol = real()
    uno = remuestrear(datos, arbol, "muestra").lugares
    monkeypatch.setattr(incertidumbre, "BLOQUE", 908 * 7)
    dos = remuestrear(datos, arbol, "muestra").lugares
    assert (uno["media_bajo"] - dos["media_bajo"]).abs().max() < 1e-12  # type: ignore[operator]


def test_las_33_posiciones_llevan_su_lugar_dentro_del_intervalo() -> None:
    datos, arbol = real()
    hecho = remuestrear(datos, arbol, "muestra")
    assert (hecho.lugares.height, set(hecho.lugares["total"])) == (33, {33})
    dentro = pl.col("lugar").is_between("lugar_bajo", "lugar_alto") & pl.col("media").is_between("media_bajo", "media_alto")
    assert hecho.lugares.select(dentro.all()).item()
    publicada = datos.group_by("cve_ent").agg(pl.col("GA").mean()).sort("cve_ent")["GA"]
    assert (hecho.lugares["media"] - publicada).abs().max() < 1e-4  # type: ignore[operator]
    assert hecho.lugares["lugar"].to_list() == publicada.round(12).rank("min", descending=True).to_list()


def test_las_probabilidades_de_ganar_se_complementan() -> None:
    datos, arbol = real()
    gana = remuestrear(datos, arbol, "muestra", sorteos=300).gana
    np.testing.assert_allclose(gana + gana.T, 1)
    np.testing.assert_allclose(np.diag(gana), 0.5)


def test_se_sortea_dentro_de_cada_estrato_de_cada_entidad() -> None:
    """Con estratos constantes en cada entidad no hay nada que sortear: sin estratificar, la media se movería."""
    estratos = [ESTRATOS[0], ESTRATOS[0], ESTRATOS[2], ESTRATOS[2]] * 2
    datos = tabla({"a": [0.0, 0.0, 1.0, 1.0, 0.4, 0.4, 0.8, 0.8], "b": [0.5] * 8}, estratos, ["01"] * 4 + ["02"] * 4)
    fijo = remuestrear(datos, AB, "muestra", sorteos=50).lugares
    assert fijo["media_bajo"].to_list() == pytest.approx(fijo["media"].to_list())
    assert fijo["media_alto"].to_list() == pytest.approx(fijo["media"].to_list())
    libre = remuestrear(datos, AB, "muestra", estrato=(), sorteos=200).lugares
    assert (libre["media_alto"] - libre["media_bajo"]).min() > 0.1  # type: ignore[operator]


def test_la_dispersion_del_remuestreo_es_la_de_la_teoria() -> None:
    datos = tabla({"a": list(np.linspace(0, 1, 50)), "b": list(np.linspace(0, 1, 50))})
    fila = remuestrear(datos, AB, "muestra", sorteos=4000).lugares.row(0, named=True)
    error = np.linspace(0, 1, 50).std() / np.sqrt(50)
    assert fila["media_alto"] - fila["media_bajo"] == pytest.approx(2 * 1.96 * error, rel=0.05)


def test_quien_esta_solo_en_su_estrato_no_se_mueve_y_se_cuenta() -> None:
    datos = tabla({"a": [0.2, 0.4], "b": [0.2, 0.4]}, [ESTRATOS[0], ESTRATOS[1]])
    fila = remuestrear(datos, AB, "muestra", sorteos=20).lugares.row(0, named=True)
    assert (fila["n_fijos"], fila["media_bajo"], fila["media_alto"]) == (2, pytest.approx(0.3), pytest.approx(0.3))


@pytest.mark.parametrize("universo", ["censo", "", "Censo"])
def test_un_censo_nunca_lleva_intervalo_de_remuestreo(universo: str) -> None:
    datos, arbol = real()
    with pytest.raises(ErrorCalculo, match="censo no lleva intervalo"):
        remuestrear(datos, arbol, universo)


def test_sin_sujetos_completos_no_hay_unidades() -> None:
    datos = tabla({"a": [None, 0.3], "b": [0.5, None]})
    assert remuestrear(datos, AB, "muestra").lugares.is_empty()
    assert otros_pesos(datos, AB).unidades.is_empty()
    assert remuestrear(datos.clear(), AB, "muestra").gana.shape == (0, 0)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from([0.1, 0.2, 0.3, 0.7]), min_size=5, max_size=5), min_size=1, max_size=4))
def test_los_lugares_de_cada_sorteo_son_uno_mas_los_mayores(renglones: list[list[float]]) -> None:
    esperados = [[1 + sum(otro > v for otro in renglon) for v in renglon] for renglon in renglones]
    assert lugares_por_renglon(np.array(renglones)).tolist() == esperados


def test_m11_si_todas_las_hojas_dicen_lo_mismo_los_pesos_no_mueven_nada() -> None:
    valores = [0.1, 0.5, 0.9, 0.3]
    datos = tabla({"a": valores, "b": valores}, entidades=["01", "02", "03", "04"])
    hecho = otros_pesos(datos, AB, sorteos=50)
    assert hecho.esquemas["esquema"].to_list() == list(ESQUEMAS)
    assert hecho.esquemas["corrimiento"].to_list() == [0.0, 0.0, 0.0]
    assert hecho.unidades["lugar_bajo"].to_list() == hecho.unidades["lugar"].to_list()


def test_m11_con_hojas_opuestas_el_orden_depende_de_los_pesos() -> None:
    datos = tabla({"a": [1.0, 0.0], "b": [0.0, 0.98]}, entidades=["01", "02"])
    hecho = otros_pesos(datos, AB, sorteos=2000).esquemas.rows_by_key("esquema", named=True, unique=True)
    assert hecho["Dirichlet"]["corrimiento"] == pytest.approx(0.5, abs=0.05)
    assert 0 < hecho["±20 %"]["corrimiento"] < 1
    assert hecho["geométrica"]["corrimiento"] == 0.5  # las dos quedan en cero y comparten el primer lugar


def test_m11_la_geometrica_es_la_media_de_los_sujetos_y_una_hoja_sin_peso_no_cuenta() -> None:
    datos = tabla({"a": [0.25, 1.0], "b": [0.0, 0.0]}, entidades=["01", "02"])
    sin_b = otros_pesos(datos, AB.con_pesos((1.0, 0.0)), sorteos=5).unidades.filter(esquema="geométrica")
    assert dict(sin_b.select("cve_ent", "lugar_bajo").iter_rows()) == {"01": 2, "02": 1}


def test_m11_en_2017_mover_los_pesos_20_por_ciento_casi_no_mueve_los_lugares() -> None:
    datos, arbol = real()
    esquemas = otros_pesos(datos, arbol).esquemas.rows_by_key("esquema", named=True, unique=True)
    assert esquemas["±20 %"]["corrimiento"] < 1 < esquemas["Dirichlet"]["corrimiento"] < esquemas["geométrica"]["corrimiento"]
    assert otros_pesos(datos, arbol).unidades.equals(otros_pesos(datos, arbol).unidades)
