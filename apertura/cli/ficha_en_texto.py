"""Las fichas en Markdown: las frases, de sus reglas y con su firmeza; lo demás, tablas con las cifras del motor."""

from collections.abc import Sequence

from apertura.brechas.ficha import Ficha
from apertura.catalogo import METRICAS, Catalogo
from apertura.formato import SIN_DATO, contar, decimal, entero, enumerar, indice, porcentaje
from apertura.formato import lugar as en_lugar
from apertura.vistas.brechas import CLASES, con_el_paso

Nombres = dict[str, str]
NO_ES_MARGEN = "El intervalo de remuestreo no es un margen de error: la selección no fue documentada como aleatoria."
PASOS = ["Indicador", "De", "A (P75 de sus pares)", "Ganancia", "Ya están ahí", "Lugar con ese paso", "A quién preguntar"]
ES_CENSO = "Es un censo: el lugar no lleva intervalo."


def sujeto_en_texto(f: Ficha, nombres: Nombres, catalogo: Catalogo) -> str:
    """La ficha de un sujeto: dónde está, qué es suyo y qué es de todos, por dónde empezar y a quién preguntar."""
    s, p = f["sujeto"], f["pares"]
    ambito = f"{s['entidad']} · {catalogo.ordenes[s['orden']]} · {catalogo.tipos[s['tipo']]}"
    return "\n".join(
        [
            f"# {s['etiqueta']}",
            f"{_medicion(f)} · {ambito}",
            f"Grupo de pares: {p['criterio']} ({contar(p['n_pares'], 'par', 'pares')}).",
            "",
            *_dichas(f),
            "",
            "## Cada indicador entre sus pares",
            *_tabla(
                ["Indicador", "Valor", "P25", "Mediana", "P75", "Lectura", "Brecha oficial"],
                [_posicion(fila, nombres) for fila in f["indicadores"]],
            ),
            "",
            "## Por dónde empezar (simulación)",
            *_tabla(PASOS, _pasos(f, nombres)),
            "",
            *_pie(f, catalogo),
        ]
    )


def entidad_en_texto(f: Ficha, nombres: Nombres, catalogo: Catalogo) -> str:
    """La ficha de una entidad: su lugar y qué tan firme es, de dónde viene la diferencia y qué la movería."""
    e = f["entidad"]
    sujetos = contar(e["n_sujetos"], "sujeto obligado", "sujetos obligados")
    return "\n".join(
        [
            f"# {e['nombre']}",
            f"{_medicion(f)} · {sujetos}",
            "",
            *_dichas(f),
            "",
            "## Lugar",
            *_tabla(["", "Índice", "Lugar", "Más iguales a dos decimales"], [_hoy(f), *_con_otros(f)]),
            "",
            NO_ES_MARGEN if f["remuestreo"] else ES_CENSO,
            "",
            "## De dónde viene la diferencia",
            f"Contra la media de todos los sujetos, {indice(f['conjunto']['valor'])}.",
            "",
            *_tabla(
                ["Indicador", "Valor", "Todos", "Aporta"],
                [[nombres[o["indicador"]], *_indices(o, "valor", "referencia"), _con_signo(o["contribucion"])] for o in f["origen"]],
            ),
            "",
            *_tabla(["Mezcla", "Desempeño"], [[_con_signo(f["mezcla"]), _con_signo(f["desempeno"])]]),
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
            *_tabla(["Sujeto obligado", "Indicador", "De", "A (P75 de sus pares)", "Aporta"], _cambios(f, nombres)),
            "",
            *_pie(f, catalogo),
        ]
    )


def _dichas(f: Ficha) -> list[str]:
    """Cada frase en su viñeta, con lo que la sostiene."""
    return [f"- {d['texto']}{' (' + d['firmeza'] + ')' if d['firmeza'] else ''}" for d in f["frases"]]


def _medicion(f: Ficha) -> str:
    return f"{METRICAS[f['metrica']]} {f['edicion']}"


