"""Las fichas en Markdown: cada frase lleva sus números, de qué depende y, si es simulación, lo dice."""

from collections.abc import Sequence

from apertura.brechas.ficha import Ficha
from apertura.catalogo import METRICAS, Catalogo
from apertura.formato import SIN_DATO, cambio, contar, decimal, entero, enumerar, indice, lugar, porcentaje
from apertura.vistas.brechas import CLASES

Nombres = dict[str, str]


def sujeto_en_texto(f: Ficha, nombres: Nombres, catalogo: Catalogo) -> str:
    """La ficha de un sujeto: dónde está, qué es suyo y qué es de todos, por dónde empezar y a quién preguntar."""
    s, p, i = f["sujeto"], f["pares"], f["indice"]
    ambito = f"{s['entidad']} · {catalogo.ordenes[s['orden']]} · {catalogo.tipos[s['tipo']]}"
    return "\n".join(
        [
            f"# {s['etiqueta']}",
            f"{_medicion(f)} · {ambito}",
            "",
            f"**{nombres[i['indicador']]}: {indice(i['valor'])}**, {_lugar(i)} en su grupo de pares.",
            f"Grupo de pares: {p['criterio']} ({contar(p['n_pares'], 'par', 'pares')}).",
            *([f"Tipología oficial: {f['tipologia']} (alto es más de 0.50)."] if f["tipologia"] else []),
            "",
            "## Cada indicador entre sus pares",
            *_tabla(
                ["Indicador", "Valor", "P25", "Mediana", "P75", "Lectura", "Brecha oficial"],
                [_posicion(fila, nombres) for fila in f["indicadores"]],
            ),
            "",
            "## Por dónde empezar (simulación)",
            *_pasos(f, nombres),
            "",
            *_pie(f),
        ]
    )


def entidad_en_texto(f: Ficha, nombres: Nombres, catalogo: Catalogo) -> str:
    """La ficha de una entidad: su lugar y qué tan firme es, de dónde viene la diferencia y qué la movería."""
    e, i = f["entidad"], f["indice"]
    sujetos = contar(e["n_sujetos"], "sujeto obligado", "sujetos obligados")
    return "\n".join(
        [
            f"# {e['nombre']}",
            f"{_medicion(f)} · {sujetos}",
            "",
            f"**{nombres[i['indicador']]}: {indice(i['valor'])}** (media de sus sujetos), {_lugar(i)}.",
            *_firmeza(f),
            "",
            "## De dónde viene la diferencia",
            f"Contra la media de todos los sujetos, {indice(f['conjunto']['valor'])}: {_con_signo(_suma(f['origen']))}.",
            "",
            *_tabla(
                ["Indicador", "Valor", "Todos", "Aporta"],
                [[nombres[o["indicador"]], *_indices(o, "valor", "referencia"), _con_signo(o["contribucion"])] for o in f["origen"]],
            ),
            "",
            f"Por qué sujetos le tocaron (mezcla): {_con_signo(f['mezcla'])}; por cómo salieron frente a los de su orden y "
            f"tipo (desempeño): {_con_signo(f['desempeno'])}.",
            "",
            "## Quiénes bajan más la media",
            *_tabla(
                ["Sujeto obligado", "Índice", "Su orden y tipo", "Peso"],
                [[q["etiqueta"], *_indices(q, "indice", "media_estrato"), _con_signo(q["peso"])] for q in f["quien_pesa"] if q["peso"] < 0],
            ),
            "",
            "## Qué tan parejos son",
            *_tabla(
                ["Tipo", "Sujetos", "P90 − P10", "Bajo 0.20"],
                [[catalogo.tipos[d["tipo"]], entero(d["n"]), indice(d["dispersion"]), porcentaje(d["bajos"])] for d in f["desigualdad"]],
            ),
            "",
            "## Qué la movería (simulación)",
            *_palanca(f, nombres),
            "",
            *_pie(f),
        ]
    )


def _medicion(f: Ficha) -> str:
    return f"{METRICAS[f['metrica']]} {f['edicion']}"


def _lugar(i: Ficha) -> str:
    if i["lugar"] is None:
        return "sin lugar, porque le falta algún dato,"
    iguales = f" ({contar(i['misma_cifra'] - 1, 'comparte', 'comparten')} su cifra)" if i["misma_cifra"] > 1 else ""
    return f"lugar {lugar(i['lugar'], i['total'])}{iguales}"


def _posicion(fila: Ficha, nombres: Nombres) -> list[str]:
    cifras = _indices(fila, "valor", "p25", "mediana", "p75")
    return [nombres[fila["indicador"]], *cifras, CLASES[fila["clase"]], decimal(fila["brecha_oficial"], 3)]


