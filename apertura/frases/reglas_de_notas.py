"""Lo que rodea a las frases en una nota de prensa o en un oficio."""

from apertura.formato import enumerar
from apertura.frases.base import DECLARADO, PESOS, regla

_QUE_DEPENDE = {
    "pesos": "que depende de pesos cambia al mover hasta 20 % cada peso del índice",
    "muestra": "que depende de la muestra cambia en más de 5 % de los sorteos de las instituciones medidas",
}


@regla(
    "nota.de_que", "¿De qué son las cifras?", DECLARADO,
    edicion="Métrica de Gobierno Abierto 2017", de_quien="todos los sujetos obligados de Oaxaca",
    fuente="INAI y CIDE, base de sujetos obligados.",
)  # fmt: skip
def de_que(edicion: str, de_quien: str, fuente: str) -> str:
    """La edición, de quiénes y la fuente, en una oración."""
    quienes = f" y se refieren a {de_quien}" if de_quien else ""
    return f"Las cifras son de la {edicion}{quienes}. Fuente: {fuente.rstrip('.')}."


@regla("nota.firmeza", "¿Qué quiere decir «depende»?", DECLARADO, cuales=[PESOS])
def firmeza(cuales: list[str]) -> str:
    """La explicación de cada distintivo que salga en la nota; vacía si todo es firme."""
    dichas = [_QUE_DEPENDE[cual] for cual in cuales if cual in _QUE_DEPENDE]
    return f"Una afirmación {'; una '.join(dichas)}." if dichas else ""


@regla("nota.reglas", "¿Quién la escribió?", DECLARADO, reglas=["entidad.lugar", "entidad.origen"])
def reglas(reglas: list[str]) -> str:
    """Con qué reglas se redactó: nada de esto lo escribió un modelo de lenguaje."""
    cuales = enumerar([f"«{clave}»" for clave in reglas])
    con = "la regla" if len(reglas) == 1 else "las reglas"
    return f"Texto propuesto por Apertura con {con} {cuales}; puede corregirse. El sello ampara las cifras del cuadro, no la redacción."
