"""El archivo: todo lo que Apertura muestra, en una carpeta que se abre desde el disco, sin servidor y sin red.

Para que estos resultados no se vuelvan a perder: datos, diccionario, fichas, mapas, método, licencias y la huella de cada cosa.
"""
