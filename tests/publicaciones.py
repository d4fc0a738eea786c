"""Publicaciones para las pruebas: la real copiada, la real con un valor cambiado y una que cabe en la pantalla."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl

from apertura.contratos import TIPOS_POLARS, aplicar, contratos
from apertura.publicacion import ESQUEMA, MANIFIESTO, Publicacion, abrir, huella, version_de
from apertura.rutas import DATOS

REAL = DATOS / "publicacion"
# Doce sujetos: ocho municipios (grupo de pares completo), tres tribunales (menos de ocho) y uno federal.
# Los valores son octavos, que en binario son exactos: las medias no dependen del orden de los renglones.
# clave, orden, tipo, cve_ent, cve_mun, TG, TC, PG, PC
SUJETOS = [
    ("01-MUN-001", "municipal", "municipio", "01", "001", 0.5, 0.25, 0.0, 0.25),
    ("01-MUN-003", "municipal", "municipio", "01", "003", 0.5, 0.25, 0.0, 0.25),
    ("01-MUN-005", "municipal", "municipio", "01", "005", 1.0, 0.75, 0.5, 0.75),
    ("01-MUN-010", "municipal", "municipio", "01", "010", 0.0, 0.0, 0.0, 0.0),
    ("20-MUN-002", "municipal", "municipio", "20", "002", 0.25, 0.75, 0.5, 0.0),
    ("20-MUN-067", "municipal", "municipio", "20", "067", 0.75, 0.5, 0.25, 1.0),
    ("20-MUN-107", "municipal", "municipio", "20", "107", 0.125, 0.375, 0.0, 0.5),
    ("20-MUN-184", "municipal", "municipio", "20", "184", 0.5, 0.25, 0.0, 0.25),
    ("01-JUD-01", "estatal", "judicial", "01", None, 0.625, 0.5, 0.125, 0.5),
    ("20-JUD-01", "estatal", "judicial", "20", None, 0.375, 1.0, 0.0, 0.0),
    ("20-LEG-01", "estatal", "legislativo", "20", None, 0.375, 1.0, 0.0, 0.0),
    ("FED-JUD-01", "federal", "judicial", "FED", None, 0.875, 0.75, 0.5, 0.25),
]
HOJAS = ("TG", "TC", "PG", "PC")
ARBOL = {"GA": None, "T": "GA", "P": "GA", "TG": "T", "TC": "T", "PG": "P", "PC": "P", "TG.AI": "TG", "TG.DA": "TG"}


def copia(destino: Path) -> Path:
    """Copia de la publicación real en `destino`."""
    return Path(shutil.copytree(REAL, destino))


def escribir(carpeta: Path, tablas: dict[str, pl.DataFrame]) -> Publicacion:
    """Escribe las tablas tal como vienen, con un manifiesto verdadero, y abre la publicación."""
    carpeta.mkdir(parents=True, exist_ok=True)
    for nombre, tabla in tablas.items():
        tabla.write_parquet(carpeta / f"{nombre}.parquet")
    return firmar(carpeta)


def firmar(carpeta: Path) -> Publicacion:
    """Pone al día el manifiesto: quien falsifica un valor con cuidado también cambia la huella."""
    archivos = {ruta.name: _ficha(ruta) for ruta in sorted(carpeta.glob("*.parquet"))}
    manifiesto = {"esquema": ESQUEMA, "corte": "2017-01-01", "titulo": "De prueba", "archivos": archivos}
    manifiesto["version"] = version_de("2017-01-01", archivos)
    (carpeta / MANIFIESTO).write_text(json.dumps(manifiesto), encoding="utf-8")
    return abrir(carpeta)


def falsificar(destino: Path, tabla: str, cambio: Callable[[pl.DataFrame], pl.DataFrame]) -> Publicacion:
    """La publicación real con una tabla cambiada y el manifiesto al día."""
    ruta = copia(destino) / f"{tabla}.parquet"
    cambio(pl.read_parquet(ruta)).write_parquet(ruta)
    return firmar(destino)


def tablas_chicas(semilla: int | None = None) -> dict[str, pl.DataFrame]:
    """Una publicación mínima y válida; con `semilla`, los renglones de cada tabla van revueltos."""
    tablas = {nombre: aplicar(contratos()[nombre], _completa(nombre, filas)) for nombre, filas in _filas().items()}
    if semilla is None:
        return tablas
    return {n: t.sample(fraction=1, shuffle=True, seed=semilla + i) for i, (n, t) in enumerate(tablas.items())}


def _ficha(ruta: Path) -> dict[str, object]:
    contenido = ruta.read_bytes()
    return {"sha256": huella(contenido), "bytes": len(contenido), "filas": pl.read_parquet(ruta).height}


def _completa(tabla: str, filas: list[dict]) -> pl.DataFrame:
    """Las filas con todas las columnas del contrato: lo que falta va nulo si se admite y, si no, con un texto."""
    campos = contratos()[tabla].campos
    comunes = {c.nombre: None if c.nulo else "x" for c in campos if c.tipo == "texto"}
    completas = [{**comunes, "fuente": "prueba", "posicion": i, "renglon": i + 1, **fila} for i, fila in enumerate(filas, 1)]
    esquema = {c.nombre: TIPOS_POLARS[c.tipo] for c in campos}
    return pl.DataFrame([{c: fila.get(c) for c in esquema} for fila in completas], schema=esquema)


def _filas() -> dict[str, list[dict]]:
    edicion = {"metrica": "MGA", "edicion": 2017}
    return {
        "comparabilidad": [{**edicion, "indicador": i, "comparable": i == "GA"} for i in ARBOL],
        "ediciones": [{**edicion, "universo": "muestra", "n_sujetos": 12, "n_disponibles": 12, "nivel_disponible": "sujeto"}],
        "entidades": [{"cve_ent": c, "nombre": f"Entidad {c}", "es_entidad": c != "FED"} for c in ("01", "20", "31", "FED")],
        "escalas": [{"metrica": "MGA", "indicador": i, "capa": "valor", **{f"corte_{n}": n / 5 for n in range(1, 5)}} for i in ARBOL],
        "fuentes": [{"fuente": f, "sha256": "0" * 64} for f in ("prueba", "otra")],
        "indicadores": [{**edicion, **_indicador(i)} for i in ARBOL],
        "lentes": [{"lente": "justicia", "tipo": "judicial", "posicion": 1}]
        + [{"lente": "varios", "tipo": t, "posicion": 2} for t in ("municipio", "legislativo")],
        "lineas_de_accion": [{"clave_linea": c, "linea": f"Línea {c}"} for c in ("1.1.a", "1.1.b", "1.3.a")],
        "lineas_por_indicador": [
            {"clave_linea": c, "metrica": "MGA", "indicador": i, "tipo": t, "para_todos": c == "1.1.a", "vinculo": "propuesto"}
            for c, i, t in (("1.1.a", "PG", "municipio"), ("1.1.a", "PG", "judicial"), ("1.1.b", "TG.DA", "municipio"))
        ],
        "lugares_publicados": [
            {**edicion, "ambito": "entidad", "cve_ent": c, "indicador": "GA", "lugar": n, "entre": "3 posiciones"}
            for n, c in enumerate(("FED", "01", "20"), 1)
        ],
        "ordenes": [{"orden": o} for o in ("federal", "estatal", "municipal")],
        "publicados": [{**edicion, **p, "decimales": 2, "confianza": "alta"} for p in _publicados()],
        "resultados": [{**edicion, **r} for s in SUJETOS for r in _resultados(s)],
        "sujetos": [_sujeto(s) for s in SUJETOS],
        "tipos": [{"tipo": t, "sigla": t[:3].upper()} for t in ("municipio", "judicial", "legislativo", "partido")],
        "unidades_publicadas": [
            {"metrica": "MGA", "ambito": "sujeto", "clave": "20", "etiqueta": "Tribunal", "unidad": "sujeto.20-JUD-01"}
            | {"clave_sujeto": "20-JUD-01", "correspondencia": "misma"},
        ],
    }


def _indicador(clave: str) -> dict[str, object]:
    niveles = {0: "subindice", 1: "componente"} if len(clave) > 1 else {0: "dimension"}
    nivel = "indice" if clave == "GA" else niveles["." in clave]
    peso = None if clave == "GA" else 0.5
    return {
        "indicador": clave,
        "padre": ARBOL[clave],
        "peso_en_padre": peso,
        "nivel": nivel,
        "por_sujeto": "." not in clave,
    }


def _publicados() -> list[dict]:
    nacionales = [("nacional", "00", i, "valor", 0.25) for i in ARBOL]
    brechas = [("nacional", "00", "TG.AI", "brecha", 0.38)]
    otros = [("entidad", "01", "GA", "valor", 0.36), ("entidad", "20", "GA", "valor", 0.5)]
    otros += [("orden", "estatal", "GA", "valor", 0.37), ("tipo", "judicial", "T", "valor", 0.69)]
    campos = ("ambito", "clave", "indicador", "medida", "valor")
    return [dict(zip(campos, fila, strict=True)) for fila in nacionales + brechas + otros]


def _resultados(sujeto: tuple) -> list[dict]:
    tg, tc, pg, pc = sujeto[5:]
    t, p = (tg + tc) / 2, (pg + pc) / 2
    valores = {"GA": (t + p) / 2, "T": t, "P": p, "TG": tg, "TC": tc, "PG": pg, "PC": pc}
    renglon = 2 + [s[0] for s in SUJETOS].index(sujeto[0])
    return [{"clave_sujeto": sujeto[0], "indicador": i, "valor": v, "renglon": renglon} for i, v in valores.items()]


def _sujeto(sujeto: tuple) -> dict[str, str | None]:
    clave, orden, tipo, cve_ent, cve_mun = sujeto[:5]
    # Dos etiquetas iguales: el orden no puede depender sólo del nombre.
    etiqueta = "Municipio repetido" if clave.endswith(("001", "003")) else f"Sujeto {clave}"
    return {
        "clave_sujeto": clave,
        "nombre": f"Nombre {clave}",
        "nombre_publicado": f"nombre {clave}",
        "etiqueta": etiqueta,
        "orden": orden,
        "tipo": tipo,
        "cve_ent": cve_ent,
        "cve_mun": cve_mun,
    }
