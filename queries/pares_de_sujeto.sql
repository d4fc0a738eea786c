-- qué: Un indicador de un par por renglón, incluido el propio sujeto: los puntos de la banda de pares.
-- lee: resultados, sujetos
-- parámetros: metrica, edicion, clave_sujeto
-- llave: clave_sujeto, indicador
-- columnas: clave_sujeto, etiqueta, indicador, valor, es_propio
with propio as (
  select orden, tipo from sujetos where clave_sujeto = $clave_sujeto
),
evaluados as (
  select distinct s.clave_sujeto, s.etiqueta, s.cve_ent, s.orden, s.tipo
  from sujetos s
  join resultados r on r.clave_sujeto = s.clave_sujeto and r.metrica = $metrica and r.edicion = $edicion
),
-- Pares: mismo orden y tipo; con menos de ocho sujetos, todo el orden (METODO §3).
estrecho as (
  select count(*) >= 8 as alcanza from evaluados semi join propio using (orden, tipo)
),
pares as (
  select e.*, case when (select alcanza from estrecho) then 'orden y tipo' else 'orden' end as criterio
  from evaluados e, propio p
  where e.orden = p.orden and (e.tipo = p.tipo or not (select alcanza from estrecho))
)
select p.clave_sujeto, p.etiqueta, r.indicador, r.valor, p.clave_sujeto = $clave_sujeto as es_propio
from pares p
join resultados r on r.clave_sujeto = p.clave_sujeto and r.metrica = $metrica and r.edicion = $edicion
order by r.indicador, r.valor desc, p.clave_sujeto
