"""Cargar: lo que dejó dicho la revisión de un archivo, en palabras y en tablas. Nada de aquí conoce al importador."""

from typing import Any

import polars as pl

from apertura import formato
from apertura.cargas.carga import Carga
from apertura.cargas.resultado import Resultado
from apertura.catalogo import PASOS
from apertura.tablas import Columna, Procedencia, Tabla

NIVELES = {"error": "Error", "aviso": "Aviso", "reparado": "Reparado"}
SIN_PUBLICAR = "aún sin publicar"
PASO_DE = {
    "HOJA": "archivo", "METRICA": "archivo", "EDICION": "archivo", "ANIOS": "archivo", "PRELIMINAR": "archivo",
    "CODIFICACION-DUDOSA": "archivo", "CODIFICACION-MIXTA": "archivo", "CARACTER-DANADO": "archivo", "MAPEO": "columnas",
    "INSTITUCION-NUEVA": "instituciones", "INSTITUCION-DUDOSA": "instituciones", "TIPO-DESCONOCIDO": "instituciones",
    "DUPLICADA-CONFLICTO": "instituciones", "POSIBLE-DUPLICADO": "instituciones", "DESAPARECEN": "cambios", "REVISION": "cambios",
}  # fmt: skip
METODOS = {
    "clave": "por su clave", "decision": "por una decisión", "exacto": "por su nombre exacto",
    "normalizado": "por su nombre, escrito de otro modo",
    "parecido": "por un nombre muy parecido", "dudoso": "dudosas", "nueva": "que no están en el catálogo", "agregada": "que se agregan",
    "rechazada": "que no se publican",
}  # fmt: skip
ORIGENES = {
    "perfil": "mapa guardado",
    "persona": "usted",
    "conocida": "encabezado conocido",
    "parecida": "encabezado parecido",
    "ninguno": "—",
}


def veredicto(resultado: Resultado) -> tuple[str, str]:
    """Cómo va (listo, falta o no) y qué se le dice a la persona."""
    if resultado.rechazado:
        errores = resultado.errores_de_archivo
        return "no", " ".join(f"{d['que']}. {d['remedio']}" for d in errores[:2]) or "El archivo no se puede usar."
    if resultado.impiden:
        return "falta", f"Falta decidir {formato.contar(len(resultado.impiden), 'cosa', 'cosas')} antes de publicar."
    if not resultado.se_puede_publicar:
        return "no", "Ningún renglón se puede publicar. Revise los defectos."
    if resultado.cambios and resultado.cambios["iguales"]:
        return "listo", "Es lo mismo que ya está publicado: no hace falta publicarlo otra vez."
    return "listo", "Listo para publicar. Mire antes qué cambiaría."


def cuenta(resultado: Resultado) -> str:
    """«MGA 2019, hoja «Base»: 1,243 renglones leídos = 1,240 que se publican + 3 rechazados + 0 excluidos»."""
    d = resultado.dictamen
    de = " ".join(str(d[c]) for c in ("metrica", "edicion") if d.get(c)) or "Métrica y edición por decir"
    leidos = formato.contar(d["leidos"], "renglón leído", "renglones leídos")
    return (
        f"{de}: {leidos} = {formato.entero(d['publicados'])} que se publican + {formato.entero(d['rechazados'])} rechazados"
        f" + {formato.entero(d['excluidos'])} excluidos"
    )


def paso_de(pendiente: dict[str, Any]) -> str:
    """En qué paso se decide."""
    return PASO_DE.get(pendiente["codigo"], "defectos")


def pendientes(resultado: Resultado, paso: str) -> list[dict[str, Any]]:
    """Lo que se decide en un paso; lo que aún impide publicar, primero."""
    return [p for p in resultado.pendientes if paso_de(p) == paso]


def pasos(resultado: Resultado) -> dict[str, str]:
    """Los pasos que tienen qué mostrar y, en su nombre, cuánto falta decidir en cada uno."""
    faltan = {paso: sum(paso_de(p) == paso for p in resultado.impiden) for paso in PASOS}
    sirven = ["archivo", "columnas", "defectos"] if resultado.rechazado else list(PASOS)
    if not resultado.instituciones["conteo"] and not faltan["instituciones"]:
        sirven = [p for p in sirven if p != "instituciones"]
    if not resultado.columnas:
        sirven = [p for p in sirven if p != "columnas"]
    return {paso: f"{PASOS[paso]} · {_falta(faltan[paso])}" if faltan[paso] else PASOS[paso] for paso in sirven}


