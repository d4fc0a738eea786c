"""El diccionario de datos, en Markdown, a partir de los contratos: lo mismo que valida es lo que se explica."""

from apertura.contratos import Campo, Contrato, contratos

ENCABEZADO = """# Diccionario de datos

Qué hay en cada tabla de `data/publicacion/`. Sale de `data/contratos/` con `python -m apertura diccionario`: no se
edita a mano. Son los mismos contratos que validan la publicación al construirla.

Los valores no van redondeados. «Puede faltar» quiere decir que la celda vacía es un valor permitido, no un error.
"""

# Los contratos se escriben en ASCII; aquí lo lee una persona.
TIPOS = {"logico": "lógico"}


def diccionario() -> str:
    """El documento completo, una sección por tabla en orden alfabético."""
    tablas = contratos().values()
    indice = "\n".join(f"- [`{c.tabla}`](#{c.tabla}): {c.descripcion}" for c in tablas)
    return "\n".join([ENCABEZADO, indice, "", *[_tabla(contrato) for contrato in tablas]])


def _tabla(contrato: Contrato) -> str:
    llave = ", ".join(f"`{campo}`" for campo in contrato.llave)
    renglones = "\n".join(_campo(campo) for campo in contrato.campos)
    renglon = contrato.renglon[0].lower() + contrato.renglon[1:]
    return (
        f"## {contrato.tabla}\n\n{contrato.descripcion} Un renglón: {renglon}. Llave: {llave}.\n\n"
        f"| campo | tipo | unidad | admite | descripción |\n|---|---|---|---|---|\n{renglones}\n"
    )


def _campo(campo: Campo) -> str:
    celdas = [
        f"`{campo.nombre}`",
        TIPOS.get(campo.tipo, campo.tipo),
        campo.unidad,
        "; ".join(_admite(campo)),
        campo.descripcion,
    ]
    # La barra separa celdas aun dentro de un patrón.
    return "| " + " | ".join(celda.replace("|", "\\|") for celda in celdas) + " |"


def _admite(campo: Campo) -> list[str]:
    """Las reglas del campo, en palabras."""
    reglas = [", ".join(f"`{valor}`" for valor in campo.valores)] if campo.valores else []
    if campo.patron:
        reglas.append(f"patrón `{campo.patron}`")
    reglas += _cotas(campo)
    if campo.foranea:
        reglas.append(f"existe en `{campo.foranea}`")
    return [*reglas, "puede faltar"] if campo.nulo else reglas


def _cotas(campo: Campo) -> list[str]:
    minimo, maximo = campo.minimo, campo.maximo
    if minimo is not None and maximo is not None:
        return [f"de {minimo:g} a {maximo:g}"]
    return [f"{minimo:g} o más"] if minimo is not None else []