def _posicion(fila: Ficha, nombres: Nombres) -> list[str]:
    cifras = _indices(fila, "valor", "p25", "mediana", "p75")
    return [nombres[fila["indicador"]], *cifras, CLASES[fila["clase"]], decimal(fila["brecha_oficial"], 3)]


def _pasos(f: Ficha, nombres: Nombres) -> list[list[str]]:
    por_clave = {i["indicador"]: i for i in f["indicadores"]}
    return [_paso(por_clave[clave], nombres) for clave in f["primeros_pasos"]]


def _paso(i: Ficha, nombres: Nombres) -> list[str]:
    llegan = round((i["alcanzable"] or 0) * i["cercanos"])
    quienes = enumerar([f"{q['etiqueta']} ({indice(q['valor'])})" for q in i["a_quien"]]) or "—"
    cifras = [*_indices(i, "valor", "meta"), _con_signo(i["ganancia"]), f"{llegan} de {i['cercanos']}"]
    return [nombres[i["indicador"]], *cifras, con_el_paso(i), quienes]


def _hoy(f: Ficha) -> list[str]:
    i = f["indice"]
    return ["Con los datos tal cual", indice(i["valor"]), en_lugar(i["lugar"], i["total"]), entero(i["misma_cifra"] - 1)]


def _con_otros(f: Ficha) -> list[list[str]]:
    """El intervalo de lugares en el remuestreo, si hubo muestra, y con los pesos movidos hasta 20 %."""
    total, pesos = f["indice"]["total"], next(p for p in f["pesos"] if p["esquema"] == "±20 %")
    renglones = [("Intervalo de remuestreo de 95 %", f["remuestreo"])] if f["remuestreo"] else []
    renglones.append(("Con los pesos movidos hasta 20 %", pesos))
    return [[nombre, "", f"{r['lugar_bajo']} a {en_lugar(r['lugar_alto'], total)}", ""] for nombre, r in renglones]


def _cambios(f: Ficha, nombres: Nombres) -> list[list[str]]:
    return [
        [c["etiqueta"], nombres[c["indicador"]], *_indices(c, "valor", "meta"), _con_signo(c["ganancia"])] for c in f["palanca"]["cambios"]
    ]


def _pie(f: Ficha, catalogo: Catalogo) -> list[str]:
    pesos = [f"{clave} {decimal(peso, 4 if round(peso, 2) != peso else 2)}" for clave, peso in f["pesos_del_indice"].items()]
    muestra = f["universo"] == "muestra"
    universo = "los lugares, además, de la muestra" if muestra else "el universo es un censo"
    sorteos = "de la muestra y de los pesos" if muestra else "de los pesos"
    return [
        f"Las ganancias y lo que aporta cada indicador dependen de los pesos del índice ({enumerar(pesos)}) y del grupo de "
        f"pares; {universo}. "
        "Una simulación no es un pronóstico.",
        f"«Firme» y «depende de» salen de sorteos {sorteos}: docs/frases.md dice la regla de cada frase.",
        f"Fuente: {catalogo.fuentes.get(f['fuente'], f['fuente'])} · publicación {f['publicacion']}.",
    ]


def _indices(fila: Ficha, *campos: str) -> list[str]:
    return [indice(fila[campo]) for campo in campos]


def _con_signo(valor: float | None) -> str:
    """Cuatro decimales con signo: las contribuciones deben poder sumarse a mano."""
    texto = decimal(valor, 4)
    return f"+{texto}" if valor is not None and valor > 0 and texto != "0.0000" else texto


def _tabla(encabezados: Sequence[str], renglones: Sequence[Sequence[str]]) -> list[str]:
    if not renglones:
        return ["Ninguno."]
    raya = ["--:" if (celda and celda[0] in "0123456789+−") or celda == SIN_DATO else "---" for celda in renglones[0]]
    return [f"| {' | '.join(celdas)} |" for celdas in (encabezados, raya, *renglones)]
