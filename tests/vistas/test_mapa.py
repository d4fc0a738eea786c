"""El mapa: 33 posiciones con la cifra que debe ser, con cualquier filtro y en toda edición."""

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

from apertura import formato
from apertura.catalogo import CAPAS, VISTAS, Catalogo
from apertura.consultas import Motor
from apertura.seleccion import Seleccion
from apertura.vistas import mapa
from tests.vistas.filtros import dejan, filtradas

LISTAS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def leidos(tabla: pl.DataFrame) -> dict[str, str]:
    """Clave → cifra como se lee, de las que tienen dato."""
    con_dato = tabla.filter(pl.col("valor").is_not_null())
    return {clave: formato.indice(valor) for clave, valor in con_dato.select("cve_ent", "valor").iter_rows()}


def test_la_primera_es_ciudad_de_mexico_con_051_y_la_ultima_queretaro_con_027(vigente: Motor, cat: Catalogo) -> None:
    datos = mapa.tabla(vigente, cat, Seleccion()).datos
    primera, ultima = datos.row(0, named=True), datos.row(-1, named=True)
    assert (primera["entidad"], formato.indice(primera["valor"]), primera["lugar"]) == ("Ciudad de México", "0.51", 1)
    assert (ultima["entidad"], formato.indice(ultima["valor"]), ultima["lugar"]) == ("Querétaro", "0.27", 33)
    assert ultima["lugar_entidades"] == 32


def test_la_federacion_es_una_posicion_y_no_una_entidad(vigente: Motor, cat: Catalogo) -> None:
    fed = mapa.tabla(vigente, cat, Seleccion()).datos.row(by_predicate=pl.col("cve_ent") == "FED", named=True)
    assert (fed["n_sujetos"], fed["lugar"], fed["lugar_entidades"]) == (46, 3, None)


def test_en_participacion_gubernamental_hay_530_de_908_en_cero(vigente: Motor, cat: Catalogo) -> None:
    datos = mapa.tabla(vigente, cat, Seleccion(indicador="PG", capa="en_cero")).datos
    assert datos["n_sujetos"].sum() == 908
    assert round((datos["en_cero"] * datos["n_sujetos"]).sum(), 6) == 530
    nacional = mapa.nacional(vigente, cat, Seleccion(indicador="PG", capa="en_cero"))
    assert nacional == pytest.approx(530 / 908)


def test_el_lente_de_justicia_deja_36_una_por_entidad_y_cuatro_federales(vigente: Motor, cat: Catalogo) -> None:
    datos = mapa.tabla(vigente, cat, Seleccion(tipos=cat.lentes["justicia"].tipos)).datos
    por_posicion = dict(datos.select("cve_ent", "n_sujetos").iter_rows())
    assert por_posicion.pop("FED") == 4
    assert len(por_posicion) == 32
    assert set(por_posicion.values()) == {1}


@LISTAS
@given(seleccion=filtradas())
def test_con_cualquier_filtro_cada_media_es_la_de_sus_sujetos_y_no_falta_ninguna_posicion(
    vigente: Motor, cat: Catalogo, sujetos: pl.DataFrame, seleccion: Seleccion
) -> None:
    datos = mapa.tabla(vigente, cat, seleccion).datos
    assert sorted(datos["cve_ent"]) == sorted(cat.entidades)
    valor = pl.col(seleccion.indicador)
    esperados = (
        dejan(sujetos, seleccion)
        .group_by("cve_ent")
        .agg(valor.mean().alias("media"), (valor == 0).mean().alias("ceros"), pl.len().cast(pl.Int64).alias("cuantos"))
    )
    juntos = datos.join(esperados, on="cve_ent", how="left")
    assert juntos["n_sujetos"].to_list() == juntos["cuantos"].fill_null(0).to_list()
    assert juntos["valor"].to_list() == pytest.approx(juntos["media"].to_list(), abs=1e-12)
    assert juntos["en_cero"].to_list() == pytest.approx(juntos["ceros"].to_list(), abs=1e-12)


