"""Revisar la bitácora: que nadie la haya cambiado y que diga lo mismo que el almacén.

La cadena de huellas delata un renglón cambiado o quitado en medio. Quitar los últimos sólo se nota contra algo de fuera: las
versiones que hay, la vigente y la huella que alguien haya apuntado aparte (el `ancla`).
"""

from dataclasses import dataclass

from apertura.publicacion import MANIFIESTO, huella
from apertura.publicaciones import bitacora, lectura, lugares
from apertura.publicaciones.lugares import ORIGEN


@dataclass(frozen=True)
class Auditoria:
    """Lo revisado: los renglones legibles, lo que no cuadra (vacío si todo cuadra) y la última huella, para apuntarla aparte."""

    renglones: list[dict[str, object]]
    hallazgos: list[str]
    ultima: str


def auditar(ancla: str | None = None) -> Auditoria:
    """Revisa la cadena, el final y el almacén; con `ancla`, también que esa huella siga en la bitácora."""
    renglones = bitacora.leer()
    hallazgos = [*_cadena(), *_almacen(renglones), *_vigente(renglones)]
    huellas = [str(r.get("huella", "")) for r in renglones]
    if ancla and not any(h.startswith(ancla.lower()) for h in huellas):
        hallazgos.append(f"la huella {ancla[:16]} no está: se quitaron renglones o es de otra bitácora")
    return Auditoria(renglones, hallazgos, huellas[-1] if huellas else "")


def _cadena() -> list[str]:
    alterado = bitacora.alteracion()
    partes = [f"el renglón {alterado} cambió, se quitó uno antes o no se lee"] if alterado else []
    return [*partes, "el último renglón está cortado"] if bitacora.cortada() else partes


def _almacen(renglones: list[dict[str, object]]) -> list[str]:
    """Cada versión del almacén debe haberse anotado, con la huella de su manifiesto."""
    anotadas = {
        str(r.get("vigente")): r.get("sha256") for r in renglones if r.get("accion") in ("publicada", "revertida", "recuperada", "traida")
    }
    faltan = [f"la versión {id_} no está anotada" for id_ in lectura.terminadas() if id_ not in anotadas]
    cambiadas = [i for i in lectura.terminadas() if anotadas.get(i) and anotadas[i] != _manifiesto(i)]
    return [*faltan, *(f"la versión {id_} no es la que se anotó" for id_ in cambiadas)]


def _manifiesto(id_: str) -> str | None:
    try:
        return huella((lugares.carpeta_de(id_) / MANIFIESTO).read_bytes())
    except OSError:
        return None


def _vigente(renglones: list[dict[str, object]]) -> list[str]:
    apuntada = lectura.puntero().id
    anotada = next((str(r["vigente"]) for r in reversed(renglones) if r.get("vigente")), ORIGEN)
    return [] if apuntada in (None, anotada) else [f"se muestra {apuntada}, pero lo último anotado es {anotada}"]
