"""Sujeto obligado: sus siete cifras frente a sus pares (mismo orden y tipo) y el renglón de donde salen."""

from dataclasses import dataclass, replace

import polars as pl

from apertura import formato
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.graficas import Grafica, otras
from apertura.graficas.tema import NombreTema
from apertura.seleccion import Seleccion
from apertura.tablas import Columna, Procedencia, Tabla
from apertura.vistas.comun import NOTA_REDONDEO, SIETE, SUJETO, columna_de_indicador, guardar, nota_de_claves, procedencia

EN_PALABRAS = {
    "palabras": "Se restituyeron acentos y mayúsculas, palabra por palabra.",
    "mayúsculas": "Se ajustaron las mayúsculas.",
    "municipio": "Se tomó el nombre de INEGI.",
}


@dataclass(frozen=True)
class Ficha:
    """Identidad del sujeto. `grupo` describe a sus pares: «288 instituciones del Ejecutivo estatal»."""

    clave: str
    nombre: str
    nombre_publicado: str
    etiqueta: str
    regla_nombre: str
    nombre_orden: str
    tipo: str
    nombre_tipo: str
    cve_ent: str
    entidad: str
    n_pares: int
    criterio: str
    tipo_plural: str
    fuente: str
    renglon: int

    def grupo(self) -> str:
        """Con quién se compara, y con cuántos."""
        orden, pares = self.nombre_orden.lower(), formato.entero(self.n_pares)
        if self.criterio == "orden":
            return f"los {pares} sujetos del orden {orden} (su tipo tiene menos de ocho)"
        # «municipios del orden municipal» sobra: el tipo ya dice el orden.
        ya_lo_dice = orden[:7] in self.tipo_plural
        return f"{pares} {self.tipo_plural}" + ("" if ya_lo_dice else f" del orden {orden}")


