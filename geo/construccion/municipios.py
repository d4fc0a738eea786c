"""Los municipios: su catálogo, su cobertura simplificada y un TopoJSON por entidad."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from construccion.cobertura import comprobar, limpiar, simplificar
from construccion.paquete import CRS
from construccion.topo import Rasgo, escribir, topologia

TOLERANCIA = 500.0
PASO = 10.0
ISLA_MINIMA = 10e6
CUANTOS = 2465


def escribir_catalogo(fuente: gpd.GeoDataFrame, ruta: Path) -> None:
    """CSV con un renglón por municipio: cve_ent, cve_mun (tres dígitos) y nombre, en orden de clave."""
    catalogo = columnas(fuente)
    if len(catalogo) != CUANTOS or fuente["CVEGEO"].duplicated().any():
        raise SystemExit(f"municipios: se leyeron {len(catalogo)} y se esperaban {CUANTOS} con clave única.")
    catalogo.to_csv(ruta, index=False, lineterminator="\n", encoding="utf-8")


def columnas(fuente: gpd.GeoDataFrame) -> pd.DataFrame:
    """Las columnas del catálogo con nuestros nombres."""
    nombres = {"CVE_ENT": "cve_ent", "CVE_MUN": "cve_mun", "NOMGEO": "nombre"}
    return pd.DataFrame(fuente[list(nombres)]).rename(columns=nombres)


def simplificar_municipios(fuente: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Un renglón por municipio con su geometría simplificada; se simplifican juntos para que las fronteras casen."""
    limpias = limpiar(np.array(fuente.geometry), ISLA_MINIMA)
    geometrias = simplificar(limpias, TOLERANCIA, PASO)
    comprobar(geometrias, "municipios")
    return gpd.GeoDataFrame(columnas(fuente), geometry=geometrias, crs=CRS)


def escribir_por_entidad(municipios: gpd.GeoDataFrame, carpeta: Path) -> list[Path]:
    """Un TopoJSON por entidad, en metros; `id` es la clave de cinco dígitos. Devuelve las rutas escritas."""
    rutas = []
    for cve_ent, grupo in municipios.groupby("cve_ent", sort=True):
        renglones = zip(grupo["cve_mun"], grupo["nombre"], grupo.geometry, strict=True)
        rasgos = [Rasgo(f"{cve_ent}{cve_mun}", forma, {"nombre": nombre}) for cve_mun, nombre, forma in renglones]
        rutas.append(carpeta / f"{cve_ent}.topojson")
        escribir(topologia({"municipios": rasgos}, PASO), rutas[-1])
    return rutas
