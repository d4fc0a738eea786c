"""Una lámina como página HTML sin guiones: la gráfica como vectores, lo que dice, su tabla y sus sellos.

Sirve para incrustarla en otro sitio y para el archivo sin red. Todo texto va escapado; no pide nada de otro servidor.
"""

import re
from collections.abc import Iterable
from html import escape

from apertura import formato
from apertura.exportacion import imagen
from apertura.exportacion.estampa import Estampa
from apertura.exportacion.sellos import una_linea
from apertura.graficas.tema import TEMAS, NombreTema, Tema
from apertura.laminas.base import Lamina
from apertura.tablas import Cifra, Tabla, columna_en_texto

LIENZO = (1200, 700)
RENGLONES = 60
LETRAS = (("Public Sans", 400, "public-sans-400"), ("Public Sans", 600, "public-sans-600"), ("Newsreader", 500, "newsreader-500"))


def de_lamina(lamina: Lamina, estampa: Estampa, tema: NombreTema, fuentes: str, volver: str = "") -> str:
    """La página completa. `fuentes` es la carpeta de las letras, relativa; `volver`, la dirección que abre la vista en Apertura."""
    aviso = f'<p class="aviso">{texto(estampa.advertencia)}</p>' if estampa.advertencia else ""
    frases = "".join(f"<li>{texto(f.texto)}{_firmeza(f.firmeza)}</li>" for f in lamina.frases)
    sellos = "".join(f"<li>{texto(renglon)}</li>" for renglon in estampa.renglones if not renglon.startswith("Enlace: "))
    enlace = f'<p><a href="{escape(volver, quote=True)}" target="_blank" rel="noopener">Abrir en Apertura</a></p>' if volver else ""
    cuerpo = (
        f'{aviso}<h1>{texto(lamina.titulo)}</h1><p class="suave">{texto(lamina.procedencia.seleccion)}</p>'
        f"{_figura(lamina, tema)}"
        f"<details><summary>En palabras y en tabla</summary><p>{texto(lamina.descripcion)}</p><ul>{frases}</ul>{tabla(lamina.tabla)}"
        f"{''.join(f'<p class=nota>{texto(nota)}</p>' for nota in lamina.notas)}</details>"
        f'<footer><ul class="sellos">{sellos}</ul>{enlace}</footer>'
    )
    return pagina(lamina.titulo, cuerpo, caras(fuentes) + estilo(TEMAS[tema]))


def pagina(titulo: str, cuerpo: str, hoja: str, cabecera: str = "") -> str:
    """El documento: idioma, título, hoja de estilo en línea y cuerpo ya escapado."""
    return (
        '<!doctype html><html lang="es-MX"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{texto(titulo)} · Apertura</title>{cabecera}<style>{hoja}</style></head><body><main>{cuerpo}</main></body></html>\n"
    )


def texto(dicho: str) -> str:
    """Un renglón que el navegador lee como texto."""
    return escape(una_linea(dicho), quote=False)


def tabla(de: Tabla, renglones: int = RENGLONES) -> str:
    """La tabla gemela, con su título para lectores de pantalla; si faltan renglones, lo dice."""
    primeros = de.datos.head(renglones)
    if not primeros.height:
        return "<p>No hay renglones con esta selección.</p>"
    columnas = [columna_en_texto(primeros, columna).to_list() for columna in de.columnas]
    clases = ["" if columna.formato == "texto" else ' class="n"' for columna in de.columnas]
    encabezado = "".join(f'<th scope="col"{clase}>{texto(c.etiqueta)}</th>' for c, clase in zip(de.columnas, clases, strict=True))
    filas = "".join(_fila(fila, clases) for fila in zip(*columnas, strict=True))
    faltan = de.datos.height - primeros.height
    nota = f"<p class=nota>Hay {formato.contar(faltan, 'renglón más', 'renglones más')} en los datos completos.</p>" if faltan else ""
    tabla_ = f"<table><caption>{texto(de.titulo)}</caption><thead><tr>{encabezado}</tr></thead><tbody>{filas}</tbody></table>"
    return f'<div class="ancha" tabindex="0" role="region" aria-label="{escape(una_linea(de.titulo), quote=True)}">{tabla_}</div>{nota}'


def caras(fuentes: str) -> str:
    """Las letras del proyecto, desde esa carpeta."""
    return "".join(
        f'@font-face{{font-family:"{familia}";font-weight:{peso};src:url("{fuentes}/{archivo}.ttf");font-display:swap}}'
        for familia, peso, archivo in LETRAS
    )


