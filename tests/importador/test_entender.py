"""Un archivo entero, de la hoja a la publicación: lo que se publica, lo que no y que nada se pierda en silencio."""

import csv
import io
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura.errores import ErrorApertura
from apertura.importador.construir import _escribir
from apertura.importador.entender import incorporar, juzgar, proponer
from apertura.importador.entender.hojas import HojaEnMemoria, LibroEnMemoria, celdas_de
from apertura.publicacion import huella
from apertura.rutas import FUENTES
from tests.importador.sinteticos import ENCABEZADO, base, dictaminar, libro, publicadas

LLAVE = ["clave_sujeto", "indicador"]
SIN_ORIGEN = [*LLAVE, "valor"]


def de_2017() -> LibroEnMemoria:
    ruta = FUENTES / "mga_2017_sujetos" / "mga_2017_sujetos.csv"
    filas = list(csv.reader(io.StringIO(ruta.read_text(encoding="utf-8"))))
    return LibroEnMemoria(ruta.name, huella(ruta.read_bytes()), (HojaEnMemoria("datos", celdas_de(filas)),))


@pytest.mark.parametrize("sobre_lo_publicado", [True, False])
def test_la_base_de_2017_reproduce_byte_por_byte_lo_publicado(sobre_lo_publicado: bool, tmp_path: Path) -> None:
    """Sobre la publicación vigente y también sobre una sin sujetos ni resultados."""
    actuales = dict(publicadas())
    if not sobre_lo_publicado:
        actuales |= {nombre: actuales[nombre].clear() for nombre in ("sujetos", "resultados")}
    archivo = de_2017()
    dictamen = juzgar(archivo, proponer(archivo, contra=publicadas() if sobre_lo_publicado else {}))
    assert (dictamen.leidos, dictamen.publicables, dictamen.rechazados, dictamen.excluidos) == (908, 908, 0, 0)
    completas = incorporar(actuales, dictamen)
    for nombre, tabla in completas.items():
        _escribir(tabla, tmp_path / f"{nombre}.parquet")
        publicado = FUENTES.parent / "publicacion" / f"{nombre}.parquet"
        assert huella((tmp_path / f"{nombre}.parquet").read_bytes()) == huella(publicado.read_bytes()), nombre


def test_una_edicion_nueva_se_incorpora_sin_codigo_y_cada_institucion_conserva_su_clave() -> None:
    filas = base()
    dictamen = dictaminar([ENCABEZADO, *filas], "INSTITUCION-NUEVA")
    assert (dictamen.metrica, dictamen.edicion, dictamen.publicables) == ("MGA", 2019, 125)
    completas = incorporar(publicadas(), dictamen)
    edicion = completas["ediciones"].filter(metrica="MGA", edicion=2019).row(0, named=True)
    assert (edicion["n_sujetos"], edicion["n_disponibles"], edicion["nivel_disponible"]) == (1243, 125, "sujeto")
    claves = set(completas["resultados"].filter(edicion=2019)["clave_sujeto"])
    de_antes = set(publicadas()["sujetos"]["clave_sujeto"])
    assert len(claves & de_antes) == 120
    assert len(claves - de_antes) == 5
    antes = publicadas()["resultados"].filter(edicion=2017)
    assert completas["resultados"].filter(edicion=2017).equals(antes)


def test_sin_decision_una_institucion_nueva_no_se_publica() -> None:
    dictamen = dictaminar([ENCABEZADO, *base(nuevas=1)])
    assert not dictamen.se_puede_publicar
    assert {d.codigo for d in dictamen.impedimentos} == {"INSTITUCION-NUEVA"}
    with pytest.raises(ErrorApertura, match="no se puede publicar"):
        incorporar(publicadas(), dictamen)


def test_lo_decidido_rechazar_se_cuenta_como_rechazado() -> None:
    dictamen = dictaminar([ENCABEZADO, *base(nuevas=3)], "INSTITUCION-NUEVA=rechazar", "RENGLONES-RECHAZADOS")
    assert (dictamen.publicables, dictamen.rechazados, dictamen.leidos) == (120, 3, 123)
    assert dictamen.se_puede_publicar


@settings(max_examples=4, deadline=None)
@given(st.randoms(use_true_random=False))
def test_revolver_renglones_y_columnas_da_la_misma_publicacion(azar: random.Random) -> None:
    filas = base(n=20, nuevas=6)
    orden = azar.sample(range(len(ENCABEZADO)), len(ENCABEZADO))
    revueltas = [[fila[i] for i in orden] for fila in azar.sample(filas, len(filas))]
    uno = incorporar(publicadas(), dictaminar([ENCABEZADO, *filas], "INSTITUCION-NUEVA"))
    otro = incorporar(publicadas(), dictaminar([[ENCABEZADO[i] for i in orden], *revueltas], "INSTITUCION-NUEVA"))
    assert uno["resultados"].select(SIN_ORIGEN).equals(otro["resultados"].select(SIN_ORIGEN))
    assert uno["sujetos"].equals(otro["sujetos"])


def test_importar_dos_veces_da_lo_mismo() -> None:
    archivo = libro([ENCABEZADO, *base()])
    primero = dictaminar([ENCABEZADO, *base()], "INSTITUCION-NUEVA")
    una = incorporar(publicadas(), primero)
    otra_vez = juzgar(archivo, proponer(archivo, contra=una))
    assert [d.codigo for d in otra_vez.impedimentos] == []
    assert "SIN-CAMBIO" in {d.codigo for d in otra_vez.defectos}
    dos = incorporar(una, otra_vez)
    assert {nombre for nombre in una if not una[nombre].equals(dos[nombre])} == set()


