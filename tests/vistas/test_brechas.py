"""Las vistas del motor de brechas: los números de METODO §3 con nombre, en el orden en que se leen."""

import pytest

from apertura import formato
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.seleccion import Seleccion
from apertura.vistas import brechas, pares


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


def test_cada_paso_dice_a_que_lugar_entre_sus_pares_llevaria_contado_aparte(vigente: Motor, cat: Catalogo) -> None:
    elegida = Seleccion(sujeto="22-MUN-016")
    datos = brechas.por_donde_empezar(vigente, cat, elegida).datos
    formado = pares.grupo(vigente, cat, elegida)
    assert formado is not None
    propio, *otros = formado.tabla["GA"].to_list()
    for ganancia, dicho in datos.select("ganancia", "con_el_paso").iter_rows():
        nuevo = propio + ganancia
        iguales = 1 + sum(formato.indice(otro) == formato.indice(nuevo) for otro in otros)
        assert dicho.startswith(f"{1 + sum(otro > nuevo + 1e-12 for otro in otros)} de 160")
        assert ("empata con" in dicho) == (iguales > 1)
    suyo = brechas.ficha(vigente, cat, elegida)["indicadores"][0]
    assert brechas.con_el_paso({"con_el_paso": None}) == "—"
    assert brechas.con_el_paso({"con_el_paso": suyo["con_el_paso"] | {"ganancia": 0.01}}) == "Sin cambio apreciable: 0.01 o menos"
