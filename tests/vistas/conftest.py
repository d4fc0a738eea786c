"""La publicación real por dos caminos: el motor, que es lo que se prueba, y los Parquet leídos con Polars, que comprueban."""

import polars as pl
import pytest

from tests.publicaciones import REAL


@pytest.fixture(scope="session")
def sujetos() -> pl.DataFrame:
    """Un sujeto de 2017 por renglón, con su orden, tipo y entidad, y una columna por indicador."""
    resultados = pl.read_parquet(REAL / "resultados.parquet").filter(metrica="MGA", edicion=2017)
    cifras = resultados.pivot(on="indicador", index="clave_sujeto", values="valor")
    return pl.read_parquet(REAL / "sujetos.parquet").join(cifras, on="clave_sujeto", how="inner")
