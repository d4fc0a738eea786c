"""Revisa las bibliotecas fijadas en requirements.txt. Se corre con el Python de .venv; `auditar` usa pip-audit, que instala probar.py:

    .venv/bin/python -m herramientas.dependencias auditar         busca fallas de seguridad conocidas en cada una
    .venv/bin/python -m herramientas.dependencias sbom [ARCHIVO]  lista de componentes CycloneDX, con huellas y licencias

`auditar` termina con 0 sólo si cada biblioteca se pudo revisar y ninguna tiene fallas; con 1 si alguna las tiene; y con 3
si alguna no se pudo revisar (por ejemplo, sin red): entonces no se sabe, y no saberlo no es estar bien.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from herramientas import componentes
from herramientas.componentes import fijadas
from herramientas.entorno import RAIZ

SALIDA = RAIZ / "salidas" / "sbom.json"
BIEN, CON_FALLAS, NO_SE_ENTENDIO, NO_AUDITADO = 0, 1, 2, 3


def principal(argumentos: list[str]) -> int:
    """Corre la orden pedida."""
    if argumentos[:1] == ["auditar"] and len(argumentos) <= 2:
        return auditar(*argumentos[1:])
    if argumentos[:1] == ["sbom"] and len(argumentos) <= 2:
        print(f"{componentes.escribir(Path(argumentos[1]) if argumentos[1:] else SALIDA)} componentes.")
        return BIEN
    print(__doc__, file=sys.stderr)
    return NO_SE_ENTENDIO


def auditar(servicio: str | None = None) -> int:
    """Pregunta por cada biblioteca, todas sin excepción. `servicio`: dirección de una base OSV propia."""
    esperadas = fijadas()
    codigo, texto = juzgar(_preguntar(esperadas, servicio), esperadas)
    print(texto)
    return codigo


def juzgar(respuesta: str, esperadas: dict[str, str]) -> tuple[int, str]:
    """Código y explicación de lo que contestó pip-audit (JSON). Lo que no venga, o venga sin revisar, no cuenta como bueno."""
    try:
        hallados = {str(d["name"]).lower(): d for d in json.loads(respuesta)["dependencies"]}
    except (ValueError, KeyError, TypeError):
        return NO_AUDITADO, "NO AUDITADO: no se pudo consultar la base de fallas conocidas. Repita con conexión a internet."
    malas = [f"{n} {esperadas[n]}: {v['id']}" for n, d in sorted(hallados.items()) if n in esperadas for v in d.get("vulns", [])]
    sin_revisar = [n for n in esperadas if "vulns" not in hallados.get(n, {})]
    if malas:
        return CON_FALLAS, "CON FALLAS CONOCIDAS:\n" + "\n".join(malas)
    if sin_revisar or not esperadas:
        cuantas = f"{len(sin_revisar)} de {len(esperadas)}"
        return NO_AUDITADO, f"NO AUDITADO: {cuantas} bibliotecas no se pudieron revisar: {', '.join(sin_revisar[:10])}…"
    return BIEN, f"{len(esperadas)} bibliotecas revisadas; ninguna falla conocida."


def _preguntar(esperadas: dict[str, str], servicio: str | None) -> str:
    """Lo que contesta pip-audit; vacío si no pudo."""
    with tempfile.TemporaryDirectory() as carpeta:
        lista = Path(carpeta) / "lista.txt"
        # Sin condiciones de plataforma: también se revisa lo que sólo se instala en otra.
        lista.write_text("".join(f"{nombre}=={version}\n" for nombre, version in esperadas.items()), encoding="utf-8")
        orden = [
            sys.executable,
            "-m",
            "pip_audit",
            "-r",
            str(lista),
            "--no-deps",
            "--disable-pip",
            "-f",
            "json",
            "--progress-spinner",
            "off",
        ]
        if servicio:
            orden += ["-s", "osv", "--osv-url", servicio]
        return subprocess.run(orden, capture_output=True, text=True, cwd=carpeta).stdout


if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
