"""Publicar deja una versión nueva sin tocar las demás; deshacer vuelve a la de antes, byte por byte."""

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from apertura import consultas, publicaciones, rutas
from apertura.errores import ErrorAlPublicar, ErrorContrato, ErrorPublicacion
from apertura.publicacion import MANIFIESTO, sello_de_archivos
from apertura.publicaciones import bitacora, deposito, lectura
from apertura.publicaciones.candado import candado
from apertura.publicaciones.lugares import CANDADO, ORIGEN
from apertura.publicaciones.paquete import Paquete, empacar
from tests.almacen.juegos import Tablas, con_valor, motivo
from tests.publicaciones import REAL, copia


def contenidos(carpeta: Path) -> dict[str, bytes]:
    return {str(r.relative_to(carpeta)): r.read_bytes() for r in sorted(carpeta.rglob("*")) if r.is_file()}


def ga(motor: consultas.Motor | None = None) -> float:
    """El GA del sujeto que cambia de una versión a otra, en la vigente o en un motor ya abierto."""
    return (motor or consultas.motor()).consultar("resultados_mga", edicion=2017).filter(clave_sujeto="01-AUT-01")["GA"][0]


def rechazo(codigo: str, hacer: Callable[[], object]) -> ErrorAlPublicar:
    with pytest.raises(ErrorAlPublicar) as error:
        hacer()
    assert error.value.codigo == codigo
    assert str(error.value).startswith(f"{codigo} · ")
    assert "/" not in str(error.value).replace("N/A", ""), "el mensaje no debe decir rutas de la máquina"
    return error.value


def test_una_carpeta_de_datos_nueva_muestra_la_publicacion_que_viene_con_el_codigo(datos: Path) -> None:
    assert publicaciones.vigente().carpeta == REAL
    assert [v.id for v in publicaciones.listar()] == [ORIGEN]
    assert list(datos.iterdir()) == [], "mirar no escribe nada"


def test_una_carpeta_publicacion_dentro_de_los_datos_es_la_primera_version(datos: Path, tablas: Tablas) -> None:
    propia = copia(datos / "publicacion")
    antes = contenidos(propia)
    assert consultas.motor().publicacion.carpeta == propia
    nueva = publicaciones.publicar(con_valor(tablas, 0.5), motivo())
    assert consultas.motor().publicacion.id == nueva.id
    publicaciones.revertir(ORIGEN)
    assert consultas.motor().publicacion.carpeta == propia
    assert contenidos(propia) == antes


def test_publicar_cambia_lo_que_se_ve_en_la_siguiente_corrida_y_no_toca_lo_que_viene_con_el_codigo(datos: Path, tablas: Tablas) -> None:
    antes, sello, motor = contenidos(REAL), sello_de_archivos(REAL), consultas.motor()
    valor = ga()
    nueva = publicaciones.publicar(con_valor(tablas, 0.125), motivo())
    assert ga() == 0.125 != valor
    assert consultas.motor() is not motor
    assert ga(motor) == valor, "la corrida que ya empezó sigue viendo la anterior"
    assert (contenidos(REAL), sello_de_archivos(REAL)) == (antes, sello)
    assert (nueva.id[:5], nueva.carpeta.parent) == ("0001-", datos / "publicaciones")


def test_la_version_publicada_se_lee_igual_que_lo_que_se_dio(datos: Path, tablas: Tablas) -> None:
    nuevas = con_valor(tablas, 0.25)
    nueva = publicaciones.publicar(nuevas, motivo())
    leidas = publicaciones.leer(nueva.id)
    assert leidas.keys() == nuevas.keys()
    assert all(leidas[nombre].equals(tabla) for nombre, tabla in nuevas.items())
    assert publicaciones.leer().keys() == nuevas.keys()


