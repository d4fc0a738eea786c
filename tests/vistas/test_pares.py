"""El grupo de pares que pide la dirección: quiénes son, cómo se dice y qué cambia con él."""

import polars as pl
import pytest

from apertura.catalogo import PARES, Catalogo
from apertura.consultas import Motor
from apertura.seleccion import Seleccion
from apertura.vistas import brechas, lectura, pares, sujeto

YO = "22-MUN-016"
EN_PALABRAS = {
    "orden-tipo": "160 municipios",
    "entidad": "los 27 sujetos de Querétaro",
    "region": "45 municipios de la región Centro-Occidente",
    "perfil": "él y 15 sujetos del orden municipal con cifras parecidas",
}


def elegido(**cambios: object) -> Seleccion:
    return Seleccion(sujeto=YO).con(**cambios)


@pytest.mark.parametrize("clase", EN_PALABRAS)
def test_cada_grupo_dice_quienes_son_y_cambia_toda_la_ficha(vigente: Motor, cat: Catalogo, clase: str) -> None:
    seleccion = elegido(pares=clase)
    ficha, formado = sujeto.ficha(vigente, cat, seleccion), pares.grupo(vigente, cat, seleccion)
    assert ficha is not None
    assert formado is not None
    assert ficha.grupo == EN_PALABRAS[clase]
    cifras = sujeto.indicadores(vigente, cat, seleccion).datos
    assert set(cifras["n_pares"]) == {formado.tamano}
    tc = cifras.row(by_predicate=pl.col("indicador") == "TC", named=True)
    assert tc["mediana"] == pytest.approx(formado.tabla["TC"].median())
    meta = brechas.por_donde_empezar(vigente, cat, seleccion).datos.row(by_predicate=pl.col("indicador") == "TC", named=True)["meta"]
    assert meta == pytest.approx(formado.tabla[1:]["TC"].quantile(0.75, "linear"))
    grafica = lectura.grafica_de_pares(vigente, cat, seleccion, "claro")
    assert grafica.conjuntos["puntos"]["clave"].n_unique() == formado.tamano - 1


def test_la_lista_propia_manda_y_vacia_o_consigo_mismo_es_el_grupo_comun(vigente: Motor, cat: Catalogo) -> None:
    tres = ("01-MUN-001", "14-MUN-039", "22-MUN-014")
    formado = pares.grupo(vigente, cat, elegido(pares="lista", lista=(*tres, YO)))
    assert formado is not None
    assert formado.tabla["clave_sujeto"].to_list() == [YO, *tres]
    ficha = sujeto.ficha(vigente, cat, elegido(pares="lista", lista=tres))
    assert ficha is not None
    assert ficha.grupo == "él y 3 instituciones elegidas a mano"
    for lista in ((), (YO,)):
        comun = sujeto.ficha(vigente, cat, elegido(pares="lista", lista=lista))
        assert comun is not None
        assert comun.grupo == EN_PALABRAS["orden-tipo"]


def test_el_tamano_del_municipio_solo_se_ofrece_donde_los_datos_lo_traen(vigente: Motor, cat: Catalogo) -> None:
    assert set(PARES) - set(pares.opciones(vigente, cat, elegido())) == {"tamano"}
    ficha = sujeto.ficha(vigente, cat, elegido(pares="tamano"))
    assert ficha is not None
    assert ficha.grupo == EN_PALABRAS["orden-tipo"]


def test_otro_grupo_se_dice_en_los_sellos(vigente: Motor, cat: Catalogo) -> None:
    sellos = sujeto.indicadores(vigente, cat, elegido(pares="entidad")).procedencia
    assert sellos.seleccion.endswith("frente a otro grupo de pares (misma entidad)")
    assert "pares=entidad" in sellos.enlace


@pytest.mark.parametrize("clave", ["22-MUN-016", "20-EJE-08", "FED-SIN-01", "09-MUN-015", "30-MUN-087"])
@pytest.mark.parametrize("clase", [*EN_PALABRAS, "lista"])
def test_cada_lectura_trae_la_regla_que_se_cumplio(vigente: Motor, cat: Catalogo, clave: str, clase: str) -> None:
    seleccion = Seleccion(sujeto=clave, pares=clase, lista=("01-MUN-001", "14-LEG-02"))
    for fila in lectura.lectura(vigente, cat, seleccion).datos.to_dicts():
        valor, mediana, rango = fila["valor"], fila["mediana"], fila["rango"]
        ciertas = {
            "rezago compartido": mediana < 0.2 and valor < 0.2,
            "área individual": rango < 0.25 and mediana >= 0.2,
            "fortaleza": rango > 0.75,
            "dentro de lo esperado": True,
        }
        assert ciertas[fila["lectura"]], fila
        assert any(caracter.isdigit() for caracter in fila["porque"])


def test_la_escalera_llega_a_la_cifra_simulada_y_quien_ya_llego_no_la_tiene(vigente: Motor, cat: Catalogo) -> None:
    grafica = lectura.grafica_de_pasos(vigente, cat, elegido(), "claro")
    assert grafica is not None
    ficha = brechas.ficha(vigente, cat, elegido())
    tramos = grafica.conjuntos["tramos"]
    assert tramos["hasta"][-1] == pytest.approx(ficha["si_alcanza"]["valor"])
    assert tramos["texto"].to_list() == ["0.11", "+0.2052", "+0.1500", "+0.0768", "+0.0750", "0.61"]
    assert tramos["desde"][2] == pytest.approx(tramos["hasta"][1])
    medicion = pares.medicion_de(vigente, cat, elegido())
    mejor = medicion.tabla.filter(orden="municipal").sort("GA", descending=True)["clave_sujeto"][0]
    perfecta = brechas.ficha(vigente, cat, Seleccion(sujeto=mejor))
    assert bool(perfecta["primeros_pasos"]) == (lectura.grafica_de_pasos(vigente, cat, Seleccion(sujeto=mejor), "claro") is not None)


def test_la_historia_trae_lo_publicado_de_la_institucion_solo_si_existe(vigente: Motor, cat: Catalogo) -> None:
    xalapa = lectura.historia(vigente, cat, Seleccion(sujeto="30-MUN-087")).datos
    suyas = xalapa.filter(ambito="sujeto").select("edicion", "valor", "origen").rows()
    assert suyas == [(2017, 0.2968, "base oficial"), (2021, 0.75, "publicada")]
    (cambio,) = lectura.cambios_en_su_historia(vigente, cat, Seleccion(sujeto="30-MUN-087"))
    assert cambio.texto == "Municipio de Xalapa, Veracruz: de 2017 a 2021 la cifra sube +0.45 (de 0.30 a 0.75)."
    san_juan = lectura.historia(vigente, cat, elegido()).datos
    assert san_juan.filter(ambito="sujeto")["edicion"].to_list() == [2017]
    assert lectura.cambios_en_su_historia(vigente, cat, elegido()) == ()
    assert set(san_juan["edicion"]) >= {2017, 2019, 2021, 2023}
    assert (xalapa["cita"].str.len_chars() > 0).all()
