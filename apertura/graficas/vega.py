"""Piezas cortas para escribir Vega-Lite a mano: las plantillas se arman una vez y quedan en caché.

Todo se coloca en píxeles calculados por el navegador (`scale: null`), no con márgenes automáticos: así el alto sigue
al ancho en un teléfono, nada se encima y la misma plantilla sirve en pantalla y en archivo.
"""

from typing import Any, Literal

Json = dict[str, Any]
Tamano = Literal["pantalla", "exportacion"]

SIN_MARGEN = {"left": 0, "right": 0, "top": 0, "bottom": 0}
ANGOSTO = 560
# En archivo, sobre 1920 × 1080: con esta letra, hasta lo más chico (0.84 de ella) mide 24.
LETRA_EN_ARCHIVO, ANGOSTO_EN_ARCHIVO = 28.8, 1100
COMO_SE_LEE = {"geoshape": "lugar", "circle": "punto", "point": "punto", "rect": "casilla", "bar": "barra"}
"""Cómo nombra un lector de pantalla a cada figura; Vega sólo lo sabe en inglés."""


def expr(texto: str) -> Json:
    """Propiedad que calcula el navegador, con `datum` y los parámetros a la vista."""
    return {"expr": texto}


def calcular(**campos: str) -> list[Json]:
    """Una transformación `calculate` por campo, en orden."""
    return [{"calculate": formula, "as": campo} for campo, formula in campos.items()]


def buscar(llave: str, campos: list[str], conjunto: str = "d") -> Json:
    """Trae de `conjunto` los `campos` de la fila cuyo `cve_ent` es `llave`."""
    return {"lookup": llave, "from": {"data": {"name": conjunto}, "key": "cve_ent", "fields": campos}}


def parametros(**valores: Any) -> list[Json]:
    """Señales: un texto es una expresión; lo demás, un valor fijo."""
    return [{"name": n, "expr": v} if isinstance(v, str) else {"name": n, "value": v} for n, v in valores.items()]


def capa(marca: Json, datos: Json | None = None, transformar: list[Json] | None = None, **canales: Any) -> Json:
    """Una capa. `x`, `y`, `x2`, `y2` reciben el nombre del campo en píxeles; los demás canales, su definición completa.

    Por configuración ninguna capa lleva texto para lectores de pantalla: sólo la que se toca lo pide (`aria`), y dice qué es.
    """
    if marca.get("aria"):
        marca = {"ariaRoleDescription": COMO_SE_LEE.get(marca["type"], "dato"), **marca}
    codificacion = {canal: _en_pixeles(canal, c) if isinstance(c, str) else c for canal, c in canales.items()}
    armada: Json = {"mark": marca, "encoding": codificacion}
    if datos is not None:
        armada["data"] = datos
    if transformar:
        armada["transform"] = transformar
    return armada


def grupo(datos: Json, transformar: list[Json], capas: list[Json]) -> Json:
    """Capas que comparten datos y transformaciones: se escriben una vez y la plantilla pesa la mitad."""
    armado: Json = {"data": datos, "layer": capas}
    return {**armado, "transform": transformar} if transformar else armado


def texto(tamano: str, color: str, **propiedades: Any) -> Json:
    """Marca de texto de tamaño calculado (en píxeles) y color fijo."""
    return {
        "type": "text",
        "fontSize": expr(tamano),
        "fill": color,
        "align": "left",
        "baseline": "middle",
        **propiedades,
    }


def campo(nombre: str, tipo: str = "nominal", **mas: Any) -> Json:
    """Canal que lee un campo tal cual."""
    return {"field": nombre, "type": tipo, **mas}


def por_indice(colores: tuple[str, ...]) -> Json:
    """Canal de color por `indice` (familia * 6 + clase), con dominio fijo: los datos nunca cambian la escala."""
    escala = {"domain": list(range(len(colores))), "range": list(colores)}
    return campo("indice", scale=escala, legend=None)


def al_tocar(nombre: str, *campos: str) -> Json:
    """Selección de un solo elemento en la capa «toque». Sin `toggle`: cada toque reemplaza al anterior."""
    return {"name": nombre, "select": {"type": "point", "fields": list(campos), "toggle": False}, "views": ["toque"]}


def lienzo(capas: list[Json], params: list[Json], config: Json, origen: Json) -> Json:
    """Plantilla completa sin datos. `origen` dice de qué plantilla salió: con él se rehace para archivo."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": "container",
        "height": 400,
        "autosize": {"type": "none"},
        "padding": SIN_MARGEN,
        "params": params,
        "layer": capas,
        "config": config,
        "usermeta": {"apertura": origen},
    }


def _en_pixeles(canal: str, nombre: str) -> Json:
    if canal in ("x2", "y2"):
        return {"field": nombre}
    if canal in ("x", "y"):
        return campo(nombre, "quantitative", scale=None)
    return campo(nombre)
