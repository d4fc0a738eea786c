-- qué: Un sujeto × indicador por renglón, con lo que hace falta para formar grupos de pares: la entrada del motor de brechas.
-- lee: entidades, resultados, sujetos
-- parámetros: metrica, edicion
-- llave: clave_sujeto, indicador
-- columnas: clave_sujeto, etiqueta, cve_ent, entidad, region, orden, tipo, indicador, valor
select
  s.clave_sujeto,
  s.etiqueta,
  s.cve_ent,
  e.nombre as entidad,
  e.region_snt as region,
  s.orden,
  s.tipo,
  r.indicador,
  r.valor
from resultados r
join sujetos s using (clave_sujeto)
join entidades e using (cve_ent)
where r.metrica = $metrica and r.edicion = $edicion
order by s.clave_sujeto, r.indicador
