"""La prueba de rendimiento, sin medir nada: sus datos sintéticos, sus cuentas y su tabla."""

import json
from pathlib import Path

import polars as pl
import pytest

from apertura import publicacion
from apertura.consultas import abrir_motor
from bench import __main__ as bench
from bench import exportaciones, informe, red, sinteticos
from bench.corrida import Parte
from bench.exportaciones import Medida
from bench.informe import Exigencia, Partes


@pytest.fixture(scope="module")
def datos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sinteticos.publicar(tmp_path_factory.mktemp("bench"), 100)


def medida(parte: str, **tiempos: list[float]) -> Partes:
    lista = Parte(parte, veces=3, factor=100, cifras={"bytes.indicador": 13_000.0, "geometria.peticiones": 1.0} if parte == "red" else {})
    lista.tiempos |= {clave.replace("__", "."): valores for clave, valores in tiempos.items()}
    return {parte: lista}


def test_la_publicacion_sintetica_se_abre_con_cien_veces_los_sujetos_y_dice_que_no_es_real(datos: Path) -> None:
    abierta = publicacion.abrir(datos)
    assert abierta.filas["sujetos"] == 90_800
    assert abierta.filas["resultados"] == 635_600
    assert json.loads((datos / publicacion.MANIFIESTO).read_text())["titulo"] == sinteticos.TITULO
    mapa = abrir_motor(abierta).consultar("indice_por_entidad", metrica="MGA", edicion=2017, indicador="GA")
    assert mapa["n_sujetos"].sum() == 90_800


def test_los_resultados_sinteticos_respetan_el_arbol_la_escala_y_los_ceros(datos: Path) -> None:
    ancha = pl.read_parquet(datos / "resultados.parquet").pivot("indicador", index="clave_sujeto", values="valor")
    media = (ancha["TG"] + ancha["TC"] + ancha["PG"] + ancha["PC"]) / 4
    assert ((ancha["GA"] - media).abs() < 1e-9).all()
    assert ancha.select(pl.min_horizontal(sinteticos.BASE).min()).item() >= 0
    assert ancha.select(pl.max_horizontal(sinteticos.BASE).max()).item() <= 1
    assert (ancha["PG"] == 0).sum() >= 530 * 100
    assert ancha["TG"].n_unique() > 10_000


def test_dos_corridas_hacen_los_mismos_datos(tmp_path: Path) -> None:
    versiones = {publicacion.abrir(sinteticos.publicar(tmp_path / n, 2)).version for n in ("una", "otra")}
    assert len(versiones) == 1


def test_las_razones_salen_de_las_medianas_de_la_misma_parte() -> None:
    partes = medida(
        "indicador",
        indicador__hoy=[90.0, 60.0, 70.0],
        indicador_confirmado__hoy=[105.0],
        piso_boton__piso=[30.0, 35.0, 900.0],
        piso_selector__piso=[50.0],
        indicador__cien=[140.0],
    )
    partes |= medida("lentes", lente_mapa__hoy=[80.0], piso_boton__piso=[40.0]) | medida("red")
    exigidas = {e.titulo: e for e in informe.exigencias(partes)}
    assert exigidas["Otro indicador → mapa, contra la vuelta vacía de Streamlit"].valor == 2.0
    assert exigidas["Otro indicador → mapa, contra el mismo gesto en la página vacía"].valor == 1.4
    assert exigidas["Otro indicador → todo confirmado, contra la vuelta vacía"].valor == 3.0
    assert exigidas["Otro indicador → todo confirmado, contra la vuelta vacía"].estado == ""
    assert exigidas["Otro lente → mapa, contra la vuelta vacía"].valor == 2.0
    assert exigidas["Con datos ×100: otro indicador → mapa"].valor == 2.0
    assert exigidas["Con datos ×100: otro indicador → mapa"].estado == "no cumple"
    assert exigidas["Datos por cambio de indicador, con lo que se adelanta"].valor == 13.0
    assert exigidas["Datos por cambio de indicador, con lo que se adelanta"].estado == "cumple"
    assert exigidas["Primera visita, contra la página vacía"].estado == "sin medir"


@pytest.mark.parametrize(("valor", "estado"), [(2.0, "cumple"), (2.01, "no cumple"), (0.0, "cumple"), (None, "sin medir")])
def test_se_cumple_hasta_el_limite_y_lo_que_no_se_midio_no_se_da_por_cumplido(valor: float | None, estado: str) -> None:
    assert Exigencia("algo", valor, 2).estado == estado


def test_la_tabla_lleva_primero_las_razones_y_no_deja_huecos_sin_decir() -> None:
    partes = medida("indicador", indicador__hoy=[64.0] * 3, piso_boton__piso=[40.0] * 3, cpu_piso_boton__piso=[3.0]) | medida("red")
    texto = informe.en_markdown(partes, {"núcleos": "2"})
    assert texto.index("| Exigencia |") < texto.index("## Indicador") < texto.index("| Otro indicador → mapa | 64 (64 a 64) |")
    assert "| 1.60× | ≤ 2.00× | ≤ 1.60× | cumple |" in texto
    assert "| Piso: botón → texto |  |  | 40 (40 a 40) | 3.0 |" in texto
    assert "| geometria.peticiones | 1.0 |" in texto
    assert "sin medir" in texto
    assert texto.rstrip().endswith("Equipo: núcleos 2.")
    assert "nan" not in texto


def test_las_partes_medidas_en_ratos_distintos_se_juntan_y_de_cada_una_queda_la_ultima(tmp_path: Path) -> None:
    for medidas in (medida("red"), medida("indicador", indicador__hoy=[1.0]), medida("indicador", indicador__hoy=[2.0])):
        for parte in medidas.values():
            bench._guardar(parte, tmp_path)
    juntas = bench.guardadas(tmp_path)
    assert list(juntas) == ["indicador", "red"]
    assert juntas["indicador"].tiempos == {"indicador.hoy": [2.0]}
    assert juntas["red"].cifras["bytes.indicador"] == 13_000


def test_el_contador_sabe_cuantas_veces_se_pidio_un_archivo_y_cuanto_peso() -> None:
    conteo = red.Conteo(puerto=1)
    conexion = red._Conexion(conteo)
    for pedido, respuesta in (
        (b"GET /mapa HTTP/1.1\r\n", b"x" * 5),
        (b"GET /app/static/geo/lamina-1.json HTTP/1.1\r\n", b"x" * 7),
        (b"\x81mensaje", b"x" * 11),
    ):
        conexion.subio(pedido)
        conexion.bajo(respuesta)
    assert (conteo.veces("/static/geo/lamina"), conteo.bajados("/static/geo/lamina"), conteo.bajada) == (1, 18, 23)
    conteo.en_cero()
    assert (conteo.subida, conteo.bajada, conteo.pedidos, conteo.bajados("/")) == (0, 0, [], 0)


def test_la_tabla_de_exportaciones_dice_lo_que_no_cumple() -> None:
    medidas = [Medida("Una imagen", 0.314, "s", "≤ 1", True), Medida("Fichas", 4.9, "por s", "≥ 5", False)]
    assert exportaciones.en_markdown(medidas, "equipo").splitlines()[2:] == [
        "| Una imagen | 0.31 s | ≤ 1 s | sí |",
        "| Fichas | 4.90 por s | ≥ 5 por s | no |",
        "",
        "equipo",
    ]
