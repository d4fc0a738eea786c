"""Puente MGA × MJA: las instituciones y entidades que están en las dos, una cifra junto a la otra. Nunca se promedian ni se restan."""

import polars as pl

from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.frases import Frase, decir
from apertura.graficas import Grafica, otras
from apertura.graficas.tema import NombreTema
from apertura.seleccion import Seleccion
from apertura.tablas import Columna, Procedencia, Tabla
from apertura.vistas.comun import fuente, guardar, procedencia

DE_MGA, DE_MJA = ("GA", "T", "P"), ("JA", "T", "P", "C", "RC", "MAJ")
RELACIONES = {
    "misma": "misma institución",
    "cercana": "institución cercana",
    "ambigua": "sin unir: no es seguro con cuál",
    "sin par": "la MGA no la midió",
    "sin cifra": "sin cifra pública en la MJA",
}
NOTA_MJA = "La MJA es un censo de otro universo: no se suma ni se promedia con la MGA, y sus dimensiones no equivalen."
NOTA_NO_SE_RESTAN = (
    "Lo que se llama igual (Transparencia, Participación) no mide lo mismo en cada métrica: las cifras se leen juntas, no se restan."
)
NOTA_UNIVERSOS = "La MGA midió una muestra; la MJA, por ser censo, no lleva intervalo de remuestreo."
NOTAS = (NOTA_MJA, NOTA_NO_SE_RESTAN, NOTA_UNIVERSOS)


def ediciones(catalogo: Catalogo, seleccion: Seleccion) -> tuple[int, int]:
    """La edición de la MGA (la elegida, si trae instituciones; si no, la última que las traiga) y la última de la MJA."""
    con_base = [e.anio for e in catalogo.ediciones.values() if e.metrica == "MGA" and e.por_sujeto]
    elegida = seleccion.edicion if seleccion.metrica == "MGA" and seleccion.edicion in con_base else con_base[-1]
    return elegida, max(anio for metrica, anio in catalogo.ediciones if metrica == "MJA")


@guardar
def instituciones(motor: Motor, catalogo: Catalogo, mga: int, mja: int) -> Tabla:
    """Una institución por renglón: sus cifras en cada métrica y qué relación guardan. Primero las que tienen las dos."""
    largas = motor.consultar("puente", edicion_mga=mga, edicion_mja=mja)
    de_mga, de_mja = (_ancha(largas.filter(metrica=m), m, claves) for m, claves in (("MGA", DE_MGA), ("MJA", DE_MJA)))
    citas = pl.col("cita").unique(maintain_order=True).str.join("; ")
    relacion = largas.filter(metrica="MJA").group_by("clave").agg(pl.col("correspondencia", "motivo").first(), cita=citas)
    datos = de_mga.join(de_mja, on=["clave", "entidad"], how="full", coalesce=True).join(relacion, on="clave", how="left")
    datos = datos.with_columns(pl.col("correspondencia").fill_null("sin cifra")).with_columns(
        relacion=pl.col("correspondencia").replace_strict(RELACIONES, default=None),
        lugar=pl.col("correspondencia").replace_strict({clave: n for n, clave in enumerate(RELACIONES)}, default=None),
    )
    return Tabla(
        nombre="puente_mga_mja",
        titulo=f"Instituciones de justicia en la MGA {mga} y en la MJA {mja}",
        datos=datos.sort("lugar", "entidad", "clave").drop("lugar"),
        columnas=_columnas(catalogo, mga, mja),
        procedencia=_procedencia(catalogo, mga, mja, "instituciones de justicia"),
        notas=NOTAS,
        consulta="puente",
        parametros={"edicion_mga": mga, "edicion_mja": mja},
    )


def _ancha(largas: pl.DataFrame, metrica: str, claves: tuple[str, ...]) -> pl.DataFrame:
    """Una institución por renglón: su nombre en esa métrica y una columna por indicador, todas aunque no haya cifra."""
    hay = {clave: pl.col("valor").filter(pl.col("indicador") == clave).first() for clave in claves}
    columnas = {f"{metrica}_{clave}": cifra for clave, cifra in hay.items()}
    return largas.group_by("clave", "entidad").agg(pl.col("institucion").first().alias(f"nombre_{metrica}"), **columnas)


def _columnas(catalogo: Catalogo, mga: int, mja: int) -> tuple[Columna, ...]:
    def de(metrica: str, anio: int, claves: tuple[str, ...]) -> list[Columna]:
        arbol = catalogo.indicadores[(metrica, anio)]
        nombres = {clave: arbol[clave] for clave in claves}
        return [Columna(f"{metrica}_{c}", f"{metrica} · {i.nombre_corto}", "indice", "0 a 1", i.definicion) for c, i in nombres.items()]

    return (
        Columna("entidad", "Entidad"),
        Columna("relacion", "Relación", descripcion="Si es la misma institución, una cercana, o si falta de un lado."),
        Columna("nombre_MGA", f"En la MGA {mga}", descripcion="Institución judicial evaluada por la MGA."),
        *de("MGA", mga, DE_MGA),
        Columna("nombre_MJA", f"En la MJA {mja}", descripcion="Institución con cifra pública en la MJA."),
        *de("MJA", mja, DE_MJA),
        Columna("motivo", "Por qué"),
        Columna("cita", "De dónde sale lo de la MJA"),
    )


