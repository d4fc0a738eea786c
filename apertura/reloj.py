"""Un reloj atrasado se nota: no puede ser antes de que existieran los datos que se muestran."""

from datetime import UTC, date, datetime

from apertura.formato import fecha


def hoy() -> date:
    """El día de hoy según el equipo, en UTC."""
    return datetime.now(UTC).date()


def aviso(corte: str) -> str:
    """Qué corregir si el equipo dice un día anterior a la fecha de los datos (`corte`, AAAA-MM-DD); vacío si está bien."""
    try:
        datos = date.fromisoformat(corte)
    except ValueError:
        return ""
    # Un día de holgura: al oeste de Greenwich todavía es ayer.
    if (datos - hoy()).days <= 1:
        return ""
    return (
        f"RELOJ · Este equipo cree que hoy es {fecha(hoy())}, antes de la fecha de los datos ({fecha(datos)}). Corrija su reloj: lo que se "
        "descargue o se publique llevaría esa fecha."
    )
