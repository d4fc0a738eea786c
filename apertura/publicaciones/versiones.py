"""Publicar, deshacer y listar: lo que usan el importador, la línea de órdenes y las páginas."""

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import polars as pl

from apertura import acceso
from apertura.acceso import Persona
from apertura.errores import ErrorAcceso, ErrorAlPublicar, ErrorPublicacion
from apertura.publicacion import MANIFIESTO, Publicacion, leer_manifiesto
from apertura.publicaciones import bitacora, deposito, dictamenes, lectura, lugares
from apertura.publicaciones.lugares import ORIGEN
from apertura.publicaciones.paquete import empacar

SEGUNDOS_ENTRE_NEGADAS = 60
NEGADAS_RECORDADAS = 1_000
_NEGADAS: dict[tuple[str, str], float] = {}


@dataclass(frozen=True)
class Version:
    """Una versión del almacén. `falla` está vacía si se comprobó completa; `filas` es tabla → renglones."""

    id: str
    numero: int
    version: str
    publicada: str
    quien: str
    anterior: str
    resumen: str
    filas: dict[str, int]
    vigente: bool
    falla: str


def publicar(tablas: dict[str, pl.DataFrame], motivo: Mapping[str, Any], base: str | None = None) -> Publicacion:
    """Publica el juego completo de tablas y lo hace vigente. Si son las mismas que ya están, no hace nada y devuelve la vigente.

    `motivo` lleva los campos de `dictamenes`; con `repetir`, se publica aunque el archivo ya se haya importado. `base` es el
    id de la versión de la que salieron las tablas: si ya no es la vigente, no se publica, para no borrar lo que otro publicó.
    Lanza ErrorAcceso si quien lo pide no puede, ErrorAlPublicar (OCUPADO, DUPLICADO, CAMBIO-LA-BASE, DISCO-LLENO, SOLO-LECTURA…)
    o ErrorContrato; nada cambia entonces.
    """
    motivo = _firmado(motivo, _exigir("publicar"))
    paquete = empacar(tablas)
    dictamen = dictamenes.dictamen_de(motivo)
    with deposito.escribiendo(dictamen["quien"]) as tomado:
        actual = lectura.vigente()
        _exigir_base(base, actual)
        _exigir_nuevo(dictamen, actual)
        if not actual.aviso and _fichas(actual) == paquete.fichas:
            return actual
        return deposito.depositar(paquete, dictamen, tomado, actual)


def revertir(cual: str, quien: str | None = None) -> Publicacion:
    """Hace vigente una versión anterior (o posterior). Acepta el id, su número u «origen». Lanza ErrorPublicacion si está dañada
    y ErrorAcceso si quien lo pide no puede.
    """
    nombre = bitacora.limpio(_quien(_exigir("revertir"), quien))
    with deposito.escribiendo(nombre):
        id_ = buscar(cual)
        return deposito.volver(id_, nombre, lectura.puntero().id or "dañada")


def anotar_rechazo(motivo: Mapping[str, Any], codigo: str) -> None:
    """Deja en la bitácora que un archivo no se publicó y por qué código. Lanza OCUPADO si alguien publica en ese instante."""
    dictamen = dictamenes.dictamen_de(_firmado(motivo, _exigir("importar")))
    with deposito.escribiendo(dictamen["quien"]):
        bitacora.anotar("rechazada", dictamen["quien"], archivo=dictamen["archivo"], codigo=codigo, resumen=dictamen["resumen"])


def listar() -> list[Version]:
    """Todas las versiones, de la más nueva a la más vieja y al final el origen, cada una comprobada."""
    actual = lectura.puntero().id
    return [_version(id_, id_ == actual) for id_ in [*lectura.terminadas(), ORIGEN]]


def vigente() -> Publicacion:
    """La publicación vigente, comprobada. Si está dañada, la de respaldo, con `aviso`."""
    return lectura.vigente()


def buscar(cual: str) -> str:
    """El id completo de lo que se escribió: id, número u «origen». Lanza ErrorPublicacion si no existe."""
    hay = [*lectura.terminadas(), ORIGEN]
    escrito = cual.strip().lower()
    for id_ in hay:
        if escrito == id_ or (escrito.isdigit() and int(escrito) == lugares.numero(id_)):
            return id_
    raise ErrorPublicacion(f"No existe la publicación «{cual}»", "carpeta de datos", f"Las que hay: {', '.join(hay)}.")


