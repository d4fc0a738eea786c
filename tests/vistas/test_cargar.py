"""Cargar: lo que dejó dicho la revisión, en palabras y en tablas; los mismos pasos y las mismas cuentas para una persona."""

import json
from pathlib import Path

import pytest

from apertura.cargas.carga import Carga
from apertura.cargas.resultado import Resultado
from apertura.catalogo import PASOS
from apertura.importador.entender.importar import Pedido, revisar_libro
from apertura.importador.entender.mensajes import DECISION, MENSAJES
from apertura.importador.entender.resultado import resultado as para_otro
from apertura.vistas import cargar as vista
from tests.corpus.entender import con_celda, con_columna, con_encabezado
from tests.importador.sinteticos import ENCABEZADO, Fila, base, libro

CARGA = Carga("0" * 16, "MGA 2019 base.csv", 1, "a" * 64, "ana", "2026-11-24T10:00:00Z")


def revisado(filas: list[Fila], nombre: str = "MGA 2019 base.csv") -> Resultado:
    """Lo que leería la página, pasando por JSON como de verdad."""
    dato = json.loads(json.dumps(para_otro(revisar_libro(libro(filas, nombre), Pedido()))))
    return Resultado(campos=dict(dato.pop("campos")), candidata="x", **{k: v for k, v in dato.items() if k != "forma"})


@pytest.fixture(scope="module", autouse=True)
def _sin_publicar(tmp_path_factory: pytest.TempPathFactory):
    """Contra la publicación que viene con el código."""
    with pytest.MonkeyPatch.context() as parche:
        parche.setenv("APERTURA_DATOS", str(tmp_path_factory.mktemp("datos")))
        yield


@pytest.fixture(scope="module")
def listo() -> Resultado:
    return revisado([ENCABEZADO, *base(n=60, nuevas=0)])


def test_un_archivo_listo_lo_dice_con_su_cuenta_y_va_a_lo_que_cambiaria(listo: Resultado) -> None:
    assert vista.veredicto(listo) == ("listo", "Listo para publicar. Mire antes qué cambiaría.")
    assert vista.cuenta(listo) == "MGA 2019: 60 renglones leídos = 60 que se publican + 0 rechazados + 0 excluidos"
    assert (vista.primer_paso(listo), list(vista.pasos(listo))) == ("cambios", list(PASOS))
    assert [vista.siguiente(p, listo) for p in ("archivo", "publicar")] == ["columnas", None]
    assert vista.reconocidas(listo) == "60 por su nombre exacto"


def test_lo_que_falta_decidir_se_cuenta_en_su_paso_y_ahi_se_empieza() -> None:
    filas = con_encabezado("Orden de gobierno", "Orden de gobierna")()
    resultado = revisado([*filas, ["Colima", "Instituto del Espejo", "Estatal", "Autónomo", *["0.5"] * 7]])
    assert vista.veredicto(resultado) == ("falta", "Falta decidir 2 cosas antes de publicar.")
    pasos = vista.pasos(resultado)
    assert (pasos["columnas"], pasos["instituciones"]) == ("Columnas · falta 1", "Instituciones · falta 1")
    assert vista.primer_paso(resultado) == "columnas"
    assert "Se parece" not in str(vista.pendientes(resultado, "archivo"))
    assert [p["codigo"] for p in vista.pendientes(resultado, "columnas")] == ["MAPEO"]


def test_un_archivo_que_no_sirve_dice_por_que_y_solo_ensena_lo_que_hay() -> None:
    resultado = revisado([["Total", "x"], ["1", "2"]])
    como, dicho = vista.veredicto(resultado)
    assert como == "no"
    assert "No se encontró" in dicho
    assert set(vista.pasos(resultado)) == {"archivo", "columnas", "defectos"}
    assert vista.primer_paso(resultado) == "defectos"


