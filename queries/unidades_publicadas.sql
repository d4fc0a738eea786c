-- qué: Una institución o tipo con cifra publicada por renglón, y a qué sujeto de la MGA corresponde.
-- lee: unidades_publicadas
-- parámetros: ninguno
-- llave: metrica, unidad
-- columnas: metrica, unidad, nombre, etiqueta, clave, clave_sujeto, correspondencia, motivo
select metrica, unidad, nombre, etiqueta, clave, clave_sujeto, correspondencia, motivo
from unidades_publicadas
order by metrica, nombre, unidad
