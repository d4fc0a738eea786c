"""Los renglones publicados de una edición: resultados, sujetos, árbol, edición y fuente, con la forma de su contrato."""

from datetime import date

import polars as pl

from apertura import rutas
from apertura.importador import catalogos, sujetos
from apertura.importador.entender import claves, instituciones
from apertura.importador.entender.hojas import Libro
from apertura.importador.entender.propuesta import Propuesta
from apertura.importador.fuentes import fuentes, leer_csv
from apertura.importador.ortografia import leer_listas, restituir_nombre

CAMPOS_DE_SUJETO = [
    "clave_sujeto",
    "nombre",
    "nombre_publicado",
    "etiqueta",
    "busqueda",
    "regla_nombre",
    "orden",
    "tipo",
    "cve_ent",
    "cve_mun",
]
_SIN_DATO = "No consta en el archivo."
_MOTIVO = "Nadie ha documentado que se pueda comparar con otras ediciones."
# Escalas de color de los indicadores que no tienen una propia en `data/armonizacion/escalas.csv`: cortes fijos por capa.
_CORTES = {
    "valor": (0.2, 0.4, 0.6, 0.8),
    "en_cero": (0.05, 0.1, 0.15, 0.2),
    "dispersion": (0.4, 0.5, 0.6, 0.7),
    "potencial": (0.04, 0.06, 0.08, 0.1),
    "compartido": (0.1, 0.15, 0.2, 0.25),
}
_DEL_INDICE = ("potencial", "compartido")
"""Capas que sólo tienen sentido en lo que suma al índice."""


def con_destino(filas: pl.DataFrame) -> pl.DataFrame:
    """`destino`: la clave o, si es nueva, entidad, tipo y nombre normalizado; agrupa los renglones de una misma institución."""
    llaves = [
        f"{cve}|{tipo}|{instituciones.llave_normal(nombre)}"
        for cve, tipo, nombre in filas.select("cve_ent", "tipo", "nombre_publicado").rows()
    ]
    return filas.with_columns(destino=pl.coalesce("clave_sujeto", pl.Series(llaves, dtype=pl.String)))


def con_clave_nueva(filas: pl.DataFrame, p: Propuesta) -> pl.DataFrame:
    """Da clave a las instituciones nuevas; las demás conservan la suya."""
    nuevas = filas.filter(pl.col("clave_sujeto").is_null()).sort("nombre_publicado").unique("destino", keep="first", maintain_order=True)
    if not nuevas.height:
        return filas
    siglas = dict(claves.tipos_de(p.metrica).select("tipo", "sigla").rows())
    conocidas = instituciones.catalogo(p.contra.get("sujetos"))
    dadas = nuevas.select("destino", nueva=instituciones.numeros_nuevos(nuevas, conocidas, siglas))
    return (
        filas.join(dadas, on="destino", how="left", maintain_order="left")
        .with_columns(clave_sujeto=pl.coalesce("clave_sujeto", "nueva"))
        .drop("nueva")
    )


