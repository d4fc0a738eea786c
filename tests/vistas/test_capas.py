"""Potencial, rezago compartido e intervalo de lugar en el mapa: cada cifra es la de su fórmula y nada se muestra de más."""

import dataclasses

import polars as pl
import pytest

from apertura.brechas.ficha import ficha_de_entidad
from apertura.brechas.grupos import formar
from apertura.brechas.incertidumbre import remuestrear
from apertura.brechas.posicion import posiciones
from apertura.brechas.potencial import mejores, potencial
from apertura.catalogo import SIN_ESCALA, SIN_MUESTRA, SIN_SUJETOS, Catalogo
from apertura.consultas import Motor
from apertura.seleccion import Seleccion, normalizar
from apertura.vistas import capas, mapa
from apertura.vistas.pares import medicion
from tests.vistas.cifras import SIETE

PARTES = {"GA": ("TG", "TC", "PG", "PC"), "T": ("TG", "TC"), "P": ("PG", "PC"), **{h: (h,) for h in ("TG", "TC", "PG", "PC")}}


def columna(motor: Motor, cat: Catalogo, seleccion: Seleccion) -> dict[str, float | None]:
    return dict(mapa.tabla(motor, cat, seleccion).datos.select("cve_ent", seleccion.capa).iter_rows())


@pytest.mark.parametrize("indicador", SIETE)
def test_el_potencial_y_el_rezago_compartido_de_una_entidad_son_la_media_de_sus_sujetos(
    vigente: Motor, cat: Catalogo, indicador: str
) -> None:
    toda = medicion(vigente, cat.ediciones[("MGA", 2017)])
    pares = formar(toda.tabla, toda.arbol)
    largo = potencial(toda.tabla, toda.arbol, pares).with_columns(posiciones(toda.tabla, toda.arbol, pares)["clase"])
    partes = largo.filter(pl.col("indicador").is_in(PARTES[indicador])).join(
        toda.tabla.select("clave_sujeto", "cve_ent"), on="clave_sujeto"
    )
    for capa in ("potencial", "compartido"):
        dada = columna(vigente, cat, Seleccion(indicador=indicador, capa=capa))
        for clave in ("20", "22", "FED"):
            suyos = partes.filter(cve_ent=clave)
            n = suyos["clave_sujeto"].n_unique()
            esperado = suyos["ganancia"].sum() / n if capa == "potencial" else (suyos["clase"] == "compartido").mean()
            assert dada[clave] == pytest.approx(esperado, abs=1e-12)


def test_el_potencial_nacional_es_la_media_de_todas_las_ganancias_y_el_del_indice_la_suma_de_sus_hojas(
    vigente: Motor, cat: Catalogo
) -> None:
    toda = medicion(vigente, cat.ediciones[("MGA", 2017)])
    totales = mejores(potencial(toda.tabla, toda.arbol, formar(toda.tabla, toda.arbol)))
    nacional = {i: mapa.nacional(vigente, cat, Seleccion(indicador=i, capa="potencial")) or 0 for i in SIETE}
    assert nacional["GA"] == pytest.approx(totales["total"].mean(), abs=1e-12)
    assert nacional["GA"] == pytest.approx(sum(nacional[h] for h in PARTES["GA"]), abs=1e-12)


def test_un_filtro_cambia_a_quienes_se_promedia_y_no_a_sus_pares(vigente: Motor, cat: Catalogo) -> None:
    todos = columna(vigente, cat, Seleccion(capa="potencial"))
    sueltos = [Seleccion(capa="potencial", ordenes=(orden,)) for orden in cat.ordenes]
    cuantos = [mapa.tabla(vigente, cat, s).datos.select("cve_ent", "n_sujetos", "potencial") for s in sueltos]
    suma = sum(f["n_sujetos"] * f["potencial"] for t in cuantos for f in t.to_dicts() if f["cve_ent"] == "20" and f["n_sujetos"])
    n = sum(f["n_sujetos"] for t in cuantos for f in t.to_dicts() if f["cve_ent"] == "20")
    assert suma / n == pytest.approx(todos["20"], abs=1e-12)


