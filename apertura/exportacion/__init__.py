"""Exportación: tabla y gráfica → archivo, siempre con fuente, selección en palabras, versión de datos y fecha."""
