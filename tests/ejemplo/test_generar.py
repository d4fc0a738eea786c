"""El ejemplo: medias y tamaños oficiales, todo lo demás inventado, siempre igual y nunca junto a datos de verdad."""

import json
from pathlib import Path

import polars as pl
import pytest

from apertura import consultas, publicaciones
from apertura.cargas import ejemplo as cargas
from apertura.errores import ErrorAcceso, ErrorContrato, ErrorPublicacion, ErrorSeleccion
from apertura.formato import redondear
from apertura.importador import ejemplo
from apertura.importador.ejemplo import armar
from apertura.importador.ejemplo.cifras import cifras
from apertura.importador.ejemplo.universo import instituciones
from apertura.importador.entender.importar import Pedido, revisar, revisar_libro
from apertura.publicacion import CON_CIFRAS, MANIFIESTO, Publicacion, abrir, es_simulada, version_de
from apertura.publicaciones.paquete import empacar
from tests.importador.sinteticos import ENCABEZADO, base, libro
from tests.publicaciones import REAL

UNIVERSOS = {("MGA", 2019): 1243, ("MGA", 2021): 1365, ("MGA", 2023): 2043, ("MJA", 2023): 233}
Tablas = dict[str, pl.DataFrame]


@pytest.fixture(scope="module")
def reales() -> Tablas:
    return {ruta.stem: pl.read_parquet(ruta) for ruta in sorted(REAL.glob("*.parquet"))}


def test_las_medias_nacionales_son_las_publicadas(tablas: Tablas, reales: Tablas) -> None:
    medias = tablas["resultados"].group_by("metrica", "edicion", "indicador").agg(pl.col("valor").mean())
    oficiales = reales["publicados"].filter(ambito="nacional", medida="valor").filter(~pl.col("indicador").str.starts_with("N_"))
    juntas = oficiales.filter(pl.struct("metrica", "edicion").is_in(list(map(_par, UNIVERSOS)))).join(
        medias, on=["metrica", "edicion", "indicador"], how="left", suffix="_simulado"
    )
    assert juntas.height == 19
    assert [redondear(v) for v in juntas["valor_simulado"]] == juntas["valor"].to_list()


def _par(llave: tuple[str, int]) -> dict[str, object]:
    return {"metrica": llave[0], "edicion": llave[1]}


def test_los_tamanos_son_los_oficiales_y_la_mja_tiene_222_estatales_y_11_federales(tablas: Tablas) -> None:
    por_edicion = tablas["resultados"].group_by("metrica", "edicion").agg(pl.col("clave_sujeto").n_unique())
    assert {(m, e): n for m, e, n in por_edicion.rows()} == UNIVERSOS
    assert dict(zip(*tablas["ediciones"].select("n_sujetos", "n_disponibles"), strict=True)) == {n: n for n in UNIVERSOS.values()}
    de_la_mja = tablas["resultados"].filter(metrica="MJA")["clave_sujeto"].unique()
    ordenes = tablas["sujetos"].filter(pl.col("clave_sujeto").is_in(de_la_mja.implode()))["orden"].value_counts()
    assert dict(ordenes.rows()) == {"estatal": 222, "federal": 11}


def test_ninguna_institucion_es_de_verdad_y_todas_lo_dicen(tablas: Tablas, reales: Tablas) -> None:
    simulados, de_verdad = tablas["sujetos"], reales["sujetos"]
    assert simulados["nombre"].str.contains(r"(?i)simulad[oa] \d+$").all()
    assert not set(simulados["clave_sujeto"]) & set(de_verdad["clave_sujeto"])
    assert not set(simulados["nombre"]) & {*de_verdad["nombre"], *de_verdad["nombre_publicado"]}


def test_la_misma_institucion_conserva_su_clave_de_una_edicion_a_otra(tablas: Tablas) -> None:
    por_edicion = {e: set(tablas["resultados"].filter(metrica="MGA", edicion=e)["clave_sujeto"]) for m, e in UNIVERSOS if m == "MGA"}
    assert len(por_edicion[2019] & por_edicion[2023]) > 900
    assert por_edicion[2019] - por_edicion[2023]
    assert por_edicion[2023] - por_edicion[2021]


def test_cumple_las_identidades_de_cada_metrica(tablas: Tablas) -> None:
    ancha = tablas["resultados"].pivot(on="indicador", index=["metrica", "edicion", "clave_sujeto"], values="valor")
    mga, mja = ancha.filter(metrica="MGA"), ancha.filter(metrica="MJA")
    for clave, partes, de in (
        ("T", ("TG", "TC"), mga),
        ("P", ("PG", "PC"), mga),
        ("GA", ("T", "P"), mga),
        ("JA", ("T", "P", "C", "RC"), mja),
    ):
        assert de.select(((pl.sum_horizontal(partes) / len(partes) - pl.col(clave)).abs()).max()).item() < 1e-4
    assert tablas["resultados"]["valor"].is_between(0, 1).all()


@pytest.mark.parametrize(("edicion", "sha256"), [(("MJA", 2023), "bbb1e195b541be0c"), (("MGA", 2019), "48c9d7babcf0bd86")])
def test_siempre_y_en_todo_equipo_es_el_mismo(edicion: tuple[str, int], sha256: str) -> None:
    assert armar.libro(*edicion).sha256[:16] == sha256


def test_se_publica_lo_que_se_genero_y_se_sabe_que_es_simulado(tablas: Tablas, publicado: Publicacion) -> None:
    empacado = empacar(tablas)
    assert empacado.fichas == json.loads((publicado.carpeta / MANIFIESTO).read_bytes())["archivos"]
    assert empacado.simulado


