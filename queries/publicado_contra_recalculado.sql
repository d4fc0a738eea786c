-- qué: Una cifra publicada por renglón junto a la que sale de los sujetos: nacional, entidades, órdenes y tipos.
-- lee: publicados, resultados, sujetos
-- parámetros: metrica, edicion
-- llave: ambito, clave, indicador
-- columnas: ambito, clave, etiqueta, indicador, publicado, recalculado, n_sujetos, diferencia, coincide, confianza, cita
with largos as (
  select r.indicador, r.valor, s.cve_ent, s.orden, s.tipo
  from resultados r
  join sujetos s using (clave_sujeto)
  where r.metrica = $metrica and r.edicion = $edicion
),
medias as (
  select 'nacional' as ambito, '00' as clave, indicador, avg(valor) as recalculado, count(*) as n_sujetos
  from largos group by indicador
  union all
  select 'entidad', cve_ent, indicador, avg(valor), count(*) from largos group by cve_ent, indicador
  union all
  select 'orden', orden, indicador, avg(valor), count(*) from largos group by orden, indicador
  union all
  select 'tipo', tipo, indicador, avg(valor), count(*) from largos group by tipo, indicador
)
select
  p.ambito,
  p.clave,
  p.etiqueta,
  p.indicador,
  p.valor as publicado,
  m.recalculado,
  m.n_sujetos,
  m.recalculado - p.valor as diferencia,
  -- Una cifra con dos decimales representa cualquier valor a ±0.005; el 1e-9 absorbe el ruido binario.
  abs(m.recalculado - p.valor) <= 0.005 + 1e-9 as coincide,
  p.confianza,
  p.cita
from publicados p
join medias m using (ambito, clave, indicador)
where p.metrica = $metrica and p.edicion = $edicion and p.medida = 'valor'
order by p.ambito, p.clave, p.indicador
