"""El tema: contraste, daltonismo, orden de luz y coherencia con la configuración de Streamlit."""

import tomllib
from itertools import pairwise
from typing import get_args

import numpy as np
import pytest

from apertura import rutas
from apertura.graficas.plantilla_lado_a_lado import FORMAS
from apertura.graficas.tema import CLASES, TEMAS, NombreTema, color_de_texto, config_vega, contraste, luminancia

NOMBRES: tuple[NombreTema, ...] = get_args(NombreTema)
# Matrices de Machado, Oliveira y Fernandes (2009), severidad 1, sobre RGB lineal.
DALTONISMOS = {
    "ninguno": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}


def rgb_lineal(color: str) -> np.ndarray:
    canales = np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(canales <= 0.04045, canales / 12.92, ((canales + 0.055) / 1.055) ** 2.4)


def oklab(lineal: np.ndarray) -> np.ndarray:
    conos = [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
             [0.0883024619, 0.2817188376, 0.6299787005]]  # fmt: skip
    opuestos = [[0.2104542553, 0.793617785, -0.0040720468], [1.9779984951, -2.428592205, 0.4505937099],
                [0.0259040371, 0.7827717662, -0.808675766]]  # fmt: skip
    return np.array(opuestos) @ np.cbrt(np.clip(np.array(conos) @ lineal, 0, None))


def distancia(uno: str, otro: str, daltonismo: str) -> float:
    """Diferencia percibida (OKLab × 100); 2 apenas se nota."""
    matriz = np.array(DALTONISMOS[daltonismo])
    vistos = [oklab(np.clip(matriz @ rgb_lineal(color), 0, 1)) for color in (uno, otro)]
    return float(np.linalg.norm(vistos[0] - vistos[1])) * 100


@pytest.mark.parametrize("tema", NOMBRES)
def test_toda_etiqueta_sobre_su_clase_se_lee_incluso_proyectada(tema: NombreTema) -> None:
    colores = TEMAS[tema]
    contrastes = [contraste(t, r) for t, r in zip(colores.textos, colores.rellenos, strict=True)]
    assert len(contrastes) == 2 * (CLASES + 1)
    assert min(contrastes) >= 7


@pytest.mark.parametrize("tema", NOMBRES)
@pytest.mark.parametrize("papel", ["fondo", "panel"])
def test_los_textos_contrastan_con_el_papel(tema: NombreTema, papel: str) -> None:
    colores = TEMAS[tema]
    for texto in (colores.texto, colores.texto_suave, colores.acento, colores.seleccion):
        assert contraste(texto, getattr(colores, papel)) >= 4.5
    assert contraste(colores.texto, getattr(colores, papel)) >= 7


@pytest.mark.parametrize("tema", NOMBRES)
@pytest.mark.parametrize("familia", ["valor", "brecha", "divergente"])
@pytest.mark.parametrize("daltonismo", DALTONISMOS)
def test_dos_clases_seguidas_se_distinguen_con_cualquier_daltonismo(tema: NombreTema, familia: str, daltonismo: str) -> None:
    paleta = getattr(TEMAS[tema], familia)
    assert len(paleta) == CLASES
    assert min(distancia(uno, otro, daltonismo) for uno, otro in pairwise(paleta)) >= 8


@pytest.mark.parametrize("familia", ["valor", "brecha"])
def test_las_paletas_van_siempre_hacia_lo_que_mas_se_separa_del_fondo(familia: str) -> None:
    claras = [luminancia(color) for color in getattr(TEMAS["claro"], familia)]
    oscuras = [luminancia(color) for color in getattr(TEMAS["oscuro"], familia)]
    assert claras == sorted(claras, reverse=True)
    assert oscuras == sorted(oscuras)


@pytest.mark.parametrize("tema", NOMBRES)
@pytest.mark.parametrize("daltonismo", DALTONISMOS)
def test_valor_y_brecha_no_se_confunden_en_sus_clases_de_color_pleno(tema: NombreTema, daltonismo: str) -> None:
    colores = TEMAS[tema]
    # Los extremos tienden al negro o al crema en las dos familias; el tono se juzga en las tres de en medio.
    parejas = list(zip(colores.valor, colores.brecha, strict=True))[1:4]
    assert max(distancia(uno, otro, daltonismo) for uno, otro in parejas) >= 8


@pytest.mark.parametrize("tema", NOMBRES)
def test_el_contorno_de_la_elegida_se_ve_sobre_toda_clase(tema: NombreTema) -> None:
    colores = TEMAS[tema]
    for relleno in colores.rellenos:
        assert max(contraste(colores.seleccion, relleno), contraste(colores.fondo, relleno)) >= 3


@pytest.mark.parametrize("tema", NOMBRES)
def test_las_marcas_se_ven_sobre_todo_papel_y_ninguna_unidad_depende_solo_de_su_color(tema: NombreTema) -> None:
    colores = TEMAS[tema]
    for marca in (*colores.unidades, colores.punto, colores.seleccion):
        assert min(contraste(marca, colores.fondo), contraste(marca, colores.panel)) >= 3
    # Seis tonos no se distinguen con todo daltonismo: cada unidad tiene además una forma que nadie más lleva.
    assert len(set(FORMAS)) == len(set(colores.unidades)) == len(colores.unidades)


def test_el_color_de_texto_es_el_de_mayor_contraste() -> None:
    assert color_de_texto("#ffffff") == "#06101a"
    assert color_de_texto("#000000") == "#ffffff"
    assert round(contraste("#000000", "#ffffff"), 2) == 21


@pytest.mark.parametrize("tema", NOMBRES)
def test_toda_letra_de_vega_tiene_respaldo_generico_y_no_hay_textos_emergentes_por_omision(tema: NombreTema) -> None:
    config = config_vega(tema)
    letras = [config["font"], *(parte["font"] for parte in config.values() if isinstance(parte, dict) and "font" in parte)]
    assert len(letras) >= 3
    assert all(str(letra).endswith(("sans-serif", ", serif")) for letra in letras)
    assert config["mark"] == {"tooltip": None, "aria": False}


@pytest.mark.parametrize(("tema", "seccion"), [("claro", "light"), ("oscuro", "dark")])
def test_la_configuracion_de_streamlit_usa_los_colores_del_tema(tema: NombreTema, seccion: str) -> None:
    configuracion = tomllib.loads((rutas.RAIZ / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    colores, puesta = TEMAS[tema], configuracion[seccion]
    assert puesta["backgroundColor"] == colores.fondo
    assert puesta["secondaryBackgroundColor"] == colores.panel
    assert puesta["textColor"] == colores.texto
    assert puesta["primaryColor"] == puesta["linkColor"] == colores.acento
    assert puesta["borderColor"] == colores.linea
    assert set(colores.valor) <= set(puesta["chartSequentialColors"])
    assert len(puesta["chartSequentialColors"]) == len(puesta["chartDivergingColors"]) == 10


def test_las_letras_declaradas_existen_y_llevan_su_licencia() -> None:
    configuracion = tomllib.loads((rutas.RAIZ / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    urls = [cara["url"] for cara in configuracion["fontFaces"]]
    assert len(urls) == 4
    assert all((rutas.RAIZ / url.partition("?")[0].removeprefix("app/")).stat().st_size < 100_000 for url in urls)
    licencias = sorted(ruta.name for ruta in (rutas.ESTATICOS / "fuentes").glob("OFL-*.txt"))
    assert licencias == ["OFL-newsreader.txt", "OFL-public-sans.txt"]