def leer(cual: str | None = None) -> dict[str, pl.DataFrame]:
    """Las tablas de una versión ya comprobada, o las de la vigente. Lanza ErrorPublicacion si está dañada."""
    abierta = lectura.vigente() if cual is None else lectura.abrir(buscar(cual))
    return leer_de(abierta)


def leer_de(abierta: Publicacion) -> dict[str, pl.DataFrame]:
    """Las tablas de una publicación abierta."""
    return {nombre: pl.read_parquet(ruta) for nombre, ruta in abierta.tablas.items()}


def _exigir(accion: str) -> Persona:
    """Quien lo pide, si puede. El intento negado queda en la bitácora, a lo más uno por minuto de cada quien."""
    try:
        return acceso.exigir(accion)
    except ErrorAcceso as error:
        _anotar_negada(accion, error.codigo)
        raise


def _anotar_negada(accion: str, codigo: str) -> None:
    quien = acceso.actual().nombre
    if codigo == "SOLO-LECTURA" or time.monotonic() < _NEGADAS.get((quien, accion), 0.0):
        return
    if len(_NEGADAS) > NEGADAS_RECORDADAS:
        _NEGADAS.clear()
    _NEGADAS[(quien, accion)] = time.monotonic() + SEGUNDOS_ENTRE_NEGADAS
    with suppress(ErrorPublicacion), deposito.escribiendo(quien):  # no poder anotarlo no cambia la respuesta: no puede
        bitacora.anotar("negada", quien, pedida=accion, codigo=codigo)


def _firmado(motivo: Mapping[str, Any], persona: Persona) -> dict[str, Any]:
    return {**motivo, "quien": _quien(persona, motivo.get("quien"))}


def _quien(persona: Persona, dicho: str | None) -> str:
    """Quien inició sesión firma con su nombre; en este equipo se puede decir otro."""
    return persona.nombre if persona.via == "oidc" or not dicho else dicho


def _exigir_base(base: str | None, actual: Publicacion) -> None:
    if base is not None and base != actual.id:
        raise ErrorAlPublicar(
            f"Alguien publicó la versión {actual.id} mientras tanto",
            "carpeta de datos",
            "Vuelva a revisar el archivo contra lo que ahora está publicado.",
            "CAMBIO-LA-BASE",
        )


def _exigir_nuevo(dictamen: dict[str, Any], actual: Publicacion) -> None:
    if not dictamen["archivo"] or dictamen.get("repetir"):
        return
    if previo := dictamenes.ya_importado(dictamen, actual.id):
        raise ErrorAlPublicar(
            f"Idéntico al importado el {dictamenes.dia(str(previo['cuando']))} por {previo['quien']}",
            f"archivo «{dictamen['archivo'].get('nombre', 'sin nombre')}»",
            "No hace falta publicarlo otra vez.",
            "DUPLICADO",
        )


def _fichas(actual: Publicacion) -> dict[str, dict]:
    return leer_manifiesto(actual.carpeta)["archivos"]


def _version(id_: str, es_vigente: bool) -> Version:
    try:
        manifiesto, falla = leer_manifiesto(lugares.carpeta_de(id_)), ""
        lectura.abrir(id_)
    except ErrorPublicacion as error:
        manifiesto, falla = dictamenes.leer_json(id_, MANIFIESTO) or {}, f"{error.que} ({error.donde})"
    return Version(
        id=id_,
        numero=lugares.numero(id_),
        version=str(manifiesto.get("version", "")),
        publicada=str(manifiesto.get("publicada") or manifiesto.get("corte", "")),
        quien=str(manifiesto.get("quien", "")),
        anterior=str(manifiesto.get("anterior", "")),
        resumen=str(manifiesto.get("resumen") or manifiesto.get("titulo", "")),
        filas={n.removesuffix(".parquet"): f["filas"] for n, f in manifiesto.get("archivos", {}).items()} if not falla else {},
        vigente=es_vigente,
        falla=falla,
    )
