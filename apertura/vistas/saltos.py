"""M5 con dos ediciones en pantalla: el panel de la edición elegida con la base más cercana que se compare con ella."""

from apertura import formato
from apertura.brechas.panel import Panel, formar_panel
from apertura.catalogo import Catalogo, Edicion
from apertura.consultas import Motor
from apertura.seleccion import Seleccion
from apertura.tablas import Columna
from apertura.vistas.comun import edicion_de
from apertura.vistas.evolucion import comparables
from apertura.vistas.pares import medicion


def panel_de(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Panel | None:
    """El panel de la edición elegida con la anterior que tenga base y se compare (o, si no hay, con la siguiente); None sin ninguna."""
    return motor.memoria(_panel, 4)(catalogo, edicion_de(seleccion, catalogo))


def en_palabras(dieron: int | None, podian: int | None) -> str:
    """«12 de 140»: cuántas dieron el salto, de las que podían; «s/d» si no hay panel."""
    return formato.SIN_DATO if dieron is None or not podian else f"{formato.entero(dieron)} de {formato.entero(podian)}"


def columnas_del_panel(panel: Panel | None) -> tuple[Columna, ...]:
    """La columna «panel», sólo si lo hay."""
    if panel is None:
        return ()
    que = f"De las instituciones de su grupo con cifra en {panel.de} y en {panel.a} que podían, cuántas subieron eso o más (METODO, M5)."
    return (Columna("panel", f"Dieron ese salto, {panel.de}–{panel.a}", descripcion=que),)


def notas_del_panel(panel: Panel | None) -> tuple[str, ...]:
    """Cuál de las dos maneras de medir lo alcanzable decide el orden."""
    if panel is None:
        return ()
    if panel.completo:
        return (f"Con dos bases ({panel.de} y {panel.a}), el orden usa la proporción que ya dio ese salto: (r + ½) ÷ (n + 1).",)
    return (f"De {panel.de} a {panel.a} no se comparan todos los indicadores: el orden usa los pares parecidos.",)


def _panel(motor: Motor, catalogo: Catalogo, edicion: Edicion) -> Panel | None:
    lista = motor.memoria(medicion, 4)(edicion)
    con_base = [e for e in catalogo.ediciones.values() if e.metrica == edicion.metrica and e.por_sujeto and e != edicion]
    # Primero las anteriores, de la más cercana a la más lejana: el salto que cuenta es el que ya llevó hasta aquí.
    for otra in sorted(con_base, key=lambda e: (e.anio > edicion.anio, abs(e.anio - edicion.anio))):
        hojas = frozenset(h for h in lista.arbol.hojas if _se_comparan(motor, catalogo, edicion, otra, h))
        if hojas:
            tablas = {e.anio: motor.memoria(medicion, 4)(e).tabla for e in (edicion, otra)}
            return formar_panel(lista.tabla, lista.arbol, tablas, hojas)
    return None


def _se_comparan(motor: Motor, catalogo: Catalogo, una: Edicion, otra: Edicion, hoja: str) -> bool:
    """Lo dice la tabla de comparabilidad, en las dos."""
    por_edicion = comparables(motor, catalogo, una.metrica, hoja)
    return all(por_edicion[e.anio][0] for e in (una, otra))
