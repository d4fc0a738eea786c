"""Filtros al azar y lo que dejan, calculado aparte con Polars."""

import polars as pl
from hypothesis import strategies as st

from apertura.catalogo import catalogo
from apertura.seleccion import Seleccion


@st.composite
def filtradas(draw: st.DrawFn, con_entidades: bool = False) -> Seleccion:
    """Selecciones de 2017 con cualquier combinación de indicador, órdenes, tipos y, si se pide, entidades."""
    cat = catalogo()

    def algunos(opciones: dict[str, str], maximo: int) -> tuple[str, ...]:
        elegidos = draw(st.sets(st.sampled_from(list(opciones)), max_size=maximo))
        return tuple(clave for clave in opciones if clave in elegidos)

    return Seleccion(
        indicador=draw(st.sampled_from(list(cat.elegibles("MGA", 2017)))),
        ordenes=algunos(cat.ordenes, 3),
        tipos=algunos(cat.tipos, 4),
        entidades=algunos(cat.entidades, 5) if con_entidades else (),
        entidad=draw(st.sampled_from(list(cat.entidades))),
    )


def dejan(sujetos: pl.DataFrame, seleccion: Seleccion, entidades: tuple[str, ...] = ()) -> pl.DataFrame:
    """Los sujetos que cumplen los filtros: los vacíos no filtran."""
    for columna, valores in (("orden", seleccion.ordenes), ("tipo", seleccion.tipos), ("cve_ent", entidades)):
        if valores:
            sujetos = sujetos.filter(pl.col(columna).is_in(valores))
    return sujetos
