-- qué: El sujeto obligado con esa clave, con sus nombres completos; sin renglones si no existe.
-- lee: entidades, ordenes, sujetos, tipos
-- parámetros: clave_sujeto
-- llave: clave_sujeto
-- columnas: clave_sujeto, nombre, nombre_publicado, etiqueta, regla_nombre, orden, nombre_orden, tipo, nombre_tipo, tipo_plural, cve_ent, entidad, cve_mun
select
  s.clave_sujeto,
  s.nombre,
  s.nombre_publicado,
  s.etiqueta,
  s.regla_nombre,
  s.orden,
  o.etiqueta as nombre_orden,
  s.tipo,
  t.etiqueta as nombre_tipo,
  t.etiqueta_plural as tipo_plural,
  s.cve_ent,
  e.nombre as entidad,
  s.cve_mun
from sujetos s
join entidades e using (cve_ent)
join ordenes o using (orden)
join tipos t using (tipo)
where s.clave_sujeto = $clave_sujeto
order by s.clave_sujeto
