-- qué: Un indicador por renglón: la cifra del sujeto, su lugar entre sus pares (empatan las cifras idénticas de la fuente) y los cuartiles del grupo.
-- lee: resultados, sujetos
-- parámetros: metrica, edicion, clave_sujeto
-- llave: indicador
-- columnas: indicador, valor, lugar, n_pares, iguales, p25, mediana, p75, media, pares_en_cero, criterio, fuente, renglon
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
),
valores as (
  select p.clave_sujeto, p.criterio, r.indicador, r.valor, r.fuente, r.renglon
  from pares p
  join resultados r on r.clave_sujeto = p.clave_sujeto and r.metrica = $metrica and r.edicion = $edicion
),
situados as (
  select
    *,
    rank() over (partition by indicador order by valor desc) as lugar,
    count(*) over (partition by indicador) as n_pares,
    count(*) over (partition by indicador, valor) as iguales,
    quantile_cont(valor, 0.25) over (partition by indicador) as p25,
    quantile_cont(valor, 0.5) over (partition by indicador) as mediana,
    quantile_cont(valor, 0.75) over (partition by indicador) as p75,
    avg(valor) over (partition by indicador) as media,
    count(*) filter (where valor = 0) over (partition by indicador) as pares_en_cero
  from valores
)
select indicador, valor, lugar, n_pares, iguales, p25, mediana, p75, media, pares_en_cero, criterio, fuente, renglon
from situados
where clave_sujeto = $clave_sujeto
order by indicador
