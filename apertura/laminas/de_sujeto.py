"""Láminas de Sujeto obligado: su ficha por partes."""

from collections.abc import Callable
from functools import partial

from apertura.laminas.base import Documento, Lamina, Oferta, Pedido
from apertura.tablas import Tabla
from apertura.vistas import acciones, brechas, cifras, frases, lectura, sujeto
from apertura.vistas.comun import niveles


def ofertas(pedido: Pedido) -> list[Oferta]:
    """Ninguna sin institución elegida o si no se evaluó en la edición."""
    if not pedido.seleccion.sujeto or not pedido.edicion.por_sujeto or sujeto.ficha(*pedido.comunes) is None:
        return []
    return list(_OFERTAS)


def _frases(pedido: Pedido, *reglas: str) -> Callable[[], tuple]:
    """Las frases de la ficha con esas reglas, en ese orden."""

    def dichas() -> tuple:
        todas = {frase.regla: frase for frase in frases.de_sujeto(*pedido.comunes)}
        return tuple(todas[regla] for regla in reglas if regla in todas)

    return dichas


def _cifras(pedido: Pedido) -> Lamina:
    tabla = sujeto.indicadores(*pedido.comunes)
    dichas = _frases(pedido, "sujeto.lugar", "sujeto.primer_paso", "sujeto.sin_pasos", "sujeto.todos_los_pasos")
    return pedido.de_cifras("cifras", tabla.titulo, cifras.de_sujeto(*pedido.comunes), tabla, dichas)


def _pasos(pedido: Pedido) -> Lamina:
    dichas = _frases(pedido, "sujeto.primer_paso", "sujeto.sin_pasos", "sujeto.a_quien", "sujeto.todos_los_pasos")
    grafica = lectura.grafica_de_pasos(*pedido.comunes, pedido.tema)
    if grafica is None:
        return pedido.de_tabla("pasos", brechas.por_donde_empezar(*pedido.comunes), dichas)
    return pedido.de_grafica("pasos", grafica, dichas)


def _pares(pedido: Pedido) -> Lamina:
    return pedido.de_grafica("pares", lectura.grafica_de_pares(*pedido.comunes, pedido.tema), _frases(pedido, "sujeto.lugar"))


def _tabla(clave: str, vista: Callable[..., Tabla], *reglas: str) -> Callable[[Pedido], Lamina | None]:
    return partial(_de_tabla, clave, vista, reglas)


def _de_tabla(clave: str, vista: Callable[..., Tabla], reglas: tuple[str, ...], pedido: Pedido) -> Lamina:
    return pedido.de_tabla(clave, vista(*pedido.comunes), _frases(pedido, *reglas))


def _acciones(pedido: Pedido) -> Lamina | None:
    """Sin áreas de oportunidad no hay líneas que ofrecer."""
    tabla = acciones.de_sujeto(*pedido.comunes)
    return pedido.de_tabla("acciones", tabla) if tabla.datos.height else None


def _ficha(pedido: Pedido) -> Lamina:
    """Toda la página, para imprimirse; sus datos son las cifras frente a los pares."""
    tabla = sujeto.indicadores(*pedido.comunes)
    hecha = pedido.de_tabla("ficha", tabla, lambda: frases.de_sujeto(*pedido.comunes))
    return hecha.con(titulo=f"Ficha de {pedido.catalogo.sujetos[pedido.seleccion.sujeto]}", documento=lambda: _documento(pedido))


def _documento(pedido: Pedido) -> Documento:
    quien = sujeto.ficha(*pedido.comunes)
    assert quien is not None, "sin ficha no se ofrece la lámina"
    tablas = {
        "indicadores": sujeto.indicadores, "pares": sujeto.pares, "pasos": brechas.por_donde_empezar, "lectura": lectura.lectura,
        "acciones": acciones.de_sujeto, "historia": lectura.historia,
    }  # fmt: skip
    return Documento(
        clase="sujeto",
        nombre=quien.etiqueta,
        bajada=f"{quien.nombre_tipo} · orden {quien.nombre_orden.lower()} · {quien.entidad}",
        frases=tuple(f for f in frases.de_sujeto(*pedido.comunes) if f.texto),
        tablas={clave: vista(*pedido.comunes) for clave, vista in tablas.items()},
        textos={"grupo": f"Su grupo, contándolo: {quien.grupo}.", "origen": sujeto.de_donde_sale(quien, pedido.catalogo)},
        niveles=niveles(*pedido.comunes[1:]),
    )


_OFERTAS = (
    Oferta("cifras", "Sus cifras", _cifras),
    Oferta("pasos", "Por dónde empezar", _pasos),
    Oferta("pares", "Frente a sus pares", _pares),
    Oferta("lectura", "Cómo se lee cada indicador", _tabla("lectura", lectura.lectura, "sujeto.lecturas")),
    Oferta("acciones", "Del rezago a la acción", _acciones),
    Oferta("historia", "Lo publicado en otras ediciones", _tabla("historia", lectura.historia)),
    Oferta("origen", "De dónde sale", _tabla("origen", sujeto.renglon_de_origen)),
    Oferta("ficha", "La ficha completa", _ficha),
)