def por_sujeto(p: Propuesta, libro: Libro, filas: pl.DataFrame, largas: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Las tablas de una edición con resultados por institución."""
    fuente = clave_de_fuente(p, libro)
    llave = {"metrica": pl.lit(p.metrica), "edicion": pl.lit(p.edicion, dtype=pl.Int64)}
    resultados = largas.select(
        **llave,
        clave_sujeto="clave_sujeto",
        indicador="campo",
        valor="valor",
        fuente=pl.lit(fuente),
        renglon=pl.col("renglon").cast(pl.Int64),
    )
    return {
        "resultados": resultados,
        "sujetos": _sujetos(p, filas),
        "fuentes": ficha(p, libro, fuente),
        "tipos": claves.tipos_de(p.metrica).filter(pl.col("tipo").is_in(filas["tipo"].unique().to_list())),
        **de_edicion(p, fuente, sorted(resultados["indicador"].unique()), filas["clave_sujeto"].n_unique(), libro.nombre),
    }


def clave_de_fuente(p: Propuesta, libro: Libro) -> str:
    """La de `data/fuentes` si el archivo es uno de ésos; si no, métrica, edición y huella."""
    propias = dict(fuentes().select("sha256", "fuente").rows())
    return propias.get(libro.sha256) or f"importado_{(p.metrica or '').lower()}_{p.edicion}_{libro.sha256[:8]}"


def ficha(p: Propuesta, libro: Libro, fuente: str) -> pl.DataFrame:
    """La ficha de la fuente: la de `data/fuentes`, la que ya se publicó o una nueva."""
    for conocidas in (fuentes(), p.contra.get("fuentes")):
        if conocidas is not None and (propia := conocidas.filter(pl.col("fuente") == fuente)).height:
            return propia.select(
                "fuente", "titulo", "publica", "url", "consultado", "licencia", "archivo", "sha256", "descripcion", "comprobacion"
            )
    return pl.DataFrame([{
        "fuente": fuente, "titulo": f"{_nombre_de_metrica(p)} {p.edicion}: archivo cargado «{libro.nombre}»",

        "publica": "Quien cargó el archivo", "url": None, "consultado": f"{date.today():%Y-%m}",
        "licencia": "Las del archivo de origen.", "archivo": libro.nombre,
        "sha256": libro.sha256, "descripcion": f"Hoja «{p.hoja}», cargada con el importador.",
        "comprobacion": "El dictamen de la importación se guarda con la publicación.",
    }], schema_overrides={"url": pl.String})  # fmt: skip


def _nombre_de_metrica(p: Propuesta) -> str:
    return "Métrica de Justicia Abierta" if p.metrica == "MJA" else "Métrica de Gobierno Abierto"


def de_edicion(p: Propuesta, fuente: str, medidos: list[str], disponibles: int, archivo: str) -> dict[str, pl.DataFrame]:
    """El renglón de la edición, su árbol y lo que las páginas piden de cada indicador."""
    assert p.estructura is not None
    necesarios = _con_padres(p.estructura.arbol, medidos)
    ya_medido = pl.col("por_sujeto") & ~pl.col("heredado") if "por_sujeto" in p.estructura.arbol.columns else pl.lit(False)
    arbol = p.estructura.arbol.filter(pl.col("indicador").is_in(necesarios) | ~pl.col("heredado")).with_columns(
        metrica=pl.lit(p.metrica),
        edicion=pl.lit(p.edicion, dtype=pl.Int64),
        por_sujeto=pl.col("indicador").is_in(medidos) if disponibles else ya_medido,
    )
    propia = pl.col("fuente") if "fuente" in arbol.columns else pl.lit(None, dtype=pl.String)
    arbol = arbol.with_columns(fuente=pl.when(pl.col("heredado")).then(pl.lit(fuente)).otherwise(pl.coalesce(propia, pl.lit(fuente))))
    clave = {"metrica": pl.lit(p.metrica), "edicion": pl.lit(p.edicion, dtype=pl.Int64)}
    medibles = arbol.filter(pl.col("indicador").is_in(medidos) & (pl.col("nivel") != "conteo"))
    return {
        "indicadores": arbol.drop("heredado"),
        "ediciones": _edicion(p, fuente, disponibles, archivo),
        "comparabilidad": medibles.select(**clave, indicador="indicador", comparable=pl.lit(False), motivo=pl.lit(_MOTIVO)),
        "escalas": pl.concat([_escalas(p, medibles, capa, cortes) for capa, cortes in _CORTES.items()]),
    }


def _escalas(p: Propuesta, medibles: pl.DataFrame, capa: str, cortes: tuple[float, ...]) -> pl.DataFrame:
    if capa in _DEL_INDICE:
        medibles = medibles.filter(~pl.col("nivel").is_in(["agregado", "aparte"]))
    fijos = {f"corte_{n}": pl.lit(corte) for n, corte in enumerate(cortes, start=1)}
    return medibles.select(metrica=pl.lit(p.metrica), indicador="indicador", capa=pl.lit(capa), **fijos)


def _con_padres(arbol: pl.DataFrame, medidos: list[str]) -> list[str]:
    padres = dict(arbol.select("indicador", "padre").rows())
    necesarios = set(medidos)
    for indicador in medidos:
        while (indicador := padres.get(indicador) or "") and indicador not in necesarios:
            necesarios.add(indicador)
    return sorted(necesarios)


def _edicion(p: Propuesta, fuente: str, disponibles: int, archivo: str) -> pl.DataFrame:
    llave = (pl.col("metrica") == p.metrica) & (pl.col("edicion") == p.edicion)
    publicadas = p.contra.get("ediciones")
    if publicadas is None:
        publicadas = leer_csv(rutas.ARMONIZACION / "ediciones.csv").with_columns(
            pl.col("edicion", "anio_levantamiento").cast(pl.Int64), n_sujetos=pl.lit(None, dtype=pl.Int64)
        )
    previa = publicadas.filter(llave).to_dicts()
    fila = previa[0] if previa else {
        "metrica": p.metrica, "edicion": p.edicion, "nombre": f"{_nombre_de_metrica(p)} {p.edicion}", "anio_levantamiento": None,
        "operador": _SIN_DATO.removesuffix("."), "universo": "censo" if p.metrica == "MJA" else "muestra", "n_sujetos": max(disponibles, 1),
    }  # fmt: skip
    fila["n_sujetos"] = fila["n_sujetos"] or max(disponibles, 1)
    if disponibles and fuente.startswith("importado_"):
        fila |= {"cobertura": f"{disponibles:,} de {fila['n_sujetos']:,} instituciones, del archivo «{archivo}».", "fuente": fuente}
    fila.setdefault("cobertura", f"Sólo cifras agregadas, del archivo «{archivo}».")
    fila.setdefault("fuente", fuente)
    previas = fila.get("n_disponibles") or 0
    fila |= {"n_disponibles": disponibles or previas, "nivel_disponible": "sujeto" if disponibles or previas else "publicado"}
    return pl.DataFrame([fila], schema_overrides={"anio_levantamiento": pl.Int64, "n_sujetos": pl.Int64, "n_disponibles": pl.Int64})


def _sujetos(p: Propuesta, filas: pl.DataFrame) -> pl.DataFrame:
    """Los ya publicados conservan su renglón; los del catálogo toman su nombre restituido; los nuevos, el del archivo."""
    publicados = p.contra.get("sujetos")
    vacia = pl.DataFrame(schema=dict.fromkeys(CAMPOS_DE_SUJETO, pl.String))
    publicados = vacia if publicados is None else publicados.select(CAMPOS_DE_SUJETO)
    suyas = filas.unique("clave_sujeto", keep="first", maintain_order=True)
    ya = publicados.filter(pl.col("clave_sujeto").is_in(suyas["clave_sujeto"].to_list()))
    faltan = suyas.join(publicados, on="clave_sujeto", how="anti", maintain_order="left")
    if not faltan.height:
        return ya
    construidos = sujetos.sujetos(_nombrados(p, faltan), catalogos.entidades(), claves.tipos_de(p.metrica)).select(CAMPOS_DE_SUJETO)
    return pl.concat([ya, _con_etiqueta_unica(construidos, publicados, claves.tipos_de(p.metrica))])


def _nombrados(p: Propuesta, faltan: pl.DataFrame) -> pl.DataFrame:
    """Con `nombre`, `regla`, `tipo_publicado` y los campos del catálogo cuando la clave es de ahí."""
    campos = ["orden", "tipo", "cve_ent", "nombre_publicado", "cve_mun"]
    catalogo = leer_csv(rutas.ARMONIZACION / "catalogo_sujetos.csv").with_columns(del_catalogo=pl.lit(True))
    unidos = faltan.select("clave_sujeto", *campos).join(catalogo, on="clave_sujeto", how="left", suffix="_catalogo", maintain_order="left")
    en_catalogo = pl.col("del_catalogo").fill_null(False)
    unidos = unidos.with_columns([pl.when(en_catalogo).then(pl.col(f"{c}_catalogo")).otherwise(pl.col(c)).alias(c) for c in campos])
    publicado = dict(claves.tipos_de(p.metrica).select("tipo", pl.col("publicado").str.split("|").list.first()).rows())
    listas = leer_listas(rutas.DATOS)
    nombres = []
    for fila in unidos.iter_rows(named=True):
        if fila["del_catalogo"]:
            nombres.append(restituir_nombre(fila["nombre_publicado"], fila["cve_ent"], publicado[fila["tipo"]], listas))
        else:
            nombres.append((fila["nombre_publicado"], "sin cambio"))
    return unidos.with_columns(
        nombre=pl.Series([n for n, _ in nombres], dtype=pl.String), regla=pl.Series([r for _, r in nombres], dtype=pl.String),
        tipo_publicado=pl.col("tipo").replace_strict(publicado, return_dtype=pl.String),
    )  # fmt: skip


def _con_etiqueta_unica(nuevos: pl.DataFrame, publicados: pl.DataFrame, tipos: pl.DataFrame) -> pl.DataFrame:
    """Si la etiqueta ya es de otro sujeto, se distingue con su tipo; si aún se repite, con su clave."""
    nombres = dict(tipos.select("tipo", "etiqueta").rows())
    repetida = pl.col("etiqueta").is_duplicated() | pl.col("etiqueta").is_in(publicados["etiqueta"].to_list())
    con_tipo = pl.concat_str("etiqueta", pl.lit(" ("), pl.col("tipo").replace_strict(nombres, return_dtype=pl.String), pl.lit(")"))
    nuevos = nuevos.with_columns(etiqueta=pl.when(repetida).then(con_tipo).otherwise("etiqueta"))
    return nuevos.with_columns(
        etiqueta=pl.when(repetida).then(pl.concat_str("etiqueta", pl.lit(" · "), "clave_sujeto")).otherwise("etiqueta")
    )
