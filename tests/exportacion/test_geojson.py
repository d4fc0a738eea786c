"""GeoJSON: las 32 entidades en su lugar, en grados y con la orientación que pide la norma."""

import json
from dataclasses import replace

import geopandas
import polars as pl
import pytest
from shapely.geometry import shape

from apertura.exportacion import geojson
from apertura.proyeccion import a_grados
from apertura.rutas import GEO
from tests.exportacion.ejemplos import HOSTILES, estampa, pequena, tabla


def test_las_coordenadas_son_las_que_da_proj() -> None:
    metros = geopandas.read_parquet(GEO / "entidades.parquet").set_index("cve_ent").geometry
    grados = metros.to_crs("EPSG:4326")
    puntos = [(p, g) for clave in ("02", "09", "23", "31") for p, g in zip(_vertices(metros[clave]), _vertices(grados[clave]), strict=True)]
    assert len(puntos) > 100
    for (x, y), esperado in puntos[::7]:
        assert a_grados(x, y) == pytest.approx(esperado, abs=2e-6)


def _vertices(geometria) -> list[tuple[float, float]]:
    partes = getattr(geometria, "geoms", [geometria])
    return [punto for parte in partes for punto in parte.exterior.coords]


def test_cada_entidad_es_un_poligono_valido_bien_orientado_y_la_federacion_no_tiene_territorio() -> None:
    claves = [f"{n:02}" for n in range(1, 33)] + ["FED"]
    hecha = tabla(pl.DataFrame({"cve_ent": claves, "valor": [0.5] * 33}))
    leido = json.loads(geojson.a_geojson(hecha, estampa(hecha)))
    assert [rasgo["id"] for rasgo in leido["features"]] == claves
    assert leido["features"][-1]["geometry"] is None
    for rasgo in leido["features"][:-1]:
        forma = shape(rasgo["geometry"])
        assert forma.is_valid
        assert all(parte.exterior.is_ccw and not any(h.is_ccw for h in parte.interiors) for parte in getattr(forma, "geoms", []))
        oeste, sur, este, norte = forma.bounds
        assert -118.5 < oeste < este < -86.5
        assert 14.4 < sur < norte < 32.8
    assert "INEGI" in " ".join(leido["apertura"]["notas"])


def test_los_textos_hostiles_no_rompen_el_archivo() -> None:
    hecha = tabla(pl.DataFrame({"cve_ent": ["01"], "nombre": ["</script>\u2028\"'"]}), titulo=HOSTILES[0])
    leido = json.loads(geojson.a_geojson(hecha, estampa(hecha)))
    assert leido["features"][0]["properties"]["nombre"] == "</script>\u2028\"'"


def test_solo_se_ofrece_donde_cada_renglon_es_una_entidad() -> None:
    base = pequena()
    assert geojson.impedimento(base) == ""
    for otra in (base.datos.drop("cve_ent"), base.datos.head(0), pl.concat([base.datos, base.datos])):
        assert geojson.impedimento(replace(base, datos=otra))
    assert geojson.impedimento(replace(base, datos=base.datos.with_columns(cve_ent=pl.Series(["01", "99"]))))
