"""Dentro del proceso que lee: reconocer el formato, leer cada hoja y dejarla en disco."""

from collections import Counter
from pathlib import Path
from typing import Any

from apertura.importador.defectos import Defecto
from apertura.importador.lectura import formato, ole, paquete
from apertura.importador.lectura.codigos import Rechazo
from apertura.importador.lectura.limites import Limites

TOPE = 1000  # un mismo error más veces ya no se enumera


def leer_aqui(ruta: Path, nombre: str, limites: Limites, carpeta: Path) -> dict[str, Any]:
    """Lo leído, listo para JSON: formato, hojas con los nombres de sus pedazos y defectos. Lanza Rechazo."""
    tipo = formato.reconocer(ruta)
    resultado = _texto(ruta, nombre, limites, carpeta) if tipo == "CSV" else _libro(ruta, tipo, limites, carpeta)
    defectos: list[Defecto] = [*formato.extension(nombre, resultado["formato"]), *resultado["defectos"]]
    _juzgar_tamano(resultado["hojas"])
    _juzgar_cuantos(defectos)
    return {**resultado, "defectos": [d.como_dict() for d in defectos]}


def _libro(ruta: Path, tipo: str, limites: Limites, carpeta: Path) -> dict[str, Any]:
    revisado = paquete.revisar(ruta, limites) if tipo == "ZIP" else ole.revisar(ruta)
    from apertura.importador.lectura import almacen, hojas  # después de revisar: fastexcel y polars tardan más que un rechazo

    almacen.decir(carpeta, 0.5)
    return hojas.leer(ruta, revisado, limites, carpeta)


def _texto(ruta: Path, nombre: str, limites: Limites, carpeta: Path) -> dict[str, Any]:
    from apertura.importador.lectura.almacen import guardar
    from apertura.importador.lectura.delimitado import Delimitado

    lectura = Delimitado(ruta, limites)
    hoja = guardar(lectura.pedazos(), carpeta, 0, Path(nombre).stem, parte=lectura.parte)
    return {
        "formato": "CSV",
        "hojas": [hoja],
        "defectos": lectura.defectos(),
        "separador": lectura.separador,
        "codificacion": lectura.texto.nombre,
    }


def _juzgar_tamano(leidas: list[dict[str, Any]]) -> None:
    """Lanza Rechazo si no hay nada o si sólo hay un renglón, que a lo más es el encabezado."""
    mayor = max((h["renglones"] for h in leidas), default=0)
    if mayor == 0:
        raise Rechazo("ARCHIVO-VACIO")
    if mayor == 1:
        raise Rechazo("SIN-FILAS")


def _juzgar_cuantos(defectos: list[Defecto]) -> None:
    """Lanza Rechazo si un mismo error se repite tanto que enumerarlo no sirve: nada se calla."""
    repetido = Counter(d.codigo for d in defectos if d.nivel == "error").most_common(1)
    if repetido and repetido[0][1] > TOPE:
        codigo, n = repetido[0]
        raise Rechazo("DEMASIADOS", n=f"{n:,}", de=codigo, valor=str(next(d for d in defectos if d.codigo == codigo)))
