"""El sello: lo vuelve a calcular cualquiera, cambia con un dígito y su ficha sobrevive dentro de cualquier archivo."""

import base64
import json
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura.exportacion import metadatos, qr
from apertura.exportacion.estampa import Ajustes, estampar
from apertura.exportacion.sello import huella_de_datos, leer_fichas, sellar
from apertura.publicacion import huella
from tests.exportacion.ejemplos import HOY, PUBLICACION, estampa, lamina, pequena, tabla

SELLO = sellar(lamina(pequena()), PUBLICACION, HOY, "csv")


def test_el_codigo_se_puede_recalcular_con_lo_que_dice_la_documentacion() -> None:
    partes = ["0" * 64, "/datos?metrica=MGA#ejemplo", SELLO.datos, "2026-11-23"]
    numero = int(huella(json.dumps(partes, ensure_ascii=False).encode()), 16) >> 176
    letras = "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[(numero >> 5 * n) & 31] for n in reversed(range(16)))
    assert SELLO.codigo == "20261123-" + "-".join(letras[n : n + 4] for n in (0, 4, 8, 12))


@pytest.mark.parametrize("campo", ["manifiesto", "vista", "datos", "fecha"])
def test_el_codigo_cambia_con_cada_cosa_que_sella(campo: str) -> None:
    assert replace(SELLO, **{campo: "2026-11-24"}).codigo != SELLO.codigo


@pytest.mark.parametrize("campo", ["formato", "tema", "contenido", "programa"])
def test_el_codigo_es_el_mismo_en_todo_formato_y_tema(campo: str) -> None:
    assert replace(SELLO, **{campo: "otro"}).codigo == SELLO.codigo


def test_la_huella_de_los_datos_cambia_con_un_digito_un_nombre_o_el_orden() -> None:
    base = tabla(pl.DataFrame({"a": [1.0, 2.0], "b": ["x", None]}))
    otras = [
        tabla(pl.DataFrame({"a": [1.0, 2.0000001], "b": ["x", None]})),
        tabla(pl.DataFrame({"a": [2.0, 1.0], "b": [None, "x"]})),
        tabla(pl.DataFrame({"c": [1.0, 2.0], "b": ["x", None]})),
        tabla(pl.DataFrame({"a": [1.0, 2.0], "b": ["x", ""]})),
        replace(base, nombre="otra"),
    ]
    assert len({huella_de_datos(t) for t in (base, *otras)}) == 6
    assert huella_de_datos(base) == huella_de_datos(tabla(base.datos.clone()))


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=40), st.binary(max_size=40), st.text(max_size=30))
def test_la_ficha_se_encuentra_entre_cualesquiera_bytes(antes: bytes, despues: bytes, vista: str) -> None:
    otra = replace(SELLO, vista=vista)
    assert (otra, otra.codigo) in leer_fichas(antes + otra.ficha.encode() + despues)


ROTAS = [b"", b"APERTURA1..", b"APERTURA1." + b"A" * 60 + b".", b"APERTURA1." + base64.urlsafe_b64encode(b"[" * 900) + b"."]
ROTAS += [b"APERTURA1." + base64.urlsafe_b64encode(json.dumps({"codigo": 1}).encode().ljust(60)).rstrip(b"=") + b"."]


@pytest.mark.parametrize("rota", ROTAS)
def test_una_ficha_rota_no_es_un_sello(rota: bytes) -> None:
    assert leer_fichas(rota) == []


def test_una_ficha_con_el_codigo_cambiado_se_lee_y_se_nota() -> None:
    dicho = json.loads(base64.urlsafe_b64decode(SELLO.ficha[10:-1] + "=="))
    falsa = base64.urlsafe_b64encode(json.dumps({**dicho, "codigo": "x"}).encode()).rstrip(b"=")
    [(leido, codigo)] = leer_fichas(b"APERTURA1." + falsa + b".")
    assert leido.codigo != codigo == "x"


PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"x" * 17 + b"\0\0\0\x04IDATabcdcccc" + b"\0\0\0\0IENDcccc"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nxref\n0 2\ntrailer\n<<\n  /Size 2\n  /Root 1 0 R\n>>\nstartxref\n30\n%%EOF"


@pytest.mark.parametrize(
    ("contenido", "con"),
    [
        (PNG, lambda e: metadatos.en_png(PNG, e, "Título", "Descripción")),
        (PDF, lambda e: metadatos.en_pdf(PDF, e, "Título <()>")),
        (b"<svg><rect/></svg>", lambda e: metadatos.en_svg(f"<svg><metadata>{metadatos.HUECO}</metadata><rect/></svg>", e)),
    ],
)
def test_sin_la_ficha_queda_lo_que_habia_y_su_huella_lo_dice(contenido: bytes, con) -> None:
    hecho = con(estampa(pequena()))
    [(sello, _)] = leer_fichas(hecho)
    assert metadatos.sin_ficha(hecho) == contenido
    assert sello.contenido == huella(contenido)


def test_el_enlace_verificable_abre_la_vista_y_lleva_el_codigo() -> None:
    hecha = estampa(pequena())
    assert hecha.enlace_verificable == f"https://ejemplo.mx/datos?metrica=MGA&sello={SELLO.codigo}#ejemplo"
    sin_servidor = estampar(lamina(pequena()), PUBLICACION, Ajustes("claro", HOY))
    assert sin_servidor.enlace_verificable.startswith("/datos?metrica=MGA&sello=")
    assert sin_servidor.sello.codigo == SELLO.codigo


def test_el_qr_trae_el_enlace_con_su_orilla_y_el_que_no_cabe_no_se_dibuja() -> None:
    cuadricula = qr.modulos("https://ejemplo.mx/mapa")
    assert len(cuadricula) == len(cuadricula[0])
    assert not any((*cuadricula[0], *(fila[3] for fila in cuadricula)))
    assert all(cuadricula[4][4:11])
    assert not any(cuadricula[5][5:10])
    trazo, lado = qr.trazo("https://ejemplo.mx/mapa")
    assert lado == len(cuadricula)
    assert sum(int(parte.split("h")[1].split("v")[0]) for parte in trazo.split("M")[1:]) == sum(map(sum, cuadricula))
    assert qr.trazo("x" * 5000) == ("", 0)
    assert qr.trazo("") == ("", 0)
