"""Diapositivas: cada lámina en la suya, con título, mensaje, contenido nativo, sellos, QR y notas del orador."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from pptx.presentation import Presentation as Abierta

from apertura.exportacion import qr
from apertura.exportacion.estampa import Ajustes, Estampa
from apertura.exportacion.medidas import acortar
from apertura.exportacion.presentacion import cifras, graficas, paquete, plantilla, tablas
from apertura.exportacion.presentacion.lienzo import (
    LETRA_MINIMA,
    SUAVE,
    TITULO_MINIMO,
    Caja,
    Escala,
    Renglon,
    describir,
    escribir,
    limpio,
    parrafo,
    rellenar,
    texto,
)
from apertura.graficas.tema import TEMAS
from apertura.laminas.base import Lamina

MIME = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_AVISO = "#8f1d1d"
_BANDA = 44


@dataclass(frozen=True, eq=False)
class Diapositiva:
    """Una lámina con su estampa. `ademas` se agrega a las notas del orador."""

    lamina: Lamina
    estampa: Estampa
    ademas: str = ""


@dataclass(frozen=True)
class Portada:
    """La primera diapositiva: de qué trata, para quién o cuándo, y lo que diga al pie."""

    titulo: str
    subtitulo: str = ""
    pie: tuple[str, ...] = ()


def de_lamina(lamina: Lamina, estampa: Estampa, ajustes: Ajustes) -> bytes:
    """Una presentación de una sola lámina."""
    return a_pptx([Diapositiva(lamina, estampa)], ajustes)


def a_pptx(partes: Sequence[Diapositiva | Portada], ajustes: Ajustes, titulo: str = "", propia: Path | None = None) -> bytes:
    """La presentación completa. Con lo mismo, los mismos bytes. `propia`: otra plantilla que la vigente."""
    abierta = plantilla.abrir(ajustes.tema, propia)
    escala = Escala(abierta.slide_width, abierta.slide_height)  # type: ignore[arg-type]
    advertencia = next((parte.estampa.advertencia for parte in partes if isinstance(parte, Diapositiva)), "")
    for parte in partes:
        if isinstance(parte, Portada):
            _portada(abierta, escala, parte, advertencia)
        else:
            _diapositiva(abierta, escala, parte, ajustes)
    laminas = [parte for parte in partes if isinstance(parte, Diapositiva)]
    de_que = (
        titulo or next((p.titulo for p in partes if isinstance(p, Portada)), "") or (laminas[0].lamina.titulo if laminas else "Apertura")
    )
    fuentes = " ".join(dict.fromkeys(d.estampa.procedencia.fuente for d in laminas))
    paquete.propiedades(abierta, de_que, laminas[0].estampa.procedencia.seleccion if laminas else "", fuentes, ajustes.hoy)
    paquete.poner_fichas(abierta, [d.estampa.ficha for d in laminas])
    salida = BytesIO()
    abierta.save(salida)
    return paquete.repetible(salida.getvalue())


def _diapositiva(abierta: Abierta, escala: Escala, parte: Diapositiva, ajustes: Ajustes) -> None:
    lamina, estampa = parte.lamina, parte.estampa
    hoja = abierta.slides.add_slide(_diseno(abierta, plantilla.LAMINA))
    cajas = _cajas(hoja, escala, plantilla.LUGARES)
    _titulo(hoja, escala, cajas, lamina.titulo)
    _mensaje(hoja, escala, cajas, lamina)
    contenido = cajas[plantilla.CONTENIDO]
    tema = TEMAS[ajustes.tema]
    if lamina.grafica:
        graficas.dibujar(hoja.shapes, escala, contenido, lamina.grafica, tema)
    elif lamina.cifras:
        cifras.dibujar(hoja.shapes, escala, contenido, lamina.cifras)
    else:
        tablas.de_tabla(hoja.shapes, escala, contenido, lamina.tabla)
    _sellos(hoja, escala, cajas, estampa)
    _qr(hoja, escala, cajas, estampa)
    _advertencia(hoja, escala, estampa.advertencia)
    _notas(hoja, lamina, estampa, parte.ademas)
    _quitar_vacios(hoja)


def _portada(abierta: Abierta, escala: Escala, parte: Portada, advertencia: str) -> None:
    hoja = abierta.slides.add_slide(_diseno(abierta, plantilla.PORTADA))
    cajas = _cajas(hoja, escala, plantilla.LUGARES_DE_PORTADA)
    titulo = cajas[plantilla.TITULO]
    _en_marcador(hoja, escala, plantilla.TITULO, titulo, parrafo(parte.titulo, titulo, 84, TITULO_MINIMO, negrita=True), "Título")
    if parte.subtitulo:
        caja = cajas[plantilla.MENSAJE]
        _en_marcador(hoja, escala, plantilla.MENSAJE, caja, parrafo(parte.subtitulo, caja, 36), "Subtítulo")
    if parte.pie:
        caja = cajas[plantilla.SELLOS]
        renglones = [Renglon(acortar(t, caja.ancho, LETRA_MINIMA), LETRA_MINIMA, SUAVE) for t in parte.pie[:4]]
        _en_marcador(hoja, escala, plantilla.SELLOS, caja, renglones, "Sellos")
    _advertencia(hoja, escala, advertencia)
    _quitar_vacios(hoja)


def _diseno(abierta: Abierta, nombre: str) -> Any:
    """El diseño con ese nombre; en una plantilla ajena, el primero que sólo tenga título o, si no hay, el primero."""
    disenos = list(abierta.slide_layouts)
    propio = next((d for d in disenos if d.name == nombre), None)
    return propio or next((d for d in disenos if any(p.placeholder_format.idx == 0 for p in d.placeholders)), disenos[0])


def _cajas(hoja: Any, escala: Escala, comunes: dict[int, Caja]) -> dict[int, Caja]:
    """Dónde va cada cosa: donde diga el marcador del diseño y, si no lo tiene, donde va en la nuestra."""
    del_diseno = {p.placeholder_format.idx: escala.de(p) for p in hoja.slide_layout.placeholders if p.width and p.height}
    return {numero: del_diseno.get(numero, caja) for numero, caja in comunes.items()}


def _en_marcador(hoja: Any, escala: Escala, numero: int, caja: Caja, renglones: list[Renglon], nombre: str) -> None:
    """El texto en el marcador del diseño o, si no existe, en un cuadro en el mismo lugar."""
    marcador = next((p for p in hoja.placeholders if p.placeholder_format.idx == numero and p.has_text_frame), None)
    if marcador is None:
        texto(hoja.shapes, escala, caja, renglones, nombre)
        return
    escribir(marcador.text_frame, renglones)
    describir(marcador, nombre, " ".join(renglon.texto for renglon in renglones))


def _titulo(hoja: Any, escala: Escala, cajas: dict[int, Caja], dicho: str) -> None:
    caja = cajas[plantilla.TITULO]
    _en_marcador(hoja, escala, plantilla.TITULO, caja, parrafo(dicho, caja, 52, TITULO_MINIMO, negrita=True), "Título")


def _mensaje(hoja: Any, escala: Escala, cajas: dict[int, Caja], lamina: Lamina) -> None:
    """El mensaje clave con su firmeza; sin mensaje, la selección en palabras."""
    mensaje, caja = lamina.mensaje, cajas[plantilla.MENSAJE]
    if mensaje is None:
        renglones = parrafo(lamina.procedencia.seleccion, caja, 30, cual=SUAVE)
    else:
        cola = f"[{mensaje.firmeza}]" if mensaje.firmeza else ""
        renglones = [
            replace(r, cola=cola if cola and r.texto.endswith(cola) else "") for r in parrafo(f"{mensaje.texto} {cola}".strip(), caja, 30)
        ]
    _en_marcador(hoja, escala, plantilla.MENSAJE, caja, renglones, "Mensaje")


def _sellos(hoja: Any, escala: Escala, cajas: dict[int, Caja], estampa: Estampa) -> None:
    caja = cajas[plantilla.SELLOS]
    enlace = estampa.procedencia.enlace if estampa.procedencia.enlace.startswith("http") else ""
    renglones = [
        Renglon(acortar(dicho, caja.ancho, LETRA_MINIMA), LETRA_MINIMA, SUAVE, enlace=enlace if dicho.startswith("Enlace") else "")
        for dicho in estampa.en_cuatro
    ]
    _en_marcador(hoja, escala, plantilla.SELLOS, caja, renglones, "Sellos")


def _qr(hoja: Any, escala: Escala, cajas: dict[int, Caja], estampa: Estampa) -> None:
    enlace = estampa.enlace_verificable
    if not qr.modulos(enlace):
        return
    dibujo = BytesIO(qr.en_png(enlace))
    caja = cajas[plantilla.QR]
    lado = min(caja.ancho, caja.alto)
    imagen = hoja.shapes.add_picture(dibujo, escala.x(caja.x), escala.y(caja.y), escala.x(lado), escala.x(lado))
    describir(imagen, "Código QR", f"Código QR con el enlace a esta vista: {enlace}")
    imagen.name = "Código QR"
    if enlace.startswith("http"):
        imagen.click_action.hyperlink.address = enlace


def _advertencia(hoja: Any, escala: Escala, advertencia: str) -> None:
    if not advertencia:
        return
    banda = hoja.shapes.add_shape(1, *escala.caja(Caja(0, 0, 1920, _BANDA)))
    describir(banda, "Advertencia", advertencia)
    rellenar(banda.fill, _AVISO)
    banda.line.fill.background()
    escribir(banda.text_frame, [Renglon(acortar(advertencia, 1800, 28, 600), 28, "#ffffff", negrita=True)], "centro")


def _notas(hoja: Any, lamina: Lamina, estampa: Estampa, ademas: str) -> None:
    """Lo que dice quien presenta y lo que contesta si preguntan: frases, descripción, método, cautelas y sellos."""
    partes = [
        ademas,
        "\n".join(f"{frase.texto} [{frase.firmeza}]" if frase.firmeza else frase.texto for frase in lamina.frases),
        lamina.descripcion,
        "\n".join(("Método y cautelas:", *lamina.notas)) if lamina.notas else "",
        "\n".join(estampa.renglones),
    ]
    renglones = [limpio(renglon) for parte in partes if parte for renglon in (*parte.split("\n"), "")]
    hoja.notes_slide.notes_text_frame.text = "\n".join(renglones).strip()


def _quitar_vacios(hoja: Any) -> None:
    """Los marcadores que no se llenaron: vacíos dirían «haga clic para agregar»."""
    for marcador in list(hoja.placeholders):
        if not (marcador.has_text_frame and marcador.text_frame.text.strip()):
            marcador._element.getparent().remove(marcador._element)
