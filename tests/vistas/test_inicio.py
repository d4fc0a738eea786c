"""Inicio: cuatro cifras y tres hallazgos que se pueden comprobar con los datos."""

import re

import polars as pl
import pytest

from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.seleccion import Seleccion, normalizar
from apertura.vistas import inicio

CIFRAS = {
    ("MGA", 2017, "GA"): ["0.39", "0.50", "0.28", "908"],
    ("MGA", 2019, "GA"): ["0.52", "0.64", "0.41", "1,243"],
    ("MGA", 2021, "GA"): ["0.48", "0.61", "0.35", "1,365"],
    ("MGA", 2023, "GA"): ["0.46", "0.60", "0.32", "2,043"],
    ("MJA", 2023, "JA"): ["0.42", "0.59", "0.37", "233"],
}


@pytest.mark.parametrize(("llave", "esperadas"), CIFRAS.items(), ids=str)
def test_las_cuatro_cifras_son_las_publicadas(vigente: Motor, cat: Catalogo, llave: tuple[str, int, str], esperadas: list[str]) -> None:
    cifras = inicio.cifras(vigente, cat, Seleccion(*llave))
    assert [cifra.valor for cifra in cifras] == esperadas
    calculada = cat.ediciones[llave[:2]].por_sujeto
    assert all(("cifra publicada" in cifra.apoyo) != calculada for cifra in cifras[:3])
    assert cifras[3].etiqueta == ("Sujetos obligados evaluados" if llave[0] == "MGA" else "Instituciones evaluadas")


def test_los_tres_hallazgos_de_2017_llevan_sus_numeros_y_su_firmeza(vigente: Motor, cat: Catalogo, sujetos: pl.DataFrame) -> None:
    dimension, ceros, tipos = inicio.hallazgos(vigente, cat, Seleccion())
    assert "Participación es 0.28; la de Transparencia, 0.50" in dimension.frase.texto
    por_posicion = sujetos.group_by("cve_ent").agg(pl.col("T", "P").mean())
    veces = por_posicion.filter(pl.col("P") < pl.col("T")).height
    assert f"{veces} de 33 posiciones" in dimension.frase.texto
    assert (sujetos["PG"] == 0).sum() == 530
    assert ceros.titular.texto == "530 instituciones en cero."
    assert "530 de 908 sujetos obligados (58 %)" in ceros.frase.texto
    medias = sujetos.group_by("tipo").agg(pl.col("GA").mean(), pl.len()).sort("GA")
    assert all(f"({medias['len'][extremo]} " in tipos.frase.texto for extremo in (0, -1))
    # Con 908 sujetos, la distancia entre dimensiones y el conteo de ceros no cambian con el sorteo.
    assert (dimension.frase.firmeza, ceros.frase.firmeza) == ("firme", "firme")


def test_cada_hallazgo_lleva_numeros_y_a_una_vista_que_existe(vigente: Motor, cat: Catalogo) -> None:
    seleccion = Seleccion(tipos=("municipio",), entidad="20", vista="barras")
    for hallazgo in inicio.hallazgos(vigente, cat, seleccion):
        assert re.search(r"\d", hallazgo.frase.texto)
        assert re.match(r"firme|depende", hallazgo.frase.firmeza)
        assert normalizar(hallazgo.seleccion, cat) == (hallazgo.seleccion, [])
        assert hallazgo.seleccion.tipos == ()  # el hallazgo es de todos: el enlace no puede traer otro filtro
        assert hallazgo.pagina in {"mapa", "entidad"}


def test_los_hallazgos_no_cambian_con_los_filtros_de_otras_paginas(vigente: Motor, cat: Catalogo) -> None:
    base = [h.frase for h in inicio.hallazgos(vigente, cat, Seleccion())]
    assert [h.frase for h in inicio.hallazgos(vigente, cat, Seleccion(tipos=("municipio",), indicador="PC"))] == base


@pytest.mark.parametrize("llave", [llave for llave in CIFRAS if llave[1] != 2017], ids=str)
def test_donde_solo_hay_cifras_publicadas_no_se_inventan_hallazgos(vigente: Motor, cat: Catalogo, llave: tuple[str, int, str]) -> None:
    assert inicio.hallazgos(vigente, cat, Seleccion(*llave)) == ()


def test_las_ediciones_se_muestran_como_puntos_sueltos_y_se_dice_que_no_son_serie(vigente: Motor, cat: Catalogo) -> None:
    tabla = inicio.ediciones(vigente, cat, "MGA")
    assert tabla.datos["edicion"].to_list() == [2017, 2019, 2021, 2023]
    assert tabla.datos["valor"].to_list() == [0.39, 0.52, 0.48, 0.46]
    assert tabla.datos["n_sujetos"].to_list() == [908, 1243, 1365, 2043]
    assert tabla.notas[0].startswith("No forman una serie")
    for metrica in ("MGA", "MJA"):
        assert "no es una serie" in inicio.grafica_ediciones(vigente, cat, metrica, "claro").descripcion
