"""Evolución: sólo se une y se resta lo comparable y del mismo origen, y cada punto dice de dónde sale."""

from pathlib import Path

import polars as pl
import pytest

from apertura import formato
from apertura.catalogo import Catalogo, catalogo
from apertura.consultas import Motor, abrir_motor
from apertura.frases import decir
from apertura.seleccion import Seleccion
from apertura.vistas import evolucion, evolucion_cambios, panel
from tests.publicaciones import REAL, escribir

TODAS = ("nacional", "entidad.02", "entidad.11", "tipo.municipio", "sujeto.30-MUN-087", "publicada.01-cdh")
INDICADORES = [i for (m, _), arbol in catalogo().indicadores.items() if m == "MGA" for i in arbol if not i.startswith("N_")]


def de(*unidades: str, **mas: object) -> Seleccion:
    return Seleccion(unidades=unidades or TODAS).con(**mas)


def test_2023_no_se_compara_con_nada_y_dice_por_que(vigente: Motor, cat: Catalogo) -> None:
    todos = {t.clave: t for t in evolucion.tramos(vigente, cat, de())}
    assert {clave for clave, t in todos.items() if t.valido} == {"2017-2019", "2017-2021", "2019-2021"}
    assert "El Colegio de México" in todos["2021-2023"].motivo


@pytest.mark.parametrize("indicador", sorted(set(INDICADORES)))
def test_un_tramo_vale_si_y_solo_si_la_tabla_de_comparabilidad_admite_las_dos_puntas(vigente: Motor, cat: Catalogo, indicador: str) -> None:
    tabla = pl.read_parquet(REAL / "comparabilidad.parquet").filter(metrica="MGA", indicador=indicador)
    admite = dict(tabla.select("edicion", "comparable").iter_rows())
    for tramo in evolucion.tramos(vigente, cat, de(indicador=indicador)):
        assert tramo.valido == (admite.get(tramo.antes, False) and admite.get(tramo.despues, False))
        assert tramo.motivo
    assert ("2019" in str([t.clave for t in evolucion.tramos(vigente, cat, de(indicador="PG")) if t.valido])) is False


@pytest.mark.parametrize("indicador", ["GA", "T", "P", "TG", "PG", "TG.AI"])
def test_ninguna_linea_cruza_lo_que_no_se_compara_ni_une_una_calculada_con_una_publicada(
    vigente: Motor, cat: Catalogo, indicador: str
) -> None:
    pedida = de(indicador=indicador)
    datos = evolucion.cifras(vigente, cat, pedida).datos
    por_edicion = evolucion.comparables(vigente, cat, "MGA", indicador)
    trazos = evolucion.uniones(datos, por_edicion)
    for trazo in trazos.to_dicts():
        assert all(c for anio, (c, _) in por_edicion.items() if trazo["antes"] <= anio <= trazo["despues"])
        assert (trazo["origen"] == "calculada") == (trazo["origen1"] == "calculada")
    assert trazos.height > 0 or indicador in {"PG", "TG.AI"}


def test_cada_punto_lleva_su_fuente_y_lo_publicado_se_dibuja_distinto(vigente: Motor, cat: Catalogo) -> None:
    datos = evolucion.cifras(vigente, cat, de()).datos
    assert datos["cita"].null_count() == 0
    assert set(datos["origen"]) == {"calculada", "publicada", "base oficial"}
    puntos = evolucion.grafica(vigente, cat, de(), "claro").conjuntos["puntos"]
    assert puntos.height == datos.height
    sello = evolucion.cifras(vigente, cat, de("nacional", edicion=2021)).procedencia
    assert sello.seleccion == "Métrica de Gobierno Abierto · todas las ediciones · Gobierno Abierto · Nacional"
    assert puntos["publicada"].to_list() == (datos["origen"] == "publicada").to_list()


def test_las_cifras_nacionales_publicadas_son_las_de_las_cuatro_ediciones(vigente: Motor, cat: Catalogo) -> None:
    datos = evolucion.cifras(vigente, cat, de("nacional")).datos.filter(origen="publicada")
    assert datos.select("edicion", "valor").rows() == [(2017, 0.39), (2019, 0.52), (2021, 0.48), (2023, 0.46)]


