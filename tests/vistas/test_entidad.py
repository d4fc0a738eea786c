"""La entidad: su lugar con empates, sus indicadores y las instituciones que hay detrás de cada media."""

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

from apertura import formato
from apertura.catalogo import Catalogo
from apertura.consultas import Motor, abrir_motor
from apertura.seleccion import Seleccion
from apertura.vistas import entidad
from tests.publicaciones import escribir, tablas_chicas
from tests.vistas.filtros import dejan, filtradas

LISTAS = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize(
    ("clave", "de_33", "de_32"),
    [("09", "1 de 33", "1 de 32"), ("22", "33 de 33", "32 de 32"), ("23", "15 de 33", "14 de 32"), ("FED", "3 de 33", None)],
)
def test_los_lugares_conocidos_de_2017(vigente: Motor, cat: Catalogo, clave: str, de_33: str, de_32: str | None) -> None:
    general, entre_entidades = entidad.lugares(vigente, cat, Seleccion(entidad=clave))
    assert general is not None
    assert general.en_texto() == de_33
    assert (entre_entidades and entre_entidades.en_texto()) == de_32


def test_el_lugar_citado_por_fuentes_publicas_en_2017_es_el_que_se_muestra(vigente: Motor, cat: Catalogo) -> None:
    citados = vigente.consultar("lugares_publicados", metrica="MGA").filter(edicion=2017)
    assert citados.height
    for clave, indicador, lugar in citados.select("cve_ent", "indicador", "lugar").iter_rows():
        general, _ = entidad.lugares(vigente, cat, Seleccion(entidad=clave, indicador=indicador))
        assert general is not None
        assert general.lugar == lugar


def test_el_empate_a_dos_decimales_se_dice_con_los_lugares_que_abarca(vigente: Motor, cat: Catalogo) -> None:
    general, entre_entidades = entidad.lugares(vigente, cat, Seleccion(entidad="23"))
    assert general is not None
    assert entre_entidades is not None
    assert general.dicho() == "Lugar 15 de 33 (a dos decimales empata con 1 más: lugares 14 a 15)."
    assert (
        entre_entidades.dicho("entre entidades") == "Entre entidades, lugar 14 de 32 (a dos decimales empata con 1 más: lugares 13 a 14)."
    )


@pytest.mark.parametrize("indicador", ["GA", "T", "P", "TG", "TC", "PG", "PC"])
def test_los_empates_son_los_que_se_leen_igual_y_sus_lugares_van_seguidos(vigente: Motor, cat: Catalogo, indicador: str) -> None:
    medias = vigente.consultar("lugares_por_entidad", metrica="MGA", edicion=2017).filter(indicador=indicador)
    leidas = {clave: formato.indice(valor) for clave, valor in medias.select("cve_ent", "valor").iter_rows()}
    for clave, leida in leidas.items():
        general, _ = entidad.lugares(vigente, cat, Seleccion(entidad=clave, indicador=indicador))
        assert general is not None
        assert general.iguales == list(leidas.values()).count(leida)
        assert general.primero <= general.lugar < general.primero + general.iguales
        assert ("empata" in general.dicho()) == (general.iguales > 1)


def test_queretaro_va_detras_de_la_nacional_y_la_diferencia_es_la_resta_que_se_lee(vigente: Motor, cat: Catalogo) -> None:
    datos = entidad.indicadores(vigente, cat, Seleccion(entidad="22")).datos
    assert datos["indicador"].to_list() == ["GA", "T", "P", "TG", "TC", "PG", "PC"]
    ga = datos.row(0, named=True)
    leidas = tuple(formato.indice(ga[c]) for c in ("valor", "nacional"))
    assert (*leidas, formato.diferencia(ga["diferencia"])) == ("0.27", "0.39", "−0.12")
    for fila in datos.to_dicts():
        resta = round(float(formato.indice(fila["valor"])) - float(formato.indice(fila["nacional"])), 2)
        assert fila["diferencia"] == pytest.approx(resta)


