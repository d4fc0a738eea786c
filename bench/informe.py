"""De las muestras a la tabla: medianas, razones contra lo exigido y Markdown."""

from dataclasses import dataclass
from statistics import median
from typing import Literal

from apertura.formato import entero
from bench.corrida import Resultado

TITULOS = {
    "piso_boton.piso": "Piso: botón → texto",
    "piso_selector.piso": "Piso: otra opción → texto",
    "indicador": "Otro indicador → mapa",
    "indicador_nuevo": "Otro indicador, nunca pedido → mapa",
    "lente_mapa": "Otro lente (tipos) → mapa",
    "lente_barras": "Otro lente (tipos) → barras",
    "lente_tabla": "Otro lente (tipos) → tabla",
    "entidad": "Clic en un estado → contorno",
    "tecla": "Tecla en el buscador → resultados (con su espera de 120 ms)",
    "carga_primera": "Primera visita → mapa",
    "carga_segunda": "Segunda visita → mapa",
    "arranque": "Arranque → responde",
    "arranque_y_pagina": "Arranque → primera página",
}
ESPERA_DEL_BUSCADOR = 120
Estado = Literal["cumple", "no cumple", "sin medir"]


@dataclass(frozen=True)
class Exigencia:
    """Una razón o una cifra con su límite. `meta` es a donde se quiere llegar; `limite`, lo que no se puede pasar."""

    titulo: str
    valor: float | None
    limite: float
    meta: float | None = None
    decimales: int = 2
    unidad: str = "×"

    @property
    def estado(self) -> Estado:
        """Contra el límite, no contra la meta."""
        if self.valor is None:
            return "sin medir"
        return "cumple" if self.valor <= self.limite else "no cumple"


def exigencias(resultado: Resultado) -> list[Exigencia]:
    """Lo que el proyecto se exige, con lo medido."""
    m, c = medianas(resultado.tiempos), resultado.cifras
    piso, selector = m.get("piso_boton.piso"), m.get("piso_selector.piso")
    indicador = m.get("indicador.hoy")
    return [
        Exigencia("Otro indicador → mapa, contra la vuelta vacía de Streamlit", razon(indicador, piso), 2, 1.6),
        Exigencia("Otro indicador → mapa, contra el mismo gesto en la página vacía", razon(indicador, selector), 2, 1.6),
        Exigencia("Otro indicador → mapa", indicador, 72, None, 0, " ms"),
        Exigencia("Con datos ×100: otro indicador → mapa", razon(m.get("indicador.cien"), indicador), 1.5),
        Exigencia("Con datos ×100: indicador nunca pedido", razon(m.get("indicador_nuevo.cien"), m.get("indicador_nuevo.hoy")), 1.5),
        Exigencia("Primera visita, contra la página vacía", razon(m.get("carga_primera.hoy"), m.get("carga_primera.piso")), 1.5, 1.2),
        Exigencia("Segunda visita, contra la página vacía", razon(m.get("carga_segunda.hoy"), m.get("carga_segunda.piso")), 1.5, 1.2),
        Exigencia("Datos por cambio de indicador", _en_kb(c.get("bytes.indicador")), 30, 12, 1, " KB"),
        Exigencia("Datos por cambio de lente", _en_kb(c.get("bytes.lente")), 30, 12, 1, " KB"),
        Exigencia("Veces que viaja la geometría en una sesión", c.get("geometria.peticiones"), 1, None, 0, ""),
        Exigencia("Procesador del servidor por cambio de indicador", _media(resultado, "cpu_indicador.hoy"), 15, None, 0, " ms"),
        Exigencia("Buscar entre 908: de la tecla al resultado, sin la espera", _sin_espera(m.get("tecla.hoy")), 100, None, 0, " ms"),
        Exigencia("Arranque del servidor con todo precargado", m.get("arranque.hoy"), 4000, None, 0, " ms"),
    ]  # fmt: skip


def medianas(tiempos: dict[str, list[float]]) -> dict[str, float]:
    """La mediana de cada escenario."""
    return {clave: median(valores) for clave, valores in tiempos.items() if valores}


def razon(valor: float | None, referencia: float | None) -> float | None:
    """Cuántas veces cabe la referencia en el valor; None si falta alguno."""
    return valor / referencia if valor is not None and referencia else None


def en_markdown(resultado: Resultado, maquina: dict[str, str]) -> str:
    """La tabla completa: primero las razones, después las medianas y lo que cruzó la red."""
    partes = [
        "| Exigencia | Medido | Límite | Meta | |",
        "|---|---:|---:|---:|---|",
        *(_renglon(e) for e in exigencias(resultado)),
        "",
        f"| Mediana de {resultado.veces} repeticiones, ms | Hoy (908 sujetos) | Datos ×{resultado.factor} | Piso "
        "| Procesador del servidor, media |",
        "|---|---:|---:|---:|---:|",
        *(_renglon_de_tiempos(clave, titulo, resultado) for clave, titulo in TITULOS.items()),
        "",
        "| Una sola vez | |",
        "|---|---:|",
        *(f"| {clave} | {_numero(valor)} |" for clave, valor in sorted(resultado.cifras.items())),
        "",
        "Equipo: " + ", ".join(f"{clave} {valor}" for clave, valor in maquina.items()) + ".",
    ]
    return "\n".join(partes) + "\n"


def _renglon(exigencia: Exigencia) -> str:
    def texto(valor: float | None) -> str:
        return "" if valor is None else f"{valor:,.{exigencia.decimales}f}{exigencia.unidad}"

    limite, meta = f"≤ {texto(exigencia.limite)}", f"≤ {texto(exigencia.meta)}" if exigencia.meta else ""
    return f"| {exigencia.titulo} | {texto(exigencia.valor)} | {limite} | {meta} | {exigencia.estado} |"


def _renglon_de_tiempos(clave: str, titulo: str, resultado: Resultado) -> str:
    tiempos = resultado.tiempos
    if clave.endswith(".piso"):
        columnas = ["", "", _mediana(tiempos.get(clave)), _numero(_media(resultado, f"cpu_{clave}"))]
    else:
        columnas = [_mediana(tiempos.get(f"{clave}.{n}")) for n in ("hoy", "cien", "piso")]
        columnas.append(_numero(_media(resultado, f"cpu_{clave}.hoy")))
    return f"| {titulo} | {' | '.join(columnas)} |"


def _mediana(valores: list[float] | None) -> str:
    """«64 (51 a 80)»: mediana y los extremos del 80 % central."""
    if not valores:
        return ""
    ordenados = sorted(valores)
    orilla = len(ordenados) // 10
    return f"{entero(round(median(valores)))} ({entero(round(ordenados[orilla]))} a {entero(round(ordenados[-1 - orilla]))})"


def _media(resultado: Resultado, clave: str) -> float | None:
    valores = resultado.tiempos.get(clave)
    return sum(valores) / len(valores) if valores else None


def _sin_espera(milisegundos: float | None) -> float | None:
    return None if milisegundos is None else milisegundos - ESPERA_DEL_BUSCADOR


def _en_kb(bytes_: float | None) -> float | None:
    return None if bytes_ is None else bytes_ / 1000


def _numero(valor: float | None) -> str:
    if valor is None:
        return ""
    return f"{valor:,.1f}" if valor < 100 else entero(round(valor))
