-- qué: Un orden de gobierno por renglón.
-- lee: ordenes
-- parámetros: ninguno
-- llave: orden
-- columnas: orden, etiqueta, etiqueta_plural
select orden, etiqueta, etiqueta_plural
from ordenes
order by posicion, orden
