"""Lo que se lleva de una sesión: el guion, la proyección, la presentación, el documento y todo junto en un ZIP."""

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from apertura import formato
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.errores import ErrorApertura
from apertura.exportacion import csv_, imagen, presentacion
from apertura.exportacion.estampa import Ajustes, estampar
from apertura.exportacion.impresos import hojas
from apertura.exportacion.presentacion import Diapositiva, Portada, a_pptx
from apertura.exportacion.sellos import en_ascii
from apertura.lotes.empacar import agregar
from apertura.publicacion import huella
from apertura.sesion import archivo, proyector
from apertura.sesion.armar import Armada, armar
from apertura.sesion.modelo import Guion

LARGO_DE_NOMBRE = 50
LEEME = """Sesión «{titulo}»
{fecha} · versión de datos {version}

sesion.html   Se abre con cualquier navegador, sin red y sin instalar nada. Teclas: flechas, B (negro), S (orador), ? (todas).
sesion.pptx   Presentación editable, con notas del orador.
sesion.pdf    Una hoja por lámina, con método y cautelas al final.
sesion.json   El guion: se vuelve a abrir en la página Sesión de Apertura, y dice qué cambió si los datos son otros.
laminas/      Cada lámina como imagen.
datos/        Los datos de cada lámina, en CSV.

Cada lámina lleva su fuente y un sello que se comprueba en Apertura, en «Verificar».
"""
Todo = tuple[Motor, Catalogo, Guion, Ajustes]


@dataclass(frozen=True)
class Salida:
    """Un formato de la sesión entera."""

    etiqueta: str
    mime: str
    generar: Callable[[Motor, Catalogo, Guion, Ajustes], bytes]


def ajustes_de(guion: Guion, ajustes: Ajustes) -> Ajustes:
    """Los mismos, con el tema del guion: en papel y en PowerPoint el alto contraste es el oscuro."""
    return replace(ajustes, tema="claro" if guion.aspecto == "claro" else "oscuro")


def nombre(guion: Guion, extension: str, marca: str) -> str:
    """«sesion_de_nuevo_leon_1a2b3c4d.pptx»: sirve en cualquier sistema, se llame como se llame la sesión."""
    base = en_ascii(guion.titulo).lower()[:LARGO_DE_NOMBRE].strip("_") or "sin_titulo"
    return f"{base if base.startswith('sesion') else f'sesion_{base}'}_{huella(marca.encode())[:8]}.{extension}"


def partes(motor: Motor, catalogo: Catalogo, guion: Guion, ajustes: Ajustes, clave: str) -> list[Diapositiva | Portada]:
    """La sesión como la piden la presentación y el documento. ErrorApertura si no hay una sola lámina con datos."""
    armadas = _mostrables(motor, catalogo, guion, ajustes)
    pie = proyector.pie(motor.publicacion, ajustes.hoy)
    return [
        Diapositiva(a.lamina, estampar(a.original, motor.publicacion, ajustes, clave), a.paso.notas)
        if a.lamina and a.original
        else Portada(a.titulo, a.mensaje, pie)
        for a in armadas
    ]


def _mostrables(motor: Motor, catalogo: Catalogo, guion: Guion, ajustes: Ajustes) -> list[Armada]:
    armadas = [armada for armada in armar(motor, catalogo, guion, ajustes) if not armada.falta]
    if not any(armada.lamina for armada in armadas):
        raise ErrorApertura("La sesión no tiene láminas con datos", f"sesión «{guion.titulo}»", "Agregue alguna desde otra página.")
    return armadas


def _json(motor: Motor, catalogo: Catalogo, guion: Guion, ajustes: Ajustes) -> bytes:
    return archivo.a_json(guion, motor.publicacion, ajustes.hoy)


def _html(motor: Motor, catalogo: Catalogo, guion: Guion, ajustes: Ajustes) -> bytes:
    return proyector.proyectar(motor, catalogo, guion, ajustes).html.encode()


def a_presentacion(motor: Motor, catalogo: Catalogo, guion: Guion, ajustes: Ajustes, plantilla: Path | None = None) -> bytes:
    """La sesión en PPTX, con la plantilla vigente o la que se dé."""
    como = ajustes_de(guion, ajustes)
    return a_pptx(partes(motor, catalogo, guion, como, "pptx"), como, guion.titulo, plantilla)


def _pdf(motor: Motor, catalogo: Catalogo, guion: Guion, ajustes: Ajustes) -> bytes:
    como = ajustes_de(guion, ajustes)
    return hojas.a_pdf(partes(motor, catalogo, guion, como, "pdf"), como, guion.titulo)


def _zip(*todo: *Todo) -> bytes:
    """Los cuatro archivos y, de cada lámina, su imagen y sus datos. Con lo mismo, los mismos bytes."""
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as paquete:
        for ruta, contenido in _piezas(*todo):
            agregar(paquete, ruta, contenido)
    return salida.getvalue()


def _piezas(motor: Motor, catalogo: Catalogo, guion: Guion, ajustes: Ajustes) -> Iterator[tuple[str, bytes]]:
    como = ajustes_de(guion, ajustes)
    dicho = LEEME.format(titulo=guion.titulo, fecha=formato.fecha(ajustes.hoy), version=motor.publicacion.version)
    yield "LEEME.txt", dicho.encode("utf-8-sig")
    for clave in ("html", "pptx", "pdf", "json"):
        yield f"sesion.{clave}", SALIDAS[clave].generar(motor, catalogo, guion, ajustes)
    yield from _de_cada_lamina(_mostrables(motor, catalogo, guion, como), motor, como)


def _de_cada_lamina(armadas: Sequence[Armada], motor: Motor, como: Ajustes) -> Iterator[tuple[str, bytes]]:
    for armada in armadas:
        if armada.lamina is None or armada.original is None:
            continue
        base = f"{armada.numero + 1:02d}_{en_ascii(armada.titulo).lower()[:LARGO_DE_NOMBRE].strip('_')}".rstrip("_")
        de_imagen, de_datos = (estampar(armada.original, motor.publicacion, como, clave) for clave in ("png", "csv"))
        yield f"laminas/{base}.png", imagen.de_lamina(armada.lamina, "png", de_imagen, como.tema)
        yield f"datos/{base}.csv", csv_.a_csv(armada.original.datos, como.hoy, de_datos)


SALIDAS = {
    "json": Salida("Guion (JSON)", archivo.MIME, _json),
    "pptx": Salida("Presentación (PPTX)", presentacion.MIME, a_presentacion),
    "pdf": Salida("Documento (PDF)", "application/pdf", _pdf),
    "html": Salida("Proyección (HTML)", "text/html", _html),
    "zip": Salida("Todo (ZIP)", "application/zip", _zip),
}