def test_el_intervalo_del_indice_es_el_de_la_ficha_y_el_lugar_el_de_la_tabla(vigente: Motor, cat: Catalogo) -> None:
    toda = medicion(vigente, cat.ediciones[("MGA", 2017)])
    datos = mapa.tabla(vigente, cat, Seleccion(capa="intervalo")).datos
    for clave in ("23", "22"):
        ficha = ficha_de_entidad(toda, clave)["remuestreo"]
        fila = datos.row(by_predicate=pl.col("cve_ent") == clave, named=True)
        assert [fila[c] for c in ("lugar", "lugar_bajo", "lugar_alto")] == [ficha[c] for c in ("lugar", "lugar_bajo", "lugar_alto")]
    quintana_roo = datos.row(by_predicate=pl.col("cve_ent") == "23", named=True)
    assert (quintana_roo["lugar"], quintana_roo["lugar_bajo"], quintana_roo["lugar_alto"], quintana_roo["intervalo"]) == (15, 7, 23, 17)


@pytest.mark.parametrize("indicador", SIETE)
def test_el_lugar_siempre_cae_dentro_de_su_intervalo_y_el_empate_es_mutuo(vigente: Motor, cat: Catalogo, indicador: str) -> None:
    seleccion = Seleccion(indicador=indicador, capa="intervalo")
    datos = mapa.tabla(vigente, cat, seleccion).datos
    assert datos.filter((pl.col("lugar") < pl.col("lugar_bajo")) | (pl.col("lugar") > pl.col("lugar_alto"))).height == 0
    empatadas = mapa.capa_de(vigente, cat, seleccion).empatadas
    assert all(a in empatadas[b] and a != b for a, otras in empatadas.items() for b in otras)
    assert {c: len(otras) for c, otras in empatadas.items()} == dict(datos.select("cve_ent", "empates").iter_rows())


def test_las_empatadas_con_la_elegida_se_contornean_se_cuentan_y_se_dicen(vigente: Motor, cat: Catalogo) -> None:
    seleccion = Seleccion(capa="intervalo", entidad="22")
    grafica = mapa.grafica(vigente, cat, seleccion, "claro")
    contorneadas = grafica.conjuntos["d"].filter("empatada")["entidad"].to_list()
    assert contorneadas
    assert "Querétaro" not in contorneadas
    assert f"Empate estadístico con {len(contorneadas)} " in grafica.descripcion
    assert all(nombre in grafica.descripcion for nombre in contorneadas)
    assert f"empate con la elegida ({len(contorneadas)})" in grafica.conjuntos["leyenda"]["titulo"][0].replace("\n", " ")
    assert "Querétaro: lugar 33 de 33; intervalo de remuestreo, del 31 al 33 de 33." in grafica.descripcion
    sola = mapa.grafica(vigente, cat, seleccion.con(capa="valor"), "claro")
    assert not sola.conjuntos["d"]["empatada"].any()


def test_donde_el_sorteo_no_cambia_a_nadie_no_hay_intervalo_que_mostrar(vigente: Motor, cat: Catalogo) -> None:
    judiciales = Seleccion(capa="intervalo", tipos=("judicial",), entidad="20")
    grafica = mapa.grafica(vigente, cat, judiciales, "claro")
    datos = grafica.tabla.datos.filter(pl.col("cve_ent") != "FED")
    assert datos["intervalo"].null_count() == datos["lugar_bajo"].null_count() == 32
    assert "Sin intervalo: cada institución es única en su estrato" in grafica.descripcion
    vacia = mapa.grafica(vigente, cat, Seleccion(capa="intervalo", ordenes=("municipal",), tipos=("sindicato",)), "claro")
    assert "Sin dato en 33 posiciones" in vacia.descripcion


