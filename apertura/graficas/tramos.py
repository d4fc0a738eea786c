"""Tramos: cascadas, escaleras, barras a los dos lados del cero e intervalos. Tabla terminada → gráfica."""

from collections.abc import Sequence
from math import ceil, floor

import polars as pl

from apertura import formato
from apertura.graficas import plantillas
from apertura.graficas.base import Grafica
from apertura.graficas.hojas import clave_de_marcas
from apertura.graficas.tema import NombreTema
from apertura.tablas import Tabla

CAMPOS = {
    "etiqueta": pl.String, "apoyo": pl.String, "desde": pl.Float64, "hasta": pl.Float64, "punto": pl.Float64,
    "clase": pl.String, "sigue": pl.Boolean, "texto": pl.String, "detalle": pl.String,
}  # fmt: skip
PASOS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25)


def cascada(inicio: tuple[str, float], pasos: pl.DataFrame, fin: str, tema: NombreTema, tabla: Tabla, titulo: str) -> Grafica:
    """De una cifra a otra, paso por paso: `pasos` trae `nombre` y `aporte` (y, si se quiere, `apoyo`), en el orden en que se leen.

    El último renglón es la suma: lo que se ve llega exacto a donde dice llegar.
    """
    acumulado, filas = inicio[1], [_total(inicio[0], inicio[1], True)]
    for paso in pasos.iter_rows(named=True):
        filas.append(_paso(paso, acumulado))
        acumulado += paso["aporte"] or 0.0
    filas.append(_total(fin, acumulado, False))
    descripcion = f"{titulo}. {inicio[0]}: {formato.indice(inicio[1])}. {_enumerados(filas[1:-1])} {fin}: {formato.indice(acumulado)}."
    extremos = [v for fila in filas for v in (fila["desde"], fila["hasta"]) if fila["clase"] != "total"] + [inicio[1], acumulado]
    return _armar(filas, extremos, descripcion, tema, tabla, titulo, base_cero=False)


def lados(filas: pl.DataFrame, tema: NombreTema, tabla: Tabla, titulo: str) -> Grafica:
    """Barras a los dos lados del cero: `nombre`, `aporte` y, si se quiere, `apoyo`."""
    barras = [_paso(fila, 0.0) | {"sigue": False} for fila in filas.iter_rows(named=True)]
    descripcion = f"{titulo}. {_enumerados(barras)}"
    return _armar(barras, [0.0, *(b["hasta"] for b in barras)], descripcion, tema, tabla, titulo, base_cero=True)


def intervalos(filas: pl.DataFrame, tema: NombreTema, tabla: Tabla, titulo: str, marcas: dict[str, str]) -> Grafica:
    """Lugar e intervalo de cada posición: `nombre`, `lugar`, `bajo`, `alto` y `clase` (propia, sube, otra).

    `marcas` nombra en la leyenda lo que es cada color.
    """
    total = filas.height
    tramos = [
        {
            "etiqueta": f["nombre"], "apoyo": "", "desde": float(f["bajo"]), "hasta": float(f["alto"]), "punto": float(f["lugar"]),
            "clase": f["clase"], "sigue": False, "texto": f"{f['bajo']} a {f['alto']}",
            "detalle": f"{f['nombre']}: lugar {formato.lugar(f['lugar'], total)}; intervalo de remuestreo del {f['bajo']} al {f['alto']}",
        }
        for f in filas.iter_rows(named=True)
    ]  # fmt: skip
    propia = next((t["detalle"] for t in tramos if t["clase"] == "propia"), "")
    eje = [(float(v), str(v)) for v in sorted({1, 5, 10, 15, 20, 25, 30, total}) if v <= total and (v == total or total - v > 1)]
    descripcion = f"{titulo}. {formato.contar(total, 'posición', 'posiciones')}. {propia}."
    return _con_eje(tramos, (1.0, float(max(total, 2))), eje, descripcion, tema, tabla, titulo, marcas, denso=True)


def _paso(paso: dict, desde: float) -> dict:
    aporte = paso["aporte"] or 0.0
    cifra = _con_signo(paso["aporte"])
    apoyo = paso.get("apoyo") or ""
    detalle = f"{paso['nombre']}: {cifra}" + (f" ({apoyo})" if apoyo else "")
    clase = "sube" if aporte > 0 else "baja" if aporte < 0 else "otra"
    return _fila(paso["nombre"], apoyo, desde, desde + aporte, clase, True, cifra, detalle)


def _total(nombre: str, valor: float, sigue: bool) -> dict:
    return _fila(nombre, "", 0.0, valor, "total", sigue, formato.indice(valor), f"{nombre}: {formato.indice(valor)}")


def _fila(etiqueta: str, apoyo: str, desde: float, hasta: float, clase: str, sigue: bool, texto: str, detalle: str) -> dict:
    return dict(zip(CAMPOS, (etiqueta, apoyo, desde, hasta, None, clase, sigue, texto, detalle), strict=True))


def _con_signo(valor: float | None) -> str:
    texto = formato.decimal(valor, 4)
    return f"+{texto}" if valor is not None and valor > 0 and texto.strip("0.") else texto


def _enumerados(filas: Sequence[dict]) -> str:
    return "; ".join(fila["detalle"] for fila in filas) + "."


def _armar(
    filas: list[dict], extremos: list[float], descripcion: str, tema: NombreTema, tabla: Tabla, titulo: str, *, base_cero: bool
) -> Grafica:
    """Con un eje de números redondos que cubre los extremos; los totales de una cascada no obligan a empezar en cero."""
    paso = _paso_del_eje(max(extremos) - min(extremos))
    menor, mayor = floor(min(extremos) / paso + 1e-9) * paso, ceil(max(extremos) / paso - 1e-9) * paso
    if not base_cero:
        menor = max(menor - paso, 0.0)
    mayor = max(mayor, menor + paso)
    decimales = 3 if paso < 0.01 else 2
    cuantos = round((mayor - menor) / paso)
    eje = [(menor + n * paso, formato.decimal(round(menor + n * paso, 6), decimales)) for n in range(cuantos + 1)]
    for fila in filas:
        if fila["clase"] == "total":
            fila["desde"] = menor
    return _con_eje(filas, (menor, mayor), eje, descripcion, tema, tabla, titulo, {}, denso=False)


def _paso_del_eje(ancho: float) -> float:
    return next((paso for paso in PASOS if ancho / paso <= 5), PASOS[-1])


def _con_eje(
    filas: list[dict],
    dominio: tuple[float, float],
    eje: list[tuple[float, str]],
    descripcion: str,
    tema: NombreTema,
    tabla: Tabla,
    titulo: str,
    marcas: dict[str, str],
    *,
    denso: bool,
) -> Grafica:
    extremos = {"minimo": pl.lit(dominio[0]), "maximo": pl.lit(dominio[1])}
    datos = pl.DataFrame(filas, schema=CAMPOS).with_row_index("fila").with_columns(pl.col("fila").cast(pl.Int64), **extremos)
    conjuntos = {
        "tramos": datos,
        "eje": pl.DataFrame(
            [(v, t, abs(v) < 1e-9) for v, t in eje], schema={"v": pl.Float64, "t": pl.String, "fuerte": pl.Boolean}, orient="row"
        ).with_columns(**extremos),
        "marcas": clave_de_marcas(**marcas),
    }
    plantilla = plantillas.especificacion("tramos", tema, filas=max(len(filas), 1), denso=denso)
    alto = 55 + (20 if denso else 38) * len(filas)
    return Grafica(plantilla, conjuntos, titulo, descripcion, tabla, alto)
