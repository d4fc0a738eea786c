-- qué: Una cifra publicada por renglón, con su cita.
-- lee: publicados
-- parámetros: metrica, edicion (o nulo), ambito (o nulo)
-- llave: fuente, renglon, medida, indicador
-- columnas: metrica, edicion, ambito, clave, etiqueta, tipo_publicado, indicador, medida, valor, decimales, confianza, cita, nota, fuente, renglon
select metrica, edicion, ambito, clave, etiqueta, tipo_publicado, indicador, medida, valor, decimales, confianza, cita, nota, fuente, renglon
from publicados
where metrica = $metrica
  and ($edicion::bigint is null or edicion = $edicion::bigint)
  and ($ambito::varchar is null or ambito = $ambito::varchar)
order by edicion, fuente, renglon, medida, indicador
