"""Revisar las bibliotecas: nunca dice que están bien sin haber podido preguntar; y la lista de componentes está completa."""

import importlib.resources
import json
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from herramientas import dependencias
from herramientas.componentes import LISTA, fijadas
from herramientas.dependencias import BIEN, CON_FALLAS, NO_AUDITADO, juzgar, principal

FALLA = {"id": "OSV-1", "summary": "x", "affected": [{"package": {"name": "duckdb", "ecosystem": "PyPI"}}]}
DOS = {"duckdb": "2.0.0", "polars": "2.1.0"}


@pytest.fixture
def osv() -> Iterator[Callable[[dict[str, dict]], str]]:
    """Una base de fallas conocidas en este equipo: biblioteca → falla; contesta como OSV."""
    servidores: list[HTTPServer] = []

    def abrir(fallas: dict[str, dict]) -> str:
        class Contesta(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                pregunta = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                falla = fallas.get(pregunta["package"]["name"])
                cuerpo = json.dumps({"vulns": [falla]} if falla else {}).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(cuerpo)))
                self.end_headers()
                self.wfile.write(cuerpo)

            def log_message(self, *_: object) -> None:
                """En silencio."""

        servidor = HTTPServer(("127.0.0.1", 0), Contesta)
        threading.Thread(target=servidor.serve_forever, daemon=True).start()
        servidores.append(servidor)
        return f"http://127.0.0.1:{servidor.server_port}/"

    yield abrir
    for servidor in servidores:
        servidor.shutdown()
        servidor.server_close()


def test_todas_revisadas_y_sin_fallas_es_lo_unico_que_esta_bien(
    osv: Callable[[dict[str, dict]], str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert principal(["auditar", osv({})]) == BIEN
    assert f"{len(fijadas())} bibliotecas revisadas; ninguna falla conocida." in capsys.readouterr().out


def test_una_falla_conocida_hace_fallar_y_dice_cual(osv: Callable[[dict[str, dict]], str], capsys: pytest.CaptureFixture[str]) -> None:
    assert principal(["auditar", osv({"duckdb": FALLA})]) == CON_FALLAS
    assert f"duckdb {fijadas()['duckdb']}: OSV-1" in capsys.readouterr().out


def test_sin_red_no_dice_que_esten_bien(capsys: pytest.CaptureFixture[str]) -> None:
    assert principal(["auditar", "http://127.0.0.1:9/"]) == NO_AUDITADO
    assert capsys.readouterr().out.startswith("NO AUDITADO")


@pytest.mark.parametrize(
    "respuesta",
    [
        "",
        "{}",
        "no es json",
        '{"dependencies": []}',
        '{"dependencies": [{"name": "duckdb", "version": "2.0.0", "vulns": []}]}',
        '{"dependencies": [{"name": "duckdb", "vulns": []}, {"name": "polars", "skip_reason": "no se encontró"}]}',
        '{"dependencies": [{"name": "otra", "vulns": []}, {"name": "ajena", "vulns": []}]}',
    ],
)
def test_lo_que_no_se_reviso_no_cuenta_como_bueno(respuesta: str) -> None:
    codigo, texto = juzgar(respuesta, DOS)
    assert codigo == NO_AUDITADO
    assert texto.startswith("NO AUDITADO")


def test_una_falla_pesa_mas_que_lo_no_revisado() -> None:
    respuesta = {"dependencies": [{"name": "DuckDB", "vulns": [{"id": "V-1"}]}, {"name": "polars", "skip_reason": "x"}]}
    assert juzgar(json.dumps(respuesta), DOS) == (CON_FALLAS, "CON FALLAS CONOCIDAS:\nduckdb 2.0.0: V-1")


def test_una_lista_vacia_no_esta_bien() -> None:
    assert juzgar('{"dependencies": []}', {})[0] == NO_AUDITADO


def validador() -> Draft7Validator:
    """El de CycloneDX 1.6, con los esquemas que trae cyclonedx-python-lib, de la que depende pip-audit."""
    carpeta = importlib.resources.files("cyclonedx.schema") / "_res"
    esquemas = {n: json.loads((carpeta / f"{n}.SNAPSHOT.schema.json").read_text("utf-8")) for n in ("bom-1.6", "spdx", "jsf-0.82")}
    registro = Registry().with_resources((e["$id"], Resource.from_contents(e)) for e in esquemas.values())
    return Draft7Validator(esquemas["bom-1.6"], registry=registro)


def test_la_lista_de_componentes_es_valida_y_trae_cada_biblioteca_con_sus_huellas_y_su_licencia(tmp_path: Path) -> None:
    assert principal(["sbom", str(tmp_path / "a.json")]) == BIEN
    assert principal(["sbom", str(tmp_path / "b.json")]) == BIEN
    texto = (tmp_path / "a.json").read_text("utf-8")
    assert texto == (tmp_path / "b.json").read_text("utf-8"), "dos veces, lo mismo"
    documento = json.loads(texto)
    assert [e.message for e in validador().iter_errors(documento)] == []
    componentes = {c["name"]: c for c in documento["components"]}
    assert {n: c["version"] for n, c in componentes.items()} == fijadas()
    huellas = [h["content"] for c in componentes.values() for h in c["hashes"]]
    assert sorted(huellas) == sorted(re.findall(r"--hash=sha256:([0-9a-f]{64})", LISTA.read_text("utf-8")))
    assert [n for n, c in componentes.items() if not c["licenses"]] == []
    dependen = {d["ref"]: d["dependsOn"] for d in documento["dependencies"]}
    assert componentes["starlette"]["bom-ref"] in dependen[componentes["streamlit"]["bom-ref"]]
    assert set(dependen) == {"apertura", *(c["bom-ref"] for c in componentes.values())}


def test_una_orden_que_no_se_entiende_se_explica(capsys: pytest.CaptureFixture[str]) -> None:
    assert principal(["revisar"]) == dependencias.NO_SE_ENTENDIO
    assert "auditar" in capsys.readouterr().err
