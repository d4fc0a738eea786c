"""Las dos órdenes que usa una persona en una máquina nueva."""

import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

import iniciar
import probar
from apertura.rutas import RAIZ
from herramientas import chromium, entorno, postgresql
from tests.servidores import puerto_ocupado


def test_si_el_puerto_esta_ocupado_se_usa_el_siguiente_libre() -> None:
    with puerto_ocupado() as puerto:
        assert not iniciar.esta_libre("127.0.0.1", puerto)
        assert iniciar.primer_puerto_libre("127.0.0.1", puerto) > puerto


def test_una_direccion_que_no_es_de_este_equipo_se_dice() -> None:
    with pytest.raises(entorno.NoSePudo, match=r"192\.0\.2\.1 no es una dirección de este equipo"):
        iniciar.primer_puerto_libre("192.0.2.1", 8501)


@pytest.mark.parametrize("argumentos", [["--pueto", "1"], ["--puerto", "ocho"], ["--puerto", "70000"], ["sobra"]])
def test_una_orden_mal_escrita_se_explica_en_espanol_y_termina_con_dos(argumentos: list[str]) -> None:
    orden = [sys.executable, "iniciar.py", *argumentos]
    hecho = subprocess.run(orden, cwd=RAIZ, capture_output=True, encoding="utf-8")
    assert hecho.returncode == 2
    assert "No se entendió la orden" in hecho.stderr
    assert "usage" not in hecho.stderr


def test_la_ayuda_es_la_del_archivo() -> None:
    hecho = subprocess.run([sys.executable, "iniciar.py", "--ayuda"], cwd=RAIZ, capture_output=True, encoding="utf-8")
    assert hecho.returncode == 0
    assert hecho.stdout.strip() == (iniciar.__doc__ or "").strip()


@pytest.fixture
def pip_falso(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """Un `.venv` de mentira en el que pip sólo anota lo que se le pidió."""
    ordenes: list[list[str]] = []

    def correr(orden: list[str], **_: object) -> SimpleNamespace:
        ordenes.append([str(parte) for parte in orden])
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(entorno, "VENV", tmp_path)
    monkeypatch.setattr(entorno.subprocess, "run", correr)
    return ordenes


def test_se_instala_con_huellas_y_solo_cuando_la_lista_cambio(pip_falso: list[list[str]], tmp_path: Path) -> None:
    lista = tmp_path / "requirements.txt"
    for contenido in ("a==1", "a==1", "a==2"):
        lista.write_text(contenido, encoding="ascii")
        entorno._instalar(lista)
    assert len(pip_falso) == 2
    assert all({"--require-hashes", "--only-binary"} <= set(orden) for orden in pip_falso)


def test_lo_que_no_se_pudo_instalar_se_vuelve_a_intentar_la_proxima_vez(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("a==1", encoding="ascii")
    monkeypatch.setattr(entorno, "VENV", tmp_path)
    monkeypatch.setattr(entorno.subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=1))
    with pytest.raises(entorno.NoSePudo, match="conexión a internet"):
        entorno._instalar(tmp_path / "requirements.txt")
    assert list(tmp_path.glob("*.sha256")) == []


@pytest.mark.parametrize(("ci", "obligatorio"), [("true", True), ("1", True), ("", False), ("false", False)])
@pytest.mark.parametrize("programa", [chromium, postgresql])
def test_lo_que_falta_solo_es_obligatorio_en_integracion_continua(
    monkeypatch: pytest.MonkeyPatch, ci: str, obligatorio: bool, programa: ModuleType
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(programa, "asegurar", lambda: None)
    if obligatorio:
        with pytest.raises(entorno.NoSePudo, match=r"Falta (Chromium|PostgreSQL)"):
            probar.hay(programa)
    else:
        assert probar.hay(programa) is False


def test_postgresql_se_busca_donde_se_diga(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("APERTURA_POSTGRESQL", str(tmp_path))
    assert postgresql.buscar() is None
    for programa in ("initdb", "pg_ctl"):
        (tmp_path / programa).touch()
    assert postgresql.buscar() == tmp_path


def test_un_paso_conserva_su_codigo_y_el_renglon_con_que_cierra_pytest() -> None:
    cierre = "===== 1 failed, 2 passed in 0.10s ====="
    paso = probar.correr("Pruebas", [sys.executable, "-c", f"print('x'); print('{cierre}'); raise SystemExit(1)"])
    assert (paso.codigo, paso.cierre) == (1, cierre)


def test_el_resumen_termina_con_los_cierres_de_pytest(capsys: pytest.CaptureFixture[str]) -> None:
    cierre = "===== 2 passed in 0.10s ====="
    probar.resumir([probar.Paso("Estilo", 1, 0.1), probar.Paso("Pruebas", 0, 2.0, cierre)], con_navegador=False)
    renglones = capsys.readouterr().out.splitlines()
    assert renglones[-1] == cierre
    assert any("Estilo" in r and "CON FALLAS" in r for r in renglones)
    assert any("navegador" in r and "no se corrieron" in r for r in renglones)


def test_las_pruebas_de_navegador_van_solas_y_cada_modulo_en_un_proceso() -> None:
    pasos = dict(probar.ordenes(con_navegador=True))
    assert pasos["Pruebas en navegador"] == ["pytest", "-n", "2", "--dist", "loadfile", "-m", "navegador"]
    assert "not navegador" in pasos["Pruebas"]
    assert "Pruebas en navegador" not in dict(probar.ordenes(con_navegador=False))
