-- qué: Una entidad (32 y FED) por renglón, haya o no dato: media simple de sus sujetos, lugar según la media sin redondear (y cuántas leen la misma cifra a dos decimales, desde qué lugar), brecha oficial, proporción en cero y P90 − P10.
-- lee: entidades, indicadores, resultados, sujetos
-- parámetros: metrica, edicion, indicador, ordenes (lista o nulo), tipos (lista o nulo)
-- llave: cve_ent
-- columnas: cve_ent, entidad, abreviatura, es_entidad, n_sujetos, valor, lugar, iguales, primero, lugar_entidades, brecha, en_cero, dispersion
with elegidos as (
  select s.cve_ent, r.valor
  from resultados r
  join sujetos s using (clave_sujeto)
  where r.metrica = $metrica and r.edicion = $edicion and r.indicador = $indicador
    and ($ordenes::varchar[] is null or list_contains($ordenes::varchar[], s.orden))
    and ($tipos::varchar[] is null or list_contains($tipos::varchar[], s.tipo))
),
resumen as (
  select
    cve_ent,
    count(*) as n_sujetos,
    avg(valor) as valor,
    avg((valor = 0)::integer) as en_cero,
    -- Con menos de cinco sujetos los percentiles 10 y 90 no dicen nada.
    case when count(*) >= 5 then quantile_cont(valor, 0.9) - quantile_cont(valor, 0.1) end as dispersion
  from elegidos
  group by cve_ent
),
ordenadas as (
  select
    e.cve_ent,
    e.nombre as entidad,
    e.abreviatura,
    e.es_entidad,
    coalesce(r.n_sujetos, 0) as n_sujetos,
    r.valor,
    -- Doce decimales quitan el ruido binario; dos son los que se leen.
    round(cast(r.valor as decimal(18, 12)), 2) as cifra,
    case when r.valor is not null then rank() over (order by cast(r.valor as decimal(18, 12)) desc nulls last) end as lugar,
    r.en_cero,
    r.dispersion
  from entidades e
  left join resumen r using (cve_ent)
),
peso as (
  select coalesce(peso_en_padre, case when nivel = 'indice' then 1 end) as peso
  from indicadores
  where metrica = $metrica and edicion = $edicion and indicador = $indicador
)
select
  cve_ent,
  entidad,
  abreviatura,
  es_entidad,
  n_sujetos,
  valor,
  lugar,
  case when valor is not null then count(*) over (partition by cifra) end as iguales,
  case when valor is not null then min(lugar) over (partition by cifra) end as primero,
  case
    when valor is not null and es_entidad then rank() over (partition by es_entidad order by cast(valor as decimal(18, 12)) desc nulls last)
  end as lugar_entidades,
  (select max(peso) from peso) * (1 - valor) as brecha,
  en_cero,
  dispersion
from ordenadas
order by cve_ent