def estilo(tema: Tema) -> str:
    """La hoja de estilo de un tema."""
    return (
        f'body{{margin:0;background:{tema.fondo};color:{tema.texto};font:16px/1.5 "Public Sans",sans-serif}}'
        "main{max-width:72rem;margin:0 auto;padding:1rem 1.25rem}"
        'h1,h2{font-family:"Newsreader",Georgia,serif;font-weight:500;line-height:1.15;margin:.2em 0}'
        "h1{font-size:1.6rem}h2{font-size:1.25rem}"
        "figure{margin:.75rem 0}figure svg{display:block;width:100%;height:auto}"
        f"a{{color:{tema.acento}}}"
        f":focus-visible{{outline:3px solid {tema.acento};outline-offset:2px}}"
        f".suave,.nota,footer{{color:{tema.texto_suave};font-size:.875rem}}.nota{{margin:.4em 0}}"
        f"footer{{border-top:1px solid {tema.linea};margin-top:.75rem;padding-top:.5rem}}.sellos{{list-style:none;margin:0;padding:0}}"
        f"summary{{cursor:pointer;color:{tema.acento};font-weight:600}}"
        ".ancha{overflow-x:auto}table{border-collapse:collapse;font-size:.875rem;margin:.5rem 0}"
        "caption{text-align:left;font-weight:600;padding:.3rem 0}"
        f"th,td{{text-align:left;padding:.25rem .6rem;border-bottom:1px solid {tema.linea};vertical-align:top}}"
        f"th{{color:{tema.texto_suave}}}"
        "td{min-width:5rem}@media(max-width:600px){figure{overflow-x:auto}figure svg{min-width:560px}}"
        ".cifras{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:1rem;margin:.75rem 0}"
        f".cifras div{{background:{tema.panel};border-radius:8px;padding:.8rem 1rem}}.cifras dt{{font-weight:600}}.cifras dd{{margin:0}}"
        f".cifras b{{display:block;font:500 2.4rem/1.1 Newsreader,Georgia,serif;color:{tema.acento}}}"
        ".n{text-align:right;font-variant-numeric:tabular-nums}"
        ".aviso{background:#8f1d1d;color:#fff;font-weight:600;padding:.5rem 1rem;margin:0 0 .75rem}"
        f".firmeza{{border:1px solid {tema.borde};border-radius:1em;padding:0 .5em;font-size:.75rem;white-space:nowrap}}"
    )


def _fila(celdas: Iterable[str], clases: list[str]) -> str:
    return "<tr>" + "".join(f"<td{clase}>{texto(celda)}</td>" for celda, clase in zip(celdas, clases, strict=True)) + "</tr>"


def _firmeza(dicha: str) -> str:
    return f' <span class="firmeza">{texto(dicha)}</span>' if dicha else ""


def _figura(lamina: Lamina, tema: NombreTema) -> str:
    """La gráfica con lo que muestra en palabras; o las cifras o la tabla, que ya son texto."""
    if lamina.grafica:
        descripcion = escape(una_linea(lamina.descripcion), quote=True)
        # En un teléfono la gráfica se recorre de lado: también con el teclado.
        dibujo = _vectores(imagen.dibujar(lamina.grafica, tema, *LIENZO))
        return f'<figure role="img" tabindex="0" aria-label="{descripcion}">{dibujo}</figure>'
    if lamina.cifras:
        return f'<dl class="cifras">{"".join(map(_cifra, lamina.cifras))}</dl>'
    return tabla(lamina.tabla)


def _vectores(svg: str) -> str:
    """El SVG que se ajusta a su caja, sin los nombres internos que Vega deja para lectores de pantalla."""
    sin_nombres = re.sub(r' (?:aria-[a-z]+|role)="[^"]*"', "", svg).replace("<svg ", '<svg aria-hidden="true" ', 1)
    if "viewBox=" in sin_nombres.partition(">")[0]:
        return sin_nombres
    return sin_nombres.replace("<svg ", f'<svg viewBox="0 0 {LIENZO[0]} {LIENZO[1]}" ', 1)


def _cifra(cifra: Cifra) -> str:
    return f"<div><dt>{texto(cifra.etiqueta)}</dt><dd><b>{texto(cifra.valor)}</b>{texto(cifra.apoyo)}</dd></div>"
