"""Texto alternativo de cada gráfica, generado de sus datos: qué muestra, extremos con empates, cuántos y qué falta.

Los extremos se comparan como se leen (ya redondeados): dos entidades que dicen «0.46» están empatadas para quien mira.
"""

from collections.abc import Callable, Sequence

import polars as pl

from apertura import formato

Formateador = Callable[[float | None], str]
_CABEN = 4


def de_mapa(
    datos: pl.DataFrame,
    titulo: str,
    *,
    a_texto: Formateador = formato.indice,
    nacional: float | None = None,
    referencia: str = "Nacional",
) -> str:
    """Mapa, mosaico o barras: las 33 posiciones de `hoja_de_mapa` (`entidad`, `valor`, `sel`)."""
    partes = [_punto(titulo), resumen(datos["entidad"], datos["valor"], ("posición", "posiciones"), a_texto)]
    if nacional is not None:
        partes.append(f"{_de_que(referencia)}: {a_texto(nacional)}.")
    elegida = datos.filter(pl.col("sel"))
    if len(elegida):
        partes.append(f"Elegida: {elegida['entidad'][0]}, {_leido(elegida['valor'][0], a_texto)}.")
    return " ".join(partes)


def de_tira(puntos: pl.DataFrame, titulo: str) -> str:
    """Tira por grupo: cuántas instituciones, cuántas en cero, medianas extremas y la elegida."""
    valores = puntos["valor"].fill_nan(None).drop_nulls()
    ceros = int((valores == 0).sum())
    medianas = puntos.group_by("grupo").agg(pl.col("valor").fill_nan(None).median()).sort("grupo").drop_nulls()
    partes = [
        _punto(titulo),
        f"{formato.contar(len(valores), 'institución', 'instituciones')} con dato, una por punto.",
    ]
    if faltan := len(puntos) - len(valores):
        partes.append(f"Sin dato: {formato.entero(faltan)}.")
    if ceros:
        partes.append(f"{formato.entero(ceros)} {'está' if ceros == 1 else 'están'} en cero.")
    if len(medianas) > 1:
        partes.append(f"Medianas por grupo: {minuscula(extremos(medianas['grupo'], medianas['valor'], formato.indice))}")
    elegidas = puntos.filter(pl.col("sel"))
    partes += [f"Elegida: {f['nombre']}, {_leido(f['valor'], formato.indice)}." for f in elegidas.head(1).to_dicts()]
    return " ".join(partes)


def de_banda(fila: dict[str, object]) -> str:
    """«Transparencia: 0.58; mitad central de los pares, de 0.31 a 0.55; mediana, 0.42»."""
    propio, bajo, medio, alto = (_leido(fila[campo], formato.indice) for campo in ("valor", "p25", "p50", "p75"))
    if fila["p50"] is None:
        return f"{fila['etiqueta']}: {propio}; sin pares con dato"
    apoyo = f", {fila['apoyo']}" if fila.get("apoyo") else ""
    return f"{fila['etiqueta']}: {propio}{apoyo}; mitad central de los pares, de {bajo} a {alto}; mediana, {medio}"


def de_bandas(indicadores: pl.DataFrame, titulo: str) -> str:
    """Todas las bandas, un indicador tras otro."""
    return " ".join([_punto(titulo), *(f"{de_banda(fila)}." for fila in indicadores.to_dicts())])


def de_comparacion(indicadores: pl.DataFrame, titulo: str, propio: str, nacional: str) -> str:
    """Valor propio contra la referencia, con la diferencia de las cifras como se leen."""
    frases = [
        f"{fila['nombre']}: {_leido(fila['valor'], formato.indice)} contra {_leido(fila['nacional'], formato.indice)}"
        + (f" ({fila['diferencia']})" if fila["diferencia"] else "")
        for fila in indicadores.to_dicts()
    ]
    return f"{_punto(titulo)} Compara «{propio}» con «{nacional}». {'; '.join(frases)}."


def de_evolucion(unidades: Sequence[str], ediciones: pl.DataFrame, puntos: pl.DataFrame, titulo: str) -> str:
    """Por unidad, su cifra en cada edición con su origen; al final, las ediciones que no se comparan."""
    frases = []
    for nombre in unidades:
        propios = puntos.filter(nombre=nombre).sort("edicion", "origen").to_dicts()
        lista = "; ".join(f"{p['edicion']}, {_leido(p['valor'], formato.indice)} ({p['origen']})" for p in propios)
        frases.append(f"{nombre}: {lista or 'sin cifra en ninguna edición'}.")
    fuera = [str(anio) for anio in ediciones.filter(~pl.col("comparable"))["edicion"]]
    cautela = f" No se comparan con las demás: {formato.enumerar(fuera)}." if fuera else ""
    return f"{_punto(titulo)} {' '.join(frases)}{cautela}"


def de_unidades(valores: pl.DataFrame, indicadores: pl.DataFrame, titulo: str) -> str:
    """Unidades lado a lado: por indicador, la cifra de cada unidad y qué se puede decir de la distancia."""
    frases = []
    for fila in indicadores.to_dicts():
        de_este = valores.filter(indicador=fila["indicador"])
        lista = ", ".join(f"{nombre} {texto}" for nombre, texto in de_este.select("nombre", "texto").iter_rows())
        frases.append(f"{fila['nombre']}: {lista} ({fila['lectura']}).")
    return " ".join([_punto(titulo), *frases]) if frases else f"{_punto(titulo)} Sin indicadores que mostrar."


