-- qué: Una fuente por renglón, con su ficha.
-- lee: fuentes
-- parámetros: ninguno
-- llave: fuente
-- columnas: fuente, titulo, publica, url, consultado, licencia, archivo, sha256, descripcion, comprobacion
select fuente, titulo, publica, url, consultado, licencia, archivo, sha256, descripcion, comprobacion
from fuentes
order by fuente
