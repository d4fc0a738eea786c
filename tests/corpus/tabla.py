"""La tabla del corpus (`casos.csv`): cada uno de los 144 casos, qué código debe dar y qué prueba lo demuestra.

`python -m tests.corpus.tabla` la rehace: los casos que son archivos salen del propio corpus; los demás, de `APARTE`.
"""

import csv
import io
from pathlib import Path

from tests.corpus.calculo import CALCULO
from tests.corpus.contenedor import CONTENEDOR
from tests.corpus.entender import CASOS
from tests.corpus.mapas import MAPAS
from tests.corpus.texto import CODIFICACION, ESTRUCTURA

RUTA = Path(__file__).with_name("casos.csv")
FAMILIAS = {"A": 18, "B": 25, "C": 11, "D": 14, "E": 10, "F": 20, "G": 18, "H": 10, "S": 8, "J": 10}
TODOS = [f"{familia}{n:02}" for familia, cuantos in FAMILIAS.items() for n in range(1, cuantos + 1)]
DE_LEER = [*CONTENEDOR, *CALCULO, *CODIFICACION, *ESTRUCTURA, *MAPAS]
LECTURA = "tests/importador/test_corpus_lectura.py::test_cada_archivo_malo_se_dice_y_nada_se_pierde"
ENTENDER = "tests/importador/test_corpus_entender.py::test_cada_archivo_malo_se_dice_con_su_codigo_y_su_nivel"
APARTE = {
    "A16": ("DUPLICADO", "tests/almacen/test_publicar.py::test_el_mismo_archivo_otra_vez_se_dice_y_no_se_publica"),
    "A17": ("", "tests/navegador/test_cargar.py::test_una_subida_cortada_no_deja_rastro_y_volver_a_subir_funciona"),
    "A18": ("OCUPADO", "tests/almacen/test_publicar.py::test_el_segundo_que_publica_sabe_al_instante_que_esta_ocupado"),
    "G17": ("PONDERADORES", "tests/importador/test_entender.py::test_los_indicadores_de_una_estructura_declarada_se_importan"),
    "H05": ("", "tests/almacen/test_publicar.py::test_si_la_vigente_esta_danada_se_muestra_la_anterior_con_aviso"),
    "H06": ("DUPLICADO", "tests/almacen/test_publicar.py::test_volver_a_cargar_uno_mas_viejo_se_dice_y_no_pisa_lo_nuevo"),
    "H10": ("CAMBIO-LA-BASE", "tests/almacen/test_publicar.py::test_si_alguien_publico_mientras_tanto_no_se_borra_lo_suyo"),
}  # fmt: skip
"""Los que no son un archivo sino un momento: caso → (código, prueba). Sin código, lo que se comprueba es que nada cambie."""


def filas() -> list[tuple[str, str, str]]:
    """(caso, códigos que debe dar, prueba), en orden. Los de las variantes de un caso se juntan; algunos tocan a leer y a entender."""
    codigos: dict[tuple[str, str], set[str]] = {}
    for clave, dichos, prueba in [
        *((c.id[:3], c.codigos, LECTURA) for c in DE_LEER),
        *((c.id[:3], {c.codigo} - {""}, ENTENDER) for c in CASOS),
    ]:
        codigos.setdefault((clave, prueba), set()).update(dichos)
    de_archivo = [(clave, " ".join(sorted(dichos)), prueba) for (clave, prueba), dichos in codigos.items()]
    return sorted([*de_archivo, *((clave, *resto) for clave, resto in APARTE.items())], key=lambda f: TODOS.index(f[0]))


def en_csv() -> str:
    """La tabla, como se guarda."""
    memoria = io.StringIO()
    csv.writer(memoria, lineterminator="\n").writerows([("caso", "codigos", "prueba"), *filas()])
    return memoria.getvalue()


if __name__ == "__main__":
    RUTA.write_text(en_csv(), encoding="utf-8")
