"""Lo que se contesta de un sello, en palabras."""

from dataclasses import dataclass
from typing import Literal

from apertura.exportacion.sello import Sello

Veredicto = Literal["autentico", "alterado", "otra_version", "sin_sello", "no_se_pudo"]
TITULOS: dict[Veredicto, str] = {
    "autentico": "Auténtico",
    "alterado": "Alterado",
    "otra_version": "De otra versión",
    "sin_sello": "Sin sello de Apertura",
    "no_se_pudo": "No se puede afirmar",
}
NO_ES_FIRMA = (
    "Verificar rehace la vista y compara: dice si las cifras son las de la publicación, no quién hizo el archivo ni si la cifra oficial es "
    "correcta."
)


@dataclass(frozen=True)
class Dictamen:
    """El veredicto, por qué, qué cambió (hasta unas cuantas diferencias) y la dirección que reproduce la vista, si se sabe."""

    veredicto: Veredicto
    porque: str
    sello: Sello | None = None
    diferencias: tuple[str, ...] = ()
    vista: str = ""

    @property
    def titulo(self) -> str:
        """«Auténtico», «Alterado»…"""
        return TITULOS[self.veredicto]

    def en_renglones(self) -> list[str]:
        """Como se escribe en la terminal."""
        datos = [f"Sello: {self.sello.codigo}", f"Versión de datos: {self.sello.publicacion}"] if self.sello else []
        vista = [f"Vista: {self.vista}"] if self.vista else []
        return [f"{self.titulo}. {self.porque}", *datos, *vista, *(f"  · {diferencia}" for diferencia in self.diferencias)]
