"""Áreas de oportunidad en pantalla: por dónde empezar en un sujeto. Lo de una entidad está en `causas`.

Los números son del motor (`apertura/brechas`, METODO §3: M1, M2, M4, M5 y M13); aquí sólo se les pone nombre.
"""

from typing import Any

import polars as pl

from apertura import formato
from apertura.brechas.ficha import Ficha, ficha_de_sujeto
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.frases import en_celda
from apertura.seleccion import Seleccion
from apertura.tablas import Columna, Tabla
from apertura.vistas.comun import guardar
from apertura.vistas.pares import estrategia, formados, medicion_de
from apertura.vistas.saltos import columnas_del_panel, en_palabras, notas_del_panel, panel_de
from apertura.vistas.sujeto import sellos

CLASES: dict[str | None, str] = {
    "fortaleza": "fortaleza",
    "esperado": "dentro de lo esperado",
    "individual": "área individual",
    "compartido": "rezago compartido",
    None: formato.SIN_DATO,
}
LUGAR_CON_EL_PASO = Columna(
    "con_el_paso", "Lugar con ese paso", descripcion="Simulado: el que tendría entre sus pares si sólo da ese paso y nadie más cambia."
)
NOTA_SIMULACION = (
    "Simulación, no pronóstico: «ganancia» es cuánto subiría el índice si la cifra llegara a la del cuarto más alto de sus pares "
    "(peso × distancia al percentil 75, sin contarlo). El orden combina la ganancia y cuántos pares parecidos ya la lograron. "
    "Depende de los pesos del índice y del grupo de pares."
)


@guardar
def ficha(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Ficha:
    """La ficha del motor para el sujeto y los pares elegidos. Lanza ErrorCalculo si no se evaluó en esa edición."""
    pares, panel = formados(motor, catalogo, seleccion), panel_de(motor, catalogo, seleccion)
    return ficha_de_sujeto(medicion_de(motor, catalogo, seleccion), seleccion.sujeto, estrategia(seleccion), pares, panel)


@guardar
def por_donde_empezar(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un indicador por renglón, primero lo que más subiría el índice y más pares parecidos ya lograron."""
    suya = ficha(motor, catalogo, seleccion)
    orden = {clave: lugar for lugar, clave in enumerate(suya["primeros_pasos"])}
    indicadores = sorted(suya["indicadores"], key=lambda i: orden.get(i["indicador"], len(orden)))
    nombre, panel = catalogo.sujetos[seleccion.sujeto], panel_de(motor, catalogo, seleccion)
    return Tabla(
        nombre="por_donde_empezar",
        titulo=f"{nombre}: por dónde empezar",
        datos=pl.DataFrame([_paso(i, catalogo, seleccion) for i in indicadores], infer_schema_length=None),
        columnas=(
            Columna("nombre", "Indicador"),
            Columna("valor", "Hoy", "indice", "0 a 1", "Cifra del sujeto obligado."),
            Columna("meta", "Meta: P75 de sus pares", "indice", "0 a 1", "Percentil 75 de los pares, sin contarlo."),
            Columna("ganancia", "Ganancia en el índice", "decimal4", "0 a 1", "Peso × distancia a la meta; cero si ya la alcanza."),
            Columna("alcanzable", "Ya están ahí", descripcion="De los 15 pares con el índice más parecido, cuántos alcanzan la meta."),
            *columnas_del_panel(panel),
            LUGAR_CON_EL_PASO,
            Columna("lectura", "Lectura", descripcion="Si el rezago es suyo o de todo su grupo (METODO, M4)."),
            Columna("a_quien", "A quién preguntar", descripcion="Pares con mejor índice que ya alcanzan la meta."),
        ),
        procedencia=sellos(seleccion, catalogo),
        notas=(NOTA_SIMULACION, *notas_del_panel(panel)),
        consulta="resultados_por_sujeto",
        parametros={"metrica": seleccion.metrica, "edicion": seleccion.edicion},
    )


def _paso(indicador: dict[str, Any], catalogo: Catalogo, seleccion: Seleccion) -> dict[str, Any]:
    alcanzan, cercanos = indicador["alcanzable"], indicador["cercanos"]
    return {
        "indicador": indicador["indicador"],
        "nombre": nombres_de(catalogo, seleccion)[indicador["indicador"]],
        "valor": indicador["valor"],
        "meta": indicador["meta"],
        "ganancia": indicador["ganancia"],
        "alcanzable": None if alcanzan is None else f"{formato.entero(alcanzan * cercanos)} de {cercanos}",
        "con_el_paso": con_el_paso(indicador),
        "panel": saltos_en_palabras(indicador["panel"]),
        "lectura": CLASES[indicador["clase"]],
        "a_quien": "; ".join(otro["etiqueta"] for otro in indicador["a_quien"]) or "—",
    }


def con_el_paso(indicador: dict[str, Any]) -> str:
    """«76 de 160», con sus empates a dos decimales; «—» si no hay paso que dar o le falta el índice."""
    despues = indicador["con_el_paso"]
    if despues is None or despues["lugar"] is None:
        return "—"
    numeros = {"lugar": despues["lugar"], "total": despues["total"], "iguales": despues["misma_cifra"]}
    return en_celda("sujeto.con_el_paso", ganancia=despues["ganancia"], **numeros)


def saltos_en_palabras(panel: dict[str, Any] | None) -> str:
    """«12 de 140» de su grupo, o «s/d»."""
    return en_palabras(panel["dieron"], panel["podian"]) if panel else formato.SIN_DATO


def nombres_de(catalogo: Catalogo, seleccion: Seleccion) -> dict[str, str]:
    """El nombre corto de cada indicador de la edición."""
    return {c: i.nombre_corto for c, i in catalogo.indicadores[(seleccion.metrica, seleccion.edicion)].items()}
