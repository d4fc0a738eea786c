"""Errores que se muestran a una persona: qué pasó, dónde y qué hacer ahora."""

from dataclasses import dataclass


@dataclass
class ErrorApertura(Exception):
    """Base de todo error propio. Los tres textos van en español y sin rutas de la máquina."""

    que: str
    donde: str
    que_hacer: str

    def __str__(self) -> str:
        return f"{self.que} ({self.donde}). {self.que_hacer}"


class ErrorPublicacion(ErrorApertura):
    """Falta un archivo de la publicación o no es el que dice el manifiesto."""


@dataclass
class ErrorAlPublicar(ErrorPublicacion):
    """No se publicó y nada cambió. `codigo` es estable: OCUPADO, DISCO-LLENO, SOLO-LECTURA, DUPLICADO, CAMBIO-LA-BASE…"""

    codigo: str = "PUBLICAR"

    def __str__(self) -> str:
        return f"{self.codigo} · {super().__str__()}"


@dataclass
class ErrorAcceso(ErrorApertura):
    """Quien lo pide no puede hacerlo. `codigo` es estable: SIN-PERMISO, SOLO-LECTURA, SESION-VENCIDA o PERMISOS."""

    codigo: str = "SIN-PERMISO"

    def __str__(self) -> str:
        return f"{self.codigo} · {super().__str__()}"


class ErrorContrato(ErrorApertura):
    """Una tabla no cumple su contrato."""


@dataclass
class ErrorConsulta(ErrorApertura):
    """Consulta desconocida, parámetro faltante o consulta que pasó de su límite (CONSULTA-LENTA, CONSULTA-GRANDE)."""

    codigo: str = ""

    def __str__(self) -> str:
        return f"{self.codigo} · {super().__str__()}" if self.codigo else super().__str__()


class ErrorSeleccion(ErrorApertura):
    """Lo pedido en un enlace o en la línea de órdenes no existe en la publicación."""
