"""Traer una base oficial de principio a fin en un Chromium real: subirla, decidir, publicarla, verla en el mapa y deshacerla."""

import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from apertura.publicaciones.lugares import BITACORA
from tests.cargas.archivos import POR_ENTIDAD, por_institucion
from tests.conftest import vigilar
from tests.navegador.recorrer import ESPERA, con_mapa, leidas, lista, titulo
from tests.servidores import servidor_en_marcha

pytestmark = pytest.mark.navegador
LARGA = 60_000
Archivo = dict[str, str | bytes]


@pytest.fixture(scope="module")
def datos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("datos")


@pytest.fixture(scope="module")
def servidor(datos: Path) -> Iterator[str]:
    """Un servidor con su propia carpeta de datos: aquí sí se publica."""
    with servidor_en_marcha(APERTURA_DATOS=str(datos)) as url:
        yield url


def archivo(nombre: str, contenido: bytes) -> Archivo:
    return {"name": nombre, "mimeType": "text/csv", "buffer": contenido}


def subir(pagina: Page, url: str, nombre: str, contenido: bytes) -> None:
    pagina.goto(f"{url}/cargar")
    lista(pagina).locator("input[type=file]").set_input_files(archivo(nombre, contenido))  # pyright: ignore[reportArgumentType]
    expect(pagina.get_by_role("radiogroup", name="Paso")).to_be_visible(timeout=LARGA)
    lista(pagina)


def tocar(pagina: Page, boton: str) -> None:
    pagina.get_by_role("button", name=boton, exact=True).click()


def ir_a(pagina: Page, paso: str) -> None:
    pagina.get_by_role("radio", name=paso, exact=True).click()
    pagina.wait_for_url(re.compile(rf"[?&]paso={paso.lower()}"))  # hasta que la dirección lo dice, recargar volvería al de antes
    lista(pagina)


def ver(pagina: Page, texto: str) -> None:
    expect(pagina.get_by_text(texto).first).to_be_visible(timeout=LARGA)


def de_la_bitacora(datos: Path) -> list[str]:
    bitacora = datos / "publicaciones" / BITACORA
    return [json.loads(linea)["accion"] for linea in bitacora.read_text("utf-8").splitlines()] if bitacora.exists() else []


def test_de_la_base_en_el_disco_al_mapa_y_de_regreso(servidor: str, pestana: Page, datos: Path) -> None:
    pestana.goto(f"{servidor}/datos")
    lista(pestana).get_by_role("link", name="Cargar una base").click()
    titulo(pestana, "Cargar una base oficial")
    subir(pestana, servidor, "MGA 2021 base.csv", por_institucion(n=300, nuevas=3))
    ver(pestana, "Falta decidir 3 cosas")
    tocar(pestana, "Agregar al catálogo todas las nuevas")
    ver(pestana, "Listo para publicar")
    expect(lista(pestana).locator("[data-testid=stVegaLiteChart] svg.marks")).to_have_count(2, timeout=ESPERA)
    ver(pestana, "Nacional: 0.48 (publicada)")
    ver(pestana, "(calculada de sus instituciones)")
    ir_a(pestana, "Publicar")
    pestana.reload()  # a medio camino: la dirección dice en qué iba
    lista(pestana)
    tocar(pestana, "Publicar")
    ver(pestana, "Se publicó la versión 0001-")
    pestana.get_by_role("link", name="Ver el mapa de MGA 2021").click()
    titulo(pestana, "Gobierno Abierto por entidad, 2021")
    ver(pestana, "303 de 1,365 instituciones")
    assert sum(not texto.endswith(": sin dato") for texto in leidas(con_mapa(pestana))) > 9, "más que las nueve publicadas"
    pestana.go_back()
    titulo(pestana, "Cargar una base oficial")
    tocar(pestana, "Deshacer")
    ver(pestana, "Se deshizo: se muestra otra vez lo que había antes")
    pestana.goto(f"{servidor}/mapa?metrica=MGA&edicion=2021&indicador=GA")
    assert sum(not texto.endswith(": sin dato") for texto in leidas(con_mapa(pestana))) == 9
    assert de_la_bitacora(datos) == ["publicada", "revertida"]


