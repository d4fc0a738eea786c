"""Leer el almacén: cuál versión es la vigente, comprobarla y, si está dañada, la más nueva que sí se pueda comprobar."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from apertura import publicacion, rutas
from apertura.errores import ErrorPublicacion
from apertura.publicacion import MANIFIESTO, Publicacion, huella
from apertura.publicaciones import bitacora, candado, lugares
from apertura.publicaciones.lugares import CANDADO, ORIGEN, PATRON, VIGENTE

AVISO = "Avise a quien administra Apertura: «python -m apertura publicaciones» dice cuáles están completas."


@dataclass(frozen=True)
class Puntero:
    """Lo que dice el archivo VIGENTE. `id` es None si está dañado o falta; `falla` dice cuál de las dos."""

    id: str | None
    falla: str = ""

    @property
    def carpeta(self) -> Path | None:
        """Carpeta de la versión a la que apunta."""
        return lugares.carpeta_de(self.id) if self.id else None


def puntero() -> Puntero:
    """A qué versión apunta VIGENTE; al origen si nunca se ha publicado."""
    try:
        texto = (rutas.publicaciones() / VIGENTE).read_bytes().decode("ascii")
    except FileNotFoundError:
        return Puntero(None, "falta el archivo que dice cuál es la vigente") if terminadas() else Puntero(ORIGEN)
    except (OSError, ValueError):
        return Puntero(None, "no se lee el archivo que dice cuál es la vigente")
    nombre = texto.removesuffix("\n")
    if texto == f"{nombre}\n" and (nombre == ORIGEN or PATRON.fullmatch(nombre)):
        return Puntero(nombre)
    return Puntero(None, "está dañado el archivo que dice cuál es la vigente")


def terminadas() -> list[str]:
    """Ids del almacén, de la más nueva a la más vieja, sin la que se esté haciendo o haya quedado a medias."""
    hay = lugares.ids()
    if not hay:
        return []
    nueva = candado.en_curso(rutas.publicaciones() / CANDADO).get("nueva")
    return [i for i in hay if i != nueva or i == _apuntada()]


def sello(actual: Puntero) -> str:
    """Cambia cuando cambia la versión vigente o cualquier archivo suyo; no lee su contenido."""
    carpeta = actual.carpeta
    archivos = publicacion.sello_de_archivos(carpeta) if carpeta else repr(terminadas())
    return f"{actual.id} {actual.falla} {archivos}"


def abrir(id_: str) -> Publicacion:
    """La versión, comprobada archivo por archivo. Lanza ErrorPublicacion si algo falta o cambió."""
    carpeta = lugares.carpeta_de(id_)
    abierta = publicacion.abrir(carpeta)
    if id_ == ORIGEN:
        return abierta
    # El id lleva la huella del manifiesto entero: también se ve si cambió lo que no toca a las tablas.
    if huella((carpeta / MANIFIESTO).read_bytes())[:8] != id_.split("-")[1]:
        raise ErrorPublicacion("El manifiesto cambió o está dañado: no es el de esta versión", f"archivo «{MANIFIESTO}»", AVISO)
    return _completar(replace(abierta, id=id_))


def _completar(abierta: Publicacion) -> Publicacion:
    """Las tablas que el programa agregó después de publicarse esta versión se toman del origen."""
    faltan = {ruta.stem for ruta in rutas.CONTRATOS.glob("*.toml")} - set(abierta.tablas)
    if not faltan or (origen := _abrir_si_se_puede(ORIGEN)) is None:
        return abierta
    hay = [tabla for tabla in sorted(faltan) if tabla in origen.tablas]
    tablas = {**abierta.tablas, **{tabla: origen.tablas[tabla] for tabla in hay}}
    return replace(abierta, tablas=tablas, filas={**abierta.filas, **{tabla: origen.filas[tabla] for tabla in hay}})


def vigente() -> Publicacion:
    """La publicación vigente, comprobada; si está dañada, la de respaldo, con su `aviso`.

    Lanza ErrorPublicacion si ninguna se puede comprobar: la falla de la vigente.
    """
    actual = puntero()
    try:
        return abrir_puntero(actual)
    except ErrorPublicacion as error:
        return respaldo(actual, error)


def abrir_puntero(actual: Puntero) -> Publicacion:
    """La versión a la que apunta. Lanza ErrorPublicacion si está dañada o no se sabe cuál es."""
    if actual.id is None:
        raise ErrorPublicacion(f"No se sabe cuál es la publicación vigente: {actual.falla}", f"archivo «{VIGENTE}»", AVISO)
    return abrir(actual.id)


def respaldo(actual: Puntero, error: ErrorPublicacion) -> Publicacion:
    """La versión que se muestra en lugar de la dañada, con `aviso`. Lanza `error` si ninguna se puede comprobar."""
    for id_ in _respaldos(actual):
        if (hallada := _abrir_si_se_puede(id_)) is not None:
            return replace(hallada, aviso=_aviso(actual, error, hallada))
    raise error


def _respaldos(actual: Puntero) -> Iterator[str]:
    """Primero las anteriores a la vigente, de la más nueva a la más vieja; las posteriores, que alguien deshizo, al final."""
    existe = actual.carpeta is not None and actual.carpeta.is_dir()
    # Si apunta a algo que no hay, pudo dañarse el apuntador: se le cree a la bitácora.
    esperada = (actual.id if existe else bitacora.ultima_vigente()) or actual.id or (terminadas() or [ORIGEN])[0]
    todas = [*terminadas(), ORIGEN]
    hasta = lugares.numero(esperada)
    yield from (i for i in [*_hasta(todas, hasta), *(j for j in todas if lugares.numero(j) > hasta)] if i != actual.id)


def _hasta(ids: list[str], numero: int) -> list[str]:
    return [i for i in ids if lugares.numero(i) <= numero]


def _abrir_si_se_puede(id_: str) -> Publicacion | None:
    try:
        return abrir(id_)
    except ErrorPublicacion:
        return None


def _aviso(actual: Puntero, error: ErrorPublicacion, respaldo: Publicacion) -> str:
    cual = f"La publicación {actual.id} está dañada ({error.donde})" if actual.id else error.que
    otra = "la primera, con la que empezó esta carpeta de datos" if respaldo.id == ORIGEN else f"la {respaldo.id}"
    return f"INTEGRIDAD · {cual}. Se muestra {otra}, que se comprobó completa. {AVISO}"


def aviso_de_cambio(abierta: Publicacion, error: ErrorPublicacion) -> str:
    """Lo que se avisa si los archivos cambian mientras se sirven: se muestra lo que ya se había comprobado."""
    que = f"Los archivos de la publicación {abierta.id} cambiaron en el disco ({error.donde})"
    return f"INTEGRIDAD · {que}. Se muestra la copia comprobada al abrirla. {AVISO}"


def _apuntada() -> str | None:
    try:
        return (rutas.publicaciones() / VIGENTE).read_bytes().decode("ascii").strip()
    except (OSError, ValueError):
        return None
