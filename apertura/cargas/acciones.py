"""Lo que se puede hacer con una carga. Toda acción que cambia algo comprueba aquí, en el servidor, que quien la pide pueda.

El orden de los estados es la protección contra clics de más: sólo se publica lo revisado, y sólo una vez.
"""

import hashlib
import json
import secrets
import shutil
import threading
from datetime import UTC, datetime
from functools import partial

from apertura import acceso, publicaciones
from apertura.cargas import lugares, proceso
from apertura.cargas.carga import (
    CANCELADA,
    DESHECHA,
    EN_CURSO,
    FALLIDA,
    PUBLICADA,
    PUBLICANDO,
    REVISADA,
    REVISANDO,
    Carga,
    guardar,
    leer,
    todas,
)
from apertura.cargas.lugares import LIMITE_MB
from apertura.cargas.resultado import leer_resultado
from apertura.errores import ErrorApertura
from apertura.publicaciones.disco import explicando

CONSERVAR = 20
_CANDADO = threading.RLock()
_PAGINA = "página Cargar"
INTERRUMPIDA = "Se interrumpió antes de terminar; nada cambió. Vuelva a revisar el archivo."


def subir(nombre: str, contenido: bytes) -> Carga:
    """Guarda el archivo y lo manda revisar. Si ya estaba subido y sin publicar, se retoma. Lanza ErrorApertura si no cabe."""
    quien = acceso.exigir("importar").nombre
    publicaciones.exigir_reales()
    if len(contenido) > LIMITE_MB * 1_000_000:
        raise ErrorApertura(f"ARCHIVO-GRANDE · El límite es {LIMITE_MB} MB", _PAGINA, "Cargue sólo la hoja con datos.")
    sha256 = hashlib.sha256(contenido).hexdigest()
    with _CANDADO, explicando():
        if previa := next(
            (c for c in todas() if c.sha256 == sha256 and c.nombre == nombre and c.estado not in (PUBLICADA, DESHECHA)), None
        ):
            return previa if previa.estado in (REVISADA, *EN_CURSO) else _revisar(previa)
        _hacer_lugar()
        nueva = Carga(secrets.token_hex(8), nombre, len(contenido), sha256, quien, _ahora())
        carpeta = lugares.carpeta_de(nueva.id)
        carpeta.mkdir(parents=True)
        original = carpeta / lugares.ORIGINAL
        original.write_bytes(contenido)
        original.chmod(0o640)
        return _revisar(guardar(nueva))


def decidir(id_: str, decisiones: list[tuple[str, str, str]], **contexto: object) -> Carga:
    """Agrega decisiones (vacía la respuesta, la quita) y lo que se diga de métrica, edición u hoja; y vuelve a revisar."""
    acceso.exigir("importar")
    with _CANDADO:
        carga = _libre(id_)
        for codigo, sobre, decision in decisiones:
            carga = carga.decidiendo(codigo, sobre, decision)
        return _revisar(carga.con(**contexto))


def revisar(id_: str) -> Carga:
    """Vuelve a revisar con lo mismo: tras una interrupción, o si lo publicado cambió."""
    acceso.exigir("importar")
    with _CANDADO:
        return _revisar(_libre(id_))


def publicar(id_: str) -> Carga:
    """Publica lo revisado. Lanza ErrorApertura si no está listo o si ya se publicó."""
    quien = acceso.exigir("publicar").nombre
    with _CANDADO:
        carga = ver(id_)
        if carga.estado in (PUBLICADA, PUBLICANDO):
            raise ErrorApertura("Este archivo ya se publicó o se está publicando", _PAGINA, "No hace falta publicarlo otra vez.")
        resultado = leer_resultado(carga) if carga.estado == REVISADA else None
        if resultado is None or not resultado.se_puede_publicar:
            raise ErrorApertura("Este archivo todavía no se puede publicar", _PAGINA, "Atienda lo que falta decidir o corregir.")
        opciones = [f"--revisada={resultado.candidata}"]
        if any(codigo == "COLUMNA" for codigo, *_ in carga.decisiones):
            de = resultado.propuesta
            opciones.append(f"--guardar-mapeo={de['metrica']}_{de['edicion']}_{carga.sha256[:8]}".lower())
        return _lanzar(carga.con(estado=PUBLICANDO, quien=quien), opciones)


def deshacer(id_: str) -> Carga:
    """Vuelve a la versión que había antes de publicar esta carga. Lanza ErrorApertura si después se publicó otra."""
    acceso.exigir("revertir")
    with _CANDADO:
        carga = leer(id_)
        if carga.estado != PUBLICADA or publicaciones.vigente().id != carga.publicada:
            raise ErrorApertura(
                "Esta publicación ya no es la que se muestra",
                _PAGINA,
                "Elija a cuál volver en «Versiones publicadas», al final de la página.",
            )
        publicaciones.revertir(carga.anterior)
        return guardar(carga.con(estado=DESHECHA))


def volver_a(version: str) -> str:
    """Muestra otra versión publicada y devuelve su id. Ninguna se borra."""
    return publicaciones.revertir(version).id


