"""Cómo se pinta una tabla, una gráfica y sus descargas. Toda gráfica lleva texto alternativo y tabla gemela."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import polars as pl
import pyarrow as pa
import streamlit as st

from apertura import formato
from apertura.frases import Frase
from apertura.graficas import Grafica
from apertura.graficas.clics import clic_a_clave
from apertura.graficas.marca import con_marca
from apertura.interfaz.contexto import contexto
from apertura.interfaz.descargas import boton_de_descarga as boton_de_descarga
from apertura.interfaz.descargas import descargas as descargas
from apertura.interfaz.texto import texto_seguro
from apertura.seleccion import Seleccion, a_url
from apertura.tablas import Cifra, Columna, Tabla
from apertura.vistas.datos import sql

ALTERNATIVO = "Gráfica. El párrafo que sigue dice lo que muestra; la tabla «En palabras y en tabla» trae sus datos."
SIN_RENGLONES = "No hay renglones con esta selección. Quite algún filtro."
SIN_NADA = "De esto no hay renglones en lo publicado."
ALTO_MAXIMO = 480
ALTO_RENGLON = 35
_NUMERICOS = {
    "indice": "%.2f",
    "diferencia": "%+.2f",
    "decimal4": "%.4f",
    "decimal6": "%.6f",
    "entero": "%,d",
    "porcentaje": "%d %%",
}


def grafica(cosa: Grafica, clave: str, al_tocar: Callable[[str], None] | None = None, marca: str = "entidad.cve_ent") -> None:
    """La gráfica y, para lectores de pantalla, lo que muestra en palabras. `al_tocar` recibe la clave de lo que se tocó (clic o toque).

    `marca` dice cómo se llama la selección en la gráfica y qué campo la identifica.
    """
    llave = f"g_{clave}"
    turno = st.session_state.get(f"{llave}_turno", 0)
    st.vega_lite_chart(
        spec={**con_marca(cosa.especificacion, cosa.tabla.procedencia.advertencia), "datasets": _en_turno(cosa.conjuntos, turno)},
        key=llave,
        theme=None,
        # Fijo: si cambiara con los datos, el navegador desharía la gráfica y la volvería a armar entera en cada cambio.
        alt=ALTERNATIVO,
        on_select=(lambda: _tocado(llave, marca, al_tocar)) if al_tocar else "ignore",
    )
    with st.container(key=f"lector_{clave}"):
        st.text(cosa.descripcion)


def tabla(cosa: Tabla, clave: str, elegible: bool = False) -> Mapping[str, Any] | None:
    """La tabla con números alineados y redondeados con la misma regla que las gráficas; las notas van al pie."""
    if not cosa.datos.height:
        st.info(SIN_RENGLONES if _hay_filtros() else SIN_NADA)
        return None
    marcas: dict[str, Any] = {"on_select": "rerun", "selection_mode": "single-row"} if elegible else {}
    return st.dataframe(
        _en_arrow(cosa.redondeada),
        key=f"t_{clave}",
        hide_index=True,
        placeholder=formato.SIN_DATO,
        height=min(ALTO_MAXIMO, ALTO_RENGLON * (cosa.datos.height + 1) + 3),
        column_config={columna.nombre: _configuracion(columna) for columna in cosa.columnas},
        alt=f"{cosa.titulo}: {formato.contar(cosa.datos.height, 'renglón', 'renglones')}.",
        **marcas,
    )


def _hay_filtros() -> bool:
    elegida = contexto().seleccion
    return bool(elegida.ordenes or elegida.tipos or elegida.entidades)


def tabla_elegible(cosa: Tabla, clave: str, llave: str) -> str | None:
    """Como `tabla`, pero se puede marcar un renglón: devuelve su `llave`, o None si no hay ninguno marcado."""
    evento = tabla(cosa, clave, elegible=True)
    renglones = evento["selection"]["rows"] if evento else []
    return str(cosa.datos[llave][renglones[0]]) if renglones and renglones[0] < cosa.datos.height else None


def frases(dichas: Iterable[Frase], numeradas: bool = False) -> None:
    """Cada frase en su renglón, con su distintivo (firme, o de qué depende) y, debajo, en cuántos sorteos se sostiene si se dice."""
    renglones = [_frase(dicha) for dicha in dichas if dicha.texto]
    if renglones:
        st.markdown("\n".join(f"1. {renglon}" for renglon in renglones) if numeradas else "  \n".join(renglones))


def _frase(dicha: Frase) -> str:
    distintivo = f" :gray-badge[{texto_seguro(dicha.firmeza)}]" if dicha.firmeza else ""
    return f"{texto_seguro(dicha.texto)}{distintivo}" + (f" :small[{texto_seguro(dicha.porque)}]" if dicha.porque else "")


def notas(cosa: Tabla) -> None:
    """Notas al pie; la fuente ya va junto al botón «Descargar»."""
    st.caption("  \n".join(texto_seguro(linea) for linea in cosa.notas))


def gemela(cosa: Grafica, clave: str, consultada: Tabla | None = None) -> None:
    """Lo mismo que dice la gráfica, en palabras y en tabla; y, si se da la tabla `consultada`, su consulta.

    Se manda al abrirla: cerrada no cuesta en cada cambio.
    """
    titulo = "En palabras y en tabla, con su consulta" if consultada else "En palabras y en tabla"
    caja = st.expander(titulo, key=f"e_gemela_{clave}", on_change="rerun")
    if not caja.open:
        return
    with caja:
        st.markdown(texto_seguro(cosa.descripcion))
        tabla(cosa.tabla, f"gemela_{clave}")
        if consultada:
            _consulta(consultada)


def cifras(grandes: Sequence[Cifra]) -> None:
    """Cifras grandes en un renglón, cada una con su apoyo."""
    with st.container(key="cifras"):
        for columna, cifra in zip(st.columns(len(grandes)), grandes, strict=True):
            with columna:
                st.metric(texto_seguro(cifra.etiqueta), cifra.valor)
                st.caption(texto_seguro(cifra.apoyo))


def enlace(pagina: str, texto: str, destino: Seleccion) -> None:
    """Enlace a otra página con su selección completa: se puede abrir en otra pestaña o copiar."""
    st.page_link(f"pages/{pagina}.py", label=texto_seguro(texto), icon=":material/arrow_forward:", query_params=a_url(destino))


def consulta(cosa: Tabla) -> None:
    """«Ver la consulta»: el SQL que produjo la tabla y sus parámetros."""
    caja = st.expander("Ver la consulta", key=f"e_consulta_{cosa.nombre}", on_change="rerun")
    if not caja.open:
        return
    with caja:
        _consulta(cosa)


def _consulta(cosa: Tabla) -> None:
    st.code(sql(cosa.consulta), language="sql")
    usados = [f"{clave} = {_valor(valor)}" for clave, valor in cosa.parametros.items() if valor is not None]
    st.caption(texto_seguro(f"Parámetros: {'; '.join(usados) or 'ninguno'}."))


def _valor(valor: object) -> str:
    return ", ".join(map(str, valor)) if isinstance(valor, list | tuple) else str(valor)


def _en_turno(conjuntos: Mapping[str, pl.DataFrame], turno: int) -> dict[str, pa.Table]:
    """Los conjuntos con el turno de esta pintada: cambia tras cada toque, así que volver a tocar lo mismo también cuenta."""
    numero = pl.lit(turno, pl.Int32).alias("turno")
    return {n: _en_arrow(d.with_columns(numero) if "turno" in d.columns else d) for n, d in conjuntos.items()}


def _en_arrow(datos: pl.DataFrame) -> pa.Table:
    """Como lo lee el navegador: así Streamlit no lo pasa antes por pandas."""
    return datos.to_arrow(compat_level=pl.CompatLevel.oldest())


def _tocado(llave: str, marca: str, al_tocar: Callable[[str], None]) -> None:
    """La gráfica marca sólo lo último que se tocó; lo elegido por otro camino no le consta ni le hace falta."""
    st.session_state[f"{llave}_turno"] = st.session_state.get(f"{llave}_turno", 0) + 1
    if tocada := clic_a_clave(st.session_state.get(llave), *marca.split(".")):
        al_tocar(tocada)


def _configuracion(columna: Columna) -> Any:
    ayuda = texto_seguro(columna.descripcion) or None
    if columna.formato in _NUMERICOS:
        return st.column_config.NumberColumn(columna.etiqueta, help=ayuda, format=_NUMERICOS[columna.formato])
    return st.column_config.TextColumn(columna.etiqueta, help=ayuda)
