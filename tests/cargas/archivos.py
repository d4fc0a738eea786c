"""Archivos pequeños con la forma de los que circulan."""

import csv
import io
from collections.abc import Sequence

from tests.importador.sinteticos import ENCABEZADO, base, publicadas

POR_ENTIDAD = b"estado,ga_indice,t_indice,pc_indice\nDistrito Federal,0.6,0.7,0.5\nM\xc3\xa9xico,0.4,0.5,0.3\n"


def en_csv(filas: Sequence[Sequence[str | None]]) -> bytes:
    """Las filas como CSV en UTF-8."""
    memoria = io.StringIO()
    csv.writer(memoria).writerows(filas)
    return memoria.getvalue().encode()


def por_institucion(n: int = 40, nuevas: int = 0, semilla: int = 2021) -> bytes:
    """Una base institución por institución."""
    return en_csv([ENCABEZADO, *base(n=n, nuevas=nuevas, semilla=semilla)])


def mapa_2019() -> bytes:
    """El mapa de municipios de 2019: 160 que cuentan y dos que no."""
    municipios = publicadas()["sujetos"].filter(tipo="municipio")
    entidades = dict(publicadas()["entidades"].select("cve_ent", "nombre").rows())
    filas: list[list[str | None]] = [["NOM_ENT", "NOM_MUN", "considerado2", "ga", "t", "p"]]
    filas += [[entidades[m["cve_ent"]], m["nombre"], "1", "0.4", "0.5", "0.3"] for m in municipios.iter_rows(named=True)]
    return en_csv([*filas, ["Oaxaca", "Pueblo Uno", "0", "", "", ""], ["Oaxaca", "Pueblo Dos", "0", "", "", ""]])


def de_2017_sin(cuantas: int) -> bytes:
    """La edición ya publicada sin sus últimas instituciones: hay que confirmarlo escribiendo el número."""
    from tests.corpus.entender import de_2017

    return en_csv(de_2017(lambda filas: filas[: len(filas) - cuantas]))
