"""Lo que responde el servidor real, visto por HTTP."""

import base64
import gzip
import hashlib
import json
import re
import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path

import pytest

from tests.servidores import servidor_en_marcha


def pedir(url: str, **cabeceras: str) -> tuple[int, Message, str]:
    """Código, cabeceras y texto de una respuesta, también si es de error."""
    try:
        respuesta = urllib.request.urlopen(urllib.request.Request(url, headers=cabeceras), timeout=30)
    except urllib.error.HTTPError as error:
        respuesta = error
    with respuesta:
        cuerpo = respuesta.read()
    if respuesta.headers.get("Content-Encoding") == "gzip":
        cuerpo = gzip.decompress(cuerpo)
    return respuesta.status or 0, respuesta.headers, cuerpo.decode()


def directivas(cabeceras: Message) -> dict[str, str]:
    """La política de contenido como diccionario directiva → valores."""
    partes = cabeceras["Content-Security-Policy"].split("; ")
    return {parte.split(" ", 1)[0]: parte.split(" ", 1)[1] for parte in partes}


def test_salud_dice_que_esta_listo_y_con_que_publicacion(minima: str) -> None:
    codigo, cabeceras, texto = pedir(f"{minima}/salud")
    assert codigo == 200
    assert cabeceras["Cache-Control"] == "no-store"
    salud = json.loads(texto)
    assert salud["estado"] == "listo"
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}-[0-9a-f]{8}", salud["publicacion"])


def test_sin_publicacion_el_servidor_atiende_y_salud_dice_que_hacer(app_minima: Path, tmp_path: Path) -> None:
    (tmp_path / "publicacion").mkdir()
    with servidor_en_marcha(app_minima, APERTURA_DATOS=str(tmp_path)) as url:
        codigo, _, texto = pedir(f"{url}/salud")
        assert codigo == 503
        assert "python -m apertura construir" in json.loads(texto)["detalle"]
        assert str(tmp_path) not in texto
        assert pedir(url)[0] == 200
        codigo, _, texto = pedir(f"{url}/adelanto?metrica=MGA")
        assert codigo == 503
        assert "python -m apertura construir" in json.loads(texto)["detalle"]
        assert str(tmp_path) not in texto


@pytest.mark.parametrize("ruta", ["/", "/mapa", "/comparacion?estado=20", "/no-existe"])
@pytest.mark.parametrize("compresion", ["identity", "gzip"])
def test_toda_pagina_llega_en_espanol_aunque_se_pida_comprimida(minima: str, ruta: str, compresion: str) -> None:
    codigo, cabeceras, html = pedir(minima + ruta, **{"Accept-Encoding": compresion})
    assert codigo == 200
    assert '<html lang="es-MX">' in html
    assert "<title>Apertura</title>" in html
    assert "Apertura necesita JavaScript" in html
    assert "You need to enable" not in html
    assert cabeceras["Cache-Control"] == "no-cache"


def test_la_politica_admite_justo_los_guiones_en_linea_que_se_entregan(minima: str) -> None:
    _, cabeceras, html = pedir(minima)
    guiones = re.findall(r"<script>(.*?)</script>", html, flags=re.DOTALL)
    huellas = {f"'sha256-{base64.b64encode(hashlib.sha256(g.encode()).digest()).decode()}'" for g in guiones}
    assert huellas
    assert set(directivas(cabeceras)["script-src"].split()) == {"'self'", *huellas}


def test_la_politica_no_deja_salir_ni_encuadrar(minima: str) -> None:
    politica = directivas(pedir(minima)[1])
    cerradas = ("default-src", "frame-src", "frame-ancestors", "object-src", "base-uri", "form-action")
    assert {politica[nombre] for nombre in cerradas} == {"'none'"}
    assert politica["connect-src"] == "'self'"
    assert "unsafe-eval" not in str(politica)
    assert "http" not in str(politica)


@pytest.mark.parametrize("ruta", ["/", "/mapa", "/salud", "/app/static/es.js", "/_stcore/health", "/static/no-existe.js"])
def test_toda_respuesta_lleva_las_cabeceras_de_seguridad(minima: str, ruta: str) -> None:
    _, cabeceras, _ = pedir(minima + ruta)
    assert cabeceras["X-Content-Type-Options"] == "nosniff"
    assert cabeceras["X-Frame-Options"] == "DENY"
    assert cabeceras["Referrer-Policy"] == "same-origin"
    assert "camera=()" in cabeceras["Permissions-Policy"]
    assert len(cabeceras.get_all("X-Content-Type-Options") or []) == 1


def test_la_pagina_trae_el_traductor_con_su_huella_y_se_guarda_un_ano(minima: str) -> None:
    _, _, html = pedir(minima)
    ruta = re.search(r'<script src="\./(app/static/es\.js\?v=[0-9a-f]{8})" defer>', html)
    assert ruta
    codigo, cabeceras, guion = pedir(f"{minima}/{ruta.group(1)}")
    assert codigo == 200
    assert "immutable" in cabeceras["Cache-Control"]
    assert hashlib.sha256(guion.encode()).hexdigest().startswith(ruta.group(1)[-8:])


def test_un_estatico_sin_huella_en_el_nombre_se_guarda_poco_y_lo_que_no_existe_nada(minima: str) -> None:
    assert pedir(f"{minima}/app/static/es.js")[1]["Cache-Control"] == "public, max-age=300"
    codigo, cabeceras, _ = pedir(f"{minima}/app/static/no-existe.0123456789ab.json")
    assert codigo == 404
    assert cabeceras["Cache-Control"] is None


def test_el_adelanto_se_pregunta_una_vez_y_despues_solo_si_cambio(minima: str) -> None:
    codigo, cabeceras, texto = pedir(f"{minima}/adelanto?metrica=MGA&edicion=2017", **{"Accept-Encoding": "gzip"})
    assert (codigo, cabeceras["Content-Type"], cabeceras["Cache-Control"]) == (200, "application/json", "no-cache")
    assert cabeceras["Content-Encoding"] == "gzip"
    assert int(cabeceras["Content-Length"]) < 8_000
    assert len(json.loads(texto)["pinturas"]["metrica=MGA&edicion=2017"]["GA"]["d"]["cve_ent"]) == 33
    codigo, repetida, vacio = pedir(f"{minima}/adelanto?metrica=MGA&edicion=2017", **{"If-None-Match": cabeceras["ETag"]})
    assert (codigo, vacio, repetida["ETag"]) == (304, "", cabeceras["ETag"])


@pytest.mark.parametrize(
    "consulta", ["", "metrica=XX&edicion=-1&capa=%00", "tipo=" + "&tipo=".join("x" * 90 for _ in range(60)), "vista=%27;--"]
)
def test_un_adelanto_pedido_con_valores_que_no_existen_cae_a_la_vista_mas_parecida(minima: str, consulta: str) -> None:
    codigo, cabeceras, texto = pedir(f"{minima}/adelanto?{consulta}")
    assert codigo == 200
    assert cabeceras["X-Content-Type-Options"] == "nosniff"
    assert all("GA" in de for de in json.loads(texto)["pinturas"].values())
