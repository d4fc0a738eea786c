"""De las fuentes a la publicación: `python -m apertura construir`. Los mismos bytes cada vez."""

import json
import tomllib
from pathlib import Path

import polars as pl

from apertura import rutas
from apertura.contratos import TIPOS_POLARS, aplicar, comprobar_foraneas, contratos
from apertura.importador import acciones, catalogos, fuentes, indicadores, publicados
from apertura.importador.entender import incorporar, juzgar, proponer
from apertura.importador.lectura import leer
from apertura.importador.ortografia import leer_listas, nombres_restituidos
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
    """Todas las tablas, ya válidas contra su contrato y con sus llaves foráneas comprobadas.

    Los catálogos y lo publicado salen de `data`; cada base por institución entra por el mismo camino que el archivo de
    cualquier persona (`importar`). Lanza ErrorApertura si una base no se puede publicar o si sobra una corrección.
    """
    tablas = _sin_bases()
    for fuente, metrica, edicion in bases():
        tablas = _con_base(tablas, fuente, metrica, edicion)
    _exigir_nombres(tablas["sujetos"])
    return tablas


def bases() -> list[tuple[str, str, int]]:
    """(fuente, métrica, edición) de las ediciones que declaran tener su base completa en `data/fuentes`."""
    declaradas = _ediciones_declaradas().filter(nivel_disponible="sujeto").select("fuente", "metrica", "edicion")
    return list(declaradas.iter_rows())


def _sin_bases() -> dict[str, pl.DataFrame]:
    """La publicación antes de importar ninguna base: catálogos, fuentes, árbol y cifras publicadas."""
    cifras, tipos = publicados.publicados(), catalogos.tipos()
    resultados = _vacia("resultados")
    arbol = indicadores.indicadores(resultados)
    crudas = {
        "comparabilidad": catalogos.comparabilidad(),
        "ediciones": _ediciones(cifras),
        "entidades": catalogos.entidades(),
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
        "sujetos": _vacia("sujetos"),
        "tipos": tipos,
        "unidades_publicadas": publicados.unidades_publicadas(cifras),
    }
    tablas = {nombre: aplicar(contrato, crudas[nombre]) for nombre, contrato in contratos().items()}
    # Estas unidades nombran a sujetos que todavía no entran; `incorporar` las comprueba con ellos.
    comprobar_foraneas({**tablas, "unidades_publicadas": tablas["unidades_publicadas"].clear()})
    return tablas


def _con_base(tablas: dict[str, pl.DataFrame], fuente: str, metrica: str, edicion: int) -> dict[str, pl.DataFrame]:
    libro = leer(fuentes.archivo_de(fuente))
    return incorporar(tablas, juzgar(libro, proponer(libro, metrica, edicion, contra=tablas)))


def _exigir_nombres(sujetos: pl.DataFrame) -> None:
    """Los nombres publicados son los que dan las listas de ortografía, y en las listas no sobra nada."""
    del_catalogo = sujetos.join(fuentes.leer_csv(rutas.ARMONIZACION / "catalogo_sujetos.csv"), on="clave_sujeto", how="semi")
    como_en_la_fuente = del_catalogo.with_columns(
        pl.col(llave).replace_strict(dict(catalogo.select(llave, pl.col("publicado").str.split("|").list.first()).rows()))
        for llave, catalogo in (("orden", catalogos.ordenes()), ("tipo", catalogos.tipos()))
    )
    nombres_restituidos(como_en_la_fuente.drop("nombre"), leer_listas(rutas.DATOS))


def _vacia(tabla: str) -> pl.DataFrame:
    return pl.DataFrame(schema={campo.nombre: TIPOS_POLARS[campo.tipo] for campo in contratos()[tabla].campos})


def _ediciones_declaradas() -> pl.DataFrame:
    return fuentes.leer_csv(rutas.ARMONIZACION / "ediciones.csv").with_columns(pl.col("edicion", "anio_levantamiento").cast(pl.Int64))


def _ediciones(cifras: pl.DataFrame) -> pl.DataFrame:
    """Los evaluados salen de lo publicado; los disponibles los pone cada base al importarse."""
    llave = ["metrica", "edicion"]
    evaluados = cifras.filter((pl.col("indicador") == "N_SO") & (pl.col("ambito") == "nacional"))
    declaradas = _ediciones_declaradas().join(evaluados.select(*llave, n_sujetos="valor"), on=llave, how="left")
    return declaradas.with_columns(n_disponibles=pl.lit(0, pl.Int64))


def _al_lado(ruta: Path) -> Path:
    return ruta.with_name(f"{ruta.name}.nuevo")


def _escribir(tabla: pl.DataFrame, ruta: Path) -> dict[str, object]:
    contenido = en_parquet(tabla)
    ruta.write_bytes(contenido)
    return ficha(contenido, tabla.height)


def _manifiesto(archivos: dict[str, dict[str, object]]) -> dict[str, object]:
    identidad = tomllib.loads((rutas.DATOS / "publicacion.toml").read_text(encoding="utf-8"))
    return {**identidad, "version": version_de(identidad["corte"], archivos), "archivos": archivos}
