"""Recalcula cada cifra publicada a partir de los sujetos y dice si coincide: `python -m apertura verificar`.

Todo pasa por las mismas consultas que usan las páginas; aquí sólo se ponen lado a lado lo publicado y lo recalculado.
"""

from dataclasses import dataclass

import polars as pl

from apertura.consultas import Motor

METRICA, EDICION = "MGA", 2017
SUBINDICES_PUBLICADOS = ("GA", "TG", "TC", "PG", "PC")
# Toda cifra con dos decimales representa cualquier valor a ±0.005.
MEDIA_CENTESIMA = 0.005
# Un nodo del árbol suma el redondeo propio y el de sus hijos.
CENTESIMA = 0.01
# La base trae cuatro decimales: la identidad exacta deja a lo más medio diezmilésimo; una cifra entera es tolerable.
DIEZMILESIMA, MEDIA_DIEZMILESIMA = 1e-4, 5e-5
RUIDO_BINARIO = 1e-9

ENTIDADES = "Entidades y Federación: GA, TG, TC, PG y PC"
ENTIDADES_SECUNDARIAS = "Entidades y Federación: T y P, de fuente secundaria"
ORDENES = "Órdenes de gobierno: GA, T y P"
TIPOS = "Tipos de sujeto obligado: GA"
NACIONAL = "Nacional: media de todos los sujetos"
ARBOL = "Árbol nacional 2017: peso × componente"
BRECHAS = "Brechas oficiales: peso × (1 − valor)"
IDENTIDADES = "Identidades en cada sujeto"
LUGARES = "Lugares publicados de 2017"
OTROS_ARBOLES = "Árbol nacional de 2019, 2021 y 2023"
JUSTICIA = "Métrica de Justicia Abierta 2023: JA = (T + P + C + RC) / 4"
CONTEOS = "Conteos publicados y manifiesto"
COBERTURA = "Cifras que debían compararse"

# Cuántas cifras publicó INAI: si una se pierde de la fuente, la verificación lo dice en vez de comparar de menos.
ESPERADAS = {ENTIDADES: 165, ENTIDADES_SECUNDARIAS: 20, ORDENES: 9, TIPOS: 11, NACIONAL: 7, ARBOL: 7, BRECHAS: 6}


@dataclass(frozen=True)
class Comprobacion:
    """Una cifra publicada (o un conteo, o un error máximo) junto a la recalculada.

    `recalculado` es None cuando no hubo de dónde recalcular, y entonces no coincide. `tolerancia`, en las mismas
    unidades. `cita` dice de dónde salió lo publicado.
    """

    grupo: str
    que: str
    publicado: float
    recalculado: float | None
    tolerancia: float
    coincide: bool
    cita: str


def verificar(motor: Motor) -> list[Comprobacion]:
    """Todas las comprobaciones de una publicación, por grupo. Lanza ErrorApertura si una consulta no corre."""
    hechas = [
        *_medias(motor),
        *_arbol(motor, METRICA, EDICION, ARBOL),
        *_brechas(motor),
        *_identidades(motor),
        *_lugares(motor),
        *[c for edicion in (2019, 2021, 2023) for c in _arbol(motor, METRICA, edicion, OTROS_ARBOLES)],
        *_justicia(motor),
        *_conteos(motor),
    ]
    return hechas + _cobertura(hechas)


def comparar(grupo: str, que: str, publicado: float, recalculado: float | None, tolerancia: float, cita: str) -> Comprobacion:
    """Comprobación con la regla común: la diferencia no pasa de la tolerancia, salvo ruido binario."""
    coincide = recalculado is not None and abs(recalculado - publicado) <= tolerancia + RUIDO_BINARIO
    return Comprobacion(grupo, que, publicado, recalculado, tolerancia, coincide, cita)


