-- qué: Un indicador por renglón: media simple de todos los sujetos elegidos.
-- lee: resultados, sujetos
-- parámetros: metrica, edicion, entidades (lista o nulo), ordenes (lista o nulo), tipos (lista o nulo)
-- llave: indicador
-- columnas: indicador, valor, n_sujetos, n_en_cero, en_cero, p25, mediana, p75, maximo
select
  r.indicador,
  avg(r.valor) as valor,
  count(*) as n_sujetos,
  count(*) filter (where r.valor = 0) as n_en_cero,
  avg((r.valor = 0)::integer) as en_cero,
  quantile_cont(r.valor, 0.25) as p25,
  quantile_cont(r.valor, 0.5) as mediana,
  quantile_cont(r.valor, 0.75) as p75,
  max(r.valor) as maximo
from resultados r
join sujetos s using (clave_sujeto)
where r.metrica = $metrica and r.edicion = $edicion
    and ($entidades::varchar[] is null or list_contains($entidades::varchar[], s.cve_ent))
    and ($ordenes::varchar[] is null or list_contains($ordenes::varchar[], s.orden))
    and ($tipos::varchar[] is null or list_contains($tipos::varchar[], s.tipo))
group by r.indicador
order by r.indicador
