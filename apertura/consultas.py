"""La única puerta a DuckDB: corre `queries/<nombre>.sql` con parámetros y devuelve Polars.

La publicación se carga en memoria una vez comprobada su huella, y después el motor se cierra con llave: sin acceso a
archivos ni red y sin poder cambiar su configuración. Cada consulta usa su propio cursor: una conexión compartida entre
hilos da resultados equivocados.
"""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from apertura import publicacion, rutas
from apertura.errores import ErrorConsulta, ErrorPublicacion
from apertura.publicaciones import lectura, lugares

LIMITE_SEGUNDOS = 10.0
INTENTOS, ESPERA_SEGUNDOS = 20, 0.05
CONFIGURACION: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "memory_limit": "1GB",
    "temp_directory": "",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
}
_CANDADO = threading.Lock()
_PARAMETRO = re.compile(r"\$([a-z_]+)")
FUENTES_DE = {
    "ediciones": "select distinct fuente from ediciones",
    "publicados": "select distinct fuente from publicados",
    "resultados": "select distinct fuente from resultados",
}
"""Las tablas con cifras y con qué se pregunta de dónde salieron."""


@dataclass(frozen=True)
class Consulta:
    """Una consulta con nombre: su SQL y lo que declara su encabezado.

    `notas` guarda, por parámetro, lo que el encabezado dice entre paréntesis: «lista o nulo», «o nulo» o nada.
    """

    nombre: str
    sql: str
    que: str
    lee: tuple[str, ...]
    parametros: tuple[str, ...]
    llave: tuple[str, ...]
    columnas: tuple[str, ...]
    notas: dict[str, str]

    @property
    def obligatorios(self) -> tuple[str, ...]:
        """Los parámetros que no admiten nulo: sin ellos el resultado saldría vacío sin decir por qué."""
        return tuple(p for p in self.parametros if "nulo" not in self.notas.get(p, ""))


@dataclass(frozen=True, eq=False)
class Motor:
    """Una publicación abierta en DuckDB, en memoria y con llave. Sólo es igual a sí mismo: sirve de llave de caché."""

    publicacion: publicacion.Publicacion
    conexion: duckdb.DuckDBPyConnection
    _memorias: dict[Callable[..., Any], Callable[..., Any]] = field(default_factory=dict, repr=False)

    def memoria(self, funcion: Callable[..., Any], cuantas: int) -> Callable[..., Any]:
        """`funcion` con este motor como primer argumento, recordando los últimos `cuantas` resultados.

        Lo recordado vive en el motor y se va con él: una publicación nueva no deja nada de la anterior.
        """
        return self._memorias.setdefault(funcion, lru_cache(maxsize=cuantas)(partial(funcion, self)))

    def con_aviso(self, aviso: str) -> "Motor":
        """El mismo motor, con lo que ya recuerda, y un aviso para quien mira."""
        return replace(self, publicacion=replace(self.publicacion, aviso=aviso))

    def consultar(self, nombre: str, **parametros: object) -> pl.DataFrame:
        """Resultado de `queries/<nombre>.sql`. Un parámetro opcional que no se da va nulo, que es «sin filtro»."""
        consulta = consultas()[nombre] if nombre in consultas() else _desconocida(nombre)
        if ajenos := sorted(set(parametros) - set(consulta.parametros)):
            raise ErrorConsulta(
                f"No acepta: {', '.join(ajenos)}",
                f"consulta «{nombre}»",
                f"Acepta: {', '.join(consulta.parametros) or 'ningún parámetro'}.",
            )
        if faltan := [p for p in consulta.obligatorios if p not in parametros]:
            raise ErrorConsulta(f"Falta: {', '.join(faltan)}", f"consulta «{nombre}»", "Dé un valor a cada uno.")
        return _correr(self.conexion, consulta, {p: parametros.get(p) for p in consulta.parametros})


def motor() -> Motor:
    """El motor de la publicación vigente; se vuelve a abrir sólo si cambió cuál es o algún archivo suyo.

    Si está dañada, el de la versión más nueva que se pueda comprobar: `motor().publicacion.aviso` lo dice.
    """
    with _CANDADO:
        return _motor()


