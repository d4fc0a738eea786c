"""Las vistas del motor de brechas: los números de METODO §3 con nombre, en el orden en que se leen."""

import pytest

from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.seleccion import Seleccion
from apertura.vistas import brechas


def test_la_secretaria_de_salud_de_oaxaca_empieza_por_participacion_ciudadana(vigente: Motor, cat: Catalogo) -> None:
    tabla = brechas.por_donde_empezar(vigente, cat, Seleccion(sujeto="20-EJE-08"))
    primero = tabla.datos.row(0, named=True)
    assert (primero["indicador"], primero["alcanzable"], primero["lectura"]) == ("PC", "6 de 15", "área individual")
    assert primero["ganancia"] == pytest.approx(0.25 * (primero["meta"] - primero["valor"]))
    assert set(tabla.datos["indicador"]) == {"TG", "TC", "PG", "PC"}
    assert (tabla.datos["ganancia"] >= 0).all()


@pytest.mark.parametrize("clave", ["FED-PAR-04", "FED-SIN-01", "22-MUN-014", "09-MUN-015", "19-EJE-08"])
def test_todo_sujeto_tiene_su_tabla_y_lo_que_ya_alcanza_la_meta_no_gana(vigente: Motor, cat: Catalogo, clave: str) -> None:
    datos = brechas.por_donde_empezar(vigente, cat, Seleccion(sujeto=clave)).datos
    ya_estan = datos.filter(datos["valor"] >= datos["meta"])
    assert datos.height == 4
    assert (ya_estan["ganancia"] == 0).all()
    assert (ya_estan["a_quien"] == "—").all()
