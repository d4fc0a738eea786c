"""Una vista es una dirección: página, selección y, si se quiere, cuál de sus láminas. Sirve en el navegador, en un QR y en la terminal."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from apertura.catalogo import Catalogo
from apertura.errores import ErrorSeleccion
from apertura.seleccion import Seleccion, de_url
from apertura.vistas.comun import enlace

LARGO_MAXIMO = 8192
PARAMETROS_MAXIMOS = 400
PAGINAS = {
    "inicio": "Inicio",
    "mapa": "Mapa",
    "entidad": "Entidad",
    "sujeto": "Sujeto obligado",
    "areas_de_oportunidad": "Áreas de oportunidad",
    "comparar": "Comparar",
    "evolucion": "Evolución",
    "simulador": "Simulador",
    "datos": "Datos",
    "metodologia": "Metodología y calidad",
}


@dataclass(frozen=True)
class Vista:
    """Lo que dice una dirección. `lamina` vacía es la primera que ofrezca la página."""

    pagina: str
    seleccion: Seleccion
    lamina: str = ""

    @property
    def direccion(self) -> str:
        """«/entidad?metrica=MGA&edicion=2017&indicador=GA&entidad=19#origen»."""
        return enlace(self.pagina, self.seleccion) + (f"#{self.lamina}" if self.lamina else "")


def de_direccion(texto: str, catalogo: Catalogo) -> tuple[Vista, list[str]]:
    """La vista de una dirección, completa o relativa, y avisos de lo que no se pudo usar.

    El servidor no importa: un enlace copiado de otro equipo vale aquí. ErrorSeleccion si la página no existe o si el texto
    no es una dirección.
    """
    if len(texto) > LARGO_MAXIMO:
        raise ErrorSeleccion("La dirección es demasiado larga", "vista", f"Use una de menos de {LARGO_MAXIMO} letras.")
    try:
        partes = urlsplit(texto.strip())
        parametros = parse_qs(partes.query, max_num_fields=PARAMETROS_MAXIMOS)
    except ValueError as error:
        raise ErrorSeleccion("No se entiende la dirección de la vista", "vista", "Copie el enlace de «Compartir».") from error
    # Lo que termina en diagonal es la portada, también si el servidor está en una subcarpeta.
    pagina = partes.path.rpartition("/")[2] or "inicio"
    if pagina not in PAGINAS:
        raise ErrorSeleccion(f"No existe la página «{pagina[:40]}»", "vista", f"Las que hay: {', '.join(PAGINAS)}.")
    return _vista(pagina, parametros, unquote(partes.fragment), catalogo)


def _vista(pagina: str, parametros: Mapping[str, list[str]], lamina: str, catalogo: Catalogo) -> tuple[Vista, list[str]]:
    seleccion, avisos = de_url(parametros, catalogo)
    return Vista(pagina, seleccion, lamina), avisos
