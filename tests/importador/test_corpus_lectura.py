"""El corpus de archivos malos, en lo que toca a leer: nunca lanza, nada se calla y este proceso no crece."""

import resource
import sys
import tempfile
from pathlib import Path

import pytest

from apertura.importador.lectura import Limites, leer
from tests.corpus import libros
from tests.corpus.calculo import CALCULO, ESQUINAS
from tests.corpus.casos import Caso
from tests.corpus.contenedor import CONTENEDOR
from tests.corpus.mapas import MAPAS
from tests.corpus.texto import CODIFICACION, ESTRUCTURA

CORPUS = [*CONTENEDOR, *CALCULO, *CODIFICACION, *ESTRUCTURA, *MAPAS]
solo_linux = pytest.mark.skipif(sys.platform != "linux", reason="los topes de memoria son de Linux")


def memoria() -> int:
    """Bytes que ocupa este proceso."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() if sys.platform == "linux" else 0


def test_el_corpus_cubre_todos_los_casos_de_leer() -> None:
    esperados = {f"{letra}{n:02}" for letra, hasta in {"A": 15, "B": 25, "C": 11, "D": 14, "J": 10}.items() for n in range(1, hasta + 1)}
    assert {c.id[:3] for c in CORPUS} == esperados


@pytest.mark.parametrize("caso", CORPUS, ids=lambda c: c.id)
def test_cada_archivo_malo_se_dice_y_nada_se_pierde(caso: Caso, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ruta = tmp_path / "carga"
    ruta.write_bytes(caso.octetos())
    temporal = tmp_path / "temporal"
    temporal.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporal))
    antes = memoria()
    libro = leer(ruta, caso.nombre)
    assert memoria() - antes < 50_000_000
    assert list(temporal.iterdir()) == []
    assert {d.codigo for d in libro.defectos} == caso.codigos
    assert libro.rechazado == (caso.celdas is None) == (libro.hojas == ())
    if caso.celdas is not None:
        visible = next(h for h in libro.hojas if not h.oculta)
        assert visible.celdas.drop("renglon").rows() == [tuple(f) for f in caso.celdas]
        assert visible.celdas["renglon"].is_sorted()
    if caso.renglones is not None:
        assert tuple(d.renglon for d in libro.defectos if d.renglon) == caso.renglones
    dicho = " ".join(map(str, libro.defectos)) + libro.nombre
    assert str(tmp_path) not in dicho
    assert "Traceback" not in dicho
    assert all(d.que and d.remedio for d in libro.defectos)


@solo_linux
@pytest.mark.parametrize(
    ("contenido", "limites"),
    [
        (libros.xlsx(ESQUINAS), Limites(renglones=2_000_000, columnas=20_000)),
        (libros.bomba("xl/worksheets/s2.xml", b"<x>", b"<row/>" * 100_000, 1700), Limites(expandido=2_000_000_000, cpu=1)),
    ],
    ids=["mataría al lector", "no terminaría a tiempo"],
)
def test_lo_que_burla_la_revision_muere_con_su_proceso(contenido: bytes, limites: Limites, tmp_path: Path) -> None:
    ruta = tmp_path / "base.xlsx"
    ruta.write_bytes(contenido)
    antes = memoria()
    libro = leer(ruta, limites=limites)
    assert [d.codigo for d in libro.defectos] in (["XLSX-LIMITE"], ["XLSX-BOMBA"])
    assert libro.hojas == ()
    assert memoria() - antes < 50_000_000


@solo_linux
def test_ningun_lector_ocupo_mas_de_un_gigabyte_y_medio() -> None:
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 <= 1_500_000_000
