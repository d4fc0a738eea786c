"""El texto alternativo dice lo que se ve, con sus empates y lo que falta."""

import polars as pl

from apertura import formato
from apertura.graficas import descripciones, mapas
from tests.graficas import ejemplos

POSICIONES = ("posición", "posiciones")


def resumen(**por_nombre: float | None) -> str:
    return descripciones.resumen(list(por_nombre), list(por_nombre.values()), POSICIONES, formato.indice)


def test_los_extremos_dicen_quien() -> None:
    assert resumen(Jalisco=0.5, Oaxaca=0.3, Puebla=0.4) == (
        "3 posiciones. El valor más alto es 0.50, de Jalisco; el más bajo, 0.30, de Oaxaca."
    )


def test_los_empates_se_juzgan_como_se_leen() -> None:
    assert resumen(Jalisco=0.5, Hidalgo=0.301, Oaxaca=0.299) == (
        "3 posiciones. El valor más alto es 0.50, de Jalisco; el más bajo, 0.30, de Hidalgo y Oaxaca (empate)."
    )


def test_muchos_empatados_se_cuentan_en_vez_de_listarse() -> None:
    muchos = {f"E{n}": 0.2 for n in range(6)}
    assert "el más bajo, 0.20, de 6 empatados." in resumen(Alto=0.9, **muchos)


def test_lo_que_falta_se_dice() -> None:
    assert resumen(Jalisco=0.5, Oaxaca=None, Puebla=0.4).startswith("2 de 3 posiciones con dato. ")
    assert resumen(Jalisco=0.5, Oaxaca=None, Puebla=0.4).endswith("Sin dato: Oaxaca.")


def test_iguales_uno_solo_y_ninguno_tienen_su_frase() -> None:
    assert resumen(Jalisco=0.5, Puebla=0.5) == "2 posiciones. Todos los valores son iguales: 0.50."
    assert resumen(Jalisco=0.5) == "1 posición. Valor: 0.50, de Jalisco."
    assert resumen(Jalisco=None) == "Sin dato en 1 posición."
    assert resumen(Jalisco=None, Puebla=None) == "Sin dato en 2 posiciones."


def test_el_mapa_dice_nacional_y_elegida() -> None:
    datos, _ = mapas.hoja_de_mapa(ejemplos.entidades(), ejemplos.valores({"08": 0.4, "20": 0.3}), ejemplos.CORTES, "Índice", seleccion="08")
    assert descripciones.de_mapa(datos, "Índice por entidad, 2017", nacional=0.388) == (
        "Índice por entidad, 2017. 2 de 33 posiciones con dato. El valor más alto es 0.40, de Chihuahua; el más bajo, "
        "0.30, de Oaxaca. Sin dato: 31. Valor nacional: 0.39. Elegida: Chihuahua, 0.40."
    )


def test_la_tira_cuenta_puntos_ceros_y_medianas() -> None:
    assert ejemplos.tira().descripcion == (
        "Tira. 6 instituciones con dato, una por punto. Sin dato: 1. 3 están en cero. Medianas por grupo: el valor más "
        "alto es 0.60, de Judicial; el más bajo, 0.00, de Municipio. Elegida: Institución 3, 0.60."
    )


def test_la_comparacion_da_la_diferencia_de_lo_que_se_lee() -> None:
    assert ejemplos.contra().descripcion == (
        "Contra. Compara «Oaxaca» con «Nacional». Índice: 0.46 contra 0.50 (−0.04); Transparencia: sin dato contra 0.30; "
        "Gobierno: 0.50 contra 0.40 (+0.10)."
    )


def test_las_bandas_las_medias_las_brechas_y_las_ediciones_se_describen_enteras() -> None:
    assert ejemplos.banda().descripcion == (
        "Pares. Índice: 0.50; mitad central de los pares, de 0.20 a 0.40; mediana, 0.30. Vacío: sin dato; sin pares con dato."
    )
    assert ejemplos.medias().descripcion == (
        "Medias. 2 de 3 grupos con dato. El valor más alto es 0.60, de C; el más bajo, 0.30, de A. Sin dato: B. Valor nacional: 0.39."
    )
    assert ejemplos.brechas().descripcion == ("Brechas. 2 componentes. Las mayores: B (0.282) y A (0.165). Publicadas por el INAI: 2.")
    assert ejemplos.ediciones().descripcion == (
        "Ediciones. 2017, 0.39 (908 instituciones); 2019, 0.52 (1,243 instituciones); 2023, sin dato. "
        "Cada edición midió instituciones distintas: no es una serie comparable."
    )


def test_una_tira_sin_ningun_dato_no_inventa_extremos() -> None:
    vacia = ejemplos.puntos().with_columns(valor=pl.lit(None, pl.Float64), sel=pl.lit(False))
    assert descripciones.de_tira(vacia, "Tira") == "Tira. 0 instituciones con dato, una por punto. Sin dato: 7."
