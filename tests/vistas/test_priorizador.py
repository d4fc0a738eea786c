"""El priorizador en pantalla: lo que dejan los filtros, la palanca en palabras y lo que nunca se debe decir."""

import polars as pl
import pytest
from hypothesis import given, settings

from apertura.catalogo import Catalogo, catalogo
from apertura.consultas import Motor, abrir_motor, motor
from apertura.seleccion import Seleccion
from apertura.vistas import acciones, plan, plan_frases, priorizador
from tests.publicaciones import escribir, tablas_chicas
from tests.vistas.filtros import dejan, filtradas

QUERETARO = Seleccion(entidades=("22",))


@settings(deadline=None, max_examples=15)
@given(filtradas(con_entidades=True))
def test_los_filtros_dejan_cuatro_renglones_por_sujeto_y_las_cuentas_cuadran(seleccion: Seleccion) -> None:
    identidad = catalogo().sujetos
    celdas = priorizador.elegidas(motor(), catalogo(), seleccion)
    cuenta = priorizador.resumen(motor(), catalogo(), seleccion)
    assert set(celdas["clave_sujeto"]) <= set(identidad)
    assert celdas.height == cuenta.n_celdas == 4 * cuenta.n_sujetos
    assert cuenta.individuales + cuenta.compartidas <= cuenta.n_areas <= cuenta.n_celdas
    assert cuenta.sin_meta <= cuenta.compartidas
    completo = plan.plan_completo(motor(), catalogo(), seleccion).datos
    assert completo.height == cuenta.n_areas


def test_las_filas_son_las_de_los_sujetos_filtrados(vigente: Motor, cat: Catalogo, sujetos: pl.DataFrame) -> None:
    seleccion = Seleccion(entidades=("20", "22"), tipos=("municipio", "judicial"), ordenes=("municipal",))
    esperados = dejan(sujetos, seleccion, ("20", "22"))["clave_sujeto"]
    assert set(priorizador.elegidas(vigente, cat, seleccion)["clave_sujeto"]) == set(esperados)


def test_el_plan_de_queretaro_empieza_por_su_tribunal_y_dice_a_quien_preguntar_y_con_que(vigente: Motor, cat: Catalogo) -> None:
    primero = plan.plan(vigente, cat, QUERETARO).datos.row(0, named=True)
    assert (primero["clave_sujeto"], primero["indicador"], primero["ya_estan"]) == ("22-JUD-01", "TC", "3 de 15")
    assert primero["ganancia"] == pytest.approx(0.25 * (primero["meta"] - primero["valor"]))
    assert primero["lectura"] == "área individual"
    assert primero["a_quien"].startswith("Tribunal Superior de Justicia, Jalisco; ")
    assert "PlanDAI (quinta edición) (4.1.a)" in primero["lineas"]
    assert primero["pares"] == "mismo orden y tipo (31)"


def test_las_tres_primeras_se_dicen_en_palabras_con_sus_numeros(vigente: Motor, cat: Catalogo) -> None:
    frases = plan_frases.primeras(vigente, cat, QUERETARO)
    assert [f.regla for f in frases] == ["plan.area"] * 3
    texto = frases[0].texto
    inicio = "Tribunal Superior de Justicia, Querétaro: Transparencia ciudadana, de 0.00 a 0.86, le sumaría 0.22 al índice (simulación); "
    assert texto.startswith(f"{inicio}3 de 15 pares parecidos ya están ahí. A quién preguntar: Tribunal Superior de Justicia, Jalisco;")
    assert "Con qué (propuesta): Guías de reutilización de datos (3.1.c) · " in texto
    assert frases[0].firmeza == "firme"


def test_lo_que_se_pinta_es_el_principio_de_lo_que_se_descarga(vigente: Motor, cat: Catalogo) -> None:
    pintado, completo = plan.plan(vigente, cat, Seleccion()).datos, plan.plan_completo(vigente, cat, Seleccion()).datos
    assert pintado.height == plan.EN_PANTALLA < completo.height == priorizador.resumen(vigente, cat, Seleccion()).n_areas
    assert pintado.equals(completo.head(plan.EN_PANTALLA))


