"""De la propuesta al dictamen: valores, repetidos, identidades y cobertura de todo el archivo a la vez."""

import polars as pl

from apertura.importador.defectos import Defecto
from apertura.importador.entender import tablas
from apertura.importador.entender.agregados import publicados_de
from apertura.importador.entender.decisiones import ACEPTAR, RECHAZAR, Decisiones
from apertura.importador.entender.dictamen import Dictamen
from apertura.importador.entender.entre_ediciones import comparar_con_lo_publicado
from apertura.importador.entender.hojas import Libro
from apertura.importador.entender.identidades import identidades
from apertura.importador.entender.instituciones import AGREGADA, NUEVA, RECHAZADA
from apertura.importador.entender.mensajes import AVISO, ERROR, RENGLON, defecto
from apertura.importador.entender.propuesta import Propuesta
from apertura.importador.entender.repetidos import sin_repetidos
from apertura.importador.entender.valores import ceros, juzgar_valores


def juzgar(libro: Libro, propuesta: Propuesta) -> Dictamen:
    """El dictamen de todo el archivo. Nunca lanza por su contenido."""
    if propuesta.rechazado or propuesta.renglones is None or propuesta.estructura is None:
        return _dictamen(libro, propuesta, propuesta.defectos)
    return _Juicio(libro, propuesta).dictamen()


def _dictamen(libro: Libro, p: Propuesta, defectos: tuple[Defecto, ...], **mas: object) -> Dictamen:
    de_lectura = {(d.codigo, d.hoja, d.renglon) for d in libro.defectos}
    defectos = (*libro.defectos, *(d for d in defectos if (d.codigo, d.hoja, d.renglon) not in de_lectura))
    archivo = {"nombre": libro.nombre, "sha256": libro.sha256, "formato": libro.formato}
    return Dictamen(p.metrica, p.edicion, p.nivel, p.hoja, p.perfil, archivo, tuple(dict.fromkeys(defectos)), **mas)  # type: ignore[arg-type]


