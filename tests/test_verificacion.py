"""Cada cifra publicada de 2017 se recalcula, y una publicación falsificada se descubre."""

from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from apertura import formato, verificacion
from apertura.consultas import abrir_motor
from apertura.publicacion import abrir
from apertura.rutas import FUENTES
from apertura.verificacion import Comprobacion, comparar, verificar
from tests.publicaciones import REAL, falsificar

CONTEOS = {
    verificacion.ENTIDADES: 33 * 5,
    verificacion.ENTIDADES_SECUNDARIAS: 20,
    verificacion.NACIONAL: 7,
    verificacion.ORDENES: 9,
    verificacion.TIPOS: 11,
    verificacion.ARBOL: 7,
    verificacion.BRECHAS: 6,
    verificacion.IDENTIDADES: 6,
    verificacion.LUGARES: 3,
    verificacion.OTROS_ARBOLES: 4,
    verificacion.JUSTICIA: 2,
    verificacion.CONTEOS: 3 + 16,
    verificacion.COBERTURA: 7,
}
SIETE = ["GA", "T", "P", "TG", "TC", "PG", "PC"]


@cache
def hechas() -> list[Comprobacion]:
    return verificar(abrir_motor(abrir(REAL)))


def del_grupo(grupo: str) -> list[Comprobacion]:
    return [c for c in hechas() if c.grupo == grupo]


def celdas() -> list[tuple[str, str, str, float]]:
    """Las cifras publicadas de 2017 que se pueden recalcular, leídas directamente de la fuente."""
    fuente = pl.read_csv(FUENTES / "mga_publicado" / "mga_publicado.csv", infer_schema=False)
    de_2017 = fuente.filter(pl.col("edicion") == "2017", pl.col("indicador").is_in(SIETE))
    return [(a, c, i, float(v)) for a, c, i, v in de_2017.select("ambito", "clave", "indicador", "valor").iter_rows()]


@cache
def base() -> pl.DataFrame:
    """La base de 2017 tal como está en la fuente, sin pasar por el importador ni por DuckDB."""
    fuente = pl.read_csv(FUENTES / "mga_2017_sujetos" / "mga_2017_sujetos.csv", infer_schema=False)
    return fuente.with_columns(pl.col(SIETE).cast(pl.Float64))


def apretar(columna: pl.Expr) -> pl.Expr:
    """«Ejecutivo estatal» se publicó como «ejecutivoestatal»."""
    return columna.str.to_lowercase().str.replace_all(" ", "")


@pytest.mark.parametrize(("ambito", "clave", "indicador", "publicado"), celdas())
def test_cada_cifra_publicada_es_la_media_de_sus_sujetos(ambito: str, clave: str, indicador: str, publicado: float) -> None:
    """Recalculado aparte, con Polars y desde la fuente: si DuckDB y esto coincidieran por error, sería dos veces."""
    columna = {"entidad": "cve_ent", "orden": "orden", "tipo": "tipo"}.get(ambito)
    de_quien = base().filter(pl.lit(True) if columna is None else apretar(pl.col(columna)) == clave.lower())
    assert de_quien.height > 0
    media = de_quien[indicador].mean()
    assert isinstance(media, float)
    assert formato.indice(media) == formato.indice(publicado)


def test_se_revisan_las_212_cifras_que_se_pueden_recalcular() -> None:
    assert len(celdas()) == len(set(celdas())) == 165 + 20 + 7 + 9 + 11


def test_cada_grupo_trae_exactamente_sus_comprobaciones() -> None:
    assert Counter(c.grupo for c in hechas()) == CONTEOS


def test_todo_lo_publicado_coincide() -> None:
    assert [c for c in hechas() if not c.coincide] == []


def test_lo_recalculado_por_las_consultas_es_la_media_directa_de_la_base() -> None:
    por_entidad = base().group_by("cve_ent").agg(pl.col("GA").mean()).sort("GA")["GA"].to_list()
    recalculadas = sorted(c.recalculado or -1 for c in del_grupo(verificacion.ENTIDADES) if c.que.endswith(", GA"))
    assert recalculadas == pytest.approx(por_entidad, abs=1e-12)