def test_en_barras_el_intervalo_va_de_lugar_a_lugar_en_orden_y_la_ganancia_se_mide_contra_su_peso(vigente: Motor, cat: Catalogo) -> None:
    barras = mapa.grafica(vigente, cat, Seleccion(capa="intervalo", vista="barras"), "claro").conjuntos["d"].sort("orden")
    assert barras["entidad"][0] == "Ciudad de México"
    assert barras["entidad"][-1] == "Querétaro"
    assert barras.filter((pl.col("desde") >= pl.col("hasta")) | ~pl.col("marca").is_between("desde", "hasta")).height == 0
    ganancia = mapa.grafica(vigente, cat, Seleccion(indicador="PG", capa="potencial", vista="barras"), "claro").conjuntos
    valores = columna(vigente, cat, Seleccion(indicador="PG", capa="potencial"))
    esperadas = [(valores[c] or 0) / 0.25 for c in ganancia["d"]["cve_ent"]]
    assert ganancia["d"]["hasta"].to_list() == pytest.approx(esperadas)
    nacional = mapa.nacional(vigente, cat, Seleccion(indicador="PG", capa="potencial")) or 0
    assert ganancia["referencia"]["valor"][0] == pytest.approx(nacional / 0.25)


def test_un_censo_nunca_lleva_la_capa_del_intervalo_aunque_tenga_base_y_se_dice_por_que(cat: Catalogo) -> None:
    mja = dataclasses.replace(cat.ediciones[("MJA", 2023)], disponibles=233)
    cortes = {**cat.cortes, **{("MJA", "JA", c): cat.cortes[("MGA", "GA", c)] for c in ("compartido", "intervalo")}}
    cargada = dataclasses.replace(cat, ediciones={**cat.ediciones, ("MJA", 2023): mja}, cortes=cortes)
    assert list(cargada.capas("MJA", 2023, "JA")) == ["valor", "compartido"]
    assert cargada.sin_capa("MJA", 2023, "JA")["intervalo"] == SIN_MUESTRA
    assert cargada.sin_capa("MJA", 2023, "JA")["brecha"] == SIN_ESCALA
    assert cat.sin_capa("MJA", 2023, "JA")["intervalo"] == SIN_MUESTRA
    pedida, avisos = normalizar(Seleccion("MJA", 2023, "JA", "intervalo"), cargada)
    assert pedida.capa == "valor"
    assert avisos
    assert f"«Intervalo de lugar»: {SIN_MUESTRA}" in capas.que_faltan(Seleccion("MJA", 2023, "JA"), cargada)


def test_las_ediciones_publicadas_dicen_por_que_solo_tienen_el_valor(cat: Catalogo) -> None:
    assert set(cat.sin_capa("MGA", 2021, "GA").values()) == {SIN_SUJETOS}
    assert capas.que_faltan(Seleccion("MGA", 2021, "GA"), cat).startswith("No se muestran las capas «Brecha oficial», «Sujetos en cero»")
    assert capas.que_faltan(Seleccion(), cat) == ""


def test_mil_sorteos_nacionales_salen_iguales_otra_vez(vigente: Motor, cat: Catalogo) -> None:
    toda = medicion(vigente, cat.ediciones[("MGA", 2017)])
    primero = remuestrear(toda.tabla, toda.arbol, toda.universo)
    assert primero.lugares.equals(remuestrear(toda.tabla, toda.arbol, toda.universo).lugares)


@pytest.mark.parametrize("vista", ["mapa", "barras"])
def test_cambiar_de_indicador_en_cada_capa_mueve_menos_de_30_kb_y_ninguna_especificacion(vigente: Motor, cat: Catalogo, vista: str) -> None:
    for capa in capas.CAPAS_DE_BRECHAS:
        una, otra = (mapa.grafica(vigente, cat, Seleccion(indicador=i, capa=capa, vista=vista), "claro") for i in ("GA", "PG"))
        assert una.especificacion is otra.especificacion
        assert sum(c.estimated_size() for c in otra.conjuntos.values()) < 30_000
