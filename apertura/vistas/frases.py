"""Los párrafos generados de la ficha y de la entidad: los números del motor, puestos en las reglas de `apertura.frases`."""

from typing import Any

import polars as pl

from apertura.brechas.firmeza import firmeza_de_sujeto
from apertura.brechas.firmeza_de_entidad import de_la_mezcla, de_la_palanca, del_origen
from apertura.brechas.potencial import CUANTIL
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.frases import Frase, decir
from apertura.frases.gramatica import tercio
from apertura.seleccion import Seleccion, de_entidad
from apertura.vistas import causas
from apertura.vistas.brechas import ficha, nombres_de
from apertura.vistas.comun import edicion_de, guardar
from apertura.vistas.entidad import lugares
from apertura.vistas.pares import grupo, medicion_de
from apertura.vistas.posiciones import posiciones
from apertura.vistas.sorteos import remuestreo
from apertura.vistas.sujeto import indicadores

assert CUANTIL == 0.75, "las frases dicen «el cuarto más alto»"


@guardar
def de_sujeto(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[Frase, ...]:
    """Dónde está, qué arreglar primero, quién ya lo hizo, qué es suyo y qué es de todos y a dónde llegaría."""
    suya, formado = ficha(motor, catalogo, seleccion), grupo(motor, catalogo, seleccion)
    if formado is None:
        return ()
    arbol, nombres = formado.medicion.arbol, nombres_de(catalogo, seleccion)
    primero = _primero(suya)
    quienes = primero["a_quien"] if primero else []
    cercanos = max((i["cercanos"] or 0 for i in suya["indicadores"]), default=0)
    firmeza = firmeza_de_sujeto(formado.tabla, arbol, cercanos, tuple(q["clave_sujeto"] for q in quienes))
    universo = formado.medicion.universo

    def dicha(clave: str, de: str, **numeros: Any) -> Frase:
        return decir(clave, depende=firmeza.get(de, ()), universo=universo, **numeros)

    frases = _su_lugar(motor, catalogo, seleccion, dicha)
    if primero:
        nombre = nombres[primero["indicador"]]
        frases.append(dicha("sujeto.primer_paso", "primero", indicador=nombre, **_paso(primero)))
        frases.append(dicha("sujeto.a_quien", "a_quien", indicador=nombre, quienes=[(q["etiqueta"], q["valor"]) for q in quienes]))
    elif con_dato := sum(i["ganancia"] is not None for i in suya["indicadores"]):
        frases.append(dicha("sujeto.sin_pasos", "primero", indicadores=con_dato))
    clases = {nombres[i["indicador"]]: i["clase"] for i in suya["indicadores"] if i["clase"]}
    if clases:
        frases.append(dicha("sujeto.lecturas", "lecturas", clases=clases))
    if primero and suya["indice"]["lugar"]:
        frases.append(dicha("sujeto.todos_los_pasos", "todos", **_todos(suya)))
    return tuple(frases)


def a_quienes(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> list[tuple[str, str]]:
    """Clave y nombre de quienes ya lograron el primer paso, para ir a su ficha."""
    primero = _primero(ficha(motor, catalogo, seleccion))
    return [(q["clave_sujeto"], q["etiqueta"]) for q in primero["a_quien"]] if primero else []


@guardar
def de_entidad_elegida(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[Frase, ...]:
    """Su lugar y qué tan firme es, de dónde viene la diferencia, si es por quiénes se midieron y qué la movería."""
    edicion, lista = edicion_de(seleccion, catalogo), medicion_de(motor, catalogo, seleccion)
    sorteos = remuestreo(motor, edicion)
    sorteo = None if sorteos is None else next(iter(sorteos.lugares.filter(cve_ent=seleccion.entidad).to_dicts()), None)
    suyos, referencia = lista.tabla.filter(cve_ent=seleccion.entidad), causas.referencia(motor, catalogo, seleccion)
    origen, mezcla = (vista(motor, catalogo, seleccion).datos for vista in (causas.origen, causas.mezcla))
    palanca = causas.ficha(motor, catalogo, seleccion)["palanca"]
    args = (lista.tabla, lista.arbol, seleccion.entidad)
    aportes = dict(origen.select("nombre", "contribucion").iter_rows())
    base = float(referencia["indice"][0])
    return (
        _lugar_de_entidad(motor, catalogo, seleccion, sorteo, edicion.universo),
        decir(
            "entidad.origen", depende=del_origen(suyos, referencia, lista.arbol), universo=edicion.universo,
            referencia=con_quien(seleccion, catalogo), valor=base + sum(aportes.values()), base=base, aportes=aportes,
        ),
        decir(
            "entidad.mezcla", depende=de_la_mezcla(*args, sorteo), universo=edicion.universo,
            mezcla=float(mezcla["mezcla"].sum()), desempeno=float(mezcla["desempeno"].sum()),
        ),
        decir(
            "entidad.palanca", depende=de_la_palanca(*args, palanca["cambios"], sorteo), universo=edicion.universo,
            cambios=len(palanca["cambios"]), sube=palanca["ganancia"], nuevo=palanca["valor"], nuevo_lugar=palanca["lugar"],
            total=palanca["total"], **_hoy(motor, catalogo, seleccion),
        ),
    )  # fmt: skip


def con_quien(seleccion: Seleccion, catalogo: Catalogo) -> str:
    """«la media de todos los sujetos», «la media de Jalisco»."""
    otra = causas.contra(seleccion)
    return f"la media {de_entidad(otra, catalogo)}" if otra else "la media de todos los sujetos"


def _primero(suya: dict[str, Any]) -> dict[str, Any] | None:
    pasos = suya["primeros_pasos"]
    return next(i for i in suya["indicadores"] if i["indicador"] == pasos[0]) if pasos else None


def _paso(indicador: dict[str, Any]) -> dict[str, Any]:
    cercanos = indicador["cercanos"] or 0
    llegan = round((indicador["alcanzable"] or 0) * cercanos)
    return {c: indicador[c] for c in ("valor", "meta", "ganancia")} | {"llegan": llegan, "cercanos": cercanos}


def _su_lugar(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, dicha: Any) -> list[Frase]:
    raiz = medicion_de(motor, catalogo, seleccion).arbol.raiz
    propios = indicadores(motor, catalogo, seleccion).datos.filter(indicador=raiz).to_dicts()
    return [
        dicha(
            "sujeto.lugar", "lugar", indicador=f["nombre"], valor=f["valor"], lugar=f["lugar"], total=f["n_pares"],
            iguales=f["iguales"], mediana=f["mediana"],
        )
        for f in propios
    ]  # fmt: skip


def _todos(suya: dict[str, Any]) -> dict[str, Any]:
    antes, despues = suya["indice"], suya["si_alcanza"]
    return {
        "valor": antes["valor"], "nuevo": despues["valor"], "lugar": antes["lugar"], "nuevo_lugar": despues["lugar"],
        "total": antes["total"], "pasos": len(suya["primeros_pasos"]),
    }  # fmt: skip


def _lugar_de_entidad(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, sorteo: dict[str, Any] | None, universo: str) -> Frase:
    raiz = medicion_de(motor, catalogo, seleccion).arbol.raiz
    general, entre = lugares(motor, catalogo, seleccion.con(indicador=raiz, tipos=(), ordenes=()))
    fila = posiciones(motor, catalogo, seleccion).datos.row(by_predicate=pl.col("cve_ent") == seleccion.entidad, named=True)
    bajo, alto = (sorteo[c] if sorteo else None for c in ("lugar_bajo", "lugar_alto"))
    se_mueve = {"pesos": (fila["pesos_bajo"], fila["pesos_alto"]), "muestra": (bajo or fila["lugar"], alto or fila["lugar"])}
    total = fila["total"]
    depende = [que for que, (de, a) in se_mueve.items() if tercio(de, total) != tercio(a, total)]
    return decir(
        "entidad.lugar", depende=depende, universo=universo, clave=seleccion.entidad, nombre=catalogo.entidades[seleccion.entidad],
        lugar=general.lugar if general else fila["lugar"], total=total, lugar_entidades=entre.lugar if entre else None,
        entidades=entre.total if entre else 0, bajo=bajo, alto=alto,
    )  # fmt: skip


def _hoy(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> dict[str, Any]:
    indice = causas.ficha(motor, catalogo, seleccion)["indice"]
    return {"valor": indice["valor"], "lugar": indice["lugar"]}
