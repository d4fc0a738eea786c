"""De las fuentes a la publicación: `python -m apertura construir`. Los mismos bytes cada vez."""

import json
import tomllib
from pathlib import Path

import polars as pl

from apertura import rutas
from apertura.contratos import aplicar, comprobar_foraneas, contratos
from apertura.importador import acciones, catalogos, fuentes, indicadores, publicados, sujetos
from apertura.publicacion import MANIFIESTO, version_de
from apertura.publicaciones.paquete import en_parquet, ficha


def construir(destino: Path | None = None) -> dict[str, object]:
    """Escribe un Parquet por contrato y el manifiesto; devuelve el manifiesto.

    Primero escribe todo al lado y después cambia los nombres, el manifiesto al final: quien lee mientras tanto ve la
    publicación anterior o la nueva, y en el instante del cambio vuelve a intentar (`consultas.motor`).
    """
    destino = destino or rutas.publicacion()
    tablas = tablas_publicables()
    destino.mkdir(parents=True, exist_ok=True)
    archivos = {f"{nombre}.parquet": _escribir(tabla, _al_lado(destino / f"{nombre}.parquet")) for nombre, tabla in tablas.items()}
    manifiesto = _manifiesto(archivos)
    _al_lado(destino / MANIFIESTO).write_bytes(json.dumps(manifiesto, ensure_ascii=False, indent=2).encode() + b"\n")
    for nombre in [*archivos, MANIFIESTO]:
        _al_lado(destino / nombre).replace(destino / nombre)
    return manifiesto


def tablas_publicables() -> dict[str, pl.DataFrame]:
    """Todas las tablas, ya válidas contra su contrato y con sus llaves foráneas comprobadas."""
    entidades, tipos, base = catalogos.entidades(), catalogos.tipos(), sujetos.base_2017()
    resultados, cifras = sujetos.resultados(base), publicados.publicados()
    arbol = indicadores.indicadores(resultados)
    crudas = {
        "comparabilidad": catalogos.comparabilidad(),
        "ediciones": _ediciones(resultados, cifras),
        "entidades": entidades,
        "escalas": catalogos.escalas(),
        "fuentes": fuentes.fuentes(),
        "indicadores": arbol,
        "lentes": catalogos.lentes(),
        "lineas_de_accion": acciones.lineas_de_accion(),
        "lineas_por_indicador": acciones.lineas_por_indicador(arbol, tipos),
        "lugares_publicados": publicados.lugares_publicados(),
        "ordenes": catalogos.ordenes(),
        "publicados": cifras,
        "resultados": resultados,
        "sujetos": sujetos.sujetos(base, entidades),
        "tipos": tipos,
        "unidades_publicadas": publicados.unidades_publicadas(cifras),
    }
    tablas = {nombre: aplicar(contrato, crudas[nombre]) for nombre, contrato in contratos().items()}
    comprobar_foraneas(tablas)
    return tablas


def _ediciones(resultados: pl.DataFrame, cifras: pl.DataFrame) -> pl.DataFrame:
    """Los conteos salen de los datos: evaluados, de lo publicado; disponibles, de los resultados."""
    llave = ["metrica", "edicion"]
    declaradas = fuentes.leer_csv(rutas.ARMONIZACION / "ediciones.csv").with_columns(pl.col("edicion").cast(pl.Int64))
    evaluados = cifras.filter((pl.col("indicador") == "N_SO") & (pl.col("ambito") == "nacional"))
    disponibles = resultados.group_by(llave).agg(n_disponibles=pl.col("clave_sujeto").n_unique())
    return (
        declaradas.join(evaluados.select(*llave, n_sujetos="valor"), on=llave, how="left")
        .join(disponibles, on=llave, how="left")
        .with_columns(pl.col("n_disponibles").fill_null(0), pl.col("anio_levantamiento").cast(pl.Int64))
    )


def _al_lado(ruta: Path) -> Path:
    return ruta.with_name(f"{ruta.name}.nuevo")


def _escribir(tabla: pl.DataFrame, ruta: Path) -> dict[str, object]:
    contenido = en_parquet(tabla)
    ruta.write_bytes(contenido)
    return ficha(contenido, tabla.height)


def _manifiesto(archivos: dict[str, dict[str, object]]) -> dict[str, object]:
    identidad = tomllib.loads((rutas.DATOS / "publicacion.toml").read_text(encoding="utf-8"))
    return {**identidad, "version": version_de(identidad["corte"], archivos), "archivos": archivos}
