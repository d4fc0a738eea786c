"""El archivo: completo, siempre los mismos bytes, sin nada que pedir de fuera y abierto desde el disco."""

import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import polars as pl
import pytest
from playwright.sync_api import Browser, expect

from apertura.archivo import hacer as modulo
from apertura.archivo import paginas
from apertura.archivo.hacer import Encargo, archivo, pedidas
from apertura.archivo.hoja import documento
from apertura.archivo.manifiesto import comprobar
from apertura.catalogo import Catalogo
from apertura.cli import principal
from apertura.consultas import Motor
from apertura.errores import ErrorPublicacion, ErrorSeleccion
from apertura.exportacion.estampa import Ajustes
from apertura.exportacion.sello import leer_fichas
from apertura.lotes.hacer import Hecha
from tests.exportacion.ejemplos import HOSTILES

AJUSTES = Ajustes(hoy=date(2026, 11, 25), origen="https://ejemplo.mx")
PAGINAS = ("index.html", "mapa.html", "metodo.html")
Hacer = Callable[..., list[Hecha]]


@pytest.fixture(scope="module")
def hacer(vigente: Motor, cat: Catalogo) -> Hacer:
    """Un archivo con las tres primeras fichas de Colima; lo demás, completo."""

    def con_tres(salida: Path, al_terminar: Callable[[Hecha], None] = lambda _: None, ajustes: Ajustes = AJUSTES) -> list[Hecha]:
        with pytest.MonkeyPatch.context() as parche:
            parche.setattr(modulo, "pedidas", lambda *dados: pedidas(*dados)[:3])
            return archivo(vigente, cat, Encargo(salida, ["06"], ajustes), al_terminar)

    return con_tres


