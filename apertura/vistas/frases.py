"""Los párrafos generados de la ficha y de la entidad: los números del motor, puestos en las reglas de `apertura.frases`."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from apertura.brechas.descomposicion import medias
from apertura.brechas.firmeza import Dicho, firmeza_de_sujeto
from apertura.brechas.firmeza_de_entidad import de_la_mezcla, de_la_palanca, de_quien_pesa, del_origen
from apertura.brechas.panel import Panel, alcance_de
from apertura.brechas.potencial import CUANTIL
from apertura.brechas.situacion import situar
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.frases import Frase, decir
from apertura.frases.gramatica import tercio
from apertura.seleccion import Seleccion, de_entidad
from apertura.vistas import causas
from apertura.vistas.brechas import ficha, nombres_de
from apertura.vistas.comun import edicion_de, guardar
from apertura.vistas.entidad import lugares
from apertura.vistas.pares import Grupo, grupo, medicion_de
from apertura.vistas.posiciones import posiciones
from apertura.vistas.saltos import panel_de
from apertura.vistas.sorteos import remuestreo

assert CUANTIL == 0.75, "las frases dicen «el cuarto más alto»"
MAYORES = 2


@guardar
def de_sujeto(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[Frase, ...]:
    """Dónde está, qué arreglar primero, quién ya lo hizo, qué es suyo y qué es de todos y a dónde llegaría."""
    formado = grupo(motor, catalogo, seleccion)
    if formado is None:
        return ()
    panel = panel_de(motor, catalogo, seleccion)
    return de_ficha(ficha(motor, catalogo, seleccion), formado, nombres_de(catalogo, seleccion), panel)


def de_ficha(suya: Mapping[str, Any], formado: Grupo, nombres: Mapping[str, str], panel: Panel | None = None) -> tuple[Frase, ...]:
    """Lo mismo, de una ficha del motor con su grupo, los nombres de los indicadores y el panel con que se hizo."""
    primero, universo = _primero(suya), formado.medicion.universo
    firmeza = firmeza_de_sujeto(formado.tabla, formado.medicion.arbol, _dicho(suya, primero, formado, panel))

    def dicha(clave: str, de: str, **numeros: Any) -> Frase:
        return decir(clave, depende=firmeza.get(de, ()), universo=universo, **numeros)

    frases = _su_lugar(formado, nombres, dicha)
    if primero:
        nombre = nombres[primero["indicador"]]
        quienes = [(q["etiqueta"], q["valor"]) for q in primero["a_quien"]]
        frases.append(dicha("sujeto.primer_paso", "primero", indicador=nombre, **_paso(primero)))
        frases.append(dicha("sujeto.a_quien", "a_quien", indicador=nombre, quienes=quienes))
        if suyo := primero["panel"]:
            numeros = {c: suyo[c] for c in ("dieron", "podian", "de", "a", "grupo")}
            frases.append(decir("sujeto.panel", indicador=nombre, salto=primero["salto"], **numeros))
    elif con_dato := sum(i["ganancia"] is not None for i in suya["indicadores"]):
        frases.append(dicha("sujeto.sin_pasos", "primero", indicadores=con_dato))
    clases = {nombres[i["indicador"]]: i["clase"] for i in suya["indicadores"] if i["clase"]}
    if clases:
        frases.append(dicha("sujeto.lecturas", "lecturas", clases=clases))
    if primero and suya["indice"]["lugar"]:
        frases.append(dicha("sujeto.todos_los_pasos", "todos", **_todos(suya)))
    if suya["meta"]:
        frases.append(dicha("sujeto.meta", "meta", **_meta(suya, nombres)))
    return tuple(frases)


def a_quienes(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> list[tuple[str, str]]:
    """Clave y nombre de quienes ya lograron el primer paso, para ir a su ficha."""
    primero = _primero(ficha(motor, catalogo, seleccion))
    return [(q["clave_sujeto"], q["etiqueta"]) for q in primero["a_quien"]] if primero else []


@guardar
def de_entidad_elegida(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[Frase, ...]:
    """Lo que se dice de la entidad elegida, con los pares comunes (mismo orden y tipo)."""
    return de_ficha_de_entidad(motor, catalogo, seleccion, causas.ficha(motor, catalogo, seleccion))


def de_ficha_de_entidad(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, suya: Mapping[str, Any]) -> tuple[Frase, ...]:
    """Su lugar y qué tan firme es, de dónde viene la diferencia, si es por quiénes se midieron, quiénes pesan y qué la movería.

    `suya`: la ficha del motor, que puede ser con otros pares.
    """
    edicion, lista = edicion_de(seleccion, catalogo), medicion_de(motor, catalogo, seleccion)
    sorteos = remuestreo(motor, edicion)
    sorteo = None if sorteos is None else next(iter(sorteos.lugares.filter(cve_ent=seleccion.entidad).to_dicts()), None)
    suyos, referencia = lista.tabla.filter(cve_ent=seleccion.entidad), causas.referencia(motor, catalogo, seleccion)
    origen, mezcla = (vista(motor, catalogo, seleccion).datos for vista in (causas.origen, causas.mezcla))
    palanca, hoy = suya["palanca"], suya["indice"]
    todas = medias(lista.tabla, lista.arbol, "cve_ent")
    aportes = dict(origen.select("nombre", "contribucion").iter_rows())
    base = float(referencia["indice"][0])
    return (
        _lugar_de_entidad(motor, catalogo, seleccion, sorteo, edicion.universo),
        decir(
            "entidad.origen", depende=del_origen(suyos, referencia, lista.arbol), universo=edicion.universo,
            referencia=con_quien(seleccion, catalogo), valor=base + sum(aportes.values()), base=base, aportes=aportes,
        ),
        decir(
            "entidad.mezcla", depende=de_la_mezcla(lista.tabla, lista.arbol, seleccion.entidad, sorteo), universo=edicion.universo,
            mezcla=float(mezcla["mezcla"].sum()), desempeno=float(mezcla["desempeno"].sum()),
        ),
        _quien_pesa(motor, catalogo, seleccion),
        decir(
            "entidad.palanca", universo=edicion.universo,
            depende=de_la_palanca(todas, lista.arbol, seleccion.entidad, palanca["cambios"], sorteo),
            cambios=len(palanca["cambios"]), sube=palanca["ganancia"], nuevo=palanca["valor"], nuevo_lugar=palanca["lugar"],
            total=palanca["total"], iguales=palanca["misma_cifra"], valor=hoy["valor"], lugar=hoy["lugar"],
        ),
    )  # fmt: skip


def con_quien(seleccion: Seleccion, catalogo: Catalogo) -> str:
    """«la media de todos los sujetos», «la media de Jalisco»."""
    otra = causas.contra(seleccion)
    return f"la media {de_entidad(otra, catalogo)}" if otra else "la media de todos los sujetos"


def _primero(suya: Mapping[str, Any]) -> dict[str, Any] | None:
    pasos = suya["primeros_pasos"]
    return next(i for i in suya["indicadores"] if i["indicador"] == pasos[0]) if pasos else None


def _dicho(suya: Mapping[str, Any], primero: dict[str, Any] | None, formado: Grupo, panel: Panel | None) -> Dicho:
    quienes = tuple(q["clave_sujeto"] for q in primero["a_quien"]) if primero else ()
    cercanos = max((i["cercanos"] or 0 for i in suya["indicadores"]), default=0)
    meta = suya["meta"] or {"cambios": [], "lugar": None}
    cambios = {c["indicador"]: c["salto"] * c["fraccion"] for c in meta["cambios"]}
    alcanza = None
    if panel is not None and panel.completo:
        alcanza = lambda saltos: alcance_de(panel, saltos, np.full(len(saltos), formado.fila), formado.pares)  # noqa: E731
    return Dicho(cercanos, quienes, cambios, meta["lugar"], alcanza)


def _paso(indicador: dict[str, Any]) -> dict[str, Any]:
    cercanos = indicador["cercanos"] or 0
    llegan = round((indicador["alcanzable"] or 0) * cercanos)
    return {c: indicador[c] for c in ("valor", "meta", "ganancia")} | {"llegan": llegan, "cercanos": cercanos}


def _su_lugar(formado: Grupo, nombres: Mapping[str, str], dicha: Any) -> list[Frase]:
    return [
        dicha(
            "sujeto.lugar", "lugar", indicador=nombres[f["indicador"]], valor=f["valor"], lugar=f["lugar"], total=f["n_pares"],
            iguales=f["iguales"], mediana=f["mediana"],
        )
        for f in situar(formado.tabla, [formado.medicion.arbol.raiz]).to_dicts()
    ]  # fmt: skip


def _todos(suya: Mapping[str, Any]) -> dict[str, Any]:
    antes, despues = suya["indice"], suya["si_alcanza"]
    return {
        "valor": antes["valor"], "nuevo": despues["valor"], "lugar": antes["lugar"], "nuevo_lugar": despues["lugar"],
        "total": antes["total"], "pasos": len(suya["primeros_pasos"]), "iguales": despues["misma_cifra"],
    }  # fmt: skip


def _meta(suya: Mapping[str, Any], nombres: Mapping[str, str]) -> dict[str, Any]:
    meta = suya["meta"]
    cambios = [(nombres[c["indicador"]], c["fraccion"]) for c in meta["cambios"]]
    return {c: meta[c] for c in ("lugar", "total", "valor", "llega")} | {"cambios": cambios}


def _quien_pesa(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Frase:
    """Las dos que más bajan la media y las dos que más la suben, sin repetir la entidad en cada nombre."""
    datos, nombre = causas.quienes_pesan(motor, catalogo, seleccion).datos, catalogo.entidades[seleccion.entidad]
    filas = [(causas.corto(etiqueta, nombre, largo=60), peso) for etiqueta, peso in datos.select("etiqueta", "peso").iter_rows()]
    bajan, suben = ([f for f in lado if f[1] * signo > 5e-5][:MAYORES] for lado, signo in ((filas, -1), (filas[::-1], 1)))
    lista = medicion_de(motor, catalogo, seleccion)
    depende = de_quien_pesa(lista.tabla, lista.arbol, seleccion.entidad)
    return decir("entidad.quien_pesa", depende=depende, universo=lista.universo, bajan=bajan, suben=suben)


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
        entidades=entre.total if entre else 0, iguales=general.iguales if general else 1, primero=general.primero if general else 1,
        bajo=bajo, alto=alto,
    )  # fmt: skip
