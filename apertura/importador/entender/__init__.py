"""De las hojas de un archivo a tablas con la forma de la publicación, con cada defecto dicho a una persona."""