def _falta(cuantas: int) -> str:
    return "falta 1" if cuantas == 1 else f"faltan {cuantas}"


def primer_paso(resultado: Resultado) -> str:
    """Por dónde empezar: lo primero que falte; si no falta nada, lo que cambiaría."""
    if resultado.rechazado:
        return "defectos"
    que_faltan = [paso for paso in PASOS if any(paso_de(p) == paso for p in resultado.impiden)]
    return que_faltan[0] if que_faltan else "cambios" if resultado.se_puede_publicar else "defectos"


def siguiente(paso: str, resultado: Resultado) -> str | None:
    """El paso que sigue; None en el último."""
    orden = list(pasos(resultado))
    lugar = orden.index(paso) + 1 if paso in orden else 0
    return orden[lugar] if lugar < len(orden) else None


def muestra(carga: Carga, resultado: Resultado) -> Tabla:
    """Los primeros renglones de la hoja, con las letras de Excel por encabezado."""
    letras, encabezado = resultado.muestra["columnas"], resultado.propuesta["renglon_de_encabezado"]
    datos = pl.DataFrame(resultado.muestra["filas"], schema={"renglon": pl.Int64, **dict.fromkeys(letras, pl.String)}, orient="row")
    marca = pl.when(pl.col("renglon") == encabezado).then(pl.lit(" (títulos)")).otherwise(pl.lit(""))
    datos = datos.with_columns(renglon=pl.format("{}{}", "renglon", marca))
    columnas = (Columna("renglon", "Renglón"), *(Columna(letra, letra) for letra in letras))
    return _tabla(carga, resultado, "muestra", "Primeros renglones", datos, columnas)


def columnas(carga: Carga, resultado: Resultado) -> Tabla:
    """Una columna de la hoja por renglón: a qué campo va y por qué."""
    filas = [
        {
            "letra": c["letra"], "rotulo": c["rotulo"] or "(sin nombre)", "ejemplos": " · ".join(c["ejemplos"]),
            "campo": resultado.campos.get(c["campo"] or "", "No se usa") if c["campo"] else "No se usa",
            "origen": ORIGENES.get(c["origen"], c["origen"]), "llenas": c["llenas"],
        }
        for c in resultado.columnas
    ]  # fmt: skip
    datos = pl.DataFrame(filas, schema={**dict.fromkeys(("letra", "rotulo", "ejemplos", "campo", "origen"), pl.String), "llenas": pl.Int64})
    visibles = (
        Columna("letra", "Columna"), Columna("rotulo", "Encabezado"), Columna("campo", "Se toma como"), Columna("ejemplos", "Ejemplos"),
        Columna("origen", "Según"), Columna("llenas", "Celdas con dato", "entero"),
    )  # fmt: skip
    return _tabla(carga, resultado, "columnas", "Qué es cada columna", datos, visibles)


def reconocidas(resultado: Resultado) -> str:
    """«908 reconocidas por su nombre exacto, 3 dudosas»."""
    conteo = resultado.instituciones["conteo"]
    return formato.enumerar([f"{formato.entero(conteo[m])} {texto}" for m, texto in METODOS.items() if conteo.get(m)])


def defectos(carga: Carga, resultado: Resultado, niveles: list[str]) -> Tabla:
    """Un defecto por renglón, los más graves primero; `niveles` vacío, todos."""
    orden = list(NIVELES)
    todos = sorted(resultado.defectos, key=lambda d: (orden.index(d["nivel"]), d["renglon"] or 0))
    elegidos = [{**d, "nivel": NIVELES[d["nivel"]]} for d in todos if not niveles or d["nivel"] in niveles]
    esquema = {"nivel": pl.String, "codigo": pl.String, "que": pl.String, "hoja": pl.String, "renglon": pl.Int64, "columna": pl.String,
               "valor": pl.String, "remedio": pl.String}  # fmt: skip
    datos = pl.DataFrame([{c: d[c] for c in esquema} for d in elegidos], schema=esquema)
    visibles = (
        Columna("nivel", "Nivel"), Columna("que", "Qué pasó"), Columna("renglon", "Renglón", "entero"), Columna("columna", "Columna"),
        Columna("valor", "Valor"), Columna("remedio", "Qué hacer"), Columna("hoja", "Hoja"), Columna("codigo", "Código"),
    )  # fmt: skip
    return _tabla(carga, resultado, "dictamen", "Defectos del archivo", datos, visibles)


