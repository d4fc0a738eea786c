"""Mil bits cambiados en una publicación: los mil se detectan y nunca se muestran."""

import os
import random
from pathlib import Path

import pytest

from apertura import consultas, rutas
from apertura.errores import ErrorPublicacion
from apertura.publicaciones import lectura

VOLTEOS = 1000


def voltear(ruta: Path, byte: int, bit: int) -> None:
    """Cambia un bit en su lugar; hacerlo otra vez lo repone."""
    with ruta.open("r+b") as archivo:
        archivo.seek(byte)
        valor = archivo.read(1)[0]
        archivo.seek(byte)
        archivo.write(bytes([valor ^ (1 << bit)]))


def test_mil_bits_cambiados_en_cualquier_archivo_de_la_version_se_detectan_todos(tres: list[str]) -> None:
    azar, id_ = random.Random(2017), tres[-1]
    archivos = sorted((rutas.publicaciones() / id_).iterdir())
    assert {"manifiesto.json", "dictamen.json", "resultados.parquet"} <= {ruta.name for ruta in archivos}
    for _ in range(VOLTEOS):
        ruta = azar.choice(archivos)
        donde = azar.randrange(ruta.stat().st_size), azar.randrange(8)
        voltear(ruta, *donde)
        with pytest.raises(ErrorPublicacion):
            lectura.abrir(id_)
        voltear(ruta, *donde)
    lectura.abrir(id_)


def test_cualquier_bit_cambiado_en_vigente_se_detecta_y_se_muestra_la_ultima(tres: list[str]) -> None:
    ruta = rutas.publicaciones() / "VIGENTE"
    for byte in range(ruta.stat().st_size):
        for bit in range(8):
            voltear(ruta, byte, bit)
            vigente = lectura.vigente()
            assert vigente.aviso
            assert vigente.id == tres[-1]
            voltear(ruta, byte, bit)
    assert not lectura.vigente().aviso


def test_lo_danado_no_llega_al_motor_y_al_repararlo_vuelve(tres: list[str]) -> None:
    azar = random.Random(2023)
    for archivo in ("resultados.parquet", "manifiesto.json", "dictamen.json", "tipos.parquet"):
        ruta = rutas.publicaciones() / tres[-1] / archivo
        consultas._VIGENTE.clear()  # como al arrancar: sin una copia ya comprobada en memoria
        donde = azar.randrange(ruta.stat().st_size), azar.randrange(8)
        voltear(ruta, *donde)
        os.utime(ruta, ns=(azar.randrange(10**18), azar.randrange(10**18)))
        publicacion = consultas.motor().publicacion
        assert (publicacion.id, bool(publicacion.aviso)) == (tres[-2], True)
        voltear(ruta, *donde)
        os.utime(ruta, ns=(azar.randrange(10**18), azar.randrange(10**18)))
        assert consultas.motor().publicacion.id == tres[-1]
