-- qué: Lugar de cada entidad en cada indicador, entre las que tienen dato, con y sin la Federación; los empates son a dos decimales.
-- lee: entidades, resultados, sujetos
-- parámetros: metrica, edicion, ordenes (lista o nulo), tipos (lista o nulo)
-- llave: cve_ent, indicador
-- columnas: cve_ent, indicador, valor, n_sujetos, lugar, total, iguales, lugar_entidades, total_entidades, iguales_entidades
with medias as (
  select s.cve_ent, r.indicador, avg(r.valor) as valor, count(*) as n_sujetos
  from resultados r
  join sujetos s using (clave_sujeto)
  where r.metrica = $metrica and r.edicion = $edicion
    and ($ordenes::varchar[] is null or list_contains($ordenes::varchar[], s.orden))
    and ($tipos::varchar[] is null or list_contains($tipos::varchar[], s.tipo))
  group by s.cve_ent, r.indicador
),
redondeadas as (
  select m.*, e.es_entidad, round(cast(m.valor as decimal(18, 12)), 2) as cifra
  from medias m
  join entidades e using (cve_ent)
)
select
  cve_ent,
  indicador,
  valor,
  n_sujetos,
  rank() over (partition by indicador order by cifra desc) as lugar,
  count(*) over (partition by indicador) as total,
  count(*) over (partition by indicador, cifra) as iguales,
  case when es_entidad then rank() over (partition by indicador, es_entidad order by cifra desc) end as lugar_entidades,
  count(*) filter (where es_entidad) over (partition by indicador) as total_entidades,
  case when es_entidad then count(*) over (partition by indicador, cifra, es_entidad) end as iguales_entidades
from redondeadas
order by cve_ent, indicador
