"""Un lote se reanuda: lo que ya está y es lo mismo no se repite; lo tocado, lo viejo y lo a medias, sí."""

import csv
import io
import os
import zipfile
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

import pytest

from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.lotes.empacar import INDICE, empacar, indice
from apertura.lotes.encargo import Pieza, piezas
from apertura.lotes.hacer import DIARIO, Orden, hacer
from apertura.publicacion import huella


@pytest.fixture
def dos(vigente: Motor, cat: Catalogo) -> list[Pieza]:
    return piezas(vigente, cat, "MGA", 2017, ["19"])[:2]


def archivos(carpeta: Path) -> list[str]:
    return sorted(ruta.name for ruta in carpeta.iterdir() if ruta.name != DIARIO)


def test_la_segunda_vez_no_se_repite_nada_y_lo_tocado_se_rehace(dos: list[Pieza], orden: Orden) -> None:
    avance: list[str] = []
    primeras = hacer(dos, orden, lambda hecha: avance.append(hecha.archivo))
    assert [h.estado for h in primeras] == ["hecha", "hecha"]
    assert sorted(avance) == archivos(orden.carpeta)
    assert all(huella((orden.carpeta / h.archivo).read_bytes()) == h.sha256 for h in primeras)
    assert [h.estado for h in hacer(dos, orden)] == ["estaba", "estaba"]
    tocado = orden.carpeta / primeras[1].archivo
    contenido = bytearray(tocado.read_bytes())
    contenido[3000] ^= 1
    tocado.write_bytes(contenido)
    segundas = hacer(dos, orden)
    assert [h.estado for h in segundas] == ["estaba", "hecha"]
    assert [h.sha256 for h in segundas] == [h.sha256 for h in primeras]


@pytest.mark.parametrize("cambio", ["fecha", "origen", "cortado", "borrado", "de otra", "diario a medias"])
def test_se_rehace_si_cambia_la_fecha_el_servidor_o_el_archivo(dos: list[Pieza], orden: Orden, cambio: str) -> None:
    hechas = hacer(dos, orden)
    uno, otro = (orden.carpeta / hecha.archivo for hecha in hechas)
    if cambio == "fecha":
        orden = replace(orden, ajustes=replace(orden.ajustes, hoy=date(2026, 11, 26)))
    elif cambio == "origen":
        orden = replace(orden, ajustes=replace(orden.ajustes, origen="https://otro.mx"))
    elif cambio == "cortado":
        uno.write_bytes(uno.read_bytes()[:-50])
    elif cambio == "borrado":
        uno.unlink()
    elif cambio == "de otra":
        uno.write_bytes(otro.read_bytes())
    else:
        condiciones, primera, segunda, _ = (orden.carpeta / DIARIO).read_text().split("\n")
        (orden.carpeta / DIARIO).write_text("\n".join([condiciones, segunda, primera[:40]]))
    assert [h.estado for h in hacer(dos, orden)] == ["hecha", "hecha" if cambio in ("fecha", "origen") else "estaba"]


def test_una_que_no_se_puede_no_detiene_a_las_demas(dos: list[Pieza], orden: Orden) -> None:
    imposible = replace(dos[0], vista=replace(dos[0].vista, lamina="no_existe"), ruta="imposible")
    hechas = hacer([imposible, dos[0]], orden)
    assert [h.estado for h in hechas] == ["fallo", "hecha"]
    assert "no tiene «no_existe»" in hechas[0].por_que
    assert archivos(orden.carpeta) == [hechas[1].archivo]


def test_con_dos_procesos_salen_los_mismos_bytes_y_en_el_mismo_orden(dos: list[Pieza], orden: Orden) -> None:
    a_la_vez = hacer(dos, replace(orden, procesos=2, carpeta=orden.carpeta / "dos"))
    assert [(h.archivo, h.sha256) for h in a_la_vez] == [(h.archivo, h.sha256) for h in hacer(dos, orden)]


@dataclass(frozen=True)
class Mortal(Pieza):
    """Una ficha que cierra de golpe al proceso que la recibe, como hace el sistema cuando falta memoria."""

    def __reduce__(self) -> tuple:
        return os._exit, (9,)


@dataclass(frozen=True)
class MortalUnaVez(Mortal):
    """Sólo cierra al primer proceso que la recibe: el archivo de señal ya no está para el segundo."""

    senal: str = ""

    def __reduce__(self) -> tuple:
        return recibir, (self.senal, Pieza(**{campo.name: getattr(self, campo.name) for campo in fields(Pieza)}))


def recibir(senal: str, pieza: Pieza) -> Pieza:
    if Path(senal).exists():
        Path(senal).unlink()
        os._exit(9)
    return pieza


def test_un_proceso_que_se_cierra_de_golpe_no_detiene_el_lote(dos: list[Pieza], orden: Orden, tmp_path: Path) -> None:
    (senal := tmp_path / "senal").touch()
    campos = {campo.name: getattr(dos[0], campo.name) for campo in fields(Pieza)}
    hechas = hacer([MortalUnaVez(**campos, senal=str(senal)), Mortal(**{**campos, "ruta": "mortal"}), dos[1]], replace(orden, procesos=2))
    assert not senal.exists()
    assert [h.estado for h in hechas] == ["hecha", "fallo", "hecha"]
    assert "memoria" in hechas[1].por_que
    assert archivos(orden.carpeta) == sorted(h.archivo for h in hechas if h.estado == "hecha")


def test_el_zip_y_su_indice_son_siempre_los_mismos(dos: list[Pieza], orden: Orden, tmp_path: Path) -> None:
    hechas = hacer(dos, orden)
    (orden.carpeta / INDICE).write_bytes(indice(hechas))
    for nombre in ("uno.zip", "otro.zip"):
        empacar(orden.carpeta, [INDICE, *(h.archivo for h in hechas)], tmp_path / nombre)
    assert (tmp_path / "uno.zip").read_bytes() == (tmp_path / "otro.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "uno.zip") as paquete:
        assert paquete.testzip() is None
        renglones = list(csv.DictReader(io.StringIO(paquete.read(INDICE).decode("utf-8-sig"))))
        assert {r["archivo"]: r["sha256"] for r in renglones} == {
            nombre: huella(paquete.read(nombre)) for nombre in paquete.namelist() if nombre != INDICE
        }


def test_el_indice_no_lleva_formulas(dos: list[Pieza], orden: Orden) -> None:
    [hecha] = hacer([replace(dos[0], nombre="=1+1")], orden)
    assert ",'=1+1," in indice([hecha]).decode("utf-8-sig")
