"""Cómo se pinta una tabla, una gráfica y sus descargas. Toda gráfica lleva texto alternativo y tabla gemela."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, Literal
from urllib.parse import urlsplit

import polars as pl
import pyarrow as pa
import streamlit as st

from apertura import formato
from apertura.exportacion.diferido import Descarga, descargas_de_tabla, nombre_diferido
from apertura.exportacion.imagen import imagen
from apertura.exportacion.sellos import sellos
from apertura.frases import Frase
from apertura.graficas import Grafica
from apertura.graficas.clics import clic_a_clave
from apertura.interfaz.contexto import contexto
from apertura.interfaz.texto import texto_seguro
from apertura.seleccion import Seleccion, a_url
from apertura.tablas import Columna, Tabla, columna_en_texto
from apertura.vistas.datos import sql

ALTERNATIVO = "Gráfica. El párrafo que sigue dice lo que muestra; la tabla «En palabras y en tabla» trae sus datos."
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
_DECIMALES = {"indice": 2, "diferencia": 2, "decimal4": 4, "decimal6": 6, "entero": 0, "porcentaje": 0}


def grafica(cosa: Grafica, clave: str, al_tocar: Callable[[str], None] | None = None, marca: str = "entidad.cve_ent") -> None:
    """La gráfica y, para lectores de pantalla, lo que muestra en palabras. `al_tocar` recibe la clave de lo que se tocó (clic o toque).

    `marca` dice cómo se llama la selección en la gráfica y qué campo la identifica.
    """
    llave = f"g_{clave}"
    turno = st.session_state.get(f"{llave}_turno", 0)
    st.vega_lite_chart(
        spec={**cosa.especificacion, "datasets": _en_turno(cosa.conjuntos, turno)},
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
        st.info("No hay renglones con esta selección. Quite algún filtro.")
        return None
    marcas: dict[str, Any] = {"on_select": "rerun", "selection_mode": "single-row"} if elegible else {}
    return st.dataframe(
        _en_arrow(cosa.datos.select([_redondeada(cosa.datos, columna) for columna in cosa.columnas])),
        key=f"t_{clave}",
        hide_index=True,
        placeholder=formato.SIN_DATO,
        height=min(ALTO_MAXIMO, ALTO_RENGLON * (cosa.datos.height + 1) + 3),
        column_config={columna.nombre: _configuracion(columna) for columna in cosa.columnas},
        alt=f"{cosa.titulo}: {formato.contar(cosa.datos.height, 'renglón', 'renglones')}.",
        **marcas,
    )


def tabla_elegible(cosa: Tabla, clave: str, llave: str) -> str | None:
    """Como `tabla`, pero se puede marcar un renglón: devuelve su `llave`, o None si no hay ninguno marcado."""
    evento = tabla(cosa, clave, elegible=True)
    renglones = evento["selection"]["rows"] if evento else []
    return str(cosa.datos[llave][renglones[0]]) if renglones and renglones[0] < cosa.datos.height else None


def frases(dichas: Iterable[Frase]) -> None:
    """Cada frase en su renglón, con su distintivo: firme, o de qué depende."""
    renglones = (f"{texto_seguro(f.texto)} :gray-badge[{texto_seguro(f.firmeza)}]" for f in dichas if f.texto)
    st.markdown("  \n".join(renglones))


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


def descargas(cosa: Tabla, clave: str, dibujo: Grafica | None = None, completa: Callable[[], Tabla] | None = None) -> None:
    """Botón «Descargar» y, a su lado, la fuente. `completa` da, al hacer clic, la tabla sin el recorte de pantalla."""
    with st.container(horizontal=True, vertical_alignment="center"):
        caja = st.popover("Descargar", icon=":material/download:", key=f"p_descargar_{clave}", on_change="rerun")
        if caja.open:
            with caja:
                for descarga in _imagenes(dibujo) + _datos(cosa, completa or (lambda: cosa)):
                    boton_de_descarga(descarga, f"d_{clave}_{descarga.etiqueta}")
                st.caption("Cada archivo lleva su fuente, la selección en palabras, la versión de los datos y la fecha.")
        st.caption(texto_seguro(f"Fuente: {cosa.procedencia.fuente}"), width="stretch")


def boton_de_descarga(descarga: Descarga, llave: str) -> None:
    """El botón de un archivo que se genera al hacer clic."""
    st.download_button(
        descarga.etiqueta,
        data=descarga.generar,
        file_name=descarga.nombre,
        mime=descarga.mime,
        key=llave,
        on_click="ignore",
        width="stretch",
        disabled=bool(descarga.impedimento),
        help=descarga.impedimento or None,
    )


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


def _redondeada(datos: pl.DataFrame, columna: Columna) -> pl.Series:
    serie = datos[columna.nombre]
    if columna.formato not in _DECIMALES:
        return columna_en_texto(datos, columna).alias(columna.nombre)
    factor = 100 if columna.formato == "porcentaje" else 1
    redondos = [None if v is None else formato.redondear(v * factor, _DECIMALES[columna.formato]) for v in serie]
    return pl.Series(columna.nombre, redondos, dtype=pl.Int64 if columna.formato == "entero" else pl.Float64, strict=False)


def _configuracion(columna: Columna) -> Any:
    ayuda = texto_seguro(columna.descripcion) or None
    if columna.formato in _NUMERICOS:
        return st.column_config.NumberColumn(columna.etiqueta, help=ayuda, format=_NUMERICOS[columna.formato])
    return st.column_config.TextColumn(columna.etiqueta, help=ayuda)


def _datos(cosa: Tabla, completa: Callable[[], Tabla]) -> list[Descarga]:
    """Las descargas de la tabla. El nombre sale de lo que se ve; el contenido, de la tabla completa, al hacer clic."""
    nombres = {"CSV": "Datos (CSV)", "Excel": "Datos (Excel)"}
    con_enlace = _con_enlace_completo(cosa)
    enlace = con_enlace.procedencia.enlace

    def generar(cual: int) -> bytes:
        entera = completa()
        return descargas_de_tabla(replace(entera, procedencia=replace(entera.procedencia, enlace=enlace)))[cual].generar()

    return [
        replace(descarga, etiqueta=nombres.get(descarga.etiqueta, descarga.etiqueta), generar=partial(generar, cual))
        for cual, descarga in enumerate(descargas_de_tabla(con_enlace))
    ]


def _imagenes(dibujo: Grafica | None) -> list[Descarga]:
    if dibujo is None:
        return []
    con_enlace = replace(dibujo, tabla=_con_enlace_completo(dibujo.tabla))
    return [_imagen(con_enlace, "png", "image/png"), _imagen(con_enlace, "svg", "image/svg+xml")]


def _imagen(dibujo: Grafica, extension: Literal["png", "svg"], mime: str) -> Descarga:
    tema = contexto().tema

    def generar() -> bytes:
        return imagen(dibujo, extension, sellos=sellos(dibujo.tabla.procedencia, date.today()), tema=tema)

    # El nombre distingue capa, vista, entidad elegida y tema: Streamlit reconoce un archivo grande por su nombre.
    vista = [dibujo.titulo, dibujo.especificacion["usermeta"], tema, dibujo.tabla.procedencia.enlace]
    nombre = nombre_diferido(dibujo.tabla, extension, vista)
    return Descarga(nombre, mime, generar, f"Imagen ({extension.upper()})")


def _con_enlace_completo(cosa: Tabla) -> Tabla:
    """El enlace con el servidor desde el que se mira, para que el archivo lleve de vuelta a la vista."""
    partes = urlsplit(st.context.url or "")
    origen = f"{partes.scheme}://{partes.netloc}" if partes.netloc else ""
    return replace(cosa, procedencia=replace(cosa.procedencia, enlace=f"{origen}{cosa.procedencia.enlace}"))
