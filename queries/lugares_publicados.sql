-- qué: Un lugar citado por una fuente pública por renglón.
-- lee: lugares_publicados
-- parámetros: metrica (o nulo), cve_ent (o nulo)
-- llave: renglon
-- columnas: metrica, edicion, ambito, cve_ent, etiqueta, indicador, lugar, entre, cita, renglon
select metrica, edicion, ambito, cve_ent, etiqueta, indicador, lugar, entre, cita, renglon
from lugares_publicados
where ($metrica::varchar is null or metrica = $metrica::varchar)
  and ($cve_ent::varchar is null or cve_ent = $cve_ent::varchar)
order by renglon