@LISTAS
@given(seleccion=filtradas())
def test_detras_de_cada_media_estan_todos_sus_sujetos_y_ninguno_mas(
    vigente: Motor, cat: Catalogo, sujetos: pl.DataFrame, seleccion: Seleccion
) -> None:
    esperados = dejan(sujetos, seleccion, (seleccion.entidad,))
    claves = sorted(esperados["clave_sujeto"])
    assert sorted(entidad.distribucion(vigente, cat, seleccion).datos["clave_sujeto"]) == claves
    assert sorted(entidad.sujetos(vigente, cat, seleccion).datos["clave_sujeto"]) == claves
    por_tipo = entidad.por_tipo(vigente, cat, seleccion).datos
    contados = dict(esperados.group_by("tipo").len().iter_rows())
    assert dict(por_tipo.select("tipo", "n_sujetos").iter_rows()) == contados
    indicadores = entidad.indicadores(vigente, cat, seleccion).datos
    assert indicadores.height == (7 if claves else 0)
    if claves:
        propio = indicadores.filter(indicador=seleccion.indicador)
        assert propio["valor"].item() == pytest.approx(esperados[seleccion.indicador].mean(), abs=1e-12)
        assert propio["n_sujetos"].item() == len(claves)


def test_una_entidad_sin_sujetos_con_esos_filtros_no_tiene_lugar_ni_renglones(vigente: Motor, cat: Catalogo) -> None:
    seleccion = Seleccion(entidad="20", tipos=("ejecutivo_federal",))
    assert entidad.lugares(vigente, cat, seleccion) == (None, None)
    assert entidad.indicadores(vigente, cat, seleccion).datos.height == 0
    assert entidad.distribucion(vigente, cat, seleccion).datos.height == 0
    assert entidad.por_tipo(vigente, cat, seleccion).datos.height == 0


def test_con_un_solo_sujeto_en_el_grupo_la_media_es_su_cifra(vigente: Motor, cat: Catalogo, sujetos: pl.DataFrame) -> None:
    seleccion = Seleccion(entidad="20", tipos=("judicial",))
    solo = sujetos.filter(clave_sujeto="20-JUD-01")
    datos = entidad.indicadores(vigente, cat, seleccion).datos
    assert datos["n_sujetos"].unique().to_list() == [1]
    assert dict(datos.select("indicador", "valor").iter_rows()) == pytest.approx(
        {clave: solo[clave].item() for clave in datos["indicador"]}
    )
    for grafica in (entidad.grafica_indicadores, entidad.grafica_distribucion, entidad.grafica_por_tipo):
        assert grafica(vigente, cat, seleccion, "claro").descripcion


def test_los_sujetos_van_del_mas_alto_al_mas_bajo(vigente: Motor, cat: Catalogo) -> None:
    valores = entidad.sujetos(vigente, cat, Seleccion(entidad="20")).datos["GA"].to_list()
    assert len(valores) == 27
    assert valores == sorted(valores, reverse=True)


def test_cada_sello_dice_de_que_entidad_es(vigente: Motor, cat: Catalogo) -> None:
    seleccion = Seleccion(entidad="20", tipos=("municipio",), entidades=("21",))
    for vista in (entidad.indicadores, entidad.distribucion, entidad.por_tipo, entidad.sujetos):
        sellos = vista(vigente, cat, seleccion).procedencia
        assert sellos.seleccion.endswith("· municipios de Oaxaca")
        assert "entidad=20" in sellos.enlace


def test_en_una_publicacion_chica_con_empate_total_comparten_cifra_y_se_dice(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Dos entidades con la misma media: la publicación que cabe en la pantalla, con los valores igualados."""
    tablas = tablas_chicas()
    tablas["resultados"] = tablas["resultados"].with_columns(pl.lit(0.5).alias("valor"))
    carpeta = tmp_path_factory.mktemp("empate") / "publicacion"
    chica = abrir_motor(escribir(carpeta, tablas))
    filas = chica.consultar("lugares_por_entidad", metrica="MGA", edicion=2017).filter(indicador="GA")
    assert filas.select("lugar", "iguales", "primero").unique().rows() == [(1, 3, 1)]
    assert filas.filter(cve_ent="FED")["lugar_entidades"].to_list() == [None]
    assert filas.filter(pl.col("cve_ent") != "FED")["lugar_entidades"].to_list() == [1, 1]
