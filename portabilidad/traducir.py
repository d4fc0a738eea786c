"""Traduce `queries/*.sql`, escritas para DuckDB, a otro motor:  python -m portabilidad.traducir postgres|spark [carpeta]

Sin carpeta las muestra; con ella deja un archivo por consulta, con su encabezado. Los parámetros quedan como los pide
el cliente de cada motor: `%(edicion)s` en PostgreSQL (psycopg) y `:edicion` en Spark.
"""

import re
import sys
from pathlib import Path

import sqlglot
from sqlglot import exp

from apertura.consultas import Consulta, consultas

MOTORES = ("postgres", "spark")


def principal(argumentos: list[str]) -> int:
    """Escribe todas las consultas traducidas. Código 2 si no se entiende lo pedido."""
    if len(argumentos) not in (1, 2) or argumentos[0] not in MOTORES:
        print(__doc__, file=sys.stderr)
        return 2
    motor, *carpeta = argumentos
    for consulta in consultas().values():
        texto = f"{encabezado(consulta)}\n{traducir(consulta.sql, motor)}\n"
        if not carpeta:
            print(f"-- {consulta.nombre}\n{texto}")
            continue
        destino = Path(carpeta[0], f"{consulta.nombre}.sql")
        destino.parent.mkdir(parents=True, exist_ok=True)
        destino.write_text(texto, encoding="utf-8")
    return 0


def traducir(sql: str, motor: str) -> str:
    """El mismo SELECT en el SQL de `motor`. Error: UnsupportedError, si algo no tiene equivalente; nunca se calla."""
    arbol = sqlglot.parse_one(re.sub(r"--.*", "", sql), read="duckdb")
    if motor == "spark":
        arbol = arbol.transform(_percentil_exacto)
    return arbol.sql(dialect=motor, pretty=True, unsupported_level=sqlglot.ErrorLevel.RAISE)


def encabezado(consulta: Consulta) -> str:
    """Los renglones de comentario con que empieza la consulta: su contrato no cambia con el motor."""
    return "\n".join(renglon for renglon in consulta.sql.splitlines() if re.match(r"-- \w+: ", renglon))


def _percentil_exacto(nodo: exp.Expr) -> exp.Expr:
    """Spark tiene dos percentiles: el exacto interpola, como DuckDB; el otro es aproximado y cambia la cifra sin avisar.

    `within group` pide el aproximado y `quantile_cont` una función que no existe: los dos pasan a `percentile(columna, q)`.
    """
    if isinstance(nodo, exp.WithinGroup) and isinstance(nodo.this, exp.PercentileCont):
        columna, cuantil = nodo.expression.expressions[0].this, nodo.this.this
    elif isinstance(nodo, exp.PercentileCont) and nodo.expression:
        columna, cuantil = nodo.this, nodo.expression
    else:
        return nodo
    return exp.Anonymous(this="percentile", expressions=[columna, cuantil])


if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
