"""Una lámina con documento → PDF: los datos comunes a toda plantilla (sellos, QR, colores) y los de cada una."""

import re
from collections.abc import Callable
from typing import Any

from apertura.exportacion import metadatos, qr
from apertura.exportacion.estampa import Estampa
from apertura.exportacion.impresos import de_entidad, de_sujeto, tipografo
from apertura.exportacion.impresos.textos import impreso, impresos, recortado
from apertura.graficas.tema import PAPEL, TEMAS, TINTA, NombreTema
from apertura.laminas import Documento, Lamina

LARGO_MINIMO = 50
HOJAS = 2
"""Las que ocupa a lo más un documento."""
# Clase de documento → su plantilla, cómo se llama, quién arma sus datos y cuántas maneras tiene de apretarlos.
CLASES: dict[str, tuple[str, str, Callable[[Documento, int], dict[str, Any]], int]] = {
    "sujeto": (de_sujeto.PLANTILLA, "Ficha de sujeto obligado", de_sujeto.datos, len(de_sujeto.CUPOS)),
    "entidad": (de_entidad.PLANTILLA, "Ficha de entidad", de_entidad.datos, len(de_entidad.CUPOS)),
    "publicado": (de_entidad.PLANTILLA_PUBLICADA, "Ficha de entidad", de_entidad.datos_publicados, len(de_entidad.CUPOS)),
}
_DEL_TEMA = ("fondo", "panel", "texto", "texto_suave", "linea", "borde", "acento", "seleccion", "punto", "trama")
_DE_TINTA: dict[NombreTema, dict[str, str]] = {
    "claro": {"banda": "#d5e3ea", "firme": "#1f6b4a", "depende": "#8a3f17", "suma": "#2c7a57", "resta": "#a8500a"},
    "oscuro": {"banda": "#24404f", "firme": "#8fd6ae", "depende": "#f2b45f", "suma": "#7fd19b", "resta": "#f2b45f"},
}
_UNA_HOJA = re.compile(rb"/Type\s*/Page\b(?!s)")


def a_pdf(lamina: Lamina, estampa: Estampa) -> bytes:
    """El PDF etiquetado de un documento, con su sello en las propiedades. La lámina debe traer uno.

    Si no cabe en sus hojas, se vuelve a componer más apretado: menos renglones y celdas más cortas, que siempre dicen qué falta.
    """
    assert lamina.documento is not None, "sólo se imprime una lámina con documento"
    documento, hecho = lamina.documento(), b""
    for apretado in range(CLASES[documento.clase][-1]):
        plantilla, datos = para_plantilla(documento, lamina, estampa, apretado)
        hecho = tipografo.a_pdf(plantilla, datos, estampa.hoy)
        if len(_UNA_HOJA.findall(hecho)) <= HOJAS:
            break
    return metadatos.en_pdf(hecho, estampa, lamina.titulo)


def para_plantilla(documento: Documento, lamina: Lamina, estampa: Estampa, apretado: int = 0) -> tuple[str, dict[str, Any]]:
    """Qué plantilla y con qué datos. Lo más apretado recorta además todo texto: así cabe diga lo que diga."""
    plantilla, nombre, propios, maneras = CLASES[documento.clase]
    edicion = estampa.procedencia.seleccion.partition(" · ")[0]
    suyos = {
        "encabezado": impreso(f"{edicion} · {nombre}", 120),
        "nombre": impreso(documento.nombre, 140) or "Sin nombre",
        "quien": impreso(documento.bajada, 240),
        "frases": [{"texto": impreso(f.texto, 420), "firmeza": f.firmeza} for f in documento.frases],
        **propios(documento, apretado),
    }
    cortos = recortado(suyos, LARGO_MINIMO) if apretado == maneras - 1 else suyos
    return plantilla, {**cortos, **comunes(estampa, lamina.titulo, lamina.descripcion)}


def comunes(estampa: Estampa, titulo: str, descripcion: str) -> dict[str, Any]:
    """Lo que toda plantilla espera, sea de lo que sea."""
    enlace = estampa.enlace_verificable
    return {
        "titulo": impreso(titulo, 200) or "Sin título",
        "descripcion": impreso(descripcion, 400),
        "fuente": impreso(estampa.procedencia.fuente, 300),
        "sellos": impresos(estampa.renglones, 300),
        "qr": dibujo_del_qr(enlace),
        "enlace_completo": enlace if enlace.startswith(("https://", "http://")) else "",
        "advertencia": impreso(estampa.advertencia, 60),
        # Una ficha va siempre en papel claro.
        "colores": colores("claro"),
    }


def colores(tema: NombreTema) -> dict[str, str]:
    """Los de la plantilla: los del tema y los propios de los impresos."""
    return {**{nombre: getattr(TEMAS[tema], nombre) for nombre in _DEL_TEMA}, **_DE_TINTA[tema], "aviso": "#8f1d1d"}


def dibujo_del_qr(enlace: str) -> str:
    """El QR como SVG; vacío si el enlace no cabe en uno que se lea."""
    trazo, modulos = qr.trazo(enlace)
    if not modulos:
        return ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {modulos} {modulos}" width="{modulos}" height="{modulos}">'
        f'<path d="M0 0h{modulos}v{modulos}h-{modulos}z" fill="{PAPEL}"/><path d="{trazo}" fill="{TINTA}"/></svg>'
    )
