"""Las cifras grandes de Entidad, Sujeto obligado y Áreas de oportunidad: las mismas en la página y en lo que se exporta."""

from apertura import formato
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.seleccion import Seleccion
from apertura.tablas import Cifra
from apertura.vistas import entidad, posiciones, priorizador, sujeto


def de_entidad(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[Cifra, ...]:
    """El valor del indicador elegido contra el país, el lugar con sus empates y cuántos sujetos hay detrás."""
    general, entre = entidad.lugares(motor, catalogo, seleccion)
    fila = entidad.indicadores(motor, catalogo, seleccion).datos.filter(indicador=seleccion.indicador).row(0, named=True)
    nombre = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)][seleccion.indicador].nombre_corto
    nacional = entidad.frente_al_pais(seleccion, fila).texto
    apoyo = f"{_lugares(general, entre)} {_empates(motor, catalogo, seleccion)}".strip() if general else ""
    posicion = (Cifra("Lugar", general.en_texto(), apoyo),) if general else ()
    sujetos = Cifra("Sujetos obligados", formato.entero(fila["n_sujetos"]), "con resultado en esta edición")
    return (Cifra(nombre, formato.indice(fila["valor"]), nacional), *posicion, sujetos)


def de_sujeto(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[Cifra, ...]:
    """Cada indicador de la institución y su lugar entre sus pares."""
    return tuple(
        Cifra(fila["nombre"], formato.indice(fila["valor"]), sujeto.en_su_lugar(fila).texto)
        for fila in sujeto.indicadores(motor, catalogo, seleccion).datos.iter_rows(named=True)
    )


def de_areas(resumen: priorizador.Resumen) -> tuple[Cifra, ...]:
    """Cuántas áreas hay, de qué clase y cuánto subiría la media de la selección."""
    sujetos = formato.contar(resumen.n_sujetos, "institución", "instituciones")
    cruces = f"de {formato.entero(resumen.n_celdas)} cruces de institución e indicador, en {sujetos}"
    simulacion = "en la media de la selección, si todas llegaran a sus metas; es una simulación"
    return (
        Cifra("Áreas de oportunidad", formato.entero(resumen.n_areas), cruces),
        Cifra("Área individual", formato.entero(resumen.individuales), "su grupo va bien; la institución se quedó atrás"),
        Cifra("Rezago compartido", formato.entero(resumen.compartidas), _sin_meta(resumen)),
        Cifra("Ganancia posible", f"+{formato.indice(resumen.ganancia)}", simulacion),
    )


def _sin_meta(resumen: priorizador.Resumen) -> str:
    if not resumen.sin_meta:
        return "también su grupo está bajo"
    return f"también su grupo está bajo; en {formato.entero(resumen.sin_meta)} no hay siquiera una meta que alcanzar"


def _empates(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> str:
    """Los sorteos son del índice con todos los sujetos: con filtros o en otro indicador no se dice."""
    raiz = next(iter(catalogo.elegibles(seleccion.metrica, seleccion.edicion)))
    if seleccion.tipos or seleccion.ordenes or seleccion.indicador != raiz:
        return ""
    return " ".join(dicha.texto for dicha in posiciones.empates(motor, catalogo, seleccion))


def _lugares(general: entidad.Lugar, entre_entidades: entidad.Lugar | None) -> str:
    if entre_entidades is None:
        return f"{general.dicho()} Es la Federación: no cuenta entre las 32 entidades."
    return f"{general.dicho()} {entre_entidades.dicho('entre entidades')}"
