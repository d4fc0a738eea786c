"""La tabla que comparten página, gráfica y exportación."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apertura.tablas import Columna, Procedencia, Tabla

SELLO = Procedencia("INAI y CIDE, 2017", "municipios de Oaxaca, edición 2017", "2026-11-23-00000000")


@pytest.fixture
def tabla() -> Tabla:
    datos = pl.DataFrame(
        {
            "cve_ent": ["20", "FED"],
            "valor": [0.33038, None],
            "cambio": [-0.02, 0.02],
            "n": [1243, 0],
            "en_cero": [0.585, 0.0],
            "fino": [0.12345, 1.0],
            "comparable": [True, False],
            "oculta": [1, 2],
        }
    )
    columnas = (
        Columna("valor", "Índice", "indice", "0 a 1"),
        Columna("cve_ent", "Clave"),
        Columna("cambio", "Cambio", "diferencia"),
        Columna("n", "Sujetos", "entero", "sujetos"),
        Columna("en_cero", "En cero", "porcentaje"),
        Columna("fino", "Fino", "decimal4"),
        Columna("comparable", "¿Comparable?"),
    )
    return Tabla("indice_por_entidad", "Índice", datos, columnas, SELLO, notas=("Una nota.",))


def test_lo_visible_son_las_columnas_declaradas_en_su_orden_y_sin_redondear(tabla: Tabla) -> None:
    visible = tabla.visible()
    assert visible.columns == ["valor", "cve_ent", "cambio", "n", "en_cero", "fino", "comparable"]
    assert visible["valor"].to_list() == [0.33038, None]
    assert "oculta" in tabla.datos.columns


def test_en_texto_todo_va_con_su_etiqueta_y_su_formato(tabla: Tabla) -> None:
    texto = tabla.en_texto()
    assert set(texto.dtypes) == {pl.String}
    assert texto.rows(named=True) == [
        {
            "Índice": "0.33",
            "Clave": "20",
            "Cambio": "−0.02",
            "Sujetos": "1,243",
            "En cero": "59 %",
            "Fino": "0.1235",
            "¿Comparable?": "sí",
        },
        {
            "Índice": "s/d",
            "Clave": "FED",
            "Cambio": "+0.02",
            "Sujetos": "0",
            "En cero": "0 %",
            "Fino": "1.0000",
            "¿Comparable?": "no",
        },
    ]


def test_agregar_notas_no_cambia_la_tabla_original(tabla: Tabla) -> None:
    con_mas = tabla.con_notas("Otra.", "Y otra.")
    assert con_mas.notas == ("Una nota.", "Otra.", "Y otra.")
    assert tabla.notas == ("Una nota.",)
    assert con_mas.datos is tabla.datos


def test_un_texto_que_falta_es_sin_dato() -> None:
    datos = pl.DataFrame({"nombre": ["Oaxaca", None]})
    assert Tabla("t", "T", datos, (Columna("nombre", "Nombre"),), SELLO).en_texto()["Nombre"].to_list() == [
        "Oaxaca",
        "s/d",
    ]


def test_una_columna_declarada_que_no_esta_falla_por_su_nombre(tabla: Tabla) -> None:
    with pytest.raises(pl.exceptions.ColumnNotFoundError, match="fantasma"):
        Tabla("t", "T", tabla.datos, (Columna("fantasma", "F"),), SELLO).visible()


def test_una_tabla_sin_renglones_conserva_sus_encabezados(tabla: Tabla) -> None:
    vacia = Tabla("t", "T", tabla.datos.clear(), tabla.columnas, SELLO)
    assert vacia.en_texto().columns == [columna.etiqueta for columna in tabla.columnas]
    assert vacia.en_texto().height == 0


@given(st.lists(st.one_of(st.none(), st.floats(allow_nan=True, min_value=None)), min_size=1))
def test_cualquier_decimal_se_puede_escribir(valores: list[float | None]) -> None:
    acotados = [v if v is None or abs(v) < 1e12 else float("nan") for v in valores]
    datos = pl.DataFrame({"v": acotados}, schema={"v": pl.Float64})
    escritos = Tabla("t", "T", datos, (Columna("v", "V", "indice"),), SELLO).en_texto()["V"]
    assert escritos.null_count() == 0
    assert escritos.len() == len(valores)