@pytest.fixture(scope="module")
def carpeta(hacer: Hacer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    salida = tmp_path_factory.mktemp("archivo") / "apertura"
    assert [ficha.estado for ficha in hacer(salida)] == ["hecha"] * 3
    return salida


def contenidos(carpeta: Path) -> dict[str, bytes]:
    return {ruta.relative_to(carpeta).as_posix(): ruta.read_bytes() for ruta in carpeta.rglob("*") if ruta.is_file()}


class Partes(HTMLParser):
    """Etiquetas y direcciones que un navegador vería."""

    def __init__(self, texto: str) -> None:
        super().__init__()
        self.etiquetas: list[str] = []
        self.direcciones: list[str] = []
        self.atributos: set[str] = set()
        self.feed(texto)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.etiquetas.append(tag)
        self.atributos |= {nombre for nombre, _ in attrs}
        self.direcciones += [valor or "" for nombre, valor in attrs if nombre in ("href", "src")]


def test_todo_enlace_lleva_a_algo_que_esta_en_el_archivo(carpeta: Path) -> None:
    vistos = 0
    for nombre in PAGINAS:
        for direccion in Partes((carpeta / nombre).read_text(encoding="utf-8")).direcciones:
            if not direccion.startswith("#"):
                assert (carpeta / unquote(direccion)).exists(), direccion
                vistos += 1
    assert vistos > 15


def test_ninguna_pagina_puede_pedir_nada_ni_correr_otro_guion(carpeta: Path) -> None:
    for nombre in PAGINAS:
        texto = (carpeta / nombre).read_text(encoding="utf-8")
        partes = Partes(texto)
        assert "default-src 'none'" in texto
        assert partes.etiquetas.count("script") == (1 if nombre == "index.html" else 0)
        assert not {"img", "iframe", "link", "object"} & set(partes.etiquetas)
        assert {f for f in re.findall(r"url\(([^)]{0,20})", texto) if not f.startswith("data:font/ttf;")} == set()


def test_lleva_datos_diccionario_fichas_mapa_metodo_licencias_y_huellas(carpeta: Path, vigente: Motor) -> None:
    hay = contenidos(carpeta)
    assert {*PAGINAS, "LEEME.txt", "manifiesto.json", "SHA256SUMS.txt", "documentos/LICENSE.txt", "datos/diccionario.txt"} <= set(hay)
    for tabla, ruta in vigente.publicacion.tablas.items():
        assert hay[f"datos/publicacion/{ruta.name}"] == ruta.read_bytes()
        assert pl.read_csv(hay[f"datos/csv/{tabla}.csv"], infer_schema=False).height == pl.read_parquet(ruta).height
    assert hay["datos/instituciones_MGA_2017.csv"].count(b"\r\n") > 908
    fichas = [contenido for ruta, contenido in hay.items() if ruta.endswith(".pdf")]
    assert [len(leer_fichas(contenido)) for contenido in fichas] == [1, 1, 1]
    assert "Este archivo sólo lleva las fichas de Colima." in hay["LEEME.txt"].decode()
    manifiesto = json.loads(hay["manifiesto.json"])
    assert (manifiesto["publicacion"], manifiesto["fecha"]) == (vigente.publicacion.version, "2026-11-25")
    assert set(manifiesto["archivos"]) == set(hay) - {"manifiesto.json", "SHA256SUMS.txt"}


def test_el_mapa_y_el_metodo_dicen_lo_que_dicen_las_paginas(carpeta: Path, cat: Catalogo) -> None:
    mapa = (carpeta / "mapa.html").read_text(encoding="utf-8")
    mapas = mapa.count("<section ")
    assert mapas > 10
    assert [nombre for nombre in cat.entidades.values() if mapa.count(f"<title>{nombre}") < mapas] == []
    assert "MJA 2023 · Justicia Abierta (publicado)" in mapa
    metodo = (carpeta / "metodo.html").read_text(encoding="utf-8")
    assert all(edicion.nombre in metodo for edicion in cat.ediciones.values())


def test_interrumpido_sigue_y_en_zip_salen_los_mismos_bytes(hacer: Hacer, carpeta: Path, tmp_path: Path) -> None:
    salida = tmp_path / "otro.zip"

    def cortar(_: Hecha) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        hacer(salida, cortar)
    assert [ruta.name for ruta in tmp_path.iterdir()] == ["otro.zip.partes"]
    (tmp_path / "otro.zip.partes" / "sobra.txt").write_text("de un intento anterior")
    assert [ficha.estado for ficha in hacer(salida)] == ["estaba", "hecha", "hecha"]
    assert [ruta.name for ruta in tmp_path.iterdir()] == ["otro.zip"]
    with zipfile.ZipFile(salida) as paquete:
        assert {nombre: paquete.read(nombre) for nombre in paquete.namelist()} == contenidos(carpeta)
        assert {ficha.date_time for ficha in paquete.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert comprobar(salida) == []


def test_se_sabe_que_falta_que_cambio_y_que_sobra(carpeta: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copia = tmp_path / "copia"
    for ruta, contenido in contenidos(carpeta).items():
        (copia / ruta).parent.mkdir(parents=True, exist_ok=True)
        (copia / ruta).write_bytes(contenido)
    assert principal(["archivo", "--comprobar", str(copia)]) == 0
    assert "Completo e intacto" in capsys.readouterr().out
    (copia / "mapa.html").unlink()
    (copia / "nuevo.txt").write_text("x")
    cambiado = copia / "datos" / "diccionario.txt"
    cambiado.write_bytes(cambiado.read_bytes().replace(b"a", b"e", 1))
    assert principal(["archivo", "--comprobar", str(copia)]) == 1
    dicho = capsys.readouterr().out
    assert dicho == "Falta: mapa.html\nCambió: datos/diccionario.txt\nSobra: nuevo.txt\n3 defectos en «copia».\n"
    with pytest.raises(ErrorPublicacion, match="manifiesto"):
        comprobar(tmp_path)


def test_no_se_escribe_donde_ya_hay_algo_ni_sin_decir_donde(hacer: Hacer, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mio.txt").write_text("mío")
    with pytest.raises(ErrorSeleccion, match="ya tiene algo"):
        hacer(tmp_path)
    assert (tmp_path / "mio.txt").read_text() == "mío"
    assert principal(["archivo"]) == 2
    assert "--salida" in capsys.readouterr().err


@pytest.mark.parametrize("dicho", [*HOSTILES, "</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_ningun_nombre_se_vuelve_html(vigente: Motor, cat: Catalogo, dicho: str) -> None:
    una = pedidas(vigente, cat, ["06"])[1]
    hecha = Hecha(replace(una, nombre=dicho), "MGA_2017/x.pdf", "hecha")
    partes = Partes(paginas.indice(cat, [hecha], dicho, paginas.pie(cat, dicho), dicho))
    assert partes.etiquetas.count("script") == 1
    assert not {"img", "iframe", "svg"} & set(partes.etiquetas)
    assert not [atributo for atributo in partes.atributos if atributo.startswith("on")]
    assert documento("x", "", guion="1").count("script-src 'sha256-") == 1


@pytest.mark.navegador
def test_se_abre_desde_el_disco_se_busca_y_se_elige_mapa(carpeta: Path, navegador: Browser) -> None:
    pagina = navegador.new_page(viewport={"width": 390, "height": 844})
    problemas: list[str] = []
    pagina.on("console", lambda mensaje: problemas.extend([mensaje.text] if mensaje.type in ("error", "warning") else []))
    pagina.on("request", lambda peticion: problemas.extend([] if peticion.url.startswith(("file:", "data:")) else [peticion.url]))
    pagina.goto((carpeta / "index.html").as_uri())
    pagina.get_by_label("Buscar por nombre").fill("colima SECRETARIA")
    expect(pagina.locator("#hallados")).not_to_be_empty()
    pagina.get_by_label("Buscar por nombre").fill("nadie se llama así")
    expect(pagina.locator("#hallados")).to_have_text("Nada se llama así. Pruebe con menos letras.")
    assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth && document.fonts.check('16px \"Public Sans\"')")
    pagina.get_by_role("link", name="Mapas").click()
    expect(pagina.get_by_role("heading", name="MGA 2017 · Gobierno Abierto")).to_be_visible()
    pagina.get_by_text("MGA 2017 · Participación", exact=True).first.click()
    expect(pagina.get_by_role("heading", name="MGA 2017 · Participación", exact=True)).to_be_visible()
    expect(pagina.get_by_role("heading", name="MGA 2017 · Gobierno Abierto")).to_be_hidden()
    pagina.close()
    assert problemas == []
