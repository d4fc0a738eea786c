"""La misma institución en varios renglones: idéntica se conserva una vez; con otros valores, decide una persona."""

import polars as pl

from apertura.importador.defectos import Defecto
from apertura.importador.entender.decisiones import Decisiones
from apertura.importador.entender.instituciones import sobre
from apertura.importador.entender.mensajes import AVISO, defecto, enumerar


def sin_repetidos(filas: pl.DataFrame, valores: pl.DataFrame, disposicion: str, hoja: str,
                  decisiones: Decisiones) -> tuple[pl.DataFrame, int, list[Defecto]]:  # fmt: skip
    """Las filas sin repetir, cuántas se excluyeron y los defectos. En disposición larga se repite el par institución e indicador."""
    llave = ["destino"] if disposicion == "ancho" else ["destino", "campo"]
    par = pl.concat_str("campo", pl.lit("="), pl.col("valor").cast(pl.String).fill_null(""))
    por_renglon = valores.sort("renglon", "campo").group_by("renglon", maintain_order=True)
    huellas = por_renglon.agg(huella=par.str.join("|"), campo=pl.col("campo").first())
    marcadas = filas.join(huellas, on="renglon", how="left", maintain_order="left")
    repetidas = marcadas.filter(pl.struct(llave).is_duplicated())
    if not repetidas.height:
        return filas, 0, []
    fuera: list[int] = []
    defectos: list[Defecto] = []
    identicas = 0
    for _, grupo in repetidas.group_by(llave, maintain_order=True):
        if grupo["huella"].n_unique() == 1 and grupo["nombre_publicado"].n_unique() == 1:
            fuera += grupo["renglon"][1:].to_list()
            identicas += grupo.height - 1
            continue
        elegido = _elegido(grupo, decisiones)
        conserva = elegido if elegido in grupo["renglon"] else grupo["renglon"][0]
        fuera += [r for r in grupo["renglon"] if r != conserva]
        defectos.append(_conflicto(grupo, hoja, elegido))
    if identicas:
        defectos.insert(0, defecto("DUPLICADA-IDENTICA", hoja, n=identicas))
    return filas.filter(~pl.col("renglon").is_in(fuera)), len(fuera), defectos


def _elegido(grupo: pl.DataFrame, decisiones: Decisiones) -> int | None:
    dichas = [
        decisiones.de(codigo, sobre(fila))
        for fila in grupo.iter_rows(named=True)
        for codigo in ("DUPLICADA-CONFLICTO", "POSIBLE-DUPLICADO")
    ]
    numeros = [int(d) for d in dichas if d and d.isdigit()]
    if numeros:
        return numeros[0]
    return {"primero": grupo["renglon"].min(), "ultimo": grupo["renglon"].max()}.get(next((d for d in dichas if d), ""))  # type: ignore[return-value]


def _conflicto(grupo: pl.DataFrame, hoja: str, elegido: int | None) -> Defecto:
    nivel = AVISO if elegido is not None else None
    cuales = [str(renglon) for renglon in grupo["renglon"]]
    renglones = ", ".join(cuales)
    decidir = {"sobre": sobre(grupo.row(0, named=True)), "alternativas": cuales, "nivel": nivel}
    if grupo["nombre_publicado"].n_unique() > 1:
        return defecto(
            "POSIBLE-DUPLICADO",
            hoja,
            grupo["renglon"][0],
            lista=f"{enumerar(grupo['nombre_publicado'].to_list())} (renglones {renglones})",
            **decidir,
        )
    return defecto("DUPLICADA-CONFLICTO", hoja, grupo["renglon"][0], None, grupo["nombre_publicado"][0], lista=renglones, **decidir)
