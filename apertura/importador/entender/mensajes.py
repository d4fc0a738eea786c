"""Cómo se dice cada defecto: qué pasó y qué hacer. Las llaves se llenan con lo que se encontró."""

from collections.abc import Sequence

from apertura.importador.defectos import Alcance, Defecto, Nivel

ERROR, AVISO, REPARADO = "error", "aviso", "reparado"
ARCHIVO, RENGLON, DECISION, NOTA = "archivo", "renglon", "decision", "nota"
CORRIJA = "Corríjalo en el archivo y vuelva a cargarlo."
_ASI = "Se publica así; revise que sea lo correcto."
_DECIDA = "Confírmelo en la página Cargar o, en la terminal, con --aceptar {codigo}."

# codigo: (nivel, alcance, qué, remedio)
MENSAJES: dict[str, tuple[Nivel, Alcance, str, str]] = {
    # Hoja y encabezado
    "SIN-HOJAS": (ERROR, ARCHIVO, "El archivo no tiene ninguna hoja con datos que se pueda leer", "Revise que sea el archivo correcto."),
    "SIN-FILAS": (ERROR, ARCHIVO, "La hoja sólo tiene encabezado, sin renglones de datos", "Revise que sea la hoja correcta."),
    "HOJA": (ERROR, DECISION, "Hay varias hojas que podrían importarse: {lista}", "Elija una (en la terminal, --hoja NOMBRE)."),
    "HOJA-OCULTA": (AVISO, NOTA, "La hoja «{hoja}» está oculta y no se importó", "Muéstrela en el archivo si debe importarse."),
    "HOJA-DESCONOCIDA": (ERROR, ARCHIVO, "No hay una hoja que se llame «{hoja}»", "Las que hay: {lista}."),
    "CABECERA": (AVISO, NOTA, "Se tomó el renglón {n} como encabezado", "Revise en la vista previa que lo sea."),
    "SIN-CABECERA": (ERROR, ARCHIVO, "No se encontró un renglón de encabezado",
                     "Ponga en un renglón los nombres de las columnas, como en la plantilla."),
    "ENCABEZADO-DUPLICADO": (ERROR, ARCHIVO, "Hay más de una columna llamada «{rotulo}»", "Deje una sola o déles nombres distintos."),
    "ENCABEZADO-FORMULA": (ERROR, ARCHIVO, "El encabezado «{rotulo}» parece una fórmula", "Escriba el nombre de la columna como texto."),
    "COLUMNA-SIN-NOMBRE": (AVISO, NOTA, "Una columna con datos no tiene encabezado y no se importó", "Póngale nombre si debe importarse."),
    "COLUMNA-INDICE": (AVISO, NOTA, "La columna «{rotulo}» sólo numera los renglones y no se importó", "No hace falta hacer nada."),
    "COLUMNAS-IGNORADAS": (AVISO, NOTA, "No se importaron {n} columnas que no se reconocen: {lista}",
                           "Si alguna debe importarse, diga a qué campo corresponde en el mapa de columnas."),
    "ENCABEZADO": (REPARADO, NOTA, "El encabezado «{rotulo}» se tomó como {campo}", "No hace falta hacer nada."),
    "MAPEO": (ERROR, DECISION, "«{rotulo}» se parece a {campo} ({confianza} de parecido)",
              "Confírmelo o corríjalo en el mapa de columnas."),
    "FALTA-COLUMNA": (ERROR, ARCHIVO, "No se encontró «{campo}»; columnas vistas: {lista}{sugerencia}",
                      "Agregue la columna o diga cuál es en el mapa de columnas."),
    "METRICA": (ERROR, DECISION, "El archivo no dice de qué métrica es", "Diga cuál es (en la terminal, --metrica MGA o --metrica MJA)."),
    "EDICION": (ERROR, DECISION, "El archivo no dice de qué edición es", "Diga cuál es (en la terminal, --edicion AÑO)."),
    "ANIO": (REPARADO, NOTA, "«{valor}» se leyó como {anio}", "No hace falta hacer nada."),
    "ANIOS": (ERROR, DECISION, "El archivo mezcla ediciones o métricas: {lista}",
              "Elija una (en la terminal, --edicion AÑO); los demás renglones se excluirán."),
    # Renglones que no son datos
    "CABECERA-REPETIDA": (REPARADO, NOTA, "El encabezado aparece otra vez entre los datos ({n} renglones excluidos)",
                          "No hace falta hacer nada."),
    "TOTALES": (AVISO, NOTA, "{n} filas de total excluidas", "No son instituciones; no hace falta hacer nada."),
    "PIE": (AVISO, NOTA, "{n} filas de notas excluidas: «{valor}»", "No hace falta hacer nada."),
    "NO-CONSIDERADO": (AVISO, NOTA, "{n} renglones excluidos porque el archivo los marca como no considerados", _ASI),
    "OTRA-EDICION": (AVISO, NOTA, "{n} renglones excluidos por ser de otra edición o métrica", _ASI),
    # Claves
    "CLAVE": (REPARADO, NOTA, "La clave de entidad «{valor}» se completó a dos dígitos ({n} celdas)", "No hace falta hacer nada."),
    "CLAVE-INVALIDA": (ERROR, RENGLON, "«{valor}» no es una clave de entidad (01 a 32 o FED)", CORRIJA),
    "ENTIDAD-ALIAS": (REPARADO, NOTA, "«{valor}» se tomó como {entidad} ({n} celdas)", "No hace falta hacer nada."),
    "ENTIDAD-EN-NOMBRE": (REPARADO, NOTA, "La entidad venía junto al nombre y se separó ({n} renglones)", "No hace falta hacer nada."),
    "ENTIDAD-DESCONOCIDA": (ERROR, RENGLON, "No se reconoce la entidad «{valor}»{sugerencia}", CORRIJA),
    "SIN-ENTIDAD": (ERROR, RENGLON, "El renglón no dice de qué entidad es", CORRIJA),
    "CONTRADICCION": (ERROR, RENGLON, "El nombre de la entidad y su clave no coinciden: «{valor}»", CORRIJA),
    "FEDERALES": (AVISO, NOTA, "{n} renglones son de la Federación", "No se representan en el mapa; cuentan en la cifra nacional."),
    "ORDEN-DESCONOCIDO": (ERROR, RENGLON, "No se reconoce el orden de gobierno «{valor}»", "Debe ser federal, estatal o municipal."),
    "TIPO-DESCONOCIDO": (ERROR, DECISION, "El tipo «{valor}» no está en la lista ({n} renglones)",
                         "Decida a cuál corresponde: {lista}."),
    "SIN-TIPO": (ERROR, RENGLON, "No se sabe de qué tipo es «{valor}», que es nueva", "Agregue la columna de tipo."),
    "SIN-NOMBRE": (ERROR, RENGLON, "El renglón no dice qué institución es", CORRIJA),
    "TEXTO-FORMULA": (ERROR, RENGLON, "El texto empieza como una fórmula: «{valor}»", "Un nombre oficial nunca empieza así. " + CORRIJA),
    "CONTROL": (ERROR, RENGLON, "Hay un carácter no imprimible en «{valor}»", CORRIJA),
    "CELDA-LARGA": (ERROR, RENGLON, "El texto tiene {n} caracteres; el máximo es {maximo}", CORRIJA),
    "ESPACIOS": (REPARADO, NOTA, "Se quitaron espacios o marcas invisibles en {n} celdas", "No hace falta hacer nada."),
    # Instituciones
    "INSTITUCION-NUEVA": (ERROR, DECISION, "{n} no {estan} en el catálogo: {lista}{sugerencia}",
                          "Si son nuevas, acéptelas en bloque (en la terminal, --aceptar {codigo}); si no, diga cuál es cada una."),
    "INSTITUCION-AGREGADA": (AVISO, NOTA, "Se agregan al catálogo {n} instituciones, porque así se decidió",
                             "Si alguna no es nueva, cambie la decisión."),
    "INSTITUCION-DUDOSA": (ERROR, DECISION, "«{valor}» se parece a «{sugerencia}» ({confianza} de parecido)",
                           "Diga si es la misma (su clave es {clave}) o es nueva."),
    "INSTITUCION-PARECIDA": (AVISO, NOTA, "«{valor}» se tomó como «{sugerencia}» ({clave})", "Corríjalo con una decisión si no lo es."),
    "DUPLICADA-IDENTICA": (AVISO, NOTA, "{n} renglones idénticos a otro: se conservó el primero", "No hace falta hacer nada."),
    "DUPLICADA-CONFLICTO": (ERROR, DECISION, "«{valor}» aparece con valores distintos en los renglones {lista}",
                            "Elija el renglón que vale o corrija el archivo."),
    "POSIBLE-DUPLICADO": (ERROR, DECISION, "Parecen la misma institución: {lista}", "Elija el renglón que vale o corrija el archivo."),
    # Valores
    "DECIMAL-COMA": (REPARADO, NOTA, "La coma se leyó como marca decimal en {n} celdas", "No hace falta hacer nada."),
    "DECIMAL-MIXTO": (ERROR, DECISION, "La columna mezcla coma y punto decimales ({coma} con coma, {punto} con punto)",
                      "Acepte leer las dos como marca decimal o corrija el archivo."),
    "NUMERO-AMBIGUO": (ERROR, DECISION, "«{valor}» admite dos lecturas: millares o decimales ({n} celdas)",
                       "Responda «decimal» o «millar» para esa columna."),
    "PORCENTAJE": (REPARADO, NOTA, "La columna va en porcentaje y se dividió entre 100", "No hace falta hacer nada."),
    "PORCENTAJE-MIXTO": (ERROR, DECISION, "La columna mezcla celdas con «%» y sin él ({n} con «%»)",
                         "Acepte dividir entre 100 sólo las que lo llevan o corrija el archivo."),
    "ESCALA": (ERROR, DECISION, "{detalle}", "Responda «dividir» o «dejar» para esa columna."),
    "ESCALA-DIVIDIDA": (REPARADO, NOTA, "Los valores se dividieron entre 100 porque así se decidió", "No hace falta hacer nada."),
    "RANGO": (ERROR, RENGLON, "{valor} está fuera de 0 a 1", CORRIJA),
    "RANGO-REDONDEO": (REPARADO, NOTA, "{n} celdas pasaban de 0 o de 1 por redondeo y se ajustaron", "No hace falta hacer nada."),
    "FALTANTES": (AVISO, NOTA, "{n} celdas sin dato ({detalle})", "Quedan sin dato; nunca se vuelven cero."),
    "CERO-SOSPECHOSO": (AVISO, NOTA, "«{valor}» tiene cero en todos los indicadores ({n} en total)",
                        "Si era «no aplica», déjelo en blanco."),
    "NUMERO-INVALIDO": (ERROR, RENGLON, "«{valor}» no es un número", CORRIJA),
    "TIPO": (ERROR, RENGLON, "Se esperaba un número y hay «{valor}»", CORRIJA),
    "FECHA-AMBIGUA": (ERROR, RENGLON, "«{valor}» parece una fecha y se esperaba un número", CORRIJA),
    "ERROR-EXCEL": (ERROR, RENGLON, "La celda tiene el error {valor}", CORRIJA),
    "FORMULA": (ERROR, RENGLON, "La celda tiene una fórmula: «{valor}»", "Copie y pegue como valores."),
    "NUMERO-UNICODE": (REPARADO, NOTA, "{n} números usaban signos o dígitos de otra escritura", "No hace falta hacer nada."),
    "NOTA-AL-PIE": (AVISO, NOTA, "{n} números llevaban marca de nota («{valor}»): se conservó el número", _ASI),
    "CIENTIFICO": (REPARADO, NOTA, "{n} números estaban en notación científica («{valor}»)", "No hace falta hacer nada."),
    "UNIDAD": (REPARADO, NOTA, "{n} números llevaban unidad («{valor}»)", "No hace falta hacer nada."),
    "LOGICO": (AVISO, NOTA, "{n} celdas dicen sí o no: se leyeron como 1 y 0", _ASI),
    "PRECISION": (AVISO, NOTA, "{n} números tienen más de 17 cifras: se guardan las primeras", _ASI),
    "MILLAR": (REPARADO, NOTA, "{n} números llevaban separador de millares («{valor}»)", "No hace falta hacer nada."),
    "SIN-VALORES": (ERROR, RENGLON, "El renglón no tiene ningún valor", "Si la institución no fue evaluada, quite el renglón."),
    # Indicadores, pesos e identidades
    "INDICADOR-DESCONOCIDO": (ERROR, RENGLON, "El indicador «{valor}» no es de esta métrica", "Corríjalo o declárelo en la estructura."),
    "PONDERADORES": (ERROR, ARCHIVO, "Los pesos de «{padre}» suman {suma}, no 1", "Corrija la estructura."),
    "COMPUESTO": (AVISO, NOTA, "{n} filas no cuadran con la fórmula {formula}; máx. dif. {dif}", "Se publica lo que dice el archivo."),
    # Cobertura y comparación con lo publicado
    "COBERTURA": (AVISO, NOTA, "Falta: {lista}", "Aparecerá como sin dato, nunca como cero."),
    "UNIVERSO": (AVISO, NOTA, "El archivo trae {n} instituciones y la edición evaluó {evaluados}", "Revise que el archivo esté completo."),
    "CAMBIO-BRUSCO": (AVISO, NOTA, "La media de {indicador} pasa de {antes} a {ahora} respecto de lo ya publicado", _ASI),
    "DESAPARECEN": (ERROR, DECISION, "Dejan de estar {n} de {total} instituciones de la edición ya publicada: {lista}", _DECIDA),
    "REVISION": (ERROR, DECISION, "Cambia {n} de {total} valores de la edición ya publicada", _DECIDA),
    "MENOS-DECIMALES": (AVISO, NOTA, "Los valores tienen {ahora} decimales y los ya publicados, {antes}", _ASI),
    "IGUAL-A-OTRA": (AVISO, NOTA, "Todos los valores son iguales a los de la edición {edicion}", "Revise que sea el archivo correcto."),
    "SIN-CAMBIO": (AVISO, NOTA, "Es lo mismo que ya está publicado", "No hace falta publicarlo otra vez."),
    "PRELIMINAR": (ERROR, DECISION, "El archivo dice que es preliminar: «{valor}»", _DECIDA),
    "PERDIDA-ANIOS": (AVISO, NOTA, "El archivo no trae las ediciones {lista}, ya publicadas",
                      "Se conservan: importar nunca quita una edición."),
    "SIMULADOS": (ERROR, ARCHIVO, "El archivo dice que sus datos son simulados: «{valor}»", "Sólo se cargan datos de verdad."),
    "RENGLONES-RECHAZADOS": (ERROR, DECISION, "{n} renglones no se pueden publicar",
                             "Corrija el archivo o acepte publicar sin ellos (en la terminal, --aceptar RENGLONES-RECHAZADOS)."),
    "NADA-PUBLICABLE": (ERROR, ARCHIVO, "Ningún renglón se puede publicar", "Revise los defectos anteriores."),
}  # fmt: skip


