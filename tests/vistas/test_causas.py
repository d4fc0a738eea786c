"""Por qué una entidad está donde está: las identidades de METODO §3 con los datos de verdad, y lo que se dibuja con ellas."""

import polars as pl
import pytest

from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.seleccion import Seleccion
from apertura.vistas import causas, posiciones

ENTIDADES = ["01", "09", "15", "22", "31", "FED"]


def elegida(clave: str, **cambios: object) -> Seleccion:
    return Seleccion(entidad=clave).con(**cambios)


def test_la_diferencia_de_queretaro_viene_sobre_todo_de_transparencia_ciudadana(vigente: Motor, cat: Catalogo) -> None:
    aportes = dict(causas.origen(vigente, cat, elegida("22")).datos.select("indicador", "contribucion").iter_rows())
    esperados = {"TC": -0.0565, "TG": -0.0352, "PG": -0.0347, "PC": 0.0119}
    assert list(aportes) == list(esperados)
    assert aportes == pytest.approx(esperados, abs=5e-5)
    assert sum(aportes.values()) == pytest.approx(-0.1145, abs=5e-5)


@pytest.mark.parametrize("clave", ENTIDADES)
@pytest.mark.parametrize("contra", ["", "14", "FED"])
def test_la_cascada_llega_exacta_a_la_entidad_desde_cualquier_referencia(
    vigente: Motor, cat: Catalogo, sujetos: pl.DataFrame, clave: str, contra: str
) -> None:
    grafica = causas.grafica_de_origen(vigente, cat, elegida(clave, contra=contra), "claro")
    tramos = grafica.conjuntos["tramos"]
    hojas = [(pl.col(h) / 4).mean().alias(h) for h in ("TG", "TC", "PG", "PC")]
    pedida = contra if contra and contra != clave else ""
    referencia = sujetos.filter(cve_ent=pedida) if pedida else sujetos
    medias = [float(t.select(hojas).sum_horizontal()[0]) for t in (referencia, sujetos.filter(cve_ent=clave))]
    assert [tramos["hasta"][0], tramos["hasta"][-1]] == pytest.approx(medias)
    assert tramos["etiqueta"][0] == (cat.entidades[pedida] if pedida else "Todos los sujetos")
    assert tramos["desde"][1:-1].to_list() == pytest.approx(tramos["hasta"][:-2].to_list())


@pytest.mark.parametrize("clave", ENTIDADES)
def test_mezcla_y_desempeno_suman_la_diferencia_y_los_pesos_el_desempeno(
    vigente: Motor, cat: Catalogo, sujetos: pl.DataFrame, clave: str
) -> None:
    datos = causas.mezcla(vigente, cat, elegida(clave)).datos
    diferencia = sujetos.filter(cve_ent=clave)["GA"].mean() - sujetos["GA"].mean()  # type: ignore[operator]
    assert float(datos["mezcla"].sum()) + float(datos["desempeno"].sum()) == pytest.approx(diferencia, abs=1e-9)
    pesos = causas.quienes_pesan(vigente, cat, elegida(clave)).datos
    assert pesos.height == sujetos.filter(cve_ent=clave).height
    assert pesos["peso"].sum() == pytest.approx(datos["desempeno"].sum(), abs=1e-4)
    assert pesos["acumulado"][-1] == pytest.approx(pesos["peso"].sum())
    tramos = causas.grafica_de_mezcla(vigente, cat, elegida(clave), "claro").conjuntos["tramos"]
    assert tramos["hasta"][-1] == pytest.approx(sujetos.filter(cve_ent=clave)["GA"].mean(), abs=1e-9)


def test_se_dibujan_las_diez_que_mas_pesan_y_el_titulo_lo_dice(vigente: Motor, cat: Catalogo) -> None:
    grafica = causas.grafica_de_pesos(vigente, cat, elegida("22"), "claro")
    tramos = grafica.conjuntos["tramos"]
    assert tramos.height == 10
    assert grafica.titulo.endswith("(10 de 27 instituciones)")
    assert (tramos["desde"] == 0).all()
    menor = min(map(abs, tramos["hasta"].to_list()))
    assert causas.quienes_pesan(vigente, cat, elegida("22")).datos.filter(pl.col("peso").abs() > menor + 1e-12).height == 9


