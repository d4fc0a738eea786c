"""`index.html` y `metodo.html`: por dónde empezar, cada ficha por su nombre, y cómo se calculó todo."""

from collections.abc import Iterable
from html import escape
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from apertura import formato
from apertura.archivo.hoja import ESTILO_DEL_INDICE, documento
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.exportacion.en_html import tabla, texto
from apertura.lotes.hacer import Hecha
from apertura.seleccion import Seleccion
from apertura.tablas import Tabla
from apertura.vistas import metodologia

TITULO = "Archivo de la Métrica de Gobierno Abierto y de la Métrica de Justicia Abierta"


def indice(catalogo: Catalogo, hechas: Iterable[Hecha], fecha: str, pie: str, aviso: str = "") -> str:
    """La portada. `hechas`: las fichas que lleva el archivo; `aviso`, lo que hay que saber antes de usarlo."""
    con_ficha = [hecha for hecha in hechas if hecha.estado != "fallo"]
    lista = "".join(_grupo(nombre, suyas) for nombre, suyas in _por_entidad(catalogo, con_ficha))
    advertencia = f'<p class="aviso">{texto(aviso)}</p>' if aviso else ""
    cuerpo = (
        f"{advertencia}<h1>{texto(TITULO)}</h1><p>{texto(_que_es(catalogo, fecha))}</p>"
        f'<div class="tarjetas">{_tarjetas(catalogo)}</div>'
        f"<h2>{formato.contar(len(con_ficha), 'ficha', 'fichas')}</h2>{_buscador() if con_ficha else ''}{lista}{pie}"
    )
    guion = (Path(__file__).parent / "buscar.js").read_text(encoding="utf-8") if con_ficha else ""
    return documento("Archivo", cuerpo, ESTILO_DEL_INDICE, guion)


def metodo(motor: Motor, catalogo: Catalogo, pie: str) -> str:
    """Fórmulas, pesos, comparabilidad, reparaciones y fuentes, con las mismas tablas que Metodología."""
    por_sujeto = [llave for llave, edicion in catalogo.ediciones.items() if edicion.por_sujeto]
    partes = [_edicion(motor, catalogo, *llave) for llave in catalogo.ediciones]
    comunes = [metodologia.comparabilidad, metodologia.reparaciones, metodologia.lugares, metodologia.fuentes]
    base = _seleccion(catalogo, *(por_sujeto or list(catalogo.ediciones))[0])
    partes += [_seccion(vista(motor, catalogo, base)) for vista in comunes]
    cuerpo = (
        '<p><a href="index.html">← Índice</a></p><h1>Cómo se calculó</h1><p>Toda cifra de entidad, orden o tipo es la media simple de sus '
        "sujetos obligados. Lo publicado y lo calculado no se mezclan. La MGA y la MJA no se suman ni se promedian. El detalle de las "
        'áreas de oportunidad está en <a href="documentos/brechas.txt">brechas.txt</a>; las palabras, en '
        '<a href="documentos/glosario.txt">glosario.txt</a>; lo que se supuso, en <a href="documentos/supuestos.txt">supuestos.txt</a>.</p>'
        f"{''.join(partes)}{pie}"
    )
    return documento("Cómo se calculó", cuerpo)


def pie(catalogo: Catalogo, fecha: str) -> str:
    """Versión, fecha y cómo comprobarlo, al pie de toda página."""
    return (
        f"<footer><p>Versión de datos {texto(catalogo.version)} · {texto(fecha)} · Preparado con Apertura. No es un sitio oficial.</p>"
        '<p>Cada archivo se puede comprobar con <a href="manifiesto.json">manifiesto.json</a> o con '
        "<code>sha256sum -c SHA256SUMS.txt</code>. "
        '<a href="documentos/LICENCIAS-DE-DATOS.txt">Licencias</a>.</p></footer>'
    )


def _que_es(catalogo: Catalogo, fecha: str) -> str:
    ediciones = formato.enumerar([f"{metrica} {anio}" for metrica, anio in catalogo.ediciones])
    return (
        f"Esta carpeta guarda, para abrirse sin red y sin ningún programa, lo que se conserva de {ediciones}: los datos, su diccionario, "
        f"fichas, mapas, método y licencias. Se preparó el {fecha} con la versión de datos {catalogo.version}."
    )


