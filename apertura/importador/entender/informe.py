"""El dictamen para una persona: en texto, en XLSX (con las mismas salvaguardas que toda descarga) y en JSON."""

import json
from datetime import date

import polars as pl

from apertura.exportacion.xlsx import a_xlsx
from apertura.formato import contar, entero
from apertura.importador.entender.dictamen import Dictamen
from apertura.tablas import Columna, Procedencia, Tabla

_CAMPOS = {
    "nivel": "Nivel", "codigo": "Código", "que": "Qué pasó", "hoja": "Hoja", "renglon": "Renglón", "columna": "Columna", "valor": "Valor",
    "remedio": "Qué hacer", "alcance": "Alcance",
}  # fmt: skip
ORDEN = {"error": 0, "aviso": 1, "reparado": 2}


def en_texto(dictamen: Dictamen, tope: int = 40) -> str:
    """Cuenta, defectos (los más graves primero) y si se puede publicar."""
    defectos = sorted(dictamen.defectos, key=lambda d: (ORDEN[d.nivel], d.alcance == "renglon", d.renglon or 0))
    lineas = [f"{d.nivel.upper():<9}{d}" for d in defectos[:tope]]
    if len(defectos) > tope:
        lineas.append(
            f"… y {contar(len(defectos) - tope, 'defecto', 'defectos')} más: pida el informe completo con --informe ARCHIVO.xlsx."
        )
    return "\n".join([*lineas, "", cuenta(dictamen)])


def cuenta(dictamen: Dictamen) -> str:
    """«MGA 2019: 125 renglones leídos = 120 publicables + 3 rechazados + 2 excluidos»."""
    edicion = f"{dictamen.metrica or 'métrica por decir'} {dictamen.edicion or '(edición por decir)'}"
    return (
        f"{edicion}: {contar(dictamen.leidos, 'renglón leído', 'renglones leídos')} = {entero(dictamen.publicables)} publicables"
        f" + {entero(dictamen.rechazados)} rechazados + {entero(dictamen.excluidos)} excluidos."
    )


def en_tabla(dictamen: Dictamen) -> Tabla:
    """Un defecto por renglón, los más graves primero."""
    filas = [d.como_dict() for d in sorted(dictamen.defectos, key=lambda d: (ORDEN[d.nivel], d.renglon or 0))]
    esquema = {campo: pl.Int64 if campo == "renglon" else pl.String for campo in _CAMPOS}
    datos = pl.DataFrame([{c: fila[c] for c in _CAMPOS} for fila in filas], schema=esquema)
    columnas = tuple(Columna(c, etiqueta, "entero" if c == "renglon" else "texto") for c, etiqueta in _CAMPOS.items())
    nombre = dictamen.archivo.get("nombre", "")
    procedencia = Procedencia(f"Archivo «{nombre}», sha256 {dictamen.archivo.get('sha256', '')[:16]}", cuenta(dictamen), "aún sin publicar")
    return Tabla("dictamen", f"Dictamen de «{nombre}»", datos, columnas, procedencia, (cuenta(dictamen),))


def en_xlsx(dictamen: Dictamen, hoy: date | None = None) -> bytes:
    """El libro con todos los defectos."""
    return a_xlsx(en_tabla(dictamen), hoy or date.today())


def en_json(dictamen: Dictamen) -> str:
    """El motivo completo y cómo se reconoció a cada institución."""
    instituciones = dictamen.instituciones.to_dicts() if dictamen.instituciones.height else []
    return json.dumps(
        {**dictamen.motivo(), "se_puede_publicar": dictamen.se_puede_publicar, "instituciones": instituciones}, ensure_ascii=False, indent=2
    )
