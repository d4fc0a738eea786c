-- qué: Un sujeto obligado por renglón con sus siete cifras y su renglón de origen; la ventana (desde, limite) corta después de ordenar.
-- lee: entidades, ordenes, resultados, sujetos, tipos
-- parámetros: edicion, entidades (lista o nulo), ordenes (lista o nulo), tipos (lista o nulo), claves (lista o nulo), desde (entero o nulo), limite (entero o nulo)
-- llave: clave_sujeto
-- columnas: clave_sujeto, nombre, etiqueta, cve_ent, entidad, orden, nombre_orden, tipo, nombre_tipo, cve_mun, GA, T, P, TG, TC, PG, PC, fuente, renglon
with elegidos as (
  select s.*
  from sujetos s
  where exists (
      select 1 from resultados r where r.clave_sujeto = s.clave_sujeto and r.metrica = 'MGA' and r.edicion = $edicion
    )
    and ($entidades::varchar[] is null or list_contains($entidades::varchar[], s.cve_ent))
    and ($claves::varchar[] is null or list_contains($claves::varchar[], s.clave_sujeto))
    and ($ordenes::varchar[] is null or list_contains($ordenes::varchar[], s.orden))
    and ($tipos::varchar[] is null or list_contains($tipos::varchar[], s.tipo))
  order by s.clave_sujeto
  limit coalesce($limite::integer, 2147483647) offset coalesce($desde::integer, 0)
)
select
  s.clave_sujeto,
  s.nombre,
  s.etiqueta,
  s.cve_ent,
  e.nombre as entidad,
  s.orden,
  o.etiqueta as nombre_orden,
  s.tipo,
  t.etiqueta as nombre_tipo,
  s.cve_mun,
  max(r.valor) filter (where r.indicador = 'GA') as "GA",
  max(r.valor) filter (where r.indicador = 'T') as "T",
  max(r.valor) filter (where r.indicador = 'P') as "P",
  max(r.valor) filter (where r.indicador = 'TG') as "TG",
  max(r.valor) filter (where r.indicador = 'TC') as "TC",
  max(r.valor) filter (where r.indicador = 'PG') as "PG",
  max(r.valor) filter (where r.indicador = 'PC') as "PC",
  min(r.fuente) as fuente,
  min(r.renglon) as renglon
from elegidos s
join resultados r on r.clave_sujeto = s.clave_sujeto and r.metrica = 'MGA' and r.edicion = $edicion
join entidades e on e.cve_ent = s.cve_ent
join tipos t on t.tipo = s.tipo
join ordenes o on o.orden = s.orden
group by s.clave_sujeto, s.nombre, s.etiqueta, s.cve_ent, e.nombre, s.orden, o.etiqueta, s.tipo, t.etiqueta, s.cve_mun
order by s.clave_sujeto
