"""Los pares: quiénes son con cada estrategia, y que la estrategia cabe en un texto."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from apertura.brechas import ErrorCalculo
from apertura.brechas.a_quien import a_quien_preguntar
from apertura.brechas.arbol import Arbol
from apertura.brechas.grupos import Estrategia, Pares, de_texto, formar, recortar
from apertura.brechas.posicion import posiciones
from apertura.brechas.potencial import potencial
from tests.brechas.generar import ESTRATOS, arbol_parejo, arboles, real, tabla, tablas

AB = arbol_parejo("a", "b")


def claves(pares: Pares, sujeto: int) -> list[int]:
    return sorted(pares.de(sujeto).tolist())


@pytest.mark.parametrize(
    "estrategia",
    [Estrategia(), Estrategia("entidad"), Estrategia("region"), Estrategia("tamano"), Estrategia("perfil", 7),
     Estrategia("lista", claves=("01-EJE-01", "FED-JUD-01"))],
)  # fmt: skip
def test_la_estrategia_va_y_vuelve_de_un_texto(estrategia: Estrategia) -> None:
    assert de_texto(estrategia.a_texto()) == estrategia
    assert hash(de_texto(estrategia.a_texto())) == hash(estrategia)


def test_la_lista_se_ordena_y_pierde_repetidos_para_que_el_enlace_sea_uno() -> None:
    assert de_texto("lista:b,a,b") == de_texto("lista:a,b")
    assert de_texto("perfil:") == de_texto("perfil:15")


@pytest.mark.parametrize(
    "texto", ["", "amigos", "perfil:0", "perfil:-1", "perfil:mil", "perfil:9999", "lista:", "lista:a,,b", "lista:<b>", "entidad:22"]
)
def test_un_texto_que_no_es_estrategia_se_explica(texto: str) -> None:
    with pytest.raises(ErrorCalculo, match="No existe el grupo de pares"):
        de_texto(texto)


def test_una_lista_larguisima_no_se_acepta() -> None:
    with pytest.raises(ErrorCalculo, match="hasta 40"):
        de_texto("lista:" + ",".join(f"s{i}" for i in range(41)))


@pytest.mark.parametrize(("n", "criterio", "n_pares"), [(7, "orden", 9), (8, "orden y tipo", 7)])
def test_con_menos_de_ocho_se_usa_todo_el_orden_y_se_dice(n: int, criterio: str, n_pares: int) -> None:
    estratos = [ESTRATOS[0]] * n + [ESTRATOS[1]] * (10 - n) + [ESTRATOS[2]] * 3
    pares = formar(tabla({"a": [0.5] * 13, "b": [0.5] * 13}, estratos), AB)
    assert (pares.criterio[0], int(pares.n_pares[0])) == (criterio, n_pares)
    assert len(pares.de(0)) == n_pares
    assert (pares.criterio[-1], int(pares.n_pares[-1])) == ("orden", 2)


def test_quien_se_amplia_al_orden_se_compara_tambien_con_los_que_no() -> None:
    estratos = [ESTRATOS[0]] * 8 + [ESTRATOS[1]] * 2
    pares = formar(tabla({"a": [0.5] * 10, "b": [0.5] * 10}, estratos), AB)
    assert claves(pares, 9) == list(range(9))
    assert claves(pares, 0) == list(range(1, 8))


def test_en_2017_882_sujetos_tienen_grupo_de_ocho_o_mas_y_26_federales_no() -> None:
    datos, arbol = real()
    pares = formar(datos, arbol)
    angostos = pares.criterio == "orden y tipo"
    assert (int(angostos.sum()), int((~angostos).sum())) == (882, 26)
    assert set(datos["orden"].to_numpy()[~angostos]) == {"federal"}
    assert set(pares.n_pares[~angostos]) == {45}


def test_la_entidad_y_la_region_comparan_con_los_suyos() -> None:
    datos, arbol = real()
    entidad, region = (formar(datos, arbol, de_texto(t)) for t in ("entidad", "region"))
    fila = datos["clave_sujeto"].index_of("22-MUN-014")
    assert fila is not None
    assert set(datos[entidad.de(fila)]["cve_ent"]) == {"22"}
    assert int(entidad.n_pares[fila]) == 26
    assert set(datos[region.de(fila)]["region"]) == {datos["region"][fila]}
    assert set(datos[region.de(fila)]["tipo"]) == {"municipio"}


def test_el_tamano_municipal_solo_se_usa_donde_se_conoce() -> None:
    with pytest.raises(ErrorCalculo, match="No se conoce: tamaño"):
        formar(tabla({"a": [0.5], "b": [0.5]}), AB, de_texto("tamano"))


def test_la_lista_no_incluye_al_propio_y_dice_si_ninguna_clave_existe() -> None:
    datos = tabla({"a": [0.1, 0.2, 0.3], "b": [0.1, 0.2, 0.3]})
    pares = formar(datos, AB, de_texto("lista:s0000,s0002,zzz"))
    assert (claves(pares, 0), claves(pares, 1)) == ([2], [0, 2])
    assert pares.n_pares.tolist() == [1, 2, 1]
    with pytest.raises(ErrorCalculo, match="Ninguna clave"):
        formar(datos, AB, de_texto("lista:zzz"))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_el_perfil_da_los_k_mas_parecidos_del_mismo_orden(data: st.DataObject) -> None:
    arbol: Arbol = data.draw(arboles())
    datos = data.draw(tablas(arbol, nulos=True))
    k = data.draw(st.integers(1, 12))
    pares, x, orden = formar(datos, arbol, Estrategia("perfil", k)), arbol.matriz(datos), datos["orden"].to_numpy()
    for i in range(datos.height):
        distancia = np.sqrt(((x - x[i]) ** 2).sum(axis=1))
        posibles = [j for j in range(datos.height) if j != i and orden[j] == orden[i] and not np.isnan(distancia[j])]
        assert pares.de(i).tolist() == sorted(posibles, key=lambda j: (distancia[j], j))[:k]


@pytest.mark.parametrize("texto", ["orden-tipo", "entidad", "perfil:3"])
@pytest.mark.parametrize("n", [0, 1, 2])
def test_con_cero_uno_o_dos_sujetos_no_falla(texto: str, n: int) -> None:
    pares = formar(tabla({"a": [0.5] * n, "b": [0.5] * n}), AB, de_texto(texto))
    assert pares.n_pares.tolist() == [n - 1] * n


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_el_grupo_de_uno_dice_de_el_lo_mismo_que_la_tabla_entera(data: st.DataObject) -> None:
    arbol: Arbol = data.draw(arboles())
    datos = data.draw(tablas(arbol, nulos=True))
    claves_de_lista = tuple(datos["clave_sujeto"].gather_every(2))
    estrategia = data.draw(
        st.sampled_from([Estrategia(), Estrategia("entidad"), Estrategia("perfil", 5), Estrategia("lista", claves=claves_de_lista)])
    )
    fila = data.draw(st.integers(0, datos.height - 1))
    pares = formar(datos, arbol, estrategia)
    grupo, suyos, propio = recortar(datos, formar(datos, arbol, estrategia, de=[fila]), fila)
    clave = datos["clave_sujeto"][fila]
    assert grupo["clave_sujeto"][propio] == clave
    assert grupo[suyos.de(propio)]["clave_sujeto"].to_list() == datos[pares.de(fila)]["clave_sujeto"].to_list()
    for medida in (posiciones, potencial):
        entera, recortada = (m.filter(clave_sujeto=clave) for m in (medida(datos, arbol, pares), medida(grupo, arbol, suyos)))
        assert_frame_equal(entera, recortada)
    for hoja in arbol.hojas:
        respuestas = [a_quien_preguntar(t, arbol, p, clave, hoja) for t, p in ((datos, pares), (grupo, suyos))]
        assert_frame_equal(*respuestas)
