-- qué: Un indicador de una edición por renglón: si admite comparación y por qué.
-- lee: comparabilidad, indicadores
-- parámetros: metrica (o nulo)
-- llave: metrica, edicion, indicador
-- columnas: metrica, edicion, indicador, nombre, comparable, motivo
select c.metrica, c.edicion, c.indicador, i.nombre_corto as nombre, c.comparable, c.motivo
from comparabilidad c
join indicadores i using (metrica, edicion, indicador)
where $metrica::varchar is null or c.metrica = $metrica::varchar
order by c.metrica, c.edicion, i.posicion, c.indicador
