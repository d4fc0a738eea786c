"""`docs/brechas.md` no envejece: sus funciones y pruebas existen y cada cifra de sus ejemplos se vuelve a calcular."""

import importlib
import re
from functools import cache

import polars as pl
import pytest

from apertura.brechas.a_quien import a_quien_preguntar
from apertura.brechas.arbol import arbol_de
from apertura.brechas.descomposicion import medias, origen_de_la_brecha, que_mueve_el_indice, quien_pesa
from apertura.brechas.desigualdad import desigualdad
from apertura.brechas.ficha import Medicion, ficha_de_entidad, ficha_de_sujeto
from apertura.brechas.grupos import NIVELES, formar
from apertura.brechas.incertidumbre import remuestrear
from apertura.brechas.mezcla import subio_o_cambio_la_muestra
from apertura.brechas.oficial import brechas_oficiales, tipologia
from apertura.brechas.pesos import otros_pesos
from apertura.formato import decimal, enumerar, porcentaje
from apertura.rutas import RAIZ
from tests.brechas.generar import indicadores, real
from tests.brechas.test_posicion import cifras_nacionales

DOCUMENTO = (RAIZ / "docs" / "brechas.md").read_text(encoding="utf-8")
YO = "22-MUN-016"


def signo(valor: float) -> str:
    return f"{'+' if valor > 0 else ''}{decimal(valor, 4)}"


@cache
def fichas() -> tuple[dict, dict]:
    medicion = Medicion(*real(), "muestra")
    return ficha_de_sujeto(medicion, YO), ficha_de_entidad(medicion, "22")


def m0() -> str:
    filas = brechas_oficiales(cifras_nacionales(), arbol_de(indicadores())).rows_by_key("indicador", named=True, unique=True)
    b = filas["PG.SEG"]
    return f"Seguimiento, cifra nacional: {b['peso_en_padre']:.2f} × (1 − {b['valor']:.2f}) = {decimal(b['brecha'], 3)}."


def m0_prima() -> str:
    yo = tipologia(real()[0]).filter(clave_sujeto=YO).row(0, named=True)
    return f"T {decimal(yo['T'])} y P {decimal(yo['P'])}: {yo['tipologia']}."


def m1() -> str:
    datos, arbol = real()
    suya = medias(datos, arbol, "cve_ent").filter(clave_sujeto="22")
    origen = origen_de_la_brecha(suya, medias(datos, arbol), arbol)
    partes = [f"{i} {signo(c)}" for i, c in origen.select("indicador", "contribucion").iter_rows()]
    return f"Querétaro contra la nacional: {signo(float(origen['contribucion'].sum()))} = {enumerar(partes)}."


def indicador(clave: str) -> dict:
    return next(i for i in fichas()[0]["indicadores"] if i["indicador"] == clave)


def m2() -> str:
    tc = indicador("TC")
    return f"TC: 0.25 × ({decimal(tc['meta'], 4)} − {decimal(tc['valor'], 4)}) = {signo(tc['ganancia'])} al índice."


def m3() -> str:
    tg = indicador("TG")
    cifras = [decimal(tg[c], 4) for c in ("valor", "mediana", "desviacion")]
    return f"TG: ({cifras[0]} − {cifras[1]}) / {cifras[2]} = {decimal(tg['distancia'])} desviaciones; p = {decimal(tg['rango'])}."


def m4() -> str:
    clases = [f"{i['indicador']} {i['clase']}" for i in fichas()[0]["indicadores"]]
    return f"{enumerar(clases)}; en PG, la mediana de los municipios es {decimal(indicador('PG')['mediana'])}."


def m5() -> str:
    tc = indicador("TC")
    llegan = round(tc["alcanzable"] * tc["cercanos"])
    return f"TC: {llegan} de {tc['cercanos']} pares de índice más parecido ya llegan a {decimal(tc['meta'])}."


def m6() -> str:
    meta = fichas()[0]["meta"]
    cambios = [f"{c['indicador']} ({porcentaje(c['fraccion'])})" for c in meta["cambios"]]
    return f"Para el lugar {meta['lugar']} de {meta['total']} ({decimal(meta['valor'])}) bastan {enumerar(cambios)}."


def m7() -> str:
    f = fichas()[1]
    total = signo(f["mezcla"] + f["desempeno"])
    return f"Querétaro: {total} = {signo(f['mezcla'])} de mezcla y {signo(f['desempeno'])} de desempeño."


