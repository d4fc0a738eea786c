"""El catálogo de reglas en Markdown: `docs/frases.md`, que se vuelve a escribir con `python -m apertura.frases.documento`."""

from apertura import rutas
from apertura.frases import REGLAS, Regla, decir

ENCABEZADO = """# Frases generadas

Toda frase que escribe Apertura sale de una regla con nombre: un texto fijo en el que sólo cambian los números. No hay ningún modelo
de lenguaje. Este catálogo se escribe con `python -m apertura.frases.documento`; los números de los ejemplos no son de nadie.

Cada frase dice qué tan firme es lo que afirma:

- **firme**: se sostiene con otros sorteos de la muestra y con otros pesos;
- **depende de pesos**: cambia en más de 5 % de los sorteos que mueven cada peso del índice hasta 20 % (M11);
- **depende de la muestra**: cambia en más de 5 % de los sorteos de la muestra (M10). Un censo, como la MJA, nunca lo lleva.

| regla | qué contesta | cuándo es firme | ejemplo |
|---|---|---|---|
"""


def documento() -> str:
    """El documento completo, una regla por renglón, en orden alfabético."""
    return ENCABEZADO + "".join(_renglon(REGLAS[clave]) for clave in sorted(REGLAS))


def _renglon(regla: Regla) -> str:
    return f"| `{regla.clave}` | {regla.que} | {regla.criterio} | {decir(regla.clave, **regla.ejemplo).texto} |\n"


if __name__ == "__main__":
    (rutas.RAIZ / "docs" / "frases.md").write_text(documento(), encoding="utf-8")
    print("Se escribió docs/frases.md.")
