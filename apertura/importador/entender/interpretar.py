"""Del libro leído a la propuesta: qué hoja, qué encabezado, qué es cada columna y quién es cada institución."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
from rapidfuzz import fuzz, process

from apertura.importador.defectos import Defecto
from apertura.importador.entender import claves, contexto, instituciones
from apertura.importador.entender import columnas as mapas
from apertura.importador.entender.cabecera import Cabecera
from apertura.importador.entender.columnas import IGNORAR, Columna, Perfil
from apertura.importador.entender.decisiones import ACEPTAR, COLUMNA, RECHAZAR, Decisiones
from apertura.importador.entender.estructura import estructura_para
from apertura.importador.entender.hojas import Hoja, Libro
from apertura.importador.entender.identificar import Identificador, defectos_de_instituciones
from apertura.importador.entender.mensajes import ARCHIVO, AVISO, ERROR, RENGLON, defecto, enumerar
from apertura.importador.entender.propuesta import Propuesta, Tablas
from apertura.importador.entender.renglones import Renglones, separar
from apertura.texto import normalizar

_FORMULA = ("=", "+", "@")


def proponer(libro: Libro, metrica: str | None = None, edicion: int | None = None, hoja: str | None = None,
             mapeo: Mapping[str, str] | Path | None = None, *, contra: Tablas | None = None,
             decisiones: Decisiones | None = None, estructura: Path | None = None) -> Propuesta:  # fmt: skip
    """Entiende el libro. `contra`: las tablas de la publicación vigente, para reconocer a las instituciones y comparar.

    Nunca lanza por el contenido del archivo: lo que impida seguir es un defecto. Lanza ErrorApertura si el mapa o la
    estructura que da la persona no tienen su forma.
    """
    decisiones, contra = decisiones or Decisiones(), contra or {}
    if any(d.nivel == ERROR and d.alcance == ARCHIVO for d in libro.defectos):
        return Propuesta(libro, metrica, edicion, decisiones=decisiones, contra=contra, defectos=tuple(libro.defectos))
    arbol = estructura_para(metrica, edicion, estructura, contra)
    conocidos = {**mapas.encabezados(metrica), **{normalizar(k): v for k, v in arbol.encabezados.items()}}
    a_mano, dado = _mapa_de(mapeo, decisiones)
    conocidos |= {normalizar(rotulo): campo for rotulo, campo in {**(dado.campos if dado else {}), **a_mano}.items()}
    elegida, cabecera, defectos = contexto.elegir_hoja(libro, hoja, conocidos, decisiones)
    base = Propuesta(libro, metrica, edicion, decisiones=decisiones, contra=contra, defectos=(*libro.defectos, *defectos))
    if elegida is None or cabecera is None:
        return base
    return _Lectura(base, elegida, cabecera, a_mano, dado, estructura).propuesta()


def _mapa_de(mapeo: Mapping[str, str] | Path | None, decisiones: Decisiones) -> tuple[dict[str, str], Perfil | None]:
    """Lo que una persona dijo de cada columna (en el mapa o como decisión COLUMNA) y el perfil que dio, si dio uno."""
    decididas = {rotulo: campo for (codigo, rotulo), campo in decisiones.tomadas.items() if codigo == COLUMNA}
    if isinstance(mapeo, Path):
        return decididas, mapas.leer_perfil(mapeo)
    return {**{rotulo: campo or IGNORAR for rotulo, campo in (mapeo or {}).items()}, **decididas}, None


class _Lectura:
    """Un paso por método; los defectos se juntan."""

    def __init__(self, base: Propuesta, hoja: Hoja, cabecera: Cabecera, a_mano: dict[str, str], dado: Perfil | None,
                 estructura: Path | None) -> None:  # fmt: skip
        self.base, self.hoja, self.cabecera, self.a_mano, self.ruta_estructura = base, hoja, cabecera, a_mano, estructura
        self.decisiones = base.decisiones
        self.defectos: list[Defecto] = list(base.defectos)
        self.perfil = dado or mapas.perfil_para(cabecera.rotulos, base.metrica, base.edicion)
        self.constantes = dict(self.perfil.constantes) if self.perfil else {}
        self.textos = [*cabecera.titulos, hoja.nombre, base.libro.nombre]
        self.metrica = base.metrica or self.constantes.get("metrica") or contexto.metrica_de(self.textos, cabecera.rotulos, None)

    def propuesta(self) -> Propuesta:
        """La propuesta completa, o hasta donde se pudo llegar."""
        provisional = estructura_para(self.metrica, self.base.edicion, self.ruta_estructura, self.base.contra)
        self.columnas = mapas.mapear(self.cabecera.rotulos, self.perfil, self.a_mano, self.metrica, provisional.encabezados)
        self._edicion_y_metrica()
        self.estructura = estructura_para(self.metrica, self.edicion, self.ruta_estructura, self.base.contra)
        self.defectos += self.estructura.defectos
        self.campos = {c.campo: c for c in self.columnas if c.campo and c.campo != IGNORAR}
        self.nivel = "sujeto" if {"nombre_publicado", "clave_sujeto"} & self.campos.keys() else "agregado"
        self._de_columnas()
        self._exigir_columnas()
        hecha = self._hecha()
        if hecha.rechazado:
            return hecha
        self._renglones()
        return self._hecha(**self._filas())

    def _hecha(self, **mas: Any) -> Propuesta:
        return Propuesta(
            self.base.libro, self.metrica, self.edicion, self.hoja.nombre, self.cabecera, self.columnas,

            self.perfil.nombre if self.perfil else None, self.constantes, self.nivel,
            "largo" if set(mapas.LARGO) <= self.campos.keys() else "ancho",
            getattr(self, "separados", None), estructura=self.estructura, decisiones=self.decisiones, contra=self.base.contra,
            defectos=tuple(dict.fromkeys(self.defectos)), **mas,
        )  # fmt: skip

    def _texto_de(self, campo: str) -> pl.Series | None:
        columna = next((c for c in self.columnas if c.campo == campo), None)
        return None if columna is None else self.hoja.celdas.slice(self.cabecera.posicion + 1)[f"c{columna.indice}"]

    def _edicion_y_metrica(self) -> None:
        metricas, anios = self._texto_de("metrica"), self._texto_de("edicion")
        if self.metrica is None and metricas is not None:
            self.metrica = contexto.metrica_de([], [], metricas)
        pedida = self.base.edicion or (int(self.constantes["edicion"]) if "edicion" in self.constantes else None)
        leidos = {} if anios is None else {texto: contexto.anio_en(texto) for texto in anios.drop_nulls().unique().sort()}
        distintos = sorted({anio for anio in leidos.values() if anio})
        self.anios = leidos
        for texto, anio in leidos.items():
            if anio and texto.strip() != str(anio):
                self.defectos.append(defecto("ANIO", self.hoja.nombre, columna="edicion", valor=texto, anio=anio))
        self.edicion = pedida or (distintos[0] if len(distintos) == 1 else None if distintos else contexto.edicion_de(self.textos))
        if len(distintos) > 1 and pedida is None:
            elegibles = [str(anio) for anio in distintos]
            self.defectos.append(defecto("ANIOS", self.hoja.nombre, lista=", ".join(elegibles), alternativas=elegibles))
        elif self.edicion is None:
            self.defectos.append(defecto("EDICION"))
        elif self.base.edicion is None and not leidos and (dicha := contexto.edicion_de(self.textos)) not in (None, self.edicion):
            # El perfil dice un año y el nombre del archivo o sus títulos dicen otro.
            elegibles = [str(self.edicion), str(dicha)]
            self.defectos.append(defecto("ANIOS", self.hoja.nombre, lista=", ".join(elegibles), alternativas=elegibles))
        if self.metrica is None:
            self.defectos.append(defecto("METRICA"))

    def _de_columnas(self) -> None:
        """Encabezados repetidos, sin nombre, con fórmula, ignorados, corregidos o por confirmar."""
        nombre, hoja = self.hoja.nombre, self.hoja.celdas.slice(self.cabecera.posicion + 1)
        rotulos = [normalizar(r) for r in self.cabecera.rotulos]
        for repetido in dict.fromkeys(r for r in rotulos if r and rotulos.count(r) > 1):
            self.defectos.append(
                defecto("ENCABEZADO-DUPLICADO", nombre, self.cabecera.renglon, rotulo=self.cabecera.rotulos[rotulos.index(repetido)])
            )
        literales = mapas.literales()
        ignoradas = []
        for c in self.columnas:
            if c.rotulo.startswith(_FORMULA):
                self.defectos.append(defecto("ENCABEZADO-FORMULA", nombre, self.cabecera.renglon, rotulo=c.rotulo))
            elif not c.rotulo or (c.campo == "indice") or (c.campo is None and c.rotulo.isdigit()):
                self._sin_nombre(c, hoja[f"c{c.indice}"])
            elif c.campo is None and c.origen == "ninguno":
                ignoradas.append(c.rotulo)
            elif c.origen == "parecida":
                self._por_confirmar(c)
            elif c.origen == "conocida" and c.rotulo not in literales and c.campo:
                self.defectos.append(defecto("ENCABEZADO", nombre, self.cabecera.renglon, rotulo=c.rotulo, campo=c.campo))
        if ignoradas:
            self.defectos.append(defecto("COLUMNAS-IGNORADAS", nombre, self.cabecera.renglon, n=len(ignoradas), lista=enumerar(ignoradas)))
        if self.cabecera.titulos or self.cabecera.niveles > 1:
            self.defectos.append(defecto("CABECERA", nombre, self.cabecera.renglon, n=self.cabecera.renglon))
        if preliminar := next((t for t in self.textos if contexto.PRELIMINAR.search(t)), None):
            nivel = AVISO if self.decisiones.de("PRELIMINAR") == ACEPTAR else None
            self.defectos.append(defecto("PRELIMINAR", nombre, valor=preliminar, nivel=nivel))

    def _sin_nombre(self, columna: Columna, celdas: pl.Series) -> None:
        textos = celdas.drop_nulls()
        if textos.len():
            numera = columna.campo == "indice" or textos.str.contains(r"^\d+(\.0+)?$").all()
            codigo = "COLUMNA-INDICE" if numera else "COLUMNA-SIN-NOMBRE"
            self.defectos.append(defecto(codigo, self.hoja.nombre, self.cabecera.renglon, rotulo=columna.rotulo))
        self.columnas = tuple(Columna(c.indice, c.rotulo, None, 0.0, "ninguno") if c.indice == columna.indice else c for c in self.columnas)
        self.campos.pop("indice", None)

    def _por_confirmar(self, c: Columna) -> None:
        decidido = self.decisiones.de("MAPEO", c.rotulo)
        if decidido == RECHAZAR:
            self.columnas = tuple(Columna(x.indice, x.rotulo, None, 0.0, "persona") if x.indice == c.indice else x for x in self.columnas)
            self.campos.pop(c.campo or "", None)
            return
        nivel = AVISO if decidido == ACEPTAR else None
        confianza = f"{c.confianza * 100:.0f} %"
        self.defectos.append(
            defecto(
                "MAPEO",
                self.hoja.nombre,
                self.cabecera.renglon,
                c.rotulo,
                nivel=nivel,
                rotulo=c.rotulo,
                campo=f"«{mapas.ETIQUETAS.get(c.campo or '', c.campo)}»",
                confianza=confianza,
            )
        )

    def _exigir_columnas(self) -> None:
        tiene = self.campos.keys() | self.constantes.keys()
        faltan = []
        if self.nivel == "sujeto":
            if not {"entidad", "cve_ent", "clave_sujeto"} & tiene and not self._entidad_en_el_nombre():
                faltan.append("entidad")
        elif not {"entidad", "cve_ent", "tipo", "orden", "ambito"} & tiene or {"entidad", "tipo"} <= tiene:
            faltan.append("nombre_publicado")
        if not set(mapas.LARGO) <= tiene and not set(self.estructura.indicadores) & tiene:
            faltan.append("un indicador (GA, T, P, JA…) o las columnas indicador y valor")
        vistas = [c.rotulo for c in self.columnas if c.rotulo]
        libres = [c.rotulo for c in self.columnas if c.rotulo and not c.campo]
        for campo in faltan:
            cerca = process.extractOne(campo, libres, scorer=fuzz.WRatio, score_cutoff=60, processor=normalizar)
            sugerencia = f"; ¿quiso decir «{cerca[0]}»?" if cerca else ""
            self.defectos.append(
                defecto(
                    "FALTA-COLUMNA", self.hoja.nombre, self.cabecera.renglon, campo=campo, lista=enumerar(vistas, 12), sugerencia=sugerencia
                )
            )
        if self.hoja.celdas.height <= self.cabecera.posicion + 1:
            self.defectos.append(defecto("SIN-FILAS", self.hoja.nombre))

    def _entidad_en_el_nombre(self) -> bool:
        """Si el nombre empieza con la entidad y un guión («Durango-Fondo Mixto…») en casi todos los renglones."""
        nombres = self._texto_de("nombre_publicado")
        muestra = [] if nombres is None else nombres.drop_nulls().head(200).to_list()
        self.junta = bool(muestra) and sum(claves.entidad_al_inicio(n) is not None for n in muestra) >= 0.8 * len(muestra)
        return self.junta

    def _separar_entidad(self, separados: Renglones) -> Renglones:
        partidos = [claves.entidad_al_inicio(n or "") or (None, n) for n in separados.datos["nombre_publicado"]]
        datos = separados.datos.with_columns(
            entidad=pl.Series([e for e, _ in partidos], dtype=pl.String),
            nombre_publicado=pl.Series([n for _, n in partidos], dtype=pl.String),
        )
        self.defectos.append(defecto("ENTIDAD-EN-NOMBRE", self.hoja.nombre, n=datos.height))
        return replace(separados, datos=datos)

    def _renglones(self) -> None:
        valores = [c for c in self.campos if c in self.estructura.indicadores or c == "valor"]
        usadas = [c for c in self.columnas if c.campo in self.campos]
        self.separados = separar(self.hoja.celdas, self.cabecera, usadas, valores, self.nivel == "agregado")
        self.separados = self._de_esta_edicion(self.separados)
        if getattr(self, "junta", False):
            self.separados = self._separar_entidad(self.separados)
        for (codigo,), grupo in self.separados.excluidos.group_by("codigo", maintain_order=True):
            self.defectos.append(defecto(str(codigo), self.hoja.nombre, grupo["renglon"][0], valor=grupo["texto"][0], n=grupo.height))
        if self.separados.limpiados:
            self.defectos.append(defecto("ESPACIOS", self.hoja.nombre, n=self.separados.limpiados))

    def _de_esta_edicion(self, separados: Renglones) -> Renglones:
        """Aparta los renglones que dicen ser de otra edición o de otra métrica."""
        datos = separados.datos
        ajeno = pl.lit(False)
        if "edicion" in datos.columns and self.edicion:
            ajenos = [texto for texto, anio in self.anios.items() if anio != self.edicion]
            ajeno = ajeno | pl.col("edicion").is_in(ajenos)
        if "metrica" in datos.columns and self.metrica:
            otras = [t for t in datos["metrica"].drop_nulls().unique() if contexto.metrica_de([t], [], None) not in (None, self.metrica)]
            ajeno = ajeno | pl.col("metrica").is_in(otras)
        fuera = datos.filter(ajeno.fill_null(False))
        if not fuera.height:
            return separados
        excluidos = fuera.select("renglon", codigo=pl.lit("OTRA-EDICION"), texto=pl.lit(""))
        return Renglones(
            datos.filter(~ajeno.fill_null(False)), pl.concat([separados.excluidos, excluidos]), separados.leidos, separados.limpiados
        )

    def _filas(self) -> dict[str, pl.DataFrame]:
        """Las claves de cada renglón y, si es por institución, a quién corresponde."""
        fijas = {
            campo: pl.lit(valor)
            for campo, valor in self.constantes.items()
            if campo not in self.campos and campo not in ("metrica", "edicion")
        }
        rotulos: dict[str, str] = {str(campo): c.rotulo for campo, c in self.campos.items()}
        quien = Identificador(self.separados.datos.with_columns(**fijas), self.metrica, self.hoja.nombre, rotulos, self.decisiones)
        quien.textos_hostiles()
        quien.entidades(self.nivel == "agregado")
        quien.tipos()
        quien.ordenes()
        if self.nivel == "agregado":
            self.defectos += quien.defectos
            return {"filas": quien.filas}
        quien.filas = _con_columnas(quien.filas, ["nombre_publicado", "cve_mun", "clave_sujeto"])
        quien.institucion()
        self.defectos += quien.defectos
        malos = {d.renglon for d in quien.defectos if d.nivel == ERROR and d.alcance == RENGLON and d.renglon}
        halladas = _emparejadas(quien.filas.filter(~pl.col("renglon").is_in(list(malos))), self.base.contra, self.decisiones)
        self.defectos += defectos_de_instituciones(halladas, self.hoja.nombre, self.decisiones)
        llave = [*instituciones.LLAVE, "orden"]
        con_quien = halladas.select(*llave, "clave_sujeto", "metodo")
        con_clave = quien.filas.drop("clave_sujeto").join(con_quien, on=llave, how="left", nulls_equal=True, maintain_order="left")
        return {"filas": con_clave, "instituciones": halladas}


def _con_columnas(filas: pl.DataFrame, nombres: Sequence[str]) -> pl.DataFrame:
    return filas.with_columns([pl.lit(None, dtype=pl.String).alias(n) for n in nombres if n not in filas.columns])


def _emparejadas(filas: pl.DataFrame, contra: Tablas, decisiones: Decisiones) -> pl.DataFrame:
    llave = [*instituciones.LLAVE, "orden"]
    unicas = filas.group_by(llave, maintain_order=True).agg(
        pl.col("renglon").first(), pl.col("cve_mun").first(), pl.col("clave_sujeto").first()
    )
    return instituciones.emparejar(unicas, instituciones.catalogo(contra.get("sujetos")), decisiones)
