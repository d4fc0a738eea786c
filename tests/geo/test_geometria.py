"""La geometría versionada en `geo/` es completa, válida, igual a su manifiesto y cabe donde se va a dibujar."""

import csv
import gzip
import hashlib
import json
from collections import defaultdict
from functools import cache
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from apertura import geometria, rutas
from apertura.errores import ErrorApertura
from tests.corpus.casos import Caso
from tests.corpus.mapas import MAPAS

GEO = rutas.GEO
CLAVES = [f"{n:02d}" for n in range(1, 33)]
CENTRO = {"09", "13", "15", "17", "21", "22", "29"}
LEYENDA = shapely.box(0, 400, 330, 640)
VISTAS = list(geometria.VISTAS)


def leer_csv(ruta: Path) -> list[dict[str, str]]:
    """Renglones del CSV como texto."""
    with ruta.open(encoding="utf-8", newline="") as archivo:
        return list(csv.DictReader(archivo))


@cache
def topo(nombre: str) -> dict[str, Any]:
    """TopoJSON de `geo/`."""
    return json.loads((GEO / f"{nombre}.topojson").read_text(encoding="utf-8"))


def rasgos(nombre: str, objeto: str) -> list[dict[str, Any]]:
    """Rasgos crudos de un objeto del TopoJSON."""
    return topo(nombre)["objects"][objeto]["geometries"]


def formas(nombre: str, objeto: str) -> dict[tuple[str, str], Any]:
    """Geometría de cada (parte, id), leída del TopoJSON con un lector propio e independiente del que lo escribe."""
    escala = np.array(topo(nombre)["transform"]["scale"])
    arcos = [np.cumsum(np.array(arco), axis=0) * escala for arco in topo(nombre)["arcs"]]

    def coordenadas(indices: list[int]) -> list[tuple[float, float]]:
        tramos = [arcos[i] if i >= 0 else arcos[-i - 1][::-1] for i in indices]
        return [tuple(p) for n, tramo in enumerate(tramos) for p in (tramo[1:] if n else tramo)]

    def armar(rasgo: dict[str, Any]) -> Any:
        if rasgo["type"] == "MultiLineString":
            return shapely.MultiLineString([coordenadas(linea) for linea in rasgo["arcs"]])
        partes = [rasgo["arcs"]] if rasgo["type"] == "Polygon" else rasgo["arcs"]
        poligonos = [shapely.Polygon(coordenadas(p[0]), [coordenadas(h) for h in p[1:]]) for p in partes]
        return poligonos[0] if rasgo["type"] == "Polygon" else shapely.MultiPolygon(poligonos)

    return {(r["properties"].get("parte", ""), r["id"]): armar(r) for r in rasgos(nombre, objeto)}


def de_parte(vista: str, parte: str) -> dict[str, Any]:
    """Polígonos de una parte de la vista, por clave."""
    return {clave: forma for (p, clave), forma in formas(vista, "entidades").items() if p == parte}


def pares_con_frontera(por_clave: dict[str, Any]) -> set[tuple[str, str]]:
    """Pares de claves que comparten una línea, no sólo un punto."""
    pares = combinations(sorted(por_clave), 2)
    return {(a, b) for a, b in pares if shapely.intersection(por_clave[a], por_clave[b]).length > 0}


def pares_publicados() -> set[tuple[str, str]]:
    """Los pares de `geo/vecindades.csv`."""
    return {(r["cve_ent_a"], r["cve_ent_b"]) for r in leer_csv(GEO / "vecindades.csv")}


@pytest.fixture(scope="module")
def entidades() -> gpd.GeoDataFrame:
    return gpd.read_parquet(GEO / "entidades.parquet")


@pytest.fixture(scope="module")
def municipios() -> gpd.GeoDataFrame:
    return gpd.read_parquet(GEO / "municipios.parquet")


def test_las_entidades_son_las_32_del_catalogo_con_sus_nombres(entidades: gpd.GeoDataFrame) -> None:
    catalogo = leer_csv(rutas.FUENTES / "inegi_entidades" / "entidades.csv")
    assert list(entidades["cve_ent"]) == CLAVES
    assert list(entidades["nombre"]) == [renglon["nombre"] for renglon in catalogo]
    assert entidades.crs is not None
    assert entidades.crs.to_epsg() == 6372


def test_las_entidades_son_validas_y_casan_entre_si(entidades: gpd.GeoDataFrame) -> None:
    assert entidades.geometry.is_valid.all()
    assert not entidades.geometry.is_empty.any()
    assert shapely.coverage_is_valid(np.array(entidades.geometry))


def test_las_coordenadas_van_redondeadas_a_100_metros(entidades: gpd.GeoDataFrame) -> None:
    assert (shapely.get_coordinates(np.array(entidades.geometry)) % 100 == 0).all()