def test_el_cambio_es_el_de_las_cifras_como_se_leen_y_dice_de_que_depende(vigente: Motor, cat: Catalogo) -> None:
    filas = {f["unidad"]: f for f in evolucion_cambios.cambios(vigente, cat, de(), 2017, 2021).datos.to_dicts()}
    assert filas["nacional"]["lectura"] == "Nacional: de 2017 a 2021 la cifra sube +0.09 (de 0.39 a 0.48)"
    assert filas["nacional"]["porque"].startswith("Cifras publicadas de 908 instituciones en 2017 y 1,365 en 2021")
    assert filas["nacional"]["firmeza"] == "sin comprobar"
    assert filas["sujeto.30-MUN-087"]["porque"].startswith("Es la misma institución")
    assert filas["sujeto.30-MUN-087"]["firmeza"] == "firme"
    assert (filas["nacional"]["origen"], filas["sujeto.30-MUN-087"]["origen"]) == ("publicada", "base oficial y publicada")
    assert filas["tipo.municipio"]["cambio"] is None
    assert "falta una de las dos cifras" in filas["tipo.municipio"]["lectura"]


@pytest.mark.parametrize(("antes", "despues", "cambia"), [(0.391, 0.394, False), (0.39, 0.40, False), (0.48, 0.46, True)])
def test_un_centesimo_o_menos_no_se_llama_cambio(antes: float, despues: float, cambia: bool) -> None:
    texto = decir("evolucion.cambio", nombre="Nacional", antes=antes, despues=despues, de=2017, a=2021).texto
    assert ("sin cambio apreciable" in texto) != cambia
    assert ("la cifra baja −0.02 (de 0.48 a 0.46)" in texto) == cambia


def test_la_mja_tiene_una_sola_edicion_y_ningun_tramo(vigente: Motor, cat: Catalogo) -> None:
    pedida = Seleccion("MJA", 2023, "JA", unidades=("nacional", "sujeto.17-JUD-01"))
    assert evolucion.tramos(vigente, cat, pedida) == []
    assert evolucion.cifras(vigente, cat, pedida).datos["valor"].to_list() == [0.42, 0.25]


def test_lo_sugerido_tiene_cifra_en_varias_ediciones(vigente: Motor, cat: Catalogo) -> None:
    assert evolucion.sugeridas(vigente, cat, Seleccion()) == ("nacional", "entidad.02", "entidad.11")
    assert evolucion.sugeridas(vigente, cat, Seleccion(entidad="20", sujeto="20-EJE-08")) == ("sujeto.20-EJE-08", "entidad.20", "nacional")


def test_quitar_municipios_de_la_misma_base_mueve_la_media_sin_que_nadie_cambie(vigente: Motor, cat: Catalogo) -> None:
    fila = panel.ejemplo(vigente, cat, de("entidad.22")).datos.row(0, named=True)
    assert (fila["n_panel"], fila["n_salen"], fila["n_entran"]) == (22, 5, 0)
    assert fila["panel"] == pytest.approx(0, abs=1e-12)
    assert (formato.decimal(fila["cambio"], 4), formato.decimal(fila["salen"], 4)) == ("0.0186", "0.0186")


def test_con_dos_bases_la_cuenta_es_exacta_y_sus_partes_suman(tmp_path: Path) -> None:
    """La real y una segunda edición inventada: un sujeto sube, otro sale y otro entra."""
    tablas = {ruta.stem: pl.read_parquet(ruta) for ruta in REAL.glob("*.parquet")}
    base = tablas["resultados"].filter(edicion=2017)
    de_oaxaca = [c for c in base["clave_sujeto"].unique().sort() if c.startswith("20-")]
    sube, sale = de_oaxaca[0], de_oaxaca[1]
    otra = base.filter(pl.col("clave_sujeto") != sale).with_columns(
        edicion=pl.lit(2019, pl.Int64), valor=pl.when(pl.col("clave_sujeto") == sube).then(1.0).otherwise("valor")
    )
    tablas["resultados"] = pl.concat([base.filter(pl.col("clave_sujeto") != de_oaxaca[2]), otra])
    tablas["ediciones"] = tablas["ediciones"].with_columns(n_disponibles=pl.when(pl.col("edicion") <= 2019).then(908).otherwise(0))
    motor = abrir_motor(escribir(tmp_path / "dos", tablas))
    cat = catalogo(motor)
    fila = panel.exacta(motor, cat, de("entidad.20"), 2017, 2019).datos.row(0, named=True)
    assert (fila["n_panel"], fila["n_entran"], fila["n_salen"]) == (len(de_oaxaca) - 2, 1, 1)
    assert fila["panel"] + fila["entran"] + fila["salen"] == pytest.approx(fila["cambio"], abs=1e-12)
    assert fila["panel"] > 0
