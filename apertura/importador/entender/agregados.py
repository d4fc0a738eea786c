"""Un archivo de cifras por entidad, tipo, orden o del país: cada celda es una cifra publicada, no un resultado calculado."""

import polars as pl

from apertura.importador import catalogos
from apertura.importador.defectos import Defecto
from apertura.importador.entender import claves, tablas
from apertura.importador.entender.hojas import Libro
from apertura.importador.entender.mensajes import defecto
from apertura.importador.entender.propuesta import Propuesta

_AMBITOS = {"nacional", "entidad", "orden", "tipo"}


def publicados_de(p: Propuesta, libro: Libro, filas: pl.DataFrame, valores: pl.DataFrame) -> tuple[dict[str, pl.DataFrame], list[Defecto]]:
    """Las tablas (publicados, fuentes y lo de la edición) y los defectos."""
    ambitos = _con_ambito(filas, p)
    sueltas = ambitos.filter(pl.col("ambito").is_null())
    defectos = [defecto("SIN-ENTIDAD", p.hoja, renglon) for renglon in sueltas["renglon"]]
    buenas = ambitos.drop_nulls("ambito").drop("valor", "indicador", "campo", strict=False)
    largas = buenas.join(valores.drop_nulls("valor"), on="renglon", how="inner", maintain_order="left")
    fuente = tablas.clave_de_fuente(p, libro)
    cifras = largas.select(
        metrica=pl.lit(p.metrica), edicion=pl.lit(p.edicion, dtype=pl.Int64), ambito="ambito", clave="clave",
        etiqueta="etiqueta", indicador="campo",
        medida=pl.lit("valor"), valor="valor", decimales=_decimales(p), confianza=pl.lit("alta"),
        cita=pl.format("Archivo «{}», hoja «{}», renglón {}", pl.lit(libro.nombre), pl.lit(p.hoja), pl.col("renglon")),
        nota=pl.col("nota") if "nota" in largas.columns else pl.lit(None, dtype=pl.String), tipo_publicado=pl.lit(None, dtype=pl.String),
        fuente=pl.lit(fuente), renglon=pl.col("renglon").cast(pl.Int64),
    )  # fmt: skip
    defectos += _repetidas(cifras, p.hoja)
    estados = cifras.filter(pl.col("ambito") == "entidad")["clave"].unique()
    faltan = [n for cve, n in claves.nombres_de_entidad().items() if cve != claves.FEDERACION and cve not in estados]
    if 0 < len(faltan) < 32:
        defectos.append(defecto("COBERTURA", p.hoja, lista=", ".join(faltan)))
    medidos = sorted(cifras["indicador"].unique())
    return {
        "publicados": cifras,
        "fuentes": tablas.ficha(p, libro, fuente),
        **tablas.de_edicion(p, fuente, medidos, 0, libro.nombre),
    }, defectos


def _con_ambito(filas: pl.DataFrame, p: Propuesta) -> pl.DataFrame:
    """`ambito`, `clave` y `etiqueta` de cada renglón; nulos si no se sabe de qué es."""
    columnas = set(filas.columns)
    cve = pl.col("cve_ent") if "cve_ent" in columnas else pl.lit(None, dtype=pl.String)
    tipo = pl.col("tipo") if "tipo" in columnas else pl.lit(None, dtype=pl.String)
    tiene_entidad = "entidad" in columnas or (cve is not None and filas["cve_ent"].drop_nulls().len() > 0)
    orden = pl.lit(None, dtype=pl.String) if tiene_entidad or filas["tipo"].drop_nulls().len() else pl.col("orden")
    nombres = claves.nombres_de_entidad() | {claves.NACIONAL: "Nacional"}
    de_tipo = dict(claves.tipos_de(p.metrica).select("tipo", "etiqueta").rows())
    de_orden = dict(catalogos.ordenes().select("orden", "etiqueta").rows())
    ambito = (
        pl.when(cve == claves.NACIONAL).then(pl.lit("nacional")).when(cve.is_not_null()).then(pl.lit("entidad"))
        .when(tipo.is_not_null()).then(pl.lit("tipo")).when(orden.is_not_null()).then(pl.lit("orden"))
    )  # fmt: skip
    return filas.with_columns(
        ambito=ambito,
        clave=pl.coalesce(cve, tipo, orden),
        etiqueta=pl.coalesce(_etiqueta(cve, nombres), _etiqueta(tipo, de_tipo), _etiqueta(orden, de_orden)),
    )


def _etiqueta(clave: pl.Expr, nombres: dict[str, str]) -> pl.Expr:
    return clave.replace_strict(nombres, default=None, return_dtype=pl.String)


def _decimales(p: Propuesta) -> pl.Expr:
    """Los que trae el valor, entre 2 y 4; los conteos, ninguno."""
    conteos = list(p.estructura.conteos) if p.estructura else []
    escritos = pl.col("valor").cast(pl.String).str.split(".").list.last().str.len_chars().clip(2, 4).cast(pl.Int64)
    return pl.when(pl.col("campo").is_in(conteos)).then(pl.lit(0, dtype=pl.Int64)).otherwise(escritos)


def _repetidas(cifras: pl.DataFrame, hoja: str | None) -> list[Defecto]:
    llave = ["ambito", "clave", "indicador"]
    repetidas = cifras.filter(pl.struct(llave).is_duplicated())
    return [
        defecto(
            "DUPLICADA-CONFLICTO",
            hoja,
            int(grupo["renglon"].sort()[0]),
            str(llaves[2]),
            grupo["etiqueta"][0],
            lista=", ".join(map(str, grupo["renglon"].sort())),
        )
        for llaves, grupo in repetidas.group_by(llave, maintain_order=True)
    ]