def _medias(motor: Motor) -> list[Comprobacion]:
    """Toda cifra publicada de los siete indicadores que hay por sujeto, se haya podido recalcular o no."""
    llave = ["ambito", "clave", "indicador"]
    recalculadas = motor.consultar("publicado_contra_recalculado", metrica=METRICA, edicion=EDICION)
    publicadas = motor.consultar("publicados", metrica=METRICA, edicion=EDICION).filter(medida="valor")
    indicadores = motor.consultar("indicadores", metrica=METRICA, edicion=EDICION).filter("por_sujeto")
    por_sujeto = publicadas.filter(pl.col("indicador").is_in(indicadores["indicador"].implode()))
    todas = por_sujeto.join(recalculadas.select(*llave, "recalculado", "coincide"), on=llave, how="left")
    return [
        Comprobacion(
            grupo=_grupo(fila["ambito"], fila["indicador"]),
            que=f"{fila['etiqueta']}, {fila['indicador']}",
            publicado=fila["valor"],
            recalculado=fila["recalculado"],
            tolerancia=MEDIA_CENTESIMA,
            coincide=bool(fila["coincide"]),
            cita=fila["cita"],
        )
        for fila in todas.sort(llave).iter_rows(named=True)
    ]


def _grupo(ambito: str, indicador: str) -> str:
    if ambito == "entidad":
        return ENTIDADES if indicador in SUBINDICES_PUBLICADOS else ENTIDADES_SECUNDARIAS
    return {"orden": ORDENES, "tipo": TIPOS, "nacional": NACIONAL}[ambito]


def _arbol(motor: Motor, metrica: str, edicion: int, grupo: str) -> list[Comprobacion]:
    nodos = motor.consultar("arbol_nacional", metrica=metrica, edicion=edicion)
    nacionales = _nacionales(motor, metrica, edicion)
    return [
        Comprobacion(
            grupo,
            f"{metrica} {edicion}: {nodo['indicador']} a partir de {nodo['n_hijos']} componentes",
            nodo["publicado"],
            nodo["recompuesto"],
            CENTESIMA,
            nodo["coincide"],
            nacionales[nodo["indicador"]]["cita"],
        )
        for nodo in nodos.iter_rows(named=True)
    ]


def _nacionales(motor: Motor, metrica: str, edicion: int, medida: str = "valor") -> dict[str, dict]:
    """Las cifras nacionales publicadas, por indicador, con su cita."""
    cifras = motor.consultar("publicados", metrica=metrica, edicion=edicion, ambito="nacional").filter(medida=medida)
    return {fila["indicador"]: fila for fila in cifras.iter_rows(named=True)}


def _brechas(motor: Motor) -> list[Comprobacion]:
    brechas = motor.consultar("brechas_oficiales", metrica=METRICA, edicion=EDICION)
    publicadas = _nacionales(motor, METRICA, EDICION, "brecha")
    return [
        Comprobacion(
            BRECHAS,
            f"{fila['nombre']} ({fila['indicador']})",
            fila["brecha_publicada"],
            fila["brecha"],
            0.5 / 10 ** fila["decimales"],
            fila["coincide"],
            publicadas[fila["indicador"]]["cita"],
        )
        for fila in brechas.drop_nulls("brecha_publicada").iter_rows(named=True)
    ]


def _identidades(motor: Motor) -> list[Comprobacion]:
    """Dos renglones por identidad: el error más grande y en cuántos sujetos es sólo redondeo del cuarto decimal."""
    errores = motor.consultar("identidades", edicion=EDICION)
    formulas = {"error_ga": "GA = (T + P) / 2", "error_t": "T = (TG + TC) / 2", "error_p": "P = (PG + PC) / 2"}
    cita = "Fórmulas del Anexo 1 del Resumen Ejecutivo 2017, sobre la base de sujetos"
    hechas = []
    for columna, formula in formulas.items():
        error = errores[columna]
        exactos = float((error <= MEDIA_DIEZMILESIMA + RUIDO_BINARIO).sum())
        maximo = None if error.null_count() else error.max()
        que = f"{formula}: error más grande entre {errores.height} sujetos"
        hechas.append(comparar(IDENTIDADES, que, 0.0, maximo, DIEZMILESIMA, cita))  # type: ignore[arg-type]
        que = f"{formula}: sujetos con error de 0.00005 o menos"
        hechas.append(comparar(IDENTIDADES, que, float(errores.height), exactos, 0, cita))
    return hechas


