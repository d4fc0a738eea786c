"""Tabla por entidad → GeoJSON (RFC 7946): un rasgo por entidad, con sus cifras sin redondear y su geometría en grados.

La Federación no tiene territorio: va con geometría nula. El archivo lleva sellos y notas en un miembro `apertura`, que los
programas de mapas pasan por alto.
"""

import json
from functools import cache
from itertools import pairwise
from typing import Any

from apertura import geometria
from apertura.exportacion.estampa import Estampa
from apertura.exportacion.seguro import datos_seguros
from apertura.proyeccion import a_grados
from apertura.publicacion import huella
from apertura.tablas import Tabla
from apertura.topologia import figuras

MIME = "application/geo+json"


def a_geojson(tabla: Tabla, estampa: Estampa) -> bytes:
    """El archivo completo. Los mismos datos y la misma fecha dan los mismos bytes."""
    rasgos = [
        {"type": "Feature", "id": fila["cve_ent"], "geometry": _formas().get(fila["cve_ent"]), "properties": fila}
        for fila in datos_seguros(tabla.datos).to_dicts()
    ]
    cuerpo = json.dumps(rasgos, ensure_ascii=False, separators=(",", ":"), default=str)
    propio = {
        "titulo": tabla.titulo,
        "sellos": estampa.renglones,
        "notas": [*tabla.notas, geometria.CITA_GEOMETRIA],
        "columnas": {columna.nombre: columna.etiqueta for columna in tabla.columnas},
        "ficha": estampa.de_contenido(huella(cuerpo.encode())).ficha,
    }
    encabezado = json.dumps(propio, ensure_ascii=False, separators=(",", ":"))
    return f'{{"type":"FeatureCollection","apertura":{encabezado},"features":{cuerpo}}}\n'.encode()


def impedimento(tabla: Tabla) -> str:
    """Por qué esta tabla no se puede dar en GeoJSON; vacío si se puede."""
    if "cve_ent" not in tabla.datos.columns or not tabla.datos.height or tabla.datos["cve_ent"].n_unique() != tabla.datos.height:
        return "GeoJSON sólo se ofrece donde cada renglón es una entidad"
    return "" if tabla.datos["cve_ent"].is_in([*_formas(), "FED"]).all() else "Hay renglones que no son de una entidad"


@cache
def _formas() -> dict[str, dict[str, Any]]:
    """Clave → geometría en grados. Se calcula una vez: no depende de los datos."""
    topo = json.loads(geometria.leer(geometria.rutas.GEO / "entidades.topojson"))
    return {figura.clave: _multipoligono(figura.partes) for figura in figuras(topo, "entidades")}


def _multipoligono(partes: list[list[list[tuple[float, float]]]]) -> dict[str, Any]:
    """Anillos de fuera contra el reloj y huecos a su favor, como pide la norma."""
    poligonos = [[_orientado([a_grados(*p) for p in anillo], fuera=not n) for n, anillo in enumerate(parte)] for parte in partes]
    return {"type": "MultiPolygon", "coordinates": poligonos}


def _orientado(anillo: list[tuple[float, float]], *, fuera: bool) -> list[tuple[float, float]]:
    area = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(anillo))
    return anillo if (area > 0) == fuera else anillo[::-1]
