"""Las plantillas: válidas, constantes, bilingües de tema y dibujables; lo que cambia sólo son los conjuntos."""

import json
from typing import Any, get_args

import altair
import jsonschema
import pytest

from apertura import geometria
from apertura.graficas import plantillas
from apertura.graficas.holgura import letras
from apertura.graficas.tema import TEMAS, NombreTema
from tests.graficas.ejemplos import OTRAS, TODAS, VISTAS, de_mapa

TEMAS_CON_NOMBRE: tuple[NombreTema, ...] = get_args(NombreTema)
ESQUEMA = altair.load_schema()


def partes(nodo: Any) -> list[Any]:
    """Todos los nodos de una especificación."""
    hijos = nodo.values() if isinstance(nodo, dict) else nodo if isinstance(nodo, list) else []
    return [nodo, *(parte for hijo in hijos for parte in partes(hijo))]


def escalas(especificacion: dict[str, Any]) -> list[dict[str, Any]]:
    vistas = (n["scale"] for n in partes(especificacion) if isinstance(n, dict) and isinstance(n.get("scale"), dict))
    return [escala for escala in vistas if "domain" in escala]


@pytest.mark.parametrize("tema", TEMAS_CON_NOMBRE)
@pytest.mark.parametrize("nombre", TODAS)
@pytest.mark.parametrize("tamano", ["pantalla", "exportacion"])
def test_toda_plantilla_cumple_el_esquema_de_vega_lite(nombre: str, tema: NombreTema, tamano: str) -> None:
    especificacion = TODAS[nombre](tema).especificacion
    if tamano == "exportacion":
        especificacion = plantillas.para_exportar(especificacion, tema)
    jsonschema.Draft7Validator(ESQUEMA).validate(especificacion)


@pytest.mark.parametrize("vista", VISTAS)
def test_cambiar_datos_o_seleccion_no_cambia_la_especificacion(vista: Any) -> None:
    una, otra = de_mapa(vista, sin=()), de_mapa(vista, sin=("01", "FED"), elegida=None)
    assert una.especificacion is otra.especificacion
    assert not una.conjuntos["d"].equals(otra.conjuntos["d"])


@pytest.mark.parametrize("nombre", TODAS)
def test_cada_tema_tiene_su_plantilla_y_ninguna_lleva_datos_dentro(nombre: str) -> None:
    clara, oscura = (TODAS[nombre](tema).especificacion for tema in TEMAS_CON_NOMBRE)
    assert clara != oscura
    assert "datasets" not in clara
    assert TEMAS["claro"].texto not in json.dumps(oscura)


@pytest.mark.parametrize("nombre", TODAS)
def test_los_conjuntos_son_los_que_la_plantilla_nombra(nombre: str) -> None:
    grafica = TODAS[nombre]("claro")
    nombrados = {n["name"] for n in partes(grafica.especificacion) if isinstance(n, dict) and set(n) == {"name"} and n["name"]}
    assert nombrados == set(grafica.conjuntos)


@pytest.mark.parametrize("vista", VISTAS)
@pytest.mark.parametrize("tema", TEMAS_CON_NOMBRE)
def test_la_escala_de_color_es_fija_y_de_doce_lugares(vista: Any, tema: NombreTema) -> None:
    vistas = escalas(de_mapa(vista, tema).especificacion)
    assert vistas
    assert all(escala["domain"] == list(range(12)) for escala in vistas)
    assert list(TEMAS[tema].rellenos) in [escala["range"] for escala in vistas]


@pytest.mark.parametrize("vista", VISTAS)
def test_las_treinta_y_tres_posiciones_viajan_siempre(vista: Any) -> None:
    datos = de_mapa(vista).conjuntos["d"]
    assert len(datos) == 33
    assert datos.filter(cve_ent="20").select("clase", "texto").rows() == [(5, "s/d")]