def test_se_conservan_las_67_vecindades(entidades: gpd.GeoDataFrame) -> None:
    por_clave = dict(zip(entidades["cve_ent"], entidades.geometry, strict=True))
    assert len(pares_publicados()) == 67
    assert pares_con_frontera(por_clave) == pares_publicados()


def test_el_error_medio_de_area_no_pasa_de_dos_milesimas(entidades: gpd.GeoDataFrame) -> None:
    areas = leer_csv(GEO / "areas_fuente.csv")
    assert [renglon["cve_ent"] for renglon in areas] == CLAVES
    manifiesto = json.loads((GEO / "manifiesto.json").read_text(encoding="utf-8"))["error_de_area_en_porcentaje"]
    columnas = {
        "sin_islas_omitidas": "area_sin_islas_omitidas_km2",
        "con_islas_omitidas": "area_fuente_km2",
    }
    for caso, columna in columnas.items():
        fuente = np.array([float(renglon[columna]) for renglon in areas])
        errores = np.abs(entidades.geometry.area / 1e6 / fuente - 1) * 100
        assert errores.mean() == pytest.approx(manifiesto[caso]["medio"], abs=1e-3)
        assert errores.max() == pytest.approx(manifiesto[caso]["maximo"], abs=1e-3)
    assert manifiesto["sin_islas_omitidas"]["medio"] <= 0.2


def test_el_topojson_de_entidades_es_el_geoparquet_y_pesa_poco(entidades: gpd.GeoDataFrame) -> None:
    leidas = formas("entidades", "entidades")
    assert [clave for _, clave in leidas] == CLAVES
    for forma, original in zip(leidas.values(), entidades.geometry, strict=True):
        assert forma.equals(original)
    assert (GEO / "entidades.topojson").stat().st_size <= 40_000


def test_el_centro_son_siete_entidades_validas_que_casan() -> None:
    leidas = formas("centro", "centro")
    assert {clave for _, clave in leidas} == CENTRO
    assert shapely.coverage_is_valid(np.array(list(leidas.values())))


def test_la_lamina_trae_el_pais_el_recuadro_y_la_federacion() -> None:
    assert list(de_parte("lamina", "pais")) == CLAVES
    assert set(de_parte("lamina", "recuadro")) == CENTRO
    assert set(de_parte("lamina", "federacion")) == {"FED"}
    assert len(rasgos("lamina", "entidades")) == 40


@pytest.mark.parametrize("parte", ["pais", "recuadro"])
def test_la_lamina_es_valida_y_conserva_las_vecindades(parte: str) -> None:
    por_clave = de_parte("lamina", parte)
    assert all(forma.is_valid for forma in por_clave.values())
    assert shapely.coverage_is_valid(np.array(list(por_clave.values())))
    assert pares_con_frontera(por_clave) == {par for par in pares_publicados() if set(par) <= set(por_clave)}


@pytest.mark.parametrize("vista", VISTAS)
def test_todo_cabe_en_el_lienzo_y_nada_se_encima(vista: str) -> None:
    marcos = {clave: forma.envelope for (_, clave), forma in formas(vista, "marcos").items()}
    assert next(iter(formas(vista, "lienzo").values())).bounds == (0, 0, 1000, 640)
    pais = list(de_parte(vista, "pais").values())
    propias = pais if vista == "mosaico" else [shapely.union_all(pais), marcos["recuadro"]]
    piezas = [*propias, marcos["federacion"], LEYENDA]
    assert all(shapely.box(0, 0, 1000, 640).covers(pieza) for pieza in piezas)
    assert not any(shapely.intersects(a, b) for a, b in combinations(piezas, 2))
    assert all(marcos["federacion"].covers(forma) for forma in de_parte(vista, "federacion").values())
    assert all(marcos["recuadro"].covers(forma) for forma in de_parte(vista, "recuadro").values())


def test_el_mosaico_son_33_casillas_iguales_en_su_celda() -> None:
    casillas = {**de_parte("mosaico", "pais"), **de_parte("mosaico", "federacion")}
    assert sorted(casillas) == [*CLAVES, "FED"]
    assert len({round(forma.area, 3) for forma in casillas.values()}) == 1
    acomodo = leer_csv(GEO / "mosaico.csv")
    assert len({(r["fila"], r["columna"]) for r in acomodo}) == 32
    paso = 89
    for renglon in acomodo:
        izquierda, arriba, _, _ = casillas[renglon["cve_ent"]].bounds
        assert (round(izquierda - 100), round(arriba - 11)) == (
            paso * (int(renglon["columna"]) - 1),
            paso * (int(renglon["fila"]) - 1),
        )