def test_la_muestra_dice_cual_renglon_es_el_encabezado_y_no_inventa_s_d() -> None:
    resultado = revisado([["Base preliminar", *[None] * 10], ENCABEZADO, *base(n=12, nuevas=0)])
    tabla = vista.muestra(CARGA, resultado)
    assert tabla.datos["renglon"].to_list()[:3] == ["1", "2 (títulos)", "3"]
    assert tabla.datos["B"][0] == ""
    assert [c.etiqueta for c in tabla.columnas][:3] == ["Renglón", "A", "B"]


def test_cada_columna_dice_a_que_campo_va_con_ejemplos(listo: Resultado) -> None:
    datos = vista.columnas(CARGA, listo).datos
    assert datos.filter(letra="B").row(0, named=True)["campo"] == "Nombre de la institución"
    assert datos.filter(letra="E").row(0, named=True)["campo"] == "GA · Gobierno Abierto"
    assert all(" · " in ejemplo or ejemplo for ejemplo in datos["ejemplos"])


def test_los_defectos_se_filtran_por_nivel_y_van_primero_los_errores() -> None:
    resultado = revisado(con_columna(lambda v, i: v.replace(".", ",") if i != 3 else "O.5")())
    todos = vista.defectos(CARGA, resultado, [])
    niveles = todos.datos["nivel"].to_list()
    assert niveles == sorted(niveles, key=["Error", "Aviso", "Reparado"].index)
    solo = vista.defectos(CARGA, resultado, ["error"])
    assert set(solo.datos["nivel"]) == {"Error"}
    assert ("O.5", 5) in solo.datos.select("valor", "renglon").rows()
    assert sum(int(t.rpartition("(")[2].rstrip(")")) for t in vista.cuantos_defectos(resultado).values()) == todos.datos.height


def test_lo_que_cambiaria_se_dice_en_palabras_y_en_dos_tablas(listo: Resultado) -> None:
    assert "cifras nuevas" in vista.cambio_en_palabras(listo)
    cifras = vista.cifras_que_cambian(CARGA, listo, {"01": "Aguascalientes"})
    assert {"Nacional", "Aguascalientes"} <= set(cifras.datos["unidad"])
    tablas = vista.tablas_que_cambian(CARGA, listo).datos
    assert tablas.filter(tabla="resultados")["agregados"][0] == 420
    assert all(tablas["agregados"] + tablas["quitados"] + tablas["cambiados"] > 0)
    repetido = revisado([ENCABEZADO, *base(n=12, nuevas=0)], "MGA.csv")
    assert vista.cambio_en_palabras(repetido) == "No cambiaría nada de lo publicado."


@pytest.mark.parametrize("codigo", sorted(c for c, (_, alcance, *_) in MENSAJES.items() if alcance == DECISION))
def test_toda_decision_tiene_su_paso_y_sus_respuestas(codigo: str) -> None:
    """Lo que impide publicar se puede resolver en la página: con opciones, con el formulario del archivo o escribiendo."""
    from apertura.importador.entender.mensajes import defecto
    from apertura.importador.entender.opciones import opciones_de
    from apertura.interfaz.cargar.decidir import DE_CONTEXTO

    hecho = defecto(codigo, "Base", 3, "GA", "x", alternativas=["3", "9"])
    assert vista.paso_de({"codigo": hecho.codigo}) in PASOS
    opciones = opciones_de(hecho, "MGA")
    assert hecho.codigo in DE_CONTEXTO or opciones
    assert all(valor and etiqueta[0] == etiqueta[0].upper() for valor, etiqueta in opciones)


def test_ningun_texto_del_archivo_llega_como_formula_o_etiqueta_a_las_opciones() -> None:
    resultado = revisado(con_celda("<img src=x onerror=alert(1)>", ENCABEZADO.index("Tipo"))())
    (pregunta,) = [p for p in resultado.pendientes if p["codigo"] == "TIPO-DESCONOCIDO"]
    assert pregunta["sobre"] == "<img src=x onerror=alert(1)>"
    assert ["municipio", "Municipio"] in pregunta["opciones"]
    assert Path(CARGA.nombre).suffix == ".csv"
