"""Nada engañoso: una muestra de lo que revisa `python -m bench.nada_enganoso`, y que esa revisión sí ve cada engaño."""

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from apertura.catalogo import catalogo
from apertura.consultas import Motor, abrir_motor
from apertura.frases import Frase
from apertura.importador.entender import incorporar
from apertura.laminas import Vista
from apertura.seleccion import Seleccion
from apertura.tablas import Cifra, Columna
from apertura.vistas import cifras, comparar_frases, frases, puente, sujeto
from bench import enganos, nada_enganoso
from tests.importador.sinteticos import dictaminar, publicadas
from tests.publicaciones import escribir

UNA_DE_CADA = 90
POSICIONES = ("FED", "22", "23")


def test_ninguna_pagina_de_la_muestra_engana(vigente: Motor) -> None:
    """Una de cada tantas instituciones, la Federación, la última de la lista, una con empates, el país y cada edición publicada."""
    cat = catalogo()
    leido = nada_enganoso.leer(vigente, cat, list(cat.sujetos)[::UNA_DE_CADA], POSICIONES)
    assert leido.motivos == []
    assert leido.laminas > 250
    assert leido.frases > 400


def test_lo_publicado_de_un_censo_nunca_habla_de_sorteos(vigente: Motor) -> None:
    pedida = Seleccion("MJA", 2023, "JA", unidades=("nacional", "sujeto.17-JUD-01", "tipo.tribunales-laborales"))
    dichas = comparar_frases.frases(vigente, catalogo(), pedida)
    assert dichas
    for dicha in dichas:
        assert list(enganos.de_frase(dicha, "censo")) == []
        assert not dicha.firmeza
    assert not puente.cobertura(vigente, catalogo(), 2017, 2023).firmeza


def test_con_la_base_de_un_censo_ninguna_pagina_habla_de_sorteos_ni_de_intervalos(tmp_path: Path) -> None:
    """Una MJA inventada, con resultados de cada institución, leída por el importador."""
    azar, entidades = random.Random(2023), ["Oaxaca", "Jalisco", "Morelos", "Colima", "Puebla", "Federación"]
    filas: list[list[str | None]] = [["Entidad", "Institución", "Tipo de institución", "JA", "T", "P", "C", "RC"]]
    for entidad in entidades:
        for tipo in ("Poder judicial", "Fiscalía", "Tribunal electoral", "Defensoría pública"):
            partes = [round(azar.random(), 2) for _ in range(4)]
            filas.append([entidad, f"{tipo} de prueba", tipo, f"{sum(partes) / 4:.4f}", *(f"{v:.2f}" for v in partes)])
    dictamen = dictaminar(filas, "INSTITUCION-NUEVA", nombre="MJA 2023.xlsx")
    cargado = abrir_motor(escribir(tmp_path, incorporar(publicadas(), dictamen)))
    cat, lectura = catalogo(cargado), nada_enganoso.Lectura()
    clave = next(c for c in cargado.consultar("resultados_por_sujeto", metrica="MJA", edicion=2023)["clave_sujeto"] if c[:2] == "20")
    de_la_mja = Seleccion("MJA", 2023, "JA", entidad="20", sujeto=clave)
    for pagina in ("inicio", "mapa", "entidad", "sujeto", "areas_de_oportunidad", "comparar", "simulador"):
        nada_enganoso.de_vista(cargado, cat, Vista(pagina, de_la_mja), lectura)
    nada_enganoso.de_vista(cargado, cat, Vista("simulador", de_la_mja.con(simula="entidad", cambios=("T:p75",))), lectura)
    assert lectura.motivos == []
    assert lectura.frases > 20


# --- La revisión ve cada engaño ---


