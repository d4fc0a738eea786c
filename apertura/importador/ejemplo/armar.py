"""Del sorteo a la publicación, por el mismo camino que el archivo de cualquier persona: entender, juzgar e incorporar."""

from collections.abc import Iterator, Mapping

import polars as pl

from apertura import acceso
from apertura import publicaciones as almacen
from apertura.importador.avance import Avance, callado
from apertura.importador.catalogos import entidades
from apertura.importador.ejemplo.cifras import cifras
from apertura.importador.ejemplo.universo import EJEMPLO, Institucion, instituciones, nombres
from apertura.importador.entender import incorporar, juzgar, proponer
from apertura.importador.entender.decisiones import ACEPTAR, Decisiones
from apertura.importador.entender.dictamen import Dictamen
from apertura.importador.entender.hojas import HojaEnMemoria, LibroEnMemoria, celdas_de
from apertura.importador.entender.instituciones import NUEVA
from apertura.importador.fuentes import leer_csv
from apertura.publicacion import ADVERTENCIA, FUENTE_SIMULADA, Publicacion, huella
from apertura.publicaciones.lugares import ORIGEN

Tablas = Mapping[str, pl.DataFrame]
TITULO = f"{ADVERTENCIA}: instituciones y cifras inventadas por Apertura; sólo las medias nacionales y los totales son los publicados"
_FORMULAS = {"T": ("TG", "TC"), "P": ("PG", "PC"), "GA": ("T", "P"), "JA": ("T", "P", "C", "RC")}
_SIN_CIFRAS = ("publicados", "lugares_publicados", "unidades_publicadas", "resultados", "sujetos")
_JURISDICCIONALES = ("poder_judicial", "tribunal_administrativo", "tribunal_electoral", "tribunal_laboral")
# Lo que se decidiría a mano en un archivo así: todas las instituciones son nuevas aunque se llamen parecido.
_DECISIONES = Decisiones({("INSTITUCION-NUEVA", "*"): ACEPTAR, ("INSTITUCION-DUDOSA", "*"): NUEVA})


def publicar(quien: str | None = None, avance: Avance = callado) -> Publicacion:
    """Publica el ejemplo en lugar de lo que se muestra, que se conserva. Si ya se muestra, no hace nada.

    Lanza lo que `publicaciones.publicar`.
    """
    acceso.exigir("cargar_ejemplo")
    base = almacen.vigente()
    if base.simulada:
        return base
    tablas = tablas_del_ejemplo(almacen.leer(ORIGEN), avance)
    motivo = {"quien": quien, "resumen": f"{ADVERTENCIA}: ejemplo", "titulo": f"{ADVERTENCIA}: ejemplo de Apertura"}
    return almacen.publicar(tablas, motivo, base.id)


def tablas_del_ejemplo(catalogos: Tablas, avance: Avance = callado) -> dict[str, pl.DataFrame]:
    """Todas las tablas de una publicación simulada. `catalogos`: las de una publicación; sus cifras no se usan."""
    ediciones = list(leer_csv(EJEMPLO / "metas.csv").select("metrica", "edicion").unique(maintain_order=True).rows())
    tablas, fuentes = _sin_cifras(catalogos, [(m, int(e)) for m, e in ediciones]), {}
    for numero, (metrica, edicion) in enumerate(ediciones):
        avance(f"Simulando {metrica} {edicion}", numero / len(ediciones))
        dictamen = _dictamen(metrica, int(edicion), tablas)
        tablas = incorporar(tablas, dictamen)
        fuentes[tablas["resultados"].filter(metrica=metrica, edicion=int(edicion))["fuente"][0]] = (metrica, int(edicion))
    return _declaradas(tablas, fuentes)


def libro(metrica: str, edicion: int) -> LibroEnMemoria:
    """La base simulada de una edición, como la tendría alguien en una hoja de cálculo."""
    filas = list(_filas(metrica, edicion))
    return LibroEnMemoria(f"{ADVERTENCIA} {metrica} {edicion}", huella(repr(filas).encode()), (HojaEnMemoria("Base", celdas_de(filas)),))


def _dictamen(metrica: str, edicion: int, tablas: Tablas) -> Dictamen:
    hecho = libro(metrica, edicion)
    return juzgar(hecho, proponer(hecho, metrica, edicion, contra=tablas, decisiones=_DECISIONES))


