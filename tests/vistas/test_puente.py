"""El puente MGA × MJA: una cifra junto a la otra, con su cobertura; nada se promedia, se resta ni lleva intervalo."""

from pathlib import Path

import polars as pl

from apertura.catalogo import Catalogo, catalogo
from apertura.consultas import Motor, abrir_motor
from apertura.importador.entender import incorporar
from apertura.seleccion import Seleccion
from apertura.vistas import puente
from tests.importador.sinteticos import dictaminar, publicadas
from tests.publicaciones import REAL, escribir, falsificar

AMBAS = {"05-JUD-01": "cercana", "17-JUD-01": "misma", "28-JUD-01": "cercana"}


def test_estan_todas_las_judiciales_de_la_mga_y_todas_las_que_tienen_cifra_en_la_mja(vigente: Motor, cat: Catalogo) -> None:
    datos = puente.instituciones(vigente, cat, 2017, 2023).datos
    judiciales = pl.read_parquet(REAL / "sujetos.parquet").filter(tipo="judicial")["clave_sujeto"]
    assert set(datos.filter(pl.col("nombre_MGA").is_not_null())["clave"]) == set(judiciales)
    publicadas = pl.read_parquet(REAL / "publicados.parquet").filter(metrica="MJA", ambito="sujeto")
    assert datos["nombre_MJA"].count() == publicadas["etiqueta"].n_unique()
    assert (
        dict(
            datos.filter(pl.col("nombre_MGA").is_not_null() & pl.col("nombre_MJA").is_not_null())
            .select("clave", "correspondencia")
            .iter_rows()
        )
        == AMBAS
    )
    assert not datos["clave"].is_duplicated().any()


def test_cada_cifra_es_la_de_su_fuente_y_ninguna_columna_las_mezcla(vigente: Motor, cat: Catalogo, sujetos: pl.DataFrame) -> None:
    tabla = puente.instituciones(vigente, cat, 2017, 2023)
    morelos = tabla.datos.row(by_predicate=pl.col("clave") == "17-JUD-01", named=True)
    assert morelos["MGA_GA"] == sujetos.row(by_predicate=pl.col("clave_sujeto") == "17-JUD-01", named=True)["GA"]
    assert [morelos[f"MJA_{c}"] for c in ("JA", "T", "P", "C", "RC")] == [0.25, 0.49, 0.13, 0.0, 0.4]
    numericas = [columna.nombre for columna in tabla.columnas if columna.formato != "texto"]
    assert all(nombre.startswith(("MGA_", "MJA_")) for nombre in numericas)
    textos = " ".join(columna.etiqueta for columna in tabla.columnas).lower()
    assert not any(palabra in textos for palabra in ("promedio", "media", "diferencia", "distancia", "intervalo"))


def test_la_cobertura_dice_cuantas_hay_de_cada_lado(vigente: Motor, cat: Catalogo) -> None:
    texto = puente.cobertura(vigente, cat, 2017, 2023).texto
    assert (
        "De 36 instituciones judiciales de la MGA 2017, 3 tienen cifra en la MJA 2023: 1 con la misma institución y 2 con una cercana"
        in texto
    )
    assert "midió 233 instituciones y aquí hay cifra de 10" in texto


def test_la_grafica_pone_las_dos_cifras_sin_escribir_distancia(vigente: Motor, cat: Catalogo) -> None:
    grafica = puente.grafica(vigente, cat, 2017, 2023, "claro")
    assert grafica.conjuntos["encabezados"]["nota"].to_list() == ["misma institución"] + ["institución cercana"] * 2
    assert grafica.conjuntos["encabezados"]["etiqueta"].to_list()[0] == "Morelos: Tribunal Superior de Justicia"
    assert grafica.conjuntos["valores"].height == 6
    assert "arriba" not in grafica.descripcion
    assert "distancia" not in grafica.descripcion