def _pasos(f: Ficha, nombres: Nombres) -> list[str]:
    por_clave = {i["indicador"]: i for i in f["indicadores"]}
    if not f["primeros_pasos"]:
        return ["Ya está en la meta de sus pares (el P75) en cada indicador con dato, o a 0.01 de ella."]
    pasos = [f"{n}. {_paso(por_clave[clave], nombres)}" for n, clave in enumerate(f["primeros_pasos"], 1)]
    todo = f["si_alcanza"]
    actual = f["indice"]["valor"]
    final = [f"Con todo lo anterior, el índice cambiaría {cambio(actual, todo['valor'])}: {_lugar(todo)} en su grupo."]
    return [*pasos, "", *(final if actual is not None else []), *_meta(f, nombres)]


def _paso(i: Ficha, nombres: Nombres) -> str:
    llegan = round((i["alcanzable"] or 0) * i["cercanos"])
    texto = (
        f"**{nombres[i['indicador']]}**: de {indice(i['valor'])} a {indice(i['meta'])} (P75 de sus pares) daría "
        f"{_con_signo(i['ganancia'])} al índice. Pares de índice más parecido que ya están ahí: {llegan} de {i['cercanos']}."
    )
    quienes = [f"{q['etiqueta']} ({indice(q['valor'])})" for q in i["a_quien"]]
    return f"{texto} A quién preguntar: {enumerar(quienes)}." if quienes else texto


def _meta(f: Ficha, nombres: Nombres) -> list[str]:
    meta = f["meta"]
    if meta is None or not meta["cambios"]:
        return []
    partes = [f"{nombres[c['indicador']]} ({porcentaje(c['fraccion'])} de su cambio)" for c in meta["cambios"]]
    destino = f"lugar {lugar(meta['lugar'], meta['total'])} ({indice(meta['valor'])})"
    if not meta["llega"]:
        return [f"Ni con todos los cambios llegaría al {destino}."]
    return [f"Para llegar al {destino} bastaría con {enumerar(partes)}."]


def _firmeza(f: Ficha) -> list[str]:
    """De qué depende el lugar: de la muestra, si la hubo, y de los pesos."""
    r, total = f["remuestreo"], f["indice"]["total"]
    pesos = next(p for p in f["pesos"] if p["esquema"] == "±20 %")
    muestra = "Es un censo: el lugar no lleva intervalo."
    if r is not None:
        muestra = (
            f"Intervalo de remuestreo de 95 %: {_entre(r, total)}. No es un margen de error: "
            "la selección no fue documentada como aleatoria."
        )
    return [muestra, f"Con los pesos movidos hasta 20 %: {_entre(pesos, total)}."]


def _entre(r: Ficha, total: int) -> str:
    if r["lugar_bajo"] == r["lugar_alto"]:
        return f"siempre el lugar {lugar(r['lugar_bajo'], total)}"
    return f"del lugar {r['lugar_bajo']} al {lugar(r['lugar_alto'], total)}"


def _palanca(f: Ficha, nombres: Nombres) -> list[str]:
    palanca, i = f["palanca"], f["indice"]
    if not palanca["cambios"]:
        return ["Cada sujeto con datos ya está en la meta de sus pares."]
    renglones = [
        [c["etiqueta"], nombres[c["indicador"]], *_indices(c, "valor", "meta"), _con_signo(c["ganancia"])] for c in palanca["cambios"]
    ]
    cuantos = contar(len(renglones), "cambio llevaría", "cambios llevarían")
    return [
        f"{cuantos} la media {cambio(i['valor'], palanca['valor'])}, del lugar {lugar(i['lugar'], i['total'])} "
        f"al {lugar(palanca['lugar'], palanca['total'])}, si las demás no cambian.",
        "",
        *_tabla(["Sujeto obligado", "Indicador", "De", "A (P75 de sus pares)", "Aporta"], renglones),
    ]


def _pie(f: Ficha) -> list[str]:
    pesos = [f"{clave} {decimal(peso, 4 if round(peso, 2) != peso else 2)}" for clave, peso in f["pesos_del_indice"].items()]
    universo = "los lugares, además, de la muestra" if f["universo"] == "muestra" else "el universo es un censo"
    return [
        f"Las ganancias y lo que aporta cada indicador dependen de los pesos del índice ({enumerar(pesos)}) y del grupo de "
        f"pares; {universo}. "
        "Una simulación no es un pronóstico.",
        f"Fuente: {f['fuente']} · publicación {f['publicacion']}.",
    ]


def _indices(fila: Ficha, *campos: str) -> list[str]:
    return [indice(fila[campo]) for campo in campos]


def _suma(origen: Sequence[Ficha]) -> float | None:
    partes = [o["contribucion"] for o in origen]
    return None if None in partes else sum(partes)


def _con_signo(valor: float | None) -> str:
    """Cuatro decimales con signo: las contribuciones deben poder sumarse a mano."""
    texto = decimal(valor, 4)
    return f"+{texto}" if valor is not None and valor > 0 and texto != "0.0000" else texto


def _tabla(encabezados: Sequence[str], renglones: Sequence[Sequence[str]]) -> list[str]:
    if not renglones:
        return ["Ninguno."]
    raya = ["--:" if celda[0] in "0123456789+−" or celda == SIN_DATO else "---" for celda in renglones[0]]
    return [f"| {' | '.join(celdas)} |" for celdas in (encabezados, raya, *renglones)]
