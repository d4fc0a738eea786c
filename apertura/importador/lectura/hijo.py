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
    from apertura.aparte import limitar

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


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    os.environ["POLARS_MAX_THREADS"] = os.environ["RAYON_NUM_THREADS"] = "1"
    principal(Path(sys.argv[2]))
