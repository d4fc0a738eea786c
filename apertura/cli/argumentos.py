"""Qué órdenes hay y qué opciones lleva cada una."""

import argparse

from apertura import __version__
from apertura.cli.espanol import FRASES, Analizador

PROGRAMA = "python -m apertura"
FORMATOS = ("tabla", "csv", "json", "parquet")

# Opción → parámetros de consulta a los que puede ir; se usa el que la consulta tenga.
ATAJOS = {
    "metrica": ("metrica",),
    "edicion": ("edicion",),
    "indicador": ("indicador",),
    "orden": ("ordenes", "orden"),
    "tipo": ("tipos", "tipo"),
    "entidad": ("entidades", "cve_ent"),
    "sujeto": ("clave_sujeto", "claves"),
}
_AYUDA_DE_ATAJOS = {
    "metrica": "MGA o MJA",
    "edicion": "año de la edición: 2017, 2019, 2021 o 2023",
    "indicador": "GA, T, P, TG, TC, PG, PC, JA…",
    "orden": "orden de gobierno: federal, estatal o municipal; se puede repetir",
    "tipo": "tipo de sujeto obligado: municipio, judicial…; se puede repetir",
    "entidad": "clave de la entidad (01 a 32, FED) o su nombre; se puede repetir",
    "sujeto": "clave del sujeto obligado: 19-MUN-039; se puede repetir si la consulta admite varios",
}


def analizador() -> Analizador:
    """El analizador completo; `accion` guarda la orden elegida."""
    principal = Analizador(
        prog=PROGRAMA,
        description="Resultados de la Métrica de Gobierno Abierto y de la Métrica de Justicia Abierta.",
        epilog=f"Cada orden tiene su ayuda: «{PROGRAMA} consultar --ayuda».",
    )
    principal.add_argument(
        "--version",
        action="version",
        version=f"Apertura {__version__}",
        help=FRASES["show program's version number and exit"],
    )
    ordenes = principal.add_subparsers(dest="accion", required=True, metavar="ORDEN", title="órdenes")
    _construir(ordenes)
    _verificar(ordenes)
    _consultar(ordenes)
    _diccionario(ordenes)
    _ficha(ordenes)
    _exportar(ordenes)
    _fichas(ordenes)
    _archivo(ordenes)
    _verificar_archivo(ordenes)
    _importar(ordenes)
    _plantilla(ordenes)
    _ejemplo(ordenes)
    _publicaciones(ordenes)
    return principal


def _orden(ordenes: "argparse._SubParsersAction[Analizador]", nombre: str, ayuda: str) -> Analizador:
    return ordenes.add_parser(nombre, help=ayuda, description=f"{ayuda[0].upper()}{ayuda[1:]}.")


def _construir(ordenes: "argparse._SubParsersAction[Analizador]") -> None:
    orden = _orden(ordenes, "construir", "construye la publicación (Parquet y manifiesto) desde data/fuentes")
    orden.add_argument("--destino", metavar="CARPETA", help="dónde escribirla (por omisión, la publicación vigente)")


def _verificar(ordenes: "argparse._SubParsersAction[Analizador]") -> None:
    orden = _orden(ordenes, "verificar", "recalcula cada cifra publicada y dice cuáles coinciden")
    orden.add_argument("--detalle", action="store_true", help="muestra cada cifra, no sólo las que no coinciden")


def _consultar(ordenes: "argparse._SubParsersAction[Analizador]") -> None:
    orden = _orden(ordenes, "consultar", "corre una consulta; sin nombre, dice cuáles hay")
    orden.add_argument("nombre", nargs="?", metavar="NOMBRE", help="nombre de la consulta, como en queries/")
    for atajo, ayuda in _AYUDA_DE_ATAJOS.items():
        orden.add_argument(f"--{atajo}", action="append", metavar="VALOR", help=ayuda)
    orden.add_argument(
        "--parametro",
        action="append",
        metavar="NOMBRE=VALOR",
        default=[],
        help="cualquier otro parámetro; si es lista, los valores van separados por comas",
    )
    orden.add_argument("--formato", choices=FORMATOS, default="tabla", help="tabla, csv, json o parquet")
    orden.add_argument("--salida", metavar="ARCHIVO", help="dónde escribir (por omisión, en la terminal)")


