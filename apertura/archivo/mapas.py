"""`mapa.html`: un mapa por edición e indicador, con su tabla. Se elige sin guiones: botones de opción y hoja de estilo."""

from collections.abc import Iterator
from html import escape

from apertura.archivo.hoja import ESTILO_DE_MAPAS, documento
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.exportacion import mapa_svg
from apertura.exportacion.en_html import tabla, texto
from apertura.exportacion.sellos import una_linea
from apertura.graficas.tema import CLASES, TEMAS
from apertura.seleccion import Seleccion
from apertura.tablas import Tabla
from apertura.vistas import mapa

TEMA = TEMAS["claro"]


def pagina(motor: Motor, catalogo: Catalogo, pie: str) -> str:
    """La página completa."""
    hay = list(_con_dato(motor, catalogo))
    opciones = "".join(_opcion(numero, nombre) for numero, (nombre, _) in enumerate(hay))
    mapas = "".join(_mapa(numero, nombre, motor, catalogo, seleccion) for numero, (nombre, seleccion) in enumerate(hay))
    reglas = "".join(
        f"#m{n}:checked~.mapas>#f{n}{{display:grid}}#m{n}:checked~.opciones label[for=m{n}]{{font-weight:600}}" for n in range(len(hay))
    )
    cuerpo = (
        '<p><a href="index.html">← Índice</a></p><h1>Mapas</h1><p class="suave">Elija qué ver. El cuadro suelto es la Federación; las '
        "entidades con trama no tienen dato en esa edición.</p>"
        f"{mapa_svg.definiciones()}{''.join(_boton(n) for n in range(len(hay)))}"
        f'<div class="opciones" role="group" aria-label="Qué mapa se ve">{opciones}</div><div class="mapas">{mapas}</div>{pie}'
    )
    return documento("Mapas", cuerpo, ESTILO_DE_MAPAS + reglas)


def _con_dato(motor: Motor, catalogo: Catalogo) -> Iterator[tuple[str, Seleccion]]:
    """Nombre y selección de cada mapa con algún valor."""
    for (metrica, edicion), propia in catalogo.ediciones.items():
        for clave, indicador in catalogo.elegibles(metrica, edicion).items():
            seleccion = Seleccion(metrica=metrica, edicion=edicion, indicador=clave)
            if mapa.tabla(motor, catalogo, seleccion).datos["valor"].drop_nulls().len():
                publicado = "" if propia.por_sujeto else " (publicado)"
                yield f"{metrica} {edicion} · {indicador.nombre_corto}{publicado}", seleccion


def _boton(numero: int) -> str:
    """Los botones van antes que todo: la hoja de estilo mira cuál está elegido."""
    elegido = " checked" if numero == 0 else ""
    return f'<input class="eleccion" type="radio" name="mapa" id="m{numero}"{elegido}>'


def _opcion(numero: int, nombre: str) -> str:
    return f'<label for="m{numero}">{texto(nombre)}</label>'


def _mapa(numero: int, nombre: str, motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> str:
    grafica = mapa.grafica(motor, catalogo, seleccion, "claro")
    clases = grafica.conjuntos["leyenda"].sort("fila").select("etiqueta", "indice", "cuenta").iter_rows()
    leyenda = "".join(f"<li>{_muestra(indice)} {texto(etiqueta)} {texto(cuenta)}</li>" for etiqueta, indice, cuenta in clases)
    gemela: Tabla = grafica.tabla
    return (
        f'<section id="f{numero}" aria-label="{escape(nombre, quote=True)}"><h2>{texto(nombre)}</h2>'
        f'<figure role="img" aria-label="{escape(una_linea(grafica.descripcion), quote=True)}">{mapa_svg.con_usos(grafica, TEMA)}</figure>'
        f'<ul class="leyenda">{leyenda}</ul><details><summary>En tabla</summary>{tabla(gemela)}'
        f"{''.join(f'<p class=nota>{texto(nota)}</p>' for nota in gemela.notas)}</details>"
        f'<p class="nota">Fuente: {texto(gemela.procedencia.fuente)}</p></section>'
    )


def _muestra(indice: int) -> str:
    """El color de una clase; sin dato, la trama."""
    if indice % (CLASES + 1) == CLASES:
        return '<span class="muestra trama"></span>'
    return f'<span class="muestra" style="background:{TEMA.rellenos[indice]}"></span>'
