"""Gráfica → PNG o SVG en el servidor: lámina de 1920 × 1080 con título, selección en palabras y sellos al pie.

La gráfica se vuelve a dibujar con la plantilla de archivo (letra grande, nada que dependa del cursor) y **los mismos
conjuntos** que la pantalla. El convertidor dibuja un mapa vacío sin avisar si no encuentra la geometría; por eso se
incrusta y después se cuenta lo dibujado.
"""

import re
from functools import lru_cache
from threading import Lock, Thread
from typing import Any, Literal

from apertura import geometria, rutas
from apertura.errores import ErrorApertura
from apertura.exportacion import cartel, dibujos, metadatos
from apertura.exportacion.dibujante import Dibujante
from apertura.exportacion.estampa import Estampa
from apertura.graficas.base import Grafica
from apertura.graficas.plantillas import para_exportar
from apertura.graficas.tema import TEMAS, NombreDibujo, NombreTema
from apertura.graficas.vega import COMO_SE_LEE
from apertura.laminas.base import Lamina

FormatoImagen = Literal["png", "svg"]
VEGA = "https://vega.github.io/schema/vega/v6.json"
_MARCA_DE_FIGURA = f'aria-roledescription="{COMO_SE_LEE["geoshape"]}"'
_SIN_LUGAR = re.compile(r'(?: d|transform)="[^"]*NaN')
_candado = Lock()
_aparte: list[Dibujante] = []


def de_lamina(
    lamina: Lamina, formato: FormatoImagen, estampa: Estampa, tema: NombreTema = "claro", *, ancho: int = 1920, alto: int = 1080,
    escala: float = 2,
) -> bytes:  # fmt: skip
    """La lámina entera como imagen, con sellos, QR y, si la hay, advertencia. El PNG mide `ancho * escala` × `alto * escala`.

    El SVG lleva la letra dentro y ningún enlace externo. ErrorApertura si falta la geometría o si el mapa salió incompleto.
    """
    marcas = {"qr": estampa.enlace_verificable, "advertencia": estampa.advertencia}
    disposicion = cartel.disponer(lamina.titulo, lamina.procedencia.seleccion, estampa.en_cuatro, ancho, alto, **marcas)
    dibujo = _de_lo_que_sea(lamina, tema, disposicion.ancho_grafica, disposicion.alto_grafica)
    con_letra = formato == "svg"
    ficha = metadatos.HUECO if con_letra else ""
    svg = cartel.componer(disposicion, dibujo, TEMAS[tema], lamina.descripcion, con_letra=con_letra, ficha=ficha)
    if formato == "svg":
        return metadatos.en_svg(svg, estampa)
    return metadatos.en_png(_a_png(svg, escala), estampa, lamina.titulo, lamina.descripcion)


def _de_lo_que_sea(lamina: Lamina, tema: NombreTema, ancho: int, alto: int) -> str:
    if lamina.grafica:
        return dibujar(lamina.grafica, tema, ancho, alto)
    if lamina.cifras:
        return dibujos.de_cifras(lamina.cifras, TEMAS[tema], ancho, alto)
    return dibujos.de_tabla(lamina.tabla, TEMAS[tema], ancho, alto)


def dibujar(grafica: Grafica, tema: NombreDibujo, ancho: int, alto: int) -> str:
    """SVG de la sola gráfica, con su geometría y sus datos dentro."""
    figuras: list[int] = []
    especificacion: dict[str, Any] = _incrustar(para_exportar(grafica.especificacion, tema), figuras)
    especificacion |= {"width": ancho, "height": alto}
    especificacion["datasets"] = {nombre: tabla.to_dicts() for nombre, tabla in grafica.conjuntos.items()}
    svg = _convertidor().vegalite_to_svg(especificacion, format_locale="es-MX", allowed_base_urls=[])
    esperadas = max(figuras, default=0)
    if svg.count(_MARCA_DE_FIGURA) != esperadas or _SIN_LUGAR.search(svg):
        raise ErrorApertura(
            "La imagen salió incompleta y no se entrega",
            f"se dibujaron {svg.count(_MARCA_DE_FIGURA)} de {esperadas} figuras",
            "Vuelva a intentarlo; si se repite, reconstruya la geometría con «python geo/construir.py».",
        )
    return svg


def _incrustar(nodo: Any, figuras: list[int]) -> Any:
    """Copia de la especificación con la geometría en lugar de su dirección; anota cuántas figuras trae."""
    if isinstance(nodo, list):
        return [_incrustar(parte, figuras) for parte in nodo]
    if not isinstance(nodo, dict):
        return nodo
    if "url" not in nodo:
        return {clave: _incrustar(valor, figuras) for clave, valor in nodo.items()}
    topo = _leer_geometria(nodo["url"])
    figuras.append(len(topo["objects"]["entidades"]["geometries"]))
    return {"values": topo, "format": nodo["format"]}


def _leer_geometria(direccion: str) -> dict[str, Any]:
    """El mismo TopoJSON que la pantalla pide por `app/static/…`."""
    vistas = {geometria.ruta_estatica(vista): vista for vista in geometria.VISTAS}
    return geometria.lamina(vistas[direccion])


def _a_png(svg: str, escala: float) -> bytes:
    return _convertidor().svg_to_png(svg, scale=escala)


def _convertidor() -> Any:
    """vl-convert con nuestra letra registrada una vez. Se importa aquí porque pesa y sólo hace falta al exportar.

    Al servir es el de otro proceso: dibujar aquí detendría a todas las sesiones.
    """
    if _aparte:
        return _aparte[0]
    import vl_convert

    with _candado:
        _registrar_letra()
    return vl_convert


def dibujar_aparte() -> None:
    """Desde ahora, y mientras viva este proceso, se dibuja en otro. Lo llama el servidor antes de atender."""
    _aparte[:] = [Dibujante()]


@lru_cache(maxsize=1)
def calentar() -> None:
    """Deja listo el convertidor en otro hilo, una vez: la primera imagen tarda la mitad. Se llama cuando ya es probable que se pida una."""
    Thread(target=lambda: _convertidor().vega_to_svg({"$schema": VEGA, "width": 1, "height": 1, "marks": []}), daemon=True).start()


@lru_cache(maxsize=1)
def _registrar_letra() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(rutas.ESTATICOS / "fuentes"))
