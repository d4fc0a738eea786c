"""Leer el archivo de una persona: lo que dice, tal como lo dice, y sin tirar nada."""

from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from apertura.importador.lectura import Libro, Limites, leer


def codigos(libro: Libro) -> set[str]:
    return {d.codigo for d in libro.defectos}


def test_un_csv_se_lee_como_texto_con_el_renglon_que_enseña_excel(tmp_path: Path) -> None:
    ruta = tmp_path / "base.csv"
    ruta.write_text('Título\n\ncve,nombre,valor\n01,"dos\nlíneas",0.50\n02,x,\n', encoding="utf-8")
    libro = leer(ruta)
    assert (libro.formato, libro.separador, libro.codificacion, libro.defectos) == ("CSV", ",", "UTF-8", ())
    assert libro.hojas[0].celdas.rows() == [
        (1, "Título", None, None),
        (3, "cve", "nombre", "valor"),
        (4, "01", "dos\nlíneas", "0.50"),
        (5, "02", "x", None),
    ]


def test_un_xlsx_se_lee_con_sus_columnas_y_renglones_verdaderos(tmp_path: Path) -> None:
    ruta = tmp_path / "base.xlsx"
    with xlsxwriter.Workbook(ruta) as libro:
        hoja = libro.add_worksheet("Datos")
        for renglon, fila in enumerate([("institución", "índice"), ("x", 0.1), ("y", 25.0)]):
            hoja.write_row(renglon + 2, 1, fila)
        libro.add_worksheet("Notas").hide()
    leido = leer(ruta)
    assert leido.hojas[0].celdas.rows() == [(3, None, "institución", "índice"), (4, None, "x", "0.1"), (5, None, "y", "25")]
    assert leido.hojas[0].celdas.schema == {"renglon": pl.Int64, "c0": pl.String, "c1": pl.String, "c2": pl.String}
    assert [h.oculta for h in leido.hojas] == [False, True]
    assert codigos(leido) == {"HOJA-OCULTA"}


def test_los_renglones_que_mezclan_codificaciones_se_leen_bien_y_se_dicen(tmp_path: Path) -> None:
    ruta = tmp_path / "base.csv"
    ruta.write_bytes("a;b\nMéxico;0,45\n".encode() + "Nuevo León;0,5\nPeñón;1\n".encode("cp1252"))
    libro = leer(ruta)
    assert libro.hojas[0].celdas["c0"].to_list() == ["a", "México", "Nuevo León", "Peñón"]
    assert [(d.codigo, d.renglon) for d in libro.defectos] == [("CODIFICACION-MIXTA", 3)]
    assert "3, 4" in libro.defectos[0].que


def test_un_archivo_demasiado_grande_se_rechaza_sin_leerlo(tmp_path: Path) -> None:
    ruta = tmp_path / "enorme.csv"
    with ruta.open("wb") as archivo:
        archivo.truncate(2_000_000_000)  # hueco: no ocupa disco, y leerlo tardaría segundos
    libro = leer(ruta)
    assert (codigos(libro), libro.hojas, libro.sha256) == ({"ARCHIVO-GRANDE"}, (), "")


@pytest.mark.parametrize("limites", [Limites(memoria=200_000_000), Limites(reloj=0), Limites(cpu=0)])
def test_si_el_lector_pasa_sus_limites_se_dice_y_este_proceso_sigue(tmp_path: Path, limites: Limites) -> None:
    ruta = tmp_path / "base.csv"
    ruta.write_text("a,b\n1,2\n", encoding="utf-8")
    libro = leer(ruta, limites=limites)
    assert (codigos(libro), libro.hojas) == ({"LECTURA-LIMITE"}, ())
