"""Con una segunda base, cargada por el importador: panel, saltos, historia y Evolución la usan. Datos inventados; no se reparten."""

import csv
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from apertura import consultas, formato
from apertura.catalogo import Catalogo, catalogo
from apertura.cli import principal
from apertura.consultas import Motor, motor
from apertura.seleccion import Seleccion
from apertura.vistas import brechas, evolucion, evolucion_cambios, lectura, panel, plan, priorizador, saltos
from apertura.vistas import frases as vista_frases
from tests.importador.sinteticos import ENCABEZADO, Fila, publicadas
from tests.paginas.abrir import abrir, textos

UNO = "22-MUN-016"
TODAS = ("nacional", "entidad.22", f"sujeto.{UNO}")


def subida(valores: dict[str, float], azar: random.Random) -> Fila:
    """Las siete cifras dos años después: cada hoja sube entre 0 y 0.4, sin pasar de 1."""
    tg, tc, pg, pc = (round(min(1.0, valores[h] + azar.random() * 0.4), 2) for h in ("TG", "TC", "PG", "PC"))
    t, p = (tg + tc) / 2, (pg + pc) / 2
    return [f"{v:.4f}" for v in ((t + p) / 2, t, p, tg, tc, pg, pc)]


def base_de_2021() -> list[Fila]:
    """Los municipios y ejecutivos estatales de 2017, y tres institutos nuevos: una base chica, siempre la misma."""
    azar, tablas = random.Random(2021), publicadas()
    nombres, tipos = (dict(tablas[n].select(*c).rows()) for n, c in (("entidades", ("cve_ent", "nombre")), ("tipos", ("tipo", "etiqueta"))))
    cifras = tablas["resultados"].filter(edicion=2017).pivot(on="indicador", index="clave_sujeto", values="valor")
    suyos = tablas["sujetos"].filter(pl.col("tipo").is_in(["municipio", "ejecutivo_estatal"])).join(cifras, on="clave_sujeto")
    filas: list[Fila] = [
        [nombres[s["cve_ent"]], s["nombre"], s["orden"].capitalize(), tipos[s["tipo"]], *subida(s, azar)] for s in suyos.to_dicts()
    ]
    nuevos = [("Querétaro", "Instituto Inventado Uno"), ("Oaxaca", "Instituto Inventado Dos"), ("Jalisco", "Instituto Inventado Tres")]
    ceros: dict[str, float] = dict.fromkeys(("TG", "TC", "PG", "PC"), 0.1)
    return [*filas, *([entidad, nombre, "Estatal", "Autónomo", *subida(ceros, azar)] for entidad, nombre in nuevos)]


