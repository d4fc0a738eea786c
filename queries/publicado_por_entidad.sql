-- qué: Una entidad (32 y FED) por renglón, haya o no cifra publicada.
-- lee: entidades, publicados
-- parámetros: metrica, edicion, indicador
-- llave: cve_ent
-- columnas: cve_ent, entidad, abreviatura, es_entidad, valor, confianza, cita, nota
with cifras as (
  select clave, valor, confianza, cita, nota
  from publicados
  where metrica = $metrica and edicion = $edicion and indicador = $indicador and ambito = 'entidad' and medida = 'valor'
)
select e.cve_ent, e.nombre as entidad, e.abreviatura, e.es_entidad, c.valor, c.confianza, c.cita, c.nota
from entidades e
left join cifras c on c.clave = e.cve_ent
order by e.cve_ent