def test_dos_pestanas_con_el_mismo_archivo_lo_publican_una_sola_vez(
    servidor: str, pestana: Page, contexto: BrowserContext, datos: Path
) -> None:
    subir(pestana, servidor, "base_2023.csv", POR_ENTIDAD)
    otra = contexto.new_page()
    problemas: list[str] = []
    vigilar(otra, problemas)
    otra.goto(pestana.url)
    for pagina in (pestana, otra):
        ir_a(lista(pagina), "Publicar")
    antes = de_la_bitacora(datos).count("publicada")
    for pagina in (pestana, otra):
        tocar(pagina, "Publicar")
    for pagina in (pestana, otra):
        ver(pagina, "Se publicó la versión")
    otra.close()
    assert problemas == []
    assert de_la_bitacora(datos).count("publicada") == antes + 1
    tocar(pestana, "Deshacer")
    ver(pestana, "Se deshizo")


def test_un_archivo_que_no_es_una_base_lo_dice_y_se_puede_subir_otro(servidor: str, pestana: Page) -> None:
    subir(pestana, servidor, "<img src=x onerror=alert(1)>.csv", b"PK\x03\x04" + bytes(range(256)) * 8)
    ver(pestana, "El libro está incompleto o dañado")
    tocar(pestana, "Cargar otro archivo")
    lista(pestana).locator("input[type=file]").set_input_files(archivo("foto.png", b"\x89PNG\r\n\x1a\n" + b"x" * 99))  # pyright: ignore[reportArgumentType]
    ver(pestana, "No se aceptan archivos de este tipo: imagen")


def test_una_subida_cortada_no_deja_rastro_y_volver_a_subir_funciona(servidor: str, contexto: BrowserContext, datos: Path) -> None:
    """A17: se corta la conexión a la mitad del archivo, de verdad y en el servidor."""
    pagina = contexto.new_page()  # sin vigilar: el navegador anota en su consola la petición cortada, que es lo que se prueba
    antes = sorted((datos / "cargas").glob("*"))
    contenido = por_institucion(n=60, semilla=7)
    respuestas: list[bytes] = []

    def cortar(ruta: Route) -> None:
        respuestas.append(_mandar_la_mitad(ruta.request.url, ruta.request.all_headers(), contenido))
        ruta.abort()

    pagina.goto(f"{servidor}/cargar")
    pagina.route("**/_stcore/upload_file/**", cortar)
    lista(pagina).locator("input[type=file]").set_input_files(archivo("MGA 2019.csv", contenido))  # pyright: ignore[reportArgumentType]
    expect(pagina.get_by_role("alert")).to_contain_text("Se cortó la conexión a medio subir. Inténtelo otra vez.", timeout=ESPERA)
    assert respuestas == [b""], "se cortó antes de que el servidor pudiera contestar"
    assert sorted((datos / "cargas").glob("*")) == antes
    pagina.unroute("**/_stcore/upload_file/**")
    subir(pagina, servidor, "MGA 2019.csv", contenido)
    ver(pagina, "Listo para publicar")
    pagina.close()


def _mandar_la_mitad(url: str, cabeceras: dict[str, str], contenido: bytes) -> bytes:
    """Empieza a subir el archivo y cuelga a la mitad; lo que haya contestado el servidor hasta entonces."""
    partes = urlsplit(url)
    propias = {k: v for k, v in cabeceras.items() if not k.startswith(":") and k not in ("content-length", "host")}
    frontera = propias["content-type"].partition("boundary=")[2]
    cuerpo = f'--{frontera}\r\nContent-Disposition: form-data; name="x.csv"; filename="x.csv"\r\nContent-Type: text/csv\r\n\r\n'.encode()
    peticion = [f"PUT {partes.path} HTTP/1.1", f"Host: {partes.netloc}", *(f"{k}: {v}" for k, v in propias.items())]
    largo = f"Content-Length: {len(cuerpo) + len(contenido) + len(frontera) + 8}"
    with socket.create_connection((partes.hostname or "", partes.port or 0), timeout=5) as enchufe:
        enchufe.sendall("\r\n".join([*peticion, largo, "", ""]).encode() + cuerpo + contenido[: len(contenido) // 2])
        enchufe.settimeout(1)
        try:
            return enchufe.recv(1000)
        except TimeoutError:
            return b""
