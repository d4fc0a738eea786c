"""El archivo de la sesión: se escribe, se vuelve a abrir igual y, si lo que llega es otra cosa, se dice qué, dónde y qué hacer."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura.consultas import Motor
from apertura.errores import ErrorApertura
from apertura.sesion import Guion, Paso, a_json, de_json
from apertura.sesion.archivo import BYTES_MAXIMOS
from apertura.sesion.modelo import PASOS_MAXIMOS, limpio

HOY = date(2026, 11, 25)
HOSTILES = [
    "x" * 200,
    "😀" * 50,
    "\u202eatleveR",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "CON",
    "\ud800",
    "a\x00b",
]
Cuerpo = dict[str, Any]


def escrito(guion: Guion, vigente: Motor) -> Cuerpo:
    return json.loads(a_json(guion, vigente.publicacion, HOY))


def leer(cuerpo: object) -> Guion:
    return de_json(json.dumps(cuerpo).encode())[0]


def test_ida_y_vuelta_da_el_mismo_guion_y_los_mismos_bytes(vigente: Motor, de_nuevo_leon: Guion) -> None:
    contenido = a_json(de_nuevo_leon, vigente.publicacion, HOY)
    leido, avisos = de_json(contenido)
    assert (leido, avisos) == (de_nuevo_leon, [])
    assert a_json(leido, vigente.publicacion, HOY) == contenido
    cuerpo = json.loads(contenido)
    assert (cuerpo["publicacion"], cuerpo["fecha"], cuerpo["aspecto"]) == (vigente.publicacion.version, "2026-11-25", "claro")


TEXTOS = st.one_of(st.sampled_from(HOSTILES), st.text(max_size=80))


@settings(max_examples=40, deadline=None)
@given(TEXTOS, st.lists(st.tuples(TEXTOS, st.none() | TEXTOS, TEXTOS), max_size=4))
def test_cualquier_texto_va_y_vuelve_limpio(titulo: str, pasos: list[tuple[str, str | None, str]]) -> None:
    from apertura.consultas import motor

    guion = Guion().titulado(titulo)
    for titulo_suyo, mensaje, notas in pasos:
        guion = guion.agregar(Paso("/mapa#mapa").con(titulo=titulo_suyo, mensaje=mensaje, notas=notas))
    leido, avisos = de_json(a_json(guion, motor().publicacion, HOY))
    assert leido == guion
    assert avisos == []


def test_lo_cambiado_fuera_de_apertura_se_avisa_y_se_limpia(vigente: Motor, de_nuevo_leon: Guion) -> None:
    cuerpo = escrito(de_nuevo_leon, vigente)
    cuerpo["pasos"][1]["titulo"] = "Otro \u202etítulo\ud800"
    leido, avisos = de_json(json.dumps(cuerpo).encode())
    assert leido.pasos[1].titulo == limpio("Otro \u202etítulo\ud800", "titulo") == "Otro título"
    assert "fuera de Apertura" in avisos[0]


def con(campo: str, valor: object) -> Callable[[Cuerpo], object]:
    return lambda cuerpo: {**cuerpo, campo: valor}


def con_paso(campo: str, valor: object) -> Callable[[Cuerpo], object]:
    return lambda cuerpo: {**cuerpo, "pasos": [{**cuerpo["pasos"][1], campo: valor}]}


@pytest.mark.parametrize(
    ("estropear", "dice"),
    [
        (lambda _: [1, 2], "No tiene la forma de una sesión"),
        (lambda _: None, "No tiene la forma de una sesión"),
        (con("clase", "otra.cosa"), "No es una sesión de Apertura"),
        (con("esquema", 99), "versión más nueva"),
        (con("esquema", True), "campo «esquema»"),
        (con("titulo", {"a": 1}), "campo «titulo»"),
        (con("titulo", "x" * 201), "pasa de 200 letras"),
        (con("aspecto", 7), "campo «aspecto»"),
        (con("pasos", {}), "campo «pasos»"),
        (con("pasos", [{}] * (PASOS_MAXIMOS + 1)), "campo «pasos»"),
        (con("pasos", [7]), "lámina 1"),
        (con_paso("vista", "javascript:alert(1)"), "lámina 1, campo «vista»"),
        (con_paso("vista", "/" + "a" * 9_000), "lámina 1, campo «vista»"),
        (con_paso("mensaje", 3.5), "lámina 1, campo «mensaje»"),
        (con_paso("cifras", [["a", "b"]]), "lámina 1, campo «cifras»"),
        (con_paso("cifras", [["a", "b", 3]]), "lámina 1, campo «cifras»"),
        (con_paso("cifras", [["a", "b", "c"]] * 300), "lámina 1, campo «cifras»"),
    ],
)
def test_lo_que_no_es_un_guion_se_rechaza_diciendo_donde(
    vigente: Motor, de_nuevo_leon: Guion, estropear: Callable[[Cuerpo], object], dice: str
) -> None:
    with pytest.raises(ErrorApertura) as error:
        leer(estropear(escrito(de_nuevo_leon, vigente)))
    assert dice in str(error.value)
    assert error.value.que_hacer


@pytest.mark.parametrize(
    "contenido",
    [b"", b"\xff\xfe\x00", b"{", b"[" * 100_000, b'{"clase": NaN', b"PK\x03\x04", b"9" * 10_000, b" " * (BYTES_MAXIMOS + 1)],
    ids=["vacio", "binario", "cortado", "hondo", "nan", "zip", "numero", "enorme"],
)
def test_lo_que_ni_siquiera_es_json_tambien_se_explica(contenido: bytes) -> None:
    with pytest.raises(ErrorApertura) as error:
        de_json(contenido)
    assert error.value.que_hacer
    assert "Expecting" not in str(error.value)