def m8() -> str:
    datos, arbol = real()
    q = quien_pesa(datos, arbol).filter(clave_sujeto=YO).row(0, named=True)
    return f"({decimal(q['indice'], 4)} − {decimal(q['media_estrato'], 4)}) / 27 = {signo(q['peso'])} en la media de Querétaro."


def m9() -> str:
    """No hay dos ediciones por sujeto: se ilustra con la de 2017 con y sin los municipios de Querétaro."""
    suyos = real()[0].filter(cve_ent="22")
    sin = suyos.filter(pl.col("tipo") != "municipio")
    f = subio_o_cambio_la_muestra(suyos, sin, "GA").row(0, named=True)
    return (
        f"Si de Querétaro salieran sus {f['n_salen']} municipios y nadie más cambiara: {signo(f['cambio'])} = panel "
        f"{decimal(f['panel'], 4)}, entran {decimal(f['entran'], 4)}, salen {signo(f['salen'])}. No subió nadie."
    )


def m10() -> str:
    r = remuestrear(*real(), "muestra").lugares.filter(cve_ent="23").row(0, named=True)
    return f"Quintana Roo, lugar {r['lugar']} de {r['total']}: intervalo de remuestreo del {r['lugar_bajo']} al {r['lugar_alto']} de 33."


def m11() -> str:
    filas = otros_pesos(*real()).esquemas.rows_by_key("esquema", named=True, unique=True)
    partes = [f"{nombre} {decimal(f['corrimiento'])}" for nombre, f in filas.items()]
    return f"Corrimiento medio de los 33 lugares: {enumerar(partes)}."


def m12() -> str:
    partes = que_mueve_el_indice(*real()).iter_rows()
    return f"{enumerar([f'{i} {porcentaje(p)}' for i, p in partes])} de la varianza entre los 908."


def m13() -> str:
    datos, arbol = real()
    quien = a_quien_preguntar(datos, arbol, formar(datos, arbol), YO, "PC", 1).row(0, named=True)
    etiqueta = datos.filter(clave_sujeto=quien["clave_sujeto"])["etiqueta"][0]
    return f"En PC: {etiqueta} ({decimal(quien['valor'])}; su índice, {decimal(quien['indice'])})."


def m14() -> str:
    d = desigualdad(*real()).filter(cve_ent="22", tipo="municipio", indicador="GA").row(0, named=True)
    cuantos = round(d["bajos"] * d["n"])
    return f"Municipios de Querétaro: P90 − P10 = {decimal(d['dispersion'])}; bajo 0.2, {cuantos} de {d['n']}."


EJEMPLOS = {"M0": m0, "M0'": m0_prima, "M1": m1, "M2": m2, "M3": m3, "M4": m4, "M5": m5, "M6": m6, "M7": m7, "M8": m8,
            "M9": m9, "M10": m10, "M11": m11, "M12": m12, "M13": m13, "M14": m14}  # fmt: skip


@pytest.mark.parametrize("numero", list(EJEMPLOS))
def test_cada_ejemplo_dice_lo_que_calcula_el_codigo(numero: str) -> None:
    assert f"- **{numero}.** {EJEMPLOS[numero]()}\n" in DOCUMENTO


def test_cada_funcion_del_documento_existe_y_ninguna_pregunta_falta() -> None:
    citadas = re.findall(r"`(\w+)\.(\w+)`", DOCUMENTO)
    assert len(citadas) > 16
    for modulo, funcion in citadas:
        assert callable(getattr(importlib.import_module(f"apertura.brechas.{modulo}"), funcion)), f"{modulo}.{funcion}"
    assert re.findall(r"^\| (M\d+'?) \|", DOCUMENTO, re.MULTILINE) == list(EJEMPLOS)


def test_cada_prueba_del_documento_existe() -> None:
    escritas = "\n".join(ruta.read_text("utf-8") for ruta in (RAIZ / "tests" / "brechas").glob("test_*.py"))
    citadas = re.findall(r"`(test_\w+)`", DOCUMENTO)
    assert len(citadas) >= 16
    assert [c for c in citadas if f"def {c}(" not in escritas] == []


def test_las_estrategias_del_documento_son_las_que_hay() -> None:
    escritas = re.findall(r"^\| `([\w-]+)(?::[^`]*)?` \|", DOCUMENTO, re.MULTILINE)
    assert set(escritas) == {*NIVELES, "perfil", "lista"}
