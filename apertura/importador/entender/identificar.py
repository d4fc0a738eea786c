"""De quién es cada renglón: entidad, orden, tipo e institución, con sus defectos. Los del mismo texto se resuelven una vez."""

from collections.abc import Mapping

import polars as pl

from apertura.importador import catalogos
from apertura.importador.defectos import Defecto
from apertura.importador.entender import claves
from apertura.importador.entender.decisiones import Decisiones
from apertura.importador.entender.instituciones import AGREGADA, NUEVA, sobre
from apertura.importador.entender.mensajes import AVISO, defecto, enumerar

MAXIMO_DE_NOMBRE = 500
_FORMULA = r"^[=+\-@＝＋－＠\t\r]"
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
TEXTOS = ("nombre_publicado", "etiqueta", "tipo", "orden", "entidad", "cve_ent")
_ORDEN_DE_TIPO = {"municipio": "municipal", "ejecutivo_federal": "federal"}


class Identificador:
    """Añade claves a los renglones y junta los defectos. `rotulos`: campo → cómo se llama su columna en el archivo."""

    def __init__(self, datos: pl.DataFrame, metrica: str | None, hoja: str, rotulos: Mapping[str, str], decisiones: Decisiones) -> None:
        self.filas, self.metrica, self.hoja, self.rotulos, self.decisiones = datos, metrica, hoja, rotulos, decisiones
        self.defectos: list[Defecto] = []

    def textos_hostiles(self) -> None:
        """Rechaza lo que empieza como fórmula, los controles y los nombres desmedidos."""
        for campo in (c for c in TEXTOS if c in self.filas.columns):
            for codigo, malo in (
                ("TEXTO-FORMULA", pl.col(campo).str.contains(_FORMULA)),
                ("CONTROL", pl.col(campo).str.contains(_CONTROL)),
                ("CELDA-LARGA", pl.col(campo).str.len_chars() > MAXIMO_DE_NOMBRE),
            ):
                if campo in ("cve_ent", "orden", "tipo", "entidad") and codigo == "CELDA-LARGA":
                    continue
                self._por_renglon(codigo, campo, self.filas.filter(malo), n=MAXIMO_DE_NOMBRE, maximo=MAXIMO_DE_NOMBRE)

    def entidades(self, agregado: bool) -> None:
        """Deja `cve_ent`; nula si no se reconoce."""
        por_nombre = self._entidad("entidad", agregado)
        por_clave = self._entidad("cve_ent", agregado)
        nombre, clave = pl.Series("n", por_nombre), pl.Series("c", por_clave)
        distintas = (nombre != clave) & nombre.is_not_null() & clave.is_not_null()
        self.filas = self.filas.with_columns(cve_ent=pl.when(~distintas).then(pl.coalesce(clave, nombre)))
        self._por_renglon("CONTRADICCION", "cve_ent", self.filas.filter(distintas), de="entidad")

    def ordenes(self) -> None:
        """Deja `orden`: el del archivo o, si no lo trae, el que se sigue del tipo y de la entidad."""
        if "orden" in self.filas.columns:
            formas = claves.traductor(catalogos.ordenes(), "orden")
            hallado = self._traducir("orden", formas)
            self._por_renglon("ORDEN-DESCONOCIDO", "orden", self.filas.filter(hallado.is_null() & pl.col("orden").is_not_null()))
            self.filas = self.filas.with_columns(orden=hallado)
        else:
            self.filas = self.filas.with_columns(orden=pl.lit(None, dtype=pl.String))
        if {"tipo", "cve_ent"} <= set(self.filas.columns):
            de_tipo = pl.col("tipo").replace_strict(_ORDEN_DE_TIPO, default=None, return_dtype=pl.String)
            seguido = (
                pl.when(pl.col("cve_ent") == claves.FEDERACION).then(pl.lit("federal")).otherwise(pl.coalesce(de_tipo, pl.lit("estatal")))
            )
            self.filas = self.filas.with_columns(orden=pl.coalesce("orden", seguido))

    def tipos(self) -> None:
        """Deja `tipo`; el que no está en la lista espera una decisión."""
        if "tipo" not in self.filas.columns:
            self.filas = self.filas.with_columns(tipo=pl.lit(None, dtype=pl.String))
            return
        catalogo = claves.tipos_de(self.metrica)
        formas = claves.traductor(catalogo, "tipo")
        decididos = {
            texto: self.decisiones.tomadas.get(("TIPO-DESCONOCIDO", texto), "") for texto in self.filas["tipo"].drop_nulls().unique()
        }
        formas |= {claves.compacto(texto): tipo for texto, tipo in decididos.items() if tipo in set(catalogo["tipo"])}
        hallado = self._traducir("tipo", formas)
        for (texto,), filas in self.filas.filter(hallado.is_null() & pl.col("tipo").is_not_null()).group_by("tipo", maintain_order=True):
            opciones = catalogo["tipo"].to_list()
            self._decir(
                "TIPO-DESCONOCIDO", "tipo", filas["renglon"][0], str(texto), n=filas.height, lista=", ".join(opciones), sobre=str(texto),
                alternativas=opciones,
            )  # fmt: skip
        self.filas = self.filas.with_columns(tipo=hallado)

    def institucion(self) -> None:
        """Exige nombre y entidad; avisa cuántos son federales."""
        sin_nombre = self.filas.filter(pl.col("nombre_publicado").is_null())
        self._por_renglon("SIN-NOMBRE", "nombre_publicado", sin_nombre)
        ya_dichos = [
            d.renglon for d in self.defectos if d.renglon and d.codigo in ("ENTIDAD-DESCONOCIDA", "CLAVE-INVALIDA", "CONTRADICCION")
        ]
        sin_entidad = self.filas.filter(pl.col("cve_ent").is_null() & ~pl.col("renglon").is_in(ya_dichos))
        self._por_renglon("SIN-ENTIDAD", "entidad", sin_entidad)
        federales = self.filas.filter(pl.col("cve_ent") == claves.FEDERACION).height
        if federales:
            self.defectos.append(defecto("FEDERALES", self.hoja, n=federales))
        if "cve_mun" in self.filas.columns:
            tres = pl.col("cve_mun").str.replace(r"\.0+$", "").str.slice(-3).str.zfill(3)
            self.filas = self.filas.with_columns(cve_mun=pl.when(tres.str.contains(r"^\d{3}$")).then(tres))

    def _entidad(self, campo: str, agregado: bool) -> pl.Series:
        vacia = pl.Series([None] * self.filas.height, dtype=pl.String)
        if campo not in self.filas.columns:
            return vacia
        resueltas = claves.entidades(self.filas[campo], agregado)
        for texto, clave, marca, sugerencia in resueltas.filter(pl.col("marca") != "").rows():
            suyos = self.filas.filter(pl.col(campo) == texto)
            pista = f"; ¿es {sugerencia}?" if sugerencia else ""
            entidad = claves.nombres_de_entidad().get(clave or "", "")
            if clave:
                self._decir(marca, campo, suyos["renglon"][0], texto, n=suyos.height, entidad=entidad)
            else:
                self._por_renglon(marca, campo, suyos, sugerencia=pista)
        return self.filas.select(campo).join(resueltas, left_on=campo, right_on="texto", how="left", maintain_order="left")["clave"]

    def _traducir(self, campo: str, formas: dict[str, str]) -> pl.Series:
        unicos = {texto: formas.get(claves.compacto(texto)) for texto in self.filas[campo].drop_nulls().unique()}
        return self.filas[campo].replace_strict(unicos, default=None, return_dtype=pl.String)

    def _por_renglon(self, codigo: str, campo: str, filas: pl.DataFrame, de: str | None = None, **datos: object) -> None:
        origen = de or campo
        for fila in filas.iter_rows(named=True):
            self._decir(codigo, campo, fila["renglon"], fila.get(origen), **datos)

    def _decir(self, codigo: str, campo: str, renglon: int, valor: str | None, **datos: object) -> None:
        rotulo = self.rotulos.get(campo, campo)
        self.defectos.append(defecto(codigo, self.hoja, renglon, rotulo, valor, **datos))  # type: ignore[arg-type]


