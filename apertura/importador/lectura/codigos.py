"""Todos los defectos que puede dar la lectura: su nivel, su alcance, qué se dice y qué puede hacer la persona."""

from typing import NamedTuple

from apertura.importador.defectos import Alcance, Defecto, Nivel


class Codigo(NamedTuple):
    """Lo fijo de un defecto; `que` y `remedio` tienen huecos con nombre."""

    nivel: Nivel
    alcance: Alcance
    que: str
    remedio: str


class Rechazo(Exception):
    """El archivo entero no se puede leer; lleva su defecto."""

    def __init__(
        self, codigo: str, hoja: str | None = None, renglon: int | None = None, valor: str | None = None, **datos: str | int
    ) -> None:
        self.defecto = defecto(codigo, hoja, renglon, None, valor, **datos)
        super().__init__(str(self.defecto))


def defecto(
    codigo: str,
    hoja: str | None = None,
    renglon: int | None = None,
    columna: str | None = None,
    valor: str | None = None,
    **datos: str | int,
) -> Defecto:
    """El defecto de ese código en ese lugar; `datos` llena los huecos de sus textos."""
    fijo = CODIGOS[codigo]
    que, remedio = fijo.que.format(**datos), fijo.remedio.format(**datos)
    return Defecto(codigo, fijo.nivel, fijo.alcance, que, remedio, hoja, renglon, columna, None if valor is None else valor[:200])


_OTRA_VEZ = "Guárdelo desde Excel o LibreOffice como .xlsx o .csv y vuelva a cargarlo."
_NADA = "No hace falta hacer nada."
_VALORES = "En Excel copie y pegue como valores, guarde y vuelva a cargar."

