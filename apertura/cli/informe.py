"""El resultado de `verificar`, en palabras y en una tabla."""

from collections.abc import Sequence

from apertura import formato
from apertura.verificacion import Comprobacion


def informe(comprobaciones: Sequence[Comprobacion], version: str, detalle: bool) -> str:
    """Un renglón por grupo, el total y cada cifra que no coincide; con `detalle`, todas las cifras."""
    fallas = [c for c in comprobaciones if not c.coincide]
    partes = [f"Publicación {version}: lo publicado contra lo recalculado\n", _resumen(comprobaciones)]
    if detalle:
        partes.append(_detalle(comprobaciones))
    elif fallas:
        partes.append("No coinciden:\n" + "\n".join(_renglon(c) for c in fallas))
    partes.append(_conclusion(len(fallas), len(comprobaciones)))
    return "\n".join(partes)


def _resumen(comprobaciones: Sequence[Comprobacion]) -> str:
    grupos = _por_grupo(comprobaciones)
    ancho = max(map(len, grupos))
    titulo = f"{'Grupo':<{ancho}}  Coinciden   No    De  Diferencia máxima"
    renglones = [f"{grupo:<{ancho}}  {_cuenta(suyas)}  {_maxima(suyas):>17}" for grupo, suyas in grupos.items()]
    total = f"{'Total':<{ancho}}  {_cuenta(comprobaciones)}"
    raya = "─" * len(titulo)
    return "\n".join([titulo, raya, *renglones, raya, total, ""])


def _por_grupo(comprobaciones: Sequence[Comprobacion]) -> dict[str, list[Comprobacion]]:
    grupos: dict[str, list[Comprobacion]] = {}
    for comprobacion in comprobaciones:
        grupos.setdefault(comprobacion.grupo, []).append(comprobacion)
    return grupos


def _cuenta(comprobaciones: Sequence[Comprobacion]) -> str:
    bien = sum(c.coincide for c in comprobaciones)
    return f"{bien:>9}  {len(comprobaciones) - bien:>3}  {len(comprobaciones):>4}"


def _maxima(comprobaciones: Sequence[Comprobacion]) -> str:
    diferencias = [abs(c.recalculado - c.publicado) for c in comprobaciones if c.recalculado is not None]
    return formato.decimal(max(diferencias), 5) if diferencias else formato.SIN_DATO


def _detalle(comprobaciones: Sequence[Comprobacion]) -> str:
    bloques = [f"{grupo}\n" + "\n".join(map(_renglon, suyas)) for grupo, suyas in _por_grupo(comprobaciones).items()]
    return "\n\n".join(bloques)


def _renglon(c: Comprobacion) -> str:
    marca = "bien" if c.coincide else "NO  "
    return (
        f"  {marca}  {c.que}: publicado {_numero(c.publicado)}, recalculado {_numero(c.recalculado)} "
        f"(tolerancia {_numero(c.tolerancia)}) · {c.cita}"
    )


def _numero(valor: float | None) -> str:
    if valor is not None and float(valor).is_integer():
        return formato.entero(valor)
    return formato.decimal(valor, 5)


def _conclusion(fallas: int, total: int) -> str:
    if not fallas:
        return f"Coinciden las {formato.entero(total)} comprobaciones."
    quedan = formato.contar(fallas, "comprobación no coincide", "comprobaciones no coinciden")
    return f"{quedan}, de {formato.entero(total)}. Revise la fuente citada o la consulta que la recalcula."
