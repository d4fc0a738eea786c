-- qué: Un sujeto de una unidad por renglón, con su valor en el indicador y su estrato: las instituciones que hay detrás de cada media. Quien está en dos unidades sale en las dos.
-- lee: resultados, sujetos
-- parámetros: metrica, edicion, indicador, unidades
-- llave: unidad, clave_sujeto
-- columnas: unidad, clave_sujeto, etiqueta, orden, tipo, valor
select u.unidad, s.clave_sujeto, s.etiqueta, s.orden, s.tipo, r.valor
from (select distinct unnest($unidades::varchar[]) as unidad) u
join sujetos s
  on u.unidad = 'nacional'
  or u.unidad = 'entidad.' || s.cve_ent
  or u.unidad = 'orden.' || s.orden
  or u.unidad = 'tipo.' || s.tipo
  or u.unidad = 'grupo.' || s.orden || '.' || s.tipo
  or u.unidad = 'sujeto.' || s.clave_sujeto
join resultados r using (clave_sujeto)
where r.metrica = $metrica and r.edicion = $edicion and r.indicador = $indicador
order by u.unidad, r.valor desc, s.clave_sujeto
