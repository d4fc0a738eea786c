-- qué: Un indicador de una unidad por renglón: media simple de sus sujetos y cuántos son; si la unidad es un sujeto, su cifra.
-- lee: resultados, sujetos
-- parámetros: metrica, edicion, unidades
-- llave: unidad, indicador
-- columnas: unidad, indicador, valor, n_sujetos
select u.unidad, r.indicador, avg(r.valor) as valor, count(*) as n_sujetos
from (select distinct unnest($unidades::varchar[]) as unidad) u
join sujetos s
  on u.unidad = 'nacional'
  or u.unidad = 'entidad.' || s.cve_ent
  or u.unidad = 'orden.' || s.orden
  or u.unidad = 'tipo.' || s.tipo
  or u.unidad = 'grupo.' || s.orden || '.' || s.tipo
  or u.unidad = 'sujeto.' || s.clave_sujeto
join resultados r using (clave_sujeto)
where r.metrica = $metrica and r.edicion = $edicion
group by u.unidad, r.indicador
order by u.unidad, r.indicador
