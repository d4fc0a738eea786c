-- qué: Una cifra por renglón, en todas las ediciones de la métrica: la de la institución en cada base oficial, y las publicadas de la institución con ese nombre, de su entidad y la nacional.
-- lee: ediciones, publicados, resultados, sujetos
-- parámetros: metrica, indicador, clave_sujeto, cve_ent, nombres (lista o nulo)
-- llave: edicion, ambito, etiqueta, origen, cita
-- columnas: edicion, ambito, etiqueta, valor, origen, confianza, cita, nota
with de_base as (
  select
    r.edicion,
    'sujeto' as ambito,
    s.etiqueta,
    r.valor,
    'base oficial' as origen,
    null as confianza,
    d.nombre || ', base de sujetos obligados, renglón ' || r.renglon as cita,
    null as nota
  from resultados r
  join sujetos s using (clave_sujeto)
  join ediciones d on d.metrica = r.metrica and d.edicion = r.edicion
  where r.metrica = $metrica and r.indicador = $indicador and r.clave_sujeto = $clave_sujeto
),
de_lo_publicado as (
  select distinct edicion, ambito, etiqueta, valor, 'publicada' as origen, confianza, cita, nota
  from publicados
  where metrica = $metrica
    and indicador = $indicador
    and medida = 'valor'
    and (
      ambito = 'nacional'
      or (ambito = 'entidad' and clave = $cve_ent)
      or (ambito = 'sujeto' and clave = $cve_ent and list_contains($nombres::varchar[], etiqueta))
    )
)
select edicion, ambito, etiqueta, valor, origen, confianza, cita, nota
from (select * from de_base union all select * from de_lo_publicado) cifras
order by edicion, case ambito when 'sujeto' then 1 when 'entidad' then 2 else 3 end, etiqueta, origen, cita
