"""Corre todas las consultas en Spark, sobre los mismos Parquet, y exige lo mismo que DuckDB:  python -m portabilidad.con_spark

No es parte de probar.py: pide Java 17 y unos 450 MB de pyspark (véase docs/portabilidad.md). Termina con 0 sólo si todas
coinciden; con 2, si falta pyspark o Java.
"""

import importlib
import shutil
import sys
from typing import Any

from apertura.consultas import abrir_motor
from apertura.publicacion import abrir
from apertura.rutas import DATOS
from portabilidad.comparar import Respuesta, diferencias

# Un solo equipo y tablas chicas: las particiones y la compilación de fábrica sólo estorban. Sin red fuera de este equipo.
AJUSTES = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}
COMO_CONSEGUIRLO = (
    "Falta pyspark o Java 17. En un entorno aparte: pip install -r portabilidad/requirements-spark.txt (véase docs/portabilidad.md)."
)


def principal() -> int:
    """Compara y dice el resultado."""
    try:
        modulo: Any = importlib.import_module("pyspark.sql")
    except ImportError:
        modulo = None
    if modulo is None or not shutil.which("java"):
        print(COMO_CONSEGUIRLO, file=sys.stderr)
        return 2
    halladas = comparar(modulo)
    print(*(f"{caso}: {motivo}" for caso, motivo in halladas.items()), sep="\n")
    print("No coinciden." if halladas else "Todas las consultas dan en Spark lo mismo que en DuckDB.")
    return 1 if halladas else 0


def comparar(pyspark_sql: Any) -> dict[str, str]:
    """Caso → en qué no coincide."""
    rechazo = importlib.import_module("pyspark.errors").PySparkException
    publicacion = abrir(DATOS / "publicacion")
    constructor = pyspark_sql.SparkSession.builder.master("local[2]").appName("portabilidad")
    for llave, valor in AJUSTES.items():
        constructor = constructor.config(llave, valor)
    spark = constructor.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    for nombre, ruta in publicacion.tablas.items():
        spark.read.parquet(str(ruta)).createOrReplaceTempView(nombre)

    def correr(sql: str, parametros: dict[str, object]) -> Respuesta:
        try:
            resultado = spark.sql(sql, args=parametros)
            return Respuesta(resultado.columns, [tuple(r) for r in resultado.collect()])
        except rechazo as error:
            return Respuesta([f"Spark no la acepta: {str(error)[:200]}"], [])

    try:
        return diferencias(abrir_motor(publicacion), "spark", correr)
    finally:
        spark.stop()


if __name__ == "__main__":
    sys.exit(principal())
