"""De las muestras a la tabla: medianas, razones contra lo exigido y Markdown."""

from dataclasses import dataclass
from statistics import median
from typing import Literal

from apertura.formato import entero
from bench.corrida import Muestras, Parte

TITULOS = {
    "arranque": "Arranque → responde",
    "arranque_y_pagina": "Arranque → primera página",
    "carga_primera": "Primera visita → mapa",
    "carga_segunda": "Segunda visita → mapa",
    "piso_boton": "Piso: botón → texto",
    "piso_selector": "Piso: otra opción → texto",
    "indicador": "Otro indicador → mapa",
    "indicador_confirmado": "Otro indicador → título, tabla y dirección confirmados",
    "indicador_nuevo": "Otro indicador, nunca pedido → mapa",
    "lente_mapa": "Otro lente (tipos) → mapa",
    "lente_barras": "Otro lente (tipos) → barras",
    "lente_tabla": "Otro lente (tipos) → tabla",
    "entidad": "Clic en un estado → contorno",
    "tecla": "Tecla en el buscador → resultados (con su espera de 120 ms)",
}
PISO, OTRO_PISO = "piso_boton.piso", "piso_selector.piso"
ESPERA_DEL_BUSCADOR = 120
Estado = Literal["cumple", "no cumple", "sin medir"]
Partes = dict[str, Parte]


@dataclass(frozen=True)
class Exigencia:
    """Una razón o una cifra. `limite`: lo que no se puede pasar; `meta`, a donde se quiere llegar. Sin límite, sólo se informa."""

    titulo: str
    valor: float | None
    limite: float | None
    meta: float | None = None
    decimales: int = 2
    unidad: str = "×"

    @property
    def estado(self) -> Estado | Literal[""]:
        """Contra el límite, no contra la meta."""
        if self.valor is None:
            return "sin medir"
        if self.limite is None:
            return ""
        return "cumple" if self.valor <= self.limite else "no cumple"


def exigencias(partes: Partes) -> list[Exigencia]:
    """Lo que el proyecto se exige, con lo medido. Cada razón es de dos medianas de la misma parte."""
    en = {nombre: _medianas(parte.tiempos) for nombre, parte in partes.items()}
    m, lentes, cargas, clics = (en.get(nombre, {}) for nombre in ("indicador", "lentes", "cargas", "clics"))
    c = partes["red"].cifras if "red" in partes else {}
    cpu = _media(partes.get("indicador"), "cpu_indicador.hoy")
    return [
        Exigencia("Otro indicador → mapa, contra la vuelta vacía de Streamlit", _razon(m, "indicador.hoy", PISO), 2, 1.6),
        Exigencia("Otro indicador → mapa, contra el mismo gesto en la página vacía", _razon(m, "indicador.hoy", OTRO_PISO), 2, 1.6),
        Exigencia("Otro indicador → mapa", m.get("indicador.hoy"), 72, 37, 0, " ms"),
        Exigencia("Otro indicador → todo confirmado, contra la vuelta vacía", _razon(m, "indicador_confirmado.hoy", PISO), None),
        Exigencia("Otro lente → mapa, contra la vuelta vacía", _razon(lentes, "lente_mapa.hoy", PISO), None),
        Exigencia("Con datos ×100: otro indicador → mapa", _razon(m, "indicador.cien", "indicador.hoy"), 1.5),
        Exigencia("Con datos ×100: todo confirmado", _razon(m, "indicador_confirmado.cien", "indicador_confirmado.hoy"), 1.5),
        Exigencia("Con datos ×100: indicador nunca pedido → mapa", _razon(m, "indicador_nuevo.cien", "indicador_nuevo.hoy"), 1.5),
        Exigencia("Primera visita, contra la página vacía", _razon(cargas, "carga_primera.hoy", "carga_primera.piso"), 1.5, 1.2),
        Exigencia("Segunda visita, contra la página vacía", _razon(cargas, "carga_segunda.hoy", "carga_segunda.piso"), 1.5, 1.2),
        Exigencia("Datos por cambio de indicador, con lo que se adelanta", _en_kb(c.get("bytes.indicador")), 30, 12, 1, " KB"),
        Exigencia("Datos por cambio de lente, con lo que se adelanta", _en_kb(c.get("bytes.lente")), 30, 12, 1, " KB"),
        Exigencia("Veces que viaja la geometría en una sesión", c.get("geometria.peticiones"), 1, None, 0, ""),
        Exigencia("Procesador del servidor por cambio de indicador", cpu, 15, None, 0, " ms"),
        Exigencia("Buscar entre 908: de la tecla al resultado, sin la espera", _sin_espera(clics.get("tecla.hoy")), 100, None, 0, " ms"),
        Exigencia("Arranque del servidor con todo precargado", en.get("arranque", {}).get("arranque.hoy"), 4000, None, 0, " ms"),
    ]  # fmt: skip


