-- qué: Una cifra de una institución de justicia por renglón: las judiciales de la MGA y las que tienen cifra en la MJA, de su base si la hay o publicada, con la llave que las une.
-- lee: ediciones, entidades, publicados, resultados, sujetos, unidades_publicadas
-- parámetros: edicion_mga, edicion_mja
-- llave: metrica, clave, indicador
-- columnas: metrica, edicion, clave, institucion, cve_ent, entidad, indicador, valor, origen, correspondencia, motivo, cita
with de_justicia as (
  select
    s.clave_sujeto,
    split_part(lower(s.nombre), ' (', 1) as nombre,
    s.tipo,
    s.cve_ent,
    count(*) over (partition by s.cve_ent, s.tipo) as cuantas
  from sujetos s
  where exists (select 1 from resultados r where r.clave_sujeto = s.clave_sujeto and r.metrica = 'MJA' and r.edicion = $edicion_mja)
),
tocayas as (
  select cve_ent, nombre, count(*) as cuantas
  from de_justicia
  group by cve_ent, nombre
),
judiciales as (
  select
    s.clave_sujeto,
    s.cve_ent,
    split_part(lower(s.nombre), ' (', 1) as nombre,
    coalesce(t.cuantas, 0) as tocayas,
    count(*) over (partition by s.cve_ent) as cuantas
  from sujetos s
  left join tocayas t on t.cve_ent = s.cve_ent and t.nombre = split_part(lower(s.nombre), ' (', 1)
  where s.tipo = 'judicial'
    and exists (select 1 from resultados r where r.clave_sujeto = s.clave_sujeto and r.metrica = 'MGA' and r.edicion = $edicion_mga)
),
-- Las bases no comparten claves: la MJA tiene sus tipos. Se unen por clave o, sin ambigüedad, por nombre (sin siglas) y entidad; si no, el único
-- Poder Judicial de la entidad va junto al único tribunal que midió la MGA, como cercano.
parejas as (
  select
    m.clave_sujeto,
    coalesce(igual.clave_sujeto, tocaya.clave_sujeto, cabeza.clave_sujeto) as pareja,
    case
      when igual.clave_sujeto is not null or tocaya.clave_sujeto is not null then 'misma'
      when cabeza.clave_sujeto is not null then 'cercana'
      when m.tipo = 'poder_judicial' then 'ambigua'
      else 'sin par'
    end as correspondencia,
    case
      when igual.clave_sujeto is not null then 'Está en las bases de las dos métricas.'
      when tocaya.clave_sujeto is not null then 'Mismo nombre y misma entidad en las bases de las dos métricas.'
      when cabeza.clave_sujeto is not null
        then 'La MGA midió al tribunal superior, que encabeza el Poder Judicial que mide la MJA: son cercanas, no idénticas.'
      when m.tipo = 'poder_judicial' then 'Ninguna institución judicial de la MGA se le puede unir sin duda por su nombre y su entidad.'
      else 'La MGA no midió esta clase de institución entre las judiciales.'
    end as motivo
  from de_justicia m
  left join judiciales igual on igual.clave_sujeto = m.clave_sujeto
  left join judiciales tocaya on tocaya.cve_ent = m.cve_ent and tocaya.nombre = m.nombre and tocaya.tocayas = 1
  left join judiciales cabeza
    on cabeza.cve_ent = m.cve_ent and cabeza.tocayas = 0 and cabeza.cuantas = 1 and m.tipo = 'poder_judicial' and m.cuantas = 1
),
de_base as (
  select
    r.metrica,
    r.edicion,
    case when r.metrica = 'MJA' then coalesce(p.pareja, r.clave_sujeto) else r.clave_sujeto end as clave,
    s.etiqueta as institucion,
    s.cve_ent,
    r.indicador,
    r.valor,
    'base oficial' as origen,
    case when r.metrica = 'MJA' then p.correspondencia else 'misma' end as correspondencia,
    case when r.metrica = 'MJA' then p.motivo else 'Está en la base de la MGA.' end as motivo,
    d.nombre as cita
  from resultados r
  join sujetos s on s.clave_sujeto = r.clave_sujeto
  join ediciones d on d.metrica = r.metrica and d.edicion = r.edicion
  left join parejas p on p.clave_sujeto = r.clave_sujeto
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
