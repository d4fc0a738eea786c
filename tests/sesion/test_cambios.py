"""Poner al día: lo que cambió se marca con sus cifras; lo que ya no existe se dice y no estorba a lo demás."""

from dataclasses import replace

from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.exportacion.estampa import Ajustes
from apertura.laminas import de_direccion
from apertura.sesion import Guion, Paso, agregar_lamina, armar, poner_al_dia
from apertura.sesion.cambios import MENSAJE, Cambio, cifras_viejas, comparar, mensaje_de


def con_cifra_vieja(guion: Guion, numero: int, renglon: str, antes: str) -> Guion:
    """El guion como si se hubiera revisado cuando esa cifra era otra."""
    paso = guion.pasos[numero]
    cifras = tuple((r, c, antes if r == renglon else v) for r, c, v in paso.cifras)
    assert cifras != paso.cifras
    return guion.cambiar(numero, cifras=cifras, datos="0" * 64, publicacion="2020-01-01-aaaaaaaa")


def test_recien_revisado_nada_cambia(vigente: Motor, cat: Catalogo, de_nuevo_leon: Guion) -> None:
    armadas = armar(vigente, cat, de_nuevo_leon, Ajustes())
    assert [a.cambios for a in armadas] == [None] * len(armadas)
    assert [a.falta for a in armadas] == [""] * len(armadas)
    assert armadas[0].lamina is None
    assert armadas[0].titulo == "Sesión de Nuevo León"


def test_una_cifra_que_cambio_se_dice_con_su_antes_y_su_ahora_hasta_que_se_revisa(
    vigente: Motor, cat: Catalogo, de_nuevo_leon: Guion
) -> None:
    viejo = con_cifra_vieja(de_nuevo_leon, 2, "Oaxaca", "0.30")
    armadas = armar(vigente, cat, viejo, Ajustes())
    assert armadas[2].cambios
    assert any(c.renglon == "Oaxaca" and c.antes == "0.30" and "0.30 → 0.33" in c.en_palabras for c in armadas[2].cambios)
    assert [a.numero for a in armadas if a.cambios is not None] == [2]
    revisado = poner_al_dia(vigente, cat, viejo, [2])
    assert revisado == de_nuevo_leon


def test_un_mensaje_que_cambio_se_marca_aunque_los_datos_sean_los_mismos(vigente: Motor, cat: Catalogo, de_nuevo_leon: Guion) -> None:
    paso = de_nuevo_leon.pasos[1]
    assert mensaje_de(paso.cifras).startswith("Nuevo León está en el lugar 17 de 33")
    otro = tuple((r, c, "Antes decía 0.99." if r == MENSAJE else v) for r, c, v in paso.cifras)
    cambios = armar(vigente, cat, de_nuevo_leon.cambiar(1, cifras=otro), Ajustes())[1].cambios
    assert cambios
    cambio = cambios[0]
    assert len(cambios) == 1
    assert cambio.antes == "Antes decía 0.99."
    assert cifras_viejas("Seguimos en 0.99", (cambio,)) == ["0.99"]


def test_una_vista_que_ya_no_existe_se_dice_y_las_demas_se_muestran(vigente: Motor, cat: Catalogo, de_nuevo_leon: Guion) -> None:
    perdidas = ("/nada?x=1#a", "/entidad?entidad=99#cifras", "/mapa?edicion=1999#mapa", "/mapa#otra", "/sujeto?sujeto=XX#resumen")
    guion = de_nuevo_leon.agregar(*(Paso(vista) for vista in perdidas))
    armadas = armar(vigente, cat, guion, Ajustes())
    assert [bool(a.falta) for a in armadas] == [False] * len(de_nuevo_leon.pasos) + [True] * len(perdidas)
    assert all(a.titulo == "Lámina que ya no existe" for a in armadas[len(de_nuevo_leon.pasos) :])
    assert poner_al_dia(vigente, cat, guion).pasos[-5:] == guion.pasos[-5:]


def test_lo_que_escribio_quien_presenta_se_proyecta_y_se_dice_que_es_suyo(vigente: Motor, cat: Catalogo, de_nuevo_leon: Guion) -> None:
    guion = de_nuevo_leon.cambiar(1, titulo="Mi título", mensaje="Mi mensaje").cambiar(2, mensaje="")
    propia, callada = armar(vigente, cat, guion, Ajustes())[1:3]
    assert (propia.titulo, propia.mensaje) == ("Mi título", "Mi mensaje")
    assert propia.lamina
    assert propia.lamina.mensaje
    assert propia.lamina.mensaje.firmeza == "texto de quien presenta"
    assert propia.original
    assert len(propia.lamina.frases) == len(propia.original.frases) + 1
    assert callada.mensaje == ""


def test_agregar_guarda_la_direccion_sin_lo_que_no_cambia_la_lamina(vigente: Motor, cat: Catalogo) -> None:
    vista, _ = de_direccion("/mapa?entidad=20&simula=entidad#mapa", cat)
    paso = agregar_lamina(vigente, cat, Guion(), vista).pasos[0]
    assert paso.vista.startswith("/mapa?")
    assert paso.vista.endswith("#mapa")
    assert paso.publicacion == vigente.publicacion.version
    assert replace(paso, titulo="x").cifras


def test_comparar_distingue_lo_nuevo_de_lo_que_se_fue() -> None:
    antes, ahora = (("a", "v", "1"), ("b", "v", "2")), (("a", "v", "3"), ("c", "v", "4"))
    assert comparar(antes, ahora) == (Cambio("a", "v", "1", "3"), Cambio("c", "v", "", "4"), Cambio("b", "v", "2", ""))
    assert [c.en_palabras for c in comparar(antes, ahora)] == ["a, v: 1 → 3", "c, v: 4 (nueva)", "b, v: 2 (ya no está)"]
