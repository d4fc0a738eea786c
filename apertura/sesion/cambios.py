"""Qué cambió en una lámina desde que se revisó: sus cifras de entonces y las de ahora, como se leen."""

import re
from dataclasses import dataclass

from apertura import formato
from apertura.laminas import Lamina
from apertura.sesion.archivo import CIFRAS_MAXIMAS, LARGO_DE_CIFRA
from apertura.sesion.modelo import Cifra
from apertura.tablas import Columna, columna_en_texto

RENGLONES, LLAVES = 60, 2
MENSAJE = "Mensaje clave"
_NUMERO = re.compile(r"[+−-]?\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Cambio:
    """Una cifra que no es la misma. Vacía «antes» es nueva; vacía «ahora», ya no está."""

    renglon: str
    columna: str
    antes: str
    ahora: str

    @property
    def en_palabras(self) -> str:
        """«Oaxaca, Valor: 0.33 → 0.35», «Oaxaca, Valor: 0.35 (nueva)» o «… 0.33 (ya no está)»."""
        donde = ", ".join(filter(None, (self.renglon, self.columna)))
        if not self.antes or not self.ahora:
            return f"{donde}: {self.antes or self.ahora} ({'ya no está' if self.antes else 'nueva'})"
        return f"{donde}: {self.antes} → {self.ahora}"


def foto(lamina: Lamina) -> tuple[Cifra, ...]:
    """Su mensaje clave y las cifras que se leen, las primeras si son muchas: bastan para decir qué cambió sin guardar los datos."""
    dicho = (_corta(MENSAJE, "", lamina.mensaje.texto),) if lamina.mensaje else ()
    return (*dicho, *_cifras(lamina))[:CIFRAS_MAXIMAS]


def mensaje_de(cifras: tuple[Cifra, ...]) -> str:
    """El mensaje clave que quedó en la foto; vacío si no llevaba."""
    return next((valor for renglon, _, valor in cifras if renglon == MENSAJE), "")


def _cifras(lamina: Lamina) -> tuple[Cifra, ...]:
    if lamina.cifras:
        return tuple(_corta(cifra.etiqueta, "", cifra.valor) for cifra in lamina.cifras)
    visibles = lamina.tabla.columnas
    llaves = [c for c in visibles if c.formato == "texto"][:LLAVES] or list(visibles[:1])
    caben = max(CIFRAS_MAXIMAS // max(min(lamina.tabla.datos.height, RENGLONES), 1), 1)
    medidas = [c for c in visibles if c.formato != "texto" and c not in llaves] or [c for c in visibles if c not in llaves]
    return tuple(_de_tabla(lamina, llaves, medidas[:caben]))


def comparar(antes: tuple[Cifra, ...], ahora: tuple[Cifra, ...]) -> tuple[Cambio, ...]:
    """Las cifras distintas, en el orden en que se leen ahora; al final, las que ya no están."""
    viejas, nuevas = ({(renglon, columna): valor for renglon, columna, valor in lista} for lista in (antes, ahora))
    distintas = [Cambio(*llave, viejas.get(llave, ""), valor) for llave, valor in nuevas.items() if viejas.get(llave) != valor]
    return (*distintas, *(Cambio(*llave, valor, "") for llave, valor in viejas.items() if llave not in nuevas))


def cifras_viejas(texto: str, cambios: tuple[Cambio, ...]) -> list[str]:
    """Los números de un texto escrito a mano que eran una cifra y ya no lo son: hay que revisarlo."""
    vigentes = {numero for cambio in cambios for numero in _NUMERO.findall(cambio.ahora)}
    pasadas = {numero for cambio in cambios for numero in _NUMERO.findall(cambio.antes)} - vigentes
    return [numero for numero in dict.fromkeys(_NUMERO.findall(texto)) if numero in pasadas]


def _de_tabla(lamina: Lamina, llaves: list[Columna], medidas: list[Columna]) -> list[Cifra]:
    """Una cifra por celda. Dos renglones que se llamen igual se distinguen por su número."""
    primeros = lamina.tabla.datos.head(RENGLONES)
    nombres = [" · ".join(partes) for partes in zip(*(columna_en_texto(primeros, c) for c in llaves), strict=True)]
    vistos: dict[str, int] = {}
    hechas = []
    for nombre, valores in zip(nombres, zip(*(columna_en_texto(primeros, c) for c in medidas), strict=True), strict=False):
        vistos[nombre] = vistos.get(nombre, 0) + 1
        unico = nombre if vistos[nombre] == 1 else f"{nombre} ({vistos[nombre]})"
        hechas += [_corta(unico, c.etiqueta, valor) for c, valor in zip(medidas, valores, strict=True) if valor != formato.SIN_DATO]
    return hechas


def _corta(*textos: str) -> Cifra:
    renglon, columna, valor = (" ".join(texto.split())[:LARGO_DE_CIFRA].rstrip() for texto in textos)
    return renglon, columna, valor
