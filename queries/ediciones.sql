-- qué: Una edición de una métrica por renglón.
-- lee: ediciones
-- parámetros: ninguno
-- llave: metrica, edicion
-- columnas: metrica, edicion, nombre, anio_levantamiento, operador, universo, n_sujetos, n_disponibles, nivel_disponible, cobertura, fuente
select metrica, edicion, nombre, anio_levantamiento, operador, universo, n_sujetos, n_disponibles, nivel_disponible, cobertura, fuente
from ediciones
order by metrica, edicion
