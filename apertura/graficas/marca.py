"""La marca de agua de las gráficas de pantalla cuando la publicación lleva una advertencia («DATOS SIMULADOS»)."""

from apertura.graficas import vega

COLOR = "#8f1d1d"
"""El mismo de la banda de los archivos."""


def con_marca(especificacion: dict[str, object], advertencia: str) -> dict[str, object]:
    """La misma gráfica con el texto cruzado encima; igual si no hay advertencia. No toca la especificación, que es compartida."""
    capas = especificacion.get("layer")
    if not advertencia or not isinstance(capas, list):
        return especificacion
    return {**especificacion, "layer": [*capas, _capa(advertencia)]}


def _capa(advertencia: str) -> vega.Json:
    marca = {
        "type": "text",
        "text": advertencia,
        "x": vega.expr("width / 2"),
        "y": vega.expr("height / 2"),
        "angle": vega.expr("-atan2(height, width) * 28"),
        "fontSize": vega.expr(f"clamp(1.25 * width / {max(len(advertencia), 1)}, 14, 120)"),
        "fontWeight": 700,
        "fill": COLOR,
        "fillOpacity": 0.22,
        "align": "center",
        "baseline": "middle",
        # Nunca estorba a lo que se toca.
        "interactive": False,
        "tooltip": None,
    }
    return vega.capa(marca, {"values": [{}]})
