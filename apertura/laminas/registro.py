"""El registro: qué láminas ofrece cada página con cada selección, en el orden en que se presentan."""

from collections.abc import Callable, Iterator

from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.errores import ErrorSeleccion
from apertura.graficas.tema import NombreTema
from apertura.laminas import de_areas, de_comparar, de_datos, de_entidad, de_metodologia, de_pais, de_simulador, de_sujeto
from apertura.laminas.base import Lamina, Oferta, Pedido
from apertura.laminas.vista import PAGINAS, Vista

OFRECEN: dict[str, Callable[[Pedido], list[Oferta]]] = {
    "inicio": de_pais.de_inicio,
    "mapa": de_pais.de_mapa,
    "entidad": de_entidad.ofertas,
    "sujeto": de_sujeto.ofertas,
    "areas_de_oportunidad": de_areas.ofertas,
    "comparar": de_comparar.de_comparar,
    "evolucion": de_comparar.de_evolucion,
    "simulador": de_simulador.ofertas,
    "datos": de_datos.ofertas,
    "metodologia": de_metodologia.ofertas,
}


def ofertas(motor: Motor, catalogo: Catalogo, vista: Vista) -> list[Oferta]:
    """Las láminas que ofrece la página con esa selección. No arma ninguna: es barato."""
    return OFRECEN[vista.pagina](Pedido(motor, catalogo, vista.pagina, vista.seleccion))


def lamina(motor: Motor, catalogo: Catalogo, vista: Vista, tema: NombreTema = "claro") -> Lamina:
    """La lámina pedida o, si la vista no dice cuál, la primera. ErrorSeleccion si la página no la ofrece con esa selección."""
    hay = ofertas(motor, catalogo, vista)
    elegidas = [oferta for oferta in hay if vista.lamina in ("", oferta.clave)]
    pedido = Pedido(motor, catalogo, vista.pagina, vista.seleccion, tema)
    hecha = next((una for oferta in elegidas if (una := oferta.armar(pedido)) is not None), None)
    if hecha is None:
        raise _sin_lamina(vista, hay)
    return hecha


def laminas(motor: Motor, catalogo: Catalogo, vista: Vista, tema: NombreTema = "claro") -> Iterator[Lamina]:
    """Todas las que la página tiene con esa selección, en su orden."""
    pedido = Pedido(motor, catalogo, vista.pagina, vista.seleccion, tema)
    for oferta in ofertas(motor, catalogo, vista):
        if (hecha := oferta.armar(pedido)) is not None:
            yield hecha


def _sin_lamina(vista: Vista, hay: list[Oferta]) -> ErrorSeleccion:
    pagina = PAGINAS[vista.pagina]
    if not hay:
        return ErrorSeleccion(f"La página «{pagina}» no muestra nada con esa selección", "vista", "Elija en ella qué ver.")
    claves = ", ".join(oferta.clave for oferta in hay)
    que = f"no tiene «{vista.lamina[:40]}»" if vista.lamina else "no tiene datos"
    return ErrorSeleccion(f"Con esa selección, la página «{pagina}» {que}", "vista", f"Las láminas que ofrece: {claves}.")
