"""Comparar: de dos a seis unidades de cualquier nivel, indicador por indicador, y las instituciones detrás de cada una."""

from dataclasses import replace

import polars as pl

from apertura import formato
from apertura.catalogo import UMBRALES, Catalogo
from apertura.consultas import Motor
from apertura.frases import en_celda
from apertura.frases.reglas_de_comparar import apreciable
from apertura.graficas import Grafica, otras
from apertura.graficas.tema import NombreTema
from apertura.seleccion import Seleccion
from apertura.tablas import Columna, Procedencia, Tabla
from apertura.unidades import NACIONAL, clave, del_sujeto, en_tabla, es_sujeto
from apertura.vistas.comun import NOTA_MEDIA, edicion_de, guardar, procedencia

NOTA_DISTANCIA = "La distancia es la resta de la cifra más alta y la más baja como se leen, con dos decimales."
NOTA_UMBRAL = "Una distancia de 0.01 o menos, o menor que la mínima elegida ({}), no se llama diferencia: puede ser redondeo."
NOTA_DENTRO = "Unas unidades contienen a otras: el país incluye a las entidades, y una entidad, a sus instituciones."
NOTA_PUBLICADAS = "Cifras publicadas, cada una con su cita; sólo hay las de los niveles que se publicaron."


def de_que_depende(seleccion: Seleccion) -> Seleccion:
    """Sólo lo que cambia lo que se ve aquí: así dos enlaces con lo demás distinto comparten lo recordado."""
    s = seleccion
    return Seleccion(
        metrica=s.metrica, edicion=s.edicion, indicador=s.indicador, unidades=s.unidades, umbral=s.umbral, muestra=s.muestra
    )  # fmt: skip