CODIGOS = {
    # El archivo entero
    "ARCHIVO-VACIO": Codigo("error", "archivo", "El archivo no contiene datos", "Revise que sea el archivo correcto."),
    "ARCHIVO-GRANDE": Codigo(
        "error",
        "archivo",
        "El archivo mide {mide} y el límite es {limite}",
        "Cargue sólo la hoja con datos; en la línea de órdenes hay --grande.",
    ),
    "ARCHIVO-AUSENTE": Codigo("error", "archivo", "No se pudo abrir el archivo", "Revise que exista y que tenga permiso de leerlo."),
    "NOMBRE": Codigo("reparado", "nota", "El nombre del archivo traía carpetas o caracteres invisibles", _NADA),
    "EXTENSION": Codigo(
        "aviso", "nota", "El nombre termina en «{extension}» y el contenido es {formato}; se leyó como {formato}", "Cambie la terminación."
    ),
    "FORMATO-HTML": Codigo("error", "archivo", "El archivo es una página web (HTML), no una tabla", _OTRA_VEZ),
    "FORMATO-NO-ADMITIDO": Codigo("error", "archivo", "No se aceptan archivos de este tipo: {tipo}", _OTRA_VEZ),
    "FORMATO-XLS": Codigo(
        "aviso",
        "nota",
        "Es un libro del Excel antiguo: se leyó, pero en él no se revisan fórmulas, celdas combinadas ni renglones ocultos",
        "Si puede, guárdelo como .xlsx.",
    ),
    "XLSX-CIFRADO": Codigo("error", "archivo", "El libro está protegido con contraseña", "Quite la contraseña y vuelva a cargarlo."),
    "XLSX-MACROS": Codigo("error", "archivo", "El libro trae macros", "Guárdelo como .xlsx, sin macros."),
    "XLSX-DANADO": Codigo("error", "archivo", "El libro está incompleto o dañado", "Vuelva a descargarlo, o ábralo y guárdelo otra vez."),
    "XLSX-RUTA": Codigo("error", "archivo", "El libro trae dentro un nombre de archivo no permitido", _OTRA_VEZ),
    "XLSX-BOMBA": Codigo("error", "archivo", "El libro se expande a más de lo permitido ({motivo})", "Guarde sólo la hoja con datos."),
    "XLSX-DTD": Codigo("error", "archivo", "El libro contiene entidades XML no permitidas", _OTRA_VEZ),
    "XLSX-DIMENSION": Codigo(
        "error", "archivo", "La hoja ocupa {renglones} renglones × {columnas} columnas", "Borre los renglones y columnas que no son datos."
    ),
    "XLSX-LIMITE": Codigo(
        "error", "archivo", "No se pudo leer dentro de los límites de memoria y tiempo", "Deje en el libro sólo la hoja con datos."
    ),
    "LECTURA-LIMITE": Codigo(
        "error", "archivo", "No se pudo leer dentro de los límites de memoria y tiempo", "Divida el archivo o quítele columnas."
    ),
    "DIMENSION": Codigo(
        "error", "archivo", "El archivo tiene {renglones} renglones y {columnas} columnas; {limite}", "Deje sólo las columnas que se miden."
    ),
    "CELDA-LARGA": Codigo("error", "archivo", "Hay una celda de más de 32 767 caracteres", "Corrija esa celda o revise las comillas."),
    "COMILLAS": Codigo("error", "archivo", "Hay una comilla sin cerrar o fuera de lugar", "Corrija las comillas de ese renglón."),
    "SIN-FILAS": Codigo("error", "archivo", "Sólo hay encabezado: no hay renglones de datos", "Revise que sea el archivo correcto."),
    # Hojas de cálculo
    "COMBINADAS": Codigo("reparado", "nota", "{n} celdas combinadas rellenadas hacia abajo", "Revise que el valor sea el de cada renglón."),
    "HOJA-OCULTA": Codigo("aviso", "nota", "La hoja «{nombre}» está oculta; no se importó", "Si es la que quería, muéstrela en Excel."),
    "FILAS-OCULTAS": Codigo("aviso", "nota", "{n} filas ocultas o filtradas incluidas", "Si no deben publicarse, bórrelas."),
    "COLUMNAS-OCULTAS": Codigo("aviso", "nota", "{n} columnas ocultas incluidas", "Si no deben publicarse, bórrelas."),
    "FORMULA": Codigo("error", "renglon", "La fórmula no trae su resultado guardado", _VALORES),
    "FORMULA-LEIDA": Codigo("aviso", "nota", "{n} fórmulas: se tomó su último resultado guardado", "Si cambió algo, recalcule y guarde."),
    "ERROR-EXCEL": Codigo("error", "renglon", "La celda tiene el error {error}", "Corrija la fórmula o deje la celda en blanco."),
    "NUMERO-TEXTO": Codigo("aviso", "nota", "{n} números guardados como texto", "No hace falta hacer nada si se leyeron bien."),
    "FECHA-EXCEL": Codigo("error", "renglon", "Hay una fecha entre números: Excel convierte «1-5» en fecha", "Escriba el número."),
    "FECHAS": Codigo("aviso", "nota", "{n} celdas son fechas", "Si no debían serlo, escríbalas como texto o como número."),
    "FECHA-1904": Codigo("aviso", "nota", "El libro cuenta las fechas desde 1904; se convirtieron", "Revise las fechas."),
    "CONTENIDO-IGNORADO": Codigo("aviso", "nota", "El libro trae {que_trae}: no se leyó", _NADA),
    # Texto separado por comas u otro signo
    "CODIFICACION": Codigo("reparado", "nota", "El texto se leyó como {codificacion}", "Revise los acentos."),
    "CODIFICACION-DUDOSA": Codigo("aviso", "decision", "El texto parece {codificacion}. {muestras}", "Confirme cuál se lee bien."),
    "CODIFICACION-MIXTA": Codigo(
        "aviso", "decision", "{n} líneas vienen en otra codificación y se leyeron como {codificacion}: {lineas}", "Confirme los acentos."
    ),
    "CARACTER-DANADO": Codigo("aviso", "decision", "El texto trae caracteres dañados", "Escriba el nombre correcto."),
    "CONTROL": Codigo("error", "renglon", "Hay un carácter no imprimible", "Bórrelo y vuelva a cargar."),
    "ESPACIOS": Codigo("reparado", "nota", "{n} celdas con espacios de sobra o caracteres invisibles, que se quitaron", _NADA),
    "FIN-DE-LINEA": Codigo("reparado", "nota", "Los renglones terminan como en los Mac antiguos", _NADA),
    "SEPARADOR": Codigo("aviso", "nota", "La primera línea dice que el separador es «{separador}»", _NADA),
    "COLUMNAS": Codigo("error", "renglon", "Tiene {k} campos y se esperaban {m}", "Revise separadores y comillas de ese renglón."),
    "COLUMNA-VACIA": Codigo("reparado", "nota", "{n} columnas vacías al final, que se quitaron", _NADA),
    "COMENTARIO": Codigo("reparado", "nota", "{n} líneas de comentario, que no se leyeron como datos", _NADA),
    "DEMASIADOS": Codigo("error", "archivo", "El mismo error se repite {n} veces: {de}", "Corríjalo en todo el archivo y vuelva a cargar."),
}
