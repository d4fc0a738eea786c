"""El cliente de la prueba de carga contra el servidor de verdad: abre, filtra, descarga y no se traga un error."""

import asyncio

import httpx
import pytest

from bench.cliente import Fallo, Sesion


def test_una_sesion_abre_el_mapa_cambia_el_indicador_y_descarga(servidor: str) -> None:
    async def usar() -> tuple[list[str], int]:
        async with httpx.AsyncClient(timeout=60, trust_env=False) as cliente, Sesion(servidor, cliente) as sesion:
            await sesion.abrir("mapa", "indicador=GA")
            direcciones = [sesion.direccion]
            await sesion.elegir("w_indicador", "Transparencia")
            _, bytes_ = await sesion.descargar("p_descargar_mapa", "Datos \\(CSV")
            return [*direcciones, sesion.direccion], bytes_

    direcciones, bytes_ = asyncio.run(usar())
    assert [d.split("indicador=")[1].split("&")[0] for d in direcciones] == ["GA", "T"]
    assert bytes_ > 1_000


def test_lo_que_no_existe_es_un_fallo(servidor: str) -> None:
    async def usar() -> None:
        async with httpx.AsyncClient(timeout=60, trust_env=False) as cliente, Sesion(servidor, cliente) as sesion:
            await sesion.abrir("mapa")
            await sesion.elegir("w_que_no_hay", "nada")

    with pytest.raises(Fallo, match="w_que_no_hay"):
        asyncio.run(usar())


def test_a_quien_se_quedo_sin_su_servidor_otro_le_atiende_el_primer_clic(servidor: str) -> None:
    """El navegador se conecta al que haya y no vuelve a pedir la página: manda sólo lo que se movió."""

    async def usar() -> list[str]:
        async with httpx.AsyncClient(timeout=60, trust_env=False) as cliente, Sesion(servidor, cliente) as sesion:
            await sesion.abrir("mapa", "indicador=PG&tipo=municipio")
            direcciones = []
            for vista in ("Mosaico", "Barras"):
                await sesion.reconectar()
                await sesion.elegir("w_vista", vista)
                direcciones.append(sesion.direccion)
            return [*direcciones, sesion.titulo]

    mosaico, barras, titulo = asyncio.run(usar())
    assert mosaico.startswith("metrica=MGA&edicion=2017&indicador=PG&")
    assert "tipo=municipio" in mosaico
    assert "vista=mosaico" in mosaico
    assert barras == mosaico.replace("mosaico", "barras")
    assert titulo.startswith("Participación gubernamental por entidad, 2017")