def _diccionario(ordenes: "argparse._SubParsersAction[Analizador]") -> None:
    orden = _orden(ordenes, "diccionario", "escribe docs/diccionario.md a partir de los contratos")
    orden.add_argument("--salida", metavar="ARCHIVO", help="dónde escribirlo (por omisión, docs/diccionario.md)")


def _ficha(ordenes: "argparse._SubParsersAction[Analizador]") -> None:
    orden = _orden(ordenes, "ficha", "da la ficha de un sujeto obligado o de una entidad: dónde está y por dónde empezar")
    quien = orden.add_mutually_exclusive_group(required=True)
    quien.add_argument("--sujeto", metavar="CLAVE", help="clave del sujeto obligado: 22-MUN-016")
    quien.add_argument("--entidad", metavar="CVE", help="clave de la entidad (01 a 32, FED) o su nombre")
    orden.add_argument("--metrica", metavar="VALOR", default="MGA", help="MGA (por omisión) o MJA")
    orden.add_argument("--edicion", metavar="AÑO", default="2017", help="año de la edición (por omisión, 2017)")
    orden.add_argument(
        "--pares",
        metavar="GRUPO",
        default="orden-tipo",
        help="con quién se compara: orden-tipo (por omisión), entidad, region, perfil:15 o lista:CLAVE,CLAVE",
    )
    orden.add_argument("--formato", choices=("md", "json"), default="md", help="md (por omisión) o json, sin redondear")
    orden.add_argument("--salida", metavar="ARCHIVO", help="dónde escribir (por omisión, en la terminal)")


def _exportar(ordenes: "argparse._SubParsersAction[Analizador]") -> None:
    orden = _orden(ordenes, "exportar", "escribe el archivo de una vista; sin formato, dice qué láminas ofrece")
    orden.add_argument(
        "--vista",
        metavar="DIRECCIÓN",
        action="append",
        required=True,
        help="el enlace de «Compartir», completo o desde la diagonal: '/mapa?indicador=T#mapa'; en pptx se puede repetir",
    )
    orden.add_argument("--todas", action="store_true", help="todas las láminas de cada vista (en pptx o pdf)")
    orden.add_argument("--formato", metavar="FORMATO", help="png, svg, pdf, pptx, docx, md, csv, xlsx, parquet o geojson")
    orden.add_argument("--tema", choices=("claro", "oscuro"), default="claro", help="claro (por omisión) u oscuro")
    orden.add_argument("--origen", metavar="URL", help="dirección de su servidor, con https, para completar el enlace y el QR")
    orden.add_argument(
        "--plantilla", metavar="PPTX", help="plantilla de su oficina para pptx (por omisión, la nuestra o $APERTURA_PLANTILLA)"
    )
    orden.add_argument("--salida", metavar="ARCHIVO", help="archivo o carpeta (por omisión, aquí, con un nombre que lleva su huella)")


def _fichas(ordenes: "argparse._SubParsersAction[Analizador]") -> None:
    orden = _orden(ordenes, "fichas", "escribe las fichas de una entidad y de sus instituciones, o de todas, en una carpeta o un ZIP")
    orden.add_argument(
        "--entidad",
        metavar="CVE",
        action="append",
        help="clave de la entidad (01 a 32, FED) o su nombre; se puede repetir; si falta, todas",
    )
    orden.add_argument("--solo", choices=("entidades", "instituciones"), help="sólo las de las entidades o sólo las de sus instituciones")
    orden.add_argument("--metrica", metavar="VALOR", default="MGA", help="MGA (por omisión) o MJA")
    orden.add_argument("--edicion", metavar="AÑO", default="2017", help="año de la edición (por omisión, 2017)")
    orden.add_argument("--formato", metavar="FORMATO", default="pdf", help="pdf (por omisión) o cualquier otro de «exportar»")
    orden.add_argument("--salida", metavar="CARPETA", required=True, help="carpeta, o un archivo .zip; lo que ya esté bien no se repite")
    orden.add_argument("--fecha", metavar="AAAA-MM-DD", help="la del sello (por omisión, hoy)")
    orden.add_argument("--origen", metavar="URL", help="dirección de su servidor, con https, para completar el enlace y el QR")
    orden.add_argument(
        "--procesos", metavar="N", choices=[str(n) for n in range(1, 65)], help="cuántos a la vez (por omisión, según el lote)"
    )
    orden.add_argument("--avance", action="store_true", help="escribe el avance («12/28») en la salida, para otro programa")


