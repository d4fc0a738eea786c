"""Letras y números de columna, como los cuenta Excel."""


def letra(indice: int) -> str:
    """La letra de una columna contada desde 0, como en Excel: 0 → A, 26 → AA."""
    texto = ""
    indice += 1
    while indice:
        indice, resto = divmod(indice - 1, 26)
        texto = chr(65 + resto) + texto
    return texto


def indice(letras: str) -> int:
    """Columna desde 0: A → 0, AA → 26."""
    total = 0
    for letra in letras.upper():
        total = total * 26 + ord(letra) - 64
    return total - 1
