-- qué: Una institución que en una edición comparte nombre, tipo y entidad con otra por renglón: puede estar repetida.
-- lee: entidades, resultados, sujetos
-- parámetros: ninguno
-- llave: metrica, edicion, clave_sujeto
-- columnas: metrica, edicion, clave_sujeto, entidad, etiqueta, nombre_publicado, iguales
with presentes as (
  select distinct r.metrica, r.edicion, r.clave_sujeto, s.busqueda, s.cve_ent, s.etiqueta, s.nombre_publicado
  from resultados r
  join sujetos s using (clave_sujeto)
),
contados as (
  select *, count(*) over (partition by metrica, edicion, busqueda, cve_ent) as iguales
  from presentes
)
select c.metrica, c.edicion, c.clave_sujeto, e.nombre as entidad, c.etiqueta, c.nombre_publicado, c.iguales
from contados c
join entidades e using (cve_ent)
where c.iguales > 1
order by c.metrica, c.edicion, c.clave_sujeto