@LISTAS
@given(seleccion=filtradas())
def test_con_cualquier_filtro_el_lugar_es_uno_mas_los_que_tienen_mas(vigente: Motor, cat: Catalogo, seleccion: Seleccion) -> None:
    filas = mapa.tabla(vigente, cat, seleccion).datos.to_dicts()
    con_dato = [fila for fila in filas if fila["valor"] is not None]
    for fila in filas:
        mejores = [otra for otra in con_dato if fila["valor"] is not None and otra["valor"] > fila["valor"] + 1e-12]
        assert fila["lugar"] == (None if fila["valor"] is None else 1 + len(mejores))
        solas = 1 + sum(otra["es_entidad"] for otra in mejores)
        assert fila["lugar_entidades"] == (solas if fila["lugar"] and fila["es_entidad"] else None)


@LISTAS
@given(seleccion=filtradas())
def test_la_nacional_es_la_media_de_los_sujetos_y_no_la_de_los_estados(
    vigente: Motor, cat: Catalogo, sujetos: pl.DataFrame, seleccion: Seleccion
) -> None:
    elegidos = dejan(sujetos, seleccion)
    esperada = elegidos[seleccion.indicador].mean() if elegidos.height else None
    assert mapa.nacional(vigente, cat, seleccion) == pytest.approx(esperada, abs=1e-12)


def test_sin_nadie_que_cumpla_quedan_33_posiciones_sin_dato_y_sin_lugar(vigente: Motor, cat: Catalogo) -> None:
    seleccion = Seleccion(ordenes=("municipal",), tipos=("sindicato",))
    tabla = mapa.tabla(vigente, cat, seleccion)
    assert tabla.datos.height == 33
    assert tabla.datos["valor"].null_count() == tabla.datos["lugar"].null_count() == 33
    assert mapa.nacional(vigente, cat, seleccion) is None
    for vista in VISTAS:
        grafica = mapa.grafica(vigente, cat, seleccion.con(vista=vista), "claro")
        assert "Sin dato en 33 posiciones" in grafica.descripcion
        assert set(grafica.conjuntos["d"]["clase"]) == {5}


# Lo único que hay publicado por entidad, según las fuentes citadas en cada renglón.
PUBLICADO = {
    ("MGA", 2019, "GA"): {"02": "0.54"},
    ("MGA", 2021, "GA"): {
        "11": "0.65",
        "FED": "0.57",
        "01": "0.56",
        "02": "0.55",
        "09": "0.55",
        "30": "0.45",
        "07": "0.38",
        "20": "0.37",
        "12": "0.35",
    },
    ("MGA", 2023, "GA"): {"11": "0.56", "02": "0.46"},
    ("MJA", 2023, "JA"): {"17": "0.43"},
}


@pytest.mark.parametrize(("llave", "cifras"), PUBLICADO.items(), ids=str)
def test_las_otras_ediciones_muestran_solo_lo_publicado_y_dicen_que_es_parcial(
    vigente: Motor, cat: Catalogo, llave: tuple[str, int, str], cifras: dict[str, str]
) -> None:
    seleccion = Seleccion(*llave, tipos=("municipio",), ordenes=("estatal",))  # los filtros no aplican
    tabla = mapa.tabla(vigente, cat, seleccion)
    assert tabla.datos.height == 33
    assert leidos(tabla.datos) == cifras
    assert "lugar" not in tabla.datos.columns
    assert tabla.notas[0].startswith("Cobertura parcial. Sólo cifras publicadas")
    assert tabla.procedencia.seleccion.endswith("· cifras publicadas")
    assert tabla.parametros.keys() == {"metrica", "edicion", "indicador"}
    grafica = mapa.grafica(vigente, cat, seleccion, "claro")
    assert f"{len(cifras)} de 33 posiciones con dato" in grafica.descripcion
    assert grafica.conjuntos["leyenda"].filter(etiqueta="sin dato").height == 1


