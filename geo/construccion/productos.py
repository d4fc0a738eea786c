"""Manifiesto de lo construido, copias para el navegador y tablas de comprobación."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from construccion import paquete
from construccion.cobertura import Geometrias

VISTAS = ["lamina", "mosaico"]


def escribir_csv(ruta: Path, columnas: list[str], renglones: Iterable[Iterable[object]]) -> None:
    """CSV en UTF-8 con saltos de línea «\\n»."""
    with ruta.open("w", encoding="utf-8", newline="") as archivo:
        escritor = csv.writer(archivo, lineterminator="\n")
        escritor.writerow(columnas)
        escritor.writerows(renglones)


def escribir_vecindades(comunes: dict[tuple[str, str], float], ruta: Path) -> None:
    """Un renglón por par de entidades que comparten frontera, con su longitud en la fuente (km)."""
    renglones = [(a, b, f"{metros / 1000:.1f}") for (a, b), metros in comunes.items()]
    escribir_csv(ruta, ["cve_ent_a", "cve_ent_b", "frontera_km"], renglones)


def escribir_areas(claves: list[str], fuente: Geometrias, limpia: Geometrias, ruta: Path) -> None:
    """Área (km²) de cada entidad en la fuente y ya sin las islas que se omiten."""
    areas = zip(claves, shapely.area(fuente) / 1e6, shapely.area(limpia) / 1e6, strict=True)
    renglones = [(clave, f"{en_fuente:.3f}", f"{en_limpia:.3f}") for clave, en_fuente, en_limpia in areas]
    escribir_csv(ruta, ["cve_ent", "area_fuente_km2", "area_sin_islas_omitidas_km2"], renglones)


def error_de_area(simplificada: Geometrias, referencia: Geometrias) -> dict[str, float]:
    """Error relativo absoluto del área, en porcentaje: medio y máximo entre las entidades."""
    errores = np.abs(shapely.area(simplificada) / shapely.area(referencia) - 1) * 100
    return {"medio": round(float(errores.mean()), 4), "maximo": round(float(errores.max()), 4)}


def copiar_al_navegador(geo: Path, estaticos: Path) -> dict[str, Path]:
    """Copia cada vista a `static/geo` con su huella en el nombre y quita las copias anteriores."""
    estaticos.mkdir(parents=True, exist_ok=True)
    for anterior in (copia for vista in VISTAS for copia in estaticos.glob(f"{vista}-*.json")):
        anterior.unlink()
    copias = {}
    for vista in VISTAS:
        origen = geo / f"{vista}.topojson"
        copias[vista] = estaticos / f"{vista}-{paquete.sha256_de(origen)[:8]}.json"
        copias[vista].write_bytes(origen.read_bytes())
    return copias


def escribir_manifiesto(raiz: Path, rutas: list[Path], copias: dict[str, Path], error: dict[str, Any]) -> None:
    """`geo/manifiesto.json`: la fuente, el error de área y la huella y tamaño de cada producto y cada insumo."""
    insumos = [raiz / "geo" / nombre for nombre in ("mosaico.csv", "municipios_nuevos.csv")]
    manifiesto = {
        "fuente": {"paquete": paquete.NOMBRE, "version": paquete.VERSION, "sha256": paquete.SHA256},
        "error_de_area_en_porcentaje": error,
        "estaticos": {vista: copia.name for vista, copia in copias.items()},
        "insumos": huellas(raiz, insumos),
        "productos": huellas(raiz, [*rutas, *copias.values()]),
    }
    texto = json.dumps(manifiesto, ensure_ascii=False, indent=2)
    (raiz / "geo" / "manifiesto.json").write_text(texto + "\n", encoding="utf-8", newline="\n")


def huellas(raiz: Path, rutas: list[Path]) -> dict[str, dict[str, Any]]:
    """Tamaño y sha256 de cada archivo, por su ruta relativa a la raíz del proyecto."""
    return {ruta.relative_to(raiz).as_posix(): {"bytes": ruta.stat().st_size, "sha256": paquete.sha256_de(ruta)} for ruta in sorted(rutas)}
