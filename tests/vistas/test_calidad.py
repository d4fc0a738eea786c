"""La sección Calidad: conteos que se recalculan por otro camino, y lo que se guardó con cada publicación."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from apertura import consultas, publicaciones
from apertura.catalogo import Catalogo, catalogo
from apertura.consultas import Motor, abrir_motor
from apertura.exportacion.csv_ import a_csv
from apertura.importador.defectos import Defecto
from apertura.seleccion import Seleccion
from apertura.vistas import calidad
from tests.almacen.juegos import con_valor, motivo
from tests.publicaciones import REAL, falsificar


def tablas_reales() -> dict[str, pl.DataFrame]:
    return {ruta.stem: pl.read_parquet(ruta) for ruta in sorted(REAL.glob("*.parquet"))}


def test_los_conteos_de_cada_edicion_son_los_de_las_tablas(vigente: Motor, cat: Catalogo) -> None:
    datos = calidad.por_edicion(vigente, cat, Seleccion()).datos
    reales = tablas_reales()
    de_2017 = datos.filter(metrica="MGA", edicion=2017).row(0, named=True)
    sujetos = reales["sujetos"]
    assert de_2017["n_sujetos"] == de_2017["n_evaluados"] == sujetos.height == 908
    assert de_2017["n_resultados"] == reales["resultados"].height == 6356
    assert de_2017["n_restituidos"] == sujetos.filter(pl.col("nombre") != pl.col("nombre_publicado")).height
    assert datos["n_publicados"].sum() == reales["publicados"].height
    sin_sujetos = datos.filter(pl.col("n_sujetos") == 0)
    assert sin_sujetos.height == datos.height - 1
    assert sin_sujetos.select("n_sin_dato", "n_restituidos", "n_atipicos").null_count().row(0) == (sin_sujetos.height,) * 3


def test_las_tres_identidades_de_2017_cuadran_en_los_908(vigente: Motor, cat: Catalogo) -> None:
    datos = calidad.identidades(vigente, cat, Seleccion()).datos
    assert datos.select("indicador", "cumplen", "n_sujetos").rows() == [("GA", 908, 908), ("P", 908, 908), ("T", 908, 908)]


def test_un_indice_que_no_es_la_suma_de_sus_partes_se_cuenta(tmp_path: Path, cat: Catalogo) -> None:
    aqui = (pl.col("clave_sujeto") == "01-AUT-01") & (pl.col("indicador") == "T")
    otra = falsificar(tmp_path / "otra", "resultados", lambda t: t.with_columns(valor=pl.when(aqui).then(0.1).otherwise("valor")))
    datos = calidad.identidades(abrir_motor(otra), cat, Seleccion()).datos
    assert dict(datos.select("indicador", "cumplen").iter_rows()) == {"GA": 907, "P": 908, "T": 907}


def test_un_valor_es_lejano_si_pasa_tres_rangos_de_los_de_su_orden_y_tipo(vigente: Motor, cat: Catalogo) -> None:
    reales = tablas_reales()
    largos = reales["resultados"].join(reales["sujetos"].select("clave_sujeto", "orden", "tipo"), on="clave_sujeto")
    grupo = ["indicador", "orden", "tipo"]
    rangos = largos.group_by(grupo).agg(
        n=pl.len(), q1=pl.col("valor").quantile(0.25, "linear"), q3=pl.col("valor").quantile(0.75, "linear")
    )
    con_rango = largos.join(rangos, on=grupo).filter((pl.col("n") >= 8) & (pl.col("q3") > pl.col("q1")))
    lejos = (pl.col("valor") - pl.max_horizontal("q3", pl.min_horizontal("q1", "valor"))) > 3 * (pl.col("q3") - pl.col("q1"))
    debajo = (pl.col("q1") - pl.col("valor")) > 3 * (pl.col("q3") - pl.col("q1"))
    esperados = set(con_rango.filter(lejos | debajo).select("clave_sujeto", "indicador").iter_rows())
    hallados = calidad.lejanos(vigente, cat, Seleccion()).datos
    assert set(hallados.select("clave_sujeto", "indicador").iter_rows()) == esperados
    assert hallados.height > 20
    assert hallados["minimo_esperado"].min() >= 0  # type: ignore[operator]


def test_dos_instituciones_con_el_mismo_nombre_tipo_y_entidad_se_listan(tmp_path: Path, vigente: Motor, cat: Catalogo) -> None:
    assert calidad.repetidas(vigente, cat, Seleccion()).datos.height == 0
    reales = tablas_reales()["sujetos"].filter(cve_ent="01")["clave_sujeto"][:2].to_list()
    igual = pl.when(pl.col("clave_sujeto").is_in(reales)).then(pl.lit("lo mismo")).otherwise("busqueda")
    otra = falsificar(tmp_path / "otra", "sujetos", lambda t: t.with_columns(busqueda=igual))
    datos = calidad.repetidas(abrir_motor(otra), cat, Seleccion()).datos
    assert datos["clave_sujeto"].to_list() == sorted(reales)
    assert set(datos["iguales"]) == {2}


@pytest.fixture
def importada(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Motor]:
    """Una publicación hecha desde un archivo con dos reparaciones, un aviso y un renglón rechazado."""
    monkeypatch.setenv("APERTURA_DATOS", str(tmp_path))
    defectos = [
        *(Defecto("DECIMAL-COMA", "reparado", "renglon", "Coma decimal", "Nada", "H", n, "C", "0,5") for n in (4, 5)),
        Defecto("COBERTURA", "aviso", "nota", "Falta: Nayarit", "Confirme"),
        Defecto("TIPO", "error", "renglon", "Texto donde va un número", "Corrija", "H", 9, "D", "<b>x</b>"),
    ]
    hecho = motivo(defectos=defectos, leidos=12, publicados=9, rechazados=1, excluidos=2)
    publicaciones.publicar(con_valor(tablas_reales(), 0.5), hecho)
    yield consultas.motor()
    consultas._VIGENTE.clear()


def test_cada_publicacion_dice_cuanto_se_leyo_publico_y_rechazo(importada: Motor) -> None:
    datos = calidad.versiones(importada, catalogo(importada), Seleccion()).datos
    nueva, origen = datos.rows(named=True)
    assert (nueva["id"], nueva["se_muestra"], origen["se_muestra"]) == (importada.publicacion.id, True, False)
    assert [nueva[c] for c in ("leidos", "publicados", "rechazados", "excluidos")] == [12, 9, 1, 2]
    assert nueva["leidos"] == nueva["publicados"] + nueva["rechazados"] + nueva["excluidos"]
    assert (nueva["reparados"], nueva["avisos"], nueva["sha256"], nueva["estado"]) == (2, 1, "a" * 64, "completa")
    assert origen["leidos"] is None


def test_los_hallazgos_llevan_su_publicacion_su_lugar_y_se_descargan(importada: Motor) -> None:
    tabla = calidad.hallazgos(importada, catalogo(importada), Seleccion())
    assert tabla.datos["nivel"].to_list() == ["Reparado", "Reparado", "Aviso", "Rechazado"]
    assert set(tabla.datos["publicacion"]) == {importada.publicacion.id}
    assert tabla.datos.row(3, named=True)["renglon"] == 9
    assert "DECIMAL-COMA" in a_csv(tabla, date(2026, 11, 24)).decode("utf-8-sig")


def test_una_publicacion_danada_se_dice_y_sus_hallazgos_no_se_muestran(importada: Motor) -> None:
    (importada.publicacion.carpeta / "dictamen.json").write_bytes(b"{}")
    assert calidad.hallazgos(consultas.motor(), catalogo(), Seleccion()).datos.height == 0, "tampoco si se sigue sirviendo de memoria"
    consultas._VIGENTE.clear()  # como al arrancar
    otro = consultas.motor()
    datos = calidad.versiones(otro, catalogo(otro), Seleccion()).datos
    assert datos["estado"][0].startswith("dañada: ")
    assert datos["se_muestra"].to_list() == [False, True]
    assert calidad.hallazgos(otro, catalogo(otro), Seleccion()).datos.height == 0