def test_lo_sorteado_no_depende_del_orden_en_que_se_pida() -> None:
    quienes = instituciones("MJA", 2023, 233)
    al_derecho = dict(zip(quienes, cifras(2023, "T", 0.5, quienes), strict=True))
    al_reves = dict(zip(quienes[::-1], cifras(2023, "T", 0.5, quienes[::-1]), strict=True))
    assert al_derecho == al_reves


def test_no_trae_ni_una_cifra_publicada_ni_un_lugar_de_verdad(tablas: Tablas) -> None:
    assert [tablas[t].height for t in ("publicados", "lugares_publicados", "unidades_publicadas")] == [0, 0, 0]
    assert tablas["resultados"]["fuente"].str.starts_with("simulado_").all()


@pytest.mark.parametrize("tabla", ["resultados", "publicados", "ediciones"])
def test_un_solo_renglon_de_verdad_entre_los_simulados_impide_publicar(tablas: Tablas, reales: Tablas, tabla: str) -> None:
    propias = {**tablas, tabla: pl.concat([tablas[tabla], reales[tabla].head(1)])}
    if tabla == "resultados":
        propias["sujetos"] = pl.concat([tablas["sujetos"], reales["sujetos"].join(reales[tabla].head(1), on="clave_sujeto", how="semi")])
    propias["indicadores"] = pl.concat([tablas["indicadores"], reales["indicadores"].filter(edicion=2017)])
    if tabla != "ediciones":
        propias["ediciones"] = pl.concat([tablas["ediciones"], tablas["ediciones"].head(1).with_columns(edicion=pl.lit(2017, pl.Int64))])
    with pytest.raises(ErrorContrato, match="datos simulados y reales"):
        empacar(propias)


def test_al_abrir_se_pregunta_a_toda_tabla_con_cifras() -> None:
    assert tuple(consultas.FUENTES_DE) == CON_CIFRAS


def test_quitarle_la_marca_a_la_version_no_sirve_no_se_abre(publicado: Publicacion, tmp_path: Path) -> None:
    for ruta in publicado.carpeta.iterdir():
        (tmp_path / ruta.name).write_bytes(ruta.read_bytes())
    manifiesto = json.loads((tmp_path / MANIFIESTO).read_bytes())
    sin_marca = manifiesto["corte"].removeprefix("simulada-")
    manifiesto |= {"corte": sin_marca, "version": version_de(sin_marca, manifiesto["archivos"])}
    (tmp_path / MANIFIESTO).write_text(json.dumps(manifiesto), encoding="utf-8")
    with pytest.raises(ErrorPublicacion, match="no dice bien si sus datos son simulados"):
        consultas.abrir_motor(abrir(tmp_path))


@pytest.mark.usefixtures("mostrado")
def test_con_el_ejemplo_a_la_vista_no_se_importa_nada_encima(tmp_path: Path) -> None:
    archivo = tmp_path / "MGA 2019 base.csv"
    archivo.write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(ErrorPublicacion, match="Se está mostrando el ejemplo"):
        revisar(archivo)
    with pytest.raises(ErrorPublicacion, match="Se está mostrando el ejemplo"):
        revisar_libro(libro([ENCABEZADO, *base(n=40, nuevas=0)]), Pedido())


def test_la_base_del_ejemplo_no_entra_como_si_fuera_de_verdad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APERTURA_DATOS", str(tmp_path))
    propia = armar.libro("MJA", 2023)
    filas = [[None if v is None else str(v) for v in fila[1:]] for fila in propia.hojas[0].celdas.rows()]
    for que, titulo in ((filas, "base"), (filas[1:], "MJA 2023 base.csv")):  # con su título y, si se lo quitan, por los nombres
        hecha = revisar_libro(libro(que, titulo), Pedido(metrica="MJA", edicion=2023))
        assert [d.codigo for d in hecha.dictamen.impedimentos if d.alcance == "archivo"] == ["SIMULADOS"]
        assert hecha.tablas is None


def test_se_quita_y_vuelve_lo_que_habia_y_no_se_compara_con_ello(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reales: Tablas, tablas: Tablas
) -> None:
    monkeypatch.setenv("APERTURA_DATOS", str(tmp_path))
    monkeypatch.setattr(armar, "tablas_del_ejemplo", lambda *_: tablas)  # que sale siempre igual lo dice otra prueba
    otra = {**reales, "lentes": reales["lentes"].with_columns(descripcion=pl.lit("otra"))}
    propia = publicaciones.publicar(otra, {"quien": "ana"})
    with pytest.raises(ErrorPublicacion, match="No se está mostrando el ejemplo"):
        publicaciones.quitar_ejemplo()
    simulada = ejemplo.publicar("ana")
    assert simulada.simulada
    assert es_simulada(simulada.version)
    assert ejemplo.publicar("ana").id == simulada.id, "si ya se muestra, no hace nada"
    with pytest.raises(ErrorSeleccion, match="datos simulados, y la otra no"):
        publicaciones.comparar(propia.id, simulada.id)
    assert publicaciones.quitar_ejemplo().id == propia.id
    assert not publicaciones.vigente().simulada
    consultas._VIGENTE.clear()


def test_quien_no_puede_no_lo_carga_ni_lo_quita(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APERTURA_SOLO_LECTURA", "1")
    for accion in (cargas.cargar, cargas.quitar, ejemplo.publicar):
        with pytest.raises(ErrorAcceso):
            accion()
