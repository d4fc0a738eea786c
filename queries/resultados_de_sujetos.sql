-- qué: Un sujeto obligado × indicador por renglón, de cualquier métrica y edición, con su renglón de origen; la ventana (desde, limite) cuenta sujetos.
-- lee: entidades, ordenes, resultados, sujetos, tipos
-- parámetros: metrica, edicion, entidades (lista o nulo), ordenes (lista o nulo), tipos (lista o nulo), claves (lista o nulo), desde (entero o nulo), limite (entero o nulo)
-- llave: clave_sujeto, indicador
-- columnas: clave_sujeto, nombre, etiqueta, cve_ent, entidad, orden, nombre_orden, tipo, nombre_tipo, cve_mun, indicador, valor, fuente, renglon
with elegidos as (
  select s.*
  from sujetos s
  where exists (
      select 1 from resultados r where r.clave_sujeto = s.clave_sujeto and r.metrica = $metrica and r.edicion = $edicion
    )
    and ($entidades::varchar[] is null or list_contains($entidades::varchar[], s.cve_ent))
    and ($claves::varchar[] is null or list_contains($claves::varchar[], s.clave_sujeto))
    and ($ordenes::varchar[] is null or list_contains($ordenes::varchar[], s.orden))
    and ($tipos::varchar[] is null or list_contains($tipos::varchar[], s.tipo))
  order by s.clave_sujeto
  limit coalesce($limite::bigint, 9223372036854775807) offset coalesce($desde::bigint, 0)
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
  r.indicador,
  r.valor,
  r.fuente,
  r.renglon
from elegidos s
join resultados r on r.clave_sujeto = s.clave_sujeto and r.metrica = $metrica and r.edicion = $edicion
join entidades e on e.cve_ent = s.cve_ent
join tipos t on t.tipo = s.tipo
join ordenes o on o.orden = s.orden
order by s.clave_sujeto, r.indicador
