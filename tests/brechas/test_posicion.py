"""M0, M0', M3, M4 y M14: la posición entre pares, las reglas de rezago, lo oficial y la desigualdad."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura.brechas import ErrorCalculo
from apertura.brechas.arbol import arbol_de
from apertura.brechas.desigualdad import desigualdad
from apertura.brechas.grupos import de_texto, formar
from apertura.brechas.oficial import TIPOLOGIA, brechas_oficiales, tipologia
from apertura.brechas.posicion import lugares, posiciones
from tests.brechas.generar import ESTRATOS, arbol_parejo, arboles, indicadores, real, tabla, tablas
from tests.publicaciones import REAL

AB = arbol_parejo("a", "b")


def clases(valores: list, propio: int = 0) -> tuple[str | None, str | None]:
    """Clase y regla del sujeto `propio` en un solo grupo con esos valores."""
    datos = tabla({"a": valores, "b": [0.5] * len(valores)})
    fila = posiciones(datos, AB, formar(datos, AB)).filter(indicador="a").row(propio, named=True)
    return fila["clase"], fila["regla"]


@pytest.mark.parametrize(
    ("valores", "esperada"),
    [
        ([0.0] * 10, ("compartido", "rango")),
        ([0.1] + [0.0] * 9, ("compartido", "rango")),
        ([0.15] + [0.0] * 9, ("compartido", "distancia")),
        ([0.0] * 6 + [0.9] * 4, ("compartido", "distancia")),
        ([0.9] + [0.0] * 9, ("fortaleza", "distancia")),
        ([0.1] + [0.5] * 9, ("individual", "distancia")),
        ([0.9] + [0.5] * 9, ("fortaleza", "distancia")),
        ([0.5] * 10, ("esperado", "rango")),
        ([0.509] + [0.5] * 9, ("esperado", "rango")),
        ([0.49] + [0.5] * 9, ("esperado", "rango")),
        ([0.48] + [0.5] * 9, ("individual", "rango")),
        ([0.2] * 5 + [0.19] * 4, ("esperado", "rango")),
        ([0.5], (None, None)),
        ([None, 0.5, 0.6], (None, None)),
    ],
)
def test_la_clase_sale_de_las_reglas_en_su_orden(valores: list, esperada: tuple[str | None, str | None]) -> None:
    assert clases(valores) == esperada


def test_un_indicador_en_cero_para_todo_el_grupo_nunca_es_fortaleza() -> None:
    datos, arbol = real()
    todas = posiciones(datos, arbol, formar(datos, arbol))
    en_cero = todas.filter((pl.col("valor") == 0) & (pl.col("mediana") == 0))
    assert en_cero.height > 300
    assert set(en_cero["clase"]) == {"compartido"}
    assert todas.filter(pl.col("clase") == "fortaleza").filter(pl.col("valor") <= pl.col("mediana") + 0.01).is_empty()


@settings(max_examples=50, deadline=None)
@given(st.data(), st.sampled_from(["orden-tipo", "entidad", "perfil:4", "lista:s0000,s0003,s0007"]))
def test_las_medidas_del_grupo_son_las_de_su_definicion(data: st.DataObject, texto: str) -> None:
    arbol = data.draw(arboles())
    datos = data.draw(tablas(arbol, nulos=data.draw(st.booleans())))
    pares, x = formar(datos, arbol, de_texto(texto)), arbol.matriz(datos)
    filas = posiciones(datos, arbol, pares).rows(named=True)
    for i in range(datos.height):
        grupo = x[np.append(pares.de(i), i)]
        for k in range(len(arbol.hojas)):
            fila, medidos = filas[i * len(arbol.hojas) + k], grupo[~np.isnan(grupo[:, k]), k]
            assert fila["n"] == len(medidos)
            if len(medidos) and not np.isnan(x[i, k]):
                mediana = np.median(medidos)
                assert fila["mediana"] == pytest.approx(mediana, abs=1e-12)
                assert [fila["p25"], fila["p75"]] == pytest.approx(np.quantile(medidos, [0.25, 0.75]), abs=1e-12)
                assert fila["desviacion"] == pytest.approx(np.abs(medidos - mediana).mean(), abs=1e-12)
                rango = ((medidos < x[i, k]).sum() + (medidos == x[i, k]).sum() / 2) / len(medidos)
                assert fila["rango"] == pytest.approx(rango, abs=1e-12)


def test_los_iguales_comparten_lugar_y_a_quien_le_falta_no_tiene() -> None:
    assert lugares(np.array([0.5, 0.7, 0.5, np.nan, 0.1])).tolist() == [2, 1, 2, 0, 4]
    assert lugares(np.array([0.6]), np.array([0.9, 0.6, 0.1])).tolist() == [2]
    assert lugares(np.array([0.1 + 0.2, 0.3])).tolist() == [1, 1]


def test_las_seis_brechas_oficiales_de_2017() -> None:
    arbol = arbol_de(indicadores())
    brechas = dict(brechas_oficiales(cifras_nacionales(), arbol).select("indicador", "brecha").iter_rows())
    a_dos = {"PG.SEG": 0.28, "PC.ACT": 0.25, "PG.FUN": 0.20, "TG.TP": 0.17}
    a_tres = {"TG.AI": 0.165, "TC.CLAR": 0.153}
    assert {i: brechas[i] for i in a_dos} == pytest.approx(a_dos, abs=0.005 + 1e-9)
    assert {i: brechas[i] for i in a_tres} == pytest.approx(a_tres, abs=0.0005 + 1e-9)


def cifras_nacionales() -> pl.DataFrame:
    """Un renglón con las cifras nacionales publicadas de 2017."""
    publicados = pl.read_parquet(REAL / "publicados.parquet").filter(metrica="MGA", edicion=2017, ambito="nacional", medida="valor")
    return publicados.select(pl.lit("00").alias("clave_sujeto"), "indicador", "valor").pivot(
        on="indicador", index="clave_sujeto", values="valor"
    )


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_las_brechas_de_un_subindice_suman_lo_que_le_falta(data: st.DataObject) -> None:
    arbol = data.draw(arboles())
    datos = data.draw(tablas(arbol))
    largo = brechas_oficiales(datos, arbol).with_columns(pl.Series("padre", list(arbol.padres) * datos.height))
    sumas = largo.group_by("clave_sujeto", "padre").agg(
        pl.col("brecha").sum(), (pl.col("peso_en_padre") * (1 - pl.col("valor"))).sum().alias("falta")
    )
    assert (sumas["brecha"] - sumas["falta"]).abs().max() < 1e-12  # type: ignore[operator]


def test_la_tipologia_de_2017_es_145_442_10_y_311() -> None:
    conteos = dict(tipologia(real()[0])["tipologia"].value_counts().iter_rows())
    assert [conteos[clase] for clase in TIPOLOGIA] == [145, 442, 10, 311]


def test_justo_en_medio_es_bajo_y_sin_cifra_no_hay_tipologia() -> None:
    datos = pl.DataFrame({"T": [0.5, 0.51, 0.3, None, 0.1 + 0.4], "P": [0.9, 0.5, 0.2, 0.9, 0.6]})
    assert tipologia(datos)["tipologia"].to_list() == [
        "sólo participación", "sólo transparencia", "ninguna de las dos", None, "sólo participación",
    ]  # fmt: skip
    with pytest.raises(ErrorCalculo, match="Falta P"):
        tipologia(datos.drop("P"))


def test_m14_da_la_dispersion_solo_con_cinco_o_mas() -> None:
    valores = [0.0, 0.1, 0.2, 0.3, 1.0]
    datos = tabla({"a": [*valores, 0.1], "b": [*valores, None]}, [ESTRATOS[2]] * 5 + [ESTRATOS[0]])
    filas = {(f["tipo"], f["indicador"]): f for f in desigualdad(datos, AB).to_dicts()}
    suya = filas["municipio", "a"]
    assert suya["dispersion"] == pytest.approx(np.quantile(valores, 0.9) - np.quantile(valores, 0.1))
    assert (suya["n"], suya["bajos"]) == (5, 0.4)
    assert (filas["judicial", "a"]["dispersion"], filas["judicial", "a"]["bajos"]) == (None, 1.0)
    assert ("judicial", "I") not in filas
    assert desigualdad(datos.clear(), AB).is_empty()
