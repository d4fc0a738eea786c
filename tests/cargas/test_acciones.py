"""De subir un archivo a publicarlo y deshacerlo, con la orden de verdad en otro proceso; y lo que no se puede hacer."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from apertura import publicaciones
from apertura.acceso import guardia
from apertura.cargas import acciones, lugares, proceso
from apertura.cargas.carga import CANCELADA, DESHECHA, FALLIDA, PUBLICADA, REVISADA, Carga
from apertura.cargas.carga import guardar as guardar_ficha
from apertura.cargas.resultado import Resultado, leer_resultado
from apertura.errores import ErrorAcceso, ErrorApertura
from apertura.publicaciones import bitacora
from tests.acceso.conftest import PERSONAS
from tests.cargas.archivos import POR_ENTIDAD, de_2017_sin, mapa_2019, por_institucion

Terminada = Callable[[Carga], Carga]


def revisado(carga: Carga) -> Resultado:
    resultado = leer_resultado(carga)
    assert resultado is not None, carga.falla
    return resultado


def contenidos(carpeta: Path) -> dict[str, bytes]:
    return {r.relative_to(carpeta).as_posix(): r.read_bytes() for r in sorted(carpeta.rglob("*")) if r.is_file()}


def test_subir_revisar_publicar_y_deshacer(datos: Path, terminada: Terminada) -> None:
    carga = terminada(acciones.subir("base_2023.csv", POR_ENTIDAD))
    resultado = revisado(carga)
    assert (carga.estado, resultado.se_puede_publicar, resultado.base) == (REVISADA, True, "origen")
    assert not (datos / "publicaciones").exists(), "revisar no escribe nada en lo publicado"
    publicada = terminada(acciones.publicar(carga.id))
    assert (publicada.estado, publicada.anterior) == (PUBLICADA, "origen")
    assert publicaciones.vigente().id == publicada.publicada
    assert acciones.deshacer(carga.id).estado == DESHECHA
    assert publicaciones.vigente().id == "origen"
    hechos = [(r["accion"], r["via"]) for r in bitacora.leer()]
    assert hechos == [("publicada", "página"), ("revertida", "equipo")]


def test_lo_que_cambiaria_son_los_mismos_numeros_que_dice_comparar(datos: Path, terminada: Terminada) -> None:
    carga = terminada(acciones.subir("mapa_2019.csv", mapa_2019()))
    anunciado = revisado(carga).cambios
    assert anunciado is not None
    publicada = terminada(acciones.publicar(carga.id))
    comparado = publicaciones.comparar("origen", publicada.publicada).como_dict()
    assert anunciado["tablas"] == comparado["tablas"]
    assert anunciado["cifras"] == comparado["cifras"]
    assert anunciado["con_ruido"] == comparado["cifras_con_cambio_menor_de_0_01"]
    assert {(c["ambito"], c["antes"], c["despues"]) for c in anunciado["cifras"] if c["indicador"] == "GA"} >= {("nacional", None, 0.4)}


def test_decidir_en_bloque_y_una_por_una_deja_listo_el_archivo_y_las_decisiones_se_guardan(datos: Path, terminada: Terminada) -> None:
    carga = terminada(acciones.subir("MGA 2021.csv", por_institucion(nuevas=4)))
    assert {p["codigo"] for p in revisado(carga).impiden} == {"INSTITUCION-NUEVA"}
    primera, segunda = (i["sobre"] for i in revisado(carga).instituciones["por_decidir"][:2])
    una = terminada(acciones.decidir(carga.id, [("INSTITUCION", primera, "nueva"), ("INSTITUCION", segunda, "rechazar")]))
    assert revisado(una).instituciones["conteo"]["nueva"] == 2
    todas = terminada(acciones.decidir(carga.id, [("INSTITUCION-NUEVA", "*", "aceptar"), ("RENGLONES-RECHAZADOS", "*", "aceptar")]))
    d = revisado(todas).dictamen
    assert (d["leidos"], d["publicados"], d["rechazados"]) == (44, 43, 1)
    terminada(acciones.publicar(carga.id))
    guardadas = (datos / "decisiones" / "mga_2021.csv").read_text("utf-8").splitlines()
    assert sorted(linea.rpartition(",")[2] for linea in guardadas[1:]) == ["nueva", "nueva", "nueva", "rechazar"]


def test_una_columna_corregida_por_una_persona_se_guarda_y_el_siguiente_archivo_igual_ya_no_pregunta(
    datos: Path, terminada: Terminada
) -> None:
    rara = por_institucion().replace(b"Sujeto obligado", b"Ente medido", 1)
    carga = terminada(acciones.subir("MGA 2021.csv", rara))
    assert revisado(carga).rechazado
    bien = terminada(acciones.decidir(carga.id, [("COLUMNA", "Ente medido", "nombre_publicado")]))
    assert revisado(bien).se_puede_publicar
    terminada(acciones.publicar(carga.id))
    assert "Ente medido,nombre_publicado,sujeto" in next((datos / "columnas").iterdir()).read_text("utf-8")
    otra = terminada(acciones.subir("MGA 2021 otra vez.csv", rara + b"\n"))
    assert not revisado(otra).impiden


def test_si_desaparecen_instituciones_hay_que_confirmarlo_y_el_siguiente_archivo_vuelve_a_preguntar(
    datos: Path, terminada: Terminada
) -> None:
    carga = terminada(acciones.subir("MGA 2017.csv", de_2017_sin(200)))
    (pregunta,) = revisado(carga).impiden
    assert (pregunta["codigo"], pregunta["con_cuidado"], pregunta["alternativas"]) == ("DESAPARECEN", True, ["200"])
    lista = terminada(acciones.decidir(carga.id, [("DESAPARECEN", "*", "aceptar")]))
    assert revisado(lista).se_puede_publicar
    terminada(acciones.publicar(carga.id))
    acciones.deshacer(carga.id)
    assert [p["codigo"] for p in revisado(terminada(acciones.subir("MGA 2017 b.csv", de_2017_sin(201)))).impiden] == ["DESAPARECEN"]


def test_publicar_dos_veces_o_lo_que_no_esta_listo_no_hace_nada(datos: Path, terminada: Terminada) -> None:
    pendiente = terminada(acciones.subir("MGA 2021.csv", por_institucion(nuevas=1)))
    with pytest.raises(ErrorApertura, match="todavía no se puede publicar"):
        acciones.publicar(pendiente.id)
    carga = terminada(acciones.subir("base_2023.csv", POR_ENTIDAD))
    acciones.publicar(carga.id)
    with pytest.raises(ErrorApertura, match="ya se publicó o se está publicando"):
        acciones.publicar(carga.id)
    terminada(carga)
    with pytest.raises(ErrorApertura, match="ya se publicó o se está publicando"):
        acciones.publicar(carga.id)
    assert len(publicaciones.listar()) == 2


def test_si_alguien_publico_mientras_tanto_se_dice_y_hay_que_revisar_otra_vez(datos: Path, terminada: Terminada) -> None:
    primera, segunda = (terminada(acciones.subir(n, c)) for n, c in (("a.csv", POR_ENTIDAD), ("mapa_2019.csv", mapa_2019())))
    terminada(acciones.publicar(primera.id))
    fallida = terminada(acciones.publicar(segunda.id))
    assert fallida.estado == REVISADA
    assert "Vuelva a revisarlo" in fallida.falla
    assert "/" not in fallida.falla
    assert len(publicaciones.listar()) == 2
    terminada(acciones.revisar(segunda.id))
    assert terminada(acciones.publicar(segunda.id)).estado == PUBLICADA
    with pytest.raises(ErrorApertura, match="ya no es la que se muestra"):
        acciones.deshacer(primera.id)


def test_subir_lo_mismo_otra_vez_retoma_lo_que_ya_estaba(datos: Path, terminada: Terminada) -> None:
    carga = terminada(acciones.subir("MGA 2021.csv", por_institucion(nuevas=1)))
    acciones.decidir(carga.id, [("INSTITUCION-NUEVA", "*", "aceptar")])
    assert acciones.subir("MGA 2021.csv", por_institucion(nuevas=1)).id == carga.id
    assert len(acciones.todas()) == 1
    assert terminada(carga).decisiones == (("INSTITUCION-NUEVA", "*", "aceptar"),)


def test_cancelar_a_la_mitad_no_deja_nada_y_se_puede_volver_a_revisar(datos: Path, terminada: Terminada) -> None:
    carga = acciones.subir("MGA 2021.csv", por_institucion(n=400))
    while not (lugares.corrida_de(carga.id, 1) / lugares.AVANCE).exists():
        time.sleep(0.01)
    acciones.cancelar(carga.id)
    assert terminada(carga).estado == CANCELADA
    assert not (datos / "publicaciones").exists()
    assert terminada(acciones.revisar(carga.id)).estado == REVISADA


def test_dos_archivos_a_la_vez_hacen_fila_y_los_dos_terminan(datos: Path, terminada: Terminada) -> None:
    primera, segunda = acciones.subir("a.csv", POR_ENTIDAD), acciones.subir("mapa_2019.csv", mapa_2019())
    dichos = set()
    while acciones.ver(primera.id).estado != REVISADA:
        dichos.add(acciones.avance(segunda)[0])
        time.sleep(0.02)
    assert "En espera: se está revisando otro archivo" in dichos
    assert terminada(segunda).estado == REVISADA


def test_si_el_servidor_se_reinicia_a_la_mitad_se_dice_y_se_retoma(datos: Path, terminada: Terminada) -> None:
    carga = terminada(acciones.subir("a.csv", POR_ENTIDAD))
    guardar_ficha(carga.con(estado="revisando", corrida=9, revision=0))
    vista = acciones.ver(carga.id)
    assert (vista.estado, vista.falla) == (FALLIDA, acciones.INTERRUMPIDA)
    assert terminada(acciones.revisar(carga.id)).estado == REVISADA


def test_un_archivo_que_no_sirve_queda_una_sola_vez_en_la_bitacora_y_lo_publicado_no_cambia(datos: Path, terminada: Terminada) -> None:
    carga = terminada(acciones.subir("../../etc/<b>base</b>.xlsx", b"PK\x03\x04" + bytes(range(256)) * 8))
    assert (carga.estado, revisado(carga).rechazado) == (REVISADA, True)
    terminada(acciones.revisar(carga.id))
    (renglon,) = bitacora.leer()
    assert (renglon["accion"], renglon["codigo"]) == ("rechazada", "XLSX-DANADO")
    assert renglon["archivo"]["sha256"] == carga.sha256  # type: ignore[index]
    assert not any(r.name.startswith("0") for r in (datos / "publicaciones").iterdir())
    original = lugares.carpeta_de(carga.id) / lugares.ORIGINAL
    assert original.stat().st_mode & 0o777 == 0o640
    assert sorted(r.name for r in (datos / "cargas").iterdir()) == [carga.id]


@pytest.mark.parametrize("nombre", ["--ayuda", "$(touch x)\n‮gpj.csv", ""])
def test_el_nombre_del_archivo_no_es_una_opcion_ni_una_ruta_ni_una_orden(datos: Path, terminada: Terminada, nombre: str) -> None:
    carga = terminada(acciones.subir(nombre, POR_ENTIDAD))
    assert carga.estado == REVISADA, carga.falla
    assert "EDICION" in {d["codigo"] for d in revisado(carga).defectos} or revisado(carga).se_puede_publicar
    assert sorted(r.name for r in datos.iterdir()) == ["cargas"]


def test_lo_muy_grande_no_se_guarda(datos: Path) -> None:
    with pytest.raises(ErrorApertura, match="ARCHIVO-GRANDE"):
        acciones.subir("x.csv", bytes(lugares.LIMITE_MB * 1_000_000 + 1))
    assert list(datos.iterdir()) == []


def test_solo_se_conservan_las_ultimas_y_descartar_borra_el_archivo(
    datos: Path, terminada: Terminada, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acciones, "CONSERVAR", 2)
    for n in range(3):
        (datos / "cargas" / f"{n:016x}").mkdir(parents=True)
        guardar_ficha(Carga(f"{n:016x}", "vieja.csv", 1, str(n), "yo", f"2026-01-0{n + 1}T00:00:00Z", REVISADA))
    nueva = terminada(acciones.subir("nueva.csv", POR_ENTIDAD))
    assert [c.id for c in acciones.todas()] == [nueva.id, f"{2:016x}"]
    acciones.descartar(nueva.id)
    assert [r.name for r in (datos / "cargas").iterdir()] == [f"{2:016x}"]
    with pytest.raises(ErrorApertura, match="ya no existe"):
        acciones.ver(nueva.id)


def test_un_id_de_fuera_nunca_es_una_ruta(datos: Path) -> None:
    for malo in ("../datos", "", "a" * 17, "0123456789ABCDEF", "0123456789abcde/", "é" * 16):
        with pytest.raises(ErrorApertura, match="ya no existe"):
            acciones.ver(malo)


ACCIONES: dict[str, Callable[[Carga], object]] = {
    "subir": lambda _: acciones.subir("otro.csv", POR_ENTIDAD + b"\n"),
    "decidir": lambda c: acciones.decidir(c.id, [("COLUMNA", "estado", "ignorar")]),
    "revisar": lambda c: acciones.revisar(c.id),
    "publicar": lambda c: acciones.publicar(c.id),
    "deshacer": lambda c: acciones.deshacer(c.id),
    "volver_a": lambda _: acciones.volver_a("origen"),
    "cancelar": lambda c: acciones.cancelar(c.id),
    "descartar": lambda c: acciones.descartar(c.id),
}


def test_sin_el_papel_de_edicion_ninguna_accion_cambia_un_byte(datos: Path, terminada: Terminada, monkeypatch: pytest.MonkeyPatch) -> None:
    carga = terminada(acciones.subir("a.csv", POR_ENTIDAD))
    antes = contenidos(datos)
    for quien in ("anónima", "sin sesión", "vencida", "lectura"):
        monkeypatch.setattr(guardia, "_identificar", lambda quien=quien: PERSONAS[quien])
        for nombre, accion in ACCIONES.items():
            with pytest.raises(ErrorAcceso):
                accion(carga)
            cambiados = {n: c for n, c in contenidos(datos).items() if antes.get(n) != c and not n.startswith("publicaciones/")}
            assert cambiados == {}, f"{quien} pudo {nombre}"
    assert {r["accion"] for r in bitacora.leer()} <= {"negada"}
    assert not any(r.name[0].isdigit() for r in (datos / "publicaciones").iterdir())


def test_de_solo_lectura_nadie_puede_ni_la_orden_que_corre_aparte(
    datos: Path, terminada: Terminada, monkeypatch: pytest.MonkeyPatch
) -> None:
    carga = terminada(acciones.subir("a.csv", POR_ENTIDAD))
    monkeypatch.setenv("APERTURA_SOLO_LECTURA", "1")
    antes = contenidos(datos)
    for accion in ACCIONES.values():
        with pytest.raises(ErrorAcceso, match="SOLO-LECTURA"):
            accion(carga)
    assert contenidos(datos) == antes
    # Aunque algo lanzara la orden por su cuenta, también ella lo comprueba.
    fines: list[proceso.Fin] = []
    original = str(lugares.carpeta_de(carga.id) / lugares.ORIGINAL)
    proceso.lanzar("f" * 16, datos / "corrida", ["importar", original, "--nombre=a_2023.csv"], fines.append)
    while not fines:
        time.sleep(0.05)
    assert fines[0].codigo == 2
    assert "sólo lectura" in fines[0].dicho
    assert publicaciones.vigente().id == "origen"


def test_la_orden_que_se_muere_no_deja_huerfanos_ni_publica_a_medias(
    datos: Path, terminada: Terminada, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proceso, "SEGUNDOS", 0.2)
    carga = terminada(acciones.subir("MGA 2021.csv", por_institucion(n=400)))
    assert carga.estado == FALLIDA
    assert "se detuvo; nada cambió" in carga.falla
    vivos = [p for p in Path("/proc").glob("[0-9]*/cmdline") if carga.id.encode() in _leer(p)]
    assert vivos == []


def _leer(ruta: Path) -> bytes:
    try:
        return ruta.read_bytes()
    except OSError:
        return b""


def test_el_resultado_de_otra_forma_o_danado_no_se_usa(datos: Path, terminada: Terminada) -> None:
    carga = terminada(acciones.subir("a.csv", POR_ENTIDAD))
    ruta = lugares.corrida_de(carga.id, carga.revision) / lugares.RESULTADO
    for malo in (b"", b"{", b"[]", json.dumps({**json.loads(ruta.read_bytes()), "forma": 99}).encode(), b"\xff"):
        ruta.write_bytes(malo)
        os.utime(ruta, ns=(time.time_ns(), time.time_ns()))
        assert leer_resultado(carga) is None
        with pytest.raises(ErrorApertura, match="todavía no se puede publicar"):
            acciones.publicar(carga.id)
