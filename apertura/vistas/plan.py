"""El plan de la selección: las áreas por prioridad, la palanca de las entidades y las instituciones que más pueden ganar."""

import polars as pl

from apertura import formato
from apertura.brechas.descomposicion import medias
from apertura.brechas.firmeza_de_entidad import de_la_palanca
from apertura.brechas.prioridades import CAMBIOS, mayores_ganancias
from apertura.brechas.prioridades import palancas as calcular_palancas
from apertura.brechas.prioridades import pareto as calcular_pareto
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.frases import REGLAS, Frase, en_celda
from apertura.graficas import Grafica, otras
from apertura.graficas.tema import NombreTema
from apertura.seleccion import Seleccion, quienes
from apertura.tablas import Columna, Tabla
from apertura.vistas import acciones
from apertura.vistas.brechas import CLASES, NOTA_SIMULACION
from apertura.vistas.comun import ENTIDAD, N_SUJETOS, NOTA_LUGAR, ORDEN, SUJETO, TIPO, edicion_de, guardar, procedencia
from apertura.vistas.priorizador import PAGINA, a_quien, alcanzable, base, elegidas, etiquetas, nombres, parametros
from apertura.vistas.saltos import columnas_del_panel, en_palabras, notas_del_panel
from apertura.vistas.sorteos import remuestreo

EN_PANTALLA, EN_ARCHIVO = 300, 5000
INDICADOR = Columna("nombre", "Indicador")
HOY = Columna("valor", "Hoy", "indice", "0 a 1", "Cifra de la institución en la fuente.")
META = Columna("meta", "Meta: P75 de sus pares", "indice", "0 a 1", "Percentil 75 de sus pares, sin contarla.")
GANANCIA = Columna("ganancia", "Ganancia en su índice", "decimal4", "0 a 1", "Peso × distancia a la meta; cero si ya la alcanza.")
YA_ESTAN = Columna("ya_estan", "Ya están ahí", descripcion="De los pares con el índice más parecido, cuántos alcanzan la meta.")
NOTA_PRIORIDAD = (
    "Prioridad: ganancia × proporción de pares parecidos que ya alcanzan la meta. Donde nadie del grupo está más alto no hay ganancia "
    "que prometer: es rezago compartido y va al final."
)
CRITERIO_DE_CENSO = "ganaría lugares (o no) igual en 95 % de los pesos movidos hasta 20 % (M11)"
NOTA_PALANCA = (
    "Simulación, no pronóstico: la media y el lugar son los de todos los sujetos de la entidad, y las demás posiciones no cambian. "
    "Los cambios salen de la selección. Una subida de 0.01 o menos no se distingue del redondeo."
)


