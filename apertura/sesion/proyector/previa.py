"""Una lámina sola, como imagen: la misma que se proyecta, dentro de un SVG que el navegador dibuja."""

import re

from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.exportacion.estampa import Ajustes
from apertura.graficas.tintas import PROYECTADO, declaraciones
from apertura.sesion.armar import armar
from apertura.sesion.modelo import Guion
from apertura.sesion.proyector import documento

MIME, SVG = "image/svg+xml", "http://www.w3.org/2000/svg"
POLITICA = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"
ANCHO, ALTO = 1920, 1080
_AISLADA = (
    'body{--letra:1;margin:0;font-family:"Public Sans",sans-serif;color:var(--texto)}.lamina{width:1920px;height:1080px}'
    ".notas,.datos{display:none}"
)
# Las reglas para pantallas chicas mirarían el tamaño de la miniatura, no el de la lámina.
_DE_PANTALLA_CHICA = re.compile(r"@media \(max-(width|height): \d+px\)")


def previa(motor: Motor, catalogo: Catalogo, guion: Guion, numero: int, ajustes: Ajustes, con_letra: bool) -> str | None:
    """El SVG del paso `numero`, o None si ese paso no existe o no se puede mostrar. `con_letra`: con los tipos dentro (pesa 1 MB más).

    Lo de adentro es HTML que también es XML: toda etiqueta se cierra y todo atributo lleva valor.
    """
    armadas = armar(motor, catalogo, guion, ajustes)
    if not 0 <= numero < len(armadas) or armadas[numero].falta:
        return None
    mostrables = [armada for armada in armadas if not armada.falta]
    hoja = documento.hojas(motor, catalogo, mostrables, ajustes, solo=numero)[0].replace("<svg ", f'<svg xmlns="{SVG}" ')
    reglas = _DE_PANTALLA_CHICA.sub(r"@media (max-\1: 0px)", documento.hoja_de_estilo(con_letra))
    estilo = f":root{{{declaraciones(PROYECTADO[guion.aspecto])}}}{reglas}{_AISLADA}"
    return (
        f'<svg xmlns="{SVG}" width="{ANCHO}" height="{ALTO}" viewBox="0 0 {ANCHO} {ALTO}">'
        f"<style>{estilo.replace('&', '&amp;').replace('<', '&lt;')}</style>"
        f'<foreignObject width="{ANCHO}" height="{ALTO}"><body xmlns="http://www.w3.org/1999/xhtml">{hoja}</body></foreignObject></svg>'
    )
