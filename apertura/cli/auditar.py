"""La orden `auditar`: la bitácora renglón por renglón, y si alguien la cambió."""

import argparse

import polars as pl

from apertura.cli.salidas import entregar
from apertura.formato import contar
from apertura.publicaciones import auditoria

COLUMNAS = ("cuando", "quien", "via", "accion", "vigente", "codigo")


def auditar(pedido: argparse.Namespace) -> int:
    """0 si todo cuadra; 1 si algo no, con qué."""
    hecha = auditoria.auditar(pedido.ancla)
    entregar(_tabla(hecha.renglones), pedido.formato, pedido.salida)
    if pedido.formato == "tabla" and pedido.salida is None:
        print(_veredicto(hecha))
    return 1 if hecha.hallazgos else 0


def _tabla(renglones: list[dict[str, object]]) -> pl.DataFrame:
    """Un renglón de la bitácora por renglón."""
    textos = {c: [None if r.get(c) is None else str(r[c]) for r in renglones] for c in (*COLUMNAS, "sha256")}
    archivos = [a.get("nombre") if isinstance(a := r.get("archivo"), dict) else None for r in renglones]
    return pl.DataFrame({**textos, "archivo": archivos}, schema=dict.fromkeys((*COLUMNAS, "sha256", "archivo"), pl.String))


def _veredicto(hecha: auditoria.Auditoria) -> str:
    if hecha.hallazgos:
        return "La bitácora no cuadra:\n" + "\n".join(f"- {hallazgo}." for hallazgo in hecha.hallazgos)
    if not hecha.ultima:
        return "La bitácora está vacía: nunca se ha publicado en esta carpeta de datos."
    return (
        f"La bitácora está entera: {contar(len(hecha.renglones), 'renglón', 'renglones')}. Última huella: {hecha.ultima}\n"
        "Apúntela fuera de este equipo; «auditar --ancla HUELLA» comprueba después que nadie quitó los últimos renglones."
    )
