"""Lo que se puede decir de una comparación: cada frase sale de una regla con nombre, lleva sus números y dice de qué depende."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from apertura import formato
from apertura.brechas.incertidumbre import SORTEOS, remuestrear
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.frases.base import MUESTRA, PESOS
from apertura.seleccion import Seleccion
from apertura.unidades import clave, es_sujeto
from apertura.vistas import comparar, pares
from apertura.vistas.capas import CERTEZA
from apertura.vistas.comun import edicion_de, guardar


@dataclass(frozen=True)
class Frase:
    """`regla` es su nombre; `sosten` dice, con sus números, si es firme o de qué depende."""

    regla: str
    texto: str
    sosten: str

    @property
    def depende(self) -> tuple[str, ...]:
        """Lo mismo que dice el sostén, en las palabras de toda frase. Si no se puede saber qué tan firme es, depende de la muestra."""
        de_la_muestra = ("Depende de la muestra", "no se puede decir qué tan firme")
        return (
            *((PESOS,) if "Depende de los pesos" in self.sosten else ()),
            *((MUESTRA,) if any(duda in self.sosten for duda in de_la_muestra) else ()),
        )


@guardar
def frases(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[Frase, ...]:
    """Las frases de la comparación; ninguna si no hay al menos dos cifras que comparar."""
    datos = comparar.tabla(motor, catalogo, seleccion).datos
    if not datos.filter(pl.col("distancia").is_not_null()).height:
        return ()
    todas = (
        _del_indice(motor, catalogo, seleccion, datos),
        _mayor(catalogo, seleccion, datos),
        _lugares(motor, catalogo, seleccion),
        _iguales(seleccion, datos),
    )
    return tuple(frase for frase in todas if frase)


def _del_indice(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, datos: pl.DataFrame) -> Frase | None:
    """comparar.indice: quién va arriba en el índice y por cuánto."""
    arbol = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)]
    fila = next((f for f in datos.iter_rows(named=True) if arbol[f["indicador"]].nivel == "indice" and f["distancia"] is not None), None)
    if fila is None:
        return None
    valores = {unidad: fila[unidad] for unidad in seleccion.unidades if fila[unidad] is not None}
    if not fila["apreciable"]:
        texto = f"En {fila['nombre']} no hay diferencia apreciable: todas quedan a menos de {seleccion.umbral}."
        return Frase("comparar.indice", texto, _dicho_o_calculado(catalogo, seleccion))
    alta, baja = max(valores, key=valores.__getitem__), min(valores, key=valores.__getitem__)
    texto = (
        f"En {fila['nombre']}: {fila['lectura']} (de {formato.indice(valores[baja])} a {formato.indice(valores[alta])})."
    )  # fmt: skip
    return Frase("comparar.indice", texto, _sosten_del_orden(motor, catalogo, seleccion, alta, baja))


def _mayor(catalogo: Catalogo, seleccion: Seleccion, datos: pl.DataFrame) -> Frase | None:
    """comparar.mayor_distancia: el subíndice (o la dimensión, si no hay subíndices) en que más se separan."""
    arbol = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)]
    partes = [i for i in datos["indicador"] if arbol[i].nivel == "subindice"] or [
        i for i in datos["indicador"] if arbol[i].nivel == "dimension"
    ]
    propias = datos.filter(pl.col("indicador").is_in(partes) & pl.col("apreciable"))
    if not propias.height:
        return None
    mayores = propias.filter(pl.col("distancia") == pl.col("distancia").max())
    lecturas = [f"{nombre} ({lectura})" for nombre, lectura in mayores.select("nombre", "lectura").iter_rows()]
    texto = f"Donde más se separan es en {formato.enumerar(lecturas)}."
    return Frase("comparar.mayor_distancia", texto, _dicho_o_calculado(catalogo, seleccion))


def _lugares(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Frase | None:
    """comparar.lugares: el lugar de cada entidad elegida entre las 33 posiciones, con empates a dos decimales."""
    claves = [clave(unidad) for unidad in seleccion.unidades if unidad.startswith("entidad.")]
    if not claves or not edicion_de(seleccion, catalogo).por_sujeto:
        return None
    filas = motor.consultar("lugares_por_entidad", metrica=seleccion.metrica, edicion=seleccion.edicion)
    propias = {f["cve_ent"]: f for f in filas.filter(indicador=seleccion.indicador).iter_rows(named=True)}
    partes = [f"{catalogo.entidades[c]}, {_lugar(propias[c])}" for c in claves if c in propias]
    indicador = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)][seleccion.indicador].nombre_corto
    texto = f"Lugar en {indicador}: {'; '.join(partes)}."
    sosten = "Según la media sin redondear. Depende de la muestra: en la página Entidad está lo que hay detrás."
    return Frase("comparar.lugares", texto, sosten) if partes else None


def _lugar(fila: dict) -> str:
    """«15 de 33 y 14 de 32 (a dos decimales empata con 1 más)»."""
    total = formato.lugar(fila["lugar"], fila["total"])
    sin_fed = f" y {formato.lugar(fila['lugar_entidades'], fila['total_entidades'])}" if fila["lugar_entidades"] else ""
    empate = f" (a dos decimales empata con {fila['iguales'] - 1} más)" if fila["iguales"] > 1 else ""
    return f"{total}{sin_fed}{empate}"


def _iguales(seleccion: Seleccion, datos: pl.DataFrame) -> Frase | None:
    """comparar.iguales: en qué indicadores no hay diferencia que valga."""
    nombres = datos.filter(~pl.col("apreciable") & pl.col("distancia").is_not_null())["nombre"].to_list()
    if not nombres:
        return None
    texto = f"Sin diferencia apreciable (menos de {seleccion.umbral}): {formato.enumerar(nombres)}."
    return Frase("comparar.iguales", texto, "Firme con la diferencia mínima que se eligió.")


def _dicho_o_calculado(catalogo: Catalogo, seleccion: Seleccion) -> str:
    edicion = edicion_de(seleccion, catalogo)
    if edicion.universo == "censo":
        return "Cifras publicadas de un censo: no lleva intervalo de remuestreo."
    if not edicion.por_sujeto:
        return "Cifras publicadas: sin las instituciones que hay detrás no se puede decir qué tan firme es."
    if all(es_sujeto(unidad) for unidad in seleccion.unidades):
        return "Firme: son cifras de cada institución, sin muestra de por medio."
    return "Depende de la muestra: son medias de las instituciones que se midieron."


def _sosten_del_orden(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, alta: str, baja: str) -> str:
    """M10 y M11: si el orden se sostiene al remuestrear y si depende de los pesos."""
    if not edicion_de(seleccion, catalogo).por_sujeto:
        return _dicho_o_calculado(catalogo, seleccion)
    partes = [_de_la_muestra(motor, catalogo, seleccion, alta, baja), _de_los_pesos(motor, catalogo, seleccion, alta, baja)]
    dudas = [texto for firme, texto in partes if not firme]
    return " ".join(dudas) if dudas else f"Firme: {'; '.join(texto for _, texto in partes if texto)}."


def _de_la_muestra(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, alta: str, baja: str) -> tuple[bool, str]:
    if es_sujeto(alta) and es_sujeto(baja):
        return True, "son cifras de cada institución, sin muestra de por medio"
    veces = probabilidad(motor, catalogo, seleccion, alta, baja)
    if veces is None:
        return False, "Depende de la muestra: cada institución está sola en su orden y tipo, y el remuestreo no puede moverla."
    cuantas = f"en {formato.entero(veces * SORTEOS)} de {formato.entero(SORTEOS)} remuestreos de las instituciones"
    if veces >= CERTEZA:
        return True, f"el orden es el mismo {cuantas}"
    return False, f"Depende de la muestra: el orden es éste {cuantas}."


def _de_los_pesos(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, alta: str, baja: str) -> tuple[bool, str]:
    """Si una va igual o arriba en todas las hojas, ningún juego de pesos cambia el orden."""
    medidas = pares.medicion_de(motor, catalogo, seleccion)
    filas = comparar.tabla(motor, catalogo, seleccion).datos.filter(pl.col("indicador").is_in(medidas.arbol.hojas))
    contrarias = [
        f"{nombre} ({formato.indice(a)} contra {formato.indice(b)})"
        for nombre, a, b in filas.select("nombre", alta, baja).iter_rows()
        if a < b
    ]
    if not contrarias:
        return True, "no depende de los pesos, porque tampoco va abajo en ninguna de las partes del índice"
    return False, f"Depende de los pesos: en {formato.enumerar(contrarias)} el orden es el contrario."


def probabilidad(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, alta: str, baja: str) -> float | None:
    """P(media de `alta` > media de `baja`) al remuestrear las instituciones de cada unidad dentro de orden × tipo (M10).

    None si el sorteo no puede cambiar a nadie: con todas solas en su estrato, «1,000 de 1,000» no querría decir nada.
    """
    # Sólo las dos: remuestrear las seis costaría más y daría lo mismo, porque cada unidad se sortea aparte.
    pedida = Seleccion(metrica=seleccion.metrica, edicion=seleccion.edicion, unidades=tuple(sorted((alta, baja))))
    unidades, gana, se_mueve = _remuestreo(motor, catalogo, pedida)
    return None if not se_mueve else float(gana[unidades.index(alta), unidades.index(baja)])


@guardar
def _remuestreo(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[list[str], np.ndarray, bool]:
    medidas = pares.medicion_de(motor, catalogo, seleccion)
    miembros = motor.consultar(
        "distribucion_de_unidades", metrica=seleccion.metrica, edicion=seleccion.edicion, indicador=medidas.arbol.raiz,
        unidades=list(seleccion.unidades),
    ).select("unidad", "clave_sujeto")  # fmt: skip
    resultado = remuestrear(miembros.join(medidas.tabla, on="clave_sujeto"), medidas.arbol, medidas.universo, "unidad")
    fijos, todos = (int(resultado.lugares[campo].sum()) for campo in ("n_fijos", "n_sujetos"))
    return resultado.lugares["unidad"].to_list(), resultado.gana, fijos < todos
