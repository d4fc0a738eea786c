"""Qué cambió entre dos publicaciones: por tabla, renglón por renglón, y qué cifras se movieron."""

from dataclasses import dataclass

import polars as pl

from apertura.contratos import Contrato, contratos
from apertura.errores import ErrorSeleccion
from apertura.formato import redondear
from apertura.publicaciones.paquete import es_simulado
from apertura.publicaciones.versiones import buscar, leer

RUIDO = 0.01
"""Una cifra se movió si difiere en esto o más; con menos puede ser redondeo de la fuente."""
IGUAL = 1e-9
CIFRAS = {
    "metrica": pl.String,
    "edicion": pl.Int64,
    "ambito": pl.String,
    "clave": pl.String,
    "indicador": pl.String,
    "origen": pl.String,
    "antes": pl.Float64,
    "despues": pl.Float64,
    "diferencia": pl.Float64,
}
_LLAVE_DE_CIFRA = ["metrica", "edicion", "ambito", "clave", "indicador", "origen"]


@dataclass(frozen=True)
class Comparacion:
    """De `antes` a `despues` (ids o nombres).

    `tablas`: una tabla por renglón (`tabla`, `filas_antes`, `filas_despues`, `agregados`, `quitados`, `cambiados`).
    `renglones`: un cambio por renglón (`tabla`, `que`: agregado, quitado o cambiado; `llave`, y si cambió, `campo`, `antes`, `despues`).
    `cifras`: una cifra que se movió, apareció o desapareció por renglón; `origen` dice si es publicada o la media calculada
    de los sujetos. `con_ruido`: cuántas más cambiaron menos de 0.01.
    """

    antes: str
    despues: str
    tablas: pl.DataFrame
    renglones: pl.DataFrame
    cifras: pl.DataFrame
    con_ruido: int

    @property
    def iguales(self) -> bool:
        """Si ningún renglón de ninguna tabla cambió."""
        return not self.renglones.height

    def como_dict(self) -> dict[str, object]:
        """Para JSON."""
        partes = {n: getattr(self, n).to_dicts() for n in ("tablas", "renglones", "cifras")}
        return {"antes": self.antes, "despues": self.despues, **partes, "cifras_con_cambio_menor_de_0_01": self.con_ruido}


def comparar(antes: str, despues: str) -> Comparacion:
    """Compara dos versiones por id, número u «origen». Lanza ErrorPublicacion si alguna no existe o está dañada."""
    uno, otro = buscar(antes), buscar(despues)
    return comparar_tablas(leer(uno), leer(otro), uno, otro)


def comparar_tablas(
    antes: dict[str, pl.DataFrame], despues: dict[str, pl.DataFrame], nombre_antes: str = "antes", nombre_despues: str = "después"
) -> Comparacion:
    """Compara dos juegos completos de tablas: sirve también para lo que aún no se publica.

    Lanza ErrorSeleccion si uno es el ejemplo simulado y el otro no: no tienen nada que compararse.
    """
    if es_simulado(antes) != es_simulado(despues):
        raise ErrorSeleccion("Una es el ejemplo, con datos simulados, y la otra no", "versiones", "Compare dos con datos de verdad.")
    por_tabla = {nombre: _renglones(contrato, antes[nombre], despues[nombre]) for nombre, contrato in contratos().items()}
    resumen = [_resumen(nombre, cambios, antes[nombre], despues[nombre]) for nombre, cambios in por_tabla.items()]
    cifras, con_ruido = _cifras_que_se_movieron(_cifras(antes), _cifras(despues))
    return Comparacion(nombre_antes, nombre_despues, pl.DataFrame(resumen), pl.concat(por_tabla.values()), cifras, con_ruido)


def _renglones(contrato: Contrato, antes: pl.DataFrame, despues: pl.DataFrame) -> pl.DataFrame:
    llave = list(contrato.llave)
    agregados = despues.join(antes, on=llave, how="anti", nulls_equal=True)
    quitados = antes.join(despues, on=llave, how="anti", nulls_equal=True)
    comunes = antes.join(despues, on=llave, how="inner", suffix=" nuevo", nulls_equal=True)
    partes = [_sueltos(contrato, agregados, "agregado"), _sueltos(contrato, quitados, "quitado")]
    partes += [_cambiados(contrato, comunes, c.nombre) for c in contrato.campos if c.nombre not in llave]
    return pl.concat(partes).sort("que", "llave", "campo", nulls_last=True)