def test_el_mosaico_conserva_40_vecindades_y_agrega_3_como_dice_la_ficha() -> None:
    celdas = {r["cve_ent"]: (int(r["fila"]), int(r["columna"])) for r in leer_csv(GEO / "mosaico.csv")}
    pares = combinations(sorted(celdas), 2)
    contiguas = {(a, b) for a, b in pares if sum(abs(m - n) for m, n in zip(celdas[a], celdas[b], strict=True)) == 1}
    assert (len(contiguas & pares_publicados()), len(contiguas - pares_publicados())) == (40, 3)


def test_la_federacion_esta_apartada_en_el_mosaico() -> None:
    federacion = de_parte("mosaico", "federacion")["FED"]
    lado = federacion.bounds[2] - federacion.bounds[0]
    assert min(federacion.distance(forma) for forma in de_parte("mosaico", "pais").values()) > lado


@pytest.mark.parametrize("vista", VISTAS)
def test_cada_rasgo_tiene_su_trama_y_la_trama_no_se_sale(vista: str) -> None:
    tramas, poligonos = formas(vista, "tramas"), formas(vista, "entidades")
    assert list(tramas) == list(poligonos)
    for quien, lineas in tramas.items():
        assert lineas.length > 0
        assert poligonos[quien].buffer(0.5).covers(lineas), quien


@pytest.mark.parametrize(("nombre", "crudo", "comprimido"), [("lamina", 110_000, 35_000), ("mosaico", 40_000, 8_000)])
def test_las_vistas_pesan_poco(nombre: str, crudo: int, comprimido: int) -> None:
    contenido = (GEO / f"{nombre}.topojson").read_bytes()
    assert len(contenido) <= crudo
    assert len(gzip.compress(contenido)) <= comprimido


@pytest.mark.parametrize("vista", VISTAS)
def test_las_etiquetas_visibles_caen_dentro_de_su_entidad_o_llevan_guia(vista: str) -> None:
    poligonos = formas(vista, "entidades")
    guias = {clave for _, clave in formas(vista, "marcos")}
    etiquetas = geometria.etiquetas(vista)
    assert [(e["parte"], e["cve_ent"]) for e in etiquetas] == list(poligonos)
    for e in etiquetas:
        punto = shapely.Point(e["x"], e["y"])
        assert e["guia"] != poligonos[e["parte"], e["cve_ent"]].covers(punto), e
        assert e["ancho"] >= 22 or not e["visible"], e
        assert not e["guia"] or f"guia_{e['cve_ent']}" in guias


@pytest.mark.parametrize("vista", VISTAS)
def test_cada_entidad_se_rotula_una_sola_vez_y_sin_chocar(vista: str) -> None:
    visibles = [e for e in geometria.etiquetas(vista) if e["visible"]]
    assert sorted(e["cve_ent"] for e in visibles) == [*CLAVES, "FED"]
    cajas = [shapely.box(e["x"] - 14, e["y"] - 10, e["x"] + 14, e["y"] + 10) for e in visibles]
    assert not any(shapely.intersects(a, b) for a, b in combinations(cajas, 2))
    assert not any(shapely.intersects(caja, LEYENDA) for caja in cajas)


def test_las_etiquetas_de_fuera_caen_en_el_mar() -> None:
    pais = shapely.union_all([*de_parte("lamina", "pais").values()])
    fuera = [e for e in geometria.etiquetas("lamina") if e["guia"]]
    assert fuera
    for e in fuera:
        assert not pais.intersects(shapely.box(e["x"] - 14, e["y"] - 12, e["x"] + 14, e["y"] + 12))


def test_los_municipios_son_los_2465_del_catalogo(municipios: gpd.GeoDataFrame) -> None:
    columnas = ["cve_ent", "cve_mun", "nombre"]
    catalogo = [tuple(r[c] for c in columnas) for r in leer_csv(GEO / "catalogo_municipios.csv")]
    assert list(municipios[columnas].itertuples(index=False, name=None)) == catalogo
    assert len({(entidad, municipio) for entidad, municipio, _ in catalogo}) == len(catalogo) == 2465
    assert {entidad for entidad, _, _ in catalogo} == set(CLAVES)


def test_los_nombres_de_municipios_conservan_sus_acentos() -> None:
    nombres = {(r["cve_ent"], r["cve_mun"]): r["nombre"] for r in leer_csv(GEO / "catalogo_municipios.csv")}
    assert nombres["20", "067"] == "Oaxaca de Juárez"
    assert nombres["14", "097"] == "Tlajomulco de Zúñiga"
    assert nombres["09", "010"] == "Álvaro Obregón"
    assert not any(letra in nombre for nombre in nombres.values() for letra in "ÃÂ�")


