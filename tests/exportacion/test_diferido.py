"""Descargas diferidas: nombre antes que contenido, y nunca el archivo viejo."""

from dataclasses import replace
from datetime import date

import polars as pl
from streamlit.runtime.memory_media_file_storage import _calculate_file_id

from apertura.exportacion import csv_, xlsx
from apertura.exportacion.diferido import descargas_de_tabla
from tests.exportacion.ejemplos import HOY, pequena, tabla


def test_se_ofrecen_csv_y_xlsx_y_se_generan_al_pedirlos():
    hecha, fechas = pequena(), []
    csv, libro = descargas_de_tabla(hecha, lambda: fechas.append(HOY) or HOY)
    assert fechas == []
    assert (csv.etiqueta, libro.etiqueta, csv.impedimento, libro.impedimento) == ("CSV", "Excel", "", "")
    assert csv.generar() == csv_.a_csv(hecha, HOY)
    assert libro.generar() == xlsx.a_xlsx(hecha, HOY)
    assert len(fechas) == 2


def test_la_fecha_es_la_del_clic():
    dias = iter([date(2026, 11, 23), date(2026, 11, 24)])
    csv = descargas_de_tabla(pequena(), lambda: next(dias))[0]
    assert "Fecha: 23 de noviembre de 2026" in csv.generar().decode()
    assert "Fecha: 24 de noviembre de 2026" in csv.generar().decode()


def test_el_nombre_cambia_con_lo_que_decide_el_contenido_y_sólo_con_eso():
    base = pequena()
    otra_version = replace(base.procedencia, publicacion="2026-12-01-def")
    otra_seleccion = replace(base.procedencia, seleccion="todo el país")
    distintas = [
        base,
        replace(base, procedencia=otra_version),
        replace(base, procedencia=otra_seleccion),
        replace(base, parametros={**base.parametros, "tipos": ["MUN"]}),
        replace(base, parametros={**base.parametros, "indicador": "T"}),
        replace(base, datos=base.datos.head(1)),
    ]
    nombres = [descargas_de_tabla(t)[0].nombre for t in distintas]
    assert len(set(nombres)) == len(distintas)
    assert descargas_de_tabla(replace(base, parametros=dict(reversed(base.parametros.items()))))[0].nombre == nombres[0]
    assert all(nombre.startswith("ejemplo_MGA_2017_") for nombre in nombres)


def test_corregir_un_digito_en_medio_de_un_archivo_grande_cambia_su_identificador():
    # Mismo nombre y mismo tamaño: el caso en que Streamlit entregaba el archivo anterior.
    claves = [f"{n:09}{n * 7919 % 100_003:09}" for n in range(45_000)]
    datos = pl.DataFrame({"clave": claves, "valor": [0.5741] * len(claves)})
    otros = datos.with_columns(valor=pl.when(pl.col("clave") == claves[9_000]).then(0.5742).otherwise("valor"))
    assert len(csv_.a_csv(tabla(datos), HOY)) == len(csv_.a_csv(tabla(otros), HOY)) > 1_048_576
    for antes, despues in zip(descargas_de_tabla(tabla(datos)), descargas_de_tabla(tabla(otros)), strict=True):
        assert antes.nombre == despues.nombre
        identificadores = {_calculate_file_id(d.generar(), d.mime, d.nombre) for d in (antes, despues)}
        assert len(identificadores) == 2


def test_el_libro_que_no_se_puede_dar_lo_dice_antes_del_clic():
    csv, libro = descargas_de_tabla(tabla(pl.DataFrame({"n": range(50_001)})))
    assert csv.impedimento == ""
    assert "50,001" in libro.impedimento
