"""Un clic trae lo que el navegador quiera: sólo pasa una clave conocida."""

import pytest

from apertura.graficas.clics import clic_a_clave, clic_a_entidad


@pytest.mark.parametrize("clave", ["01", "08", "32", "FED"])
def test_un_clic_da_la_clave_de_la_entidad(clave: str) -> None:
    assert clic_a_entidad({"selection": {"entidad": [{"cve_ent": clave, "turno": 3}]}}) == clave


@pytest.mark.parametrize(
    "evento",
    [
        None,
        "",
        [],
        {},
        {"selection": None},
        {"selection": []},
        {"selection": {}},
        {"selection": {"entidad": {}}},
        {"selection": {"entidad": []}},
        {"selection": {"entidad": "08"}},
        {"selection": {"entidad": ["08"]}},
        {"selection": {"entidad": [{}]}},
        {"selection": {"entidad": [{"cve_ent": None}]}},
        {"selection": {"entidad": [{"cve_ent": 8}]}},
        {"selection": {"entidad": [{"cve_ent": "8"}]}},
        {"selection": {"entidad": [{"cve_ent": "00"}]}},
        {"selection": {"entidad": [{"cve_ent": "33"}]}},
        {"selection": {"entidad": [{"cve_ent": "0８"}]}},
        {"selection": {"entidad": [{"cve_ent": ["08"]}]}},
        {"selection": {"entidad": [{"cve_ent": "<script>"}]}},
        {"selection": {"otra": [{"cve_ent": "08"}]}},
    ],
)
def test_un_evento_vacio_o_extrano_no_elige_nada(evento: object) -> None:
    assert clic_a_entidad(evento) is None


def test_un_punto_de_la_tira_da_la_clave_del_sujeto() -> None:
    assert clic_a_clave({"selection": {"sujeto": [{"clave": "mga-1"}]}}, "sujeto", "clave") == "mga-1"
    assert clic_a_clave({"selection": {"sujeto": [{"clave": ""}]}}, "sujeto", "clave") is None