def _archivo(ordenes: "argparse._SubParsersAction[Analizador]") -> None:
    orden = _orden(ordenes, "archivo", "escribe datos, fichas, mapas, método y licencias en una carpeta o un ZIP que se abre sin red")
    orden.add_argument("--salida", metavar="CARPETA", help="carpeta nueva, o un archivo .zip; si se interrumpe, la misma orden sigue")
    orden.add_argument(
        "--entidad",
        metavar="CVE",
        action="append",
        help="sólo las fichas de esa entidad; se puede repetir; si falta, todas",
    )
    orden.add_argument("--sin-fichas", action="store_true", help="sólo datos, mapas, método y licencias")
    orden.add_argument("--fecha", metavar="AAAA-MM-DD", help="la de los sellos (por omisión, hoy); con la misma salen los mismos bytes")
    orden.add_argument("--origen", metavar="URL", help="dirección de su servidor, con https, para completar los enlaces y los QR")
    orden.add_argument(
        "--procesos", metavar="N", choices=[str(n) for n in range(1, 65)], help="cuántos a la vez (por omisión, según el lote)"
    )
    orden.add_argument("--avance", action="store_true", help="escribe el avance («12/1047») en la salida, para otro programa")
    orden.add_argument("--comprobar", metavar="ARCHIVO", help="dice si esa carpeta o ese ZIP está completo e intacto")


def _verificar_archivo(ordenes: "argparse._SubParsersAction[Analizador]") -> None:
    orden = _orden(ordenes, "verificar-archivo", "dice si un archivo exportado, o el sello que se lee en él, es auténtico")
    orden.add_argument(
        "que", nargs="+", metavar="ARCHIVO|SELLO", help="el archivo; o, entre comillas, el enlace y el sello que trae impresos"
    )  # fmt: skip


def _importar(ordenes: "argparse._SubParsersAction[Analizador]") -> None:
    orden = _orden(
        ordenes, "importar", "carga un archivo oficial (CSV, XLSX, XLS u ODS), dice sus defectos y, si no hay errores, lo publica"
    )
    orden.add_argument("archivo", metavar="ARCHIVO", help="el archivo, tal como se tiene")
    orden.add_argument("--metrica", choices=("MGA", "MJA"), help="si el archivo no la dice")
    orden.add_argument("--edicion", metavar="AÑO", help="si el archivo no la dice, o para elegir una")
    orden.add_argument("--hoja", metavar="NOMBRE", help="cuál hoja del libro")
    orden.add_argument("--mapeo", metavar="CSV", help="mapa de columnas: columna,campo,clase (como los de data/columnas)")
    orden.add_argument("--estructura", metavar="CSV", help="árbol de indicadores y pesos de la edición, si no es el conocido")
    orden.add_argument("--decisiones", metavar="CSV", help="lo ya decidido: codigo,sobre,decision")
    orden.add_argument(
        "--aceptar",
        action="append",
        metavar="CÓDIGO",
        default=[],
        help="acepta en bloque una decisión: INSTITUCION-NUEVA, RENGLONES-RECHAZADOS, ESCALA=dividir…; se puede repetir",
    )
    orden.add_argument("--guardar-mapeo", metavar="NOMBRE", help="guarda el mapa de columnas para el siguiente archivo igual")
    orden.add_argument("--informe", metavar="ARCHIVO", help="escribe todos los defectos en .xlsx o .json")
    orden.add_argument("--simular", action="store_true", help="sólo dice qué pasaría")
    orden.add_argument(
        "--grande", action="store_true", help="admite bases de hasta 1 GB y 7,500,000 celdas; puede ocupar 4 GB de memoria y tardar minutos"
    )
    otro = orden.add_argument_group("para otro programa, como la página Cargar")
    otro.add_argument("--nombre", metavar="NOMBRE", help="cómo se llama el archivo, si el que se da es una copia")
    otro.add_argument("--quien", metavar="NOMBRE", help="quién lo pide, para la bitácora (por omisión, quien usa el equipo)")
    otro.add_argument("--carpeta", metavar="CARPETA", help="dónde dejar el avance, el resultado, los informes y la publicación candidata")
    otro.add_argument("--anotar-rechazo", action="store_true", help="con --simular: si el archivo no se puede usar, queda en la bitácora")
    otro.add_argument("--revisada", metavar="HUELLA", help="publica sólo si el resultado es exactamente el que se revisó")


