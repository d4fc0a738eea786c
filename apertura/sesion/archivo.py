"""El guion en un archivo JSON: se guarda, se lleva y se vuelve a abrir. Lo que llega se revisa entero antes de creerle."""

import json
from datetime import date
from typing import Any

from apertura.errores import ErrorApertura
from apertura.exportacion.sello import Sello
from apertura.publicacion import Publicacion, huella
from apertura.sesion.modelo import LARGOS, PASOS_MAXIMOS, Guion, Paso, limpio

MIME = "application/json"
CLASE, ESQUEMA = "apertura.sesion", 1
BYTES_MAXIMOS = 2_000_000
CIFRAS_MAXIMAS, LARGO_DE_CIFRA = 240, LARGOS["cifra"]
_TEXTOS = {campo: LARGOS[campo] for campo in ("vista", "titulo", "notas", "publicacion", "datos")}
_QUE_HACER = "Use un archivo guardado en la página Sesión."


def a_json(guion: Guion, publicacion: Publicacion, hoy: date) -> bytes:
    """El archivo del guion, con la publicación con que se guarda y su sello. Con lo mismo da siempre lo mismo."""
    pasos = [_de_paso(paso) for paso in guion.pasos]
    contenido = huella_de(guion.titulo, guion.aspecto, pasos)
    sello = Sello(publicacion.version, publicacion.manifiesto, "/sesion", contenido, hoy.isoformat())
    cuerpo = {
        "clase": CLASE,
        "esquema": ESQUEMA,
        "titulo": guion.titulo,
        "aspecto": guion.aspecto,
        "publicacion": publicacion.version,
        "manifiesto": publicacion.manifiesto,
        "fecha": hoy.isoformat(),
        "sello": sello.codigo,
        "contenido": contenido,
        "pasos": pasos,
    }
    return (json.dumps(cuerpo, ensure_ascii=False, indent=1) + "\n").encode()


def de_json(contenido: bytes) -> tuple[Guion, list[str]]:
    """El guion de un archivo y avisos de lo que conviene saber. ErrorApertura, con su dónde, si no es un guion o no se le puede creer."""
    escrito = _objeto(_leido(contenido), "archivo")
    if escrito.get("clase") != CLASE:
        raise _mal("No es una sesión de Apertura", "archivo")
    if not isinstance(version := escrito.get("esquema"), int) or isinstance(version, bool) or version < 1:
        raise _mal("No dice de qué versión es", "campo «esquema»")
    if version > ESQUEMA:
        raise _mal("Lo guardó una versión más nueva de Apertura", "campo «esquema»", "Actualice Apertura en este equipo.")
    pasos = escrito.get("pasos")
    if not isinstance(pasos, list) or len(pasos) > PASOS_MAXIMOS:
        raise _mal(f"Debe llevar una lista de hasta {PASOS_MAXIMOS} láminas", "campo «pasos»")
    titulo = _texto(escrito, "titulo", LARGOS["titulo"], "campo «titulo»")
    aspecto = _texto(escrito, "aspecto", 20, "campo «aspecto»")
    guion = Guion().titulado(titulo).con_aspecto(aspecto).agregar(*(_a_paso(paso, n) for n, paso in enumerate(pasos, 1)))
    ajeno = escrito.get("contenido") != huella_de(guion.titulo, guion.aspecto, [_de_paso(paso) for paso in guion.pasos])
    return guion, ["El archivo se cambió fuera de Apertura: revise sus textos."] if ajeno else []


def huella_de(titulo: str, aspecto: str, pasos: list[dict[str, Any]]) -> str:
    """sha256 de lo que el guion dice."""
    return huella(json.dumps([titulo, aspecto, pasos], ensure_ascii=False, sort_keys=True).encode())


def _de_paso(paso: Paso) -> dict[str, Any]:
    return {
        "vista": paso.vista,
        "titulo": paso.titulo,
        "mensaje": paso.mensaje,
        "notas": paso.notas,
        "publicacion": paso.publicacion,
        "datos": paso.datos,
        "cifras": [list(cifra) for cifra in paso.cifras],
    }


def _leido(contenido: bytes) -> object:
    if len(contenido) > BYTES_MAXIMOS:
        raise _mal("Es demasiado grande", f"{len(contenido)} bytes", f"Una sesión pesa menos de {BYTES_MAXIMOS // 1_000_000} MB.")
    try:
        return json.loads(contenido.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _mal("No se entiende el archivo: no es JSON completo", "archivo") from error


def _a_paso(escrito: object, numero: int) -> Paso:
    donde = f"lámina {numero}"
    objeto = _objeto(escrito, donde)
    textos = {campo: _texto(objeto, campo, largo, f"{donde}, campo «{campo}»") for campo, largo in _TEXTOS.items()}
    mensaje = None if objeto.get("mensaje") is None else _texto(objeto, "mensaje", LARGOS["mensaje"], f"{donde}, campo «mensaje»")
    if textos["vista"] and not textos["vista"].startswith("/"):
        raise _mal("La dirección debe empezar con una diagonal", f"{donde}, campo «vista»")
    limpios = {campo: limpio(texto, campo) for campo, texto in textos.items()}
    return Paso(**limpios, mensaje=None if mensaje is None else limpio(mensaje, "mensaje"), cifras=_cifras(objeto, donde))


def _cifras(objeto: dict[str, Any], donde: str) -> tuple[tuple[str, str, str], ...]:
    escritas = objeto.get("cifras", [])
    if not isinstance(escritas, list) or len(escritas) > CIFRAS_MAXIMAS:
        raise _mal(f"Se esperaba una lista de hasta {CIFRAS_MAXIMAS} cifras", f"{donde}, campo «cifras»")
    for una in escritas:
        if not (isinstance(una, list) and len(una) == 3 and all(isinstance(t, str) and len(t) <= LARGO_DE_CIFRA for t in una)):
            raise _mal("Cada cifra son tres textos cortos", f"{donde}, campo «cifras»")
    return tuple((limpio(a, "cifra"), limpio(b, "cifra"), limpio(c, "cifra")) for a, b, c in escritas)


def _objeto(escrito: object, donde: str) -> dict[str, Any]:
    if not isinstance(escrito, dict):
        raise _mal("No tiene la forma de una sesión", donde)
    return escrito


def _texto(objeto: dict[str, Any], campo: str, largo: int, donde: str) -> str:
    valor = objeto.get(campo, "")
    if not isinstance(valor, str):
        raise _mal("Se esperaba un texto", donde)
    if len(valor) > largo:
        raise _mal(f"El texto pasa de {largo} letras", donde, "Acórtelo en la página Sesión o en el archivo.")
    return valor


def _mal(que: str, donde: str, que_hacer: str = _QUE_HACER) -> ErrorApertura:
    return ErrorApertura(que, donde, que_hacer)