@guardar
def plan(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Lo que se pinta: las primeras áreas del plan."""
    return _plan(motor, catalogo, seleccion, EN_PANTALLA)


def plan_completo(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Lo que se descarga: todas las áreas de la selección, hasta 5,000; si hay más, una nota lo dice."""
    total = elegidas(motor, catalogo, seleccion).filter(pl.col("es_area")).height
    completo = _plan(motor, catalogo, seleccion, EN_ARCHIVO)
    if total <= EN_ARCHIVO:
        return completo
    primeras = f"El plan lleva las primeras {formato.entero(EN_ARCHIVO)} áreas de {formato.entero(total)}; con más filtros caben todas."
    return completo.con_notas(primeras)


def _plan(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, limite: int) -> Tabla:
    """Un área de oportunidad por renglón, por prioridad, con todo lo que hace falta para atenderla."""
    primeras, panel = elegidas(motor, catalogo, seleccion).filter(pl.col("es_area")).head(limite), base(motor, catalogo, seleccion).panel
    filas = primeras.select("alcanzable", "cercanos", "criterio", "n_pares").iter_rows()
    grupos = [(alcanzable(p, n), _grupo(criterio, pares)) for p, n, criterio, pares in filas]
    datos = (
        primeras.with_row_index("puesto", offset=1)
        .with_columns(
            nombre=nombres(pl.col("indicador"), catalogo, seleccion),
            lectura=pl.col("clase").replace_strict({c: t for c, t in CLASES.items() if c}, default=CLASES[None]),
            nombre_tipo=pl.col("tipo").replace_strict(catalogo.tipos, default=pl.col("tipo")),
            nombre_orden=pl.col("orden").replace_strict(catalogo.ordenes, default=pl.col("orden")),
            ya_estan=pl.Series([texto for texto, _ in grupos], dtype=pl.String),
            pares=pl.Series([grupo for _, grupo in grupos], dtype=pl.String),
            a_quien=a_quien(motor, catalogo, seleccion, primeras),
            panel=pl.Series([en_palabras(d, p) for d, p in primeras.select("dieron", "podian").iter_rows()], dtype=pl.String),
        )
        .join(etiquetas(motor, catalogo, seleccion), on="clave_sujeto", how="left", maintain_order="left")
        .join(acciones.instrumentos(motor, edicion_de(seleccion, catalogo)), on=["indicador", "tipo"], how="left", maintain_order="left")
        .with_columns(pl.col("lineas").fill_null("—"))
        .drop("es_area")
    )
    return Tabla(
        nombre="plan_de_areas",
        titulo=f"Plan de áreas de oportunidad: {quienes(seleccion, catalogo)}",
        datos=datos,
        columnas=(
            Columna("puesto", "Orden", "entero", "", "Lugar en el plan, por prioridad; los empates, por clave."),
            SUJETO,
            INDICADOR,
            HOY,
            META,
            GANANCIA,
            YA_ESTAN,
            *columnas_del_panel(panel),
            Columna("lectura", "Lectura", descripcion="Si el rezago es suyo o de todo su grupo (METODO, M4)."),
            Columna("a_quien", "Quién ya lo hace bien", descripcion="Pares con mejor índice que ya alcanzan la meta (METODO, M13)."),
            Columna("lineas", "Líneas e instrumentos del Plan 2024", descripcion="Hasta tres; el vínculo lo propone el proyecto."),
            Columna("pares", "Pares", descripcion="Con quién se compara y con cuántos."),
            TIPO,
            ORDEN,
            ENTIDAD,
        ),
        procedencia=acciones.con_plan(procedencia(seleccion, catalogo, PAGINA, False)),
        notas=(NOTA_PRIORIDAD, NOTA_SIMULACION, *notas_del_panel(panel), acciones.NOTA_PLAN),
        consulta="resultados_por_sujeto",
        parametros=parametros(seleccion),
    )


@guardar
def palancas(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Una entidad de la selección por renglón: a qué media y a qué lugar la llevarían sus cinco mayores ganancias."""
    suyas = elegidas(motor, catalogo, seleccion)
    todas = medias_con_cambios(motor, catalogo, seleccion, CAMBIOS)
    datos = todas.filter(pl.col("cve_ent").is_in(suyas["cve_ent"].unique().implode())).with_columns(
        entidad=pl.col("cve_ent").replace_strict(catalogo.entidades, default=pl.col("cve_ent"))
    )
    total = todas.height
    leidas = [_movimiento(fila, todas) for fila in datos.iter_rows(named=True)]
    dependen = dependencias(motor, catalogo, seleccion, datos["cve_ent"].to_list())
    firmes = [Frase("plan.movimiento", "", depende).firmeza for depende in dependen]
    return Tabla(
        nombre="palanca_por_entidad",
        titulo=f"A dónde llevarían {CAMBIOS} cambios a cada entidad",
        datos=datos.with_columns(pl.Series("lectura", leidas, pl.String), pl.Series("firmeza", firmes, pl.String)).sort(
            "subida", "cve_ent", descending=[True, False]
        ),
        columnas=(
            ENTIDAD,
            N_SUJETOS,
            Columna("media", "Media hoy", "indice", "0 a 1", "Media simple de todos sus sujetos."),
            Columna("lugar", f"Lugar hoy (de {total})", "entero", "lugar", "Según la media sin redondear."),
            Columna("n_cambios", "Cambios", "entero", "", f"Los de mayor ganancia de la selección, hasta {CAMBIOS}."),
            Columna("subida", "Subida de la media", "decimal4", "0 a 1", "Suma de ganancias ÷ sujetos de la entidad."),
            Columna("media_nueva", "Media con los cambios", "indice", "0 a 1", "Simulación."),
            Columna("lectura", "A dónde llegaría", descripcion="Lugar simulado, si las demás posiciones no cambian."),
            Columna("firmeza", "Qué tan firme", descripcion=_criterio(edicion_de(seleccion, catalogo).universo)),
        ),
        procedencia=procedencia(seleccion, catalogo, PAGINA, False),
        notas=(NOTA_PALANCA, NOTA_LUGAR),
        consulta="resultados_por_sujeto",
        parametros=parametros(seleccion),
    )


def _criterio(universo: str) -> str:
    """Cuándo es firme el movimiento de una entidad; en un censo no hay muestra de la cual sortear."""
    criterio = REGLAS["plan.movimiento"].criterio if universo == "muestra" else CRITERIO_DE_CENSO
    return f"{criterio}: si no, de qué depende."


def medias_con_cambios(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, cuantos: int | None) -> pl.DataFrame:
    """Una posición por renglón (`prioridades.palancas`) con los `cuantos` cambios mayores de la selección; todos, si None."""
    medida = base(motor, catalogo, seleccion).medicion
    return calcular_palancas(elegidas(motor, catalogo, seleccion), medida.tabla, medida.indice, cuantos)


def dependencias(
    motor: Motor, catalogo: Catalogo, seleccion: Seleccion, entidades: list[str], cuantos: int | None = CAMBIOS
) -> list[tuple[str, ...]]:
    """De qué depende a dónde llegaría cada entidad con sus mayores cambios."""
    medida, sorteos = base(motor, catalogo, seleccion).medicion, remuestreo(motor, edicion_de(seleccion, catalogo))
    medias_de_todas = medias(medida.tabla, medida.arbol, "cve_ent")
    suyos = mayores_ganancias(elegidas(motor, catalogo, seleccion), cuantos)
    renglones = {} if sorteos is None else {fila["cve_ent"]: fila for fila in sorteos.lugares.to_dicts()}
    return [
        de_la_palanca(medias_de_todas, medida.arbol, clave, suyos.filter(cve_ent=clave).to_dicts(), renglones.get(clave))
        for clave in entidades
    ]


@guardar
def cambios(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Los cinco cambios de mayor ganancia en cada entidad de la selección, un cambio por renglón."""
    cuantos = palancas(motor, catalogo, seleccion).datos.select("cve_ent", "n_sujetos")
    primeros = mayores_ganancias(elegidas(motor, catalogo, seleccion), CAMBIOS)
    datos = (
        primeros.join(etiquetas(motor, catalogo, seleccion), on="clave_sujeto", how="left", maintain_order="left")
        .join(cuantos, on="cve_ent", how="left", maintain_order="left")
        .with_columns(
            nombre=nombres(pl.col("indicador"), catalogo, seleccion),
            aporte=pl.col("ganancia") / pl.col("n_sujetos"),
            ya_estan=pl.Series([alcanzable(p, c) for p, c in primeros.select("alcanzable", "cercanos").iter_rows()], dtype=pl.String),
        )
        .drop("es_area")
    )
    return Tabla(
        nombre="cambios_de_entidad",
        titulo=f"Los {CAMBIOS} cambios que más moverían la media",
        datos=datos,
        columnas=(
            SUJETO,
            INDICADOR,
            HOY,
            META,
            GANANCIA,
            Columna("aporte", "Aporte a la media de la entidad", "decimal4", "0 a 1", "Ganancia ÷ sujetos de la entidad."),
            YA_ESTAN,
        ),
        procedencia=procedencia(seleccion, catalogo, PAGINA, False),
        notas=(NOTA_PALANCA,),
        consulta="resultados_por_sujeto",
        parametros=parametros(seleccion),
    )


@guardar
def pareto(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Una institución por renglón, de la que más puede ganar a la que menos, con lo acumulado."""
    datos = calcular_pareto(elegidas(motor, catalogo, seleccion)).join(
        etiquetas(motor, catalogo, seleccion), on="clave_sujeto", how="left", maintain_order="left"
    )
    return Tabla(
        nombre="instituciones_por_ganancia",
        titulo="Instituciones que concentran lo que se puede ganar",
        datos=datos,
        columnas=(
            SUJETO,
            Columna("total", "Ganancia total en su índice", "decimal4", "0 a 1", "Suma de sus ganancias si alcanzara todas sus metas."),
            Columna("n_areas", "Indicadores con ganancia", "entero", "", "En cuántos indicadores está debajo de su meta."),
            Columna("parte", "Parte del total", "porcentaje", "", "De lo que puede ganar toda la selección."),
            Columna("acumulado", "Acumulado", "porcentaje", "", "Con las instituciones de arriba."),
        ),
        procedencia=procedencia(seleccion, catalogo, PAGINA, False),
        notas=(NOTA_SIMULACION,),
        consulta="resultados_por_sujeto",
        parametros=parametros(seleccion),
    )


@guardar
def grafica_pareto(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, tema: NombreTema) -> Grafica:
    """Cada barra empieza donde acaba la anterior: así se ve cuántas instituciones juntan la mitad."""
    gemela = pareto(motor, catalogo, seleccion)
    return otras.pareto(gemela.datos, tema, gemela, gemela.titulo)


def _grupo(criterio: str, n_pares: int) -> str:
    """«mismo orden y tipo (31)», «misma entidad (26)»."""
    return f"{'misma' if criterio.startswith(('entidad', 'región')) else 'mismo'} {criterio} ({formato.entero(n_pares)})"


def _movimiento(fila: dict, todas: pl.DataFrame) -> str:
    numeros = {"cambios": fila["n_cambios"], **{c: fila[c] for c in ("subida", "lugar", "lugar_nuevo", "total")}}
    return en_celda("plan.movimiento", iguales=leen_lo_mismo(fila, todas), **numeros)


def leen_lo_mismo(fila: dict, todas: pl.DataFrame) -> int:
    """Cuántas posiciones leerían la nueva cifra a dos decimales, contándola."""
    demas = todas.filter(pl.col("cve_ent") != fila["cve_ent"])["media"]
    return 1 + sum(formato.indice(otra) == formato.indice(fila["media_nueva"]) for otra in demas)
