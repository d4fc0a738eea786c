-- qué: Una cifra de una institución de justicia por renglón: las judiciales de la MGA y las que tienen cifra en la MJA, de su base si la hay o publicada, con la llave que las une.
-- lee: ediciones, entidades, publicados, resultados, sujetos, unidades_publicadas
-- parámetros: edicion_mga, edicion_mja
-- llave: metrica, clave, indicador
-- columnas: metrica, edicion, clave, institucion, cve_ent, entidad, indicador, valor, origen, correspondencia, motivo, cita
with de_base as (
  select
    r.metrica,
    r.edicion,
    r.clave_sujeto as clave,
    s.etiqueta as institucion,
    s.cve_ent,
    r.indicador,
    r.valor,
    'base oficial' as origen,
    'misma' as correspondencia,
    'Está en las bases de las dos métricas.' as motivo,
    d.nombre as cita
  from resultados r
  join sujetos s using (clave_sujeto)
  join ediciones d on d.metrica = r.metrica and d.edicion = r.edicion
  where (r.metrica = 'MGA' and r.edicion = $edicion_mga and s.tipo = 'judicial') or (r.metrica = 'MJA' and r.edicion = $edicion_mja)
),
publicadas as (
  select
    p.metrica,
    p.edicion,
    coalesce(u.clave_sujeto, u.unidad) as clave,
    u.nombre as institucion,
    p.clave as cve_ent,
    p.indicador,
    p.valor,
    'publicada' as origen,
    u.correspondencia,
    u.motivo,
    p.cita
  from publicados p
  join unidades_publicadas u on u.metrica = p.metrica and u.ambito = p.ambito and u.etiqueta = p.etiqueta and u.clave = p.clave
  where p.metrica = 'MJA' and p.edicion = $edicion_mja and p.ambito = 'sujeto' and p.medida = 'valor'
    and not exists (select 1 from de_base b where b.metrica = 'MJA')
)
select
  c.metrica, c.edicion, c.clave, c.institucion, c.cve_ent, e.nombre as entidad, c.indicador, c.valor, c.origen, c.correspondencia, c.motivo, c.cita
from (select * from de_base union all select * from publicadas) c
join entidades e using (cve_ent)
order by c.metrica, c.clave, c.indicador
