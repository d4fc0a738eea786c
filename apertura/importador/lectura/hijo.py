"""El proceso que lee: se pone sus propios límites antes de tocar el archivo y deja el resultado en una carpeta.

Se corre con `python -I hijo.py RAIZ CARPETA`; la petición está en `CARPETA/peticion.json`. Lo que deja: `resultado.json` y
un Arrow IPC por pedazo de hoja. Nada de lo que deja se ejecuta al leerlo.
"""

import json
import os
import sys
from pathlib import Path


def principal(carpeta: Path) -> None:
    """Lee lo pedido; un rechazo también es un resultado. Si se acaba la memoria, muere sin dejar resultado."""
    peticion = json.loads((carpeta / "peticion.json").read_text(encoding="utf-8"))
    limitar(**{k: peticion["limites"][k] for k in ("memoria", "cpu", "archivo")})
    from apertura.importador.lectura.codigos import Rechazo
    from apertura.importador.lectura.lector import leer_aqui
    from apertura.importador.lectura.limites import Limites

    try:
        resultado = leer_aqui(Path(peticion["ruta"]), peticion["nombre"], Limites(**peticion["limites"]), carpeta)
    except Rechazo as rechazo:
        resultado = {"formato": "", "hojas": [], "defectos": [rechazo.defecto.como_dict()]}
    (carpeta / "resultado.json").write_text(json.dumps(resultado, ensure_ascii=False), encoding="utf-8")


def limitar(memoria: int, cpu: int, archivo: int) -> None:
    """Topes del sistema para este proceso. Fuera de Linux sólo queda el tiempo de reloj, que vigila el padre."""
    try:
        import resource
    except ImportError:
        return
    for tope, valor in (
        (resource.RLIMIT_AS, memoria),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_FSIZE, max(200_000_000, 4 * archivo)),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        _bajar(resource, tope, valor)


def _bajar(resource, tope: int, valor: int) -> None:
    """Baja un tope; nunca lo sube, y si el sistema no lo conoce, sigue."""
    actual = resource.getrlimit(tope)[1]
    if actual != resource.RLIM_INFINITY:
        valor = min(valor, actual)
    try:
        resource.setrlimit(tope, (valor, valor))
    except (ValueError, OSError):
        return


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    os.environ["POLARS_MAX_THREADS"] = os.environ["RAYON_NUM_THREADS"] = "1"
    principal(Path(sys.argv[2]))