def en_markdown(partes: Partes, equipo: dict[str, str]) -> str:
    """La tabla completa: primero las razones; después, parte por parte, cuándo se midió, sus medianas y sus cifras."""
    renglones = ["| Exigencia | Medido | Límite | Meta | |", "|---|---:|---:|---:|---|", *(_renglon(e) for e in exigencias(partes))]
    for parte in partes.values():
        renglones += ["", f"## {parte.nombre.capitalize()}", "", _como_se_midio(parte), "", *_de_tiempos(parte), *_de_cifras(parte)]
    return "\n".join([*renglones, "", "Equipo: " + ", ".join(f"{clave} {valor}" for clave, valor in equipo.items()) + "."]) + "\n"


def _renglon(exigencia: Exigencia) -> str:
    def texto(valor: float | None, signo: str = "") -> str:
        return "" if valor is None else f"{signo}{valor:,.{exigencia.decimales}f}{exigencia.unidad}"

    medido, limite, meta = texto(exigencia.valor), texto(exigencia.limite, "≤ "), texto(exigencia.meta, "≤ ")
    return f"| {exigencia.titulo} | {medido} | {limite} | {meta} | {exigencia.estado} |"


def _como_se_midio(parte: Parte) -> str:
    codigo = f", código {parte.codigo}" if parte.codigo else ""
    veces = f"{parte.veces} repeticiones por turnos, " if parte.tiempos else ""
    cargas = f"carga por núcleo de {parte.carga_antes:.2f} al empezar y {parte.carga_despues:.2f} al terminar"
    return f"{parte.cuando}{codigo}: {veces}con {cargas}."


def _de_tiempos(parte: Parte) -> list[str]:
    if not parte.tiempos:
        return []
    encabezado = f"| Mediana, ms | Hoy (908 sujetos) | Datos ×{parte.factor} | Piso | Procesador del servidor, media |"
    medidos = [clave for clave in TITULOS if any(nombre.startswith(f"{clave}.") for nombre in parte.tiempos)]
    return [encabezado, "|---|---:|---:|---:|---:|", *(_renglon_de_tiempos(clave, parte) for clave in medidos), ""]


def _renglon_de_tiempos(clave: str, parte: Parte) -> str:
    columnas = [_mediana(parte.tiempos.get(f"{clave}.{servidor}")) for servidor in ("hoy", "cien", "piso")]
    procesador = _media(parte, f"cpu_{clave}.hoy") or _media(parte, f"cpu_{clave}.piso")
    return f"| {TITULOS[clave]} | {' | '.join(columnas)} | {_numero(procesador)} |"


def _de_cifras(parte: Parte) -> list[str]:
    if not parte.cifras:
        return []
    return ["| Una sola vez | |", "|---|---:|", *(f"| {clave} | {_numero(valor)} |" for clave, valor in sorted(parte.cifras.items()))]


def _medianas(tiempos: Muestras) -> dict[str, float]:
    return {clave: median(valores) for clave, valores in tiempos.items() if valores}


def _razon(de: dict[str, float], clave: str, referencia: str) -> float | None:
    """Cuántas veces cabe la referencia en el valor; None si falta alguno."""
    valor, piso = de.get(clave), de.get(referencia)
    return valor / piso if valor is not None and piso else None


def _mediana(valores: list[float] | None) -> str:
    """«64 (51 a 80)»: mediana y los extremos del 80 % central."""
    if not valores:
        return ""
    ordenados = sorted(valores)
    orilla = len(ordenados) // 10
    return f"{entero(round(median(valores)))} ({entero(round(ordenados[orilla]))} a {entero(round(ordenados[-1 - orilla]))})"


def _media(parte: Parte | None, clave: str) -> float | None:
    valores = parte.tiempos.get(clave) if parte else None
    return sum(valores) / len(valores) if valores else None


def _sin_espera(milisegundos: float | None) -> float | None:
    return None if milisegundos is None else milisegundos - ESPERA_DEL_BUSCADOR


def _en_kb(bytes_: float | None) -> float | None:
    return None if bytes_ is None else bytes_ / 1000


def _numero(valor: float | None) -> str:
    if valor is None:
        return ""
    return f"{valor:,.1f}" if valor < 100 else entero(round(valor))
