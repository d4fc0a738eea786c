"""Nada engañoso en ninguna frase: de las instituciones, las 33 posiciones, sus planes, comparaciones, mapas y simulaciones."""

import os
import re
from collections.abc import Iterator

import polars as pl
import pytest

from apertura import formato
from apertura.brechas.grupos import de_texto, formar
from apertura.brechas.posicion import posiciones as calcular_posiciones
from apertura.catalogo import Catalogo, catalogo
from apertura.consultas import Motor, motor
from apertura.frases import REGLAS, Frase
from apertura.seleccion import Seleccion
from apertura.vistas import (
    acciones,
    comparar_frases,
    evolucion,
    evolucion_cambios,
    frases,
    inicio,
    mapa,
    panel,
    plan,
    plan_frases,
    posiciones,
    puente,
    simulador_frases,
    simulador_metas,
)
from apertura.vistas.entidad import lugares as lugares_de
from apertura.vistas.pares import medicion_de
from tests.frases.test_frases import bien_escrita

UNA_DE_CADA = 4
# Un lugar va siempre con su total: «lugar 15 de 33», «del lugar 33 al 27 de 33», «lugares 14 a 15)» dentro de un empate ya dicho.
SIN_TOTAL = re.compile(r"\blugar \d[\d,]*\b(?! de \d| al \d[\d,]* de \d)")
CAMBIO = re.compile(r"([+−]\d\.\d\d) \(de (\d\.\d\d) a (\d\.\d\d)\)")
VERBO_DE_CAMBIO = re.compile(r"\b(?:sube|baja|subió|bajó|cambiaría|subiría|bajaría|subirían|sumaría) ([+−]?\d\.\d\d)\b")
IRIA = re.compile(r"iría de (\d\.\d\d) a (\d\.\d\d)")
POR = re.compile(r"arriba de .+? por (\d\.\d\d)")


def exigir(dicha: Frase, universo: str = "muestra") -> None:
    """Lo que ninguna frase puede romper, se mire lo que se mire."""
    bien_escrita(dicha.texto)
    assert not SIN_TOTAL.search(dicha.texto), dicha.texto
    for salto, antes, despues in CAMBIO.findall(dicha.texto):
        leido = round(float(despues) - float(antes), 2)
        assert formato.diferencia(leido) == salto, dicha.texto
        assert abs(leido) > 0.011 or "casi no" in dicha.texto or "sin cambio" in dicha.texto, dicha.texto
    for cuanto in VERBO_DE_CAMBIO.findall(dicha.texto):
        assert abs(float(cuanto.replace("−", "-"))) > 0.001, dicha.texto
    for antes, despues in IRIA.findall(dicha.texto):
        assert abs(float(despues) - float(antes)) > 0.011, dicha.texto
    for cuanto in POR.findall(dicha.texto):
        assert float(cuanto) > 0.011, dicha.texto
    assert dicha.firmeza or not (dicha.comprobada and REGLAS[dicha.regla].con_firmeza)
    if universo == "censo":
        assert not re.search("remuestreo|sorteo", dicha.texto), dicha.texto
        assert "muestra" not in dicha.depende


def de_las_instituciones(vigente: Motor) -> dict[str, dict[str, Frase]]:
    """Las frases de una de cada cuatro, por clave y regla; de las 908, con APERTURA_TODAS=1 (medio minuto)."""
    claves = list(catalogo().sujetos)[:: 1 if os.environ.get("APERTURA_TODAS") else UNA_DE_CADA]
    return {clave: {f.regla: f for f in frases.de_sujeto(vigente, catalogo(), Seleccion(sujeto=clave))} for clave in claves}


def test_las_frases_de_las_instituciones_no_enganan(vigente: Motor) -> None:
    """Su total, sus empates, ningún cambio de redondeo y, de las lecturas, ningún cero del grupo llamado fortaleza."""
    todas = de_las_instituciones(vigente)
    assert len(todas) >= 227
    for dichas in todas.values():
        for dicha in dichas.values():
            exigir(dicha)
    exigir_empates({clave: dichas["sujeto.lugar"].texto for clave, dichas in todas.items()})
    exigir_lecturas({clave: dichas["sujeto.lecturas"].texto for clave, dichas in todas.items()})


def exigir_empates(textos: dict[str, str]) -> None:
    """Contados aparte: con la misma cifra que otros en su grupo, la frase lo dice; si no, no."""
    lista = medicion_de(motor(), catalogo(), Seleccion())
    pares, cifra = formar(lista.tabla, lista.arbol), lista.tabla["GA"].to_numpy()
    for fila, clave in enumerate(lista.tabla["clave_sujeto"]):
        if clave in textos:
            iguales = 1 + int((cifra[pares.de(fila)] == cifra[fila]).sum())
            assert (f"(empate entre {iguales})" in textos[clave]) == (iguales > 1), textos[clave]