def test_sin_ninguna_en_las_dos_metricas_la_grafica_queda_vacia_y_no_falla(tmp_path: Path) -> None:
    sin_judiciales = falsificar(tmp_path / "p", "resultados", lambda r: r.filter(~pl.col("clave_sujeto").str.contains("JUD")))
    motor = abrir_motor(sin_judiciales)
    cat = catalogo(motor)
    assert puente.grafica(motor, cat, 2017, 2023, "claro").conjuntos["encabezados"].height == 0
    assert puente.instituciones(motor, cat, 2017, 2023).datos.height == 10
    assert puente.cobertura(motor, cat, 2017, 2023).texto.startswith("De 0 instituciones")


def test_las_entidades_con_cifra_o_lugar_publicos_son_morelos_y_guanajuato(vigente: Motor, cat: Catalogo) -> None:
    datos = puente.entidades(vigente, cat, 2017, 2023).datos
    assert datos.select("entidad", "JA", "lugar_publicado").rows() == [
        ("Guanajuato", None, "2 entre entidades"),
        ("Morelos", 0.43, "23 entre entidades"),
    ]
    assert datos["cita"].null_count() == 0


def test_la_edicion_de_la_mga_es_la_elegida_si_trae_instituciones_y_si_no_la_ultima_que_las_trae(cat: Catalogo) -> None:
    for seleccion in (Seleccion(), Seleccion("MGA", 2021), Seleccion("MJA", 2023, "JA")):
        assert puente.ediciones(cat, seleccion) == (2017, 2023)


# Entidad, institución, tipo y JA; las demás cifras son la misma. Inventadas: no se reparten.
BASE_DE_LA_MJA = [
    ("Morelos", "Tribunal Superior de Justicia", "Poder judicial", "0.50"),
    ("Oaxaca", "Poder Judicial del Estado", "Poder judicial", "0.30"),
    ("Puebla", "Tribunal Superior de Justicia", "Poder judicial", "0.40"),
    ("Puebla", "Consejo de la Judicatura", "Poder judicial", "0.45"),
    ("Colima", "Poder Judicial del Estado", "Poder judicial", "0.20"),
    ("Colima", "Tribunal de Segunda Instancia", "Poder judicial", "0.25"),
    ("Colima", "Fiscalía General del Estado", "Fiscalía", "0.10"),
    ("Federación", "Suprema Corte de Justicia de la Nación", "Poder judicial", "0.60"),
]
UNIDAS = {
    "17-JUD-01": ("misma", 0.5),
    "20-JUD-01": ("cercana", 0.3),
    "21-JUD-01": ("misma", 0.4),
    "FED-JUD-02": ("misma", 0.6),
}


def test_con_la_base_de_la_mja_el_puente_se_completa_y_no_junta_lo_que_no_es(tmp_path: Path) -> None:
    """Por nombre y entidad, o el único poder judicial con el único tribunal; con dos que podrían ser, ninguno."""
    encabezado = ["Entidad", "Institución", "Tipo de institución", "JA", "T", "P", "C", "RC"]
    filas = [encabezado, *([*quien, ja, *[ja] * 4] for *quien, ja in BASE_DE_LA_MJA)]
    dictamen = dictaminar(filas, "INSTITUCION-NUEVA", nombre="MJA 2023.xlsx")
    motor = abrir_motor(escribir(tmp_path, incorporar(publicadas(), dictamen)))
    datos = puente.instituciones(motor, catalogo(motor), 2017, 2023).datos
    las_dos = datos.filter(pl.col("nombre_MGA").is_not_null() & pl.col("nombre_MJA").is_not_null())
    assert {c: (r, v) for c, r, v in las_dos.select("clave", "correspondencia", "MJA_JA").iter_rows()} == UNIDAS
    assert not datos["clave"].is_duplicated().any()
    assert datos["nombre_MJA"].count() == len(BASE_DE_LA_MJA)
    assert datos["nombre_MGA"].count() == 36
    assert datos.filter(correspondencia="ambigua")["nombre_MJA"].str.contains("Puebla|Colima").to_list() == [True] * 3
    assert datos.filter(correspondencia="sin par")["nombre_MJA"].str.contains("Fiscalía").to_list() == [True]
    texto = puente.cobertura(motor, catalogo(motor), 2017, 2023).texto
    assert "4 tienen cifra en la MJA 2023: 3 con la misma institución y 1 con una cercana" in texto
    assert "la MJA" in str(las_dos.filter(clave="20-JUD-01")["motivo"][0])
