-- qué: Un valor muy lejos de los de su orden y tipo por renglón: a más de tres veces el rango entre cuartiles, en grupos de ocho o más.
-- lee: resultados, sujetos
-- parámetros: ninguno
-- llave: metrica, edicion, clave_sujeto, indicador
-- columnas: metrica, edicion, clave_sujeto, etiqueta, indicador, valor, minimo_esperado, maximo_esperado, n_grupo, fuente, renglon
with valores as (
  select r.metrica, r.edicion, r.clave_sujeto, s.etiqueta, s.orden, s.tipo, r.indicador, r.valor, r.fuente, r.renglon
  from resultados r
  join sujetos s using (clave_sujeto)
),
cuartiles as (
  select metrica, edicion, indicador, orden, tipo, count(valor) as n_grupo,
    percentile_cont(0.25) within group (order by valor) as q1,
    percentile_cont(0.75) within group (order by valor) as q3
  from valores
  group by metrica, edicion, indicador, orden, tipo
)
select v.metrica, v.edicion, v.clave_sujeto, v.etiqueta, v.indicador, v.valor,
  greatest(c.q1 - 3 * (c.q3 - c.q1), 0) as minimo_esperado, least(c.q3 + 3 * (c.q3 - c.q1), 1) as maximo_esperado, c.n_grupo, v.fuente, v.renglon
from valores v
join cuartiles c using (metrica, edicion, indicador, orden, tipo)
where c.n_grupo >= 8 and c.q3 > c.q1
  and (v.valor < c.q1 - 3 * (c.q3 - c.q1) or v.valor > c.q3 + 3 * (c.q3 - c.q1))
order by v.metrica, v.edicion, v.clave_sujeto, v.indicador
