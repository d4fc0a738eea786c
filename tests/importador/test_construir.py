"""Construir da siempre los mismos bytes, los que están publicados, y no publica nada si algo no cuadra."""

import json
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from apertura import rutas
from apertura.contratos import contratos
from apertura.errores import ErrorApertura, ErrorContrato
from apertura.importador import catalogos, construir
from apertura.importador.lectura import Libro, leer
from apertura.importador.ortografia import leer_listas
from apertura.publicacion import MANIFIESTO, abrir, huella
from tests.publicaciones import REAL


@pytest.fixture(scope="module")
def construida(tmp_path_factory: pytest.TempPathFactory) -> Path:
    carpeta = tmp_path_factory.mktemp("publicacion")
    construir.construir(carpeta)
    return carpeta


def contenidos(carpeta: Path) -> dict[str, bytes]:
    return {ruta.name: ruta.read_bytes() for ruta in carpeta.iterdir()}


def test_construir_dos_veces_da_los_mismos_bytes(construida: Path, tmp_path: Path) -> None:
    construir.construir(tmp_path)
    assert contenidos(tmp_path) == contenidos(construida)


def test_lo_construido_es_byte_por_byte_lo_publicado(construida: Path) -> None:
    assert contenidos(construida) == contenidos(REAL)


def test_construir_sobre_lo_construido_no_cambia_nada_ni_deja_temporales(construida: Path) -> None:
    antes = contenidos(construida)
    construir.construir(construida)
    assert contenidos(construida) == antes
    assert set(antes) == {MANIFIESTO, *(f"{tabla}.parquet" for tabla in contratos())}


def test_el_manifiesto_dice_la_verdad_de_cada_archivo(construida: Path) -> None:
    manifiesto = json.loads((construida / MANIFIESTO).read_text("utf-8"))
    for nombre, ficha in manifiesto["archivos"].items():
        contenido = (construida / nombre).read_bytes()
        assert ficha == {
            "sha256": huella(contenido),
            "bytes": len(contenido),
            "filas": pl.read_parquet(construida / nombre).height,
        }
    assert abrir(construida).version == manifiesto["version"]
    assert manifiesto["version"].startswith(f"{manifiesto['corte']}-")


def test_la_publicacion_trae_los_renglones_esperados(construida: Path) -> None:
    filas = abrir(construida).filas
    assert (filas["sujetos"], filas["resultados"], filas["entidades"], filas["tipos"]) == (908, 6356, 33, 11)


def test_los_resultados_son_los_de_la_base_sin_redondear(construida: Path) -> None:
    fuente = pl.read_csv(rutas.FUENTES / "mga_2017_sujetos" / "mga_2017_sujetos.csv", infer_schema=False)
    largos = fuente.with_row_index("renglon", offset=2).unpivot(
        on=["GA", "T", "P", "TG", "TC", "PG", "PC"], index="renglon", variable_name="indicador", value_name="valor"
    )
    orden = ["renglon", "indicador"]
    esperados = largos.with_columns(pl.col("valor").cast(pl.Float64), pl.col("renglon").cast(pl.Int64)).sort(orden)
    publicados = pl.read_parquet(construida / "resultados.parquet").select("renglon", "indicador", "valor").sort(orden)
    assert publicados.equals(esperados)


def test_las_claves_de_sujeto_son_estables() -> None:
    catalogo = pl.read_csv(rutas.ARMONIZACION / "catalogo_sujetos.csv", infer_schema=False)
    publicados = pl.read_parquet(REAL / "sujetos.parquet")
    assert catalogo["clave_sujeto"].is_unique().all()
    assert set(catalogo["clave_sujeto"]) == set(publicados["clave_sujeto"])


def test_si_un_contrato_no_se_cumple_no_se_toca_lo_publicado(construida: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    antes = contenidos(construida)
    malos = catalogos.tipos().with_columns(sigla=pl.lit("sigla mal"))
    monkeypatch.setattr(catalogos, "tipos", lambda: malos)
    with pytest.raises(ErrorContrato, match="«sigla» no sigue el patrón: 11"):
        construir.construir(construida)
    assert contenidos(construida) == antes


def test_si_una_llave_foranea_se_rompe_no_se_publica(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sin_judicial = catalogos.tipos().filter(pl.col("tipo") != "judicial")
    monkeypatch.setattr(catalogos, "tipos", lambda: sin_judicial)
    with pytest.raises(ErrorContrato, match="«judicial» no está en «tipos»") as error:
        construir.construir(tmp_path / "nueva")
    assert error.value.donde.startswith("tabla «")
    assert not (tmp_path / "nueva").exists()


def test_una_institucion_que_no_esta_en_el_catalogo_no_se_publica_sin_que_alguien_lo_decida(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """La base que acompaña al código pasa por el mismo juicio que el archivo de cualquier persona."""

    def con_una_nueva(ruta: Path) -> Libro:
        libro = leer(ruta)
        celdas = libro.hojas[0].celdas.with_columns(c3=pl.when(pl.col("renglon") == 500).then(pl.lit("Ente Inventado")).otherwise("c3"))
        return replace(libro, hojas=(replace(libro.hojas[0], celdas=celdas),))

    monkeypatch.setattr(construir, "leer", con_una_nueva)
    with pytest.raises(ErrorApertura, match=r"INSTITUCION-NUEVA · .*«Ente Inventado».*renglón 500"):
        construir.construir(tmp_path / "nueva")
    assert not (tmp_path / "nueva").exists()


def test_una_correccion_de_nombres_que_ya_nadie_usa_impide_construir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listas = leer_listas(rutas.DATOS)
    sobra = replace(listas, palabras={**listas.palabras, "camion": "camión"})
    monkeypatch.setattr(construir, "leer_listas", lambda _: sobra)
    with pytest.raises(ErrorApertura, match=r"Renglones que ningún sujeto usa: .*camion"):
        construir.construir(tmp_path / "nueva")


def test_la_app_no_depende_del_importador() -> None:
    codigo = [*rutas.RAIZ.glob("pages/**/*.py"), *rutas.RAIZ.glob("apertura/**/*.py"), rutas.RAIZ / "app.py"]
    fuera = [r for r in codigo if "importador" not in r.parts and r.exists() and r.parent.name != "cli"]
    assert len(fuera) > 10
    assert [r.name for r in fuera if "apertura.importador" in r.read_text("utf-8")] == []