def test_publicar_lo_mismo_no_hace_otra_version(datos: Path, tablas: Tablas) -> None:
    assert publicaciones.publicar(tablas, motivo()).id == ORIGEN
    primera = publicaciones.publicar(con_valor(tablas, 0.5), motivo(sha256="1"))
    revueltas = {n: t.sample(fraction=1, shuffle=True, seed=1) for n, t in con_valor(tablas, 0.5).items()}
    assert publicaciones.publicar(revueltas, motivo(sha256="2")).id == primera.id
    assert len(publicaciones.listar()) == 2


def test_el_mismo_archivo_otra_vez_se_dice_y_no_se_publica(datos: Path, tablas: Tablas) -> None:
    """A16."""
    publicaciones.publicar(con_valor(tablas, 0.5), motivo())
    dicho = rechazo("DUPLICADO", lambda: publicaciones.publicar(con_valor(tablas, 0.75), motivo()))
    assert "por prueba" in dicho.que
    assert len(publicaciones.listar()) == 2


def test_volver_a_cargar_uno_mas_viejo_se_dice_y_no_pisa_lo_nuevo(datos: Path, tablas: Tablas) -> None:
    """H06."""
    publicaciones.publicar(con_valor(tablas, 0.5), motivo(sha256="1"))
    publicaciones.publicar(con_valor(tablas, 0.75), motivo(sha256="2"))
    rechazo("DUPLICADO", lambda: publicaciones.publicar(con_valor(tablas, 0.5), motivo(sha256="1")))
    assert ga() == 0.75
    publicaciones.publicar(con_valor(tablas, 0.5), motivo(sha256="1", repetir=True))
    assert ga() == 0.5


def test_otra_hoja_del_mismo_archivo_si_se_publica_y_lo_deshecho_se_puede_repetir(datos: Path, tablas: Tablas) -> None:
    publicaciones.publicar(con_valor(tablas, 0.5), motivo(hoja="A"))
    publicaciones.publicar(con_valor(tablas, 0.75), motivo(hoja="B"))
    publicaciones.revertir("1")
    assert publicaciones.publicar(con_valor(tablas, 0.75), motivo(hoja="B")).id.startswith("0003-")
    assert publicaciones.publicar(con_valor(tablas, 0.25), motivo(hoja="B", repetir=True)).id.startswith("0004-")


def test_si_alguien_publico_mientras_tanto_no_se_borra_lo_suyo(datos: Path, tablas: Tablas) -> None:
    """H10: lo que se revisó contra otros catálogos se vuelve a revisar."""
    base = publicaciones.vigente().id
    publicaciones.publicar(con_valor(tablas, 0.5), motivo(sha256="1"), base=base)
    rechazo("CAMBIO-LA-BASE", lambda: publicaciones.publicar(con_valor(tablas, 0.75), motivo(sha256="2"), base=base))
    assert ga() == 0.5


def test_lo_que_no_cumple_su_contrato_no_se_publica_ni_deja_nada(datos: Path, tablas: Tablas) -> None:
    with pytest.raises(ErrorContrato, match="mayor que el máximo"):
        publicaciones.publicar(con_valor(tablas, 1.5), motivo())
    with pytest.raises(ErrorContrato, match="tipos"):
        publicaciones.publicar({n: t for n, t in tablas.items() if n != "tipos"}, motivo())
    assert not (datos / "publicaciones").exists()


def test_revertir_tarda_menos_de_dos_segundos_y_devuelve_los_mismos_bytes(tres: list[str]) -> None:
    antes = contenidos(rutas.publicaciones() / tres[0])
    inicio = time.perf_counter()
    vuelta = publicaciones.revertir("1")
    assert ga() == 0.125
    assert time.perf_counter() - inicio < 2
    assert vuelta.id == tres[0]
    assert contenidos(vuelta.carpeta) == antes
    assert [r["accion"] for r in bitacora.leer()] == ["publicada"] * 3 + ["revertida"]


def test_revertir_a_lo_que_no_existe_o_esta_danado_no_cambia_nada(tres: list[str]) -> None:
    (rutas.publicaciones() / tres[0] / "tipos.parquet").write_bytes(b"x")
    for cual in ("1", "17", "../publicacion", ""):
        with pytest.raises(ErrorPublicacion):
            publicaciones.revertir(cual)
    assert publicaciones.vigente().id == tres[-1]


