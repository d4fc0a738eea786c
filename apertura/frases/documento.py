"""El catálogo de reglas en Markdown: `docs/frases.md`, que se vuelve a escribir con `python -m apertura.frases.documento`."""

from apertura import rutas
from apertura.frases import REGLAS, Regla, decir

ENCABEZADO = """# Frases generadas

Toda frase que escribe Apertura sale de una regla con nombre: un texto fijo en el que sólo cambian los números. No hay ningún modelo
de lenguaje. Este catálogo se escribe con `python -m apertura.frases.documento`; los números de los ejemplos no son de nadie.

## Qué es una frase y qué no

Es **frase** todo lo que saca una conclusión de los datos: quién va arriba, qué lugar ocupa algo, qué cambió, qué conviene, a dónde
se llegaría. Sale de una regla de esta tabla, en las páginas y en la orden `ficha`, también en las celdas de las tablas.

Es **descripción** lo que sólo dice qué se está viendo: títulos, encabezados, un número con su rótulo, conteos de la selección, avisos
de cobertura, notas de método y el texto alternativo de cada gráfica (`apertura/graficas/descripciones.py`), que lee lo que está
dibujado. No lleva regla ni distintivo. `tests/frases/test_nada_escrito_a_mano.py` lee el código y las páginas ya corridas, y falla
si algo afirma sin regla.

## Qué tan firme

Cada frase que un sorteo podría cambiar lo dice:

- **firme**: se sostiene con otros sorteos de la muestra y con otros pesos;
- **depende de pesos**: cambia en más de 5 % de los sorteos que mueven cada peso del índice hasta 20 % (M11);
- **depende de la muestra**: cambia en más de 5 % de los sorteos de la muestra (M10). Un censo, como la MJA, nunca lo lleva.

Sin distintivo van las cuentas y las definiciones, que ningún sorteo cambia, y lo que sólo está publicado, que no hay con qué sortear:
entonces la página dice por qué. Son 200 sorteos con semilla fija (1,000 en los lugares y en el orden de dos unidades), y menos, hasta
40, si son decenas de miles de instituciones. `python -m bench.nada_enganoso` lee lo que dicen las
páginas de las 908 instituciones y de las 33 posiciones (frases, cifras, tablas y textos de las gráficas) y falla si algo engaña: todo
lugar con su «de cuántos» y sus empates, ningún cambio de 0.01 o menos, ningún sorteo en un censo, ningún cero de todo el grupo llamado
fortaleza. Las pruebas corren una muestra y comprueban que cada engaño se vería.

## Las reglas

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
