"""Las piezas que entienden un archivo: números, encabezados, columnas, entidades e instituciones."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apertura.importador.entender import cabecera, claves, columnas, instituciones
from apertura.importador.entender.decisiones import Decisiones, aceptando, guardar_decisiones, leer_decisiones
from apertura.importador.entender.hojas import celdas_de, letra
from apertura.importador.entender.numeros import leer_numero, leer_numeros
from apertura.rutas import DATOS

SUJETOS = pl.read_parquet(DATOS / "publicacion" / "sujetos.parquet")


@pytest.mark.parametrize(
    ("texto", "valor", "clase", "reparos"),
    [
        ("0.45", 0.45, "numero", ""), ("0,45", 0.45, "numero", ""), ("45%", 0.45, "numero", ""), ("45,5 %", 0.455, "numero", ""),
        ("1.234", 1.234, "ambiguo", ""), ("1,234", 1.234, "ambiguo", ""), ("1.234,5", 1234.5, "numero", "MILLAR"),
        ("1,234.5", 1234.5, "numero", "MILLAR"), ("1,234,567", 1234567, "numero", "MILLAR"), ("0.5*", 0.5, "numero", "NOTA-AL-PIE"),
        ("0.5 (a)", 0.5, "numero", "NOTA-AL-PIE"), ("0.5¹", 0.5, "numero", "NOTA-AL-PIE"), ("−0.1", -0.1, "numero", "NUMERO-UNICODE"),
        ("０.５", 0.5, "numero", "NUMERO-UNICODE"), ("٠٫٥", 0.5, "numero", "NUMERO-UNICODE"), ("4,5E-01", 0.45, "numero", "CIENTIFICO"),
        ("0.45 pts", 0.45, "numero", "UNIDAD"), ("0.45\u00a0", 0.45, "numero", "ESPACIOS"), ("Sí", 1, "numero", "LOGICO"),
        ("0.12345678901234567890", 0.12345678901234568, "numero", "PRECISION"),
        ("N/A", None, "faltante", ""), ("s/d", None, "faltante", ""),
        ("–", None, "faltante", ""), ("  ", None, "vacio", ""),
        ("NaN", None, "NUMERO-INVALIDO", ""), ("1e400", None, "NUMERO-INVALIDO", ""),
        ("O.5", None, "NUMERO-INVALIDO", ""), ("0..5", None, "NUMERO-INVALIDO", ""), ("abc", None, "TIPO", ""),
        ("31-ene-25", None, "FECHA-AMBIGUA", ""), ("2025-02-01", None, "FECHA-AMBIGUA", ""), ("#DIV/0!", None, "ERROR-EXCEL", ""),
        ("=1+1", None, "FORMULA", ""),
    ],
)  # fmt: skip
def test_cada_forma_de_escribir_un_numero_se_lee_o_se_dice_por_que_no(texto: str, valor: float | None, clase: str, reparos: str) -> None:
    leido = leer_numero(texto)
    assert (leido.valor, leido.clase, leido.reparos) == (valor, clase, reparos)


@given(st.floats(min_value=0, max_value=1), st.sampled_from([".", ","]))
def test_un_decimal_vuelve_igual_con_coma_o_con_punto(valor: float, marca: str) -> None:
    texto = repr(valor).replace(".", marca)
    assert leer_numeros(pl.Series([texto]))["valor"][0] == valor


@given(st.text(max_size=30))
def test_ningun_texto_tumba_la_lectura_ni_se_vuelve_un_numero_sin_serlo(texto: str) -> None:
    leido = leer_numero(texto)
    assert (leido.valor is None) == (leido.clase not in ("numero", "ambiguo"))
    assert leer_numeros(pl.Series([texto])).height == 1


def test_el_encabezado_se_halla_bajo_los_titulos_y_en_dos_renglones_combinados() -> None:
    hoja = celdas_de([
        ["Métrica de Gobierno Abierto 2019"], [], ["Entidad", "Institución", "Tipo", "Transparencia", None],
        [None, None, None, "TG", "TC"], ["Colima", "Secretaría de Salud", "Ejecutivo estatal", "0.5", "0.4"],
    ])  # fmt: skip
    hallada = cabecera.encontrar(hoja, columnas.encabezados("MGA"))
    assert hallada is not None
    assert hallada.renglon == 4
    assert hallada.rotulos == ("Entidad", "Institución", "Tipo", "TG", "TC")
    assert hallada.titulos == ("Métrica de Gobierno Abierto 2019",)


@pytest.mark.parametrize(
    ("rotulos", "perfil"),
    [
        (["SO", "edo", "niv", "ts", "GA", "P", "T", "TG", "TC", "PG", "PC"], "mga_2017_origen"),
        (["NOM_ENT", "NOM_MUN", "considerado2", "ga", "t", "p"], "mga_2019_mapa"),
        (["estado", "ga_indice", "t_indice", "pc_indice"], "mga_2023_entidades"),
    ],
)
def test_los_encabezados_que_circulan_tienen_perfil(rotulos: list[str], perfil: str) -> None:
    hallado = columnas.perfil_para(rotulos, None, None)
    assert hallado is not None
    assert hallado.nombre == perfil
    assert all(c.campo for c in columnas.mapear(rotulos, hallado, {}, "MGA", {}))


def test_un_encabezado_parecido_se_propone_con_su_confianza_y_ningun_campo_se_repite() -> None:
    propuestas = columnas.mapear(["Entidad federatva", "Institucion", "Gobierno Abierto", "GA", "zzz"], None, {}, "MGA", {})
    assert [(c.campo, c.origen) for c in propuestas] == [
        ("entidad", "parecida"), ("nombre_publicado", "conocida"), ("GA", "conocida"), (None, "ninguno"), (None, "ninguno"),
    ]  # fmt: skip
    assert 0.82 <= propuestas[0].confianza < 1


@pytest.mark.parametrize(
    ("texto", "clave", "marca"),
    [
        ("México", "15", ""), ("Mexico", "15", "ENTIDAD-ALIAS"), ("NuevoLeon", "19", "ENTIDAD-ALIAS"), ("Coahuila de Zaragoza", "05", ""),
        ("Distrito Federal", "09", "ENTIDAD-ALIAS"), ("CDMX", "09", "ENTIDAD-ALIAS"), ("Federal", "FED", ""), ("01", "01", ""),
        ("1", "01", "CLAVE"), ("01.0", "01", "CLAVE"), ("33", None, "CLAVE-INVALIDA"), ("19001", None, "CLAVE-INVALIDA"),
        ("Atlántida", None, "ENTIDAD-DESCONOCIDA"),
    ],
)  # fmt: skip
def test_cada_forma_de_una_entidad_da_su_clave(texto: str, clave: str | None, marca: str) -> None:
    assert claves.entidades(pl.Series([texto])).row(0)[1:3] == (clave, marca)


@pytest.mark.parametrize("como", ["nombre_publicado", "nombre", "etiqueta"])
def test_los_908_sujetos_se_reconocen_escritos_de_otra_forma(como: str) -> None:
    """En mayúsculas, con o sin acentos, con la sigla o la entidad al final: nunca otra clave."""
    buscadas = SUJETOS.select("cve_ent", "orden", "tipo", nombre_publicado=pl.col(como).str.to_uppercase())
    halladas = instituciones.emparejar(buscadas, instituciones.catalogo(SUJETOS), Decisiones())
    iguales = halladas["clave_sujeto"] == SUJETOS["clave_sujeto"]
    assert iguales.drop_nulls().all()
    assert iguales.sum() >= 890


def test_lo_parecido_pero_no_igual_queda_para_una_persona_y_su_decision_vale() -> None:
    buscada = pl.DataFrame(
        {"cve_ent": ["19"], "orden": ["estatal"], "tipo": ["ejecutivo_estatal"], "nombre_publicado": ["Secretaría de Educación Pública"]}
    )
    catalogo = instituciones.catalogo(SUJETOS)
    dudosa = instituciones.emparejar(buscada, catalogo, Decisiones()).row(0, named=True)
    assert (dudosa["metodo"], dudosa["clave_sujeto"]) in {("dudoso", None), ("nueva", None)}
    decidida = Decisiones({("INSTITUCION", instituciones.sobre(buscada.row(0, named=True))): "19-EJE-05"})
    assert instituciones.emparejar(buscada, catalogo, decidida)["clave_sujeto"][0] == "19-EJE-05"


def test_las_claves_nuevas_no_dependen_del_orden_de_los_renglones() -> None:
    nombres = ["Instituto Zeta", "Instituto Alfa", "Instituto Ñandú"]
    nuevas = pl.DataFrame({"cve_ent": ["19"] * 3, "orden": ["estatal"] * 3, "tipo": ["autonomo"] * 3, "nombre_publicado": nombres})
    catalogo = instituciones.catalogo(SUJETOS)
    derecho = dict(zip(nombres, instituciones.numeros_nuevos(nuevas, catalogo, {"autonomo": "AUT"}), strict=True))
    volteado = dict(zip(nombres[::-1], instituciones.numeros_nuevos(nuevas.reverse(), catalogo, {"autonomo": "AUT"}), strict=True))
    assert derecho == volteado == {"Instituto Alfa": "19-AUT-02", "Instituto Ñandú": "19-AUT-03", "Instituto Zeta": "19-AUT-04"}


def test_las_decisiones_se_guardan_y_vuelven_iguales(tmp_path) -> None:
    tomadas = aceptando(["institucion-nueva", "ESCALA=dividir"]).con("MAPEO", "aceptar", "Índice, total")
    guardar_decisiones(tomadas, tmp_path / "decisiones" / "mga_2019.csv")
    assert leer_decisiones(tmp_path / "decisiones" / "mga_2019.csv") == tomadas
    assert tomadas.de("ESCALA", "GA") == "dividir"
    assert tomadas.de("MAPEO", "otro") is None


def test_las_columnas_se_nombran_como_en_una_hoja_de_calculo() -> None:
    assert [letra(i) for i in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
