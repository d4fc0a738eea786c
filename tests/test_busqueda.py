"""Buscar como busca la gente: a medias, sin acentos, con faltas y con siglas."""

import pytest

from apertura.busqueda import LIMITE, buscar, buscar_entidades
from apertura.catalogo import catalogo

# Lo escrito → la institución que debe salir primero.
PRIMERAS = {
    "secretaria salud oax": "20-EJE-08",
    "SECRETARÍA  de   SALUD, Oaxaca": "20-EJE-08",
    "oaxaca salud secretaria": "20-EJE-08",
    "salud oaxaca": "20-EJE-08",
    "Secretari\u0301a de Salud Oaxaca": "20-EJE-08",
    "ＳＥＣＲＥＴＡＲＩＡ salud oax": "20-EJE-08",
    "secretaria slaud oaxaca": "20-EJE-08",
    "sercetaria salud oajaca": "20-EJE-08",
    "nl salud": "19-EJE-08",
    "congreso jal": "14-LEG-02",
    "congrso jalisco": "14-LEG-02",
    "universidad nuevo leon": "19-UNI-01",
    "univercidad autonoma de nuebo leon": "19-UNI-01",
    "universidad veracruzana": "30-UNI-02",
    "suprema corte": "FED-JUD-02",
    "scjn": "FED-JUD-02",
    "tribunal elctoral": "FED-JUD-03",
    "senado": "FED-LEG-03",
    "camara diputados": "FED-LEG-02",
    "partido accion nacional": "FED-PAR-01",
    "PRI oaxaca": "20-PAR-03",
    "pvem federacion": "FED-PAR-11",
    "merida": "31-MUN-050",
    "municipio mérida yuc": "31-MUN-050",
    "pequeña empresa": "13-FID-01",
    "pequena empresa hidalguense": "13-FID-01",
    "sindicato maestros": "15-SIN-01",
    "DIF oaxaca": "20-EJE-01",
    "petroleos mexicanos": "FED-DES-05",
    "banco mexico": "FED-AUT-01",
    "chapingo": "FED-UNI-01",
    "benito juarez sonora": "26-MUN-071",
    "Benito Juárez q roo": "23-MUN-005",
    "benito juares cdmx": "09-MUN-014",
}  # fmt: skip


def claves(texto: str, metrica: str = "MGA", edicion: int = 2017) -> list[str]:
    return [hallazgo.clave_sujeto for hallazgo in buscar(texto, metrica, edicion)]


def test_hay_bastantes_busquedas() -> None:
    assert len(PRIMERAS) >= 25


@pytest.mark.parametrize(("texto", "clave"), PRIMERAS.items(), ids=list(PRIMERAS))
def test_lo_que_se_busca_sale_primero(texto: str, clave: str) -> None:
    assert claves(texto)[:1] == [clave]


def test_los_municipios_homonimos_salen_todos_y_se_distinguen_por_su_entidad() -> None:
    hallados = buscar("benito juárez", "MGA", 2017)
    assert {"09-MUN-014", "23-MUN-005", "26-MUN-071"} <= {h.clave_sujeto for h in hallados}
    etiquetas = [h.etiqueta for h in hallados]
    assert len(set(etiquetas)) == len(etiquetas)
    assert {"Municipio de Benito Juárez, Sonora", "Municipio de Benito Juárez, Quintana Roo"} <= set(etiquetas)


def test_cada_institucion_se_encuentra_por_su_propia_etiqueta() -> None:
    """Con empates de nombre puede no ser la primera, pero siempre está."""
    nombres = catalogo().sujetos
    assert len(nombres) == 908
    perdidas = [clave for clave, etiqueta in nombres.items() if clave not in claves(etiqueta)]
    assert perdidas == []


def test_lo_escrito_completo_gana_a_lo_parecido_y_el_orden_es_de_mas_a_menos() -> None:
    for texto in ("universidad", "secretaria", "univercidad", "tribunal superior", "sindicto"):
        hallados = buscar(texto, "MGA", 2017)
        assert hallados
        assert [h.parecido for h in hallados] == sorted((h.parecido for h in hallados), reverse=True)
        assert all(0 < h.parecido <= 100 for h in hallados)
    assert {h.parecido for h in buscar("universidad", "MGA", 2017)} == {100.0}


def test_nunca_hay_mas_de_los_pedidos_ni_repetidos() -> None:
    hallados = claves("municipio")
    assert len(hallados) == len(set(hallados)) == LIMITE
    assert len(buscar("municipio", "MGA", 2017, limite=3)) == 3


@pytest.mark.parametrize("texto", ["", "   ", "\t\n", "de la", "¿?", "(.*", "[0]+?", "\\", "$^", "\x00", "🏛️", "%", "«»"])
def test_lo_que_no_dice_nada_no_encuentra_nada_ni_falla(texto: str) -> None:
    assert buscar(texto, "MGA", 2017) == []


@pytest.mark.parametrize("texto", ["xyzzy qwerty", "pemex", "morena", "secretaria de salud de narnia", "x" * 10_000])
def test_lo_que_no_se_parece_a_nada_no_trae_cualquier_cosa(texto: str) -> None:
    assert buscar(texto, "MGA", 2017) == []


@pytest.mark.parametrize(
    "texto", ["secretaria " * 1_000, "a" * 5_000 + " salud " * 700, "salud\noaxaca\r\n" * 900, "salud (oaxaca)", "salud|oaxaca*"]
)
def test_un_texto_enorme_o_con_signos_se_busca_sin_fallar(texto: str) -> None:
    assert len(buscar(texto, "MGA", 2017)) <= LIMITE


def test_los_signos_no_cambian_lo_que_se_encuentra() -> None:
    assert claves("salud (oaxaca)") == claves("salud oaxaca") == claves("salud | oaxaca.*")


@pytest.mark.parametrize(("metrica", "edicion"), [("MGA", 2021), ("MJA", 2023), ("MGA", 1999)])
def test_donde_no_hay_resultados_por_sujeto_no_se_encuentra_ninguno(metrica: str, edicion: int) -> None:
    assert claves("salud", metrica, edicion) == []


@pytest.mark.parametrize(
    ("texto", "esperadas"),
    [
        ("oaxaca", ["20"]),
        ("OAX", ["20"]),
        ("nuevo leon", ["19"]),
        ("queretaro", ["22"]),
        ("mexico", ["09", "15"]),
        ("estado de mexico", ["15"]),
        ("baja", ["02", "03"]),
        ("federacion", ["FED"]),
        ("cdmx", ["09"]),
        ("Distrito Federal", ["09"]),
        ("edomex", ["15"]),
        ("san luis", ["24"]),
        ("salud", []),
        ("", []),
        ("de", []),
        ("axaca", []),
        ("(", []),
    ],
)
def test_las_entidades_se_buscan_por_como_empiezan_sus_palabras(texto: str, esperadas: list[str]) -> None:
    assert buscar_entidades(texto, catalogo().entidades, catalogo().alias) == esperadas
