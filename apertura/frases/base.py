"""Qué es una frase y qué es una regla, y el registro de todas."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

PESOS, MUESTRA = "pesos", "muestra"
# Criterios de lo que no lleva distintivo: no hay sorteo que pudiera cambiarlo.
CUENTA = "no lleva: cuenta o repite lo que está en los datos"
DECLARADO = "no lleva: es una definición o un vínculo declarado, no un cálculo"
ES_SIMULACRO = "no lleva: es un ejemplo con números de verdad, no un resultado"


@dataclass(frozen=True)
class Frase:
    """Una oración con sus números. `depende`: de nada (firme), de los pesos, de la muestra o de las dos cosas.

    `comprobada` es falso si no hay nada que sortear (una cuenta, una definición) o con qué (sólo cifras publicadas): entonces
    no lleva distintivo. `porque`: en cuántos sorteos se sostiene, o por qué no se pudo comprobar.
    """

    regla: str
    texto: str
    depende: tuple[str, ...] = ()
    comprobada: bool = True
    porque: str = ""

    @property
    def firmeza(self) -> str:
        """«firme», «depende de pesos», «depende de la muestra», «depende de pesos y de la muestra» o vacío si no se comprobó."""
        if not self.comprobada:
            return ""
        nombres = {PESOS: "de pesos", MUESTRA: "de la muestra"}
        return f"depende {' y '.join(nombres[d] for d in self.depende)}" if self.depende else "firme"


@dataclass(frozen=True)
class Regla:
    """Cómo se escribe una frase: `redactar` recibe sus números por nombre y devuelve el texto, o vacío si no hay qué decir.

    `que` dice qué contesta; `criterio`, cuándo es firme; `ejemplo`, números de muestra que no son de nadie.
    """

    clave: str
    que: str
    criterio: str
    redactar: Callable[..., str]
    ejemplo: Mapping[str, Any]

    @property
    def con_firmeza(self) -> bool:
        """Si lo que dice podría cambiar con otra muestra o con otros pesos."""
        return not self.criterio.startswith("no lleva")


REGLAS: dict[str, Regla] = {}


def regla(clave: str, que: str, criterio: str, /, **ejemplo: Any) -> Callable[[Callable[..., str]], Callable[..., str]]:
    """Registra la función que redacta. Lanza ValueError si la clave ya existe: dos reglas no pueden llamarse igual."""

    def registrar(redactar: Callable[..., str]) -> Callable[..., str]:
        if clave in REGLAS:
            raise ValueError(f"La regla «{clave}» ya existe.")
        REGLAS[clave] = Regla(clave, que, criterio, redactar, ejemplo)
        return redactar

    return registrar


def decir(clave: str, /, depende: Iterable[str] | None = (), universo: str = "muestra", porque: str = "", **numeros: Any) -> Frase:
    """La frase de esa regla con esos números. `depende` None: no se pudo comprobar, y `porque` dice por qué.

    En un censo no hay muestra de la cual depender, diga lo que diga `depende`.
    """
    elegida = REGLAS[clave]
    texto = elegida.redactar(**numeros)
    if depende is None or not elegida.con_firmeza:
        return Frase(clave, texto, comprobada=False, porque=porque)
    permitidas = (PESOS, MUESTRA) if universo == "muestra" else (PESOS,)
    pedidas = set(depende)
    return Frase(clave, texto, tuple(d for d in permitidas if d in pedidas), porque=porque)


def en_texto(clave: str, /, **numeros: Any) -> str:
    """Sólo el texto, para ponerlo dentro de otra frase, donde el distintivo es el de ella."""
    return REGLAS[clave].redactar(**numeros)


def en_celda(clave: str, /, **numeros: Any) -> str:
    """El texto sin su punto, para la celda de una tabla o la nota de una gráfica."""
    return REGLAS[clave].redactar(**numeros).removesuffix(".")
