"""El ejemplo simulado: instituciones y cifras inventadas, con semilla fija, de las ediciones cuya base no está en línea.

Sirve para ver la aplicación llena y para practicar. Sus medias nacionales son las publicadas y sus tamaños, los oficiales;
todo lo demás es invención, y lo dice: la publicación que sale de aquí es simulada (`apertura.publicacion.es_simulada`).
"""

from apertura.importador.ejemplo.armar import publicar, tablas_del_ejemplo

__all__ = ["publicar", "tablas_del_ejemplo"]
