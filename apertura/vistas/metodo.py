"""Cómo se hizo y qué no se puede afirmar: el método de una edición en los renglones que se dicen ante un público."""

import polars as pl

from apertura import formato
from apertura.catalogo import Catalogo, Edicion
from apertura.consultas import Motor
from apertura.seleccion import Seleccion
from apertura.tablas import Columna, Tabla
from apertura.vistas.comun import NOTA_MEDIA, NOTA_REDONDEO, edicion_de, guardar, procedencia

INDICES = {
    "MGA": "Gobierno Abierto es la media de Transparencia y Participación; cada una, la de su mirada de gobierno y la ciudadana.",
    "MJA": "Justicia Abierta es la media de Transparencia, Participación, Colaboración y Rendición de cuentas. De 0 a 1.",
}
LUGARES = (
    "El lugar sale de la media sin redondear, entre 33 posiciones: 32 entidades y la Federación. Con dos decimales puede haber empates."
)
FIRMEZA = (
    "Depende de qué instituciones tocaron en la muestra: por eso el lugar lleva su intervalo de remuestreo y cada frase dice si es firme."
)
SERIES = "Cambian la muestra, quién midió y cómo: una cifra sólo se resta de otra si la tabla de comparabilidad lo admite."
SELLO = "Cada lámina lleva fuente, versión de los datos, fecha y un sello con que cualquiera la vuelve a armar y la compara."


@guardar
def como_se_hizo(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Una pregunta por renglón, con su respuesta."""
    edicion = edicion_de(seleccion, catalogo)
    datos = pl.DataFrame(list(_renglones(edicion).items()), schema={"pregunta": pl.String, "respuesta": pl.String}, orient="row")
    return Tabla(
        nombre="como_se_hizo",
        titulo=f"Cómo se hizo y qué no se puede afirmar: {edicion.nombre}",
        datos=datos,
        columnas=(Columna("pregunta", "Pregunta"), Columna("respuesta", "Respuesta")),
        procedencia=procedencia(seleccion, catalogo, "metodologia", False, "cómo se hizo"),
        notas=(NOTA_REDONDEO,),
    )


def _renglones(edicion: Edicion) -> dict[str, str]:
    """Sin resultados por institución no hay medias ni lugares que explicar."""
    levantamiento = f" Levantamiento: {edicion.levantamiento}." if edicion.levantamiento else ""
    cuantas = formato.contar(edicion.evaluados, "institución", "instituciones")
    que = "una muestra de" if edicion.universo == "muestra" else "un censo de"
    propias = {"¿Cómo se agrega?": NOTA_MEDIA, "¿Y el lugar?": LUGARES} if edicion.por_sujeto else {"¿Qué se conserva?": edicion.cobertura}
    firmeza = {"¿Qué tan firme es?": FIRMEZA} if edicion.por_sujeto and edicion.universo == "muestra" else {}
    return {
        "¿Quién midió y a quiénes?": f"{edicion.operador}: {que} {cuantas}.{levantamiento}",
        "¿Qué es el índice?": INDICES[edicion.metrica],
        **propias,
        **firmeza,
        "¿Subió o bajó?": f"{SERIES} {NOTA_REDONDEO}",
        "¿Cómo se comprueba?": SELLO,
    }
