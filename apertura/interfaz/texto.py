"""Texto ajeno dentro de Markdown: se escapa todo lo que Streamlit interpretaría."""

import re

# Saltos de todo tipo, controles y marcas que voltean el sentido de la lectura.
_BLANCOS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
# Streamlit los busca después de leer el Markdown, así que escaparlos no basta: iconos, direcciones y correos.
_TARDIOS = re.compile(r"(:(?=material/|streamlit:|//)|www(?=\.)|@)", re.IGNORECASE)
_ESPECIALES = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>=$:~&^])")
_UNION = "\u2060"  # no se ve, no se copia como letra y no deja partir el renglón


def texto_seguro(texto: object) -> str:
    """El mismo texto en un renglón, sin que nada suyo se vuelva formato, enlace, imagen, icono o fórmula."""
    renglon = _BLANCOS.sub(" ", str(texto)).strip()
    return _ESPECIALES.sub(r"\\\1", _TARDIOS.sub(rf"\1{_UNION}", renglon))