def exigir_lecturas(textos: dict[str, str]) -> None:
    """Las fortalezas nombradas son las de la regla M4."""
    lista, nombres = medicion_de(motor(), catalogo(), Seleccion()), catalogo().indicadores[("MGA", 2017)]
    clases = calcular_posiciones(lista.tabla, lista.arbol, formar(lista.tabla, lista.arbol))
    for (clave,), suyas in clases.filter(pl.col("clave_sujeto").is_in(list(textos))).group_by("clave_sujeto"):
        texto = textos[str(clave)]
        fortalezas = texto.partition("Rezago")[0].partition("Área")[0] if texto.startswith("Fortaleza") else ""
        for indicador, clase in suyas.select("indicador", "clase").iter_rows():
            assert (nombres[indicador].nombre_corto in fortalezas) == (clase == "fortaleza"), texto


def test_un_indicador_en_cero_para_todo_el_grupo_es_rezago_compartido_y_nunca_fortaleza() -> None:
    """En las 908 × 4, con todos los grupos de pares que valen para todas."""
    lista, vistos = medicion_de(motor(), catalogo(), Seleccion()), 0
    for texto in ("orden-tipo", "entidad", "region"):
        clases = calcular_posiciones(lista.tabla, lista.arbol, formar(lista.tabla, lista.arbol, de_texto(texto)))
        assert clases.filter(valor=0, clase="fortaleza").height == 0
        en_cero = clases.filter(pl.col("p75") == 0, pl.col("valor") == 0)
        vistos += en_cero.height
        assert set(en_cero["clase"]) <= {"compartido"}
    assert vistos > 100


def de_cada_entidad(vigente: Motor, cat: Catalogo, clave: str) -> Iterator[Frase]:
    elegida = Seleccion(entidad=clave)
    yield from frases.de_entidad_elegida(vigente, cat, elegida)
    yield from frases.de_entidad_elegida(vigente, cat, elegida.con(contra="14" if clave != "14" else "09"))
    yield from posiciones.empates(vigente, cat, elegida)
    for seleccion in (Seleccion(entidades=(clave,)), Seleccion(entidades=(clave,), tipos=("municipio",))):
        yield from plan_frases.primeras(vigente, cat, seleccion)
        yield from plan_frases.palanca(vigente, cat, seleccion)
        yield from plan_frases.concentracion(vigente, cat, seleccion)
        yield from acciones.frases_por_linea(vigente, cat, seleccion)
    yield from mapa.lugar_en_palabras(vigente, cat, Seleccion(entidad=clave, capa="intervalo"))
    con_el_pais = Seleccion(unidades=(f"entidad.{clave}", "nacional", "entidad.22" if clave != "22" else "entidad.23"))
    yield from comparar_frases.frases(vigente, cat, con_el_pais)
    yield from panel.frases_de_ejemplo(vigente, cat, con_el_pais)
    for simulada in (Seleccion(simula="entidad", entidad=clave), Seleccion(simula="entidad", entidad=clave, cambios=("TC:p75",))):
        dicha, meta = simulador_frases.del_resultado(vigente, cat, simulada), simulador_metas.meta(vigente, cat, simulada)
        assert dicha is not None
        assert meta is not None
        yield from (dicha, meta.frase)


@pytest.mark.parametrize("clave", catalogo().entidades)
def test_las_frases_de_las_33_posiciones_no_enganan(vigente: Motor, clave: str) -> None:
    cat, vistas = catalogo(), 0
    for dicha in de_cada_entidad(vigente, cat, clave):
        exigir(dicha)
        vistas += 1
    assert vistas > 15
    general, _ = lugares_de(vigente, cat, Seleccion(entidad=clave))
    assert general is not None
    suya = next(f.texto for f in frases.de_entidad_elegida(vigente, cat, Seleccion(entidad=clave)) if f.regla == "entidad.lugar")
    assert ("empata con" in suya) == (general.iguales > 1)


def test_lo_del_pais_lo_publicado_y_las_celdas_de_las_tablas_tampoco(vigente: Motor) -> None:
    cat = catalogo()
    for hallazgo in inicio.hallazgos(vigente, cat, Seleccion()):
        exigir(hallazgo.frase)
    publicadas = Seleccion(unidades=("nacional", "entidad.02", "entidad.11", "sujeto.30-MUN-087", "tipo.municipio"))
    for tramo in evolucion.tramos(vigente, cat, publicadas):
        for dicha in evolucion_cambios.frases(vigente, cat, publicadas, tramo.antes, tramo.despues) if tramo.valido else ():
            exigir(dicha)
    for celda in plan.palancas(vigente, cat, Seleccion()).datos["lectura"]:
        assert not SIN_TOTAL.search(celda), celda
    assert not puente.cobertura(vigente, cat, 2017, 2023).firmeza


def test_lo_publicado_de_un_censo_nunca_habla_de_sorteos(vigente: Motor) -> None:
    cat = catalogo()
    pedida = Seleccion("MJA", 2023, "JA", unidades=("nacional", "sujeto.17-JUD-01", "tipo.tribunales-laborales"))
    dichas = comparar_frases.frases(vigente, cat, pedida)
    assert dichas
    for dicha in dichas:
        exigir(dicha, "censo")
        assert not dicha.firmeza