@pytest.mark.parametrize(
    ("texto", "motivo"),
    [
        ("Oaxaca está en el lugar 15.", "sin su «de cuántos»"),
        ("Pasaría del lugar 33 al 27.", "sin su «de cuántos»"),
        ("La cifra sube +0.01 (de 0.38 a 0.39).", "llama cambio"),
        ("La cifra sube +0.09 (de 0.38 a 0.48).", "no es 0.48 menos 0.38"),
        ("Le sumaría 0.00 al índice.", "cambia 0.00"),
        ("Transparencia iría de 0.40 a 0.41.", "a donde ya está"),
        ("Oaxaca arriba de Nacional por 0.01.", "0.01 o menos"),
    ],
)
def test_un_texto_enganoso_se_ve(texto: str, motivo: str) -> None:
    assert any(motivo in hallado for hallado in enganos.de_texto(texto))
    assert any(motivo in hallado for hallado in enganos.de_cifra(Cifra("Lugar", "15 de 33", texto)))
    assert any(motivo in hallado for hallado in enganos.de_celdas(pl.DataFrame({"lectura": ["—", texto]})))


@pytest.mark.parametrize(
    "texto",
    ["Oaxaca, lugar 15 de 33 (a dos decimales empata con 1 más: lugares 14 a 15).", "Del lugar 33 al 27 de 33.", "+0.09 (de 0.39 a 0.48)."],
)
def test_un_texto_honrado_no_estorba(texto: str) -> None:
    assert list(enganos.de_texto(texto)) == []


def test_una_frase_de_sorteos_en_un_censo_o_sin_su_distintivo_se_ve() -> None:
    assert list(enganos.de_frase(Frase("entidad.lugar", "Su intervalo de remuestreo va del lugar 2 al 13 de 33."), "censo"))
    assert list(enganos.de_frase(Frase("entidad.lugar", "Va bien.", ("muestra",)), "censo"))
    assert list(enganos.de_frase(Frase("entidad.lugar", "Va bien."))) == []


def test_una_tabla_con_lugares_sin_total_sin_empates_o_con_intervalo_en_un_censo_se_ve(vigente: Motor) -> None:
    tabla = sujeto.indicadores(vigente, catalogo(), Seleccion(sujeto="22-MUN-016"))
    assert list(enganos.de_tabla(tabla)) == []
    suelta = replace(tabla, columnas=(Columna("lugar", "Lugar", "entero", "lugar"),), notas=())
    assert list(enganos.de_tabla(suelta)) == ["tiene lugares sin su total", "tiene lugares y no dice de los empates"]
    sorteada = replace(tabla, columnas=(Columna("valor", "Intervalo de remuestreo"),))
    assert list(enganos.de_tabla(sorteada, "censo")) == ["lleva un intervalo de remuestreo en un censo"]


@pytest.mark.parametrize(("cambio", "con"), [("empate entre", "sin decirlo"), ("lugar ", "puesto ")])
def test_un_empate_callado_o_un_lugar_cambiado_se_ve(vigente: Motor, monkeypatch: pytest.MonkeyPatch, cambio: str, con: str) -> None:
    def callando(que: Any) -> Any:
        return lambda *pedido: tuple(replace(c, apoyo=c.apoyo.lower().replace(cambio, con)) for c in que(*pedido))

    assert list(nada_enganoso.empates_de_sujetos(vigente, catalogo(), ["22-MUN-016"])) == []
    assert list(nada_enganoso.empates_de_entidades(vigente, catalogo(), ["23"])) == []
    monkeypatch.setattr(cifras, "de_sujeto", callando(cifras.de_sujeto))
    assert list(nada_enganoso.empates_de_sujetos(vigente, catalogo(), ["22-MUN-016"]))
    monkeypatch.setattr(cifras, "de_entidad", callando(cifras.de_entidad))
    if cambio == "lugar ":
        assert list(nada_enganoso.empates_de_entidades(vigente, catalogo(), ["23"]))


def test_una_fortaleza_inventada_se_ve(vigente: Motor, monkeypatch: pytest.MonkeyPatch) -> None:
    inventada = (Frase("sujeto.lecturas", "Fortaleza: Participación gubernamental."),)
    monkeypatch.setattr(frases, "de_sujeto", lambda *_: inventada)
    assert list(nada_enganoso.lecturas_de_sujetos(vigente, catalogo(), ["22-MUN-016"]))