def cuantos_defectos(resultado: Resultado) -> dict[str, str]:
    """Nivel → «Error (3)», sólo los que hay."""
    cuentas = {nivel: sum(d["nivel"] == nivel for d in resultado.defectos) for nivel in NIVELES}
    return {nivel: f"{NIVELES[nivel]} ({formato.entero(n)})" for nivel, n in cuentas.items() if n}


def tablas_que_cambian(carga: Carga, resultado: Resultado) -> Tabla:
    """Una tabla de la publicación por renglón, sólo las que cambiarían: lo mismo que dice la orden `comparar`."""
    filas = [t for t in (resultado.cambios or {"tablas": []})["tablas"] if t["agregados"] or t["quitados"] or t["cambiados"]]
    numeros = ("filas_antes", "filas_despues", "agregados", "quitados", "cambiados")
    datos = pl.DataFrame(filas, schema={"tabla": pl.String, **dict.fromkeys(numeros, pl.Int64)})
    nombres = ("Renglones hoy", "Renglones después", "Se agregan", "Se quitan", "Cambian")
    visibles = (Columna("tabla", "Tabla"), *(Columna(c, n, "entero") for c, n in zip(numeros, nombres, strict=True)))
    return _tabla(carga, resultado, "tablas_que_cambian", "Tablas que cambiarían", datos, visibles)


def cifras_que_cambian(carga: Carga, resultado: Resultado, entidades: dict[str, str]) -> Tabla:
    """Una cifra que se movería 0.01 o más, aparecería o desaparecería por renglón; lo mismo que dice la orden `comparar`."""
    cambios = resultado.cambios or {"cifras": []}
    campos = ("metrica", "edicion", "ambito", "clave", "indicador", "origen", "antes", "despues", "diferencia")
    numericos = {"edicion": pl.Int64, "antes": pl.Float64, "despues": pl.Float64, "diferencia": pl.Float64}
    datos = pl.DataFrame(cambios["cifras"], schema={c: numericos.get(c, pl.String) for c in campos})
    nombres = {**entidades, "00": "Nacional"}
    datos = datos.with_columns(unidad=pl.col("clave").replace_strict(nombres, default=pl.col("clave")))
    visibles = (
        Columna("unidad", "Unidad"), Columna("indicador", "Indicador"), Columna("antes", "Hoy", "indice"),
        Columna("despues", "Después", "indice"), Columna("diferencia", "Cambio", "diferencia"), Columna("origen", "Origen"),
        Columna("metrica", "Métrica"), Columna("edicion", "Edición"),
    )  # fmt: skip
    return _tabla(carga, resultado, "cifras_que_cambian", "Cifras que cambiarían", datos, visibles)


def cambio_en_palabras(resultado: Resultado) -> str:
    """Cuántas cifras aparecen, desaparecen y se mueven."""
    cambios = resultado.cambios
    if cambios is None or cambios["iguales"]:
        return "No cambiaría nada de lo publicado."
    cifras = cambios["cifras"]
    nuevas, idas = sum(c["antes"] is None for c in cifras), sum(c["despues"] is None for c in cifras)
    movidas = cambios["n_cifras"] - nuevas - idas
    partes = [
        (nuevas, "cifra nueva", "cifras nuevas"), (idas, "que desaparece", "que desaparecen"),
        (movidas, "que se mueve 0.01 o más", "que se mueven 0.01 o más"),
        (cambios["con_ruido"], "que cambia menos de 0.01", "que cambian menos de 0.01"),
    ]  # fmt: skip
    dichas = [formato.contar(n, uno, varios) for n, uno, varios in partes if n]
    return f"En el país y las entidades: {formato.enumerar(dichas)}." if dichas else "Ninguna cifra nacional ni de entidad cambiaría."


def _tabla(carga: Carga, resultado: Resultado, nombre: str, titulo: str, datos: pl.DataFrame, visibles: tuple[Columna, ...]) -> Tabla:
    # Aquí una celda vacía es que el archivo no dice nada, no un dato que falte.
    datos = datos.with_columns(pl.col(pl.String).fill_null(""))
    sellos = Procedencia(f"Archivo «{carga.nombre}», sha256 {carga.sha256[:16]}", f"{titulo}. {cuenta(resultado)}.", SIN_PUBLICAR)
    return Tabla(nombre, titulo, datos, visibles, sellos)
