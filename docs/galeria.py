"""La galería de la documentación, hecha por el mismo código que las descargas:  python -m docs.galeria [--comparar]

Escribe `docs/galeria.md` y `docs/imagenes/galeria`: una imagen de cada página y, si este equipo tiene LibreOffice, una diapositiva de
cada clase, dibujada por él. Con `--comparar` no escribe nada: dice qué diapositiva ya no se ve como en la galería.
Las imágenes de página son además la referencia de `tests/exportacion/test_galeria.py`.
"""

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdf
from PIL import Image

from apertura import laminas
from apertura.catalogo import Catalogo, catalogo
from apertura.consultas import Motor, motor
from apertura.exportacion import imagen
from apertura.exportacion.estampa import Ajustes, estampar
from apertura.exportacion.exportar import exportar_varias
from apertura.graficas.tema import NombreTema
from apertura.laminas import Lamina, de_direccion
from docs.parecido import parecidas
from herramientas.entorno import RAIZ

DESTINO = RAIZ / "docs" / "imagenes" / "galeria"
HOY, ORIGEN = date(2026, 11, 25), "https://apertura.ejemplo.mx"
TAMANO, COLORES = (640, 360), 96
# Nombre → vista y tema.
MUESTRAS: dict[str, tuple[str, NombreTema]] = {
    "inicio": ("/#cifras", "claro"),
    "mapa": ("/mapa?indicador=T&entidad=20#mapa", "claro"),
    "barras": ("/mapa?indicador=PG&capa=brecha&vista=barras&entidad=20#mapa", "oscuro"),
    "mosaico": ("/mapa?capa=intervalo&vista=mosaico&entidad=14#mapa", "claro"),
    "entidad": ("/entidad?entidad=22#origen", "claro"),
    "sujeto": ("/sujeto?sujeto=22-MUN-016#pares", "oscuro"),
    "areas_de_oportunidad": ("/areas_de_oportunidad?en=19#pareto", "claro"),
    "comparar": ("/comparar?unidad=entidad.20&unidad=entidad.22&unidad=nacional#comparar", "claro"),
    "evolucion": ("/evolucion?unidad=nacional&unidad=entidad.11#evolucion", "claro"),
    "simulador": ("/simulador?simula=sujeto&sujeto=22-MUN-016&x=TC:p75#simulacion", "claro"),
    "datos": ("/datos?en=09#resultados", "claro"),
    "metodologia": ("/metodologia?seccion=comparabilidad#comparabilidad", "claro"),
}
DIAPOSITIVAS = ("mapa", "mosaico", "entidad", "sujeto", "comparar", "datos")


def componer(vigente: Motor, cat: Catalogo, nombre: str) -> Image.Image:
    """La imagen de una página, a un tercio del tamaño con que se proyecta."""
    lamina, como = _lamina(vigente, cat, nombre)
    hecha = imagen.de_lamina(lamina, "png", estampar(lamina, vigente.publicacion, como, "png"), como.tema, escala=TAMANO[0] / 1920)
    return _ligera(Image.open(io.BytesIO(hecha)))


def diapositivas(vigente: Motor, cat: Catalogo, libreoffice: str) -> Iterator[tuple[str, Image.Image]]:
    """Cada diapositiva, dibujada por LibreOffice. Lanza CalledProcessError o TimeoutExpired si él no puede."""
    with tempfile.TemporaryDirectory() as nombre:
        carpeta = Path(nombre)
        vistas = [de_direccion(MUESTRAS[una][0], cat)[0] for una in DIAPOSITIVAS]
        (carpeta / "a.pptx").write_bytes(exportar_varias(vigente, cat, vistas, "pptx", Ajustes("claro", HOY, ORIGEN)).contenido)
        perfil = f"-env:UserInstallation={(carpeta / 'perfil').as_uri()}"
        orden = [libreoffice, "--headless", perfil, "--convert-to", "pdf", "--outdir", nombre, str(carpeta / "a.pptx")]
        subprocess.run(orden, check=True, timeout=180, capture_output=True)
        subprocess.run(["pdftoppm", "-png", "-r", "96", "-scale-to-x", str(TAMANO[0]), "-scale-to-y", str(TAMANO[1]),
                        str(carpeta / "a.pdf"), str(carpeta / "d")], check=True, timeout=120)  # fmt: skip
        assert len(pypdf.PdfReader(carpeta / "a.pdf").pages) == len(DIAPOSITIVAS)
        for una, ruta in zip(DIAPOSITIVAS, sorted(carpeta.glob("d-*.png")), strict=True):
            yield una, _ligera(Image.open(ruta))


