-- qué: Un sujeto por renglón con el valor de un indicador: todos los que están detrás de una media.
-- lee: entidades, resultados, sujetos, tipos
-- parámetros: metrica, edicion, indicador, entidades (lista o nulo), ordenes (lista o nulo), tipos (lista o nulo)
-- llave: clave_sujeto
-- columnas: clave_sujeto, etiqueta, cve_ent, entidad, tipo, nombre_tipo, posicion, valor
select s.clave_sujeto, s.etiqueta, s.cve_ent, e.nombre as entidad, s.tipo, t.etiqueta as nombre_tipo, t.posicion, r.valor
from resultados r
join sujetos s using (clave_sujeto)
join entidades e using (cve_ent)
join tipos t using (tipo)
where r.metrica = $metrica and r.edicion = $edicion and r.indicador = $indicador
    and ($entidades::varchar[] is null or list_contains($entidades::varchar[], s.cve_ent))
    and ($ordenes::varchar[] is null or list_contains($ordenes::varchar[], s.orden))
    and ($tipos::varchar[] is null or list_contains($tipos::varchar[], s.tipo))
order by t.posicion, r.valor desc, s.clave_sujeto
