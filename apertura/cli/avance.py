"""La barra de avance de un trabajo largo: en la terminal, y en un archivo para el programa que lo lanzó."""

import json
import sys
from pathlib import Path

from apertura.cargas.lugares import AVANCE

ANCHO = 28


class Barra:
    """Recibe qué se hace y qué parte va. Sólo se dibuja si quien mira es una persona; al terminar, se borra."""

    def __init__(self, carpeta: Path | None = None) -> None:
        self.carpeta, self.dibujada, self.ultimo = carpeta, 0, ""

    def __call__(self, que: str, parte: float) -> None:
        """Un avance."""
        if self.carpeta is not None and (dato := json.dumps({"que": que, "parte": round(parte, 3)})) != self.ultimo:
            # Al lado y con cambio de nombre: quien mira nunca lo ve a medias.
            nuevo = self.carpeta / f".{AVANCE}"
            nuevo.write_text(dato, encoding="utf-8")
            nuevo.replace(self.carpeta / AVANCE)
            self.ultimo = dato
        if sys.stderr.isatty():
            self._dibujar(f"{'█' * round(parte * ANCHO):░<{ANCHO}} {parte:4.0%}  {que}…")

    def terminar(self) -> None:
        """Deja limpio el renglón."""
        if self.dibujada:
            self._dibujar("")
            sys.stderr.write("\r")
            sys.stderr.flush()

    def _dibujar(self, texto: str) -> None:
        sys.stderr.write(f"\r{texto:<{self.dibujada}}")
        sys.stderr.flush()
        self.dibujada = len(texto)
