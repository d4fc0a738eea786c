"""De un archivo o de un texto con su sello, al dictamen."""

import re
from datetime import date

from apertura import __version__, laminas
from apertura.autenticidad import fichas, versiones
from apertura.autenticidad.comparar import comparar
from apertura.autenticidad.dictamen import Dictamen
from apertura.catalogo import Catalogo, catalogo
from apertura.consultas import Motor
from apertura.errores import ErrorApertura
from apertura.exportacion.estampa import Ajustes
from apertura.exportacion.exportar import de_lamina, exportar_varias
from apertura.exportacion.formatos import FORMATOS
from apertura.exportacion.metadatos import sin_ficha
from apertura.exportacion.sello import Sello, huella_de_datos, leer_fichas, sellar
from apertura.laminas import Lamina, de_direccion
from apertura.publicacion import huella

LIMITE = 25_000_000
LARGO_DE_TEXTO = 60_000
SELLOS_MAXIMOS = 60
_CODIGO = re.compile(r"\b(\d{8})-([0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3})\b")
CORRESPONDE = "El sello corresponde a esa vista y a esa publicación."
SIN_COMPARAR = "Lo que el archivo dice no se compara, porque es de una proyección: abra la vista y compárelo."
_DIRECCION = re.compile(r"(?:https?://[^\s/]+)?/[a-z_]*\?[^\s«»\"'<>]+")


def de_archivo(contenido: bytes, vigente: Motor) -> list[Dictamen]:
    """Un dictamen por sello del archivo (una presentación lleva varios); uno que lo diga, si no lleva ninguno."""
    if len(contenido) > LIMITE:
        return [Dictamen("no_se_pudo", "El archivo pesa más de 25 MB.")]
    halladas = fichas.de_bytes(contenido)[:SELLOS_MAXIMOS]
    if not halladas:
        return [
            Dictamen(
                "sin_sello", "No trae un sello de Apertura, o se le quitaron los metadatos. Pegue el enlace y el sello que se leen en él."
            )
        ]
    juntos = [sello for sello, _ in halladas]
    dictamenes = [_de_ficha(sello, dicho, contenido, vigente) for sello, dicho in halladas]
    if len(juntos) > 1 and juntos[0].formato == "pdf" and all(d.veredicto == "no_se_pudo" for d in dictamenes):
        return _de_un_documento(juntos, contenido, vigente) or dictamenes
    return dictamenes


def _de_un_documento(sellos: list[Sello], contenido: bytes, vigente: Motor) -> list[Dictamen] | None:
    """Un PDF de varias láminas se rehace entero: sus hojas no se pueden comparar por separado. None si tampoco así es idéntico."""
    hallada = versiones.la_de(vigente, sellos[0].publicacion, sellos[0].manifiesto)
    if hallada is None:
        return None
    motor, elegible = hallada
    try:
        vistas = [de_direccion(sello.vista, elegible)[0] for sello in sellos]
        if exportar_varias(motor, elegible, vistas, sellos[0].formato, _ajustes(sellos[0])).contenido != contenido:
            return None
    except ErrorApertura:
        return None
    return [_segun_la_version(sello, motor, vigente, "Es, byte por byte, el que Apertura hace.") for sello in sellos]


def de_texto(texto: str, vigente: Motor) -> list[Dictamen]:
    """De lo que se lee en un archivo impreso: el enlace y el sello; o el enlace del QR; o la ficha completa."""
    recortado = texto[:LARGO_DE_TEXTO]
    if halladas := leer_fichas(recortado.encode()):
        return [_de_ficha(sello, dicho, None, vigente) for sello, dicho in halladas[:SELLOS_MAXIMOS]]
    codigo, enlace = _CODIGO.search(recortado.upper()), _DIRECCION.search(recortado)
    if codigo is None:
        return [Dictamen("sin_sello", "En ese texto no hay un sello como 20261125-7K3M-9QXD-0B2C-V5TN.")]
    if enlace is None:
        return [Dictamen("no_se_pudo", "Con sólo el sello no se sabe de qué vista es: pegue también el enlace que lo acompaña.")]
    return [_de_enlace(enlace[0], codigo[0], codigo[1], vigente)]


def _de_ficha(sello: Sello, dicho: str, contenido: bytes | None, vigente: Motor) -> Dictamen:
    if (
        sello.codigo != dicho
        or _fecha(sello.fecha) is None
        or sello.formato not in ("", *FORMATOS)
        or sello.tema not in ("claro", "oscuro")
    ):
        return Dictamen("alterado", "La ficha del sello fue modificada: no da su propio código.", sello)
    hallada = versiones.la_de(vigente, sello.publicacion, sello.manifiesto)
    if hallada is None:
        return _sin_su_version(sello, contenido)
    motor, elegible = hallada
    lamina = _lamina(sello.vista, motor, elegible, sello.tema)
    if lamina is None:
        return _no_da_lo_mismo(sello, "La vista que dice su ficha no existe en esa publicación.")
    if huella_de_datos(lamina.datos) != sello.datos:
        return _no_da_lo_mismo(sello, "Los datos de esa vista no son los que dice su ficha.")
    if contenido is None:
        return _segun_la_version(sello, motor, vigente, CORRESPONDE)
    if not sello.formato:
        return Dictamen("no_se_pudo", f"{CORRESPONDE} {SIN_COMPARAR}", sello, vista=sello.vista)
    return _del_contenido(sello, lamina, contenido, motor, vigente)