class _Juicio:
    def __init__(self, libro: Libro, propuesta: Propuesta) -> None:
        assert propuesta.renglones is not None
        assert propuesta.estructura is not None
        self.libro, self.p, self.estructura, self.renglones = libro, propuesta, propuesta.estructura, propuesta.renglones
        self.hoja = propuesta.hoja or ""
        self.decisiones: Decisiones = propuesta.decisiones
        self.defectos: list[Defecto] = list(propuesta.defectos)

    def dictamen(self) -> Dictamen:
        """Un paso tras otro, cada uno con sus defectos."""
        valores = self._valores()
        if self.p.metrica is None or self.p.edicion is None:
            buenas = self.p.filas.filter(~pl.col("renglon").is_in(list(self._rechazados()))).height
            return self._contado(buenas, 0, {})
        if self.p.nivel == "agregado":
            return self._de_agregados(valores)
        valores = valores.filter(~pl.col("campo").is_in(list(self.estructura.conteos)))
        filas = self.p.filas.filter(~pl.col("renglon").is_in(list(self._rechazados())))
        self.defectos += ceros(valores, dict(filas.select("renglon", "nombre_publicado").rows()), self.hoja)
        filas = self._con_destino(filas)
        filas, repetidos, defectos = sin_repetidos(filas, valores, self.p.disposicion, self.hoja, self.decisiones)
        self.defectos += defectos
        filas = self._con_clave_nueva(filas)
        largas = filas.select("renglon", "destino", "clave_sujeto").join(
            valores.drop_nulls("valor"), on="renglon", how="inner", maintain_order="left"
        )
        self.defectos += identidades(largas, self.estructura.arbol, self.hoja)
        hechas = tablas.por_sujeto(self.p, self.libro, filas, largas)
        self.defectos += comparar_con_lo_publicado(self.p, hechas, filas)
        return self._contado(filas.height, repetidos, hechas)

    def _valores(self) -> pl.DataFrame:
        """renglon, campo (el indicador) y valor; en disposición larga el indicador sale de su columna."""
        numericas = self.p.indicadores()
        if self.p.disposicion == "largo":
            return self._valores_largos()
        datos = self.renglones.datos
        por_campo = {c.campo: c.rotulo for c in numericas if c.campo in datos.columns}
        largas = datos.select("renglon", *[pl.col(c or "") for c in por_campo]).unpivot(
            index="renglon", variable_name="campo", value_name="texto"
        )
        largas = largas.with_columns(rotulo=pl.col("campo").replace_strict(por_campo, return_dtype=pl.String))
        valores, defectos = juzgar_valores(largas, set(self.estructura.conteos), self.hoja, self.decisiones)
        vacios = valores.group_by("renglon").agg(n=pl.col("valor").count()).filter(pl.col("n") == 0)["renglon"].sort()
        ya_dichos = {d.renglon for d in defectos if d.nivel == ERROR}
        self.defectos += defectos
        self.defectos += [defecto("SIN-VALORES", self.hoja, renglon) for renglon in vacios if renglon not in ya_dichos]
        return valores

    def _valores_largos(self) -> pl.DataFrame:
        datos = self.renglones.datos
        canonicas = {clave.casefold(): clave for clave in self.estructura.indicadores} | {
            nombre.casefold(): clave for nombre, clave in self.estructura.encabezados.items()
        }
        nombres = self.estructura.arbol.filter(pl.col("nombre_corto").is_unique()).select("nombre_corto", "indicador").rows()
        canonicas = {nombre.casefold(): clave for nombre, clave in nombres} | canonicas
        claves = {t: canonicas.get(t.casefold()) for t in datos["indicador"].drop_nulls().unique()}
        largas = datos.select("renglon", texto="valor", original="indicador").with_columns(
            campo=pl.col("original").replace_strict(claves, default=None, return_dtype=pl.String)
        )
        for renglon, original in largas.filter(pl.col("campo").is_null()).select("renglon", "original").rows():
            self.defectos.append(defecto("INDICADOR-DESCONOCIDO", self.hoja, renglon, "indicador", original))
        conocidas = largas.drop_nulls("campo")
        es_conteo = pl.col("campo").is_in(list(self.estructura.conteos))
        rotulo = next((c.rotulo for c in self.p.columnas if c.campo == "valor"), "valor")
        partes = []
        for parte, conteos in ((conocidas.filter(~es_conteo), set()), (conocidas.filter(es_conteo), set(self.estructura.conteos))):
            valores, defectos = juzgar_valores(parte.with_columns(rotulo=pl.lit(rotulo)), conteos, self.hoja, self.decisiones)
            partes.append(valores)
            self.defectos += defectos
        return pl.concat(partes)

    def _rechazados(self) -> set[int]:
        propios = [d for d in self.defectos if d.hoja in (None, self.hoja) and d.nivel == ERROR and d.alcance == RENGLON]
        return {d.renglon for d in propios if d.renglon is not None}

    def _con_destino(self, filas: pl.DataFrame) -> pl.DataFrame:
        """`destino` agrupa los renglones de una misma institución, tenga ya clave o no; lo que se decidió rechazar, se rechaza."""
        metodo = pl.col("metodo")
        todas = self.decisiones.de("INSTITUCION-NUEVA") == RECHAZAR
        fuera = (metodo == RECHAZADA) | ((metodo == NUEVA) & todas)
        for renglon, nombre in filas.filter(fuera).select("renglon", "nombre_publicado").rows():
            self.defectos.append(Defecto("INSTITUCION-NUEVA", ERROR, RENGLON, "Se decidió no publicar esta institución",
                                         "Si debe publicarse, cambie la decisión.", self.hoja, renglon, None, nombre))  # fmt: skip
        filas = filas.filter(~fuera)
        sin_tipo = metodo.is_in([NUEVA, AGREGADA]) & pl.col("tipo").is_null()
        faltan = filas.filter(sin_tipo).select("renglon", "nombre_publicado").rows()
        self.defectos += [defecto("SIN-TIPO", self.hoja, r, None, n) for r, n in faltan]
        return tablas.con_destino(filas.filter(~sin_tipo))

    def _con_clave_nueva(self, filas: pl.DataFrame) -> pl.DataFrame:
        return tablas.con_clave_nueva(filas, self.p)

    def _de_agregados(self, valores: pl.DataFrame) -> Dictamen:
        filas = self.p.filas.filter(~pl.col("renglon").is_in(list(self._rechazados())))
        hechas, defectos = publicados_de(self.p, self.libro, filas, valores)
        self.defectos += defectos
        buenas = filas.filter(~pl.col("renglon").is_in(list(self._rechazados()))).height
        return self._contado(buenas, 0, hechas)

    def _contado(self, publicables: int, repetidos: int, hechas: dict[str, pl.DataFrame]) -> Dictamen:
        rechazados = len(self._rechazados() & set(self.renglones.datos["renglon"]))
        excluidos = self.renglones.excluidos.height + repetidos
        if rechazados:
            nivel = AVISO if self.decisiones.de("RENGLONES-RECHAZADOS") == ACEPTAR else None
            self.defectos.append(defecto("RENGLONES-RECHAZADOS", self.hoja, n=rechazados, nivel=nivel))
        if not publicables:
            self.defectos.append(defecto("NADA-PUBLICABLE" if self.renglones.datos.height else "SIN-FILAS", self.hoja))
        return _dictamen(
            self.libro, self.p, tuple(self.defectos), leidos=self.renglones.leidos, publicables=publicables, rechazados=rechazados,
            excluidos=excluidos, tablas=hechas, instituciones=self.p.instituciones,
        )  # fmt: skip