def pedida(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Seleccion:
    """La selección de lo que se ve: con las unidades elegidas o, si no hay, las sugeridas."""
    return de_que_depende(seleccion.con(unidades=seleccion.unidades or sugeridas(motor, catalogo, seleccion)))


@guardar
def con_cifra(motor: Motor, catalogo: Catalogo, metrica: str, edicion: int) -> dict[str, str]:
    """Clave → nombre de lo que se puede elegir en la lista: lo que tiene cifra en la edición.

    Donde hay resultados por sujeto las instituciones no van en la lista, que serían cientos: se buscan por su nombre.
    """
    if catalogo.ediciones[(metrica, edicion)].por_sujeto:
        return {unidad: nombre for unidad, nombre in catalogo.unidades.items() if _de_lista(unidad, catalogo)}
    hay = set(motor.consultar("publicado_de_unidades", metrica=metrica, edicion=edicion)["unidad"])
    return {unidad: nombre for unidad, nombre in catalogo.unidades.items() if unidad in hay}


def _de_lista(unidad: str, catalogo: Catalogo) -> bool:
    """Ni instituciones ni los tipos que sólo existen en lo publicado."""
    return not es_sujeto(unidad) and (not unidad.startswith("tipo.") or clave(unidad) in catalogo.tipos)


@guardar
def sugeridas(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[str, ...]:
    """Con qué empezar si no se ha elegido nada: el sujeto o la entidad vigentes con lo que los rodea, o los tres órdenes."""
    hay = con_cifra(motor, catalogo, seleccion.metrica, seleccion.edicion)
    por_sujeto = edicion_de(seleccion, catalogo).por_sujeto
    if por_sujeto and seleccion.sujeto:
        identidad = motor.consultar("sujeto", clave_sujeto=seleccion.sujeto).row(0, named=True)
        return del_sujeto(identidad, catalogo.unidades)
    if seleccion.entidad and f"entidad.{seleccion.entidad}" in hay:
        return (f"entidad.{seleccion.entidad}", NACIONAL)
    ordenes = tuple(unidad for unidad in hay if unidad.startswith("orden."))
    return (*ordenes, NACIONAL) if ordenes else tuple(hay)[:4]


@guardar
def cifras(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> pl.DataFrame:
    """Un indicador × unidad por renglón: `indicador`, `unidad`, `nombre`, `valor` (nulo si no hay), `n_sujetos` y `cita`.

    O todo calculado de los sujetos, o todo publicado: nunca mezclado. Sólo indicadores en que alguna unidad tiene cifra.
    """
    pedido = {"metrica": seleccion.metrica, "edicion": seleccion.edicion, "unidades": list(seleccion.unidades)}
    if edicion_de(seleccion, catalogo).por_sujeto:
        hay = motor.consultar("unidades", **pedido).with_columns(cita=pl.lit(None, pl.String))
    else:
        hay = motor.consultar("publicado_de_unidades", **pedido).with_columns(n_sujetos=pl.lit(None, pl.Int64))
    arbol = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)]
    presentes = pl.DataFrame({"indicador": [i for i in arbol if i in set(hay["indicador"])]}, schema={"indicador": pl.String})
    elegidas = en_tabla({unidad: catalogo.unidades[unidad] for unidad in seleccion.unidades})
    campos = ["indicador", "unidad", "valor", "n_sujetos", "cita"]
    return presentes.join(elegidas, how="cross", maintain_order="left_right").join(
        hay.select(campos), on=["indicador", "unidad"], how="left", maintain_order="left"
    )


@guardar
def tabla(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un indicador por renglón: una columna por unidad, la distancia entre extremos y qué se puede decir de ella."""
    arbol = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)]
    largas = cifras(motor, catalogo, seleccion)
    renglones = [_renglon(grupo, seleccion.umbral) for (_,), grupo in largas.group_by("indicador", maintain_order=True)]
    nombres = {f"nombre_{n}": catalogo.unidades[unidad] for n, unidad in enumerate(seleccion.unidades)}
    unidades = [Columna(u, catalogo.unidades[u], "indice", "0 a 1") for u in seleccion.unidades]
    esquema = {"indicador": pl.String, **dict.fromkeys(seleccion.unidades, pl.Float64), "distancia": pl.Float64}
    datos = pl.DataFrame(renglones, schema=esquema | {"lectura": pl.String, "apreciable": pl.Boolean}, orient="row")
    con_nombre = pl.Series("nombre", [arbol[i].nombre_corto for i in datos["indicador"]], dtype=pl.String)
    calculada = edicion_de(seleccion, catalogo).por_sujeto
    return Tabla(
        nombre="comparacion",
        titulo=titulo(seleccion, catalogo),
        datos=datos.with_columns(con_nombre).select("nombre", *esquema, "lectura", "apreciable"),
        columnas=(
            Columna("nombre", "Indicador"),
            *unidades,
            Columna("distancia", "Distancia", "indice", "0 a 1", "La cifra más alta menos la más baja, como se leen."),
            Columna("lectura", "Qué se puede decir", descripcion=f"Según la diferencia mínima elegida: {UMBRALES[seleccion.umbral]}."),
        ),
        procedencia=_procedencia(seleccion, catalogo, formato.enumerar(list(nombres.values()))),
        notas=(
            *((NOTA_MEDIA, NOTA_DENTRO) if calculada else (NOTA_PUBLICADAS, edicion_de(seleccion, catalogo).cobertura)),
            NOTA_DISTANCIA,
            NOTA_UMBRAL.format(UMBRALES[seleccion.umbral]),
        ),
        consulta="unidades" if calculada else "publicado_de_unidades",
        parametros={"metrica": seleccion.metrica, "edicion": seleccion.edicion, "unidades": list(seleccion.unidades)},
    )


def titulo(seleccion: Seleccion, catalogo: Catalogo) -> str:
    """«Oaxaca y Nacional, indicador por indicador, 2017»; con muchas, cuántas son."""
    nombres = [catalogo.unidades[unidad] for unidad in seleccion.unidades]
    quienes = formato.enumerar(nombres) if len(nombres) < 4 else formato.contar(len(nombres), "unidad", "unidades")
    return f"{quienes}, indicador por indicador, {seleccion.metrica} {seleccion.edicion}"


def distintos(comparacion: Tabla) -> Tabla:
    """La misma tabla, sólo con los indicadores en que la distancia llega a la mínima."""
    return replace(comparacion, datos=comparacion.datos.filter("apreciable"))


@guardar
def grafica(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, tema: NombreTema) -> Grafica:
    """Por indicador, un renglón por unidad con su cifra; los indicadores sin diferencia apreciable lo dicen."""
    completa = tabla(motor, catalogo, seleccion)
    gemela = distintos(completa) if seleccion.muestra == "distintos" else completa
    visibles = gemela.datos.select("indicador", "nombre", "distancia", "lectura", "apreciable")
    return otras.lado_a_lado(visibles, cifras(motor, catalogo, seleccion), tema, gemela, gemela.titulo)


@guardar
def distribucion(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un sujeto de una unidad por renglón, con su valor en el indicador elegido."""
    parametros = {
        "metrica": seleccion.metrica, "edicion": seleccion.edicion, "indicador": seleccion.indicador,
        "unidades": list(seleccion.unidades),
    }  # fmt: skip
    indicador = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)][seleccion.indicador].nombre_corto
    nombres = {unidad: catalogo.unidades[unidad] for unidad in seleccion.unidades}
    datos = motor.consultar("distribucion_de_unidades", **parametros).join(
        en_tabla(nombres), on="unidad", how="inner", maintain_order="left"
    )  # fmt: skip
    return Tabla(
        nombre="distribucion_de_unidades",
        titulo=f"{indicador}: las instituciones detrás de cada cifra",
        datos=datos.select("nombre", "etiqueta", "valor", "unidad", "clave_sujeto", "orden", "tipo"),
        columnas=(Columna("nombre", "Unidad"), Columna("etiqueta", "Sujeto obligado"), Columna("valor", indicador, "indice", "0 a 1")),
        procedencia=_procedencia(seleccion, catalogo, formato.enumerar(list(nombres.values())), con_indicador=True),
        notas=(NOTA_MEDIA, NOTA_DENTRO),
        consulta="distribucion_de_unidades",
        parametros=parametros,
    )


