"""Una lámina proyectada, en HTML: título, mensaje con su firmeza, contenido, sellos y QR; y aparte, sus notas y sus datos."""

from collections.abc import Iterable, Sequence
from html import escape

from apertura import formato
from apertura.exportacion import qr
from apertura.exportacion.estampa import Estampa
from apertura.graficas.tema import PAPEL, TINTA
from apertura.laminas import Lamina
from apertura.sesion.armar import Armada
from apertura.tablas import Cifra, Columna, Tabla, columna_en_texto

RENGLONES, RENGLONES_DE_DATOS = 24, 60
_ANCHO_DE_TABLA, _LETRA, _MARGEN = 1730, 14.2, 2.4
_DE_TITULO, _DE_MENSAJE = (64, 110), (110, 200)


def seccion(armada: Armada, numero: int, cuantas: int, dibujos: tuple[str, ...]) -> str:
    """La lámina entera. `numero` es su lugar entre las que se proyectan, desde 1."""
    lamina, estampa = armada.lamina, armada.estampa
    assert lamina is not None
    assert estampa is not None
    advertencia = _p("advertencia", estampa.advertencia) + _p("cruzada", estampa.advertencia, ' aria-hidden="true"')
    return (
        f'{_apertura(numero, cuantas, lamina.titulo, "")}<div class="hoja">{advertencia}'
        f"<header>{_titulo(lamina.titulo, 'h2')}{_mensaje(lamina)}</header>"
        f'<figure>{_contenido(lamina, dibujos)}<figcaption class="oculto">{_texto(lamina.descripcion)}</figcaption></figure>'
        f"{_pie(estampa, numero, cuantas)}</div>{_notas(armada)}{_datos(lamina)}</section>"
    )


def portada(armada: Armada, numero: int, cuantas: int, pie: Iterable[str], silueta: str, advertencia: str) -> str:
    """La portada: título grande, de qué trata y, al pie, fecha y versión."""
    renglones = "".join(_p("", renglon) for renglon in pie)
    return (
        f'{_apertura(numero, cuantas, armada.titulo, " portada")}<div class="hoja">{_p("advertencia", advertencia)}{silueta}'
        f"<header>{_titulo(armada.titulo, 'h1')}{_p('mensaje', armada.mensaje)}</header>"
        f'<footer><div class="sellos">{renglones}</div></footer></div>{_notas(armada)}</section>'
    )


def _apertura(numero: int, cuantas: int, titulo: str, clase: str) -> str:
    nombre = escape(f"{numero} de {cuantas}: {titulo}", quote=True)
    return f'<section class="lamina{clase}" id="l{numero}" role="group" aria-roledescription="lámina" aria-label="{nombre}">'


def _titulo(titulo: str, etiqueta: str) -> str:
    largo = sum(len(titulo) > corte for corte in _DE_TITULO)
    return f'<{etiqueta} class="titulo t{largo}" dir="auto">{_texto(titulo)}</{etiqueta}>'


def _mensaje(lamina: Lamina) -> str:
    mensaje = lamina.mensaje
    if mensaje is None:
        return ""
    largo = sum(len(mensaje.texto) > corte for corte in _DE_MENSAJE)
    return f'<p class="mensaje m{largo}" dir="auto">{_texto(mensaje.texto)} <span class="firmeza">{_texto(mensaje.firmeza)}</span></p>'


def _contenido(lamina: Lamina, dibujos: tuple[str, ...]) -> str:
    if dibujos:
        return "".join(dibujos)
    if lamina.cifras:
        return f'<div class="cifras de{min(len(lamina.cifras), 8)}">{"".join(map(_cifra, lamina.cifras[:8]))}</div>'
    return _cuadro(lamina.tabla)


def _cifra(cifra: Cifra) -> str:
    largo = "larga" if len(cifra.valor) > 8 else "corta"
    return f'<div class="cifra {largo}">{_p("", cifra.etiqueta)}<strong>{_texto(cifra.valor)}</strong>{_p("apoyo", cifra.apoyo)}</div>'


def _cuadro(tabla: Tabla) -> str:
    """La tabla en letra grande: las columnas que caben y los primeros renglones; el proyector esconde los que no entren."""
    if not tabla.datos.height:
        return _p("vacia", "No hay renglones con esta selección.")
    columnas = _columnas_que_caben(tabla)
    hecha = _tabla(tabla, columnas, RENGLONES)
    faltan = f"; {columnas} de {len(tabla.columnas)} columnas" if columnas < len(tabla.columnas) else ""
    total = formato.entero(tabla.datos.height)
    nota = f'<p class="nota" data-total="{total}" data-resto="{escape(faltan, quote=True)}"></p>'
    return f'<div class="cuadro">{hecha}{nota}</div>'


