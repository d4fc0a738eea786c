"""Descargas diferidas: nombre antes que contenido, y nunca el archivo viejo."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import polars as pl
from streamlit.runtime.memory_media_file_storage import _calculate_file_id

from apertura.exportacion import csv_, xlsx
from apertura.exportacion.diferido import Descarga, Pendiente, descargas
from apertura.exportacion.estampa import Ajustes
from apertura.exportacion.formatos import FORMATOS
from apertura.tablas import Tabla
from tests.exportacion.ejemplos import HOY, PUBLICACION, estampa, lamina, pequena, tabla


def de(cosa: Tabla, hoy: Callable[[], date] = lambda: HOY, **otros) -> dict[str, Descarga]:
    """Las descargas de una tabla, por la extensión de su nombre."""
    como = Ajustes(otros.pop("tema", "claro"), origen="https://ejemplo.mx")
    hechas = descargas(Pendiente(cosa, otros.pop("vista", "/datos#ejemplo"), lambda: lamina(cosa), PUBLICACION, como), hoy)
    return {descarga.nombre.rpartition(".")[2]: descarga for descarga in hechas}


def test_se_ofrecen_todos_los_formatos_y_se_generan_al_pedirlos():
    hecha, fechas = pequena(), []
    hay = de(hecha, lambda: fechas.append(HOY) or HOY)
    assert list(hay) == [clave for clave, formato in FORMATOS.items() if formato.en_menu]
    assert fechas == []
    assert not any(descarga.impedimento for descarga in hay.values())
    datos = lamina(hecha).datos
    assert hay["csv"].generar() == csv_.a_csv(datos, HOY, estampa(hecha, "csv"))
    assert hay["xlsx"].generar() == xlsx.a_xlsx(datos, HOY, estampa(hecha, "xlsx"))
    assert len(fechas) == 2


def test_lo_que_no_es_por_entidad_no_se_ofrece_como_mapa():
    assert "geojson" not in de(replace(pequena(), datos=pequena().datos.drop("cve_ent")))


def test_la_fecha_es_la_del_clic():
    dias = iter([date(2026, 11, 23), date(2026, 11, 24)])
    csv = de(pequena(), lambda: next(dias))["csv"]
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
    nombres = [de(t)["csv"].nombre for t in distintas]
    assert len(set(nombres)) == len(distintas)
    assert de(replace(base, parametros=dict(reversed(base.parametros.items()))))["csv"].nombre == nombres[0]
    assert len({de(base)["csv"].nombre, de(base, tema="oscuro")["csv"].nombre, de(base, vista="/mapa#mapa")["csv"].nombre}) == 3
    assert all(nombre.startswith("ejemplo_MGA_2017_") for nombre in nombres)


def test_corregir_un_digito_en_medio_de_un_archivo_grande_cambia_su_identificador():
    # Mismo nombre y mismo tamaño: el caso en que Streamlit entregaba el archivo anterior.
    claves = [f"{n:09}{n * 7919 % 100_003:09}" for n in range(45_000)]
    datos = pl.DataFrame({"clave": claves, "valor": [0.5741] * len(claves)})
    otros = datos.with_columns(valor=pl.when(pl.col("clave") == claves[9_000]).then(0.5742).otherwise("valor"))
    assert len(csv_.a_csv(tabla(datos), HOY)) == len(csv_.a_csv(tabla(otros), HOY)) > 1_048_576
    uno, otro = de(tabla(datos)), de(tabla(otros))
    for formato in ("csv", "xlsx", "parquet"):
        antes, despues = uno[formato], otro[formato]
        assert antes.nombre == despues.nombre
        identificadores = {_calculate_file_id(d.generar(), d.mime, d.nombre) for d in (antes, despues)}
        assert len(identificadores) == 2


def test_el_libro_que_no_se_puede_dar_lo_dice_antes_del_clic():
    hay = de(tabla(pl.DataFrame({"n": range(50_001)})))
    assert hay["csv"].impedimento == ""
    assert "50,001" in hay["xlsx"].impedimento
