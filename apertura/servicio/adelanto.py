"""`/adelanto`: lo que el mapa mostraría con un clic más, para `static/adelanto.js`. Sólo lee; no abre sesión.

Recibe los parámetros de la dirección del mapa y `grupo`, el de los botones que se adelantan (si falta, los indicadores).
Como la página, cae a un valor válido si alguno no existe.
"""

import hashlib
import json

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from apertura import consultas
from apertura.catalogo import Catalogo, catalogo
from apertura.consultas import Motor
from apertura.errores import ErrorApertura
from apertura.seleccion import Seleccion, de_url
from apertura.vistas import adelanto
from apertura.vistas.comun import guardar

RUTA = "/adelanto"


def responder(peticion: Request) -> Response:
    """El paquete en JSON. El navegador lo guarda y pregunta si cambió: 304 mientras la publicación sea la misma."""
    try:
        vigente = consultas.motor()
        elegibles = catalogo(vigente)
        pedida, _ = de_url({clave: peticion.query_params.getlist(clave) for clave in peticion.query_params}, elegibles)
        grupo = peticion.query_params.get("grupo", "")
        grupo = grupo if grupo in adelanto.GRUPOS else adelanto.GRUPOS[0]
        cuerpo, etiqueta = _en_json(vigente, elegibles, adelanto.lo_que_cuenta(pedida), grupo)
    except ErrorApertura as error:
        return JSONResponse({"detalle": str(error)}, 503, headers={"Cache-Control": "no-store"})
    cabeceras = {"ETag": etiqueta, "Cache-Control": "no-cache"}
    if etiqueta in peticion.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=cabeceras)
    return Response(cuerpo, media_type="application/json", headers=cabeceras)


@guardar
def _en_json(motor: Motor, elegibles: Catalogo, seleccion: Seleccion, grupo: str) -> tuple[bytes, str]:
    """El cuerpo y su huella, que también dice de qué publicación es."""
    paquete = adelanto.paquete(motor, elegibles, seleccion, grupo)
    cuerpo = json.dumps(paquete, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    return cuerpo, f'"{elegibles.version}-{hashlib.sha256(cuerpo).hexdigest()[:16]}"'
