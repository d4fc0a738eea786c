"""Lo que se puede decir del plan de una selección: qué va primero, a dónde llevaría y cuántas instituciones concentran la ganancia."""

import polars as pl

from apertura import formato
from apertura.brechas.firmeza_de_plan import de_la_concentracion, de_las_primeras
from apertura.brechas.prioridades import CAMBIOS
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.frases import Frase, decir
from apertura.seleccion import Seleccion, de_entidad
from apertura.vistas import plan
from apertura.vistas.comun import guardar
from apertura.vistas.entidad import Lugar
from apertura.vistas.priorizador import base, elegidas, resumen

PRIMEROS, MAYORES = 3, 3


@guardar
def primeras(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[Frase, ...]:
    """Las tres primeras áreas del plan con ganancia, con sus números; o que no hay áreas."""
    con_ganancia = _con_ganancia(motor, catalogo, seleccion)
    cuenta = resumen(motor, catalogo, seleccion)
    if not cuenta.n_areas:
        return (decir("plan.sin_areas", instituciones=cuenta.n_sujetos),)
    calculada = base(motor, catalogo, seleccion)
    medida = calculada.medicion
    filas = plan.plan(motor, catalogo, seleccion).datos.filter(pl.col("ganancia") > 0).head(PRIMEROS).to_dicts()
    dependen = de_las_primeras(medida.tabla, medida.arbol, calculada.pares, con_ganancia, PRIMEROS, calculada.panel)
    return tuple(
        decir(
            "plan.area", depende=depende, universo=medida.universo, quien=f["etiqueta"], indicador=f["nombre"],
            llegan=round((f["alcanzable"] or 0) * f["cercanos"]), cercanos=f["cercanos"], a_quien=_o_nada(f["a_quien"]),
            con_que=_o_nada(f["lineas"]), **{c: f[c] for c in ("valor", "meta", "ganancia")},
        )
        for f, depende in zip(filas, dependen, strict=True)
    )  # fmt: skip


@guardar
def avisos(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[Frase, ...]:
    """Lo que hay que saber antes de leer: grupos de pares de menos de ocho."""
    pocos = resumen(motor, catalogo, seleccion).pocos_pares
    return (decir("plan.pocos_pares", instituciones=pocos),) if pocos else ()


@guardar
def palanca(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[Frase, ...]:
    """Con una sola entidad: su media y lugar de hoy, y los que darían los cinco mayores cambios y todas sus metas; si no, nada."""
    entidades = elegidas(motor, catalogo, seleccion)["cve_ent"].unique().to_list()
    if len(entidades) != 1:
        return ()
    con_cinco = _de_palanca(motor, catalogo, seleccion, entidades[0], CAMBIOS)
    todas = _de_palanca(motor, catalogo, seleccion, entidades[0], None)
    return tuple(dicha for dicha in (con_cinco, todas) if dicha)


@guardar
def concentracion(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[Frase, ...]:
    """Cuántas instituciones juntan la mitad de lo que se puede ganar; con una sola no hay nada que decir."""
    datos = plan.pareto(motor, catalogo, seleccion).datos
    if datos.height < 2:
        return ()
    calculada, con_ganancia = base(motor, catalogo, seleccion), _con_ganancia(motor, catalogo, seleccion)
    medida = calculada.medicion
    depende = de_la_concentracion(medida.tabla, medida.arbol, calculada.pares, con_ganancia)
    mitad = int((datos["acumulado"] < 0.5 - 1e-9).sum()) + 1
    mayores = list(datos.head(MAYORES).select("etiqueta", "total").iter_rows())
    return (
        decir("plan.concentracion", depende=depende, universo=medida.universo, mitad=mitad, total=datos.height, mayores=mayores),
    )  # fmt: skip


def _con_ganancia(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> pl.DataFrame:
    return elegidas(motor, catalogo, seleccion).filter(pl.col("es_area"), pl.col("ganancia") > 0)


def _de_palanca(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, clave: str, cuantos: int | None) -> Frase | None:
    """La de los mayores cambios; con `cuantos` None, la de todas las metas, que sólo se dice si son más que los mayores."""
    posiciones = plan.medias_con_cambios(motor, catalogo, seleccion, cuantos)
    fila = posiciones.row(by_predicate=pl.col("cve_ent") == clave, named=True)
    if cuantos is None and fila["n_cambios"] <= CAMBIOS:
        return None
    (depende,) = plan.dependencias(motor, catalogo, seleccion, [clave], cuantos)
    hoy = Lugar(fila["lugar"], fila["total"], *_iguales(posiciones, fila["media"]))
    return decir(
        "plan.palanca", depende=depende, universo=base(motor, catalogo, seleccion).medicion.universo,
        de_quien=de_entidad(clave, catalogo), media=fila["media"], lugar=hoy.dicho(), total=fila["total"], cambios=fila["n_cambios"],
        media_nueva=fila["media_nueva"], lugar_nuevo=fila["lugar_nuevo"], iguales=plan.leen_lo_mismo(fila, posiciones),
        todas=cuantos is None,
    )  # fmt: skip


def _iguales(posiciones: pl.DataFrame, media: float) -> tuple[int, int]:
    """Cuántas leen la misma cifra a dos decimales y desde qué lugar."""
    leidas = [formato.redondear(valor) for valor in posiciones["media"]]
    leida = formato.redondear(media)
    return leidas.count(leida), 1 + sum(valor > leida for valor in leidas)


def _o_nada(texto: str) -> str:
    return "" if texto == "—" else texto
