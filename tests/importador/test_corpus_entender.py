"""El corpus de archivos malos (E, F, G, H y S): cada uno con su código, nada se pierde y nada lanza."""

import re
import zipfile
from functools import cache
from io import BytesIO

import pytest

from apertura.importador.entender import Dictamen, incorporar
from apertura.importador.entender.informe import en_json, en_texto, en_xlsx
from tests.corpus.entender import CASOS, INERTES, NOMBRE, Caso, buena, con_celda
from tests.importador.sinteticos import dictaminar, publicadas

INGLES = re.compile(r"\b(the|error:|column|row|value|invalid|missing|traceback|null|none)\b|/tmp|\.py\b", re.IGNORECASE)


@cache
def dictamen_de(numero: int) -> Dictamen:
    caso = CASOS[numero]
    return dictaminar(caso.filas(), *caso.aceptar, **caso.contexto())


TODOS = pytest.mark.parametrize(("numero", "caso"), list(enumerate(CASOS)), ids=[c.id[:60].replace("\x00", "") for c in CASOS])


@TODOS
def test_cada_archivo_malo_se_dice_con_su_codigo_y_su_nivel(numero: int, caso: Caso) -> None:
    dictamen = dictamen_de(numero)
    if not caso.codigo:
        assert dictamen.impedimentos == ()
        assert (dictamen.rechazados, dictamen.publicables > 0) == (0, True)
        return
    dichos = [(d.codigo, d.nivel) for d in dictamen.defectos]
    assert (caso.codigo, caso.nivel) in dichos
    hallado = next(d for d in dictamen.defectos if (d.codigo, d.nivel) == (caso.codigo, caso.nivel))
    assert hallado.alcance == (caso.alcance or hallado.alcance)
    assert dictamen.se_puede_publicar is False if caso.nivel == "error" else True
    if hallado.alcance == "renglon":
        assert hallado.renglon is not None
        assert hallado.columna is not None


@TODOS
def test_los_renglones_cuadran_y_el_mensaje_es_para_una_persona(numero: int, caso: Caso) -> None:
    dictamen = dictamen_de(numero)
    if dictamen.leidos:
        assert dictamen.leidos == dictamen.publicables + dictamen.rechazados + dictamen.excluidos
        assert dictamen.rechazados == caso.rechazados if caso.rechazados >= 0 else dictamen.rechazados > 0
    for defecto in dictamen.defectos:
        assert defecto.que
        assert defecto.remedio.endswith((".", "?"))
        assert len(str(defecto)) < 1200
        propio = str(defecto).replace(defecto.valor or "\x01", "")
        assert not INGLES.search(re.sub(r"«[^»]*»", "", propio)), str(defecto)
    assert en_texto(dictamen)
    assert en_json(dictamen)


def test_lo_hostil_se_publica_como_texto_y_el_informe_no_lleva_formulas_ni_vinculos() -> None:
    tabla = buena()
    for renglon, texto in zip(tabla[1:], INERTES, strict=False):
        renglon[NOMBRE] = texto
    sujetos = incorporar(publicadas(), dictaminar(tabla, "INSTITUCION-NUEVA"))["sujetos"]
    assert set(INERTES) <= set(sujetos["nombre_publicado"])
    partes = zipfile.ZipFile(BytesIO(en_xlsx(dictaminar(con_celda("=cmd|'/C calc'!A0", NOMBRE)()))))
    hojas = b"".join(partes.read(n) for n in partes.namelist() if n.startswith("xl/worksheets"))
    assert b"<f>" not in hojas
    assert b"<hyperlink" not in hojas


def test_una_decision_resuelve_lo_que_esperaba_a_una_persona() -> None:
    ambiguo = next(i for i, c in enumerate(CASOS) if c.id.startswith("F05"))
    assert not dictamen_de(ambiguo).se_puede_publicar
    decidido = dictaminar(CASOS[ambiguo].filas(), "ESCALA=dividir")
    assert decidido.se_puede_publicar
    assert decidido.tablas["resultados"].filter(indicador="GA")["valor"].max() <= 1  # type: ignore[operator]


def test_el_corpus_cubre_todas_las_familias() -> None:
    ids = {c.id.split(" ")[0] for c in CASOS}
    assert len(CASOS) >= 90
    assert {f"E{i:02d}" for i in range(1, 11)} <= ids
    assert {f"F{i:02d}" for i in range(1, 21)} <= ids