def cancelar(id_: str) -> None:
    """Detiene lo que se esté corriendo; el archivo se queda."""
    acceso.exigir("importar")
    proceso.cancelar(id_)


def descartar(id_: str) -> None:
    """Borra el archivo subido y lo decidido de él; lo publicado se queda. Lanza ErrorApertura si se está usando."""
    acceso.exigir("importar")
    with _CANDADO:
        _libre(id_)
        shutil.rmtree(lugares.carpeta_de(id_), ignore_errors=True)


def ver(id_: str) -> Carga:
    """La carga como está ahora. Si el servidor se reinició a media corrida, lo dice. Lanza ErrorApertura si no existe."""
    with _CANDADO:
        carga = leer(id_)
        if carga.estado in EN_CURSO and not proceso.corriendo(id_):
            return _terminar(id_, carga.corrida, proceso.Fin(None, INTERRUMPIDA))
        return carga


def avance(carga: Carga) -> tuple[str, float]:
    """Qué se está haciendo y qué parte va, de 0 a 1."""
    if proceso.en_espera(carga.id):
        return "En espera: se está revisando otro archivo", 0.0
    return lugares.leer_avance(lugares.corrida_de(carga.id, carga.corrida))


def _libre(id_: str) -> Carga:
    carga = ver(id_)
    if carga.estado in EN_CURSO:
        raise ErrorApertura("Este archivo se está revisando o publicando en este momento", _PAGINA, "Espere a que termine, o cancélelo.")
    return carga


def _revisar(carga: Carga) -> Carga:
    anotar = [] if carga.anotada else ["--anotar-rechazo"]
    return _lanzar(carga.con(estado=REVISANDO, revision=0, falla=""), ["--simular", *anotar])


def _lanzar(carga: Carga, opciones: list[str]) -> Carga:
    """Corre la orden en una carpeta propia; de las anteriores sólo queda la revisión que vale."""
    carga = guardar(carga.con(corrida=carga.corrida + 1))
    for vieja in lugares.carpeta_de(carga.id).glob("corrida-*"):
        if vieja.name != f"corrida-{carga.revision}":
            shutil.rmtree(vieja, ignore_errors=True)
    propias = {"metrica": carga.metrica, "edicion": carga.edicion, "hoja": carga.hoja, "nombre": carga.nombre, "quien": carga.quien}
    carpeta = lugares.carpeta_de(carga.id)
    completas = [
        "importar", str(carpeta / lugares.ORIGINAL), f"--decisiones={carpeta / lugares.DECISIONES}",
        *(f"--{opcion}={valor}" for opcion, valor in propias.items() if valor is not None), *opciones,
    ]  # fmt: skip
    proceso.lanzar(carga.id, lugares.corrida_de(carga.id, carga.corrida), completas, partial(_terminar, carga.id, carga.corrida))
    return carga


def _terminar(id_: str, corrida: int, fin: proceso.Fin) -> Carga:
    """Anota cómo terminó la corrida. Lo que la orden dejó escrito manda sobre cómo murió el proceso."""
    with _CANDADO:
        carga = leer(id_)
        if carga.corrida != corrida or carga.estado not in EN_CURSO:
            return carga
        hecha = _publicada(carga)
        if hecha:
            return guardar(carga.con(estado=PUBLICADA, falla="", **hecha))
        if carga.estado == PUBLICANDO:
            return guardar(carga.con(estado=REVISADA, falla=_en_palabras(fin)))
        revisada = carga.con(estado=REVISADA, revision=corrida, falla="")
        if (resultado := leer_resultado(revisada)) is None:
            return guardar(carga.con(estado=CANCELADA if fin.dicho == "cancelada" else FALLIDA, falla=_en_palabras(fin)))
        return guardar(revisada.con(anotada=carga.anotada or resultado.rechazado))


def _publicada(carga: Carga) -> dict[str, str]:
    """Los ids de la versión publicada y de la anterior; vacío si la orden no llegó a publicar."""
    try:
        dato = json.loads((lugares.corrida_de(carga.id, carga.corrida) / lugares.PUBLICADA).read_text(encoding="utf-8"))
        return {"publicada": str(dato["id"]), "anterior": str(dato["anterior"])}
    except (OSError, ValueError, KeyError):
        return {}


def _en_palabras(fin: proceso.Fin) -> str:
    if fin.dicho == "cancelada":
        return "Se canceló; nada cambió."
    if fin.dicho == "tardó demasiado":
        return f"No terminó en {proceso.SEGUNDOS // 60} minutos y se detuvo; nada cambió. Use la línea de órdenes con --grande."
    return fin.dicho or "No se pudo terminar; nada cambió. Vuelva a intentarlo y, si se repite, avise a quien administra Apertura."


def _hacer_lugar() -> None:
    """Se guardan las últimas: quita las más viejas que nadie esté usando."""
    for vieja in [c for c in todas() if not proceso.corriendo(c.id)][CONSERVAR - 1 :]:
        shutil.rmtree(lugares.carpeta_de(vieja.id), ignore_errors=True)


def _ahora() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