def test_quien_cuando_y_que_quedan_en_la_bitacora_encadenados(tres: list[str], datos: Path) -> None:
    publicaciones.anotar_rechazo(motivo(nombre="malo\n.csv"), "XLSX-BOMBA")
    renglones = bitacora.leer()
    assert [r["accion"] for r in renglones] == ["publicada"] * 3 + ["rechazada"]
    assert renglones[0]["quien"] == "prueba"
    assert renglones[2]["vigente"] == tres[2]
    assert len(str(renglones[2]["sha256"])) == 64
    assert (renglones[3]["codigo"], renglones[3]["archivo"]["nombre"]) == ("XLSX-BOMBA", "malo .csv")  # type: ignore[index]
    assert len((datos / "publicaciones" / "audit.jsonl").read_text("utf-8").splitlines()) == 4
    assert bitacora.alteracion() is None


@pytest.mark.parametrize(("renglon", "esperado"), [(0, 1), (1, 2), (2, 3)])
def test_cambiar_o_quitar_un_renglon_de_la_bitacora_se_nota(tres: list[str], datos: Path, renglon: int, esperado: int) -> None:
    ruta = datos / "publicaciones" / "audit.jsonl"
    lineas = ruta.read_bytes().splitlines(keepends=True)
    ruta.write_bytes(b"".join(linea.replace(b"prueba", b"otraaa") if i == renglon else linea for i, linea in enumerate(lineas)))
    assert bitacora.alteracion() == esperado
    ruta.write_bytes(b"".join(linea for i, linea in enumerate(lineas) if i != renglon))
    assert bitacora.alteracion() == (esperado if renglon < 2 else None), "quitar los últimos sólo se nota contra VIGENTE"


def test_un_renglon_cortado_de_la_bitacora_no_estorba(tres: list[str], datos: Path) -> None:
    ruta = datos / "publicaciones" / "audit.jsonl"
    ruta.write_bytes(ruta.read_bytes() + b'{"cuando": "2026')
    publicaciones.revertir("2")
    assert [r["accion"] for r in bitacora.leer()] == ["publicada"] * 3 + ["revertida"]
    assert bitacora.alteracion() is None


def test_se_guardan_diez_y_nunca_se_retira_la_vigente_ni_el_origen(datos: Path, tablas: Tablas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deposito, "CONSERVAR", 3)
    primera = publicaciones.publicar(con_valor(tablas, 0.01), motivo(sha256="0")).id
    for n in range(1, 5):
        publicaciones.publicar(con_valor(tablas, n / 8), motivo(sha256=str(n)))
    assert [v.numero for v in publicaciones.listar()] == [5, 4, 3, 0]
    assert next(r["publicacion"] for r in bitacora.leer() if r["accion"] == "retirada") == primera
    publicaciones.revertir("3")
    publicaciones.publicar(con_valor(tablas, 0.9), motivo(sha256="9"))
    assert [v.numero for v in publicaciones.listar()] == [6, 5, 4, 0]


def test_el_reloj_que_se_atrasa_no_cambia_el_orden_ni_repite_ids(datos: Path, tablas: Tablas) -> None:
    for n, cuando in enumerate(["2026-11-24T10:00:00Z", "2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z", "2026-10-25T01:30:00Z"]):
        publicaciones.publicar(con_valor(tablas, n / 8), motivo(sha256=str(n), cuando=cuando))
    versiones = publicaciones.listar()
    assert [v.numero for v in versiones] == [4, 3, 2, 1, 0]
    assert versiones[0].vigente
    assert [v.anterior for v in versiones] == [*(v.id for v in versiones[1:]), ""]


