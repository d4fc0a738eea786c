"""El registro del servidor: un renglón JSON por suceso, o texto si lo lee una persona en su terminal. Sin datos personales.

`APERTURA_REGISTRO` elige «json» o «texto»; sin ella, texto en una terminal y JSON en cualquier otro lado (systemd, un contenedor).
"""

import json
import logging
import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

TEXTO = "%(asctime)s %(levelname)s %(name)s: %(message)s"
NIVELES = {"DEBUG": "detalle", "INFO": "informe", "WARNING": "aviso", "ERROR": "error", "CRITICAL": "grave"}


class EnJson(logging.Formatter):
    """Campos: `cuando` (UTC), `nivel`, `origen`, `mensaje` y, si hubo una falla inesperada, `falla` con su recorrido."""

    def format(self, record: logging.LogRecord) -> str:
        suceso = {
            "cuando": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "nivel": NIVELES.get(record.levelname, record.levelname),
            "origen": record.name,
            "mensaje": record.getMessage(),
            **_falla(record),
        }
        return json.dumps(suceso, ensure_ascii=False)


def _falla(record: logging.LogRecord) -> dict[str, object]:
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        return {}
    recorrido = [f"{Path(p.filename).name}:{p.lineno} {p.name}" for p in traceback.extract_tb(error.__traceback__)]
    return {"falla": {"tipo": type(error).__name__, "texto": str(error), "recorrido": recorrido}}


def configurar() -> None:
    """Lo nuestro, a la salida de errores; y lo que ya escriben Streamlit y su servidor, con la misma forma."""
    propio = logging.getLogger("apertura")
    if not propio.handlers:
        propio.addHandler(logging.StreamHandler())
    propio.setLevel(logging.INFO)
    propio.propagate = False
    if en_json():
        todos = [logging.root, *(r for r in logging.root.manager.loggerDict.values() if isinstance(r, logging.Logger))]
        for manejador in {m for registrador in todos for m in registrador.handlers}:
            manejador.setFormatter(EnJson())
    else:
        for manejador in propio.handlers:
            manejador.setFormatter(logging.Formatter(TEXTO))


def en_json() -> bool:
    """Si el registro va en JSON."""
    pedido = os.environ.get("APERTURA_REGISTRO", "").strip().lower()
    return pedido == "json" or (pedido != "texto" and not sys.stderr.isatty())
