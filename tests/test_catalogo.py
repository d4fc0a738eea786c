"""El catálogo dice lo que se puede elegir, y todo lo que dice existe."""

import pytest

from apertura.catalogo import CAPAS, Catalogo, catalogo
from apertura.consultas import motor

# Entidades, en el orden de INEGI y con el nombre con que se dicen; la Federación al final.
CLAVES = [f"{numero:02d}" for numero in range(1, 33)] + ["FED"]


@pytest.fixture(scope="module")
def cat() -> Catalogo:
    return catalogo()


def test_es_siempre_el_mismo_objeto_mientras_no_cambie_la_publicacion(cat: Catalogo) -> None:
    assert catalogo() is cat
    assert cat.version == motor().publicacion.version


def test_las_ediciones_vienen_en_orden_y_dicen_cuanto_se_conserva(cat: Catalogo) -> None:
    evaluados = {llave: (edicion.evaluados, edicion.disponibles) for llave, edicion in cat.ediciones.items()}
    assert list(evaluados.items()) == [
        (("MGA", 2017), (908, 908)),
        (("MGA", 2019), (1243, 0)),
        (("MGA", 2021), (1365, 0)),
        (("MGA", 2023), (2043, 0)),
        (("MJA", 2023), (233, 0)),
    ]
    assert [edicion.por_sujeto for edicion in cat.ediciones.values()] == [True, False, False, False, False]
    assert all("Sólo cifras publicadas" in e.cobertura for e in cat.ediciones.values() if not e.por_sujeto)


def test_las_posiciones_son_32_entidades_con_clave_de_inegi_y_la_federacion(cat: Catalogo) -> None:
    assert list(cat.entidades) == CLAVES
    # Las que más se confunden cuando alguien numera por orden alfabético.
    assert {c: cat.entidades[c] for c in ("05", "06", "07", "08", "09", "15")} == {
        "05": "Coahuila",
        "06": "Colima",
        "07": "Chiapas",
        "08": "Chihuahua",
        "09": "Ciudad de México",
        "15": "Estado de México",
    }
    assert len(set(cat.abreviaturas.values())) == 33


def test_los_siete_indicadores_de_2017_se_eligen_en_el_orden_del_arbol(cat: Catalogo) -> None:
    assert list(cat.elegibles("MGA", 2017)) == ["GA", "T", "P", "TG", "TC", "PG", "PC"]


def test_de_cada_edicion_se_elige_solo_lo_que_tiene_alguna_cifra_por_entidad(cat: Catalogo) -> None:
    for metrica, edicion in cat.ediciones:
        publicados = motor().consultar("publicados", metrica=metrica, edicion=edicion)
        por_entidad = set(publicados.filter(ambito="entidad", medida="valor")["indicador"])
        elegibles = cat.elegibles(metrica, edicion)
        assert elegibles
        assert next(iter(elegibles.values())).nivel == "indice"
        if not cat.ediciones[(metrica, edicion)].por_sujeto:
            conteos = {k for k, i in cat.indicadores[(metrica, edicion)].items() if i.nivel == "conteo"}
            assert set(elegibles) == por_entidad - conteos, (metrica, edicion)


def test_toda_vista_elegible_tiene_cortes_de_color_crecientes(cat: Catalogo) -> None:
    vistas = [
        (metrica, indicador, capa)
        for metrica, edicion in cat.ediciones
        for indicador in cat.elegibles(metrica, edicion)
        for capa in cat.capas(metrica, edicion, indicador)
    ]
    assert len(vistas) > 28
    assert set(vistas) <= set(cat.cortes)
    assert all(list(cat.cortes[v]) == sorted(set(cat.cortes[v])) for v in vistas)


def test_hay_capas_solo_donde_hay_sujetos(cat: Catalogo) -> None:
    assert cat.capas("MGA", 2017, "PG") == CAPAS
    assert [list(cat.capas(m, e, i)) for m, e, i in (("MGA", 2021, "GA"), ("MGA", 2021, "TG.AI"), ("MJA", 2023, "JA"))] == [
        ["valor"],
        ["valor"],
        ["valor"],
    ]


def test_los_lentes_estan_hechos_de_tipos_que_existen_y_se_reconocen_sin_importar_el_orden(cat: Catalogo) -> None:
    assert list(cat.lentes) == [
        "justicia", "municipios", "legislativos", "autonomos", "universidades", "partidos", "sindicatos_fideicomisos",
    ]  # fmt: skip
    assert all(set(lente.tipos) <= set(cat.tipos) for lente in cat.lentes.values())
    assert all(cat.lente_de(lente.tipos[::-1]) is lente for lente in cat.lentes.values())
    assert cat.lente_de(()) is None
    assert cat.lente_de(("judicial", "municipio")) is None


def test_cada_institucion_tiene_un_nombre_que_la_distingue(cat: Catalogo) -> None:
    assert len(cat.sujetos) == 908
    repetidos = len(cat.sujetos) - len(set(cat.sujetos.values()))
    assert repetidos == 0
