"""Sin la geometría las mismas cifras se ven en barras; con el reloj atrasado se dice; y `/salud` lo cuenta."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from apertura import consultas, geometria, reloj, rutas
from apertura.errores import ErrorApertura
from apertura.seleccion import Seleccion
from apertura.servicio import inicio
from apertura.vistas import mapa
from tests.paginas.abrir import abrir, direccion, en_ingles, textos, titulos

CORTE = date.fromisoformat(consultas.motor().publicacion.corte)


@pytest.fixture
def estaticos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Los archivos que pide el navegador, en una copia que se puede dañar."""
    shutil.copytree(rutas.ESTATICOS / "geo", tmp_path / "geo")
    monkeypatch.setattr(rutas, "ESTATICOS", tmp_path)
    return tmp_path / "geo"


@pytest.mark.parametrize(("pagina", "vista"), [("mapa", "mapa"), ("mapa", "mosaico"), ("inicio", "mapa")])
def test_sin_geometria_la_pagina_da_las_mismas_cifras_en_barras_y_dice_que_restaurar(
    estaticos: Path, navegacion_declarada: None, pagina: str, vista: str
) -> None:
    shutil.rmtree(estaticos)
    prueba = abrir(pagina, vista=vista, entidad="20")
    dicho = " ".join(str(error.value) for error in prueba.error).replace("\\", "")
    assert "Falta la geometría del mapa" in dicho
    assert "se muestran en barras" in dicho
    assert len(prueba.get("vega_lite_chart")) >= 1
    assert en_ingles(prueba) == []
    assert direccion(prueba).get("vista", "mapa") == vista, "al reponerla se vuelve a la vista pedida"


def test_las_barras_no_piden_geometria(estaticos: Path) -> None:
    shutil.rmtree(estaticos)
    pedida = Seleccion(vista="barras")
    assert mapa.dibujable(pedida) == (pedida, "")


def test_con_la_geometria_en_su_lugar_no_cambia_nada() -> None:
    geometria.comprobar()
    for vista in ("mapa", "mosaico", "barras"):
        assert mapa.dibujable(Seleccion(vista=vista)) == (Seleccion(vista=vista), "")


@pytest.mark.parametrize("danio", ["falta", "cambiada"])
def test_la_geometria_que_falta_o_cambio_la_cuenta_salud(estaticos: Path, danio: str) -> None:
    archivo = estaticos / Path(geometria.ruta_estatica("lamina")).name
    assert inicio.diagnosticar()[0] == "listo"
    assert "MAPA" not in inicio.diagnosticar()[1]
    if danio == "falta":
        archivo.unlink()
    else:
        archivo.write_bytes(archivo.read_bytes()[:-1] + b" ")
    estado, detalle, _ = inicio.diagnosticar()
    assert estado == "listo", "se puede servir"
    assert f"MAPA · La geometría del mapa está dañada (archivo «{archivo.name}»)" in detalle or "MAPA · Falta la geometría" in detalle


def test_al_arrancar_se_anota_lo_que_hay_que_corregir_y_si_no_hay_nada_no_se_anota(
    estaticos: Path, caplog: pytest.LogCaptureFixture
) -> None:
    inicio.anotar_lo_pendiente()
    assert caplog.records == []
    shutil.rmtree(estaticos)
    inicio.anotar_lo_pendiente()
    assert [registro.message.split(" · ")[0] for registro in caplog.records] == ["MAPA"]


def test_exportar_el_mapa_sin_su_geometria_lo_dice_en_vez_de_salir_en_blanco(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rutas, "GEO", tmp_path)
    geometria.lamina.cache_clear()
    with pytest.raises(ErrorApertura, match=r"No se pudo leer la geometría del mapa \(geo/lamina\.topojson\)"):
        geometria.lamina("lamina")


@pytest.mark.parametrize(("atraso", "avisa"), [(400, True), (2, True), (1, False), (0, False), (-30, False)])
def test_el_reloj_atrasado_se_dice_con_un_dia_de_holgura(monkeypatch: pytest.MonkeyPatch, atraso: int, avisa: bool) -> None:
    monkeypatch.setattr(reloj, "hoy", lambda: date.fromordinal(CORTE.toordinal() - atraso))
    aviso = reloj.aviso(CORTE.isoformat())
    assert bool(aviso) is avisa
    assert not avisa or aviso.startswith("RELOJ · Este equipo cree que hoy es ")


def test_un_corte_que_no_es_fecha_no_estorba() -> None:
    assert reloj.aviso("desconocido") == ""


def test_con_el_reloj_en_el_pasado_todo_se_ve_y_la_pagina_y_salud_lo_dicen(
    monkeypatch: pytest.MonkeyPatch, navegacion_declarada: None
) -> None:
    monkeypatch.setattr(reloj, "hoy", lambda: date(1970, 1, 1))
    prueba = abrir("entidad", entidad="20")
    assert titulos(prueba) == ["Oaxaca"]
    assert "1 de enero de 1970" in " ".join(str(aviso.value) for aviso in prueba.warning)
    assert not prueba.error
    assert "Oaxaca" in " ".join(textos(prueba))
    assert "RELOJ" in inicio.diagnosticar()[1]