# Variantes de un mismo código: otro nivel, otra frase.
VARIANTES = {
    "DECIMAL-MIXTO": "DECIMAL-COMA",
    "PORCENTAJE-MIXTO": "PORCENTAJE",
    "ESCALA-DIVIDIDA": "ESCALA",
    "RANGO-REDONDEO": "RANGO",
}


class _ConHuecos(dict[str, object]):
    def __missing__(self, llave: str) -> str:
        return ""


def defecto(codigo: str, hoja: str | None = None, renglon: int | None = None, columna: str | None = None,
            valor: str | None = None, nivel: Nivel | None = None, sobre: str | None = None, alternativas: Sequence[str] = (),
            **datos: object) -> Defecto:  # fmt: skip
    """El defecto con su mensaje. `nivel` sólo se da cuando ya hay decisión: lo decidido se vuelve aviso."""
    de_lista, alcance, que, remedio = MENSAJES[codigo]
    llenos = _ConHuecos(hoja=hoja or "", valor=_corto(valor), codigo=codigo, **datos)
    codigo = VARIANTES.get(codigo, codigo)
    return Defecto(
        codigo,
        nivel or de_lista,
        alcance,
        que.format_map(llenos),
        remedio.format_map(llenos),
        hoja,
        renglon,
        columna,
        _corto(valor) or None,
        # Casi siempre se decide por columna; lo que no es de una columna vale para todo el archivo.
        sobre or (columna if alcance == DECISION and columna else None) or "*",
        tuple(alternativas),
    )


def enumerar(textos: list[str], tope: int = 5) -> str:
    """«a», «b» y 3 más."""
    unicos = list(dict.fromkeys(textos))
    lista = ", ".join(f"«{_corto(texto)}»" for texto in unicos[:tope])
    return f"{lista} y {len(unicos) - tope} más" if len(unicos) > tope else lista


def _corto(texto: str | None, maximo: int = 120) -> str:
    limpio = " ".join("".join(letra if letra.isprintable() else "�" for letra in texto or "").split())
    return limpio if len(limpio) <= maximo else f"{limpio[:maximo]}…"
