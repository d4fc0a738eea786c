-- qué: Un nombre cuya escritura se restituyó por renglón, con la regla usada y su renglón de origen.
-- lee: entidades, resultados, sujetos
-- parámetros: ninguno
-- llave: clave_sujeto
-- columnas: clave_sujeto, entidad, nombre_publicado, nombre, regla_nombre, fuente, renglon
select s.clave_sujeto, e.nombre as entidad, s.nombre_publicado, s.nombre, s.regla_nombre,
  min(r.fuente) as fuente, min(r.renglon) as renglon
from sujetos s
join entidades e using (cve_ent)
join resultados r using (clave_sujeto)
where s.nombre <> s.nombre_publicado
group by s.clave_sujeto, e.nombre, s.nombre_publicado, s.nombre, s.regla_nombre
order by s.clave_sujeto
