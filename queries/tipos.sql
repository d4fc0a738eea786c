-- qué: Un tipo de sujeto obligado por renglón, en orden de presentación.
-- lee: tipos
-- parámetros: ninguno
-- llave: tipo
-- columnas: tipo, etiqueta, etiqueta_plural
select tipo, etiqueta, etiqueta_plural
from tipos
order by posicion, tipo
