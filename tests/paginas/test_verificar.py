"""La sección «Verificar»: se pega lo que se lee en un archivo y dice si es auténtico."""

from datetime import date

import pytest

from apertura import laminas
from apertura.catalogo import catalogo
from apertura.consultas import motor
from apertura.exportacion.estampa import Ajustes, estampar
from apertura.laminas import de_direccion
from tests.paginas.abrir import abrir, en_ingles

pytestmark = pytest.mark.usefixtures("navegacion_declarada")


def pie(vista: str) -> str:
    """Los sellos que se leen al pie de lo exportado."""
    lamina = laminas.lamina(motor(), catalogo(), de_direccion(vista, catalogo())[0])
    return "\n".join(estampar(lamina, motor().publicacion, Ajustes("claro", date(2026, 11, 25), "https://ejemplo.mx")).renglones)


def test_lo_que_se_lee_en_el_pie_de_una_imagen_se_verifica_y_lleva_a_la_vista() -> None:
    prueba = abrir("metodologia", seccion="verificar")
    assert not prueba.exception
    assert en_ingles(prueba) == []
    prueba.text_area(key="w_sello").set_value(pie("/entidad?entidad=22#origen")).run()
    assert [aviso.value.split(".")[0] for aviso in prueba.success] == ["Auténtico\\"]
    assert any("Ver esa vista" in str(enlace.proto.label) for enlace in prueba.get("page_link"))


def test_un_digito_cambiado_se_dice_y_un_texto_cualquiera_no_falla() -> None:
    prueba = abrir("metodologia", seccion="verificar")
    prueba.text_area(key="w_sello").set_value(pie("/mapa#mapa").replace("indicador=GA", "indicador=T")).run()
    assert len(prueba.error) == 1
    prueba.text_area(key="w_sello").set_value("<script>alert(1)</script> [x](http://ejemplo.mx)").run()
    assert not prueba.exception
    assert len(prueba.info) == 1