def _tarjetas(catalogo: Catalogo) -> str:
    anchos = [(m, a) for (m, a), edicion in catalogo.ediciones.items() if edicion.por_sujeto]
    datos = "".join(
        f'<li><a href="datos/instituciones_{escape(m, quote=True)}_{a}.csv">instituciones, {texto(m)} {a}</a> (CSV)</li>' for m, a in anchos
    )
    return (
        '<section><h2><a href="mapa.html">Mapas</a></h2><p>Un mapa por edición e indicador, con su tabla.</p></section>'
        f'<section><h2>Datos</h2><ul>{datos}<li><a href="datos/csv/">datos/csv</a>, cada tabla</li><li><a href="datos/publicacion/">'
        'datos/publicacion</a>, en Parquet</li><li><a href="datos/diccionario.txt">diccionario</a></li><li><a href="datos/fuentes/">'
        "datos/fuentes</a>, como se recibieron</li></ul></section>"
        '<section><h2><a href="metodo.html">Cómo se calculó</a></h2><p>Indicadores, pesos, qué se puede comparar, reparaciones y '
        "fuentes.</p>"
        '</section><section><h2><a href="LEEME.txt">Léeme</a></h2><p>Qué hay en cada carpeta y cómo comprobarlo.</p></section>'
    )


def _buscador() -> str:
    """Se muestra si corre el guion; sin él, la lista completa está igual."""
    return (
        '<div id="buscador" hidden><label for="buscar">Buscar por nombre</label><input id="buscar" type="search" autocomplete="off" '
        'placeholder="secretaría salud oax"><p id="hallados" role="status" class="suave"></p></div>'
    )


def _por_entidad(catalogo: Catalogo, hechas: list[Hecha]) -> Iterable[tuple[str, list[Hecha]]]:
    """Las fichas de cada entidad, primero la suya, en el orden del catálogo."""
    orden = {clave: numero for numero, clave in enumerate(catalogo.entidades)}
    clave_de = {id(hecha): _entidad(hecha) for hecha in hechas}
    ordenadas = sorted(hechas, key=lambda h: orden.get(clave_de[id(h)], len(orden)))
    for clave, suyas in groupby(ordenadas, key=lambda h: clave_de[id(h)]):
        yield catalogo.entidades.get(clave, clave), list(suyas)


def _entidad(hecha: Hecha) -> str:
    """La clave de su entidad: la suya o el principio de la del sujeto."""
    return hecha.pieza.vista.seleccion.entidad or hecha.pieza.clave.partition("-")[0]


def _grupo(nombre: str, hechas: list[Hecha]) -> str:
    renglones = "".join(f'<li><a href="{escape(quote(f"fichas/{h.archivo}"), quote=True)}">{texto(_rotulo(h))}</a></li>' for h in hechas)
    cuantas = formato.contar(len(hechas), "ficha", "fichas")
    return (
        f'<details data-entidad="{escape(nombre, quote=True)}"><summary>{texto(nombre)} <span class="suave">({cuantas})</span></summary>'
        f"<ul>{renglones}</ul></details>"
    )


def _rotulo(hecha: Hecha) -> str:
    """El nombre; de una entidad, además, la edición."""
    seleccion = hecha.pieza.vista.seleccion
    return f"{hecha.pieza.nombre}, {seleccion.metrica} {seleccion.edicion}" if seleccion.entidad else hecha.pieza.nombre


def _edicion(motor: Motor, catalogo: Catalogo, metrica: str, anio: int) -> str:
    edicion = catalogo.ediciones[(metrica, anio)]
    seleccion = _seleccion(catalogo, metrica, anio)
    vistas = [metodologia.indicadores, *([metodologia.identidades, metodologia.contra_lo_publicado] if edicion.por_sujeto else [])]
    tablas = "".join(_seccion(vista(motor, catalogo, seleccion)) for vista in vistas)
    return f"<h2>{texto(edicion.nombre)}</h2><p>{texto(f'{edicion.operador}. {edicion.cobertura}')}</p>{tablas}"


def _seleccion(catalogo: Catalogo, metrica: str, anio: int) -> Seleccion:
    return Seleccion(metrica=metrica, edicion=anio, indicador=next(iter(catalogo.elegibles(metrica, anio))))


def _seccion(cosa: Tabla) -> str:
    """Cerrada: una página con todo abierto no se puede leer."""
    notas = "".join(f"<p class=nota>{texto(nota)}</p>" for nota in cosa.notas)
    return (
        f"<details><summary>{texto(cosa.titulo)} ({formato.contar(cosa.datos.height, 'renglón', 'renglones')})</summary>"
        f"{tabla(cosa, 400)}{notas}</details>"
    )
