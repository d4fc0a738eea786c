"""El simulador: lo que se ve es lo que da el árbol, con su lugar y empates, y todo archivo dice «Simulación»."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from apertura.brechas.arbol import arbol_de
from apertura.brechas.ficha import ficha_de_entidad, ficha_de_sujeto
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.exportacion.diferido import nombre_diferido
from apertura.exportacion.sellos import sellos
from apertura.frases import Frase
from apertura.seleccion import Seleccion, de_url
from apertura.vistas import simulador, simulador_frases, simulador_metas, simulador_tablas
from apertura.vistas.pares import medicion

SUJETO = Seleccion(sujeto="22-MUN-016")
ENTIDAD = Seleccion(simula="entidad", entidad="22")
HOJAS = ("TG", "TC", "PG", "PC")


def hecho(motor: Motor, cat: Catalogo, seleccion: Seleccion) -> simulador.Resultado:
    dado = simulador.resultado(motor, cat, seleccion)
    assert dado is not None
    return dado


def meta(motor: Motor, cat: Catalogo, seleccion: Seleccion) -> simulador_metas.Meta:
    dada = simulador_metas.meta(motor, cat, seleccion)
    assert dada is not None
    return dada


def dicho(motor: Motor, cat: Catalogo, seleccion: Seleccion) -> Frase:
    frase = simulador_frases.del_resultado(motor, cat, seleccion)
    assert frase is not None
    return frase


def test_las_hojas_del_catalogo_son_las_del_arbol(vigente: Motor, cat: Catalogo) -> None:
    for (metrica, edicion), datos in cat.ediciones.items():
        if datos.por_sujeto:
            resultados = vigente.consultar("resultados_por_sujeto", metrica=metrica, edicion=edicion)
            arbol = arbol_de(vigente.consultar("indicadores", metrica=metrica, edicion=edicion), set(resultados["indicador"]))
            assert cat.hojas(metrica, edicion) == dict(zip(arbol.hojas, arbol.pesos, strict=True))
        else:
            assert cat.hojas(metrica, edicion) == {}


@pytest.mark.parametrize("seleccion", [SUJETO, ENTIDAD])
def test_sin_cambios_es_lo_de_hoy_y_el_lugar_es_el_de_la_ficha(vigente: Motor, cat: Catalogo, seleccion: Seleccion) -> None:
    dado = hecho(vigente, cat, seleccion)
    toda = medicion(vigente, cat.ediciones[("MGA", 2017)])
    ficha = ficha_de_entidad(toda, "22") if seleccion.simula == "entidad" else ficha_de_sujeto(toda, "22-MUN-016")
    assert dado.hoy == dado.despues == pytest.approx(ficha["indice"]["valor"], abs=1e-4)
    assert (dado.lugar.lugar, dado.lugar.total) == (ficha["indice"]["lugar"], ficha["indice"]["total"])
    assert dado.lugar == dado.lugar_hoy
    assert "sin cambios todavía" in dicho(vigente, cat, seleccion).texto


def test_todo_al_percentil_75_sube_lo_que_dice_la_ficha(vigente: Motor, cat: Catalogo) -> None:
    todos = tuple(f"{hoja}:p75" for hoja in HOJAS)
    toda = medicion(vigente, cat.ediciones[("MGA", 2017)])
    ficha = ficha_de_sujeto(toda, "22-MUN-016")["si_alcanza"]
    dado = hecho(vigente, cat, SUJETO.con(cambios=todos))
    assert dado.despues - dado.hoy == pytest.approx(ficha["ganancia"], abs=1e-9)
    assert dado.lugar.lugar == ficha["lugar"]
    potencial = simulador.media_con_tope(vigente, cat, ENTIDAD, 0.75)
    en_entidad = hecho(vigente, cat, ENTIDAD.con(cambios=todos))
    assert en_entidad.despues == pytest.approx(float(potencial.mean()), abs=1e-9)


def test_en_una_entidad_se_dan_los_lugares_entre_33_y_entre_32_y_la_federacion_no_tiene_el_segundo(vigente: Motor, cat: Catalogo) -> None:
    queretaro = hecho(vigente, cat, ENTIDAD.con(cambios=tuple(f"{h}:0.9" for h in HOJAS)))
    assert (queretaro.lugar.en_texto(), queretaro.lugar_hoy.en_texto()) == ("1 de 33", "33 de 33")
    assert queretaro.entre is not None
    assert queretaro.entre_hoy is not None
    assert (queretaro.entre.en_texto(), queretaro.entre_hoy.en_texto()) == ("1 de 32", "32 de 32")
    assert hecho(vigente, cat, ENTIDAD.con(entidad="FED")).entre is None


def test_otros_pesos_cambian_a_todas_las_posiciones_y_la_tabla_lo_suma_exacto(vigente: Motor, cat: Catalogo) -> None:
    seleccion = ENTIDAD.con(pesos=("TG:0", "TC:0", "PG:0", "PC:50"), cambios=("PC:0.5",))
    dado = hecho(vigente, cat, seleccion)
    assert dado.despues == pytest.approx(0.5, abs=1e-12)
    assert dado.simulado.indices == pytest.approx(np.where(np.arange(33) == dado.caso.propio, 0.5, dado.caso.x[:, 3]), abs=1e-12)
    tabla = simulador_tablas.tabla(vigente, cat, seleccion)
    assert tabla is not None
    hojas = tabla.datos.filter(pl.col("indicador").is_in(HOJAS))
    assert hojas["aporte"].sum() == pytest.approx(dado.despues - dado.hoy, abs=1e-9)
    assert tabla.datos.filter(indicador="GA")["valor"][0] == pytest.approx(dado.despues, abs=1e-12)
    assert tabla.datos.filter(indicador="T")["valor"][0] is None, "una rama que pesa cero no tiene cifra"


@pytest.mark.parametrize("base", [SUJETO, ENTIDAD])
@pytest.mark.parametrize("pedida", ["lugar:1", "lugar:10", "valor:0.55", ""])
def test_lo_que_dice_la_meta_llevado_al_simulador_llega_y_no_se_pasa(vigente: Motor, cat: Catalogo, base: Seleccion, pedida: str) -> None:
    dada = meta(vigente, cat, base.con(meta=pedida))
    assert dada.llega
    despues = hecho(vigente, cat, base.con(cambios=dada.al_simulador))
    assert dada.objetivo <= despues.despues + 1e-12
    assert despues.despues == pytest.approx(dada.objetivo, abs=2e-6)
    if pedida.startswith("lugar"):
        assert despues.lugar.lugar <= int(pedida.split(":")[1])
    assert de_url({"x": list(dada.al_simulador)}, cat)[0].cambios == dada.al_simulador


def test_la_meta_al_percentil_75_es_la_de_la_ficha_y_si_no_alcanza_lo_dice(vigente: Motor, cat: Catalogo) -> None:
    toda = medicion(vigente, cat.ediciones[("MGA", 2017)])
    ficha = ficha_de_sujeto(toda, "22-MUN-016")["meta"]
    dada = meta(vigente, cat, SUJETO.con(tope="p75"))
    assert dada.objetivo == pytest.approx(ficha["valor"], abs=1e-4)
    assert dada.tabla.datos.height == len(ficha["cambios"])
    corta = meta(vigente, cat, SUJETO.con(tope="p75", meta="lugar:1"))
    assert not corta.llega
    assert "no se alcanza" in corta.frase.texto
    assert "para el lugar 160 de 160 no hace falta ningún cambio" in meta(vigente, cat, SUJETO.con(meta="lugar:160")).frase.texto
    assert meta(vigente, cat, SUJETO.con(meta="lugar:9999")).objetivo == pytest.approx(hecho(vigente, cat, SUJETO).hoy)


@pytest.mark.parametrize("seleccion", [SUJETO.con(cambios=("TC:p75",)), ENTIDAD.con(pesos=("TG:50",))])
def test_pagina_grafica_y_todo_archivo_dicen_simulacion(vigente: Motor, cat: Catalogo, seleccion: Seleccion) -> None:
    grafica = simulador_tablas.grafica(vigente, cat, seleccion, "claro")
    posiciones = simulador_tablas.posiciones(vigente, cat, seleccion)
    assert grafica is not None
    assert posiciones is not None
    assert grafica.titulo.startswith("Simulación:")
    assert grafica.descripcion.startswith("Simulación:")
    for tabla in (grafica.tabla, posiciones, meta(vigente, cat, seleccion).tabla):
        assert tabla.titulo.startswith("Simulación:")
        assert tabla.procedencia.seleccion.startswith("Simulación ·")
        assert "no es un resultado oficial" in tabla.procedencia.fuente
        assert "simula" in tabla.nombre
        assert any("Simulación" in sello for sello in sellos(tabla.procedencia, date(2026, 1, 1)))
        assert "simula" in nombre_diferido(tabla, "csv")
    assert dicho(vigente, cat, seleccion).texto.startswith("Simulación: si ")


def test_un_cambio_que_no_se_ve_no_se_llama_cambio(vigente: Motor, cat: Catalogo) -> None:
    hoy = hecho(vigente, cat, SUJETO).caso.hoy[0]
    seleccion = SUJETO.con(cambios=(f"TG:{hoy + 0.01:.4f}",))
    assert "casi no cambiaría" in dicho(vigente, cat, seleccion).texto


def test_donde_solo_hay_cifras_publicadas_no_hay_simulacion(vigente: Motor, cat: Catalogo) -> None:
    for metrica, edicion in (("MGA", 2021), ("MJA", 2023)):
        seleccion = ENTIDAD.con(metrica=metrica, edicion=edicion)
        assert simulador.resultado(vigente, cat, seleccion) is None
        assert simulador_metas.meta(vigente, cat, seleccion) is None
    assert simulador.resultado(vigente, cat, Seleccion()) is None
