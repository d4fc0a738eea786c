"""Comparar: cada cifra es la de sus sujetos, la distancia es la que se lee y nada menor que la mínima se llama diferencia."""

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apertura import formato
from apertura.catalogo import UMBRALES, Catalogo, catalogo
from apertura.consultas import Motor
from apertura.frases import en_celda
from apertura.seleccion import Seleccion
from apertura.unidades import clave, del_sujeto, es_sujeto, pertenece
from apertura.vistas import comparar
from apertura.vistas.comparar_frases import DE_UN_CENSO, frases, probabilidad

CALCULADAS = [u for u in catalogo().unidades if comparar._de_lista(u, catalogo())] + ["sujeto.22-MUN-016", "sujeto.20-EJE-08"]
COLUMNAS = {"entidad": "cve_ent", "orden": "orden", "tipo": "tipo", "sujeto": "clave_sujeto"}


def de(*unidades: str, **mas: str) -> Seleccion:
    return Seleccion(unidades=unidades).con(**mas)


def miembros(sujetos: pl.DataFrame, unidad: str) -> pl.DataFrame:
    """Los sujetos de la unidad, filtrados aparte con Polars."""
    nivel, resto = unidad.partition(".")[0], clave(unidad)
    if nivel == "nacional":
        return sujetos
    if nivel == "grupo":
        orden, tipo = resto.split(".")
        return sujetos.filter(orden=orden, tipo=tipo)
    return sujetos.filter(pl.col(COLUMNAS[nivel]) == resto)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(unidades=st.lists(st.sampled_from(CALCULADAS), min_size=2, max_size=6, unique=True), umbral=st.sampled_from(list(UMBRALES)))
def test_cada_cifra_es_la_media_de_los_sujetos_de_su_unidad(
    vigente: Motor, cat: Catalogo, sujetos: pl.DataFrame, unidades: list[str], umbral: str
) -> None:
    datos = comparar.tabla(vigente, cat, de(*unidades, umbral=umbral)).datos
    assert datos["indicador"].to_list() == ["GA", "T", "P", "TG", "TC", "PG", "PC"]
    for fila in datos.iter_rows(named=True):
        esperadas = [miembros(sujetos, unidad)[fila["indicador"]].mean() for unidad in unidades]
        assert [fila[unidad] for unidad in unidades] == pytest.approx(esperadas, abs=1e-12)
        leidas = [float(formato.indice(valor)) for valor in esperadas]  # type: ignore[arg-type]
        assert fila["distancia"] == pytest.approx(max(leidas) - min(leidas), abs=1e-9)
        assert fila["apreciable"] == (round(100 * fila["distancia"]) >= max(2, round(100 * float(umbral))))
        assert (fila["lectura"] == "Sin diferencia apreciable") != fila["apreciable"]


def test_queretaro_contra_la_nacional_dice_quien_va_arriba_por_cuanto_y_su_lugar_de_33(vigente: Motor, cat: Catalogo) -> None:
    dichas = {f.regla: f for f in frases(vigente, cat, de("entidad.22", "nacional"))}
    assert dichas["comparar.indice"].texto == "En Gobierno Abierto: Nacional arriba de Querétaro por 0.12 (de 0.27 a 0.39)."
    assert dichas["comparar.indice"].firmeza == "firme"
    assert dichas["comparar.indice"].porque == (
        "El orden es éste en 1,000 de 1,000 remuestreos de las instituciones y en 200 de 200 juegos de pesos movidos hasta 20 %."
    )
    assert dichas["comparar.lugares"].texto == "En Gobierno Abierto: Querétaro, lugar 33 de 33."


def test_un_lugar_empatado_a_dos_decimales_lo_dice(vigente: Motor, cat: Catalogo) -> None:
    texto = next(f.texto for f in frases(vigente, cat, de("entidad.05", "entidad.FED")) if f.regla == "comparar.lugares")
    assert "Coahuila, lugar 10 de 33 (a dos decimales empata con 3 más: lugares 10 a 13)" in texto
    assert texto.endswith("Federación, lugar 3 de 33.")


