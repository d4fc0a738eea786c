"""Lo que comparten las vistas: procedencia, notas y columnas con nombre de una sola manera."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

import polars as pl

from apertura import formato
from apertura.catalogo import Catalogo, Edicion
from apertura.consultas import Motor
from apertura.seleccion import Seleccion, a_url, frase
from apertura.tablas import Columna, Procedencia

NOTA_REDONDEO = "Diferencias de 0.01 o menos son ruido de redondeo."
NOTA_LUGAR = "El lugar sale de la media sin redondear, como el publicado; con dos decimales puede haber empates."
NOTA_DIFERENCIA = "Cada diferencia es la resta de las dos cifras como se leen, con dos decimales."
NOTA_MEDIA = "La media de una entidad, un orden o un tipo es la media simple de sus sujetos, estatales y municipales juntos."
RECUERDOS = 64

ENTIDAD = Columna("entidad", "Entidad", descripcion="Entidad federativa o Federación.")
N_SUJETOS = Columna("n_sujetos", "Sujetos", "entero", "sujetos", "Cuántos sujetos obligados hay detrás de la cifra.")
IGUALES = Columna("iguales", "Iguales", "entero", "posiciones", "Cuántas posiciones, contándola, tienen la misma cifra a dos decimales.")
SUJETO = Columna("etiqueta", "Sujeto obligado", descripcion="Nombre con la ortografía restituida y su entidad.")
TIPO = Columna("nombre_tipo", "Tipo", descripcion="Tipo de sujeto obligado.")
ORDEN = Columna("nombre_orden", "Orden", descripcion="Orden de gobierno.")


Vista = TypeVar("Vista", bound=Callable[..., Any])


def guardar(vista: Vista, cuantas: int = RECUERDOS) -> Vista:
    """Recuerda los últimos `cuantas` resultados de una vista (su primer argumento es el motor), para todas las sesiones."""

    @wraps(vista)
    def guardada(motor: Motor, *resto: Any) -> Any:
        return motor.memoria(vista, cuantas)(*resto)

    return guardada  # type: ignore[return-value]


def columnas_de_lugar(posiciones: int, entidades: int) -> tuple[Columna, Columna]:
    """«Lugar (de 33)» y «Lugar (de 32)», con el total que de verdad hay en la tabla."""
    nota = "Según la media sin redondear, entre {} con dato: {}."
    return (
        Columna("lugar", f"Lugar (de {posiciones})", "entero", "lugar", nota.format("posiciones", "entidades y Federación")),
        Columna("lugar_entidades", f"Lugar (de {entidades})", "entero", "lugar", nota.format("entidades", "sin la Federación")),
    )


def diferencia(valor: str, referencia: str) -> pl.Expr:
    """Resta de dos columnas como se leen, con dos decimales: la que una persona puede comprobar."""
    return pl.struct(valor, referencia).map_elements(
        lambda fila: _resta(fila[valor], fila[referencia]), return_dtype=pl.Float64, skip_nulls=False
    )


def _resta(valor: float | None, referencia: float | None) -> float | None:
    if valor is None or referencia is None:
        return None
    return formato.redondear(formato.redondear(valor) - formato.redondear(referencia))


def edicion_de(seleccion: Seleccion, catalogo: Catalogo) -> Edicion:
    """La edición elegida."""
    return catalogo.ediciones[(seleccion.metrica, seleccion.edicion)]


def filtros(seleccion: Seleccion) -> dict[str, list[str] | None]:
    """Órdenes y tipos como los esperan las consultas: lista o nulo."""
    return {"ordenes": list(seleccion.ordenes) or None, "tipos": list(seleccion.tipos) or None}


def base(seleccion: Seleccion) -> dict[str, object]:
    """Métrica, edición e indicador, como parámetros de consulta."""
    return {"metrica": seleccion.metrica, "edicion": seleccion.edicion, "indicador": seleccion.indicador}


def procedencia(
    seleccion: Seleccion,
    catalogo: Catalogo,
    pagina: str,
    con_indicador: bool = True,
    quien: str = "",
    de_donde: str = "",
) -> Procedencia:
    """Los sellos de una vista: fuente, selección en palabras, versión y enlace relativo.

    `quien` dice de quiénes son las cifras cuando no son los sujetos que dejan los filtros; `de_donde`, la fuente cuando
    no es la de la edición.
    """
    return Procedencia(
        fuente=de_donde or fuente(edicion_de(seleccion, catalogo)),
        seleccion=frase(seleccion, catalogo, con_indicador, quien),
        publicacion=catalogo.version,
        enlace=enlace(pagina, seleccion),
        # Con fuente propia, la tabla nombra sus archivos en la columna «fuente» o no sale de ninguno.
        claves=() if de_donde else (edicion_de(seleccion, catalogo).fuente,),
    )


def fuente(edicion: Edicion) -> str:
    """Cita de la edición, que dice si la cifra se calculó aquí o se tomó de lo publicado."""
    if edicion.por_sujeto:
        return (
            f"{edicion.operador}, {edicion.nombre}, base de sujetos obligados ({formato.entero(edicion.disponibles)} sujetos). "
            "Medias calculadas por Apertura."
        )
    return fuente_publicada(edicion)


def fuente_publicada(edicion: Edicion) -> str:
    """Cita de lo que se tomó de lo publicado, aunque la edición tenga también resultados por sujeto."""
    return f"{edicion.operador}, {edicion.nombre}. Cifras publicadas, con su cita en cada renglón."


def enlace(pagina: str, seleccion: Seleccion) -> str:
    """Dirección relativa que reproduce la vista: «/mapa?metrica=MGA&edicion=2017…»."""
    return f"{ruta_de(pagina)}?{urlencode(a_url(seleccion), doseq=True)}"


def ruta_de(pagina: str) -> str:
    """«/mapa»; la primera página vive en la raíz: «/inicio» no existe."""
    return "/" if pagina == "inicio" else f"/{pagina}"


def niveles(catalogo: Catalogo, seleccion: Seleccion) -> dict[str, int]:
    """Qué tan hondo está cada indicador en el árbol de la edición (0 el índice), con cada uno debajo de aquel al que suma."""
    arbol = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)]

    def bajar(padre: str | None, nivel: int) -> Iterator[tuple[str, int]]:
        for clave, indicador in arbol.items():
            if (indicador.padre if indicador.padre in arbol else None) == padre:
                yield clave, nivel
                yield from bajar(clave, nivel + 1)

    return dict(bajar(None, 0))


def columna_de_indicador(clave: str, catalogo: Catalogo, seleccion: Seleccion) -> Columna:
    """Columna de un indicador: la clave como encabezado y su definición."""
    indicador = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)][clave]
    return Columna(clave, clave, "indice", "0 a 1", f"{indicador.nombre}. {indicador.definicion}")