@pytest.mark.parametrize("vista", VISTAS)
def test_lo_que_viaja_en_cada_cambio_pesa_poco(vista: Any) -> None:
    grafica = de_mapa(vista)
    especificacion = len(json.dumps(grafica.especificacion))
    datos = sum(tabla.estimated_size() for tabla in grafica.conjuntos.values())
    assert especificacion < 12_000
    assert datos < 6_000


@pytest.mark.parametrize("vista", VISTAS)
def test_una_sola_seleccion_llamada_entidad_en_las_tres_vistas(vista: Any) -> None:
    elecciones = [p for p in de_mapa(vista).especificacion["params"] if "select" in p]  # type: ignore[union-attr]
    assert elecciones == [
        {
            "name": "entidad",
            "select": {"type": "point", "fields": ["cve_ent", "turno"], "toggle": False},
            "views": ["toque"],
        }
    ]


@pytest.mark.parametrize("nombre", TODAS)
def test_sin_nombres_internos_ni_ingles_en_los_textos_emergentes(nombre: str) -> None:
    emergentes = [n["tooltip"] for n in partes(TODAS[nombre]("claro").especificacion) if isinstance(n, dict) and n.get("tooltip")]
    assert emergentes
    assert all(emergente == {"field": "detalle", "type": "nominal"} for emergente in emergentes)


def test_la_tira_crece_con_sus_grupos_y_comparte_plantilla_si_son_los_mismos() -> None:
    assert plantillas.especificacion("tira", filas=3) is plantillas.especificacion("tira", filas=3)
    assert plantillas.especificacion("tira", filas=3) != plantillas.especificacion("tira", filas=4)


@pytest.mark.parametrize("vista", geometria.VISTAS)
def test_toda_etiqueta_visible_tiene_lugar_para_su_letra_y_en_el_mosaico_es_la_misma(vista: str) -> None:
    tamanos = {(e["cve_ent"], e["parte"]): e["letra"] for e in letras(vista)}
    assert {clave for clave, _ in tamanos} >= {f"{n:02d}" for n in range(1, 33)} | {"FED"}
    assert min(tamanos.values()) >= 10
    if vista == "mosaico":
        assert len(set(tamanos.values())) == 1
    else:
        assert tamanos["08", "pais"] > tamanos["11", "pais"]


def test_las_otras_graficas_no_dependen_de_la_geometria() -> None:
    assert OTRAS
    for dibujar in OTRAS.values():
        assert "app/static" not in json.dumps(dibujar("claro").especificacion)


def test_en_archivo_las_unidades_van_en_mas_columnas_si_son_muchos_renglones_y_ningun_indicador_se_parte() -> None:
    def parametros(filas: int, bloque: int, tamano: Any) -> dict[str, Any]:
        lista = plantillas.especificacion("lado_a_lado", "claro", tamano, filas=filas, bloque=bloque)["params"]
        return {p["name"]: p.get("value", p.get("expr")) for p in lista}

    assert parametros(49, 7, "pantalla")["por_columna"] == 49
    assert parametros(49, 7, "exportacion")["por_columna"] == "ceil(7 / columnas) * bloque"
    assert parametros(49, 7, "exportacion")["columnas"] == "width < 1100 ? 2 : 4"
    assert parametros(21, 3, "exportacion")["columnas"] == "width < 1100 ? 1 : 2"
    assert parametros(9, 3, "exportacion")["columnas"] == parametros(1, 1, "exportacion")["columnas"] == 1


def test_en_archivo_treinta_y_tres_intervalos_van_en_dos_columnas_y_diez_en_una() -> None:
    def columnas(filas: int, tamano: Any) -> Any:
        lista = plantillas.especificacion("tramos", "claro", tamano, filas=filas, denso=True)["params"]
        return next(p.get("expr", p.get("value")) for p in lista if p["name"] == "columnas")

    assert columnas(33, "pantalla") == 1
    assert columnas(33, "exportacion") == "width < 1100 || 33 < 18 ? 1 : 2"
