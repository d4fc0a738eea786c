"""Qué es una frase y qué es una regla, y el registro de todas."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

PESOS, MUESTRA = "pesos", "muestra"


@dataclass(frozen=True)
class Frase:
    """Una oración con sus números. `depende`: de nada (firme), de los pesos, de la muestra o de las dos cosas."""

    regla: str
    texto: str
    depende: tuple[str, ...] = ()

    @property
    def firmeza(self) -> str:
        """«firme», «depende de pesos», «depende de la muestra» o «depende de pesos y de la muestra»."""
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


REGLAS: dict[str, Regla] = {}


def regla(clave: str, que: str, criterio: str, /, **ejemplo: Any) -> Callable[[Callable[..., str]], Callable[..., str]]:
    """Registra la función que redacta. Lanza ValueError si la clave ya existe: dos reglas no pueden llamarse igual."""

    def registrar(redactar: Callable[..., str]) -> Callable[..., str]:
        if clave in REGLAS:
            raise ValueError(f"La regla «{clave}» ya existe.")
        REGLAS[clave] = Regla(clave, que, criterio, redactar, ejemplo)
        return redactar

    return registrar


def decir(clave: str, /, depende: Iterable[str] = (), universo: str = "muestra", **numeros: Any) -> Frase:
    """La frase de esa regla con esos números. En un censo no hay muestra de la cual depender, diga lo que diga `depende`."""
    permitidas = (PESOS, MUESTRA) if universo == "muestra" else (PESOS,)
    pedidas = set(depende)
    return Frase(clave, REGLAS[clave].redactar(**numeros), tuple(d for d in permitidas if d in pedidas))