def en_markdown() -> str:
    """`docs/galeria.md`: cada imagen con la orden que la hace."""
    partes = [_seccion(nombre) for nombre in MUESTRAS]
    laminas_ = "\n\n".join(f"![Diapositiva de {nombre}](imagenes/galeria/diapositiva_{nombre}.png)" for nombre in DIAPOSITIVAS)
    return (
        "# Galería\n\nLa escribe `python -m docs.galeria` con el código de las descargas. Cada imagen va a un tercio de su tamaño.\n\n"
        f"{''.join(partes)}## En una presentación\n\nAsí las dibuja LibreOffice; todo es nativo y se puede editar.\n\n{laminas_}\n"
    )


def _lamina(vigente: Motor, cat: Catalogo, nombre: str) -> tuple[Lamina, Ajustes]:
    direccion, tema = MUESTRAS[nombre]
    return laminas.lamina(vigente, cat, de_direccion(direccion, cat)[0], tema), Ajustes(tema, HOY, ORIGEN)


def _seccion(nombre: str) -> str:
    direccion, tema = MUESTRAS[nombre]
    opcion = "" if tema == "claro" else f" --tema {tema}"
    return (
        f"![Ejemplo de {nombre}](imagenes/galeria/{nombre}.png)\n\n"
        f"```bash\npython -m apertura exportar --vista '{direccion}' --formato png{opcion}\n```\n\n"
    )


def _libreoffice() -> str | None:
    """La orden de LibreOffice, si están él y con qué volver imagen su PDF."""
    return shutil.which("soffice") if shutil.which("pdftoppm") else None


def _ligera(hecha: Image.Image) -> Image.Image:
    return hecha.convert("RGB").quantize(COLORES, dither=Image.Dither.NONE)


def escribir() -> None:
    """Guarda todo; sin LibreOffice, las diapositivas quedan como estaban."""
    vigente = motor()
    cat, libreoffice = catalogo(vigente), _libreoffice()
    DESTINO.mkdir(parents=True, exist_ok=True)
    for nombre in MUESTRAS:
        componer(vigente, cat, nombre).save(DESTINO / f"{nombre}.png", optimize=True)
    for nombre, hecha in diapositivas(vigente, cat, libreoffice) if libreoffice else ():
        hecha.save(DESTINO / f"diapositiva_{nombre}.png", optimize=True)
    (RAIZ / "docs" / "galeria.md").write_text(en_markdown(), encoding="utf-8")
    print(f"Galería escrita{'' if libreoffice else ', sin diapositivas: faltan LibreOffice o pdftoppm'}.")


def comparar() -> int:
    """Dice qué diapositiva cambió de aspecto; 1 si alguna, 2 si no hay con qué dibujarlas."""
    vigente, libreoffice = motor(), _libreoffice()
    if not libreoffice:
        print("Faltan LibreOffice o pdftoppm: no hay con qué dibujar las diapositivas.")
        return 2
    hechas = diapositivas(vigente, catalogo(vigente), libreoffice)
    distintas = [nombre for nombre, hecha in hechas if not parecidas(Image.open(DESTINO / f"diapositiva_{nombre}.png"), hecha)]
    print(f"Cambiaron: {', '.join(distintas)}." if distintas else "Todas las diapositivas se ven como en la galería.")
    return 1 if distintas else 0


if __name__ == "__main__":
    sys.exit(comparar() if sys.argv[1:] == ["--comparar"] else escribir())
