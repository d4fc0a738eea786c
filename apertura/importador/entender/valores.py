"""Los números de todas las columnas a la vez: cuáles valen, cuáles no y qué debe decidir una persona."""

from collections.abc import Iterator

import polars as pl

from apertura import formato
from apertura.importador.defectos import Defecto
from apertura.importador.entender import numeros
from apertura.importador.entender.cabecera import en_porcentaje
from apertura.importador.entender.decisiones import ACEPTAR, Decisiones
from apertura.importador.entender.mensajes import AVISO, defecto

TOLERANCIA = 1e-6
ERRORES = (numeros.INVALIDO, numeros.TEXTO, numeros.FECHA, numeros.EXCEL, numeros.FORMULA)
DECIMAL, POR_MILLAR, DIVIDIR, DEJAR = "decimal", "millar", "dividir", "dejar"


def juzgar_valores(largas: pl.DataFrame, conteos: set[str], hoja: str, decisiones: Decisiones) -> tuple[pl.DataFrame, list[Defecto]]:
    """`largas`: renglon, rotulo, campo y texto. Devuelve renglon, campo y valor (nulo: sin dato) y los defectos."""
    leidas = largas.join(numeros.leer_numeros(largas["texto"]), on="texto", how="left", maintain_order="left").with_columns(
        pl.col("clase").fill_null(numeros.VACIO)
    )
    partes, defectos = [], []
    for (rotulo,), columna in leidas.group_by("rotulo", maintain_order=True):
        juez = _Juez(str(rotulo), columna, bool(columna["campo"].is_in(list(conteos)).all()), hoja, decisiones)
        partes.append(juez.valores())
        defectos += juez.defectos
    vacia = pl.DataFrame(schema={"renglon": pl.Int64, "campo": pl.String, "valor": pl.Float64})
    return (pl.concat([vacia, *partes]) if partes else vacia), defectos


