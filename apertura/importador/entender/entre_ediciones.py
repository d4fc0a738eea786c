"""Lo nuevo contra lo ya publicado: cuánto cambia, quién desaparece y si se parece demasiado a otra edición."""

import polars as pl

from apertura import formato
from apertura.importador.defectos import Defecto
from apertura.importador.entender import claves
from apertura.importador.entender.decisiones import ACEPTAR
from apertura.importador.entender.mensajes import AVISO, defecto, enumerar
from apertura.importador.entender.propuesta import Propuesta

DESAPARECEN, CAMBIAN, DESVIACIONES = 0.10, 0.20, 3.0
_LLAVE = ["clave_sujeto", "indicador"]


def comparar_con_lo_publicado(p: Propuesta, hechas: dict[str, pl.DataFrame], filas: pl.DataFrame) -> list[Defecto]:
    """Cobertura del archivo y, si la edición o la métrica ya tienen resultados, qué tanto cambia."""
    nuevos = hechas["resultados"]
    salida = _cobertura(p, filas)
    publicados = p.contra.get("resultados")
    if publicados is None or not nuevos.height:
        return salida
    de_metrica = publicados.filter(pl.col("metrica") == p.metrica)
    previos = de_metrica.filter(pl.col("edicion") == p.edicion)
    if previos.height:
        salida += _contra_la_misma(p, nuevos, previos)
    salida += _contra_otras(p, nuevos, de_metrica.filter(pl.col("edicion") != p.edicion), previos)
    otras = sorted(set(de_metrica["edicion"].unique()) - {p.edicion})
    if otras and "edicion" in {c.campo for c in p.columnas}:
        salida.append(defecto("PERDIDA-ANIOS", p.hoja, lista=", ".join(map(str, otras))))
    return salida


def _cobertura(p: Propuesta, filas: pl.DataFrame) -> list[Defecto]:
    presentes = set(filas["cve_ent"].unique())
    faltan = [nombre for cve, nombre in claves.nombres_de_entidad().items() if cve not in presentes and cve != claves.FEDERACION]
    salida = [defecto("COBERTURA", p.hoja, lista=", ".join(faltan))] if 0 < len(faltan) < 32 else []
    ediciones = p.contra.get("ediciones")
    if ediciones is not None:
        evaluados = ediciones.filter((pl.col("metrica") == p.metrica) & (pl.col("edicion") == p.edicion))["n_sujetos"].to_list()
        hay = filas["clave_sujeto"].n_unique()
        if evaluados and evaluados[0] != hay:
            salida.append(defecto("UNIVERSO", p.hoja, n=formato.entero(hay), evaluados=formato.entero(evaluados[0])))
    return salida


def _contra_la_misma(p: Propuesta, nuevos: pl.DataFrame, previos: pl.DataFrame) -> list[Defecto]:
    salida = []
    antes, ahora = set(previos["clave_sujeto"].unique()), set(nuevos["clave_sujeto"].unique())
    idos = sorted(antes - ahora)
    if len(idos) > DESAPARECEN * len(antes):
        nivel = AVISO if p.decisiones.de("DESAPARECEN") == ACEPTAR else None
        salida.append(defecto("DESAPARECEN", p.hoja, n=len(idos), total=len(antes), lista=enumerar(idos), nivel=nivel,
                              alternativas=[str(len(idos))]))  # fmt: skip
    comunes = nuevos.join(previos, on=_LLAVE, suffix="_antes")
    cambian = comunes.filter((pl.col("valor") - pl.col("valor_antes")).abs() > 1e-9).height
    if cambian > CAMBIAN * max(comunes.height, 1):
        nivel = AVISO if p.decisiones.de("REVISION") == ACEPTAR else None
        salida.append(defecto("REVISION", p.hoja, n=formato.entero(cambian), total=formato.entero(comunes.height), nivel=nivel,
                              alternativas=[str(cambian)]))  # fmt: skip
    if not cambian and comunes.height == nuevos.height == previos.height:
        salida.append(defecto("SIN-CAMBIO", p.hoja))
    d_antes, d_ahora = _decimales(previos), _decimales(nuevos)
    if d_ahora < d_antes:
        salida.append(defecto("MENOS-DECIMALES", p.hoja, antes=d_antes, ahora=d_ahora))
    return salida


def _contra_otras(p: Propuesta, nuevos: pl.DataFrame, otros: pl.DataFrame, previos: pl.DataFrame) -> list[Defecto]:
    salida = []
    for (edicion,), resultados in otros.group_by("edicion", maintain_order=True):
        comunes = nuevos.join(resultados, on=_LLAVE, suffix="_otra")
        if comunes.height >= 0.9 * nuevos.height and comunes.height > 20 and (comunes["valor"] == comunes["valor_otra"]).all():
            salida.append(defecto("IGUAL-A-OTRA", p.hoja, edicion=edicion))
    referencia = previos if previos.height else otros.filter(pl.col("edicion") == pl.col("edicion").max())
    medias = referencia.group_by("indicador").agg(antes=pl.col("valor").mean(), desviacion=pl.col("valor").std(), n0=pl.len())
    ahora = nuevos.group_by("indicador").agg(ahora=pl.col("valor").mean(), n1=pl.len())
    juntas = ahora.join(medias, on="indicador").sort("indicador")
    error = pl.col("desviacion") * (1 / pl.col("n0") + 1 / pl.col("n1")).sqrt()
    bruscos = juntas.filter(
        ((pl.col("ahora") - pl.col("antes")).abs() > DESVIACIONES * error) & ((pl.col("ahora") - pl.col("antes")).abs() > 0.1)
    )
    for indicador, media, previa in bruscos.select("indicador", "ahora", "antes").rows():
        salida.append(
            defecto(
                "CAMBIO-BRUSCO", p.hoja, columna=indicador, indicador=indicador, antes=formato.indice(previa), ahora=formato.indice(media)
            )
        )
    return salida


def _decimales(resultados: pl.DataFrame) -> int:
    return int(resultados["valor"].cast(pl.String).str.split(".").list.last().str.len_chars().max() or 0)  # type: ignore[arg-type]