def test_la_palanca_son_a_lo_mas_cinco_cambios_de_la_entidad_de_mayor_a_menor(vigente: Motor, cat: Catalogo) -> None:
    tabla = causas.palanca(vigente, cat, elegida("22"))
    assert tabla.datos.height == 5
    assert tabla.datos["ganancia"].is_sorted(descending=True)
    assert tabla.datos["clave_sujeto"].str.starts_with("22-").all()
    assert tabla.notas[0].startswith("Simulación")


def test_las_33_posiciones_llevan_su_intervalo_y_dicen_de_cuales_no_se_distingue(vigente: Motor, cat: Catalogo) -> None:
    datos = posiciones.posiciones(vigente, cat, elegida("23")).datos
    assert datos.height == 33
    assert (datos["lugar_bajo"] <= datos["lugar"]).all()
    assert (datos["lugar"] <= datos["lugar_alto"]).all()
    suya = datos.row(by_predicate=pl.col("cve_ent") == "23", named=True)
    assert (suya["lugar"], suya["lugar_bajo"], suya["lugar_alto"], suya["empata"]) == (15, 7, 23, False)
    # La vecina de lugar no se distingue; las de los extremos, sí.
    assert datos.filter(pl.col("lugar").is_in([14, 16]))["empata"].all()
    assert not datos.filter(pl.col("lugar").is_in([1, 33]))["empata"].any()
    otra = posiciones.posiciones(vigente, cat, elegida("22")).datos
    juntas = datos.filter(cve_ent="22")["empata"][0], otra.filter(cve_ent="23")["empata"][0]
    assert juntas[0] == juntas[1]


def test_el_lugar_dice_su_intervalo_y_de_cuantas_no_se_distingue(vigente: Motor, cat: Catalogo) -> None:
    datos = posiciones.posiciones(vigente, cat, elegida("23")).datos
    (frase,) = posiciones.empates(vigente, cat, elegida("23"))
    assert frase.texto == f"En los sorteos no se distingue de {datos['empata'].sum()} de las otras 32 posiciones."
    assert posiciones.empates(vigente, cat, Seleccion(entidad="")) == ()


def test_el_calor_trae_cada_tipo_con_su_media_y_su_conteo(vigente: Motor, cat: Catalogo, sujetos: pl.DataFrame) -> None:
    datos = posiciones.por_tipo_e_indicador(vigente, cat, elegida("22")).datos
    suyos = sujetos.filter(cve_ent="22")
    assert dict(datos.filter(indicador="GA").select("tipo", "n_sujetos").iter_rows()) == dict(suyos.group_by("tipo").len().iter_rows())
    municipios = datos.filter(tipo="municipio", indicador="PC").row(0, named=True)
    assert municipios["valor"] == pytest.approx(suyos.filter(tipo="municipio")["PC"].mean())
    assert municipios["nacional"] == pytest.approx(sujetos.filter(tipo="municipio")["PC"].mean())
    celdas = posiciones.grafica_de_calor(vigente, cat, elegida("22"), "claro").conjuntos["celdas"]
    assert celdas.height == datos.height
    assert set(celdas["indice"]) <= set(range(5))


def test_la_desigualdad_interna_no_da_percentiles_con_menos_de_cinco(vigente: Motor, cat: Catalogo) -> None:
    datos = posiciones.parejas(vigente, cat, elegida("22")).datos
    assert datos.filter(pl.col("n") < 5)["dispersion"].null_count() == datos.filter(pl.col("n") < 5).height > 0
    municipios = datos.filter(tipo="municipio").row(0, named=True)
    assert (municipios["n"], round(municipios["dispersion"], 2), municipios["bajos"]) == (5, 0.21, 0.6)


def test_los_filtros_de_otras_vistas_no_entran_en_las_causas_ni_en_sus_sellos(vigente: Motor, cat: Catalogo) -> None:
    for vista in (causas.origen, causas.mezcla, causas.palanca, posiciones.por_tipo_e_indicador, posiciones.parejas):
        sola, filtrada = (vista(vigente, cat, elegida("22", tipos=tipos)) for tipos in ((), ("municipio",)))
        assert sola.datos.equals(filtrada.datos)
        assert sola.procedencia == filtrada.procedencia
