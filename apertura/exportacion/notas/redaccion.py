"""De una lámina a un texto fechado que alguien puede firmar. Todo sale de reglas con nombre; se puede corregir antes de descargarlo."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from apertura import formato
from apertura.exportacion.estampa import Estampa
from apertura.exportacion.sellos import una_linea
from apertura.frases import Frase, decir
from apertura.frases.base import MUESTRA, PESOS
from apertura.laminas.base import Lamina
from apertura.tablas import columna_en_texto

Clase = Literal["nota", "oficio"]
CLASES: dict[Clase, str] = {"nota": "Nota de prensa", "oficio": "Oficio"}
RENGLONES, COLUMNAS = 15, 6
LARGO_DE_TITULO, LARGO_DE_CUERPO = 300, 20_000


@dataclass(frozen=True)
class Cuadro:
    """El anexo: encabezados, renglones ya en texto y, si falta algo, cuánto."""

    encabezados: tuple[str, ...]
    renglones: tuple[tuple[str, ...], ...]
    numericas: tuple[bool, ...]
    nota: str = ""


@dataclass(frozen=True)
class Nota:
    """Lo que se entrega. `titulo` y `cuerpo` se pueden corregir; lo demás va siempre.

    `cuerpo`: párrafos separados por un renglón en blanco; los que empiezan con «- » son una lista.
    """

    clase: Clase
    titulo: str
    cuerpo: str
    cautelas: tuple[str, ...]
    cuadro: Cuadro
    sellos: tuple[str, ...]
    advertencia: str = ""

    def corregida(self, titulo: str, cuerpo: str) -> "Nota":
        """La misma con otro texto, sin controles y del largo que se admite."""
        limpio = "\n".join(una_linea(renglon) for renglon in cuerpo[:LARGO_DE_CUERPO].splitlines())
        return replace(self, titulo=una_linea(titulo)[:LARGO_DE_TITULO] or self.titulo, cuerpo=limpio.strip())

    @property
    def parrafos(self) -> list[str]:
        """El cuerpo por párrafos y renglones de lista, sin vacíos."""
        bloques = [bloque.split("\n") for bloque in self.cuerpo.split("\n\n")]
        return [parte for bloque in bloques for parte in _partes(bloque) if parte]


def borrador(lamina: Lamina, estampa: Estampa, clase: Clase = "nota") -> Nota:
    """El texto que propone Apertura."""
    frases = lamina.frases
    cuerpo = (_nota if clase == "nota" else _oficio)(lamina, estampa, _oraciones(lamina))
    return Nota(
        clase=clase,
        titulo=una_linea(lamina.titulo),
        cuerpo="\n\n".join(una_linea(parrafo) if not parrafo.startswith("- ") else parrafo for parrafo in cuerpo),
        cautelas=tuple(una_linea(cautela) for cautela in _cautelas(lamina, frases)),
        cuadro=_cuadro(lamina),
        sellos=tuple(estampa.renglones),
        advertencia=estampa.advertencia,
    )


def _partes(renglones: list[str]) -> list[str]:
    """Un bloque: cada renglón de lista por su lado y los demás juntos en un párrafo."""
    partes: list[str] = []
    for renglon in renglones:
        if renglon.startswith("- ") or not partes or partes[-1].startswith("- "):
            partes.append(renglon.strip())
        else:
            partes[-1] = f"{partes[-1]} {renglon.strip()}".strip()
    return partes


def _nota(lamina: Lamina, estampa: Estampa, oraciones: list[str]) -> list[str]:
    primera, *demas = oraciones
    return [f"{formato.fecha(estampa.hoy)}.— {primera}", *demas, _de_que(estampa)]


def _oficio(lamina: Lamina, estampa: Estampa, oraciones: list[str]) -> list[str]:
    return [
        f"Fecha: {formato.fecha(estampa.hoy)}",
        f"Asunto: {lamina.titulo}",
        "A quien corresponda:",
        f"Por este medio se informa lo siguiente. {_de_que(estampa)}",
        *oraciones,
        "Se acompaña el cuadro con las cifras y las cautelas con que deben leerse. Sin otro particular, se envía un saludo cordial.",
        "Atentamente",
        "[Nombre, cargo e institución]",
    ]


def _oraciones(lamina: Lamina) -> list[str]:
    """Cada frase con lo que la sostiene; si la lámina no dice nada, lo que muestra."""
    return [_con_firmeza(frase) for frase in lamina.frases] or [lamina.descripcion]


def _con_firmeza(frase: Frase) -> str:
    return f"{frase.texto} Esta afirmación {frase.firmeza}." if frase.depende else frase.texto


def _de_que(estampa: Estampa) -> str:
    """La selección dice «Edición · indicador · de quiénes»."""
    edicion, _, resto = estampa.procedencia.seleccion.partition(" · ")
    return decir("nota.de_que", edicion=edicion, de_quien=resto.replace(" · ", ", "), fuente=estampa.procedencia.fuente).texto


def _cautelas(lamina: Lamina, frases: tuple[Frase, ...]) -> list[str]:
    depende = [cual for cual in (PESOS, MUESTRA) if any(cual in frase.depende for frase in frases)]
    dichas = [decir("nota.firmeza", cuales=depende).texto] if depende else []
    reglas = list(dict.fromkeys(frase.regla for frase in frases))
    return [*lamina.notas, *dichas, *([decir("nota.reglas", reglas=reglas).texto] if reglas else [])]


def _cuadro(lamina: Lamina) -> Cuadro:
    """Los primeros renglones y columnas de la tabla."""
    tabla = lamina.tabla
    columnas = tabla.columnas[:COLUMNAS]
    primeros = tabla.datos.head(RENGLONES)
    textos = [columna_en_texto(primeros, columna).to_list() for columna in columnas]
    faltan = tabla.datos.height - primeros.height
    partes = [f"{formato.entero(primeros.height)} de {formato.entero(tabla.datos.height)} renglones"] if faltan else []
    partes += [f"{len(columnas)} de {len(tabla.columnas)} columnas"] if len(tabla.columnas) > COLUMNAS else []
    return Cuadro(
        tuple(una_linea(columna.etiqueta) for columna in columnas),
        tuple(tuple(una_linea(celda) for celda in fila) for fila in zip(*textos, strict=True)),
        tuple(columna.formato != "texto" for columna in columnas),
        f"Se ven {formato.enumerar(partes)}; completos, en Excel, CSV o Parquet." if partes else "",
    )


def nombre_de_archivo(clase: Clase, nombre_de_tabla: str, hoy: date) -> str:
    """«nota_de_prensa_indicadores_de_entidad_20261125»: el principio del nombre de la descarga."""
    return f"{CLASES[clase].lower().replace(' ', '_')}_{nombre_de_tabla}_{hoy:%Y%m%d}"
