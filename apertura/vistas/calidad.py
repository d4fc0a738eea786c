"""Calidad: qué hay en lo que se muestra, qué conviene revisar, y qué se leyó y se encontró al hacer cada publicación."""

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from apertura import publicaciones
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.publicaciones import dictamenes
from apertura.seleccion import Seleccion
from apertura.tablas import Columna, Procedencia, Tabla
from apertura.vistas.comun import enlace, guardar

INSTALACION = "Bitácora y dictámenes de las publicaciones de esta instalación."
RECALCULO = "Tablas de la publicación que se muestra; conteos y comprobaciones de Apertura."
NIVELES = {"error": "Rechazado", "aviso": "Aviso", "reparado": "Reparado"}
EDICION = (Columna("metrica", "Métrica"), Columna("edicion", "Edición"))
DEFECTO: dict[str, Any] = {
    "publicacion": pl.String,
    "nivel": pl.String,
    "codigo": pl.String,
    "que": pl.String,
    "remedio": pl.String,
    "hoja": pl.String,
    "renglon": pl.Int64,
    "columna": pl.String,
    "valor": pl.String,
}


@guardar
def por_edicion(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Una edición por renglón: conteos y cuántos nombres, valores e identidades hay que mirar."""
    llave = ["metrica", "edicion"]
    datos = motor.consultar("calidad_por_edicion")
    for columna, consulta in {"n_mismo_nombre": "mismo_nombre", "n_atipicos": "atipicos"}.items():
        cuenta = motor.consultar(consulta).group_by(llave).agg(pl.len().cast(pl.Int64).alias(columna))
        # Sin resultados por sujeto no hay qué revisar: «s/d», no cero.
        hallados = pl.when(pl.col("n_sujetos") > 0).then(pl.col(columna).fill_null(0))
        datos = datos.join(cuenta, on=llave, how="left", maintain_order="left").with_columns(hallados.alias(columna))
    columnas = (
        *EDICION,
        Columna("n_evaluados", "Sujetos evaluados", "entero", "sujetos", "Los que dice la fuente."),
        Columna("n_sujetos", "Sujetos con resultados", "entero", "sujetos"),
        Columna("n_resultados", "Resultados", "entero"),
        Columna("n_sin_dato", "Sin dato", "entero"),
        Columna("n_publicados", "Cifras publicadas", "entero"),
        Columna("n_restituidos", "Nombres restituidos", "entero", "sujetos", "Se corrigió la ortografía; el publicado se conserva."),
        Columna("n_mismo_nombre", "Con el mismo nombre", "entero", "sujetos", "Comparten nombre, tipo y entidad con otro."),
        Columna("n_atipicos", "Valores lejanos", "entero", "", "Muy lejos de los de su orden y tipo."),
    )
    return _tabla("calidad_por_edicion", "Qué hay en cada edición", datos, columnas, RECALCULO, motor, seleccion)


@guardar
def identidades(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un indicador con partes por renglón: en cuántos sujetos es la suma de peso × parte."""
    columnas = (
        *EDICION,
        Columna("nombre", "Indicador"),
        Columna("n_sujetos", "Sujetos", "entero"),
        Columna("cumplen", "Cumplen", "entero", "sujetos", "Error de 0.0001 o menos."),
        Columna("error_maximo", "Error máximo", "decimal6"),
    )
    titulo = "¿Cuadran los índices con sus partes?"
    return _tabla("identidades_por_edicion", titulo, motor.consultar("identidades_por_edicion"), columnas, RECALCULO, motor, seleccion)


@guardar
def repetidas(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Una institución que comparte nombre, tipo y entidad con otra por renglón."""
    columnas = (
        *EDICION,
        Columna("entidad", "Entidad"),
        Columna("etiqueta", "Sujeto obligado"),
        Columna("nombre_publicado", "Como circula"),
        Columna("iguales", "Cuántas se llaman así", "entero"),
    )
    titulo = "Instituciones con el mismo nombre"
    return _tabla("mismo_nombre", titulo, motor.consultar("mismo_nombre"), columnas, RECALCULO, motor, seleccion)


@guardar
def lejanos(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un valor a más de tres rangos entre cuartiles de los de su orden y tipo por renglón."""
    columnas = (
        *EDICION,
        Columna("etiqueta", "Sujeto obligado"),
        Columna("indicador", "Indicador"),
        Columna("valor", "Valor", "indice"),
        Columna("minimo_esperado", "Desde", "indice", "", "Primer cuartil menos tres rangos entre cuartiles, sin bajar de 0."),
        Columna("maximo_esperado", "Hasta", "indice", "", "Tercer cuartil más tres rangos entre cuartiles, sin pasar de 1."),
        Columna("n_grupo", "Sujetos en su grupo", "entero"),
        Columna("renglon", "Renglón", "entero"),
    )
    titulo = "Valores lejos de los de su orden y tipo"
    return _tabla("atipicos", titulo, motor.consultar("atipicos"), columnas, RECALCULO, motor, seleccion)


@guardar
def versiones(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Una publicación por renglón, de la más nueva a la primera: de qué salió y cuánto se leyó, publicó y rechazó."""
    filas = [_version(v, motor.publicacion.id) for v in publicaciones.listar()]
    columnas = (
        Columna("id", "Publicación"),
        Columna("se_muestra", "¿Se muestra?"),
        Columna("estado", "Estado", "texto", "", "Si cada archivo tiene la huella de su manifiesto."),
        Columna("cuando", "Cuándo"),
        Columna("resumen", "De qué salió"),
        *(Columna(c, c.capitalize().replace("Leidos", "Leídos"), "entero", "renglones") for c in dictamenes.CONTEOS),
        Columna("reparados", "Reparaciones", "entero", "", "Lo que se corrigió y se dijo."),
        Columna("avisos", "Avisos", "entero"),
        Columna("sha256", "Huella del archivo"),
    )
    enteros = dict.fromkeys((*dictamenes.CONTEOS, "reparados", "avisos"), pl.Int64)
    datos = pl.DataFrame(filas, schema_overrides={**enteros, "sha256": pl.String}, infer_schema_length=None)
    nota = "Renglones leídos = publicados + rechazados + excluidos (títulos, totales y notas). La primera no se importó: se construyó."
    return _tabla("publicaciones", "Las publicaciones", datos, columnas, INSTALACION, motor, seleccion, nota)


@guardar
def hallazgos(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un hallazgo de una importación por renglón: qué, dónde, el valor y qué hacer. Sólo de las publicaciones completas."""
    filas = [
        {**{campo: defecto.get(campo) for campo in DEFECTO}, "publicacion": version.id, "nivel": _nivel(defecto)}
        for version in publicaciones.listar()
        if not version.falla
        for defecto in (publicaciones.dictamen(version.id) or {}).get("defectos", [])
    ]
    columnas = (
        Columna("publicacion", "Publicación"),
        Columna("nivel", "Nivel"),
        Columna("codigo", "Código"),
        Columna("que", "Qué se encontró"),
        Columna("hoja", "Hoja"),
        Columna("renglon", "Renglón", "entero"),
        Columna("columna", "Columna"),
        Columna("valor", "Valor"),
        Columna("remedio", "Qué hacer"),
    )
    titulo = "Lo que se encontró al importar"
    return _tabla("hallazgos", titulo, pl.DataFrame(filas, schema=DEFECTO), columnas, INSTALACION, motor, seleccion)


TABLAS: dict[str, Callable[[Motor, Catalogo, Seleccion], Tabla]] = {
    "calidad_por_edicion": por_edicion,
    "identidades_por_edicion": identidades,
    "mismo_nombre": repetidas,
    "atipicos": lejanos,
    "publicaciones": versiones,
    "hallazgos": hallazgos,
}


def _version(version: publicaciones.Version, mostrada: str) -> dict[str, object]:
    previo: Mapping[str, Any] = (publicaciones.dictamen(version.id) if not version.falla else None) or {}
    niveles = [(c["nivel"], c["n"]) for c in previo.get("por_codigo", {}).values()]
    return {
        "id": version.id,
        "se_muestra": version.id == mostrada,
        "cuando": dictamenes.dia(version.publicada),
        "resumen": version.resumen,
        **{conteo: previo.get(conteo) for conteo in dictamenes.CONTEOS},
        "reparados": sum(n for nivel, n in niveles if nivel == "reparado") if previo else None,
        "avisos": sum(n for nivel, n in niveles if nivel == "aviso") if previo else None,
        "estado": f"dañada: {version.falla}" if version.falla else "completa",
        "sha256": (previo.get("archivo") or {}).get("sha256"),
    }


def _nivel(defecto: Mapping[str, Any]) -> str:
    return NIVELES.get(str(defecto.get("nivel")), str(defecto.get("nivel")))


def _tabla(
    nombre: str,
    titulo: str,
    datos: pl.DataFrame,
    columnas: tuple[Columna, ...],
    de_donde: str,
    motor: Motor,
    seleccion: Seleccion,
    *notas: str,
) -> Tabla:
    sellos = Procedencia(
        fuente=de_donde,
        seleccion=f"Toda la publicación · {titulo.lower()}",
        publicacion=motor.publicacion.version,
        enlace=enlace("metodologia", seleccion.con(entidades=(), tipos=(), ordenes=())),
    )
    return Tabla(nombre, titulo, datos, columnas, sellos, notas, consulta=nombre if de_donde == RECALCULO else "")
