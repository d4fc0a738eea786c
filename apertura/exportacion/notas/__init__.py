"""Nota de prensa y oficio: el texto de una lámina, con su cuadro, sus cautelas y sus sellos, en Word o en Markdown."""
