"""El guion de una sesión: láminas en orden, con lo que quien presenta les escribió. Sólo datos: no sabe de publicaciones ni de páginas."""

import re
import unicodedata
from dataclasses import dataclass, replace

from apertura.errores import ErrorSeleccion

PASOS_MAXIMOS = 60
LARGOS = {"titulo": 200, "mensaje": 400, "notas": 4_000, "vista": 8_192, "publicacion": 80, "datos": 64, "cifra": 400}
TITULO = "Sesión"
ASPECTOS = {"claro": "Claro", "oscuro": "Oscuro", "contraste": "Alto contraste"}
# Controles, mitades de pareja y marcas que voltean el sentido de lo que sigue; el salto de renglón sólo vale en las notas.
_INVISIBLES = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")

Cifra = tuple[str, str, str]
"""Renglón, columna y cifra como se lee: lo que se guarda de una lámina para poder decir qué cambió."""


@dataclass(frozen=True)
class Paso:
    """Una lámina del guion. Sin `vista` es una portada.

    `titulo` vacío y `mensaje` nulo son los de la lámina; un mensaje vacío es ninguno. `publicacion`, `datos` (huella) y `cifras` son
    de cuando se agregó o se revisó por última vez.
    """

    vista: str = ""
    titulo: str = ""
    mensaje: str | None = None
    notas: str = ""
    publicacion: str = ""
    datos: str = ""
    cifras: tuple[Cifra, ...] = ()

    @property
    def es_portada(self) -> bool:
        """Si es sólo texto."""
        return not self.vista

    def con(self, **cambios: object) -> "Paso":
        """Copia con esos cambios; los textos, limpios."""
        return replace(self, **{campo: limpio(valor, campo) if isinstance(valor, str) else valor for campo, valor in cambios.items()})  # type: ignore[arg-type]


@dataclass(frozen=True)
class Guion:
    """Una sesión: su título, sus pasos en el orden en que se presentan, y con qué aspecto (uno de `ASPECTOS`)."""

    titulo: str = TITULO
    pasos: tuple[Paso, ...] = ()
    aspecto: str = "claro"

    def titulado(self, titulo: str) -> "Guion":
        """Copia con ese título."""
        return replace(self, titulo=limpio(titulo, "titulo") or TITULO)

    def con_aspecto(self, aspecto: str) -> "Guion":
        """Copia con ese aspecto; uno que no existe deja el que estaba."""
        return replace(self, aspecto=aspecto) if aspecto in ASPECTOS else self

    def lugar(self, vista: str) -> int | None:
        """El número del primer paso con esa vista, o None si no está."""
        return next((numero for numero, paso in enumerate(self.pasos) if paso.vista == vista), None)

    def agregar(self, *nuevos: Paso) -> "Guion":
        """Copia con más pasos al final. ErrorSeleccion si ya no caben."""
        if len(self.pasos) + len(nuevos) > PASOS_MAXIMOS:
            raise ErrorSeleccion(f"Una sesión lleva a lo más {PASOS_MAXIMOS} láminas", f"sesión «{self.titulo}»", "Quite alguna.")
        return replace(self, pasos=(*self.pasos, *nuevos))

    def cambiar(self, numero: int, **cambios: object) -> "Guion":
        """Copia con el paso `numero` cambiado."""
        return self._con(numero, self.pasos[numero].con(**cambios)) if self._hay(numero) else self

    def mover(self, numero: int, cuanto: int) -> "Guion":
        """Copia con el paso `numero` corrido `cuanto` lugares; no pasa de los extremos."""
        if not self._hay(numero):
            return self
        resto = [*self.pasos[:numero], *self.pasos[numero + 1 :]]
        resto.insert(min(max(numero + cuanto, 0), len(resto)), self.pasos[numero])
        return replace(self, pasos=tuple(resto))

    def quitar(self, numero: int) -> "Guion":
        """Copia sin el paso `numero`."""
        return self._con(numero) if self._hay(numero) else self

    def duplicar(self, numero: int) -> "Guion":
        """Copia con el paso `numero` dos veces seguidas. ErrorSeleccion si ya no cabe."""
        if not self._hay(numero):
            return self
        return self.agregar(self.pasos[numero]).mover(len(self.pasos), numero + 1 - len(self.pasos))

    def _hay(self, numero: int) -> bool:
        return 0 <= numero < len(self.pasos)

    def _con(self, numero: int, *pasos: Paso) -> "Guion":
        return replace(self, pasos=(*self.pasos[:numero], *pasos, *self.pasos[numero + 1 :]))


def limpio(texto: str, campo: str) -> str:
    """El texto sin lo que no se ve y del largo que admite su campo; en un renglón, salvo las notas."""
    visible = unicodedata.normalize("NFC", _INVISIBLES.sub(" ", texto))
    junto = visible.strip() if campo == "notas" else " ".join(visible.split())
    return junto[: LARGOS.get(campo, LARGOS["titulo"])].rstrip()