def de_medias(grupos: pl.DataFrame, titulo: str, nacional: float | None, referencia: str = "Nacional") -> str:
    """Media por grupo: extremos, sin dato y referencia."""
    partes = [_punto(titulo), resumen(grupos["grupo"], grupos["valor"], ("grupo", "grupos"), formato.indice)]
    if nacional is not None:
        partes.append(f"{_de_que(referencia)}: {formato.indice(nacional)}.")
    return " ".join(partes)


def de_brechas(componentes: pl.DataFrame, titulo: str) -> str:
    """Brechas de mayor a menor; dice cuáles publicó el INAI."""
    filas = componentes.to_dicts()
    lista = formato.enumerar([f"{fila['etiqueta']} ({fila['texto']})" for fila in filas[:6]])
    publicadas = sum(fila["publicada"] is not None for fila in filas)
    cuantas = formato.contar(len(filas), "componente", "componentes")
    marca = f" Publicadas por el INAI: {formato.entero(publicadas)}." if publicadas else ""
    return f"{_punto(titulo)} {cuantas}. Las mayores: {lista}.{marca}" if filas else f"{_punto(titulo)} Sin componentes."


def de_pareto(instituciones: pl.DataFrame, titulo: str) -> str:
    """Cuántas pueden ganar algo y las tres primeras; cuántas juntan la mitad lo dice la frase de la página."""
    if not len(instituciones):
        return f"{_punto(titulo)} Ninguna institución tiene algo que ganar."
    cuantas = formato.contar(len(instituciones), "institución puede ganar algo", "instituciones pueden ganar algo")
    filas = instituciones.head(3).select("etiqueta", "total").iter_rows()
    lista = formato.enumerar([f"{etiqueta} ({formato.decimal(total)})" for etiqueta, total in filas])
    return f"{_punto(titulo)} {cuantas}. Las que más: {lista}."


def de_ediciones(ediciones: pl.DataFrame, titulo: str) -> str:
    """Lo publicado en cada edición, con la advertencia de que no es una serie."""
    frases = [
        f"{f['edicion']}, {_leido(f['valor'], formato.indice)}" + (f" ({f['cuenta']})" if f["cuenta"] else "") for f in ediciones.to_dicts()
    ]
    return f"{_punto(titulo)} {'; '.join(frases)}. Cada edición midió instituciones distintas: no es una serie comparable."


def resumen(
    nombres: Sequence[str] | pl.Series,
    valores: Sequence[float | None] | pl.Series,
    que: tuple[str, str],
    a_texto: Formateador,
) -> str:
    """«31 de 33 posiciones con dato. El más alto…; el más bajo… Sin dato: Oaxaca y Tlaxcala.»"""
    pares = list(zip(nombres, valores, strict=True))
    con_dato = [(nombre, valor) for nombre, valor in pares if a_texto(valor) != formato.SIN_DATO]
    faltan = [nombre for nombre, valor in pares if a_texto(valor) == formato.SIN_DATO]
    if not con_dato:
        return f"Sin dato en {formato.contar(len(pares), *que)}."
    cuenta = formato.contar(len(pares), *que) if not faltan else f"{len(con_dato)} de {formato.contar(len(pares), *que)} con dato"
    partes = [f"{cuenta}.", extremos([n for n, _ in con_dato], [v for _, v in con_dato], a_texto)]
    return " ".join(partes + ([f"Sin dato: {_lista(faltan)}."] if faltan else []))


def extremos(nombres: Sequence[str] | pl.Series, valores: Sequence[float | None] | pl.Series, a_texto: Formateador) -> str:
    """«El valor más alto es 0.51, de Jalisco; el más bajo, 0.27, de Querétaro.» Con empates, todos o cuántos."""
    leidos = sorted(((valor, nombre) for nombre, valor in zip(nombres, valores, strict=True)), key=lambda par: par[0])
    bajo, alto = a_texto(leidos[0][0]), a_texto(leidos[-1][0])
    if len(leidos) == 1:
        return f"Valor: {alto}, de {leidos[0][1]}."
    if bajo == alto:
        return f"Todos los valores son iguales: {alto}."
    de_arriba = [nombre for valor, nombre in leidos if a_texto(valor) == alto]
    de_abajo = [nombre for valor, nombre in leidos if a_texto(valor) == bajo]
    return f"El valor más alto es {alto}, de {_empatados(de_arriba)}; el más bajo, {bajo}, de {_empatados(de_abajo)}."


def _de_que(referencia: str) -> str:
    return "Valor nacional" if referencia == "Nacional" else referencia


def minuscula(frase: str) -> str:
    """La frase con inicial minúscula, para seguir a dos puntos."""
    return frase[:1].lower() + frase[1:]


def _empatados(nombres: list[str]) -> str:
    ordenados = sorted(nombres)
    if len(ordenados) > _CABEN:
        return f"{len(ordenados)} empatados"
    return formato.enumerar(ordenados) + (" (empate)" if len(ordenados) > 1 else "")


def _lista(nombres: list[str]) -> str:
    return formato.enumerar(nombres) if len(nombres) <= _CABEN * 2 else formato.entero(len(nombres))


def _leido(valor: object, a_texto: Formateador) -> str:
    texto = a_texto(float(valor)) if isinstance(valor, int | float) else formato.SIN_DATO
    return "sin dato" if texto == formato.SIN_DATO else texto


def _punto(titulo: str) -> str:
    return titulo if titulo.endswith((".", "?", "!")) else f"{titulo}."
