"""La lista de componentes (SBOM, CycloneDX 1.6) de lo que se instala para usar Apertura, hecha de la lista fijada y de lo instalado."""

import importlib.metadata
import json
import re
from pathlib import Path

from herramientas.entorno import RAIZ

LISTA = RAIZ / "requirements.txt"
NOMBRE = re.compile(r"^[A-Za-z0-9._-]+")


def fijadas(lista: Path = LISTA) -> dict[str, str]:
    """Nombre → versión de cada biblioteca de la lista, sea para la plataforma que sea."""
    return dict(re.findall(r"^([a-z0-9._-]+)==([^\s;\\]+)", lista.read_text(encoding="utf-8"), re.MULTILINE))


def escribir(salida: Path) -> int:
    """Escribe la lista y devuelve cuántos componentes tiene. Sin fecha ni azar: dos veces dan los mismos bytes."""
    hecha = documento()
    salida.parent.mkdir(parents=True, exist_ok=True)
    salida.write_text(json.dumps(hecha, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return len(hecha["components"])


def documento() -> dict:
    """El documento CycloneDX: cada biblioteca con el sha256 de sus archivos, su licencia y de qué depende."""
    versiones, huellas = fijadas(), _huellas()
    propia = {"type": "application", "name": "apertura", "version": _version(), "bom-ref": "apertura", "licenses": _una("MIT")}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": propia},
        "components": [_componente(nombre, version, huellas[nombre]) for nombre, version in versiones.items()],
        "dependencies": [
            {"ref": "apertura", "dependsOn": [_purl(n, versiones[n]) for n in _declaradas()]},
            *({"ref": _purl(n, v), "dependsOn": [_purl(d, versiones[d]) for d in _depende_de(n, versiones)]} for n, v in versiones.items()),
        ],
    }


def _componente(nombre: str, version: str, huellas: list[str]) -> dict:
    purl = _purl(nombre, version)
    return {
        "type": "library",
        "bom-ref": purl,
        "name": nombre,
        "version": version,
        "purl": purl,
        "hashes": [{"alg": "SHA-256", "content": huella} for huella in huellas],
        "licenses": _licencias(nombre),
    }


def _purl(nombre: str, version: str) -> str:
    return f"pkg:pypi/{nombre}@{version}"


def _huellas() -> dict[str, list[str]]:
    """Nombre → sha256 de cada archivo que se acepta instalar."""
    bloques = re.split(r"\n(?=\S)", LISTA.read_text(encoding="utf-8").strip())
    return {b.split("==")[0]: re.findall(r"--hash=sha256:([0-9a-f]{64})", b) for b in bloques}


def _declaradas() -> list[str]:
    return sorted(fijadas(LISTA.with_suffix(".in")))


def _depende_de(nombre: str, versiones: dict[str, str]) -> list[str]:
    try:
        requisitos = importlib.metadata.requires(nombre) or []
    except importlib.metadata.PackageNotFoundError:
        return []
    pedidas = {m[0].lower().replace("_", "-") for r in requisitos if "extra ==" not in r and (m := NOMBRE.match(r))}
    return sorted(pedidas & versiones.keys())


def _licencias(nombre: str) -> list[dict]:
    """La licencia que declara la biblioteca instalada; ninguna si en esta plataforma no se instala."""
    try:
        ficha = importlib.metadata.metadata(nombre)
    except importlib.metadata.PackageNotFoundError:
        return []
    if expresion := ficha.json.get("license_expression"):
        return [{"expression": expresion}]
    clases = [c.rsplit(" :: ", 1)[-1] for c in ficha.get_all("Classifier") or [] if c.startswith("License ::")]
    return [licencia for c in clases or [_escrita(nombre, str(ficha.json.get("license") or ""))] for licencia in _una(c)]


def _una(nombre: str) -> list[dict]:
    return [{"license": {"name": nombre}}] if nombre else []


def _escrita(nombre: str, declarada: str) -> str:
    """El primer renglón de lo declarado o, si no hay, del archivo de licencia que trae la biblioteca."""
    archivos = [a for a in importlib.metadata.files(nombre) or [] if a.name.upper().startswith("LICENSE")]
    return next((t.strip().split("\n")[0].strip() for t in [declarada, *(a.read_text() for a in archivos)] if t.strip()), "")


def _version() -> str:
    texto = (RAIZ / "apertura" / "__init__.py").read_text(encoding="utf-8")
    return (re.search(r'__version__ = "([^"]+)"', texto) or ["", "0"])[1]
