-- qué: Un sujeto evaluado en la edición por renglón: lo que hace falta para buscarlo.
-- lee: resultados, sujetos
-- parámetros: metrica, edicion
-- llave: clave_sujeto
-- columnas: clave_sujeto, etiqueta, busqueda, tipo, cve_ent
select s.clave_sujeto, s.etiqueta, s.busqueda, s.tipo, s.cve_ent
from sujetos s
where exists (
    select 1 from resultados r
    where r.clave_sujeto = s.clave_sujeto and r.metrica = $metrica and r.edicion = $edicion
  )
order by s.etiqueta, s.clave_sujeto