def test_un_orden_parejo_depende_de_la_muestra_y_uno_que_cambia_con_los_pesos_lo_dice(vigente: Motor, cat: Catalogo) -> None:
    parejo = {f.regla: f for f in frases(vigente, cat, de("entidad.23", "entidad.27"))}
    assert parejo["comparar.iguales"].firmeza == "depende de la muestra"
    assert parejo["comparar.lugares"].firmeza == "depende de pesos y de la muestra"


def test_lo_que_no_llega_a_la_minima_no_se_llama_diferencia_en_ninguna_parte(vigente: Motor, cat: Catalogo) -> None:
    pedida = de("entidad.05", "nacional", umbral="0.20")
    comparacion = comparar.tabla(vigente, cat, pedida)
    assert set(comparacion.datos["lectura"]) == {"Sin diferencia apreciable"}
    assert comparar.distintos(comparacion).datos.height == 0
    dichas = {f.regla: f.texto for f in frases(vigente, cat, pedida)}
    assert "no hay diferencia apreciable" in dichas["comparar.indice"]
    assert "comparar.mayor_distancia" not in dichas
    assert "arriba" not in " ".join(dichas.values())


def test_los_empatados_en_un_extremo_se_nombran_todos_y_un_centesimo_no_es_diferencia() -> None:
    assert en_celda("comparar.distancia", leidas={"A": 0.5, "B": 0.5, "C": 0.4}, umbral=0.01) == "A y B arriba de C por 0.10"
    assert en_celda("comparar.distancia", leidas={"A": 0.5, "B": 0.49}, umbral=0.01) == "Sin diferencia apreciable"
    assert en_celda("comparar.distancia", leidas={"A": 0.5}, umbral=0.01) == "Falta con qué comparar"


def test_quien_pertenece_a_una_unidad_es_lo_mismo_en_sql_y_en_polars(vigente: Motor, cat: Catalogo, sujetos: pl.DataFrame) -> None:
    unidades = [u for u in cat.unidades if not u.startswith(("sujeto.", "publicada."))] + ["sujeto.20-EJE-08", "publicada.17-cdh"]
    filas = vigente.consultar("distribucion_de_unidades", metrica="MGA", edicion=2017, indicador="GA", unidades=unidades)
    for unidad in unidades:
        assert set(sujetos.filter(pertenece(unidad))["clave_sujeto"]) == set(filas.filter(unidad=unidad)["clave_sujeto"])


def test_el_orden_de_los_sujetos_no_depende_de_ninguna_muestra(vigente: Motor, cat: Catalogo) -> None:
    dichas = frases(vigente, cat, de("sujeto.22-MUN-016", "sujeto.20-EJE-08"))
    assert not any("remuestreo" in f.porque or "muestra" in f.depende for f in dichas)


def test_remuestrear_da_probabilidades_complementarias_y_la_misma_cada_vez(vigente: Motor, cat: Catalogo) -> None:
    pedida = de("entidad.20", "entidad.21", "tipo.municipio")
    ida, vuelta = (probabilidad(vigente, cat, pedida, *par) for par in (("entidad.20", "entidad.21"), ("entidad.21", "entidad.20")))
    assert ida is not None
    assert vuelta is not None
    assert 0 <= ida <= 1
    assert ida + vuelta == pytest.approx(1)


def test_si_el_sorteo_no_puede_mover_a_nadie_no_se_presume_firmeza(vigente: Motor, cat: Catalogo) -> None:
    assert probabilidad(vigente, cat, de("sujeto.20-JUD-01", "sujeto.20-EJE-08"), "sujeto.20-JUD-01", "sujeto.20-EJE-08") is None


@pytest.mark.parametrize(
    "seleccion", [Seleccion("MGA", 2019), Seleccion("MGA", 2021), Seleccion("MGA", 2023), Seleccion("MJA", 2023, "JA")]
)
def test_donde_solo_hay_cifras_publicadas_se_ofrece_lo_publicado_y_cada_una_lleva_su_cita(
    vigente: Motor, cat: Catalogo, seleccion: Seleccion
) -> None:
    hay = comparar.con_cifra(vigente, cat, seleccion.metrica, seleccion.edicion)
    pedida = seleccion.con(unidades=tuple(hay)[:6])
    assert "nacional" in hay
    citas = comparar.citas(vigente, cat, pedida).datos
    assert citas["cita"].null_count() == 0
    cifras = comparar.cifras(vigente, cat, pedida).drop_nulls("valor")
    llave = ["unidad", "indicador", "valor"]
    assert sorted(cifras.select(llave).rows()) == sorted(citas.select(llave).rows())
    assert cifras["n_sujetos"].null_count() == cifras.height, "una cifra publicada no dice de cuántos sujetos sale"
    assert all((f.firmeza, "remuestreos" in f.porque) == ("", False) for f in frases(vigente, cat, pedida))


