"""Lo que marca a todo archivo, en un solo lugar: los cuatro sellos, el código, el QR y la advertencia si la hay.

Cada formato recibe una `Estampa` y la pone a su manera (pie, comentario, propiedad, metadato). Una marca nueva, como
«DATOS SIMULADOS», entra aquí por la procedencia y sale en todos.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlsplit, urlunsplit

from apertura.exportacion.sello import Sello, sellar
from apertura.exportacion.sellos import sellos
from apertura.graficas.tema import NombreTema
from apertura.laminas.base import Lamina
from apertura.publicacion import Publicacion
from apertura.tablas import Procedencia


@dataclass(frozen=True)
class Ajustes:
    """Cómo se exporta. `origen` es la dirección del servidor («https://…») con que se completan los enlaces; puede faltar."""

    tema: NombreTema = "claro"
    hoy: date = field(default_factory=date.today)
    origen: str = ""


@dataclass(frozen=True)
class Estampa:
    """Lo que un archivo lleva además de los datos."""

    procedencia: Procedencia
    hoy: date
    sello: Sello

    @property
    def renglones(self) -> list[str]:
        """«Fuente: …», «Selección: …», «Versión de datos: …», «Fecha: …», «Enlace: …» y «Sello: …»."""
        return sellos(self.procedencia, self.hoy, self.sello.codigo)

    @property
    def en_cuatro(self) -> list[str]:
        """Lo mismo en cuatro renglones, para un pie que se lea de lejos: versión, fecha y sello van juntos."""
        dichos = {renglon.partition(": ")[0]: renglon for renglon in self.renglones}
        juntos = " · ".join(dichos[clave] for clave in ("Versión de datos", "Fecha", "Sello"))
        return [dichos["Fuente"], dichos["Selección"], juntos, *([dichos["Enlace"]] if "Enlace" in dichos else [])]

    @property
    def advertencia(self) -> str:
        """Lo que debe decirse en grande; casi siempre, vacía."""
        return self.procedencia.advertencia

    @property
    def enlace_verificable(self) -> str:
        """El enlace con el sello puesto: abre la vista y sirve para verificar. Es lo que dice el QR."""
        partes = urlsplit(self.procedencia.enlace)
        return urlunsplit(partes._replace(query=f"{partes.query}&sello={self.sello.codigo}"))

    @property
    def ficha(self) -> str:
        """El sello completo, para los metadatos."""
        return self.sello.ficha

    def de_contenido(self, huella: str) -> "Estampa":
        """La misma, sabiendo ya la huella de lo que el archivo lleva además de sus metadatos."""
        return replace(self, sello=replace(self.sello, contenido=huella))


def estampar(lamina: Lamina, publicacion: Publicacion, ajustes: Ajustes, formato: str = "") -> Estampa:
    """La estampa de una lámina en un formato."""
    propia, origen = lamina.procedencia, ajustes.origen.rstrip("/")
    con_origen = replace(propia, enlace=f"{origen}{propia.enlace}")
    return Estampa(con_origen, ajustes.hoy, sellar(lamina, publicacion, ajustes.hoy, formato, ajustes.tema, origen))
