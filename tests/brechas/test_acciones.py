"""Del rezago a la acción: qué línea atiende qué, y a quién ayudaría más."""

import polars as pl

from apertura import rutas
from apertura.brechas.acciones import a_quien_ayuda, lineas_por_hoja
from apertura.brechas.arbol import Arbol, arbol_de

PADRES = {"GA": None, "T": "GA", "P": "GA", "TG": "T", "TC": "T", "PG": "P", "PC": "P", "TG.AI": "TG", "TG.DA": "TG"}
INDICADORES = pl.DataFrame({"indicador": list(PADRES), "padre": list(PADRES.values())})
ARBOL = Arbol("GA", ("TG", "TC", "PG", "PC"), (0.25,) * 4, (0.5,) * 4, ("T", "T", "P", "P"))


def vinculos(*filas: tuple[str, str, str, bool]) -> pl.DataFrame:
    """(línea, indicador, tipo, para todos)."""
    datos = pl.DataFrame(filas, schema=["clave_linea", "indicador", "tipo", "para_todos"], orient="row")
    return datos.with_columns(vinculo=pl.lit("propuesto"))


def de(lineas: pl.DataFrame, hoja: str, tipo: str = "municipio") -> list[tuple[str, str, str]]:
    return lineas.filter(indicador=hoja, tipo=tipo).select("clave_linea", "como", "por").rows()


def test_una_linea_que_nombra_un_componente_atiende_a_la_hoja_y_lo_dice() -> None:
    lineas = lineas_por_hoja(vinculos(("a", "TG.DA", "municipio", True), ("a", "TG.AI", "municipio", True)), INDICADORES, ARBOL)
    assert de(lineas, "TG") == [("a", "componente", "TG.DA; TG.AI")]


def test_nombrar_la_hoja_y_su_componente_cuenta_una_vez_y_es_directo() -> None:
    lineas = lineas_por_hoja(vinculos(("a", "TG.DA", "municipio", True), ("a", "TG", "municipio", True)), INDICADORES, ARBOL)
    assert de(lineas, "TG") == [("a", "directo", "TG")]


def test_un_vinculo_con_t_no_atiende_cada_parte_si_alguna_linea_la_nombra() -> None:
    lineas = lineas_por_hoja(vinculos(("a", "T", "municipio", True), ("b", "TG", "municipio", True)), INDICADORES, ARBOL)
    assert de(lineas, "TG") == [("b", "directo", "TG")]
    assert de(lineas, "TC") == [("a", "superior", "T")]
    assert de(lineas, "PG") == []


def test_de_las_de_arriba_se_toman_las_del_indicador_mas_cercano_y_por_tipo() -> None:
    filas = [("a", "P", "municipio", True), ("b", "GA", "municipio", True), ("b", "GA", "judicial", True)]
    lineas = lineas_por_hoja(vinculos(*filas), INDICADORES, ARBOL)
    assert de(lineas, "PG") == [("a", "superior", "P")]
    assert de(lineas, "PG", "judicial") == [("b", "superior", "GA")]


def test_primero_lo_hecho_para_ese_tipo_y_despues_lo_mas_enfocado() -> None:
    filas = [
        ("a", "PG", "municipio", True),
        ("a", "PC", "municipio", True),
        ("b", "PG", "municipio", True),
        ("c", "PG", "municipio", False),
    ]
    assert [linea for linea, *_ in de(lineas_por_hoja(vinculos(*filas), INDICADORES, ARBOL), "PG")] == ["c", "b", "a"]


def test_el_tope_de_una_linea_suma_las_hojas_que_atiende_y_nada_mas() -> None:
    lineas = lineas_por_hoja(vinculos(("a", "PG", "municipio", True), ("a", "PC", "municipio", True)), INDICADORES, ARBOL)
    filas = [("x", "PG", 0.1), ("x", "PC", 0.05), ("x", "TG", 0.2), ("y", "PG", 0.15), ("z", "PG", 0.0), ("w", "PG", None)]
    areas = pl.DataFrame(filas, schema=["clave_sujeto", "indicador", "ganancia"], orient="row").with_columns(tipo=pl.lit("municipio"))
    ayuda = a_quien_ayuda(areas, lineas)
    # 0.1 + 0.05 y 0.15 empatan: decide la clave, no el ruido binario.
    assert ayuda["clave_sujeto"].to_list() == ["x", "y"]
    assert [round(t, 9) for t in ayuda["tope"]] == [0.15, 0.15]
    assert ayuda["n_areas"].to_list() == [2, 1]


def test_con_un_limite_salen_las_primeras_y_las_cuentas_son_de_todas() -> None:
    filas = [("municipio", f"s{n}", 0.1 * (n % 4)) for n in range(40)]
    areas = pl.DataFrame(filas, schema=["tipo", "clave_sujeto", "ganancia"], orient="row").with_columns(indicador=pl.lit("PG"))
    lineas = lineas_por_hoja(vinculos(("a", "PG", "municipio", True)), INDICADORES, ARBOL)
    todas, primeras = a_quien_ayuda(areas, lineas), a_quien_ayuda(areas, lineas, 3)
    assert todas.height == 30
    assert primeras.equals(todas.head(3))
    assert primeras["clave_sujeto"].to_list() == sorted(f"s{n}" for n in range(40) if n % 4 == 3)[:3]
    assert primeras["n_sujetos"].to_list() == [30] * 3
    assert abs(primeras["tope_total"][0] - todas["tope"].sum()) < 1e-9


def test_sin_areas_no_se_ayuda_a_nadie() -> None:
    nada = pl.DataFrame(schema={"clave_sujeto": pl.String, "tipo": pl.String, "indicador": pl.String, "ganancia": pl.Float64})
    lineas = lineas_por_hoja(vinculos(("a", "PG", "municipio", True)), INDICADORES, ARBOL)
    assert a_quien_ayuda(nada, lineas, 5).is_empty()


def test_a_otro_tipo_no_lo_ayuda_y_lo_superior_no_cuenta() -> None:
    lineas = lineas_por_hoja(vinculos(("a", "PG", "judicial", False), ("b", "GA", "municipio", True)), INDICADORES, ARBOL)
    areas = pl.DataFrame({"clave_sujeto": ["x"], "tipo": ["municipio"], "indicador": ["PG"], "ganancia": [0.1]})
    assert a_quien_ayuda(areas, lineas).is_empty()


def test_con_los_datos_reales_cada_hoja_de_cada_tipo_tiene_una_linea_propuesta() -> None:
    publicacion = rutas.DATOS / "publicacion"
    indicadores = pl.read_parquet(publicacion / "indicadores.parquet").filter(metrica="MGA", edicion=2017)
    reales = pl.read_parquet(publicacion / "lineas_por_indicador.parquet").filter(metrica="MGA")
    arbol = arbol_de(indicadores, {"TG", "TC", "PG", "PC"})
    lineas = lineas_por_hoja(reales, indicadores, arbol)
    tipos = pl.read_parquet(publicacion / "tipos.parquet")["tipo"]
    propuestas = lineas.filter(vinculo="propuesto", como="directo").select("indicador", "tipo").unique()
    assert propuestas.height == len(arbol.hojas) * len(tipos)
    municipios = lineas.filter(indicador="PG", tipo="municipio")["clave_linea"].to_list()
    assert municipios[:2] == ["1.1.c.3", "1.1.e"]
    assert municipios[-1] == "1.2.a", "difundir resultados atiende todo: va al final"
    componentes = lineas_por_hoja(reales, indicadores, arbol_de(indicadores))
    assert set(componentes.filter(indicador="PG.SEG")["como"]) == {"superior"}