def _filas(metrica: str, edicion: int) -> Iterator[list[str | None]]:
    metas = leer_csv(EJEMPLO / "metas.csv").filter(metrica=metrica, edicion=str(edicion))
    quienes = instituciones(metrica, edicion, int(metas["sujetos"][0]))
    columnas = _columnas(edicion, dict(metas.select("indicador", pl.col("media").cast(pl.Float64)).rows()), quienes)
    yield [TITULO]
    yield ["Nombre de la institución", "Entidad federativa", "Orden de gobierno", "Tipo", *columnas]
    donde = dict(entidades().select("cve_ent", "nombre").rows())
    for numero, i in enumerate(quienes):
        nombre = f"{nombres()[(metrica, i.orden, i.tipo)]} {i.numero:02d}"
        yield [nombre, donde[i.cve_ent], i.orden, i.tipo, *(columna[numero] for columna in columnas.values())]


def _columnas(edicion: int, metas: Mapping[str, float], quienes: list[Institucion]) -> dict[str, list[str | None]]:
    """Indicador → texto por institución. Los que tienen fórmula se calculan de los otros, como en las bases oficiales."""
    de = {clave: [i for i in quienes if clave != "MAJ" or i.tipo in _JURISDICCIONALES] for clave in metas}
    sorteadas = {clave: dict(zip(de[clave], cifras(edicion, clave, media, de[clave]), strict=True)) for clave, media in metas.items()}
    hechas: dict[str, list[float | None]] = {clave: [suyas.get(i) for i in quienes] for clave, suyas in sorteadas.items()}
    for clave, partes in _FORMULAS.items():
        if clave not in hechas and set(partes) <= hechas.keys():
            hechas[clave] = [round(sum(map(float, valores)) / len(partes), 4) for valores in zip(*(hechas[p] for p in partes), strict=True)]
    return {clave: [None if v is None else f"{v:.4f}" for v in valores] for clave, valores in hechas.items()}


def _sin_cifras(catalogos: Tablas, ediciones: list[tuple[str, int]]) -> dict[str, pl.DataFrame]:
    """Los catálogos, sin un solo sujeto ni cifra de verdad, y sólo con las ediciones del ejemplo."""
    propias = pl.DataFrame(ediciones, schema={"metrica": pl.String, "edicion": pl.Int64}, orient="row")
    tablas = {nombre: tabla.clear() if nombre in _SIN_CIFRAS else tabla for nombre, tabla in catalogos.items()}
    for nombre in ("ediciones", "indicadores", "comparabilidad"):
        tablas[nombre] = tablas[nombre].join(propias, on=["metrica", "edicion"], how="semi", maintain_order="left")
    return tablas


def _declaradas(tablas: dict[str, pl.DataFrame], fuentes: Mapping[str, tuple[str, int]]) -> dict[str, pl.DataFrame]:
    """Las mismas, con fuentes que dicen que son simuladas: de ahí sale la marca de toda la publicación."""
    nuevas = {vieja: f"{FUENTE_SIMULADA}{metrica.lower()}_{edicion}" for vieja, (metrica, edicion) in fuentes.items()}
    hechas = {
        nombre: tabla.with_columns(pl.col("fuente").replace(nuevas)) if "fuente" in tabla.columns else tabla
        for nombre, tabla in tablas.items()
    }
    es_nueva = pl.col("fuente").is_in(list(nuevas.values()))
    edicion = pl.col("fuente").str.split("_").list.last()
    metrica = pl.col("fuente").str.split("_").list.get(1).str.to_uppercase()
    hechas["fuentes"] = hechas["fuentes"].with_columns(
        titulo=pl.when(es_nueva).then(pl.concat_str(pl.lit(f"{ADVERTENCIA}: "), metrica, pl.lit(" "), edicion)).otherwise("titulo"),
        publica=pl.when(es_nueva).then(pl.lit("Apertura (inventados)")).otherwise("publica"),
        licencia=pl.when(es_nueva).then(pl.lit("Sin restricción; no son datos de nadie.")).otherwise("licencia"),
        descripcion=pl.when(es_nueva).then(pl.lit(f"{TITULO}.")).otherwise("descripcion"),
        comprobacion=pl.when(es_nueva).then(pl.lit("Se generan siempre iguales, con una semilla fija.")).otherwise("comprobacion"),
    )
    hechas["ediciones"] = hechas["ediciones"].with_columns(
        nombre=pl.concat_str("nombre", pl.lit(" (simulada)")),
        operador=pl.lit("Apertura, con datos inventados"),
        cobertura=pl.lit(f"{ADVERTENCIA}. Instituciones y cifras inventadas."),
    )
    return hechas