def consultar(nombre: str, **parametros: object) -> pl.DataFrame:
    """Atajo: la consulta sobre la publicación vigente."""
    return motor().consultar(nombre, **parametros)


@cache
def consultas() -> dict[str, Consulta]:
    """Todas las consultas, por nombre, en orden alfabético."""
    return {ruta.stem: leer_consulta(ruta) for ruta in sorted(rutas.CONSULTAS.glob("*.sql"))}


def leer_consulta(ruta: Path) -> Consulta:
    """La consulta y su encabezado: `-- qué: …`, `-- lee:`, `-- parámetros:`, `-- llave:` y `-- columnas:`."""
    sql = ruta.read_text(encoding="utf-8")
    campos = dict(re.findall(r"^-- (qué|lee|llave|columnas|parámetros): *(.*)$", sql, re.MULTILINE))
    lee, llave, columnas = (tuple(re.findall(r"\w+", campos.get(campo, ""))) for campo in ("lee", "llave", "columnas"))
    cuerpo = re.sub(r"--.*", "", sql)
    usados = tuple(dict.fromkeys(_PARAMETRO.findall(cuerpo)))
    notas = dict(re.findall(r"([a-z_]+)(?: \(([^)]*)\))?", campos.get("parámetros", "")))
    return Consulta(ruta.stem, sql, campos.get("qué", ""), lee, usados, llave, columnas, notas)


def abrir_motor(pub: publicacion.Publicacion) -> Motor:
    """Carga las tablas en memoria, cierra el acceso externo y la configuración, y lo comprueba leyéndolo."""
    conexion = duckdb.connect(":memory:", config=CONFIGURACION)
    for tabla, ruta in pub.tablas.items():
        _cargar(conexion, tabla, ruta)
    conexion.execute("set enable_external_access = false")
    conexion.execute("set lock_configuration = true")
    _exigir_con_llave(conexion)
    _exigir_marca(conexion, pub)
    return Motor(pub, conexion)


_VIGENTE: dict[str, Motor] = {}


def _motor() -> Motor:
    """Si la publicación cambia mientras se abre (una nueva está entrando), se vuelve a intentar."""
    for _ in range(INTENTOS):
        actual = lectura.puntero()
        sello = lectura.sello(actual)
        if sello in _VIGENTE:
            return _VIGENTE[sello]
        try:
            nuevo = abrir_motor(lectura.abrir_puntero(actual))
        except ErrorPublicacion as error:
            if _sello_ahora() != sello:
                continue
            nuevo = _la_de_memoria(actual, error) or abrir_motor(lectura.respaldo(actual, error))
        _VIGENTE.clear()
        _VIGENTE[sello] = nuevo
        return nuevo
    raise ErrorPublicacion("La publicación no deja de cambiar", "carpeta de la publicación", "Espere a que termine y recargue.")


def _la_de_memoria(actual: lectura.Puntero, error: ErrorPublicacion) -> Motor | None:
    """La misma versión, tal como se comprobó al abrirla, si lo que se dañó fue el disco mientras se servía; con aviso.

    Sólo si es de esta carpeta de datos y es la que se sigue señalando, o ya no se sabe cuál se señala.
    """
    abierto = next(iter(_VIGENTE.values()), None)
    if abierto is None or abierto.publicacion.carpeta != lugares.carpeta_de(abierto.publicacion.id):
        return None
    es_la_misma = actual.id in (None, abierto.publicacion.id)
    return abierto.con_aviso(lectura.aviso_de_cambio(abierto.publicacion, error)) if es_la_misma else None


