-- qué: Los cuatro cortes de un indicador en una capa por renglón.
-- lee: escalas
-- parámetros: ninguno
-- llave: metrica, indicador, capa
-- columnas: metrica, indicador, capa, corte_1, corte_2, corte_3, corte_4
select metrica, indicador, capa, corte_1, corte_2, corte_3, corte_4
from escalas
order by metrica, indicador, capa
