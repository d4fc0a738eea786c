"""Impresos: documentos de varias partes en PDF etiquetado, con texto verdadero, compuestos con Typst y sin navegador."""