def defectos_de_instituciones(instituciones: pl.DataFrame, hoja: str, decisiones: Decisiones, tope: int = 20) -> list[Defecto]:
    """Lo dudoso, una por una; lo nuevo, una por una si son pocas o en bloque si son muchas; lo ya decidido, sólo cuántas."""
    agregadas = instituciones.filter(pl.col("metodo") == AGREGADA)
    salida = [defecto("INSTITUCION-AGREGADA", hoja, agregadas["renglon"][0], n=agregadas.height)] if agregadas.height else []
    for fila in instituciones.filter(pl.col("metodo").is_in(["parecido", "dudoso"])).iter_rows(named=True):
        codigo = "INSTITUCION-PARECIDA" if fila["metodo"] == "parecido" else "INSTITUCION-DUDOSA"
        datos = {"sugerencia": fila["nombre_sugerido"], "clave": fila["sugerida"], "confianza": f"{fila['parecido']:.0f} %"}
        salida.append(defecto(codigo, hoja, fila["renglon"], None, fila["nombre_publicado"], sobre=sobre(fila), **datos))
    nuevas = instituciones.filter(pl.col("metodo") == NUEVA)
    nivel = AVISO if decisiones.de("INSTITUCION-NUEVA") else None
    if nuevas.height > tope:
        nombres = enumerar(nuevas["nombre_publicado"].to_list())
        salida.append(
            defecto(
                "INSTITUCION-NUEVA",
                hoja,
                nuevas["renglon"][0],
                nivel=nivel,
                n=f"{nuevas.height} instituciones",
                estan="están",
                lista=nombres,
            )
        )
    else:
        for renglon, nombre in nuevas.select("renglon", "nombre_publicado").rows():
            salida.append(
                defecto(
                    "INSTITUCION-NUEVA", hoja, renglon, None, nombre, nivel=nivel, n="Una institución", estan="está", lista=f"«{nombre}»"
                )
            )
    return salida
