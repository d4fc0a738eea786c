"""Lo simulado como tabla, gráfica y palabras. Todo dice «Simulación»: la página, la imagen y cada archivo."""

import polars as pl

from apertura.brechas.posicion import lugares
from apertura.brechas.simular import nodo
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.frases.reglas_de_simulador import ROTULO
from apertura.graficas import Grafica, otras
from apertura.graficas.tema import NombreTema
from apertura.seleccion import Seleccion
from apertura.tablas import Columna, Procedencia, Tabla
from apertura.vistas.capas import hojas_de
from apertura.vistas.comun import NOTA_REDONDEO, edicion_de, fuente, guardar, procedencia
from apertura.vistas.simulador import Resultado, resultado
from apertura.vistas.simulador_frases import supuestos

NOTA = (
    "Simulación, no resultado ni pronóstico: recalcula el índice con el árbol de la edición (Σ peso × cifra) si cambiara sólo lo que se "
    "dice; las demás conservan su cifra. La de hoy también sale del árbol y puede diferir de la fuente hasta en 0.0001 por redondeo."
)
NOTA_ENTIDAD = (
    "La cifra de una entidad es la media simple de sus sujetos; «llevar» a un percentil lleva a cada uno al de sus propios pares."
)


@guardar
def tabla(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla | None:
    """Un indicador por renglón, en el orden del árbol: hoy, la meta de sus pares, después, su peso y cuánto aporta al cambio."""
    hecho = resultado(motor, catalogo, seleccion)
    if hecho is None:
        return None
    indicadores = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)]
    filas = [_fila(hecho, clave, hojas_de(clave, indicadores, hecho.caso.arbol), catalogo, seleccion) for clave in indicadores]
    return Tabla(
        nombre="simulacion",
        titulo=titulo(hecho),
        datos=pl.DataFrame([fila for fila in filas if fila], infer_schema_length=None),
        columnas=(
            Columna("nombre", "Indicador"),
            Columna("nacional", "Hoy", "indice", "0 a 1", "La cifra de la edición, con los pesos oficiales."),
            Columna("otra", "P75 de sus pares", "indice", "0 a 1", "Sólo en los indicadores que se pueden mover."),
            Columna("valor", "Simulado", "indice", "0 a 1", "Con los cambios y los pesos simulados. No es un resultado."),
            Columna("peso_oficial", "Peso oficial", "porcentaje", "0 a 1", "Peso en el índice."),
            Columna("peso", "Peso simulado", "porcentaje", "0 a 1", "Peso en el índice de la simulación; los de las hojas suman 100 %."),
            Columna("aporte", "Aporte al cambio", "decimal4", "puntos del índice", "Peso simulado × cifra simulada − peso × cifra de hoy."),
        ),
        procedencia=sellos(hecho, catalogo, seleccion),
        notas=notas(seleccion),
        consulta="resultados_por_sujeto",
        parametros={"metrica": seleccion.metrica, "edicion": seleccion.edicion},
    )


def _fila(hecho: Resultado, clave: str, hojas: list[str], catalogo: Catalogo, seleccion: Seleccion) -> dict[str, object] | None:
    """El renglón de un indicador del árbol; None en lo que no entra al índice."""
    indicador = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)][clave]
    if not hojas or indicador.nivel in ("agregado", "aparte", "conteo"):
        return None
    caso, s = hecho.caso, hecho.simulado
    cuales = [caso.arbol.hojas.index(hoja) for hoja in hojas]
    return {
        "indicador": clave,
        "padre": indicador.padre,
        "nombre": indicador.nombre_corto,
        "nacional": nodo(caso.arbol, hojas, s.hoy, caso.arbol.vector),
        "valor": nodo(caso.arbol, hojas, s.despues, s.pesos),
        "otra": float(caso.metas["p75"][cuales[0]]) if hojas == [clave] else None,
        "peso_oficial": float(caso.arbol.vector[cuales].sum()),
        "peso": float(s.pesos[cuales].sum()),
        "aporte": float(s.despues[cuales] @ s.pesos[cuales] - s.hoy[cuales] @ caso.arbol.vector[cuales]),
    }


@guardar
def grafica(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, tema: NombreTema) -> Grafica | None:
    """Hoy y después, indicador por indicador, con el P75 de los pares donde se puede mover."""
    gemela = tabla(motor, catalogo, seleccion)
    if gemela is None:
        return None
    return otras.contra_referencia(gemela.datos, tema, gemela, gemela.titulo, propio="Simulado", nacional="Hoy", otra="P75 de sus pares")


@guardar
def posiciones(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla | None:
    """Una posición por renglón, por el índice simulado: hoy y después. Con otros pesos cambian todas; si no, sólo la propia."""
    hecho = resultado(motor, catalogo, seleccion)
    if hecho is None:
        return None
    s = hecho.simulado
    datos = pl.DataFrame(
        {
            "clave": hecho.caso.claves,
            "posicion": hecho.caso.nombres,
            "hoy": s.indices_hoy,
            "lugar_hoy": lugares(s.indices_hoy),
            "simulado": s.indices,
            "lugar": lugares(s.indices),
        }
    )
    total = hecho.lugar.total
    return Tabla(
        nombre="posiciones_simuladas",
        titulo=f"{ROTULO}: cómo quedarían {hecho.caso.grupo}",
        datos=datos.with_columns(pl.col("hoy", "simulado").fill_nan(None)).sort("lugar", "clave"),
        columnas=(
            Columna("posicion", "Institución" if seleccion.simula == "sujeto" else "Entidad"),
            Columna("simulado", "Simulado", "decimal4", "0 a 1", "Con los cambios y pesos simulados. No es un resultado."),
            Columna("lugar", f"Lugar simulado (de {total})", "entero", "lugar", "Quienes tienen el mismo índice comparten lugar."),
            Columna("hoy", "Hoy", "decimal4", "0 a 1", "Con los pesos oficiales."),
            Columna("lugar_hoy", f"Lugar hoy (de {total})", "entero", "lugar", "Quienes tienen el mismo índice comparten lugar."),
        ),
        procedencia=sellos(hecho, catalogo, seleccion),
        notas=notas(seleccion),
        consulta="resultados_por_sujeto",
        parametros={"metrica": seleccion.metrica, "edicion": seleccion.edicion},
    )


def titulo(hecho: Resultado) -> str:
    """«Simulación: Municipio de Tequisquiapan, Querétaro, hoy y después»."""
    return f"{ROTULO}: {hecho.caso.nombre}, hoy y después"


def sellos(hecho: Resultado, catalogo: Catalogo, seleccion: Seleccion) -> Procedencia:
    """Los sellos de todo archivo: la selección dice «Simulación» y qué se cambió; la fuente, que no es un resultado."""
    de_donde = fuente(edicion_de(seleccion, catalogo))
    base = procedencia(seleccion, catalogo, "simulador", False, f"{hecho.caso.nombre} · {supuestos(hecho, catalogo, seleccion)}")
    return Procedencia(
        f"{de_donde} {ROTULO} de Apertura: no es un resultado oficial.",
        f"{ROTULO} · {base.seleccion}",
        base.publicacion,
        base.enlace,
        base.claves,
    )


def notas(seleccion: Seleccion) -> tuple[str, ...]:
    """Las notas al pie de todo lo simulado."""
    return (NOTA, *((NOTA_ENTIDAD,) if seleccion.simula == "entidad" else ()), NOTA_REDONDEO)
