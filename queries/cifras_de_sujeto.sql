-- qué: Un indicador por renglón: la cifra del sujeto y de qué renglón de qué fuente sale.
-- lee: resultados
-- parámetros: metrica, edicion, clave_sujeto
-- llave: indicador
-- columnas: indicador, valor, fuente, renglon
select indicador, valor, fuente, renglon
from resultados
where metrica = $metrica and edicion = $edicion and clave_sujeto = $clave_sujeto
order by indicador
