"""Lee todo lo que dicen las páginas y falla si algo engaña:  .venv/bin/python -m bench.nada_enganoso [--una-de-cada N]

De cada institución y de cada una de las 33 posiciones arma las láminas de sus páginas (frases, cifras, tablas, gráficas y lo
que sale al pasar el cursor), y del país y de cada edición publicada, las demás. Comprueba que todo lugar vaya con su total y sus
empates, contados aquí aparte; que 0.01 o menos nunca se llame cambio; que un censo no lleve sorteos, y que lo que está en cero
en todo el grupo sea rezago compartido. Tarda unos minutos; las pruebas corren una muestra.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import polars as pl

from apertura.brechas.grupos import Pares, de_texto, formar
from apertura.brechas.posicion import posiciones
from apertura.catalogo import Catalogo, catalogo
from apertura.consultas import Motor, motor
from apertura.frases import Frase
from apertura.laminas import Vista, laminas
from apertura.seleccion import Seleccion
from apertura.vistas import acciones, cifras, frases, plan_frases
from apertura.vistas import lectura as de_lectura
from apertura.vistas.pares import medicion_de
from bench import enganos

GRUPOS_DE_TODAS = ("orden-tipo", "entidad", "region")


@dataclass
class Lectura:
    """Lo leído y lo hallado: `leidas` láminas y frases; `motivos`, de dónde y por qué engaña."""

    laminas: int = 0
    frases: int = 0
    motivos: list[str] = field(default_factory=list)

    def anotar(self, donde: str, motivos: Iterator[str]) -> None:
        """Guarda cada motivo con la dirección en que se lee."""
        self.motivos += [f"{donde} · {motivo}" for motivo in motivos]


def principal(argumentos: Sequence[str]) -> int:
    """Todo, o una de cada tantas; 0 si nada engaña."""
    lector = argparse.ArgumentParser(prog="python -m bench.nada_enganoso")
    lector.add_argument("--una-de-cada", type=int, default=1)
    cada, inicio, cat = lector.parse_args(argumentos).una_de_cada, time.monotonic(), catalogo()
    sujetos, entidades = list(cat.sujetos)[::cada], list(cat.entidades)[::cada]
    lectura = leer(motor(), cat, sujetos, entidades)
    print("\n".join(lectura.motivos))
    print(
        f"{len(sujetos)} instituciones y {len(entidades)} posiciones: {lectura.laminas} láminas y {lectura.frases} frases leídas en "
        f"{time.monotonic() - inicio:.0f} s; engañan {len(lectura.motivos)}."
    )
    return int(bool(lectura.motivos))


def leer(vigente: Motor, cat: Catalogo, sujetos: Sequence[str], entidades: Sequence[str]) -> Lectura:
    """Lo que dicen las páginas de esas instituciones y posiciones, las del país y las de cada edición publicada."""
    lectura = Lectura()
    for vista in (*de_los_sujetos(sujetos), *de_las_entidades(entidades), *del_pais(cat)):
        de_vista(vigente, cat, vista, lectura)
    lectura.motivos += [*empates_de_sujetos(vigente, cat, sujetos), *empates_de_entidades(vigente, cat, entidades)]
    lectura.motivos += [*lecturas_de_sujetos(vigente, cat, sujetos), *ceros_de_grupo(vigente, cat)]
    return lectura


def de_los_sujetos(claves: Sequence[str]) -> Iterator[Vista]:
    """La ficha de cada una y, por turnos, frente a los demás grupos de pares o en el simulador."""
    otras = ({"pares": "entidad"}, {"pares": "region"}, {"pares": "perfil"})
    for n, clave in enumerate(claves):
        elegida = Seleccion(sujeto=clave)
        yield Vista("sujeto", elegida)
        yield Vista("sujeto", elegida.con(**otras[n % 3])) if n % 4 else Vista("simulador", elegida.con(cambios=("TC:p75", "PC:0.9")))


def de_las_entidades(claves: Sequence[str]) -> Iterator[Vista]:
    """Su página en dos indicadores, contra otra y con filtro; su plan, su comparación, su lugar en el mapa y su simulación."""
    for clave in claves:
        suya, otra = Seleccion(entidad=clave), "14" if clave != "14" else "09"
        municipios = ("municipio",) if clave != "FED" else ("ejecutivo_federal",)
        yield from (Vista("entidad", s) for s in (suya, suya.con(indicador="PC"), suya.con(contra=otra), suya.con(tipos=municipios)))
        yield from (Vista("areas_de_oportunidad", Seleccion(entidades=(clave,), tipos=t)) for t in ((), municipios))
        yield from (Vista("mapa", suya.con(capa=c)) for c in ("valor", "intervalo", "potencial", "compartido"))
        juntas = Seleccion(unidades=(f"entidad.{clave}", "nacional", f"entidad.{otra}"))
        yield from (Vista("comparar", juntas), Vista("evolucion", juntas))
        simulada = suya.con(simula="entidad")
        yield from (Vista("simulador", simulada), Vista("simulador", simulada.con(cambios=("TC:p75",), meta="lugar:10")))


def del_pais(cat: Catalogo) -> Iterator[Vista]:
    """Inicio, el plan de todos, el puente y, de cada edición que sólo está publicada, su mapa, su comparación y su historia."""
    yield from (Vista("inicio", Seleccion()), Vista("areas_de_oportunidad", Seleccion()), Vista("comparar", Seleccion(modo="puente")))
    yield Vista("areas_de_oportunidad", Seleccion(tipos=("judicial",)))
    for (metrica, anio), edicion in cat.ediciones.items():
        if not edicion.por_sujeto:
            publicada = Seleccion(metrica, anio, next(iter(cat.elegibles(metrica, anio))))
            yield from (Vista(pagina, publicada) for pagina in ("inicio", "mapa", "comparar", "evolucion"))
            yield Vista("entidad", publicada.con(entidad="20"))


def de_vista(vigente: Motor, cat: Catalogo, vista: Vista, lectura: Lectura) -> None:
    """Todas las láminas de una dirección."""
    universo = cat.ediciones[(vista.seleccion.metrica, vista.seleccion.edicion)].universo
    for lamina in laminas(vigente, cat, vista):
        lectura.laminas += 1
        lectura.anotar(lamina.direccion, enganos.de_texto(lamina.titulo))
        lectura.anotar(lamina.direccion, enganos.de_tabla(lamina.tabla, universo))
        for cifra in lamina.cifras:
            lectura.anotar(lamina.direccion, enganos.de_cifra(cifra))
        if lamina.grafica:
            lectura.anotar(lamina.direccion, enganos.de_grafica(lamina.grafica))
        for dicha in lamina.frases:
            lectura.frases += 1
            lectura.anotar(f"{lamina.direccion} «{dicha.texto}»", enganos.de_frase(dicha, universo))
    for dicha in fuera_de_laminas(vigente, cat, vista):
        lectura.frases += 1
        lectura.anotar(f"{vista.direccion} «{dicha.texto}»", enganos.de_frase(dicha, universo))


def fuera_de_laminas(vigente: Motor, cat: Catalogo, vista: Vista) -> Iterator[Frase]:
    """Las frases que una página escribe y que ninguna lámina se lleva."""
    if vista.pagina == "sujeto":
        yield from de_lectura.tipologia(vigente, cat, vista.seleccion)
        yield from acciones.frases_de_sujeto(vigente, cat, vista.seleccion)
        yield from de_lectura.cambios_en_su_historia(vigente, cat, vista.seleccion)
    if vista.pagina == "areas_de_oportunidad":
        yield from plan_frases.avisos(vigente, cat, vista.seleccion)
    por_sujeto = cat.ediciones[(vista.seleccion.metrica, vista.seleccion.edicion)].por_sujeto
    if vista.pagina == "entidad" and por_sujeto and not vista.seleccion.tipos:
        yield from frases.de_entidad_elegida(vigente, cat, vista.seleccion)


# --- Contado aparte: empates, lecturas y ceros ---


def empates_de_sujetos(vigente: Motor, cat: Catalogo, claves: Sequence[str]) -> Iterator[str]:
    """Con la misma cifra que otros de su grupo, en cualquiera de los siete indicadores, se dice; si no, no."""
    lista, pares = _medida(vigente, cat)
    todas = vigente.consultar("resultados_por_sujeto", metrica="MGA", edicion=2017).pivot("indicador", index="clave_sujeto", values="valor")
    juntas = lista.select("clave_sujeto").join(todas, on="clave_sujeto", maintain_order="left")
    filas = {clave: fila for fila, clave in enumerate(lista["clave_sujeto"])}
    nombres = {i.nombre_corto: clave for clave, i in cat.indicadores[("MGA", 2017)].items()}
    for clave in claves:
        fila = filas[clave]
        for cifra in cifras.de_sujeto(vigente, cat, Seleccion(sujeto=clave)):
            valores = juntas[nombres[cifra.etiqueta]].to_numpy()
            grupo = valores[[fila, *pares.de(fila).tolist()]]
            lugar, iguales = 1 + int((grupo > valores[fila]).sum()), int((grupo == valores[fila]).sum())
            esperado = f"lugar {lugar} de {len(grupo)}" + (f" (empate entre {iguales})" if iguales > 1 else "")
            if esperado not in cifra.apoyo.lower() or (iguales == 1 and "empate" in cifra.apoyo):
                yield f"{clave} {cifra.etiqueta} · «{cifra.apoyo}» y se contó «{esperado}»"


def empates_de_entidades(vigente: Motor, cat: Catalogo, claves: Sequence[str]) -> Iterator[str]:
    """A dos decimales, en los siete indicadores y entre las 33 posiciones, contados sobre las medias de los sujetos."""
    lista = vigente.consultar("resultados_por_sujeto", metrica="MGA", edicion=2017)
    medias = lista.group_by("cve_ent", "indicador").agg(pl.col("valor").mean())
    for indicador in (clave for clave, i in cat.indicadores[("MGA", 2017)].items() if i.por_sujeto):
        suyas = dict(medias.filter(indicador=indicador).select("cve_ent", "valor").iter_rows())
        for clave in claves:
            lugar = 1 + sum(round(v, 9) > round(suyas[clave], 9) for v in suyas.values())
            iguales = sum(f"{v + 1e-9:.2f}" == f"{suyas[clave] + 1e-9:.2f}" for v in suyas.values())
            dicho = cifras.de_entidad(vigente, cat, Seleccion(entidad=clave, indicador=indicador))[1].apoyo
            if f"ugar {lugar} de {len(suyas)}" not in dicho or (f"empata con {iguales - 1} más" in dicho.partition(".")[0]) != (
                iguales > 1
            ):
                yield f"{clave} {indicador} · «{dicho}» y se contó lugar {lugar} de {len(suyas)}, {iguales} con la misma cifra"


def lecturas_de_sujetos(vigente: Motor, cat: Catalogo, claves: Sequence[str]) -> Iterator[str]:
    """Las fortalezas que se nombran son las de la regla M4, y ninguna es de un indicador en cero."""
    tabla, pares = _medida(vigente, cat)
    arbol, nombres = medicion_de(vigente, cat, Seleccion()).arbol, cat.indicadores[("MGA", 2017)]
    clases = posiciones(tabla, arbol, pares)
    for clave in claves:
        dichas = {f.regla: f.texto for f in frases.de_sujeto(vigente, cat, Seleccion(sujeto=clave))}
        texto = dichas["sujeto.lecturas"]
        fortalezas = texto.partition("Rezago")[0].partition("Área")[0] if texto.startswith("Fortaleza") else ""
        for indicador, clase, valor in clases.filter(clave_sujeto=clave).select("indicador", "clase", "valor").iter_rows():
            nombrada = nombres[indicador].nombre_corto in fortalezas
            if nombrada != (clase == "fortaleza") or (nombrada and valor == 0):
                yield f"{clave} {indicador} · es {clase} ({valor}) y se dice «{texto}»"


def ceros_de_grupo(vigente: Motor, cat: Catalogo) -> Iterator[str]:
    """En las 908 × 4 y con los grupos que valen para todas, un cero de todo el grupo es rezago compartido."""
    lista = medicion_de(vigente, cat, Seleccion())
    for texto in GRUPOS_DE_TODAS:
        clases = posiciones(lista.tabla, lista.arbol, formar(lista.tabla, lista.arbol, de_texto(texto)))
        malas = clases.filter((pl.col("valor") == 0) & ((pl.col("clase") == "fortaleza") | (pl.col("p75") == 0)))
        for clave, indicador, clase in (
            malas.filter(pl.col("clase") != "compartido").select("clave_sujeto", "indicador", "clase").iter_rows()
        ):
            yield f"{clave} {indicador}, pares por {texto} · está en cero con su grupo y se lee «{clase}»"


def _medida(vigente: Motor, cat: Catalogo) -> tuple[pl.DataFrame, Pares]:
    lista = medicion_de(vigente, cat, Seleccion())
    return lista.tabla, formar(lista.tabla, lista.arbol)


if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
