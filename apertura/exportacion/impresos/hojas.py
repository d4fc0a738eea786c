"""Láminas en hojas de 16:9: una sola, o la carpeta de una sesión con portada, una hoja por lámina y el método al final.

Las gráficas son las de siempre (Vega, con letra de archivo) como vectores con texto; las cifras y las tablas, texto del documento.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from apertura.exportacion import cuadro, imagen, metadatos
from apertura.exportacion.estampa import Ajustes, Estampa
from apertura.exportacion.impresos import tipografo
from apertura.exportacion.impresos.documentos import colores, comunes, dibujo_del_qr
from apertura.exportacion.impresos.textos import PARTIBLE, impreso, impresos
from apertura.exportacion.medidas import CORTE, partir, tamano_que_cabe
from apertura.exportacion.presentacion import Diapositiva, Portada
from apertura.laminas import Lamina
from apertura.tablas import Cifra

PLANTILLA = "hojas"
CONTENIDO = (1792, 616)
LETRA_DE_TABLA = 24
VERIFICAR = (
    "Cada lámina lleva un sello: quien tenga Apertura puede abrir su enlace o darle este archivo a «Verificar», y sabrá si sus cifras son "
    "las de la publicación que dice. El sello no es una firma: no dice quién hizo el archivo."
)


def de_lamina(lamina: Lamina, estampa: Estampa, ajustes: Ajustes) -> bytes:
    """Una sola lámina en una hoja, con su sello en las propiedades."""
    return metadatos.en_pdf(tipografo.a_pdf(PLANTILLA, datos_de_una(lamina, estampa, ajustes), ajustes.hoy), estampa, lamina.titulo)


def datos_de_una(lamina: Lamina, estampa: Estampa, ajustes: Ajustes) -> dict[str, Any]:
    """Lo que pide `hojas.typ` para una sola lámina."""
    return _comunes(estampa, lamina.titulo, lamina.descripcion, ajustes, [_hoja(lamina, estampa, ajustes)])


def a_pdf(partes: Sequence[Diapositiva | Portada], ajustes: Ajustes, titulo: str = "") -> bytes:
    """La carpeta de una sesión: sus hojas en orden y, al final, el método y las cautelas de todas.

    Lleva los sellos de todas sus láminas. Error: ValueError si no hay ninguna.
    """
    con_lamina = [parte for parte in partes if isinstance(parte, Diapositiva)]
    if not con_lamina:
        raise ValueError("La carpeta no tiene láminas.")
    estampas = [parte.estampa for parte in con_lamina]
    portadas = [parte.titulo for parte in partes if isinstance(parte, Portada)]
    de_que = titulo or next(iter(portadas), "") or con_lamina[0].lamina.titulo
    hojas = [_de(parte, ajustes) for parte in partes] + [_metodo(con_lamina)]
    datos = _comunes(estampas[0], de_que, f"{de_que}: {len(con_lamina)} láminas.", ajustes, hojas)
    return metadatos.en_pdf(tipografo.a_pdf(PLANTILLA, datos, ajustes.hoy), estampas[0], de_que, estampas[1:])


def _comunes(estampa: Estampa, titulo: str, descripcion: str, ajustes: Ajustes, hojas: list[dict[str, Any]]) -> dict[str, Any]:
    return {**comunes(estampa, titulo, descripcion), "colores": colores(ajustes.tema), "hojas": hojas}


def _de(parte: Diapositiva | Portada, ajustes: Ajustes) -> dict[str, Any]:
    if isinstance(parte, Diapositiva):
        return _hoja(parte.lamina, parte.estampa, ajustes)
    return {
        "clase": "portada",
        "titulo": _ajustado(parte.titulo or "Sin título", 1600, 320, 84, 44),
        "subtitulo": _ajustado(parte.subtitulo, 1600, 200, 36, 28),
        "pie": [_ajustado(renglon, 1600, 30, 24, 24) for renglon in parte.pie[:4]],
    }


def _hoja(lamina: Lamina, estampa: Estampa, ajustes: Ajustes) -> dict[str, Any]:
    mensaje = lamina.mensaje
    return {
        "clase": "lamina",
        "titulo": _ajustado(lamina.titulo or "Sin título", 1792, 104, 50, 40),
        "mensaje": _ajustado(mensaje.texto if mensaje else "", 1792, 90, 30, 24, f" {mensaje.firmeza}" if mensaje else ""),
        "firmeza": mensaje.firmeza if mensaje else "",
        "seleccion": impreso(estampa.procedencia.seleccion, 200),
        "alternativo": impreso(lamina.descripcion, 1200),
        "sellos": impresos(estampa.renglones, 190),
        "qr": dibujo_del_qr(estampa.enlace_verificable),
        "advertencia": impreso(estampa.advertencia, 60),
        **_contenido(lamina, ajustes),
    }


def _ajustado(texto: str, ancho: float, alto: float, mayor: float, menor: float, cola: str = "") -> dict[str, Any]:
    """El texto y la letra con que entra en ese rectángulo; si ni con la menor, recortado. `cola`: lo que irá después, que también ocupa."""
    limpio = impreso(texto, 400)
    tamano = tamano_que_cabe(f"{limpio}{cola}", ancho, alto, mayor, menor, 500)
    cabe = partir(f"{limpio}{cola}", ancho, tamano, max(int(alto // (tamano * 1.2)), 1), 500)
    entero = " ".join(cabe) == f"{limpio}{cola}".replace(PARTIBLE, "") or not cabe or not cabe[-1].endswith(CORTE)
    return {"texto": limpio if entero else impreso(" ".join(cabe)), "tamano": tamano}


def _contenido(lamina: Lamina, ajustes: Ajustes) -> dict[str, Any]:
    """La gráfica, las cifras o lo que quepa de la tabla."""
    vacio: dict[str, Any] = {"svg": "", "cifras": [], "cuadro": {"celdas": []}}
    if lamina.grafica:
        return {**vacio, "svg": _vectores(imagen.dibujar(lamina.grafica, ajustes.tema, *CONTENIDO))}
    if lamina.cifras:
        return {**vacio, "cifras": [_cifra(cifra, min(len(lamina.cifras), 4)) for cifra in lamina.cifras[:8]]}
    if not lamina.tabla.datos.height:
        return vacio
    cabe = cuadro.acomodar(lamina.tabla, *CONTENIDO, LETRA_DE_TABLA)
    celdas = {"encabezados": impresos(cabe.encabezados), "celdas": [impresos(fila) for fila in cabe.celdas]}
    return {**vacio, "cuadro": {**celdas, "anchos": cabe.anchos, "numericas": cabe.numericas, "nota": cabe.nota}}


def _vectores(svg: str) -> str:
    """El SVG sin los nombres internos que Vega pone para lectores de pantalla: la hoja lleva su propio texto alternativo."""
    return re.sub(r' aria-[a-z]+="[^"]*"', "", svg)


def _cifra(cifra: Cifra, por_fila: int) -> dict[str, Any]:
    util = (CONTENIDO[0] - 40 * (por_fila - 1)) / por_fila - 48
    return {
        "etiqueta": _ajustado(cifra.etiqueta, util, 72, 30, 24),
        "valor": _ajustado(cifra.valor, util, 130, 112, 40),
        "apoyo": _ajustado(cifra.apoyo, util, 220, 24, 24),
    }


def _metodo(partes: Iterable[Diapositiva]) -> dict[str, Any]:
    """Cada nota una vez, con el título de la primera lámina que la lleva, y cómo se verifica."""
    notas: dict[str, str] = {}
    for parte in partes:
        for nota in parte.lamina.notas:
            notas.setdefault(impreso(nota, 900), impreso(parte.lamina.titulo, 90))
    fuentes = dict.fromkeys(impreso(parte.estampa.procedencia.fuente, 400) for parte in partes)
    parrafos = [{"de": "Fuente", "texto": fuente} for fuente in fuentes]
    parrafos += [{"de": titulo, "texto": nota} for nota, titulo in notas.items()]
    return {"clase": "metodo", "titulo": "Método, cautelas y cómo verificar", "parrafos": [*parrafos, {"de": "", "texto": VERIFICAR}]}
