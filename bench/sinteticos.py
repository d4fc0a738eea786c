"""Una publicación cien veces mayor, hecha para medir y tirada al terminar. Nunca se reparte ni se muestra.

Cada sujeto de 2017 se copia `factor` veces. A las cuatro cifras base de cada copia se les suma ruido (uniforme de
±0.1, con semilla, recortado a 0–1); los ceros siguen siendo ceros, y T, P y GA se recalculan como medias. La clave de
la copia lleva más dígitos de los que admite el contrato: la publicación no pasa por él y nadie puede darla por buena.
"""

import json
from pathlib import Path

import polars as pl

from apertura import rutas
from apertura.importador import construir
from apertura.publicacion import MANIFIESTO, abrir

TITULO = "Datos sintéticos de la prueba de rendimiento"
SEMILLA = 2017
RUIDO = 0.1
BASE = ("TG", "TC", "PG", "PC")


def publicar(datos: Path, factor: int = 100) -> Path:
    """Escribe `datos/publicacion` con `factor` copias de cada sujeto y la devuelve. `datos` va en `APERTURA_DATOS`."""
    original, destino = abrir(rutas.DATOS / "publicacion"), datos / "publicacion"
    destino.mkdir(parents=True, exist_ok=True)
    tablas = {nombre: pl.read_parquet(ruta) for nombre, ruta in original.tablas.items()}
    tablas |= _multiplicadas(tablas, factor)
    # Con las mismas funciones que la publicación de verdad: si cambia la forma de escribirla, aquí también.
    archivos = {f"{n}.parquet": construir._escribir(t, destino / f"{n}.parquet") for n, t in tablas.items()}
    manifiesto = {**construir._manifiesto(archivos), "titulo": TITULO}
    (destino / MANIFIESTO).write_text(json.dumps(manifiesto, ensure_ascii=False, indent=2), encoding="utf-8")
    return destino


def _multiplicadas(leidas: dict[str, pl.DataFrame], factor: int) -> dict[str, pl.DataFrame]:
    copias = pl.DataFrame({"copia": range(factor)})
    clave = pl.format("{}-{}", "clave_sujeto", pl.col("copia").cast(pl.String).str.zfill(4)).alias("clave_sujeto")
    return {
        "ediciones": leidas["ediciones"].with_columns(pl.col("n_disponibles") * factor),
        "resultados": _con_ruido(leidas["resultados"].join(copias, how="cross").with_columns(clave).drop("copia")),
        "sujetos": leidas["sujetos"]
        .join(copias, how="cross")
        .with_columns(
            clave,
            pl.format("{} {}", "etiqueta", "copia").alias("etiqueta"),
            pl.format("{} {}", "busqueda", "copia").alias("busqueda"),
        )
        .drop("copia")
        .sort("clave_sujeto"),
    }


def _con_ruido(resultados: pl.DataFrame) -> pl.DataFrame:
    """Los mismos renglones con las cuatro cifras base movidas y las tres medias recalculadas."""
    llave = [columna for columna in resultados.columns if columna not in ("indicador", "valor")]
    ancha = resultados.pivot("indicador", index=llave, values="valor").sort(llave)
    ancha = ancha.with_columns(_mover(ancha[columna], SEMILLA + i) for i, columna in enumerate(BASE))
    ancha = ancha.with_columns(T=(pl.col("TG") + pl.col("TC")) / 2, P=(pl.col("PG") + pl.col("PC")) / 2)
    ancha = ancha.with_columns(GA=(pl.col("T") + pl.col("P")) / 2)
    return ancha.unpivot(index=llave, variable_name="indicador", value_name="valor").select(resultados.columns).sort(*llave, "indicador")


def _mover(valores: pl.Series, semilla: int) -> pl.Series:
    """Ruido determinista: la posición de cada renglón, barajada, repartida por igual entre −RUIDO y +RUIDO."""
    lugares = pl.int_range(valores.len(), eager=True).shuffle(seed=semilla)
    ruido = (lugares / max(valores.len() - 1, 1) * 2 - 1) * RUIDO
    return ((valores + ruido).clip(0, 1) * (valores > 0)).alias(valores.name)
