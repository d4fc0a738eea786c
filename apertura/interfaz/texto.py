"""Texto ajeno dentro de Markdown: se escapa todo lo que Streamlit interpretaría."""

import re

_ESPECIALES = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$:~&])")


def texto_seguro(texto: object) -> str:
    """El mismo texto, sin que ningún carácter suyo se vuelva formato, enlace, imagen o fórmula."""
    return _ESPECIALES.sub(r"\\\1", str(texto).replace("\n", " "))