def _ejemplo(ordenes: "argparse._SubParsersAction[Analizador]") -> None:
    orden = _orden(ordenes, "ejemplo", "muestra un ejemplo completo con datos simulados y rotulados; lo publicado se conserva")
    orden.add_argument("--quitar", action="store_true", help="deja de mostrarlo y vuelve a lo que había")
    orden.add_argument("--quien", metavar="NOMBRE", help="quién lo pide, para la bitácora (por omisión, quien usa el equipo)")
    orden.add_argument("--carpeta", metavar="CARPETA", help="dónde dejar el avance, para otro programa")


def _plantilla(ordenes: "argparse._SubParsersAction[Analizador]") -> None:
    orden = _orden(ordenes, "plantilla", "escribe el Excel en blanco que se llena y se carga con «importar»")
    orden.add_argument("--metrica", choices=("MGA", "MJA"), required=True, help="de cuál métrica")
    orden.add_argument("--salida", metavar="ARCHIVO", help="dónde escribirla (por omisión, plantilla_MGA.xlsx o plantilla_MJA.xlsx)")


def _publicaciones(ordenes: "argparse._SubParsersAction[Analizador]") -> None:
    lista = _orden(ordenes, "publicaciones", "lista las versiones publicadas y comprueba que estén completas")
    lista.add_argument("--formato", choices=FORMATOS, default="tabla", help="tabla, csv, json o parquet")
    lista.add_argument("--salida", metavar="ARCHIVO", help="dónde escribir (por omisión, en la terminal)")
    vuelta = _orden(ordenes, "revertir", "vuelve a mostrar otra versión publicada; no borra ninguna")
    vuelta.add_argument("cual", metavar="ID", help="id o número de la versión, u «origen»")
    vuelta.add_argument("--formato", choices=("texto", "json"), default="texto", help="texto (por omisión) o json")
    cambios = _orden(ordenes, "comparar", "dice qué cambió entre dos versiones publicadas")
    cambios.add_argument("antes", metavar="A", help="id o número de la versión de partida, u «origen»")
    cambios.add_argument("despues", metavar="B", help="id o número de la otra")
    cambios.add_argument("--formato", choices=("texto", "json"), default="texto", help="texto (por omisión) o json, con cada renglón")
    cambios.add_argument("--salida", metavar="ARCHIVO", help="dónde escribir (por omisión, en la terminal)")
    auditoria = _orden(ordenes, "auditar", "muestra la bitácora y comprueba que nadie la haya cambiado")
    auditoria.add_argument("--ancla", metavar="HUELLA", help="una huella apuntada antes: comprueba que siga en la bitácora")
    auditoria.add_argument("--formato", choices=FORMATOS, default="tabla", help="tabla, csv, json o parquet")
    auditoria.add_argument("--salida", metavar="ARCHIVO", help="dónde escribir (por omisión, en la terminal)")