def _sueltos(contrato: Contrato, filas: pl.DataFrame, que: str) -> pl.DataFrame:
    vacio = pl.lit(None, pl.String)
    return filas.select(
        pl.lit(contrato.tabla).alias("tabla"), pl.lit(que).alias("que"), _llave(contrato), campo=vacio, antes=vacio, despues=vacio
    )


def _cambiados(contrato: Contrato, comunes: pl.DataFrame, campo: str) -> pl.DataFrame:
    nuevo = f"{campo} nuevo"
    return comunes.filter(pl.col(campo).ne_missing(pl.col(nuevo))).select(
        pl.lit(contrato.tabla).alias("tabla"),
        pl.lit("cambiado").alias("que"),
        _llave(contrato),
        campo=pl.lit(campo),
        antes=pl.col(campo).cast(pl.String),
        despues=pl.col(nuevo).cast(pl.String),
    )


def _llave(contrato: Contrato) -> pl.Expr:
    return pl.concat_str([pl.col(c).cast(pl.String).fill_null("—") for c in contrato.llave], separator=" · ").alias("llave")


def _resumen(nombre: str, cambios: pl.DataFrame, antes: pl.DataFrame, despues: pl.DataFrame) -> dict[str, object]:
    cuantos = {que: cambios.filter(que=que)["llave"].n_unique() for que in ("agregado", "quitado", "cambiado")}
    return {
        "tabla": nombre,
        "filas_antes": antes.height,
        "filas_despues": despues.height,
        **{f"{que}s": n for que, n in cuantos.items()},
    }


def _cifras(tablas: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Las publicadas y las medias calculadas: nacional y por entidad."""
    calculadas = tablas["resultados"].join(tablas["sujetos"].select("clave_sujeto", "cve_ent"), on="clave_sujeto")
    comunes = ["metrica", "edicion", "indicador"]
    nacional = calculadas.group_by(comunes).agg(pl.col("valor").mean()).with_columns(ambito=pl.lit("nacional"), clave=pl.lit("00"))
    entidad = calculadas.group_by(*comunes, clave="cve_ent").agg(pl.col("valor").mean()).with_columns(ambito=pl.lit("entidad"))
    publicadas = tablas["publicados"].filter(medida="valor").select(*comunes, "ambito", "clave", "valor", origen=pl.lit("publicada"))
    columnas = [*_LLAVE_DE_CIFRA, "valor"]
    medias = [t.with_columns(origen=pl.lit("media calculada")).select(columnas) for t in (nacional, entidad)]
    # Una misma cifra puede estar publicada en dos fuentes: se toma la primera.
    return pl.concat([publicadas.select(columnas), *medias]).unique(_LLAVE_DE_CIFRA, keep="first", maintain_order=True)


def _cifras_que_se_movieron(antes: pl.DataFrame, despues: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    juntas = antes.rename({"valor": "antes"}).join(
        despues.rename({"valor": "despues"}), on=_LLAVE_DE_CIFRA, how="full", coalesce=True, nulls_equal=True
    )
    salto = (pl.col("despues") - pl.col("antes")).abs()
    distintas = juntas.filter(pl.col("antes").is_null() | pl.col("despues").is_null() | (salto > IGUAL))
    movidas = distintas.filter(salto.is_null() | (salto >= RUIDO - IGUAL)).sort(_LLAVE_DE_CIFRA)
    restas = [_resta(*par) for par in movidas.select("antes", "despues").iter_rows()]
    con_resta = movidas.with_columns(pl.Series("diferencia", restas, dtype=pl.Float64))
    return con_resta.select(pl.col(campo).cast(tipo) for campo, tipo in CIFRAS.items()), distintas.height - movidas.height


def _resta(antes: float | None, despues: float | None) -> float | None:
    """La resta de las dos cifras como se leen, con dos decimales."""
    return None if antes is None or despues is None else redondear(redondear(despues) - redondear(antes))
