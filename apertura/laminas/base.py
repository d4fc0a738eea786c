"""Qué es una lámina y cómo la ofrece una página."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from apertura.catalogo import Catalogo, Edicion
from apertura.consultas import Motor
from apertura.frases import Frase
from apertura.graficas.base import Grafica
from apertura.graficas.tema import NombreTema
from apertura.seleccion import Seleccion
from apertura.tablas import Cifra, Procedencia, Tabla
from apertura.vistas.comun import enlace, ruta_de

Dicho = Callable[[], Iterable[Frase]]


@dataclass(frozen=True, eq=False)
class Documento:
    """Lo que se imprime junto: quién es, lo que se dice y las tablas de una página, por su clave.

    `clase` dice con qué plantilla («sujeto», «entidad»); `textos`, párrafos sueltos; `niveles`, indicador → qué tan hondo está en
    el árbol; `mapa`, dónde está, si hay.
    """

    clase: str
    nombre: str
    bajada: str
    frases: tuple[Frase, ...]
    tablas: Mapping[str, Tabla]
    textos: Mapping[str, str] = field(default_factory=dict)
    niveles: Mapping[str, int] = field(default_factory=dict)
    cifras: tuple[Cifra, ...] = ()
    mapa: Grafica | None = None


@dataclass(frozen=True, eq=False)
class Lamina:
    """Una unidad de lo que se muestra: una gráfica, unas cifras o una tabla, con lo que se dice de ella y de dónde sale.

    `direccion` es el enlace relativo que la reproduce («/entidad?…#origen»). `tabla` son sus datos, siempre; si en pantalla
    van recortados, `completa` da todos. `dichas` redacta las frases sólo si se piden: la primera es el mensaje clave.
    `documento`, si lo hay, es lo que se imprime en varias hojas cuando se pide en PDF.
    """

    clave: str
    titulo: str
    direccion: str
    tabla: Tabla
    grafica: Grafica | None = None
    cifras: tuple[Cifra, ...] = ()
    dichas: Dicho = tuple
    completa: Callable[[], Tabla] | None = None
    documento: Callable[[], Documento] | None = None

    def con(self, **cambios: Any) -> "Lamina":
        """Copia con esos cambios."""
        return replace(self, **cambios)

    @cached_property
    def frases(self) -> tuple[Frase, ...]:
        """Las frases con texto, cada una con su firmeza."""
        return tuple(frase for frase in self.dichas() if frase.texto)

    @property
    def mensaje(self) -> Frase | None:
        """La primera frase: lo que hay que decir si sólo se dice una cosa."""
        return self.frases[0] if self.frases else None

    @property
    def notas(self) -> tuple[str, ...]:
        """Método y cautelas."""
        return self.tabla.notas

    @property
    def procedencia(self) -> Procedencia:
        """Los sellos, con el enlace que reproduce esta lámina."""
        return replace(self.tabla.procedencia, enlace=self.direccion)

    @property
    def descripcion(self) -> str:
        """Lo que se ve, en palabras: el texto alternativo."""
        if self.grafica:
            return self.grafica.descripcion
        dichas = "; ".join(f"{c.etiqueta}: {c.valor} ({c.apoyo})" for c in self.cifras)
        return f"{self.titulo}. {dichas}." if dichas else f"{self.titulo}. Tabla de {self.tabla.datos.height} renglones."

    @cached_property
    def datos(self) -> Tabla:
        """La tabla que se lleva quien descarga los datos: completa y con el enlace a esta lámina."""
        entera = self.completa() if self.completa else self.tabla
        return replace(entera, procedencia=replace(entera.procedencia, enlace=self.direccion))


@dataclass(frozen=True, eq=False)
class Pedido:
    """Lo que hace falta para armar las láminas de una página."""

    motor: Motor
    catalogo: Catalogo
    pagina: str
    seleccion: Seleccion
    tema: NombreTema = "claro"

    @property
    def comunes(self) -> tuple[Motor, Catalogo, Seleccion]:
        """Los argumentos con que se llama a casi toda vista."""
        return self.motor, self.catalogo, self.seleccion

    @property
    def edicion(self) -> Edicion:
        """La edición elegida."""
        return self.catalogo.ediciones[(self.seleccion.metrica, self.seleccion.edicion)]

    def con(self, **cambios: object) -> "Pedido":
        """El mismo pedido con otra selección."""
        return replace(self, seleccion=self.seleccion.con(**cambios))

    def de_grafica(self, clave: str, grafica: Grafica, dichas: Dicho = tuple) -> Lamina:
        """Una gráfica y su tabla gemela."""
        return Lamina(clave, grafica.titulo, self._direccion(clave, grafica.tabla), grafica.tabla, grafica, dichas=dichas)

    def de_tabla(self, clave: str, tabla: Tabla, dichas: Dicho = tuple, completa: Callable[[], Tabla] | None = None) -> Lamina:
        """Sólo una tabla."""
        return Lamina(clave, tabla.titulo, self._direccion(clave, tabla), tabla, dichas=dichas, completa=completa)

    def de_cifras(self, clave: str, titulo: str, cifras: tuple[Cifra, ...], tabla: Tabla, dichas: Dicho = tuple) -> Lamina:
        """Unas cifras grandes y la tabla de la que salen."""
        return Lamina(clave, titulo, self._direccion(clave, tabla), tabla, cifras=cifras, dichas=dichas)

    def _direccion(self, clave: str, tabla: Tabla) -> str:
        """El enlace de la tabla, que ya trae sólo lo que la cambia; si es el de otra página, el de la selección completa."""
        propia = tabla.procedencia.enlace
        base = propia if propia.startswith(f"{ruta_de(self.pagina)}?") else enlace(self.pagina, self.seleccion)
        return f"{base}#{clave}"


@dataclass(frozen=True, eq=False)
class Oferta:
    """Una lámina que la página ofrece, sin armarla todavía. `armar` da None si con esos datos no hay qué mostrar."""

    clave: str
    nombre: str
    armar: Callable[[Pedido], Lamina | None]
