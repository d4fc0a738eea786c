-- qué: Lugar de cada entidad en cada indicador según su media sin redondear, con y sin la Federación; con dos decimales puede haber empate: cuántas lo comparten y desde qué lugar.
-- lee: entidades, resultados, sujetos
-- parámetros: metrica, edicion, ordenes (lista o nulo), tipos (lista o nulo)
-- llave: cve_ent, indicador
-- columnas: cve_ent, indicador, valor, n_sujetos, lugar, total, iguales, primero, lugar_entidades, total_entidades, iguales_entidades, primero_entidades
with medias as (
  select s.cve_ent, r.indicador, avg(r.valor) as valor, count(*) as n_sujetos
  from resultados r
  join sujetos s using (clave_sujeto)
  where r.metrica = $metrica and r.edicion = $edicion
    and ($ordenes::varchar[] is null or list_contains($ordenes::varchar[], s.orden))
    and ($tipos::varchar[] is null or list_contains($tipos::varchar[], s.tipo))
  group by s.cve_ent, r.indicador
),
ordenadas as (
  select
    m.*,
    e.es_entidad,
    -- Doce decimales quitan el ruido binario; dos son los que se publican.
    round(cast(m.valor as decimal(18, 12)), 2) as cifra,
    rank() over (partition by m.indicador order by cast(m.valor as decimal(18, 12)) desc) as lugar,
    rank() over (partition by m.indicador, e.es_entidad order by cast(m.valor as decimal(18, 12)) desc) as lugar_entre_iguales
  from medias m
  join entidades e using (cve_ent)
)
select
  cve_ent,
  indicador,
  valor,
  n_sujetos,
  lugar,
  count(*) over (partition by indicador) as total,
  count(*) over (partition by indicador, cifra) as iguales,
  min(lugar) over (partition by indicador, cifra) as primero,
  case when es_entidad then lugar_entre_iguales end as lugar_entidades,
  count(case when es_entidad then 1 end) over (partition by indicador) as total_entidades,
  case when es_entidad then count(*) over (partition by indicador, cifra, es_entidad) end as iguales_entidades,
  case when es_entidad then min(lugar_entre_iguales) over (partition by indicador, cifra, es_entidad) end as primero_entidades
from ordenadas
order by cve_ent, indicador
