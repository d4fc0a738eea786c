-- qué: Una edición por renglón: cuántos sujetos, resultados y cifras publicadas hay, y cuántos nombres se restituyeron.
-- lee: ediciones, publicados, resultados, sujetos
-- parámetros: ninguno
-- llave: metrica, edicion
-- columnas: metrica, edicion, n_evaluados, n_sujetos, n_resultados, n_sin_dato, n_publicados, n_restituidos
with presentes as (
  select distinct metrica, edicion, clave_sujeto from resultados
),
restituidos as (
  select p.metrica, p.edicion, count(*) as n
  from presentes p
  join sujetos s using (clave_sujeto)
  where s.nombre <> s.nombre_publicado
  group by p.metrica, p.edicion
),
medidos as (
  select metrica, edicion, count(distinct clave_sujeto) as n_sujetos, count(valor) as n_resultados, count(*) - count(valor) as n_sin_dato
  from resultados
  group by metrica, edicion
),
cifras as (
  select metrica, edicion, count(*) as n from publicados group by metrica, edicion
)
select d.metrica, d.edicion, d.n_sujetos as n_evaluados, coalesce(m.n_sujetos, 0) as n_sujetos, coalesce(m.n_resultados, 0) as n_resultados,
  m.n_sin_dato, coalesce(c.n, 0) as n_publicados, case when m.n_sujetos is not null then coalesce(t.n, 0) end as n_restituidos
from ediciones d
left join medidos m using (metrica, edicion)
left join cifras c using (metrica, edicion)
left join restituidos t using (metrica, edicion)
order by d.metrica, d.edicion
