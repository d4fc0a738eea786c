"""Láminas de Entidad: las mismas que su página, en su orden."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from apertura.graficas.base import Grafica
from apertura.laminas.base import Documento, Lamina, Oferta, Pedido
from apertura.seleccion import de_entidad
from apertura.tablas import Tabla
from apertura.vistas import causas, cifras, datos, entidad, frases, mapa, posiciones
from apertura.vistas.comun import niveles


def ofertas(pedido: Pedido) -> list[Oferta]:
    """Ninguna sin entidad; sin resultados por sujeto, lo publicado; con filtros, sólo lo que los admite."""
    if not pedido.seleccion.entidad:
        return []
    if not pedido.edicion.por_sujeto:
        return [Oferta("publicados", "Lo publicado", _publicados), _FICHA]
    if not entidad.distribucion(*pedido.comunes).datos.height:
        return []
    con_filtros = pedido.seleccion.tipos or pedido.seleccion.ordenes
    return [_CIFRAS, *([] if con_filtros else _DE_TODOS), *_SIEMPRE, *([_TIPOS] if con_filtros else _A_FONDO), _SUJETOS, _FICHA]


def _frase(pedido: Pedido, *reglas: str) -> Callable[[], tuple]:
    """Las frases de la entidad con esas reglas; con filtros no se dicen: son de todos sus sujetos."""
    if pedido.seleccion.tipos or pedido.seleccion.ordenes:
        return tuple
    return lambda: tuple(f for f in frases.de_entidad_elegida(*pedido.comunes) if f.regla in reglas)


def _cifras(pedido: Pedido) -> Lamina:
    tabla = entidad.indicadores(*pedido.comunes)
    nombre = pedido.catalogo.entidades[pedido.seleccion.entidad]
    titulo = f"{nombre}: su lugar en la {pedido.edicion.nombre}"
    dichas = _frase(pedido, "entidad.lugar", "entidad.origen", "entidad.mezcla")
    return pedido.de_cifras("cifras", titulo, cifras.de_entidad(*pedido.comunes), tabla, dichas)


def _grafica(clave: str, vista: Callable[..., Grafica | None], *reglas: str) -> Callable[[Pedido], Lamina | None]:
    return partial(_de_grafica, clave, vista, reglas)


def _de_grafica(clave: str, vista: Callable[..., Grafica | None], reglas: tuple[str, ...], pedido: Pedido) -> Lamina | None:
    grafica = vista(*pedido.comunes, pedido.tema)
    return None if grafica is None else pedido.de_grafica(clave, grafica, _frase(pedido, *reglas))


def _tabla(clave: str, vista: Callable[..., Tabla], *reglas: str) -> Callable[[Pedido], Lamina | None]:
    return lambda pedido: pedido.de_tabla(clave, vista(*pedido.comunes), _frase(pedido, *reglas))


def _publicados(pedido: Pedido) -> Lamina:
    return pedido.de_tabla("publicados", datos.publicados_de_entidad(*pedido.comunes))


def _ficha(pedido: Pedido) -> Lamina:
    """Toda la página, para imprimirse; sus datos son los indicadores o, sin resultados por sujeto, lo publicado."""
    suyo = replace(pedido, seleccion=entidad.de_la_ficha(pedido.seleccion, pedido.catalogo))
    con_sujetos = suyo.edicion.por_sujeto
    tabla = (entidad.indicadores if con_sujetos else datos.publicados_de_entidad)(*suyo.comunes)
    hecha = suyo.de_tabla("ficha", tabla, (lambda: frases.de_entidad_elegida(*suyo.comunes)) if con_sujetos else tuple)
    titulo = f"Ficha {de_entidad(suyo.seleccion.entidad, suyo.catalogo)}"
    return hecha.con(titulo=titulo, documento=lambda: (_documento if con_sujetos else _documento_publicado)(suyo))


def _documento(pedido: Pedido) -> Documento:
    tablas = {
        "indicadores": entidad.indicadores, "posiciones": entidad.entre_todas, "origen": causas.origen, "palanca": causas.palanca,
        "tipos": entidad.por_tipo, "instituciones": entidad.distribucion, "pesos": causas.quienes_pesan,
    }  # fmt: skip
    return Documento(
        clase="entidad",
        nombre=pedido.catalogo.entidades[pedido.seleccion.entidad],
        bajada=f"{pedido.edicion.nombre} · {entidad.en_palabras(pedido.seleccion, pedido.catalogo)}",
        frases=tuple(f for f in frases.de_entidad_elegida(*pedido.comunes) if f.texto),
        tablas={clave: vista(*pedido.comunes) for clave, vista in tablas.items()},
        textos={"firmeza": posiciones.NOTA_CENSO if pedido.edicion.universo == "censo" else posiciones.NOTA_INTERVALO},
        niveles=niveles(*pedido.comunes[1:]),
        cifras=cifras.de_entidad(*pedido.comunes),
        mapa=mapa.grafica(*pedido.comunes, "claro"),
    )


def _documento_publicado(pedido: Pedido) -> Documento:
    """Donde sólo hay cifras publicadas: las que haya, con su cita."""
    quien = de_entidad(pedido.seleccion.entidad, pedido.catalogo)
    tabla = datos.publicados_de_entidad(*pedido.comunes)
    nada = "" if tabla.datos.height else f"No se conserva ninguna cifra publicada {quien} en esta edición."
    return Documento(
        clase="publicado",
        nombre=pedido.catalogo.entidades[pedido.seleccion.entidad],
        bajada=f"{pedido.edicion.nombre} · cifras publicadas",
        frases=(),
        tablas={"publicados": tabla},
        textos={"cobertura": pedido.edicion.cobertura, "nada": nada},
        mapa=mapa.grafica(*pedido.comunes, "claro"),
    )


_FICHA = Oferta("ficha", "La ficha completa", _ficha)
_CIFRAS = Oferta("cifras", "Su lugar", _cifras)
_DE_TODOS = (
    Oferta("origen", "De dónde viene la diferencia", _grafica("origen", causas.grafica_de_origen, "entidad.origen")),
    Oferta("palanca", "Qué la movería", _tabla("palanca", causas.palanca, "entidad.palanca")),
)
_SIEMPRE = (
    Oferta("indicadores", "Indicadores", _grafica("indicadores", entidad.grafica_indicadores)),
    Oferta("distribucion", "Las instituciones detrás de la media", _grafica("distribucion", entidad.grafica_distribucion)),
)
_TIPOS = Oferta("tipos", "Por tipo de institución", _grafica("tipos", entidad.grafica_por_tipo))
_A_FONDO = (
    Oferta("calor", "Tipo por indicador", _grafica("calor", posiciones.grafica_de_calor)),
    Oferta("pesos", "Quiénes pesan más", _grafica("pesos", causas.grafica_de_pesos, "entidad.quien_pesa")),
    Oferta("mezcla", "Mezcla y desempeño", _grafica("mezcla", causas.grafica_de_mezcla, "entidad.mezcla")),
    Oferta("parejas", "Qué tan parejas", _tabla("parejas", posiciones.parejas)),
    Oferta("posiciones", "Qué tan firme es el lugar", _grafica("posiciones", posiciones.grafica_de_posiciones, "entidad.lugar")),
)
_SUJETOS = Oferta("sujetos", "Sus instituciones", _tabla("sujetos", entidad.sujetos))
