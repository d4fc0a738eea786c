"""Dibujar en otro proceso da los mismos bytes, no detiene a éste y se repone si muere."""

import threading
import time
from collections.abc import Iterator

import pytest
import vl_convert

from apertura.errores import ErrorApertura
from apertura.exportacion.dibujante import Dibujante
from apertura.exportacion.imagen import VEGA

ESPECIFICACION = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "datasets": {"d": [{"e": f"Entidad {n}", "v": n / 7, "nada": None} for n in range(400)]},
    "data": {"name": "d"},
    "mark": "bar",
    "encoding": {"y": {"field": "e"}, "x": {"field": "v", "type": "quantitative", "title": "Índice «año»"}},
}


@pytest.fixture(scope="module")
def dibujante() -> Iterator[Dibujante]:
    uno = Dibujante()
    yield uno
    uno._vivo().kill()


def test_da_lo_mismo_que_dibujar_aqui(dibujante: Dibujante) -> None:
    svg = dibujante.vegalite_to_svg(ESPECIFICACION, format_locale="es-MX", allowed_base_urls=[])
    assert "Índice «año»" in svg
    assert dibujante.svg_to_png(svg, scale=0.5) == vl_convert.svg_to_png(svg, scale=0.5)


def test_mientras_dibuja_los_demas_hilos_siguen(dibujante: Dibujante) -> None:
    """Cuenta vueltas de otro hilo, no milisegundos: si el intérprete quedara retenido, no daría ninguna."""
    vueltas: list[int] = []
    hilo = threading.Thread(target=lambda: dibujante.vegalite_to_svg(ESPECIFICACION))
    hilo.start()
    while hilo.is_alive():
        vueltas.append(1)
        time.sleep(0.001)
    assert len(vueltas) > 5


def test_lo_que_no_se_puede_dibujar_es_un_error_y_el_siguiente_sale_bien(dibujante: Dibujante) -> None:
    with pytest.raises(ErrorApertura, match="no se pudo dibujar"):
        dibujante.vegalite_to_svg({"mark": "no existe"})
    assert dibujante.vega_to_svg({"$schema": VEGA, "width": 1, "height": 1, "marks": []}).startswith("<svg")


def test_si_muere_el_siguiente_pedido_inicia_otro(dibujante: Dibujante) -> None:
    vivo = dibujante._vivo()
    vivo.kill()
    vivo.wait(30)
    assert dibujante.vega_to_svg({"$schema": VEGA, "width": 1, "height": 1, "marks": []}).startswith("<svg")