@guardar
def grafica_distribucion(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, tema: NombreTema) -> Grafica:
    """Una tira por unidad, en el orden elegido: un punto por institución; las instituciones elegidas van resaltadas."""
    gemela = distribucion(motor, catalogo, seleccion)
    elegidas = [clave(unidad) for unidad in seleccion.unidades if es_sujeto(unidad)]
    puntos = gemela.datos.select(
        pl.col("nombre").alias("grupo"), "valor", pl.col("etiqueta").alias("nombre"), pl.col("clave_sujeto").alias("clave"),
        pl.col("clave_sujeto").is_in(elegidas).alias("sel"), pl.col("etiqueta").alias("detalle"),
    )  # fmt: skip
    orden = [catalogo.unidades[unidad] for unidad in seleccion.unidades]
    rotulo = ("Institución elegida" if len(elegidas) == 1 else "Instituciones elegidas") if elegidas else None
    tira = otras.tira_por_tipo(puntos, tema, gemela, gemela.titulo, orden=orden, rotulo=rotulo)
    # La cifra se escribe sólo en los puntos que se dibujan: los sujetos pueden ser muchísimos más.
    dibujados = tira.conjuntos["puntos"]
    detalles = [f"{etiqueta}: {formato.indice(valor)}" for etiqueta, valor in dibujados.select("detalle", "valor").iter_rows()]
    conjuntos = {**tira.conjuntos, "puntos": dibujados.with_columns(pl.Series("detalle", detalles, dtype=pl.String))}
    # Quien está en dos unidades tiene dos puntos: se cuenta por unidad, no en total.
    dicho = " ".join(_de_unidad(gemela.datos, nombre) for nombre in orden)
    return replace(tira, conjuntos=conjuntos, descripcion=f"{gemela.titulo}. {dicho}")


def _de_unidad(datos: pl.DataFrame, nombre: str) -> str:
    """«Oaxaca: 27 instituciones, de 0.05 a 0.71, mediana 0.37, 1 en cero.»"""
    valores = datos.filter(nombre=nombre)["valor"].drop_nulls()
    if len(valores) < 2:
        return f"{nombre}: {formato.indice(valores[0]) if len(valores) else formato.SIN_DATO}."
    bajo, medio, alto = (formato.indice(valores.quantile(q, "linear")) for q in (0, 0.5, 1))
    cuantas = formato.contar(len(valores), "institución", "instituciones")
    return f"{nombre}: {cuantas}, de {bajo} a {alto}, mediana {medio}, {formato.entero(int((valores == 0).sum()))} en cero."


@guardar
def citas(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Una cifra publicada de las unidades elegidas por renglón, con su confianza y de dónde sale."""
    parametros = {"metrica": seleccion.metrica, "edicion": seleccion.edicion, "unidades": list(seleccion.unidades)}
    arbol = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)]
    datos = motor.consultar("publicado_de_unidades", **parametros).with_columns(
        nombre=pl.col("unidad").replace_strict(catalogo.unidades, default=None),
        nombre_indicador=pl.col("indicador").replace_strict({k: i.nombre_corto for k, i in arbol.items()}, default=None),
    )
    quienes = formato.enumerar([catalogo.unidades[unidad] for unidad in seleccion.unidades])
    return Tabla(
        nombre="publicado_de_unidades",
        titulo=f"De dónde sale cada cifra, {seleccion.metrica} {seleccion.edicion}",
        datos=datos,
        columnas=(
            Columna("nombre", "Unidad"),
            Columna("nombre_indicador", "Indicador"),
            Columna("valor", "Cifra publicada", "indice", "0 a 1"),
            Columna("confianza", "Confianza"),
            Columna("cita", "De dónde sale"),
        ),
        procedencia=_procedencia(seleccion, catalogo, quienes),
        notas=(NOTA_PUBLICADAS,),
        consulta="publicado_de_unidades",
        parametros=parametros,
    )


def sin_cifra(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> list[str]:
    """Los nombres de las unidades elegidas de las que esta edición no tiene ninguna cifra."""
    largas = cifras(motor, catalogo, seleccion)
    con = set(largas.filter(pl.col("valor").is_not_null())["unidad"])
    return [catalogo.unidades[unidad] for unidad in seleccion.unidades if unidad not in con]


def _renglon(grupo: pl.DataFrame, umbral: str) -> list[object]:
    leidas = {n: formato.redondear(v) for n, v in grupo.select("nombre", "valor").iter_rows() if v is not None}
    distancia = formato.redondear(max(leidas.values()) - min(leidas.values())) if len(leidas) > 1 else None
    lectura = en_celda("comparar.distancia", leidas=leidas, umbral=float(umbral))
    return [grupo["indicador"][0], *grupo["valor"], distancia, lectura, apreciable(distancia, float(umbral))]


def _procedencia(seleccion: Seleccion, catalogo: Catalogo, quienes: str, con_indicador: bool = False) -> Procedencia:
    """Los sellos dicen qué unidades se comparan; los filtros de otras páginas no intervienen."""
    return procedencia(de_que_depende(seleccion), catalogo, "comparar", con_indicador, quienes)