def test_los_municipios_son_validos_y_casan(municipios: gpd.GeoDataFrame) -> None:
    geometrias = np.array(municipios.geometry)
    assert shapely.is_valid(geometrias).all()
    assert shapely.coverage_is_valid(geometrias)
    assert (GEO / "municipios.parquet").stat().st_size <= 2_500_000


def test_cada_entidad_tiene_su_topojson_de_municipios() -> None:
    rutas_municipales = sorted((GEO / "municipios").glob("*.topojson"))
    assert [ruta.stem for ruta in rutas_municipales] == CLAVES
    esperados: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for r in leer_csv(GEO / "catalogo_municipios.csv"):
        esperados[r["cve_ent"]].append((r["cve_ent"] + r["cve_mun"], r["nombre"]))
    for ruta in rutas_municipales:
        hallados = rasgos(f"municipios/{ruta.stem}", "municipios")
        assert [(r["id"], r["properties"]["nombre"]) for r in hallados] == esperados[ruta.stem]
    assert median(ruta.stat().st_size for ruta in rutas_municipales) <= 32_000


def test_los_municipios_nuevos_no_estan_y_su_origen_si() -> None:
    claves = {r["cve_ent"] + r["cve_mun"] for r in leer_csv(GEO / "catalogo_municipios.csv")}
    nuevos = leer_csv(GEO / "municipios_nuevos.csv")
    assert len(nuevos) == 13
    assert not claves & {r["cvegeo_nuevo"] for r in nuevos}
    assert {r["cvegeo_origen"] for r in nuevos} <= claves


def test_el_manifiesto_dice_la_verdad_y_no_olvida_nada() -> None:
    manifiesto = json.loads((GEO / "manifiesto.json").read_text(encoding="utf-8"))
    amparados = manifiesto["productos"] | manifiesto["insumos"]
    for ruta, dicho in amparados.items():
        contenido = (rutas.RAIZ / ruta).read_bytes()
        assert dicho == {"bytes": len(contenido), "sha256": hashlib.sha256(contenido).hexdigest()}, ruta
    presentes = [ruta for tipo in ("csv", "parquet", "topojson") for ruta in GEO.rglob(f"*.{tipo}")]
    assert {ruta.relative_to(rutas.RAIZ).as_posix() for ruta in presentes} <= set(amparados)


@pytest.mark.parametrize("vista", VISTAS)
def test_la_copia_del_navegador_es_identica_y_unica(vista: str) -> None:
    copias = list((rutas.ESTATICOS / "geo").glob(f"{vista}-*.json"))
    original = (GEO / f"{vista}.topojson").read_bytes()
    assert [copia.read_bytes() for copia in copias] == [original]
    assert geometria.ruta_estatica(vista) == f"app/static/geo/{copias[0].name}"
    assert copias[0].stem.endswith(hashlib.sha256(original).hexdigest()[:8])
    assert geometria.lamina(vista) == json.loads(original)


def test_una_vista_desconocida_se_rechaza_diciendo_cuales_hay() -> None:
    for funcion in (geometria.lamina, geometria.ruta_estatica, geometria.etiquetas):
        with pytest.raises(ErrorApertura) as error:
            funcion("../secreto")
        assert "lamina, mosaico" in error.value.que_hacer


def test_si_falta_un_archivo_el_error_dice_cual_y_como_rehacerlo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rutas, "GEO", tmp_path)
    with pytest.raises(ErrorApertura) as error:
        geometria.etiquetas("lamina")
    assert error.value.donde == "geo/etiquetas.csv"
    assert "geo/construir.py" in error.value.que_hacer
    assert str(tmp_path) not in str(error.value)


@pytest.mark.parametrize("ajeno", [c for c in MAPAS if not c.id.startswith("J07")], ids=lambda c: c.id)
def test_un_mapa_que_no_es_el_del_programa_no_se_dibuja(ajeno: Caso, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "manifiesto.json").write_bytes((GEO / "manifiesto.json").read_bytes())
    (tmp_path / "lamina.topojson").write_bytes(ajeno.octetos())
    monkeypatch.setattr(rutas, "GEO", tmp_path)
    with pytest.raises(ErrorApertura, match="MAPA-ALTERADO"):
        geometria.lamina.__wrapped__("lamina")


def test_la_cita_y_la_huella_de_la_fuente_estan_en_la_ficha() -> None:
    ficha = (GEO / "FICHA.md").read_text(encoding="utf-8")
    manifiesto = json.loads((GEO / "manifiesto.json").read_text(encoding="utf-8"))
    assert geometria.CITA_GEOMETRIA in ficha
    assert manifiesto["fuente"]["sha256"] in ficha
