"""Abrir una página sin navegador, leer lo que dice y tocar su gráfica."""

import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from streamlit.testing.v1 import AppTest

from apertura.rutas import RAIZ

PAGINAS = (
    "inicio", "mapa", "entidad", "sujeto", "areas_de_oportunidad", "comparar", "evolucion", "simulador", "sesion", "datos", "metodologia",
)  # fmt: skip
ESPERA = 60
INGLES = re.compile(
    r"\b(the|this|that|with|from|choose|select|search|show|hide|close|open|download|loading|press|enter|clear|remove|page|"
    r"sort|value|name|state|year|index|none|true|false|null|nan|undefined|traceback|exception|warning|label|count|mean|"
    r"average|score|rank|file|source|table|chart|filter|help|settings|about|empty)\b",
    re.IGNORECASE,
)
# Rutas, direcciones y nombres de archivo o de columna no son prosa.
_NO_ES_PROSA = re.compile(r"(?-i:SELECT)|https?://\S+|\S*/\S*|\b\w+\.(csv|parquet|json|toml|sql|md)\b|`[^`]*`|\b\w+_\w+\b")


def abrir(pagina: str, **parametros: str | list[str]) -> AppTest:
    """La página ya corrida, con esos parámetros en la dirección."""
    prueba = AppTest.from_file(str(RAIZ / "app.py"), default_timeout=ESPERA)
    for clave, valor in parametros.items():
        prueba.query_params[clave] = valor
    if pagina != "inicio":
        prueba.switch_page(f"pages/{pagina}.py")
    return prueba.run()


def direccion(prueba: AppTest) -> dict[str, str | list[str]]:
    """Los parámetros de la dirección, sin métrica, edición ni indicador si son los comunes."""
    comunes = {"metrica": "MGA", "edicion": "2017", "indicador": "GA"}
    sueltos = {c: v[0] if isinstance(v, list) and len(v) == 1 else v for c, v in prueba.query_params.items()}
    return {clave: valor for clave, valor in sueltos.items() if comunes.get(clave) != valor}


def textos(prueba: AppTest) -> list[str]:
    """Todo lo que lee una persona: textos, etiquetas, ayudas, opciones y encabezados de tabla."""
    return [texto for elemento in prueba.main for texto in _de_elemento(elemento) if texto]


def en_ingles(prueba: AppTest) -> list[str]:
    """Los textos que parecen inglés."""
    return [texto for texto in textos(prueba) if INGLES.search(_NO_ES_PROSA.sub(" ", texto))]


def titulos(prueba: AppTest) -> list[str]:
    """Los encabezados de primer nivel, se escriban como se escriban."""
    en_markdown = [linea[2:] for m in prueba.markdown for linea in str(m.value).splitlines() if linea.startswith("# ")]
    return [str(titulo.value) for titulo in prueba.title] + en_markdown


def tocar(prueba: AppTest, grafica: str, evento: object) -> AppTest:
    """Lo que manda el navegador cuando alguien toca la gráfica `grafica`: `evento` puede ser cualquier cosa."""
    elementos = [g for g in prueba.get("vega_lite_chart") if g.proto.id.endswith(f"-g_{grafica}")]
    estados = prueba._tree.get_widget_states()
    nuevo = estados.widgets.add()
    nuevo.id = elementos[0].proto.id
    nuevo.string_value = json.dumps(evento)
    return prueba._run(estados)


def toque(clave: str, turno: int = 0, seleccion: str = "entidad", campo: str = "cve_ent") -> dict[str, object]:
    """El evento de un toque bien hecho; `turno` es el que traían los datos pintados."""
    return {"selection": {seleccion: [{campo: clave, "turno": turno}]}}


def turno(prueba: AppTest) -> int:
    """El turno que llevan los datos de la primera gráfica."""
    conjuntos = prueba.get("vega_lite_chart")[0].proto.datasets
    datos = next(conjunto for conjunto in conjuntos if conjunto.name == "d").data.data
    return pa.ipc.open_stream(io.BytesIO(datos)).read_all().column("turno")[0].as_py()


def _de_elemento(elemento: Any) -> Iterator[str]:
    for atributo in ("label", "value", "help", "placeholder"):
        valor = getattr(elemento, atributo, None)
        if isinstance(valor, str) and elemento.type != "code" and not valor.startswith("<style"):
            yield valor
    yield from map(str, getattr(elemento, "options", None) or ())
    if elemento.type == "arrow_data_frame":
        for columna in json.loads(elemento.proto.columns).values():
            yield from (columna.get("label") or "", columna.get("help") or "")
    if elemento.type == "vega_lite_chart":
        yield elemento.proto.alt