def test_la_nacional_es_la_media_de_los_908_y_no_la_de_las_entidades() -> None:
    (nacional,) = [c for c in del_grupo(verificacion.NACIONAL) if c.que == "Nacional, GA"]
    assert nacional.recalculado == pytest.approx(0.3887, abs=5e-5)
    por_entidad = [c.recalculado or 0 for c in del_grupo(verificacion.ENTIDADES) if c.que.endswith(", GA")]
    assert abs(sum(por_entidad) / 33 - 0.3887) > 1e-4


def test_las_seis_brechas_son_las_de_la_pagina_29() -> None:
    publicadas = {c.que.split(" (")[0]: c.publicado for c in del_grupo(verificacion.BRECHAS)}
    assert publicadas == {
        "Seguimiento": 0.28,
        "Activación": 0.25,
        "Funcionamiento": 0.2,
        "Transparencia proactiva": 0.17,
        "Acceso a la información": 0.165,
        "Claridad": 0.153,
    }


def test_las_identidades_se_cumplen_en_908_de_908_sujetos() -> None:
    maximos = [c for c in del_grupo(verificacion.IDENTIDADES) if c.publicado == 0]
    exactos = [c for c in del_grupo(verificacion.IDENTIDADES) if c.publicado == 908]
    assert len(maximos) == len(exactos) == 3
    assert max(c.recalculado or 1 for c in maximos) <= 5e-5 + 1e-9
    assert [c.recalculado for c in exactos] == [908] * 3


def test_el_lugar_de_quintana_roo_sale_de_la_media_sin_redondear() -> None:
    exacto, empate, posiciones = del_grupo(verificacion.LUGARES)
    assert (exacto.publicado, exacto.recalculado) == (15, 15)
    assert "lugares 14 a 15" in empate.que
    assert (posiciones.publicado, posiciones.recalculado) == (33, 33)


def test_la_justicia_se_comprueba_con_lo_nacional_y_con_el_tribunal_de_morelos() -> None:
    nacional, morelos = del_grupo(verificacion.JUSTICIA)
    assert (nacional.publicado, nacional.recalculado) == (0.42, pytest.approx(0.4175))
    assert morelos.que == "Tribunal Superior de Justicia del Estado de Morelos"
    assert (morelos.publicado, morelos.recalculado) == (0.25, pytest.approx(0.255))


def test_toda_comprobacion_lleva_su_cita() -> None:
    assert all(c.cita.strip() and c.que.strip() for c in hechas())


def test_comparar_acepta_el_borde_y_rechaza_lo_que_lo_pasa() -> None:
    def coincide(recalculado: float | None) -> bool:
        return comparar("g", "q", 0.2, recalculado, 0.005, "c").coincide

    assert coincide(0.195)
    assert coincide(0.19499999999999998)
    assert coincide(0.205)
    assert not coincide(0.1949)
    assert not coincide(0.2051)
    assert not coincide(None)
    assert not coincide(float("nan"))


def sumar(cuanto: float, **filtro: object) -> Callable[[pl.DataFrame], pl.DataFrame]:
    """Suma `cuanto` al valor de los renglones que cumplen el filtro, y exige que sea uno solo."""

    def cambio(tabla: pl.DataFrame) -> pl.DataFrame:
        cumple = pl.all_horizontal(*[pl.col(columna) == valor for columna, valor in filtro.items()]).fill_null(False)
        assert tabla.filter(cumple).height == 1
        columna = "valor" if "valor" in tabla.columns else "lugar"
        return tabla.with_columns((pl.col(columna) + pl.when(cumple).then(cuanto).otherwise(0)).cast(tabla[columna].dtype))

    return cambio


