"""Cada papel contra cada acción, y que quien no puede no cambia un byte de lo publicado."""

from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

from apertura import acceso, consultas, publicaciones
from apertura.acceso import Persona
from apertura.acceso.guardia import ROL_QUE_PIDE
from apertura.errores import ErrorAcceso
from apertura.publicaciones import auditoria, bitacora
from tests.acceso.conftest import PERSONAS
from tests.almacen.juegos import Tablas, con_valor, motivo
from tests.publicaciones import REAL

LEEN, EDITAN = {"lectura", "edición", "equipo"}, {"edición", "equipo"}
Como = Callable[[str], Persona]


@pytest.fixture
def tablas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tablas]:
    """Una carpeta de datos vacía y las tablas que vienen con el código."""
    monkeypatch.setenv("APERTURA_DATOS", str(tmp_path))
    yield {ruta.stem: pl.read_parquet(ruta) for ruta in sorted(REAL.glob("*.parquet"))}
    consultas._VIGENTE.clear()


def bytes_publicados(datos: Path) -> dict[str, bytes]:
    """Todo lo que hay en la carpeta de datos, menos la bitácora y el candado, que no se publican."""
    ajenos = {"audit.jsonl", ".candado"}
    return {r.relative_to(datos).as_posix(): r.read_bytes() for r in sorted(datos.rglob("*")) if r.is_file() and r.name not in ajenos}


@pytest.mark.parametrize("quien", PERSONAS)
def test_cada_papel_puede_justo_lo_suyo(como: Como, quien: str) -> None:
    como(quien)
    puede = {accion for accion in ROL_QUE_PIDE if acceso.puede(accion)}
    esperado = set(ROL_QUE_PIDE) if quien in EDITAN else {"ver"} if quien in LEEN else set()
    assert puede == esperado
    assert set(ROL_QUE_PIDE) == {"ver", "importar", "publicar", "revertir", "cargar_ejemplo"}


@pytest.mark.parametrize("quien", PERSONAS)
@pytest.mark.parametrize("accion", ["borrar", "", "Publicar", "publicar "])
def test_una_accion_que_no_esta_en_la_lista_se_niega_a_todos(como: Como, quien: str, accion: str) -> None:
    como(quien)
    assert not acceso.puede(accion)
    with pytest.raises(ErrorAcceso, match="SIN-PERMISO"):
        acceso.exigir(accion)


@pytest.mark.parametrize("accion", ["importar", "publicar", "revertir", "cargar_ejemplo"])
def test_el_apagador_de_escritura_vale_para_todos(como: Como, monkeypatch: pytest.MonkeyPatch, accion: str) -> None:
    monkeypatch.setenv("APERTURA_SOLO_LECTURA", "1")
    for quien in PERSONAS:
        como(quien)
        with pytest.raises(ErrorAcceso, match="SOLO-LECTURA"):
            acceso.exigir(accion)
    assert acceso.puede("ver")
    monkeypatch.setenv("APERTURA_SOLO_LECTURA", "0")
    assert acceso.puede(accion)


@pytest.mark.parametrize("quien", sorted(PERSONAS.keys() - EDITAN))
def test_quien_no_edita_no_cambia_un_byte_y_su_intento_queda_anotado(tablas: Tablas, tmp_path: Path, como: Como, quien: str) -> None:
    como("equipo")
    publicaciones.publicar(con_valor(tablas, 0.125), motivo())
    antes = bytes_publicados(tmp_path)
    persona = como(quien)
    for intento in (
        lambda: publicaciones.publicar(con_valor(tablas, 0.5), motivo(sha256="2")),
        lambda: publicaciones.publicar(con_valor(tablas, 0.5), motivo(sha256="3") | {"quien": "ana@x.mx"}),
        lambda: publicaciones.revertir("origen"),
        lambda: publicaciones.revertir("origen", quien="ana@x.mx"),
        lambda: publicaciones.anotar_rechazo(motivo(), "FALSO"),
    ):
        with pytest.raises(ErrorAcceso):
            intento()
    assert bytes_publicados(tmp_path) == antes
    negadas = [r for r in bitacora.leer() if r["accion"] == "negada"]
    assert [(r["quien"], r["pedida"]) for r in negadas] == [(persona.nombre, a) for a in ("publicar", "revertir", "importar")]
    assert auditoria.auditar().hallazgos == []


def test_con_el_apagador_no_se_escribe_ni_la_bitacora(tablas: Tablas, tmp_path: Path, como: Como, monkeypatch: pytest.MonkeyPatch) -> None:
    como("edición")
    monkeypatch.setenv("APERTURA_SOLO_LECTURA", "1")
    with pytest.raises(ErrorAcceso):
        publicaciones.publicar(con_valor(tablas, 0.5), motivo())
    assert list(tmp_path.iterdir()) == []


def test_quien_inicio_sesion_firma_con_su_nombre_aunque_diga_otro(
    tablas: Tablas, como: Como, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("APERTURA_PERMISOS", str(tmp_path / "permisos.toml"))
    como("edición")
    publicaciones.publicar(con_valor(tablas, 0.5), motivo() | {"quien": "otra persona"})
    publicaciones.revertir("origen", quien="otra persona")
    assert [(r["quien"], r["via"]) for r in bitacora.leer()] == [("ana@x.mx", "oidc")] * 2
    assert all(len(str(r["permisos"])) == 64 for r in bitacora.leer())
    assert publicaciones.listar()[0].quien == "ana@x.mx"
