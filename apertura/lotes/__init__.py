"""Lotes: las fichas de una entidad, o de todas, en una carpeta o un ZIP; con avance, y reanudables."""