def _del_contenido(sello: Sello, lamina: Lamina, contenido: bytes, motor: Motor, vigente: Motor) -> Dictamen:
    try:
        esperado = de_lamina(lamina, motor.publicacion, FORMATOS[sello.formato], _ajustes(sello))
    except ErrorApertura as error:
        return Dictamen("no_se_pudo", f"No se pudo rehacer para comparar: {error.que}.", sello, vista=sello.vista)
    hecha = comparar(contenido, esperado, sello)
    if hecha.iguales:
        dictamen = _segun_la_version(sello, motor, vigente, hecha.nota)
        return Dictamen(dictamen.veredicto, dictamen.porque, sello, hecha.diferencias, sello.vista)
    if not hecha.seguro:
        return Dictamen("no_se_pudo", hecha.nota, sello, vista=sello.vista)
    return Dictamen("alterado", "No dice lo que esa publicación dice.", sello, hecha.diferencias, sello.vista)


def _ajustes(sello: Sello) -> Ajustes:
    return Ajustes("oscuro" if sello.tema == "oscuro" else "claro", _fecha(sello.fecha) or date.min, sello.origen)


def _segun_la_version(sello: Sello, motor: Motor, vigente: Motor, porque: str) -> Dictamen:
    """Auténtico si es de la publicación que se muestra; si es de otra que está aquí, se dice y si hoy las cifras son las mismas."""
    if motor is vigente:
        return Dictamen("autentico", porque, sello, vista=sello.vista)
    hoy = _lamina(sello.vista, vigente, catalogo(vigente), sello.tema)
    iguales = hoy is not None and huella_de_datos(hoy.datos) == sello.datos
    cambio = "las cifras de esa vista siguen siendo las mismas" if iguales else "las cifras de esa vista ya cambiaron"
    cual = f"Es auténtico de la publicación {sello.publicacion}, que no es la que se muestra ({vigente.publicacion.version})"
    return Dictamen("otra_version", f"{cual}: {cambio}. {porque}", sello, vista=sello.vista)


def _sin_su_version(sello: Sello, contenido: bytes | None) -> Dictamen:
    """No hay con qué rehacerlo: sólo se puede ver si contradice a su propia ficha."""
    cual = f"Es de la publicación {sello.publicacion}, que no está en este equipo"
    if (
        contenido is not None
        and sello.contenido
        and sello.formato in ("png", "svg", "pdf")
        and huella(sin_ficha(contenido)) != sello.contenido
    ):
        return Dictamen("alterado", "El dibujo no es el que su ficha describe: se cambió después de exportarlo.", sello, vista=sello.vista)
    return Dictamen("otra_version", f"{cual}: no hay con qué comparar sus cifras.", sello, vista=sello.vista)


def _no_da_lo_mismo(sello: Sello, porque: str) -> Dictamen:
    if sello.programa != __version__:
        otra = f"Lo hizo la versión {sello.programa} del programa y ésta es la {__version__}, que puede armar esa vista de otro modo."
        return Dictamen("otra_version", f"{porque} {otra}", sello, vista=sello.vista)
    return Dictamen("alterado", porque, sello, vista=sello.vista)


def _de_enlace(enlace: str, codigo: str, dia: str, vigente: Motor) -> Dictamen:
    """Con el enlace, la fecha y el código: se calcula el sello con cada publicación que haya aquí."""
    hoy = _fecha(f"{dia[:4]}-{dia[4:6]}-{dia[6:]}")
    if hoy is None:
        return Dictamen("alterado", f"La fecha del sello ({dia}) no existe.")
    for motor, elegible in versiones.todas(vigente):
        lamina = _lamina(enlace, motor, elegible, "claro")
        if lamina is None:
            continue
        sello = sellar(lamina, motor.publicacion, hoy)
        if sello.codigo == codigo:
            return _segun_la_version(sello, motor, vigente, "El sello corresponde a esa vista, a esa fecha y a esa publicación.")
    return Dictamen(
        "alterado",
        "Con ninguna publicación de este equipo da ese sello: se cambió el enlace, la fecha o el sello, o es de una publicación que "
        "no está aquí.",
        vista=enlace,
    )  # fmt: skip


def _lamina(direccion: str, motor: Motor, elegible: Catalogo, tema: str) -> Lamina | None:
    """La lámina de esa dirección, exacta: una vista que cae a la más parecida no es la misma."""
    try:
        vista, avisos = de_direccion(direccion, elegible)
        return None if avisos else laminas.lamina(motor, elegible, vista, "oscuro" if tema == "oscuro" else "claro")
    except ErrorApertura:
        return None


def _fecha(texto: str) -> date | None:
    try:
        return date.fromisoformat(texto)
    except ValueError:
        return None