@pytest.fixture(scope="module")
def carpeta(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Una carpeta de datos en la que la orden `importar` leyó el archivo de la base inventada de 2021 y la publicó junto a la de 2017."""
    datos, archivo = tmp_path_factory.mktemp("dos"), tmp_path_factory.mktemp("subida") / "MGA 2021 base.csv"
    with archivo.open("w", encoding="utf-8", newline="") as abierto:
        csv.writer(abierto).writerows([ENCABEZADO, *base_de_2021()])
    with pytest.MonkeyPatch.context() as ambiente:
        ambiente.setenv("APERTURA_DATOS", str(datos))
        assert principal(["importar", str(archivo), "--aceptar", "INSTITUCION-NUEVA"]) == 0
        yield datos
    consultas._VIGENTE.clear()


@pytest.fixture(scope="module")
def dos(carpeta: Path) -> Motor:
    """El motor de la versión recién publicada en esa carpeta."""
    consultas._VIGENTE.clear()
    recien = motor()
    consultas._VIGENTE.clear()
    return recien


@pytest.fixture(scope="module")
def cat_dos(dos: Motor) -> Catalogo:
    return catalogo(dos)


def cifras(motor: Motor, edicion: int) -> pl.DataFrame:
    filas = motor.consultar("resultados_por_sujeto", metrica="MGA", edicion=edicion)
    return filas.pivot(on="indicador", index=["clave_sujeto", "cve_ent", "orden", "tipo"], values="valor")


def de(*unidades: str, **mas: object) -> Seleccion:
    return Seleccion(unidades=unidades or TODAS).con(**mas)


def test_evolucion_calcula_con_las_dos_bases_y_une_lo_calculado(dos: Motor, cat_dos: Catalogo) -> None:
    datos = evolucion.cifras(dos, cat_dos, de("entidad.22")).datos.filter(origen="calculada")
    esperadas = [cifras(dos, anio).filter(cve_ent="22")["GA"].mean() for anio in (2017, 2021)]
    assert datos["edicion"].to_list() == [2017, 2021]
    assert datos["valor"].to_list() == pytest.approx(esperadas)
    por_edicion = evolucion.comparables(dos, cat_dos, "MGA", "GA")
    trazos = evolucion.uniones(evolucion.cifras(dos, cat_dos, de()).datos, por_edicion)
    de_queretaro = trazos.filter(nombre="Querétaro", origen="calculada").row(0, named=True)
    assert (de_queretaro["antes"], de_queretaro["despues"]) == (2017, 2021)
    de_uno = trazos.filter(pl.col("nombre").str.contains("San Juan del Río"))
    assert de_uno.select("antes", "despues").rows() == [(2017, 2021)]


def test_el_cambio_de_una_media_dice_en_cuantos_sorteos_se_sostiene(dos: Motor, cat_dos: Catalogo) -> None:
    nacional, queretaro, uno = evolucion_cambios.frases(dos, cat_dos, de(), 2017, 2021)
    assert "la cifra sube" in nacional.texto
    assert nacional.firmeza == "firme"
    assert queretaro.porque.startswith("El sentido es éste en ")
    assert uno.porque.startswith("Es la misma institución")
    filas = evolucion_cambios.cambios(dos, cat_dos, de(), 2017, 2021).datos
    assert filas["origen"].to_list() == ["calculada", "calculada", "base oficial"]


def test_m9_separa_lo_que_hicieron_las_mismas_de_quienes_se_midieron(dos: Motor, cat_dos: Catalogo) -> None:
    assert panel.bases(dos, cat_dos, de()) == (2017, 2021)
    antes, despues = (cifras(dos, anio).filter(cve_ent="22").select("clave_sujeto", "GA") for anio in (2017, 2021))
    juntas = antes.join(despues, on="clave_sujeto", suffix="_1")
    (fila,) = panel.exacta(dos, cat_dos, de("entidad.22"), 2017, 2021).datos.to_dicts()
    assert (fila["n_panel"], fila["n_entran"], fila["n_salen"]) == (juntas.height, 1, antes.height - juntas.height)
    assert fila["panel"] == pytest.approx(juntas["GA_1"].mean() - juntas["GA"].mean())  # type: ignore[operator]
    assert fila["panel"] + fila["entran"] + fila["salen"] == pytest.approx(fila["cambio"], abs=1e-9)
    (frase,) = panel.frases(dos, cat_dos, de("entidad.22"), 2017, 2021)
    assert f"{formato.diferencia(fila['panel'])} por las {juntas.height} instituciones que están en las dos" in frase.texto
    assert frase.firmeza


def test_m9_no_se_da_entre_ediciones_que_no_se_comparan(dos: Motor, cat_dos: Catalogo) -> None:
    assert panel.bases(dos, cat_dos, de(indicador="TG", tramo="2017-2023")) == (2017, 2021)
    assert panel.bases(dos, cat_dos, Seleccion(indicador="GAg", unidades=TODAS)) is None


@pytest.mark.parametrize("edicion", [2017, 2021])
def test_m5_cuenta_quienes_del_panel_dieron_ese_salto(dos: Motor, cat_dos: Catalogo, edicion: int) -> None:
    elegida = Seleccion(edicion=edicion, sujeto=UNO)
    suya = brechas.ficha(dos, cat_dos, elegida)
    antes, despues = (cifras(dos, anio).filter(tipo="municipio") for anio in (2017, 2021))
    juntas = antes.join(despues, on="clave_sujeto", suffix="_1")
    for i in suya["indicadores"]:
        if not i["salto"]:
            continue
        x, y = (juntas[c].to_numpy() for c in (i["indicador"], f"{i['indicador']}_1"))
        podian, dieron = int((x <= 1 - i["salto"] + 1e-12).sum()), int((y - x >= i["salto"] - 1e-12).sum())
        assert (i["panel"]["dieron"], i["panel"]["podian"]) == (dieron, podian)
        assert i["panel"]["proporcion"] == pytest.approx((dieron + 0.5) / (podian + 1))
    utiles = [i for i in suya["indicadores"] if (i["salto"] or 0) > 0.01]
    mejor = max(utiles, key=lambda i: (i["ganancia"] * i["panel"]["proporcion"], i["ganancia"]))
    assert suya["primeros_pasos"][0] == mejor["indicador"], "con dos bases que se comparan, el orden es el del panel"
    dichas = {f.regla: f for f in vista_frases.de_sujeto(dos, cat_dos, elegida)}
    assert f"{mejor['panel']['dieron']} de {mejor['panel']['podian']} instituciones de su grupo" in dichas["sujeto.panel"].texto
    tabla = brechas.por_donde_empezar(dos, cat_dos, elegida)
    assert "Dieron ese salto, 2017–2021" in [c.etiqueta for c in tabla.columnas]


def test_el_plan_ordena_con_el_panel_y_lo_ensena(dos: Motor, cat_dos: Catalogo) -> None:
    elegida = Seleccion(entidades=("22",))
    areas = priorizador.elegidas(dos, cat_dos, elegida).filter(pl.col("ganancia") > 0)
    esperada = (areas["ganancia"] * areas["proporcion"].fill_null(0.0)).to_numpy()
    assert areas["prioridad"].to_numpy() == pytest.approx(esperada)
    assert (np.diff(np.round(esperada, 12)) <= 0).all()
    hecho = plan.plan(dos, cat_dos, elegida)
    assert "Dieron ese salto, 2017–2021" in [c.etiqueta for c in hecho.columnas]
    # De partidos, sindicatos… no hay panel propio: se usa el de todas, y sigue habiendo con qué.
    assert areas.filter(tipo="judicial")["podian"].null_count() == 0


def test_con_un_indicador_que_no_se_compara_el_panel_se_ve_pero_no_ordena(dos: Motor, cat_dos: Catalogo) -> None:
    completo = saltos.panel_de(dos, cat_dos, Seleccion())
    assert completo is not None
    assert completo.completo
    assert (completo.de, completo.a) == (2017, 2021)
    assert saltos.panel_de(dos, cat_dos, Seleccion("MJA", 2023, "JA").con(metrica="MGA", edicion=2017)) is completo


def test_la_historia_trae_las_dos_bases_y_dice_si_cambio(dos: Motor, cat_dos: Catalogo) -> None:
    suyas = lectura.historia(dos, cat_dos, Seleccion(sujeto=UNO)).datos.filter(ambito="sujeto", origen="base oficial")
    assert suyas["edicion"].to_list() == [2017, 2021]
    (cambio,) = lectura.cambios_en_su_historia(dos, cat_dos, Seleccion(sujeto=UNO))
    uno, otro = suyas["valor"]
    assert formato.cambio(uno, otro) in cambio.texto


@pytest.fixture
def servida(carpeta: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("APERTURA_DATOS", str(carpeta))
    consultas._VIGENTE.clear()
    yield
    consultas._VIGENTE.clear()


@pytest.mark.usefixtures("navegacion_declarada", "servida")
@pytest.mark.parametrize(
    ("pagina", "parametros", "dicho"),
    [
        ("evolucion", {"unidad": ["nacional", "entidad.22"]}, "por las"),
        ("evolucion", {"edicion": "2021", "unidad": ["entidad.22", f"sujeto.{UNO}"]}, "Manda lo que cambiaron las mismas"),
        ("sujeto", {"sujeto": UNO, "edicion": "2021"}, "De 2017 a 2021, un salto de"),
        ("areas_de_oportunidad", {"en": "22", "edicion": "2021"}, "el orden usa la proporción que ya dio ese salto"),
        ("comparar", {"edicion": "2021", "unidad": ["entidad.22", "nacional"]}, "remuestreos"),
        ("entidad", {"edicion": "2021", "entidad": "22"}, "está en el lugar"),
        ("simulador", {"edicion": "2021", "sujeto": UNO, "x": ["TC:p75"]}, "Simulación: si"),
        ("mapa", {"edicion": "2021", "entidad": "22"}, "Lugar"),
        ("inicio", {"edicion": "2021"}, "Tres hallazgos"),
    ],
)
def test_las_paginas_usan_la_segunda_base(pagina: str, parametros: dict[str, str | list[str]], dicho: str) -> None:
    prueba = abrir(pagina, **parametros)
    assert not prueba.exception
    assert [e.value for e in prueba.error] == []
    assert dicho in " ".join(textos(prueba)).replace("\\", "")