def cobertura(motor: Motor, catalogo: Catalogo, mga: int, mja: int) -> Frase:
    """Cuántas hay en cada lado y cuántas en los dos."""
    datos = instituciones(motor, catalogo, mga, mja).datos
    las_dos = datos.filter(pl.col("nombre_MGA").is_not_null() & pl.col("nombre_MJA").is_not_null())
    return decir(
        "puente.cobertura", mga=mga, mja=mja, en_mga=datos["nombre_MGA"].count(), en_mja=datos["nombre_MJA"].count(),
        las_dos=las_dos.height, iguales=las_dos.filter(correspondencia="misma").height,
        evaluadas=catalogo.ediciones[("MJA", mja)].evaluados,
    )  # fmt: skip


@guardar
def grafica(motor: Motor, catalogo: Catalogo, mga: int, mja: int, tema: NombreTema) -> Grafica:
    """Por institución en las dos métricas, su índice en cada una. La distancia no se escribe: no significa nada."""
    gemela = instituciones(motor, catalogo, mga, mja)
    las_dos = gemela.datos.filter(pl.col("MGA_GA").is_not_null() & pl.col("MJA_JA").is_not_null())
    encabezados = las_dos.select(
        pl.col("clave").alias("indicador"),
        pl.Series(
            "nombre", [f"{e}: {n.removesuffix(f', {e}')}" for e, n in las_dos.select("entidad", "nombre_MGA").iter_rows()], pl.String
        ),
        pl.lit(None, pl.Float64).alias("distancia"),
        pl.col("relacion").alias("lectura"),
        pl.lit(False).alias("apreciable"),
    )
    nombres = {"MGA_GA": f"Gobierno Abierto, MGA {mga}", "MJA_JA": f"Justicia Abierta, MJA {mja}"}
    cifras = las_dos.select(pl.col("clave").alias("indicador"), *nombres).unpivot(
        index="indicador", variable_name="unidad", value_name="valor"
    )  # fmt: skip
    cifras = cifras.with_columns(nombre=pl.col("unidad").replace_strict(nombres))
    return otras.lado_a_lado(encabezados, cifras, tema, gemela, f"Las dos métricas, institución por institución: MGA {mga} y MJA {mja}")


@guardar
def entidades(motor: Motor, catalogo: Catalogo, mga: int, mja: int) -> Tabla:
    """Una entidad con cifra o lugar públicos en la MJA por renglón, junto a su media en la MGA."""
    publicadas = motor.consultar("publicado_por_entidad", metrica="MJA", edicion=mja, indicador="JA")
    de_mga = motor.consultar("indice_por_entidad", metrica="MGA", edicion=mga, indicador="GA")
    lugares = motor.consultar("lugares_publicados", metrica="MJA").filter(edicion=mja, ambito="entidad", indicador="JA")
    datos = (
        publicadas.select("cve_ent", "entidad", JA="valor", confianza="confianza", cita="cita")
        .join(de_mga.select("cve_ent", "n_sujetos", GA="valor"), on="cve_ent", how="left", maintain_order="left")
        .join(lugares.select("cve_ent", "lugar", "entre", cita_lugar="cita"), on="cve_ent", how="left", maintain_order="left")
        .filter(pl.col("JA").is_not_null() | pl.col("lugar").is_not_null())
        .with_columns(lugar_publicado=pl.format("{} entre {}", "lugar", "entre"), cita=pl.coalesce("cita", "cita_lugar"))
    )
    return Tabla(
        nombre="puente_de_entidades",
        titulo=f"Entidades con cifra o lugar públicos en la MJA {mja}",
        datos=datos.select("cve_ent", "entidad", "GA", "n_sujetos", "JA", "lugar_publicado", "cita"),
        columnas=(
            Columna("entidad", "Entidad"),
            Columna("GA", f"MGA {mga} · Gobierno Abierto", "indice", "0 a 1", "Media de todos los sujetos de la entidad en la muestra."),
            Columna("n_sujetos", "Sujetos en la MGA", "entero", "sujetos"),
            Columna("JA", f"MJA {mja} · Justicia Abierta", "indice", "0 a 1", "Cifra publicada de la entidad."),
            Columna("lugar_publicado", f"Lugar publicado en la MJA {mja}", descripcion="Como lo cita la fuente; no se recalcula."),
            Columna("cita", "De dónde sale lo de la MJA"),
        ),
        procedencia=_procedencia(catalogo, mga, mja, "entidades"),
        notas=NOTAS,
        consulta="publicado_por_entidad",
        parametros={"metrica": "MJA", "edicion": mja, "indicador": "JA"},
    )


def _procedencia(catalogo: Catalogo, mga: int, mja: int, quienes: str) -> Procedencia:
    fuentes = " ".join(fuente(catalogo.ediciones[llave]) for llave in (("MGA", mga), ("MJA", mja)))
    seleccion = Seleccion(metrica="MGA", edicion=mga, modo="puente")
    return procedencia(seleccion, catalogo, "comparar", False, f"junto a la MJA {mja}: {quienes}", fuentes)
