"""El sello de un archivo: un código corto que cualquiera puede volver a calcular con la publicación y la vista.

El código resume con sha256 cuatro cosas: la huella del manifiesto de la publicación, la dirección de la vista, la huella de
los datos que la vista muestra y la fecha. Con la misma publicación sale siempre el mismo; si cambia un dígito, sale otro.

No es una firma: no dice quién hizo el archivo, y quien pueda correr Apertura puede calcularlo. Lo que prueba es que el
archivo dice lo que esa publicación dice. Cada archivo lo lleva a la vista y, para verificarlo, en una ficha de un renglón
(`APERTURA1.….`, base64 de un JSON) que cabe en los metadatos de cualquier formato.
"""

import base64
import json
import re
from dataclasses import MISSING, asdict, dataclass, fields
from datetime import date
from typing import Any

import polars as pl

from apertura import __version__
from apertura.laminas.base import Lamina
from apertura.publicacion import Publicacion, huella
from apertura.tablas import Tabla

MARCA = "APERTURA1."
LARGO_DE_FICHA = 8192
# Termina en punto: en un archivo binario, lo que sigue podría parecer parte de ella.
_FICHA = re.compile(rb"APERTURA1\.([A-Za-z0-9_-]{40,8192})\.")
# Crockford: sin I, L, O ni U, que se confunden al leer en voz alta o copiar de un papel.
_LETRAS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GRUPOS, _POR_GRUPO = 4, 4


@dataclass(frozen=True)
class Sello:
    """Lo que hace falta para volver a armar la vista y calcular el código. `datos` y `manifiesto` son sha256 en hexadecimal.

    Lo demás no entra al código, y por eso la misma vista lleva el mismo en todos los formatos: `formato`, `tema` y `origen` (el
    servidor de sus enlaces) sirven para rehacer el archivo; `contenido` es la huella de lo que lleva sin sus metadatos, si su
    formato la da.
    """

    publicacion: str
    manifiesto: str
    vista: str
    datos: str
    fecha: str
    programa: str = __version__
    formato: str = ""
    tema: str = "claro"
    contenido: str = ""
    origen: str = ""

    @property
    def codigo(self) -> str:
        """«20261125-7K3M-9QXD-0B2C-V5TN»: la fecha y 80 bits de la huella."""
        partes = [self.manifiesto, self.vista, self.datos, self.fecha]
        numero = int(huella(json.dumps(partes, ensure_ascii=False).encode()), 16) >> (256 - 5 * _GRUPOS * _POR_GRUPO)
        letras = "".join(_LETRAS[(numero >> 5 * n) & 31] for n in reversed(range(_GRUPOS * _POR_GRUPO)))
        grupos = [letras[n : n + _POR_GRUPO] for n in range(0, len(letras), _POR_GRUPO)]
        return "-".join([self.fecha.replace("-", ""), *grupos])

    @property
    def ficha(self) -> str:
        """«APERTURA1.eyJ….»: el sello entero en letras, números, «-» y «_», que ningún formato altera."""
        texto = json.dumps({**asdict(self), "codigo": self.codigo}, ensure_ascii=False, separators=(",", ":"))
        return MARCA + base64.urlsafe_b64encode(texto.encode()).decode().rstrip("=") + "."


def sellar(lamina: Lamina, publicacion: Publicacion, hoy: date, formato: str = "", tema: str = "claro", origen: str = "") -> Sello:
    """El sello de una lámina. El mismo día y con la misma publicación, siempre el mismo."""
    return Sello(
        publicacion=publicacion.version,
        manifiesto=publicacion.manifiesto,
        vista=lamina.direccion,
        datos=huella_de_datos(lamina.datos),
        fecha=hoy.isoformat(),
        formato=formato,
        tema=tema,
        origen=origen,
    )


def huella_de_datos(tabla: Tabla) -> str:
    """sha256 de lo que la tabla dice: nombre, columnas con su tipo y cada renglón, sin redondear y en su orden."""
    tipos = [(nombre, str(tipo)) for nombre, tipo in tabla.datos.schema.items()]
    planos = tabla.datos.with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String))
    encabezado = json.dumps([tabla.nombre, tipos], ensure_ascii=False).encode()
    return huella(encabezado + b"\n" + planos.write_ndjson().encode())


def leer_fichas(contenido: bytes) -> list[tuple[Sello, str]]:
    """Los sellos que haya en unos bytes, sin repetir y en orden, cada uno con el código que dice tener.

    Lo que no se entiende se salta: una ficha rota no es un sello.
    """
    halladas: dict[tuple[Sello, str], None] = {}
    for cuerpo in _FICHA.findall(contenido):
        if leida := _de_ficha(cuerpo):
            halladas.setdefault(leida)
    return list(halladas)


def _de_ficha(cuerpo: bytes) -> tuple[Sello, str] | None:
    try:
        dicho: dict[str, Any] = json.loads(base64.urlsafe_b64decode(cuerpo + b"=" * (-len(cuerpo) % 4)))
        # Lo que tiene valor por omisión puede faltar: una ficha de una versión anterior también se lee.
        valores = {c.name: dicho[c.name] if c.default is MISSING else dicho.get(c.name, c.default) for c in fields(Sello)}
        codigo = dicho["codigo"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not all(isinstance(valor, str) and len(valor) <= LARGO_DE_FICHA for valor in (*valores.values(), codigo)):
        return None
    return Sello(**valores), codigo