def test_la_disposicion_larga_da_lo_mismo_que_la_ancha() -> None:
    filas = base(n=30, nuevas=0)
    largas = [[*fila[:4], ENCABEZADO[j], fila[j]] for fila in filas for j in range(4, 11)]
    ancho = dictaminar([ENCABEZADO, *filas])
    largo = dictaminar([[*ENCABEZADO[:4], "Indicador", "Valor"], *largas])
    assert (largo.leidos, largo.publicables) == (210, 210)
    assert largo.tablas["resultados"].sort(LLAVE).select(SIN_ORIGEN).equals(ancho.tablas["resultados"].sort(LLAVE).select(SIN_ORIGEN))


def test_un_archivo_por_entidad_son_cifras_publicadas_y_nunca_resultados() -> None:
    filas = [["estado", "ga_indice", "t_indice", "pc_indice"], ["Distrito Federal", "0.6", "0.7", "0.5"], ["México", "0.4", "0.5", "0.3"]]
    dictamen = dictaminar(filas, nombre="base.csv")
    assert (dictamen.metrica, dictamen.edicion, dictamen.nivel, dictamen.publicables) == ("MGA", 2023, "agregado", 2)
    completas = incorporar(publicadas(), dictamen)
    cifras = completas["publicados"].filter(edicion=2023, ambito="entidad", clave="09", medida="valor")
    assert dict(cifras.select("indicador", "valor").rows()) == {"GA": 0.6, "T": 0.7, "P": 0.5}
    assert completas["resultados"].equals(publicadas()["resultados"])
    assert completas["ediciones"].filter(metrica="MGA", edicion=2023)["nivel_disponible"][0] == "publicado"


def test_la_mja_lleva_sus_propios_tipos_y_nunca_se_confunde_con_la_mga() -> None:
    filas = [
        ["Entidad", "Institución", "Tipo de institución", "JA", "T", "P", "C", "RC"],
        ["Morelos", "Tribunal Superior de Justicia", "Poder judicial", "0.5", "0.6", "0.4", "0.5", "0.5"],
        ["Colima", "Fiscalía General del Estado", "Fiscalía", "0.25", "0.1", "0.2", "0.3", "0.4"],
    ]  # fmt: skip
    dictamen = dictaminar(filas, "INSTITUCION-NUEVA", nombre="MJA 2023.xlsx")
    completas = incorporar(publicadas(), dictamen)
    nuevos = completas["resultados"].filter(metrica="MJA")["clave_sujeto"].unique().sort().to_list()
    assert nuevos == ["06-FIS-01", "17-PJU-01"]
    assert {"poder_judicial", "fiscalia"} <= set(completas["tipos"]["tipo"])


def test_una_edicion_que_no_existia_se_agrega_con_su_arbol() -> None:
    completas = incorporar(publicadas(), dictaminar([ENCABEZADO, *base(nuevas=0)], nombre="MGA 2025.csv"))
    assert completas["ediciones"].filter(edicion=2025).height == 1
    arbol = completas["indicadores"].filter(metrica="MGA", edicion=2025)
    assert set(arbol["indicador"]) == {"GA", "T", "P", "TG", "TC", "PG", "PC"}
    assert arbol.filter(indicador="PG")["peso_en_indice"][0] == 0.25


def test_los_indicadores_de_una_estructura_declarada_se_importan(tmp_path: Path) -> None:
    """G17, al final."""
    estructura = tmp_path / "arbol.csv"
    propios = [f"V{i:03d}" for i in range(1, 5)]
    renglones = ["indicador,padre,nombre,peso_en_padre", "GA,,Índice,", *[f"GA.{v},GA,Variable {v},0.25" for v in propios]]
    estructura.write_text("\n".join(renglones), encoding="utf-8")
    filas = [["Entidad", "Institución", "Tipo", "GA", *[f"Variable {v}" for v in propios]],
             ["Colima", "Universidad de Colima", "Universidad", "0.25", "0", "0.5", "0.5", "0"]]  # fmt: skip
    dictamen = dictaminar(filas, "INSTITUCION-NUEVA", "INSTITUCION-DUDOSA=nueva", estructura=estructura, edicion=2025)
    assert "COMPUESTO" not in {d.codigo for d in dictamen.defectos}
    completas = incorporar(publicadas(), dictamen)
    assert completas["resultados"].filter(edicion=2025).height == 5
    estructura.write_text("\n".join([*renglones[:-1], "GA.V004,GA,Variable V004,0.5"]), encoding="utf-8")
    malos = dictaminar(filas, estructura=estructura, edicion=2025)
    assert "PONDERADORES" in {d.codigo for d in malos.impedimentos}


def test_doscientas_columnas_por_institucion_se_publican_todas(tmp_path: Path) -> None:
    """Con 2,043 instituciones se mide en `python -m bench.importar`."""
    variables = [f"V{i:03d}" for i in range(196)]
    estructura = tmp_path / "arbol.csv"
    estructura.write_text(
        "\n".join(["indicador,padre,nombre,peso_en_padre", "GA,,Índice,", *[f"GA.{v},GA,{v}," for v in variables]]), encoding="utf-8"
    )
    filas = [[*fila[:4], *["0.125" for _ in variables]] for fila in base(n=60, nuevas=20)]
    dictamen = dictaminar([[*ENCABEZADO[:4], *variables], *filas], "INSTITUCION-NUEVA", estructura=estructura)
    assert (dictamen.leidos, dictamen.publicables) == (80, 80)
    assert dictamen.tablas["resultados"].height == 80 * 196