def vigilar() -> str:
    """Vuelve a comprobar la huella de cada archivo de lo que se sirve, aunque su tamaño y su fecha no hayan cambiado.

    Si algo cambió, se sigue sirviendo lo que está en memoria, con aviso; si se repuso, el aviso se quita. Devuelve el aviso.
    """
    servido, actual = motor(), lectura.puntero()
    try:
        lectura.abrir_puntero(actual)
        aviso = ""
    except ErrorPublicacion as error:
        aviso = servido.publicacion.aviso or lectura.aviso_de_cambio(servido.publicacion, error)
    with _CANDADO:
        if servido not in _VIGENTE.values() or servido.publicacion.aviso == aviso:
            return aviso
        if not aviso and servido.publicacion.id != actual.id:
            _VIGENTE.clear()  # se mostraba otra en su lugar y ya se repuso: la próxima vuelta la abre
        else:
            _VIGENTE[next(iter(_VIGENTE))] = servido.con_aviso(aviso)
    return aviso


def _sello_ahora() -> str:
    time.sleep(ESPERA_SEGUNDOS)
    return lectura.sello(lectura.puntero())


def _cargar(conexion: duckdb.DuckDBPyConnection, tabla: str, ruta: Path) -> None:
    if not re.fullmatch(r"[a-z_]+", tabla):
        raise ErrorPublicacion("Nombre de tabla no válido", f"archivo «{ruta.name}»", publicacion.REMEDIO)
    try:
        conexion.execute(f"create table {tabla} as select * from read_parquet($ruta)", {"ruta": str(ruta)})
    except duckdb.Error as error:
        raise ErrorPublicacion("El archivo no se puede leer", f"archivo «{ruta.name}»", publicacion.REMEDIO) from error


def _exigir_con_llave(conexion: duckdb.DuckDBPyConnection) -> None:
    consulta = "select current_setting('enable_external_access'), current_setting('lock_configuration')"
    if conexion.execute(consulta).fetchone() != (False, True):
        raise ErrorPublicacion("El motor de consultas quedó abierto", "DuckDB", "No se sirve nada así; revise la versión.")


def _exigir_marca(conexion: duckdb.DuckDBPyConnection, pub: publicacion.Publicacion) -> None:
    """Si hay una sola cifra simulada, la versión lo dice y todas lo son: nada se sirve sin esa marca ni mezclado."""
    fuentes = {
        fuente for tabla in FUENTES_DE if tabla in pub.tablas for (fuente,) in conexion.execute(FUENTES_DE[tabla]).fetchall() if fuente
    }
    if {fuente.startswith(publicacion.FUENTE_SIMULADA) for fuente in fuentes} - {pub.simulada}:
        raise ErrorPublicacion("La publicación no dice bien si sus datos son simulados", f"versión {pub.version}", publicacion.REMEDIO)


def _correr(conexion: duckdb.DuckDBPyConnection, consulta: Consulta, parametros: dict[str, object]) -> pl.DataFrame:
    cursor = conexion.cursor()
    reloj = threading.Timer(LIMITE_SEGUNDOS, cursor.interrupt)
    reloj.start()
    try:
        # Las tablas en memoria no son de sólo lectura por sí mismas: la transacción sí.
        cursor.execute("begin transaction read only")
        return cursor.sql(consulta.sql, params=parametros).pl()
    except duckdb.InterruptException as error:
        raise ErrorConsulta(
            f"No terminó en {LIMITE_SEGUNDOS:.0f} segundos", f"consulta «{consulta.nombre}»", "Reduzca la selección.", "CONSULTA-LENTA"
        ) from error
    except duckdb.OutOfMemoryException as error:
        raise ErrorConsulta(
            "Pide más memoria de la permitida", f"consulta «{consulta.nombre}»", "Reduzca la selección.", "CONSULTA-GRANDE"
        ) from error
    except duckdb.Error as error:
        raise ErrorConsulta(
            "No se pudo correr con esos parámetros", f"consulta «{consulta.nombre}»", "Revise los valores pedidos."
        ) from error
    finally:
        reloj.cancel()
        cursor.close()


def _desconocida(nombre: str) -> Consulta:
    conocidas = ", ".join(consultas())
    raise ErrorConsulta("No existe esa consulta", f"queries/{nombre}.sql", f"Las que hay: {conocidas}.")