def test_el_segundo_que_publica_sabe_al_instante_que_esta_ocupado(datos: Path, tablas: Tablas) -> None:
    """A18."""
    (datos / "publicaciones").mkdir()
    with candado(datos / "publicaciones" / CANDADO, "ana", "2026-11-24T10:00:00Z") as tomado:
        tomado.anotar({"quien": "ana", "desde": "2026-11-24T10:00:00Z"})
        inicio = time.perf_counter()
        dicho = rechazo("OCUPADO", lambda: publicaciones.revertir(ORIGEN))
        assert time.perf_counter() - inicio < 1
        assert "ana" in dicho.que
    assert publicaciones.publicar(con_valor(tablas, 0.5), motivo()).id.startswith("0001-")


def test_otro_proceso_con_el_candado_tambien_ocupa_y_al_morir_lo_suelta(datos: Path, tablas: Tablas) -> None:
    (datos / "publicaciones").mkdir()
    guion = (
        "import sys, time; from pathlib import Path; from apertura.publicaciones.candado import candado\n"
        "with candado(Path(sys.argv[1]), 'eva', 'ya') as c:\n    c.anotar({'quien': 'eva'}); print('listo', flush=True); time.sleep(60)"
    )
    orden = [sys.executable, "-c", guion, str(datos / "publicaciones" / CANDADO)]
    with subprocess.Popen(orden, cwd=rutas.RAIZ, stdout=subprocess.PIPE, text=True) as otro:
        assert otro.stdout
        assert otro.stdout.readline() == "listo\n"
        assert "eva" in rechazo("OCUPADO", lambda: publicaciones.publicar(con_valor(tablas, 0.5), motivo())).que
        otro.kill()
    assert publicaciones.publicar(con_valor(tablas, 0.5), motivo()).id.startswith("0001-")


def test_quien_lee_mientras_se_publica_siempre_ve_una_version_entera(datos: Path, tablas: Tablas) -> None:
    """Cuatro lectores mientras se publica y se deshace: nunca una falla, nunca dos versiones mezcladas."""
    vistos: list[tuple[str, float]] = []
    fallas: list[BaseException] = []
    alto = threading.Event()

    def leer() -> None:
        while not alto.is_set():
            try:
                motor = consultas.motor()
                vistos.append((motor.publicacion.id, ga(motor)))
                assert not motor.publicacion.aviso
            except BaseException as error:
                fallas.append(error)
                return

    lectores = [threading.Thread(target=leer) for _ in range(4)]
    for lector in lectores:
        lector.start()
    for n in range(1, 4):
        publicaciones.publicar(con_valor(tablas, n / 8), motivo(sha256=str(n)))
        publicaciones.revertir(str(max(n - 1, 0)))
    alto.set()
    for lector in lectores:
        lector.join()
    assert fallas == []
    assert all(v == int(i[:4]) / 8 for i, v in vistos if i != ORIGEN)
    assert len({i for i, _ in vistos}) > 1


@pytest.mark.parametrize("sufijo", ["sin VIGENTE", "VIGENTE a la nada", "VIGENTE vacío", "VIGENTE con ruta", "VIGENTE binario"])
def test_si_no_se_sabe_cual_es_la_vigente_se_muestra_la_mas_nueva_comprobada_y_se_dice(tres: list[str], sufijo: str) -> None:
    ruta = rutas.publicaciones() / "VIGENTE"
    ruta.unlink()
    malos = {"VIGENTE a la nada": b"0009-00000000\n", "VIGENTE vacío": b"", "VIGENTE con ruta": b"../x\n", "VIGENTE binario": b"\xff\0"}
    if sufijo in malos:
        ruta.write_bytes(malos[sufijo])
    vigente = consultas.motor().publicacion
    assert vigente.id == tres[-1]
    assert vigente.aviso.startswith("INTEGRIDAD · ")
    assert publicaciones.publicar(con_valor(publicaciones.leer(), 0.9), motivo(sha256="z")).id.startswith("0004-"), "publicar repara"
    assert not consultas.motor().publicacion.aviso