def nacional(cuanto: float, indicador: str, edicion: int = 2017, **otros: object) -> Callable:
    filtro = {"metrica": "MGA", "edicion": edicion, "ambito": "nacional", "indicador": indicador, "medida": "valor"}
    return sumar(cuanto, **{**filtro, **otros})


FALSIFICACIONES: dict[str, tuple[str, Callable, dict[str, int]]] = {
    "una celda estatal": (
        "publicados",
        sumar(0.02, edicion=2017, ambito="entidad", clave="23", indicador="TC"),
        {verificacion.ENTIDADES: 1},
    ),
    "una celda de fuente secundaria": (
        "publicados",
        sumar(0.02, edicion=2017, ambito="entidad", clave="30", indicador="P"),
        {verificacion.ENTIDADES_SECUNDARIAS: 1},
    ),
    "un orden": (
        "publicados",
        sumar(-0.02, edicion=2017, ambito="orden", clave="federal", indicador="T"),
        {verificacion.ORDENES: 1},
    ),
    "un tipo": (
        "publicados",
        sumar(0.02, metrica="MGA", ambito="tipo", clave="sindicato"),
        {verificacion.TIPOS: 1},
    ),
    "la nacional": ("publicados", nacional(0.02, "GA"), {verificacion.NACIONAL: 1, verificacion.ARBOL: 1}),
    "un componente": ("publicados", nacional(0.05, "TC.DISP"), {verificacion.ARBOL: 1}),
    "una brecha": ("publicados", nacional(0.01, "TG.AI", medida="brecha"), {verificacion.BRECHAS: 1}),
    "la nacional de 2019": ("publicados", nacional(0.02, "GA", 2019), {verificacion.OTROS_ARBOLES: 1}),
    "la justicia nacional": ("publicados", nacional(0.02, "JA", 2023, metrica="MJA"), {verificacion.JUSTICIA: 1}),
    "el conteo publicado": ("publicados", nacional(1, "N_SO"), {verificacion.CONTEOS: 2}),
    "un lugar": ("lugares_publicados", sumar(1, edicion=2017), {verificacion.LUGARES: 2}),
    "un resultado": (
        "resultados",
        sumar(-0.25, clave_sujeto="23-MUN-005", indicador="TG"),
        {verificacion.ENTIDADES: 1, verificacion.IDENTIDADES: 2},
    ),
    "una cifra menos": (
        "publicados",
        lambda t: t.filter((pl.col("ambito") != "tipo") | (pl.col("clave") != "sindicato")),
        {verificacion.COBERTURA: 1},
    ),
    "sin los sujetos de una entidad": (
        "sujetos",
        lambda t: t.with_columns(cve_ent=pl.col("cve_ent").replace("29", "28")),
        # Tlaxcala deja de recalcularse, Tamaulipas cambia y las posiciones pasan de 33 a 32.
        {verificacion.ENTIDADES: 10, verificacion.ENTIDADES_SECUNDARIAS: 2, verificacion.LUGARES: 1},
    ),
}


@pytest.mark.parametrize("caso", FALSIFICACIONES)
def test_una_publicacion_falsificada_hace_fallar_justo_lo_que_toca(caso: str, tmp_path: Path) -> None:
    tabla, cambio, esperadas = FALSIFICACIONES[caso]
    falsa = falsificar(tmp_path / "publicacion", tabla, cambio)
    assert Counter(c.grupo for c in verificar(abrir_motor(falsa)) if not c.coincide) == esperadas


def test_lo_que_no_se_puede_recalcular_no_coincide_en_vez_de_callarse(tmp_path: Path) -> None:
    sin_tlaxcala = falsificar(tmp_path / "publicacion", "sujetos", lambda t: t.with_columns(cve_ent=pl.col("cve_ent").replace("29", "28")))
    perdidas = [c for c in verificar(abrir_motor(sin_tlaxcala)) if c.recalculado is None]
    assert {c.que for c in perdidas} == {f"Tlaxcala, {i}" for i in SIETE}
    assert not any(c.coincide for c in perdidas)