def test_la_mja_es_un_censo_y_nunca_lleva_intervalo(vigente: Motor, cat: Catalogo) -> None:
    pedida = Seleccion("MJA", 2023, "JA", unidades=("nacional", "sujeto.17-JUD-01", "tipo.tribunales-laborales"))
    dichas = frases(vigente, cat, pedida)
    assert dichas
    assert {(f.porque, f.firmeza) for f in dichas} == {(DE_UN_CENSO, "")}


def test_una_unidad_sin_cifra_en_la_edicion_se_dice_y_no_se_inventa(vigente: Motor, cat: Catalogo) -> None:
    pedida = Seleccion("MGA", 2021, unidades=("nacional", "entidad.22", "sujeto.20-EJE-08"))
    assert comparar.sin_cifra(vigente, cat, pedida) == ["Querétaro", "Secretaría de Salud, Oaxaca"]
    assert comparar.cifras(vigente, cat, pedida).filter(unidad="entidad.22")["valor"].null_count() > 0


def test_la_distribucion_trae_a_todas_las_instituciones_y_una_sola_por_sujeto(vigente: Motor, cat: Catalogo, sujetos: pl.DataFrame) -> None:
    unidades = ("nacional", "entidad.20", "grupo.estatal.judicial", "sujeto.20-JUD-01")
    grafica = comparar.grafica_distribucion(vigente, cat, de(*unidades, indicador="PG"), "claro")
    conteos = dict(grafica.tabla.datos.group_by("unidad").len().iter_rows())
    assert conteos == {unidad: miembros(sujetos, unidad).height for unidad in unidades}
    assert grafica.conjuntos["grupos"]["etiqueta"].to_list() == [cat.unidades[unidad] for unidad in unidades]
    assert grafica.conjuntos["puntos"].filter("sel").height == 4, "la institución elegida se resalta en toda unidad que la contiene"
    assert "530 en cero" in grafica.descripcion
    propio = grafica.conjuntos["puntos"].filter("sel")["detalle"].unique().to_list()
    assert propio == [f"Tribunal Superior de Justicia, Oaxaca: {formato.indice(sujetos.filter(clave_sujeto='20-JUD-01')['PG'][0])}"]


def test_lo_sugerido_rodea_al_sujeto_o_a_la_entidad_vigentes(vigente: Motor, cat: Catalogo) -> None:
    assert comparar.sugeridas(vigente, cat, Seleccion(sujeto="20-JUD-01")) == (
        "sujeto.20-JUD-01", "grupo.estatal.judicial", "entidad.20", "nacional",
    )  # fmt: skip
    assert comparar.sugeridas(vigente, cat, Seleccion(entidad="22")) == ("entidad.22", "nacional")
    assert comparar.sugeridas(vigente, cat, Seleccion()) == ("orden.federal", "orden.estatal", "orden.municipal", "nacional")
    for metrica, anio in cat.ediciones:
        sugeridas = comparar.sugeridas(vigente, cat, Seleccion(metrica, anio, entidad="31", sujeto="31-MUN-050"))
        assert 2 <= len(sugeridas) <= 6
        assert set(sugeridas) <= set(cat.unidades)


def test_las_unidades_tienen_clave_y_nombre_propios_y_un_tipo_de_un_solo_orden_no_se_repite(cat: Catalogo) -> None:
    assert len(set(cat.unidades.values())) == len(cat.unidades)
    assert "grupo.municipal.municipio" not in cat.unidades
    assert (
        del_sujeto({"clave_sujeto": "x", "orden": "municipal", "tipo": "municipio", "cve_ent": "20"}, cat.unidades)[1] == "tipo.municipio"
    )
    assert all(len(unidad) <= 64 for unidad in cat.unidades)
    assert {u.partition(".")[0] for u in cat.unidades if es_sujeto(u)} == {"sujeto", "publicada"}