def test_un_plan_que_no_cabe_dice_cuantas_areas_quedaron_fuera(vigente: Motor, cat: Catalogo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "EN_ARCHIVO", 10)
    corto = plan.plan_completo(vigente, cat, QUERETARO)
    assert corto.datos.height == 10
    assert "las primeras 10 áreas de 94" in corto.notas[-1]


def test_la_palanca_de_queretaro_se_dice_con_su_de_33_y_como_simulacion(vigente: Motor, cat: Catalogo) -> None:
    cinco, todas = plan_frases.palanca(vigente, cat, QUERETARO)
    hoy = "La media de Querétaro es 0.27: lugar 33 de 33."
    assert cinco.texto == f"{hoy} Simulación: con estos 5 cambios, su media sería 0.31 y pasaría al lugar 32 de 33."
    assert cinco.firmeza == "depende de la muestra"
    assert todas.texto.startswith("Simulación: con las 85 metas, su media sería 0.56 y pasaría al lugar 1 de 33")
    cambios = plan.cambios(vigente, cat, QUERETARO).datos
    assert cambios["aporte"].sum() == pytest.approx(plan.palancas(vigente, cat, QUERETARO).datos["subida"][0])
    assert cambios["aporte"].to_list() == pytest.approx((cambios["ganancia"] / 27).to_list())


def test_con_varias_entidades_no_hay_frase_y_hay_un_renglon_por_entidad(vigente: Motor, cat: Catalogo) -> None:
    tabla = plan.palancas(vigente, cat, Seleccion())
    assert tabla.datos.height == 33
    assert plan_frases.palanca(vigente, cat, Seleccion()) == ()
    assert set(tabla.datos["firmeza"]) <= {"firme", "depende de pesos", "depende de la muestra", "depende de pesos y de la muestra"}
    assert (tabla.datos["firmeza"] == "firme").any()
    assert set(plan.palancas(vigente, cat, Seleccion(entidades=("20", "22"))).datos["cve_ent"]) == {"20", "22"}


def test_una_subida_de_una_centesima_o_menos_no_se_llama_cambio_de_lugar(vigente: Motor, cat: Catalogo) -> None:
    datos = plan.palancas(vigente, cat, Seleccion(entidades=("22",), tipos=("legislativo",))).datos.row(0, named=True)
    chica = plan.palancas(vigente, cat, Seleccion(tipos=("judicial",))).datos.filter(pl.col("subida") <= 0.01, pl.col("n_cambios") > 0)
    assert datos["subida"] > 0.01
    assert "lugar" in datos["lectura"]
    assert chica.height > 0
    assert not any("lugar" in lectura for lectura in chica["lectura"])


def test_lo_de_la_palanca_dice_los_empates_a_dos_decimales(vigente: Motor, cat: Catalogo) -> None:
    tabla = plan.palancas(vigente, cat, Seleccion(entidades=("20",)))
    assert "a dos decimales empata con 2 más" in tabla.datos["lectura"][0]


@pytest.mark.parametrize(
    "seleccion", [Seleccion(entidades=("FED",), tipos=("municipio",)), Seleccion(ordenes=("municipal",), tipos=("sindicato",))]
)
def test_una_seleccion_vacia_no_dice_nada_y_no_falla(vigente: Motor, cat: Catalogo, seleccion: Seleccion) -> None:
    assert priorizador.resumen(vigente, cat, seleccion).n_sujetos == 0
    assert plan.plan(vigente, cat, seleccion).datos.is_empty()
    assert plan.palancas(vigente, cat, seleccion).datos.is_empty()
    assert plan.cambios(vigente, cat, seleccion).datos.is_empty()
    assert plan.grafica_pareto(vigente, cat, seleccion, "claro").descripcion.endswith("Ninguna institución tiene algo que ganar.")


