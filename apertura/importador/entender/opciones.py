"""Qué se puede responder a cada cosa que espera a una persona, y a qué campo puede ir una columna, en palabras."""

from collections.abc import Sequence

from apertura.importador import catalogos
from apertura.importador.defectos import Defecto
from apertura.importador.entender import claves
from apertura.importador.entender.columnas import ETIQUETAS, IGNORAR
from apertura.importador.entender.decisiones import ACEPTAR, RECHAZAR
from apertura.importador.entender.estructura import Estructura
from apertura.importador.entender.instituciones import NUEVA
from apertura.importador.entender.valores import DECIMAL, DEJAR, DIVIDIR, POR_MILLAR

Opcion = tuple[str, str]
"""Lo que se guarda y lo que lee la persona."""
FIJAS: dict[str, tuple[Opcion, ...]] = {
    "METRICA": (("MGA", "Métrica de Gobierno Abierto"), ("MJA", "Métrica de Justicia Abierta")),
    "MAPEO": ((ACEPTAR, "Sí, es ése"), (RECHAZAR, "No: esa columna no se usa")),
    "DECIMAL-COMA": ((ACEPTAR, "Leer las dos como marca decimal"),),
    "PORCENTAJE": ((ACEPTAR, "Dividir entre 100 sólo las que llevan %"),),
    "NUMERO-AMBIGUO": (
        (DECIMAL, "Son decimales: 1.234 es uno y pico"),
        (POR_MILLAR, "Son millares: 1.234 es mil doscientos treinta y cuatro"),
    ),
    "ESCALA": ((DIVIDIR, "Van de 0 a 100: dividir entre 100"), (DEJAR, "Ya van de 0 a 1: dejarlos así")),
    "INSTITUCION-NUEVA": ((ACEPTAR, "Son nuevas: agregarlas todas"), (RECHAZAR, "No publicar ninguna de ellas")),
    "INSTITUCION-DUDOSA": ((ACEPTAR, "Sí, son las mismas"), (NUEVA, "No: son otras, nuevas")),
    "RENGLONES-RECHAZADOS": ((ACEPTAR, "Publicar sin esos renglones"),),
    "DESAPARECEN": ((ACEPTAR, "Publicar aunque desaparezcan"),),
    "REVISION": ((ACEPTAR, "Publicar los valores nuevos"),),
    "PRELIMINAR": ((ACEPTAR, "Publicarlo aunque sea preliminar"),),
}
POR_RENGLON = ("DUPLICADA-CONFLICTO", "POSIBLE-DUPLICADO")
CON_CUIDADO = ("DESAPARECEN", "REVISION")
"""Lo que se confirma escribiendo un número, no con un clic."""


def opciones_de(d: Defecto, metrica: str | None) -> tuple[Opcion, ...]:
    """Entre qué se elige; vacía si se responde escribiendo (un año)."""
    if d.codigo in POR_RENGLON:
        return tuple((renglon, f"Vale el renglón {renglon}") for renglon in d.alternativas)
    if d.codigo == "TIPO-DESCONOCIDO":
        return tuple(claves.tipos_de(metrica).select("tipo", "etiqueta").iter_rows())
    return FIJAS.get(d.codigo) or tuple((texto, texto) for texto in d.alternativas)


def campos(estructura: Estructura | None) -> list[Opcion]:
    """Los campos a los que puede ir una columna: no usarla, los de la institución y los indicadores de la edición."""
    arbol: Sequence[Opcion] = estructura.arbol.select("indicador", "nombre_corto").rows() if estructura else []
    indicadores = [(clave, f"{clave} · {nombre}") for clave, nombre in dict(arbol).items()]
    return [(IGNORAR, "No se usa"), *ETIQUETAS.items(), *indicadores]


def etiquetas_de_orden() -> dict[str, str]:
    """Orden → cómo se lee."""
    return dict(catalogos.ordenes().select("orden", "etiqueta").iter_rows())
