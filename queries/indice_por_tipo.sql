-- qué: Un tipo por renglón, de mayor a menor media.
-- lee: resultados, sujetos, tipos
-- parámetros: metrica, edicion, indicador, entidades (lista o nulo), ordenes (lista o nulo), tipos (lista o nulo)
-- llave: tipo
-- columnas: tipo, etiqueta, valor, n_sujetos, en_cero
select t.tipo, t.etiqueta, avg(r.valor) as valor, count(*) as n_sujetos, avg((r.valor = 0)::integer) as en_cero
from resultados r
join sujetos s using (clave_sujeto)
join tipos t using (tipo)
where r.metrica = $metrica and r.edicion = $edicion and r.indicador = $indicador
    and ($entidades::varchar[] is null or list_contains($entidades::varchar[], s.cve_ent))
    and ($ordenes::varchar[] is null or list_contains($ordenes::varchar[], s.orden))
    and ($tipos::varchar[] is null or list_contains($tipos::varchar[], s.tipo))
group by t.tipo, t.etiqueta
order by valor desc, t.tipo
