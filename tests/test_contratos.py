"""Los contratos describen lo publicado y reportan todo lo que no cumple."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from apertura.contratos import Campo, Contrato, aplicar, comprobar_foraneas, contratos
from apertura.errores import ErrorContrato
from apertura.rutas import CONTRATOS
from tests.publicaciones import REAL, tablas_chicas

PRUEBA = Contrato(
    tabla="prueba",
    descripcion="De prueba.",
    renglon="Un renglón",
    llave=("clave",),
    campos=(
        Campo("clave", "texto", "Llave.", patron="^[a-z]+$"),
        Campo("valor", "decimal", "De 0 a 1.", minimo=0, maximo=1),
        Campo("conteo", "decimal", "Sin máximo.", minimo=0),
        Campo("anio", "entero", "Puede faltar.", nulo=True, minimo=2000, maximo=2100),
        Campo("cierto", "logico", "Sí o no."),
        Campo("clase", "texto", "Lista cerrada.", valores=("a", "b")),
    ),
)
BIEN = {
    "clave": ["y", "x"],
    "valor": [0.0, 1.0],
    "conteo": [0.0, 9.0],
    "anio": [2017, None],
    "cierto": [True, False],
    "clase": ["a", "b"],
}
TABLAS = sorted(contratos())


@pytest.fixture(scope="module")
def publicadas() -> dict[str, pl.DataFrame]:
    return {tabla: pl.read_parquet(REAL / f"{tabla}.parquet") for tabla in TABLAS}


def test_una_tabla_valida_sale_con_sus_columnas_en_orden_y_ordenada_por_su_llave() -> None:
    desordenada = pl.DataFrame({**BIEN, "sobra": [1, 2]}).select("sobra", "clase", "cierto", "anio", *list(BIEN)[:3])
    tabla = aplicar(PRUEBA, desordenada)
    assert tabla.columns == list(BIEN)
    assert tabla["clave"].to_list() == ["x", "y"]


@pytest.mark.parametrize(
    ("campo", "valores", "defecto"),
    [
        ("clave", ["x", "X"], "«clave» no sigue el patrón: 1"),
        ("clave", ["x", "x"], "llave repetida: 2"),
        ("clave", ["x", None], "«clave» vacío: 1"),
        ("clave", ["x", ""], "«clave» sin texto: 1"),
        ("valor", [0.0, 1.5], "«valor» mayor que el máximo: 1"),
        ("valor", [-0.1, 1.0], "«valor» menor que el mínimo: 1"),
        ("valor", [0.0, None], "«valor» vacío: 1"),
        ("conteo", [0.0, float("nan")], "«conteo» no es un número: 1"),
        ("conteo", [0.0, float("inf")], "«conteo» infinito: 1"),
        ("conteo", ["nada", "1"], "«nada» en «conteo» (1 renglones)"),
        ("anio", [1999, 2101], "«anio» mayor que el máximo: 1; «anio» menor que el mínimo: 1"),
        ("anio", ["dos mil", "2017"], "«dos mil» en «anio» (1 renglones)"),
        ("anio", [2017.5, 2018.0], "«2017.5» en «anio» (1 renglones)"),
        ("cierto", [None, True], "«cierto» vacío: 1"),
        ("cierto", ["si", "no"], "«si» en «cierto» (2 renglones)"),
        ("clase", ["a", "z"], "«clase» fuera de la lista de valores: 1"),
    ],
)
def test_cada_defecto_se_reporta_con_su_campo_y_cuantos_renglones(campo: str, valores: list, defecto: str) -> None:
    with pytest.raises(ErrorContrato, match=re.escape(defecto)) as error:
        aplicar(PRUEBA, pl.DataFrame({**BIEN, campo: valores}, strict=False))
    assert error.value.donde == "tabla «prueba»"
    assert "data/contratos/prueba.toml" in error.value.que_hacer


def test_los_defectos_se_reportan_todos_de_una_vez() -> None:
    malos = pl.DataFrame({**BIEN, "valor": [2.0, -1.0], "clase": ["z", None], "conteo": [-1.0, 0.0]})
    with pytest.raises(ErrorContrato) as error:
        aplicar(PRUEBA, malos)
    for defecto in ("«valor» mayor", "«valor» menor", "«clase» fuera", "«clase» vacío", "«conteo» menor"):
        assert defecto in error.value.que


def test_una_columna_que_falta_se_dice_por_su_nombre() -> None:
    with pytest.raises(ErrorContrato, match="Faltan columnas: valor, clase"):
        aplicar(PRUEBA, pl.DataFrame(BIEN).drop("valor", "clase"))


def test_un_contrato_por_tabla_publicada() -> None:
    assert sorted(ruta.stem for ruta in REAL.glob("*.parquet")) == TABLAS
    assert len(TABLAS) >= 13


@pytest.mark.parametrize("tabla", TABLAS)
def test_el_contrato_esta_bien_escrito(tabla: str) -> None:
    contrato = contratos()[tabla]
    nombres = [campo.nombre for campo in contrato.campos]
    assert contrato.tabla == tabla
    assert contrato.descripcion.endswith(".")
    assert set(contrato.llave) <= set(nombres)
    assert len(set(nombres)) == len(nombres)
    for campo in contrato.campos:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", campo.nombre)
        assert campo.descripcion.endswith((".", "…"))
        assert not (campo.nulo and campo.nombre in contrato.llave)
        assert not (campo.valores and campo.tipo != "texto")


@pytest.mark.parametrize("tabla", TABLAS)
def test_las_llaves_foraneas_apuntan_a_la_llave_de_otra_tabla(tabla: str) -> None:
    for campo in contratos()[tabla].campos:
        if campo.foranea:
            ajena, llave = campo.foranea.split(".")
            assert contratos()[ajena].llave == (llave,)


def test_ningun_contrato_trae_claves_que_nadie_lee() -> None:
    for ruta in CONTRATOS.glob("*.toml"):
        assert set(tomllib.loads(ruta.read_text(encoding="utf-8"))) == {
            "tabla",
            "descripcion",
            "renglon",
            "llave",
            "campo",
        }


@pytest.mark.parametrize("tabla", TABLAS)
def test_lo_publicado_cumple_su_contrato(publicadas: dict[str, pl.DataFrame], tabla: str) -> None:
    assert aplicar(contratos()[tabla], publicadas[tabla]).equals(publicadas[tabla])


@pytest.mark.parametrize("tabla", TABLAS)
def test_ningun_texto_publicado_trae_espacios_de_mas_ni_vacios(publicadas: dict[str, pl.DataFrame], tabla: str) -> None:
    for columna in publicadas[tabla].select(pl.col(pl.String)).iter_columns():
        malos = columna.drop_nulls().filter(columna.drop_nulls().str.contains(r"^\s|\s$|[\n\t]|^$"))
        assert malos.to_list() == [], columna.name


def test_las_llaves_foraneas_publicadas_existen(publicadas: dict[str, pl.DataFrame]) -> None:
    comprobar_foraneas(publicadas)


@pytest.mark.parametrize(
    ("tabla", "columna", "clave"),
    [
        ("resultados", "clave_sujeto", "99-NAD-01"),
        ("sujetos", "tipo", "gremio"),
        ("sujetos", "orden", "regional"),
        ("sujetos", "cve_ent", "32"),
        ("lentes", "tipo", "gremio"),
        ("publicados", "fuente", "rumor"),
        ("lugares_publicados", "cve_ent", "32"),
    ],
)
def test_una_clave_foranea_rota_se_reporta_con_su_tabla_y_su_columna(tabla: str, columna: str, clave: str) -> None:
    tablas = tablas_chicas()
    primera = pl.int_range(pl.len()) == 0
    tablas[tabla] = tablas[tabla].with_columns(pl.when(primera).then(pl.lit(clave)).otherwise(columna).alias(columna))
    with pytest.raises(ErrorContrato, match=rf"«{clave}» no está en «\w+» \(1 renglones\)") as error:
        comprobar_foraneas(tablas)
    assert error.value.donde == f"tabla «{tabla}», columna «{columna}»"


@pytest.mark.parametrize("tabla", ["resultados", "publicados", "comparabilidad", "lugares_publicados"])
def test_todo_indicador_usado_esta_en_el_arbol_de_su_edicion(publicadas: dict[str, pl.DataFrame], tabla: str) -> None:
    llave = ["metrica", "edicion", "indicador"]
    sueltos = publicadas[tabla].join(publicadas["indicadores"], on=llave, how="anti").select(llave).unique()
    assert sueltos.rows() == []


def test_toda_clave_publicada_existe_en_su_catalogo(publicadas: dict[str, pl.DataFrame]) -> None:
    catalogos = {"entidad": "entidades", "sujeto": "entidades", "orden": "ordenes", "tipo": "tipos"}
    cifras = publicadas["publicados"].drop_nulls("clave")
    for ambito, catalogo in catalogos.items():
        claves = publicadas[catalogo][contratos()[catalogo].llave[0]]
        assert set(cifras.filter(ambito=ambito)["clave"]) <= set(claves)
    assert set(cifras.filter(ambito="nacional")["clave"]) == {"00"}


def test_toda_etiqueta_de_sujeto_es_unica(publicadas: dict[str, pl.DataFrame]) -> None:
    assert publicadas["sujetos"]["etiqueta"].is_unique().all()


def test_la_clave_municipal_va_en_la_clave_del_sujeto_y_solo_en_municipios(
    publicadas: dict[str, pl.DataFrame],
) -> None:
    sujetos = publicadas["sujetos"]
    municipios = sujetos.filter(tipo="municipio")
    assert municipios.height == 160
    esperadas = municipios.select(pl.format("{}-MUN-{}", "cve_ent", "cve_mun"))
    assert municipios["clave_sujeto"].to_list() == esperadas.to_series().to_list()
    assert sujetos.filter(pl.col("tipo") != "municipio")["cve_mun"].null_count() == 748


def test_leer_un_contrato_con_una_clave_desconocida_falla(tmp_path: Path) -> None:
    texto = (CONTRATOS / "tipos.toml").read_text(encoding="utf-8")
    (tmp_path / "tipos.toml").write_text(texto.replace('descripcion = "Clave', 'descripsion = "Clave'), "utf-8")
    sin_memoria: Callable[[Path], dict] = contratos.__wrapped__
    with pytest.raises(TypeError, match="descripsion"):
        sin_memoria(tmp_path)