class _Juez:
    """Juzga una columna. Cada paso deja sus defectos y los valores corregidos."""

    def __init__(self, rotulo: str, celdas: pl.DataFrame, conteo: bool, hoja: str, decisiones: Decisiones) -> None:
        self.rotulo, self.celdas, self.conteo, self.hoja, self.decisiones = rotulo, celdas, conteo, hoja, decisiones
        self.defectos: list[Defecto] = []

    def valores(self) -> pl.DataFrame:
        """renglon, campo y valor de la columna, ya corregidos."""
        self._malos()
        self._faltantes()
        self._reparos()
        self._decimales()
        self._ambiguos()
        dividida = self._escala()
        if not self.conteo and dividida is not None:
            self._rango()
        return self.celdas.select("renglon", "campo", "valor")

    def _decir(self, codigo: str, **datos: object) -> None:
        self.defectos.append(defecto(codigo, self.hoja, columna=self.rotulo, **datos))  # type: ignore[arg-type]

    def _decidido(self, codigo: str) -> str | None:
        return self.decisiones.de(codigo, self.rotulo)

    def _malos(self) -> None:
        malas = self.celdas.filter(pl.col("clase").is_in(ERRORES))
        for renglon, texto, clase in malas.select("renglon", "texto", "clase").iter_rows():
            self._decir(clase, renglon=renglon, valor=texto)

    def _faltantes(self) -> None:
        faltan = self.celdas.filter(pl.col("clase").is_in([numeros.VACIO, numeros.FALTANTE]))
        if faltan.height:
            cuentas = (
                faltan.group_by(pl.col("texto").str.strip_chars().fill_null("").alias("t")).len().sort("len", "t", descending=[True, False])
            )
            detalle = ", ".join(f"{n} «{t}»" if t else f"{n} en blanco" for t, n in cuentas.head(6).rows())
            self._decir("FALTANTES", n=faltan.height, detalle=detalle)

    def _reparos(self) -> None:
        con = self.celdas.filter(pl.col("reparos").str.len_chars() > 0)
        if con.height:
            cuentas = con.with_columns(reparo=pl.col("reparos").str.split(" ")).explode("reparo").group_by("reparo", maintain_order=True)
            for (reparo,), celdas in cuentas:
                self._decir(str(reparo), n=celdas.height, valor=celdas["texto"][0], renglon=celdas["renglon"][0])

    def _decimales(self) -> None:
        claras = self.celdas.filter(pl.col("clase") == numeros.NUMERO)
        coma, punto = int(claras["coma"].sum()), int(claras["punto"].sum())
        self.coma, self.punto = coma, punto
        if coma and punto:
            nivel = AVISO if self._decidido("DECIMAL-COMA") == ACEPTAR else None
            self._decir("DECIMAL-MIXTO", coma=coma, punto=punto, nivel=nivel)
        elif coma:
            self._decir("DECIMAL-COMA", n=coma)

    def _ambiguos(self) -> None:
        ambigua = pl.col("clase") == numeros.AMBIGUO
        ambiguas = self.celdas.filter(ambigua)
        if not ambiguas.height:
            return
        lectura = self._decidido("NUMERO-AMBIGUO") or self._lectura_evidente(ambiguas)
        if lectura not in (DECIMAL, POR_MILLAR):
            self._decir("NUMERO-AMBIGUO", valor=ambiguas["texto"][0], n=ambiguas.height, renglon=ambiguas["renglon"][0])
        if lectura == POR_MILLAR:
            self.celdas = self.celdas.with_columns(valor=pl.when(ambigua).then(pl.col("valor") * 1000).otherwise("valor"))

    def _lectura_evidente(self, ambiguas: pl.DataFrame) -> str | None:
        """Lo que dice el resto de la columna: si los decimales van con coma, el punto es de millares, y al revés."""
        if self.conteo:
            return POR_MILLAR
        con_coma = bool(ambiguas["coma"].all())
        con_punto = bool(ambiguas["punto"].all())
        if con_coma == con_punto or bool(self.coma) == bool(self.punto):
            return None
        return DECIMAL if con_coma == bool(self.coma) else POR_MILLAR

    def _escala(self) -> bool | None:
        """Si la columna se dividió entre 100; None si falta que alguien lo decida."""
        numericas = self.celdas.filter(pl.col("valor").is_not_null())
        if self.conteo or not numericas.height:
            return False
        con_signo = int(numericas["porciento"].sum())
        if con_signo:
            return self._porcentaje(con_signo, numericas.height)
        minimo, maximo = numericas["valor"].min(), numericas["valor"].max()
        mayores, positivos = (numericas["valor"] > 1 + TOLERANCIA).sum(), (numericas["valor"] > 0).sum()
        va_a_cien = mayores * 2 >= positivos and mayores > 0 and maximo <= 100  # type: ignore[operator]
        anunciada = en_porcentaje(self.rotulo)
        if anunciada and va_a_cien:
            self._decir("PORCENTAJE")
            return self._dividir()
        if not anunciada and not va_a_cien:
            return False
        return self._decidir_escala(anunciada, f"van de {formato.decimal(minimo, 2)} a {formato.decimal(maximo, 2)}")  # type: ignore[arg-type]

    def _porcentaje(self, con_signo: int, total: int) -> bool:
        if con_signo == total:
            self._decir("PORCENTAJE")
        else:
            nivel = AVISO if self._decidido("PORCENTAJE") == ACEPTAR else None
            self._decir("PORCENTAJE-MIXTO", n=con_signo, nivel=nivel)
        return True

    def _decidir_escala(self, anunciada: bool, rango: str) -> bool | None:
        decidida = self._decidido("ESCALA")
        if decidida in (DIVIDIR, ACEPTAR) and not anunciada:
            self._decir("ESCALA-DIVIDIDA")
            return self._dividir()
        if decidida == DIVIDIR:
            self._decir("ESCALA-DIVIDIDA")
            return self._dividir()
        if decidida in (DEJAR, ACEPTAR):
            return False
        detalle = f"El encabezado dice «%» y los valores {rango}" if anunciada else f"Los valores {rango}; el índice es de 0 a 1"
        self._decir("ESCALA", detalle=detalle)
        return None

    def _dividir(self) -> bool:
        self.celdas = self.celdas.with_columns(pl.col("valor") / 100)
        return True

    def _rango(self) -> None:
        valor = pl.col("valor")
        fuera = self.celdas.filter((valor < -TOLERANCIA) | (valor > 1 + TOLERANCIA))
        for renglon, texto in fuera.select("renglon", "texto").iter_rows():
            self._decir("RANGO", renglon=renglon, valor=texto)
        apenas = self.celdas.filter(((valor < 0) & (valor >= -TOLERANCIA)) | ((valor > 1) & (valor <= 1 + TOLERANCIA)))
        if apenas.height:
            self._decir("RANGO-REDONDEO", n=apenas.height, valor=apenas["texto"][0])
            self.celdas = self.celdas.with_columns(
                valor=pl.when(valor.is_between(-TOLERANCIA, 1 + TOLERANCIA)).then(valor.clip(0, 1)).otherwise(valor)
            )


def ceros(valores: pl.DataFrame, nombres: dict[int, str], hoja: str) -> Iterator[Defecto]:
    """Un aviso si hay instituciones con cero en todos sus indicadores (dos o más)."""
    por_renglon = valores.drop_nulls("valor").group_by("renglon", maintain_order=True).agg(n=pl.len(), maximo=pl.col("valor").max())
    todos = por_renglon.filter((pl.col("n") > 1) & (pl.col("maximo") == 0))["renglon"].sort()
    if todos.len():
        yield defecto("CERO-SOSPECHOSO", hoja, renglon=todos[0], valor=nombres.get(todos[0], ""), n=todos.len())