def _lugares(motor: Motor) -> list[Comprobacion]:
    """El lugar publicado sale de ordenar las medias sin redondear, no las de dos decimales.

    Quintana Roo 2017, «15 de 33»: es la 15.ª media (0.3981); a dos decimales empata con Tabasco en 0.40 y un lugar
    compartido sería el 14. Se comprueba también que lo publicado caiga dentro de ese empate.
    """
    medias = motor.consultar("lugares_por_entidad", metrica=METRICA, edicion=EDICION)
    citados = motor.consultar("lugares_publicados", metrica=METRICA).filter(edicion=EDICION, ambito="entidad")
    cruce = citados.join(medias, on=["cve_ent", "indicador"], how="left", suffix="_calculado")
    return [c for fila in cruce.iter_rows(named=True) for c in _lugar(fila)]


def _lugar(fila: dict) -> list[Comprobacion]:
    quien, publicado, cita = f"{fila['etiqueta']}, {fila['indicador']}", float(fila["lugar"]), fila["cita"]
    exacto = comparar(LUGARES, f"{quien}: según la media sin redondear", publicado, fila["lugar_calculado"], 0, cita)
    if fila["primero"] is None:
        return [exacto]
    primero, ultimo = fila["primero"], fila["primero"] + fila["iguales"] - 1
    mas_cercano = float(min(max(fila["lugar"], primero), ultimo))
    que = f"{quien}: dentro del empate a dos decimales, lugares {primero} a {ultimo}"
    en_empate = comparar(LUGARES, que, publicado, mas_cercano, 0, cita)
    posiciones = comparar(LUGARES, f"{quien}: entre cuántas", float(fila["entre"].split()[0]), fila["total"], 0, cita)
    return [exacto, en_empate, posiciones]


def _justicia(motor: Motor) -> list[Comprobacion]:
    """La fórmula de la MJA es inferida: se comprueba con lo nacional y con cada institución que publicó las cuatro."""
    indicadores = motor.consultar("indicadores", metrica="MJA", edicion=2023)
    pesos = indicadores.filter(padre="JA").select("indicador", "peso_en_padre")
    cifras = motor.consultar("publicados", metrica="MJA", edicion=2023, ambito="sujeto")
    sumas = (
        cifras.join(pesos, on="indicador")
        .group_by("etiqueta")
        .agg(n=pl.len(), suma=(pl.col("valor") * pl.col("peso_en_padre")).sum())
        .filter(pl.col("n") == pesos.height)
    )
    completas = cifras.filter(indicador="JA").join(sumas, on="etiqueta").sort("etiqueta")
    return _arbol(motor, "MJA", 2023, JUSTICIA) + [
        comparar(JUSTICIA, fila["etiqueta"], fila["valor"], fila["suma"], CENTESIMA, fila["cita"])
        for fila in completas.iter_rows(named=True)
    ]


def _conteos(motor: Motor) -> list[Comprobacion]:
    """Lo evaluado según lo publicado contra lo que hay, y el manifiesto contra cada archivo."""
    evaluados = _nacionales(motor, METRICA, EDICION)["N_SO"]
    por_indicador = motor.consultar("nacional", metrica=METRICA, edicion=EDICION)["n_sujetos"].to_list()
    mja = _nacionales(motor, "MJA", 2023)
    partes = mja["N_SO_estatal"]["valor"] + mja["N_SO_federal"]["valor"]
    que = "MGA 2017: sujetos obligados con cada indicador"
    return [
        comparar(CONTEOS, f"{que}, el que menos", evaluados["valor"], min(por_indicador), 0, evaluados["cita"]),
        comparar(CONTEOS, "MGA 2017: resultados", evaluados["valor"] * 7, sum(por_indicador), 0, evaluados["cita"]),
        comparar(CONTEOS, "MJA 2023: estatales más federales", mja["N_SO"]["valor"], partes, 0, mja["N_SO"]["cita"]),
        *[_filas(motor, tabla) for tabla in sorted(motor.publicacion.tablas)],
    ]


def _filas(motor: Motor, tabla: str) -> Comprobacion:
    declaradas = motor.publicacion.filas[tabla]
    reales = pl.scan_parquet(motor.publicacion.tablas[tabla]).select(pl.len()).collect().item()
    return comparar(CONTEOS, f"Renglones de la tabla «{tabla}»", declaradas, reales, 0, "manifiesto.json")


def _cobertura(hechas: list[Comprobacion]) -> list[Comprobacion]:
    return [
        comparar(COBERTURA, grupo, cuantas, sum(c.grupo == grupo for c in hechas), 0, "Cifras publicadas de la edición")
        for grupo, cuantas in ESPERADAS.items()
    ]
