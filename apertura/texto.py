"""Texto comparable: sin acentos, en minúsculas y con un solo espacio."""

import re
import unicodedata


def normalizar(texto: str) -> str:
    """«  Secretaría de SALUD » → «secretaria de salud». La ñ se vuelve n, como la teclea quien busca con prisa."""
    # Primero separar y luego minúsculas: «Ａ» y «ℌ» sólo son letras corrientes después de separarse.
    separado = unicodedata.normalize("NFKD", texto).casefold()
    sin_marcas = "".join(letra for letra in separado if not unicodedata.combining(letra))
    return re.sub(r"[^0-9a-z%]+", " ", sin_marcas).strip()
