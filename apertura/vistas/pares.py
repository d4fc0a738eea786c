"""Con quién se compara un sujeto: el grupo elegido en la dirección, formado por el motor y dicho en palabras."""

from dataclasses import dataclass

import polars as pl

from apertura import formato
from apertura.brechas.arbol import arbol_de, tabla_ancha
from apertura.brechas.ficha import Medicion
from apertura.brechas.grupos import LISTA_MAXIMA, Estrategia, Pares, formar
from apertura.brechas.situacion import grupo_de
from apertura.catalogo import PARES, Catalogo, Edicion
from apertura.consultas import Motor
from apertura.seleccion import Seleccion, de_entidad
from apertura.vistas.comun import edicion_de, guardar


@dataclass(frozen=True, eq=False)
class Grupo:
    """El sujeto y sus pares, él primero. `criterio`, el que se usó de verdad; `fila`, su renglón en la medición."""

    medicion: Medicion
    pares: Pares
    fila: int
    tabla: pl.DataFrame
    criterio: str

    @property
    def tamano(self) -> int:
        """Cuántos son, contándolo."""
        return self.tabla.height


def medicion(motor: Motor, edicion: Edicion) -> Medicion:
    """La edición lista para calcular, con el árbol tan hondo como haya datos por sujeto."""
    llave = {"metrica": edicion.metrica, "edicion": edicion.anio}
    resultados = motor.consultar("resultados_por_sujeto", **llave)
    arbol = arbol_de(motor.consultar("indicadores", **llave), set(resultados["indicador"]))
    return Medicion(tabla_ancha(resultados), arbol, edicion.universo)


def medicion_de(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Medicion:
    """La medición de la edición elegida, que se calcula una vez. Lanza ErrorCalculo si no hay datos por sujeto."""
    return motor.memoria(medicion, 4)(edicion_de(seleccion, catalogo))


def estrategia(seleccion: Seleccion) -> Estrategia:
    """La estrategia que pide la dirección. Una lista vacía, o sólo con el propio sujeto, es la común."""
    ajenos = tuple(sorted(set(seleccion.lista) - {seleccion.sujeto}))[:LISTA_MAXIMA]
    if seleccion.pares == "lista":
        return Estrategia("lista", claves=ajenos) if ajenos else Estrategia()
    return Estrategia(seleccion.pares)


def opciones(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> dict[str, str]:
    """Los grupos que se pueden pedir con los datos de la edición: por tamaño, sólo si la tabla lo trae."""
    tiene = medicion_de(motor, catalogo, seleccion).tabla.columns
    return {clave: nombre for clave, nombre in PARES.items() if clave != "tamano" or "tamano" in tiene}


@guardar
def grupo(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Grupo | None:
    """El grupo del sujeto elegido; None si no hay sujeto o no se evaluó en esa edición."""
    if not seleccion.sujeto or not edicion_de(seleccion, catalogo).por_sujeto:
        return None
    lista = medicion_de(motor, catalogo, seleccion)
    fila = lista.tabla["clave_sujeto"].index_of(seleccion.sujeto)
    if fila is None:
        return None
    pares = formados(motor, catalogo, seleccion)
    return Grupo(lista, pares, fila, grupo_de(lista.tabla, pares, fila), str(pares.criterio[fila]))


def formados(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Pares:
    """Los pares con la estrategia elegida, de todos los sujetos de la edición; en «perfil», sólo los del elegido."""
    pedida = estrategia(seleccion)
    if pedida.clase not in opciones(motor, catalogo, seleccion):
        pedida = Estrategia()
    # Los de niveles son los mismos para todos: así pasar de una ficha a otra no los vuelve a formar.
    de_quien = seleccion.sujeto if pedida.clase == "perfil" else ""
    return motor.memoria(_formar, 8)(edicion_de(seleccion, catalogo), pedida, de_quien)


def _formar(motor: Motor, edicion: Edicion, pedida: Estrategia, de_quien: str) -> Pares:
    lista = motor.memoria(medicion, 4)(edicion)
    return formar(lista.tabla, lista.arbol, pedida, de=(lista.tabla["clave_sujeto"] == de_quien).arg_true().to_list() if de_quien else None)


def en_palabras(formado: Grupo, catalogo: Catalogo, tipo_plural: str) -> str:
    """«288 instituciones del Ejecutivo estatal», «los 27 sujetos de Querétaro», «los 15 de cifras más parecidas…»."""
    propio = formado.tabla.row(0, named=True)
    orden, n = catalogo.ordenes[propio["orden"]].lower(), formado.tamano
    cuantos = formato.contar(n, "sujeto", "sujetos")
    region = f"de la región {propio['region']}" if propio.get("region") else "sin región"
    # «municipios del orden municipal» sobra: el tipo ya dice el orden.
    del_tipo = f"{formato.entero(n)} {tipo_plural}" + ("" if orden[:7] in tipo_plural else f" del orden {orden}")
    textos = {
        "orden y tipo": del_tipo,
        "orden, tipo y tamaño": f"{del_tipo} de su mismo tamaño",
        "orden": f"los {cuantos} del orden {orden} (su tipo tiene menos de ocho)",
        "entidad": f"los {cuantos} {de_entidad(propio['cve_ent'], catalogo)}",
        "región, orden y tipo": f"{del_tipo} {region}",
        "región y orden": f"los {cuantos} del orden {orden} {region} (de su tipo hay menos de ocho)",
        "perfil parecido en el mismo orden": f"él y {formato.contar(n - 1, 'sujeto', 'sujetos')} del orden {orden} con cifras parecidas",
        "lista propia": f"él y {formato.contar(n - 1, 'institución elegida', 'instituciones elegidas')} a mano",
    }
    return textos.get(formado.criterio, cuantos)