def test_toda_edicion_indicador_capa_y_vista_se_dibuja_con_las_mismas_33_posiciones(vigente: Motor, cat: Catalogo) -> None:
    vistos = 0
    for metrica, edicion in cat.ediciones:
        for indicador in cat.elegibles(metrica, edicion):
            for capa in cat.capas(metrica, edicion, indicador):
                seleccion = Seleccion(metrica, edicion, indicador, capa)
                hojas = {v: mapa.grafica(vigente, cat, seleccion.con(vista=v), "oscuro").conjuntos["d"] for v in VISTAS}
                tabla = mapa.tabla(vigente, cat, seleccion).datos
                leer = mapa.a_texto(seleccion)
                esperados = {clave: leer(valor) for clave, valor in tabla.select("cve_ent", capa).iter_rows()}
                if capa == "intervalo":  # se escribe de qué lugar a qué lugar, no cuántos abarca
                    extremos = tabla.select("cve_ent", "lugar_bajo", "lugar_alto").iter_rows()
                    esperados = {clave: str(b) if b == a else f"{b}–{a}" for clave, b, a in extremos}
                for hoja in hojas.values():
                    assert dict(hoja.select("cve_ent", "texto").iter_rows()) == esperados
                vistos += 1
    assert vistos == 7 * len(CAPAS) + 1 + 2 + 2 + 4


def test_la_dispersion_calla_donde_hay_menos_de_cinco_sujetos(vigente: Motor, cat: Catalogo) -> None:
    judiciales = mapa.tabla(vigente, cat, Seleccion(capa="dispersion", tipos=("judicial",))).datos
    assert judiciales["dispersion"].null_count() == 33
    todos = mapa.tabla(vigente, cat, Seleccion(capa="dispersion")).datos
    assert todos["dispersion"].null_count() == 0


def test_la_brecha_del_indice_es_lo_que_falta_para_uno_y_la_de_una_rama_lleva_su_peso(vigente: Motor, cat: Catalogo) -> None:
    for indicador, peso in (("GA", 1.0), ("T", 0.5), ("PG", 0.5)):
        datos = mapa.tabla(vigente, cat, Seleccion(indicador=indicador)).datos
        esperadas = [peso * (1 - valor) for valor in datos["valor"]]
        assert datos["brecha"].to_list() == pytest.approx(esperadas)


def test_el_titulo_y_la_leyenda_dicen_la_capa(cat: Catalogo) -> None:
    assert mapa.titulo(Seleccion(), cat) == "Gobierno Abierto por entidad, 2017"
    assert mapa.titulo(Seleccion(indicador="P", capa="brecha"), cat) == "Brecha oficial en Participación por entidad, 2017"
    assert mapa.titulo_de_leyenda(Seleccion(indicador="PG", capa="en_cero"), cat) == "Sujetos en cero en Participación gubernamental"
    titulos = {mapa.titulo_de_leyenda(Seleccion(capa=capa), cat) for capa in CAPAS}
    assert len(titulos) == len(CAPAS)


def test_lo_elegido_sale_marcado_y_dicho_en_palabras(vigente: Motor, cat: Catalogo) -> None:
    grafica = mapa.grafica(vigente, cat, Seleccion(entidad="20"), "claro")
    assert grafica.conjuntos["d"].filter("sel")["cve_ent"].to_list() == ["20"]
    assert "Elegida: Oaxaca, 0.33." in grafica.descripcion


def test_el_sello_del_mapa_no_menciona_el_filtro_de_entidades_porque_no_lo_usa(vigente: Motor, cat: Catalogo) -> None:
    tabla = mapa.tabla(vigente, cat, Seleccion(entidades=("20",), tipos=("municipio",)))
    assert tabla.procedencia.seleccion == "Métrica de Gobierno Abierto 2017 · Gobierno Abierto · municipios"
    assert tabla.datos.height == 33
