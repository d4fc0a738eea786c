-- qué: Un sujeto por renglón con el error de cada identidad de la MGA: GA = (T+P)/2, T = (TG+TC)/2, P = (PG+PC)/2.
-- lee: resultados
-- parámetros: edicion
-- llave: clave_sujeto
-- columnas: clave_sujeto, error_ga, error_t, error_p, renglon
with ancho as (
  select
    clave_sujeto,
    max(valor) filter (where indicador = 'GA') as ga,
    max(valor) filter (where indicador = 'T') as t,
    max(valor) filter (where indicador = 'P') as p,
    max(valor) filter (where indicador = 'TG') as tg,
    max(valor) filter (where indicador = 'TC') as tc,
    max(valor) filter (where indicador = 'PG') as pg,
    max(valor) filter (where indicador = 'PC') as pc,
    min(renglon) as renglon
  from resultados
  where metrica = 'MGA' and edicion = $edicion
  group by clave_sujeto
)
select
  clave_sujeto,
  abs(ga - (t + p) / 2) as error_ga,
  abs(t - (tg + tc) / 2) as error_t,
  abs(p - (pg + pc) / 2) as error_p,
  renglon
from ancho
order by clave_sujeto