@pytest.mark.parametrize(
    "danar",
    [
        lambda c: (c / MANIFIESTO).unlink(),
        lambda c: (c / "tipos.parquet").unlink(),
        lambda c: (c / "dictamen.json").write_bytes(b"{}"),
        lambda c: (c / "tipos.parquet").write_bytes(b""),
        lambda c: (c / MANIFIESTO).write_bytes((c / MANIFIESTO).read_bytes().replace(b'"esquema": 1', b'"esquema": 2')),
        lambda c: (c / MANIFIESTO).write_bytes((c / MANIFIESTO).read_bytes().replace(b'"prueba"', b'"prueva"')),
        shutil.rmtree,
    ],
    ids=["sin manifiesto", "sin una tabla", "otro dictamen", "tabla vacía", "otro esquema", "otro autor", "sin carpeta"],
)
def test_si_la_vigente_esta_danada_se_muestra_la_anterior_con_aviso(tres: list[str], danar: Callable[[Path], object]) -> None:
    """H05, entre otras: una versión escrita por un programa más nuevo no se interpreta."""
    danar(rutas.publicaciones() / tres[-1])
    vigente = consultas.motor().publicacion
    assert vigente.id == tres[-2]
    assert tres[-1] in vigente.aviso
    assert consultas.motor() is consultas.motor(), "el respaldo también se abre una sola vez"


def test_lo_que_alguien_deshizo_no_se_muestra_como_respaldo_si_hay_algo_anterior(tres: list[str]) -> None:
    publicaciones.revertir("2")
    (rutas.publicaciones() / tres[1] / "tipos.parquet").write_bytes(b"x")
    assert publicaciones.vigente().id == tres[0]
    shutil.rmtree(rutas.publicaciones() / tres[0])
    assert publicaciones.vigente().id == ORIGEN


def test_un_archivo_de_mas_en_la_version_ni_se_lee_ni_estorba(tres: list[str]) -> None:
    pl.DataFrame({"x": [1]}).write_parquet(rutas.publicaciones() / tres[-1] / "ajena.parquet")
    (rutas.publicaciones() / "notas.txt").write_text("hola", "utf-8")
    assert "ajena" not in lectura.vigente().tablas
    assert [v.numero for v in publicaciones.listar()] == [3, 2, 1, 0]


def test_una_tabla_que_el_programa_agrego_despues_se_toma_del_origen(datos: Path, tablas: Tablas, monkeypatch: pytest.MonkeyPatch) -> None:
    completo = empacar(con_valor(tablas, 0.5))
    sin = {n: f for n, f in completo.fichas.items() if n != "lugares_publicados.parquet"}
    with monkeypatch.context() as parche:
        parche.setattr("apertura.publicaciones.versiones.empacar", lambda _: Paquete({n: completo.contenidos[n] for n in sin}, sin))
        vieja = publicaciones.publicar(tablas, motivo())
    assert not (vieja.carpeta / "lugares_publicados.parquet").exists()
    assert consultas.motor().publicacion.id == vieja.id
    assert consultas.consultar("lugares_publicados", metrica="MGA").height
    assert publicaciones.leer()["lugares_publicados"].equals(tablas["lugares_publicados"])


def test_si_nada_se_puede_comprobar_se_dice_la_falla_de_la_vigente(datos: Path, tablas: Tablas) -> None:
    propia = copia(datos / "publicacion")
    nueva = publicaciones.publicar(con_valor(tablas, 0.5), motivo())
    (nueva.carpeta / "tipos.parquet").write_bytes(b"x")
    (propia / "sujetos.parquet").write_bytes(b"x")
    with pytest.raises(ErrorPublicacion, match=r"tipos\.parquet"):
        publicaciones.vigente()
    assert all(v.falla for v in publicaciones.listar())


def test_una_carpeta_de_datos_que_no_existe_no_se_crea_al_publicar(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tablas: Tablas) -> None:
    monkeypatch.setenv("APERTURA_DATOS", str(tmp_path / "mal escrita"))
    rechazo("SIN-CARPETA", lambda: publicaciones.publicar(tablas, motivo()))
    assert list(tmp_path.iterdir()) == []