@guardar
def ficha(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Ficha | None:
    """La ficha del sujeto elegido; None si no hay sujeto o no se evaluó en esa edición."""
    identidad = motor.consultar("sujeto", clave_sujeto=seleccion.sujeto)
    cifras = indicadores(motor, catalogo, seleccion).datos
    if not identidad.height or not cifras.height:
        return None
    sujeto, primera = identidad.row(0, named=True), cifras.row(0, named=True)
    return Ficha(
        clave=sujeto["clave_sujeto"],
        **{c: sujeto[c] for c in ("nombre", "nombre_publicado", "etiqueta", "regla_nombre", "nombre_orden", "tipo")},
        **{c: sujeto[c] for c in ("nombre_tipo", "cve_ent", "entidad", "tipo_plural")},
        **{c: primera[c] for c in ("n_pares", "criterio", "fuente", "renglon")},
    )


@guardar
def indicadores(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un indicador por renglón: la cifra, los cuartiles de los pares y el lugar entre ellos."""
    base = {"metrica": seleccion.metrica, "edicion": seleccion.edicion, "clave_sujeto": seleccion.sujeto}
    arbol = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)]
    orden = pl.DataFrame(
        {"indicador": list(arbol), "nombre": [i.nombre_corto for i in arbol.values()]},
        schema={"indicador": pl.String, "nombre": pl.String},
    )
    datos = orden.join(motor.consultar("ficha_de_sujeto", **base), on="indicador", how="inner", maintain_order="left")
    return Tabla(
        nombre="ficha_de_sujeto",
        titulo=f"{catalogo.sujetos.get(seleccion.sujeto, '')}: sus cifras frente a sus pares",
        datos=datos,
        columnas=(
            Columna("nombre", "Indicador"),
            Columna("valor", "Valor", "indice", "0 a 1", "Cifra del sujeto obligado en la fuente."),
            Columna("p25", "Pares P25", "indice", "0 a 1", "La cuarta parte de los pares está en este valor o por debajo."),
            Columna(
                "mediana",
                "Mediana de pares",
                "indice",
                "0 a 1",
                "La mitad de los pares está en este valor o por debajo.",
            ),
            Columna("p75", "Pares P75", "indice", "0 a 1", "La cuarta parte de los pares está en este valor o por encima."),
            Columna("lugar", "Lugar entre pares", "entero", "lugar", "Quienes tienen la misma cifra en la fuente comparten lugar."),
            Columna("iguales", "Empatados", "entero", "sujetos", "Cuántos pares, contándolo, tienen la misma cifra en la fuente."),
            Columna("pares_en_cero", "Pares en cero", "entero", "sujetos", "Cuántos pares tienen exactamente cero."),
            Columna("n_pares", "Pares", "entero", "sujetos", "Tamaño del grupo, contando al propio sujeto."),
        ),
        procedencia=_procedencia(seleccion, catalogo),
        notas=(NOTA_REDONDEO,),
        consulta="ficha_de_sujeto",
        parametros=base,
    )


@guardar
def pares(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un indicador de un par por renglón, incluido el propio sujeto (`es_propio`)."""
    base = {"metrica": seleccion.metrica, "edicion": seleccion.edicion, "clave_sujeto": seleccion.sujeto}
    return Tabla(
        nombre="pares_de_sujeto",
        titulo=f"{catalogo.sujetos.get(seleccion.sujeto, '')} y sus pares",
        datos=motor.consultar("pares_de_sujeto", **base),
        columnas=(SUJETO, Columna("indicador", "Indicador"), Columna("valor", "Valor", "indice", "0 a 1")),
        procedencia=_procedencia(seleccion, catalogo),
        consulta="pares_de_sujeto",
        parametros=base,
    )


@guardar
def grafica_pares(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, tema: NombreTema) -> Grafica:
    """Por indicador: la mitad central de los pares, cada par como punto y el valor propio."""
    gemela, puntos = indicadores(motor, catalogo, seleccion), pares(motor, catalogo, seleccion).datos
    nombres = dict(gemela.datos.select("indicador", "nombre").iter_rows())
    textos = [f"{nombre}: {formato.indice(valor)}" for nombre, valor in puntos.select("etiqueta", "valor").iter_rows()]
    de_pares = puntos.select(
        pl.col("indicador").replace_strict(nombres, default=None).alias("etiqueta"),
        "valor",
        pl.col("clave_sujeto").alias("clave"),
        pl.Series("detalle", textos, dtype=pl.String),
    ).filter(pl.col("etiqueta").is_not_null() & ~puntos["es_propio"])
    bandas = gemela.datos.select(pl.col("nombre").alias("etiqueta"), "p25", pl.col("mediana").alias("p50"), "p75", "valor")
    return otras.banda_de_pares(bandas, de_pares, tema, gemela, gemela.titulo)


@guardar
def renglon_de_origen(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """El renglón de la fuente de este sujeto, con las siete cifras como están en ella."""
    parametros = {"edicion": seleccion.edicion, "claves": [seleccion.sujeto]}
    en_fuente = [replace(columna_de_indicador(clave, catalogo, seleccion), formato="decimal4") for clave in SIETE]
    return Tabla(
        nombre="resultados_mga",
        titulo="Renglón de origen",
        datos=motor.consultar("resultados_mga", **parametros),
        columnas=(Columna("renglon", "Renglón", "entero"), Columna("clave_sujeto", "Clave"), *en_fuente),
        procedencia=_procedencia(seleccion, catalogo),
        notas=(nota_de_claves(catalogo, seleccion), "Valores tal como están en la fuente, a cuatro decimales."),
        consulta="resultados_mga",
        parametros={"metrica": "MGA", **parametros},
    )


def _procedencia(seleccion: Seleccion, catalogo: Catalogo) -> Procedencia:
    """Los sellos dicen de qué institución se trata; los filtros no intervienen en su ficha."""
    nombre = catalogo.sujetos.get(seleccion.sujeto, "")
    return procedencia(seleccion.con(entidades=(), tipos=(), ordenes=()), catalogo, "sujeto", False, nombre)