def _columnas_que_caben(tabla: Tabla) -> int:
    """Cuántas de las primeras columnas entran con su texto doblado en dos renglones."""
    suma = 0.0
    for numero, (columna, textos) in enumerate(zip(tabla.columnas, _textos(tabla, tabla.columnas, RENGLONES), strict=True)):
        palabras = max((len(palabra) for texto in (columna.etiqueta, *textos) for palabra in texto.split()), default=1)
        pedido = max(min(max(map(len, textos), default=1) * 0.55, 40), palabras, len(columna.etiqueta) * 0.5)
        suma += (pedido + _MARGEN) * _LETRA
        if suma > _ANCHO_DE_TABLA and numero:
            return numero
    return len(tabla.columnas)


def _tabla(tabla: Tabla, columnas: int, renglones: int) -> str:
    visibles = tabla.columnas[:columnas]
    clases = ["" if columna.formato == "texto" else ' class="n"' for columna in visibles]
    titulos = "".join(f'<th scope="col"{clase}>{_texto(c.etiqueta)}</th>' for c, clase in zip(visibles, clases, strict=True))
    filas = (
        "<tr>" + "".join(f'<td dir="auto"{clase}>{_texto(celda)}</td>' for celda, clase in zip(fila, clases, strict=True)) + "</tr>"
        for fila in zip(*_textos(tabla, visibles, renglones), strict=True)
    )
    return f"<table><thead><tr>{titulos}</tr></thead><tbody>{''.join(filas)}</tbody></table>"


def _textos(tabla: Tabla, columnas: Sequence[Columna], renglones: int) -> list[list[str]]:
    """Los primeros valores de cada columna, como se leen. Por columna y no por nombre: dos pueden llamarse igual."""
    primeros = tabla.datos.head(renglones)
    return [columna_en_texto(primeros, columna).to_list() for columna in columnas]


def _pie(estampa: Estampa, numero: int, cuantas: int) -> str:
    renglones = "".join(_p("", renglon) for renglon in estampa.en_cuatro if not renglon.startswith("Enlace"))
    return f'<footer><div class="sellos">{renglones}</div><p class="cuenta">{numero} / {cuantas}</p>{_qr(estampa)}</footer>'


def _qr(estampa: Estampa) -> str:
    """Siempre tinta sobre papel, también en oscuro: así lo lee cualquier teléfono."""
    trazo, lado = qr.trazo(estampa.enlace_verificable)
    if not lado:
        return ""
    return (
        f'<svg class="qr" viewBox="0 0 {lado} {lado}" role="img" aria-label="Código QR con el enlace a esta vista" '
        f'shape-rendering="crispEdges">'
        f'<path fill="{PAPEL}" d="M0 0h{lado}v{lado}h-{lado}z"/><path fill="{TINTA}" d="{trazo}"/></svg>'
    )


def _notas(armada: Armada) -> str:
    """Lo que ve quien presenta: lo suyo, lo que cambió, las frases con su firmeza, y método y cautelas."""
    lamina = armada.lamina
    propias = "".join(_p("propia", parrafo) for parrafo in armada.paso.notas.split("\n") if parrafo.strip())
    cambios = "".join(_p("cambio", cambio.en_palabras) for cambio in (armada.cambios or ())[:8])
    cambios = (
        f"<h3>Cambió desde la última revisión</h3>{cambios or _p('cambio', 'Cambiaron datos que aquí no se leen.')}"
        if armada.cambios is not None
        else ""
    )
    frases = "".join(_p("", f"{frase.texto} [{frase.firmeza}]") for frase in lamina.frases) if lamina else ""
    metodo = "".join(_p("", nota) for nota in lamina.notas) if lamina else ""
    metodo = f"<h3>Método y cautelas</h3>{metodo}" if metodo else ""
    return f'<aside class="notas" hidden="">{propias}{cambios}{frases}{metodo}</aside>'


def _datos(lamina: Lamina) -> str:
    """Lo mismo en palabras y en tabla, para quien no ve la gráfica."""
    hecha = _tabla(lamina.tabla, len(lamina.tabla.columnas), RENGLONES_DE_DATOS) if lamina.tabla.datos.height else ""
    return f'<aside class="datos" hidden="">{_p("", lamina.descripcion)}{hecha}</aside>'


def _p(clase: str, texto: str, atributos: str = "") -> str:
    return f'<p{f" class={chr(34)}{clase}{chr(34)}" if clase else ""}{atributos} dir="auto">{_texto(texto)}</p>' if texto else ""


def _texto(texto: str) -> str:
    return escape(texto, quote=False)
