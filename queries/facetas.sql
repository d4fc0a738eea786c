-- qué: Cuántos sujetos hay por entidad, orden y tipo; cada faceta cuenta con los filtros de las otras dos.
-- lee: entidades, ordenes, resultados, sujetos, tipos
-- parámetros: metrica, edicion, entidades (lista o nulo), ordenes (lista o nulo), tipos (lista o nulo)
-- llave: faceta, clave
-- columnas: faceta, clave, etiqueta, n_sujetos
with evaluados as (
  select
    s.clave_sujeto,
    s.cve_ent,
    s.orden,
    s.tipo,
    $entidades::varchar[] is null or list_contains($entidades::varchar[], s.cve_ent) as por_entidad,
    $ordenes::varchar[] is null or list_contains($ordenes::varchar[], s.orden) as por_orden,
    $tipos::varchar[] is null or list_contains($tipos::varchar[], s.tipo) as por_tipo
  from sujetos s
  where exists (
      select 1 from resultados r
      where r.clave_sujeto = s.clave_sujeto and r.metrica = $metrica and r.edicion = $edicion
    )
),
contadas as (
  select 'entidad' as faceta, e.cve_ent as clave, e.nombre as etiqueta, 0 as posicion,
    count(v.clave_sujeto) filter (where v.por_orden and v.por_tipo) as n_sujetos
  from entidades e left join evaluados v using (cve_ent) group by e.cve_ent, e.nombre
  union all
  select 'orden', o.orden, o.etiqueta, o.posicion,
    count(v.clave_sujeto) filter (where v.por_entidad and v.por_tipo)
  from ordenes o left join evaluados v using (orden) group by o.orden, o.etiqueta, o.posicion
  union all
  select 'tipo', t.tipo, t.etiqueta, t.posicion,
    count(v.clave_sujeto) filter (where v.por_entidad and v.por_orden)
  from tipos t left join evaluados v using (tipo) group by t.tipo, t.etiqueta, t.posicion
)
select faceta, clave, etiqueta, n_sujetos
from contadas
order by faceta, posicion, clave