def test_un_grupo_de_menos_de_ocho_se_avisa_con_cuantas_instituciones(tmp_path_factory: pytest.TempPathFactory) -> None:
    chico = abrir_motor(escribir(tmp_path_factory.mktemp("chica"), tablas_chicas()))
    cuenta = priorizador.resumen(chico, catalogo(chico), Seleccion())
    assert cuenta.pocos_pares == 4, "tres estatales y uno federal"
    assert plan_frases.avisos(chico, catalogo(chico), Seleccion())[0].texto.startswith("4 instituciones tienen menos de ocho pares")
    assert plan_frases.avisos(motor(), catalogo(), Seleccion()) == ()


def test_los_pares_de_la_direccion_cambian_las_metas_y_se_dice_con_quien(vigente: Motor, cat: Catalogo) -> None:
    de_casa = plan.plan(vigente, cat, Seleccion(entidades=("22",), pares="entidad")).datos
    assert set(de_casa["pares"]) == {"misma entidad (26)"}
    comunes = plan.plan(vigente, cat, QUERETARO).datos
    assert set(de_casa["meta"]) != set(comunes["meta"])
    # La lista propia es de una sola institución: aquí valen los pares comunes.
    assert plan.plan(vigente, cat, Seleccion(entidades=("22",), pares="lista", lista=("01-JUD-01",))).datos.equals(comunes)


# --- Del rezago a la acción ---


def test_cada_area_de_un_sujeto_lleva_sus_lineas_y_dice_quien_propone_el_vinculo(vigente: Motor, cat: Catalogo) -> None:
    tabla = acciones.de_sujeto(vigente, cat, Seleccion(sujeto="22-MUN-016"))
    assert set(tabla.datos["indicador"]) == {"TG", "TC", "PG", "PC"}
    del_municipio = tabla.datos.filter(indicador="PG")["instrumento"].to_list()
    assert del_municipio[:2] == ["Municipio Abierto", "Caja de Herramientas de Gobierno Abierto Municipal"]
    assert "Parlamento Abierto" not in tabla.datos["instrumento"].to_list()
    del_plan = tabla.datos.filter(nombre_vinculo="del plan")["clave_linea"].unique().to_list()
    assert del_plan == ["1.2.a"]
    assert "histórico" in tabla.notas[0]
    assert "plan_2024_lineas" in tabla.procedencia.claves


def test_quien_no_tiene_areas_no_recibe_lineas(vigente: Motor, cat: Catalogo) -> None:
    con_areas = set(priorizador.base(vigente, cat, Seleccion()).areas.filter("es_area")["clave_sujeto"])
    sin_areas = sorted(set(cat.sujetos) - con_areas)
    assert sin_areas
    assert acciones.de_sujeto(vigente, cat, Seleccion(sujeto=sin_areas[0])).datos.is_empty()
    assert [f.regla for f in acciones.frases_de_sujeto(vigente, cat, Seleccion(sujeto=sin_areas[0]))] == ["acciones.sin_areas"]


def test_el_plan_no_ofrece_como_instrumento_la_linea_que_nombra_todo(vigente: Motor, cat: Catalogo) -> None:
    ofrecidos = plan.plan_completo(vigente, cat, Seleccion()).datos["lineas"]
    assert not ofrecidos.str.contains("(1.2.a)", literal=True).any()
    assert (ofrecidos != "—").all()


def test_a_quien_ayuda_cada_linea_solo_nombra_a_su_tipo_y_la_que_nombra_todo_va_al_final(vigente: Motor, cat: Catalogo) -> None:
    datos = acciones.por_linea(vigente, cat, QUERETARO).datos
    parlamento = datos.row(by_predicate=pl.col("clave_linea") == "1.1.c.1", named=True)
    assert parlamento["n_sujetos"] == 2
    assert parlamento["quienes"] == "Auditoría Estatal, Querétaro (0.16); Congreso Estatal, Querétaro (0.15)"
    assert datos["clave_linea"][-1] == "1.2.a"
    assert datos["quienes"].null_count() == 0
