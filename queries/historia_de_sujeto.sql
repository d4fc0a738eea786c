-- qué: Una cifra publicada por renglón, de la institución con ese nombre o de su entidad y la nacional, en todas las ediciones de la métrica.
-- lee: publicados
-- parámetros: metrica, indicador, cve_ent, nombres (lista o nulo)
-- llave: edicion, ambito, etiqueta, cita
-- columnas: edicion, ambito, etiqueta, valor, decimales, confianza, cita, nota
select distinct edicion, ambito, etiqueta, valor, decimales, confianza, cita, nota
from publicados
where metrica = $metrica
  and indicador = $indicador
  and medida = 'valor'
  and (
    ambito = 'nacional'
    or (ambito = 'entidad' and clave = $cve_ent)
    or (ambito = 'sujeto' and clave = $cve_ent and list_contains($nombres::varchar[], etiqueta))
  )
order by edicion, case ambito when 'sujeto' then 1 when 'entidad' then 2 else 3 end, etiqueta, cita
