"""Las hojas de muestra de la documentación, compuestas por el mismo código que las descargas:  python -m docs.impresos

Son también la referencia de `tests/exportacion/impresos/test_aspecto.py`: si el aspecto cambia a propósito, se vuelven a escribir.
"""

import io
from datetime import date
from pathlib import Path

from PIL import Image

from apertura import laminas
from apertura.catalogo import Catalogo, catalogo
from apertura.consultas import Motor, motor
from apertura.exportacion.estampa import Ajustes, estampar
from apertura.exportacion.impresos import documentos, hojas, tipografo
from apertura.laminas import de_direccion
from herramientas.entorno import RAIZ

DESTINO = RAIZ / "docs" / "imagenes"
COMO = Ajustes("claro", date(2026, 11, 25), "https://apertura.ejemplo.mx")
OSCURO = Ajustes("oscuro", COMO.hoy, COMO.origen)
PUNTOS = 66
# Nombre → vista, ajustes y cuál hoja.
MUESTRAS: dict[str, tuple[str, Ajustes, int]] = {
    "ficha_de_sujeto": ("/sujeto?sujeto=20-EJE-08#ficha", COMO, 0),
    "ficha_de_entidad": ("/entidad?entidad=22#ficha", COMO, 0),
    "ficha_publicada": ("/entidad?entidad=20&edicion=2021#ficha", COMO, 0),
    "hoja_de_mapa": ("/mapa?entidad=19#mapa", COMO, 0),
    "hoja_de_tabla_oscura": ("/entidad?entidad=19#palanca", OSCURO, 0),
}


def componer(vigente: Motor, cat: Catalogo, nombre: str) -> Image.Image:
    """La hoja de muestra, como imagen de 256 colores: pesa la tercera parte."""
    direccion, ajustes, cual = MUESTRAS[nombre]
    lamina = laminas.lamina(vigente, cat, de_direccion(direccion, cat)[0], ajustes.tema)
    estampa = estampar(lamina, vigente.publicacion, ajustes, "pdf")
    if lamina.documento:
        pedido = documentos.para_plantilla(lamina.documento(), lamina, estampa)
    else:
        pedido = hojas.PLANTILLA, hojas.datos_de_una(lamina, estampa, ajustes)
    hoja = Image.open(io.BytesIO(tipografo.a_png(*pedido, puntos=PUNTOS)[cual])).convert("RGB")
    return hoja.convert("P", palette=Image.Palette.ADAPTIVE, colors=128)


def escribir(destino: Path = DESTINO) -> list[Path]:
    """Guarda todas las muestras y devuelve sus rutas."""
    vigente, cat, rutas = motor(), catalogo(), []
    for nombre in MUESTRAS:
        rutas.append(destino / f"{nombre}.png")
        componer(vigente, cat, nombre).save(rutas[-1], optimize=True)
    return rutas


if __name__ == "__main__":
    for ruta in escribir():
        print(ruta.relative_to(RAIZ))
