-- qué: Un indicador por renglón, en orden de presentación; con_publicado dice cuántas posiciones (32 y FED) tienen cifra publicada.
-- lee: indicadores, publicados
-- parámetros: metrica (o nulo), edicion (o nulo)
-- llave: metrica, edicion, indicador
-- columnas: metrica, edicion, indicador, padre, nombre, nombre_corto, formula, peso_en_padre, peso_en_indice, nivel, dimension, perspectiva, definicion, por_sujeto, con_publicado, valor_publicado, cita
with por_entidad as (
  select metrica, edicion, indicador,
    count(*) filter (where ambito = 'entidad') as con_publicado,
    max(valor) filter (where ambito = 'nacional') as valor_publicado
  from publicados
  where medida = 'valor'
  group by metrica, edicion, indicador
)
select
  i.metrica,
  i.edicion,
  i.indicador,
  i.padre,
  i.nombre,
  i.nombre_corto,
  i.formula,
  i.peso_en_padre,
  i.peso_en_indice,
  i.nivel,
  i.dimension,
  i.perspectiva,
  i.definicion,
  i.por_sujeto,
  coalesce(p.con_publicado, 0) as con_publicado,
  p.valor_publicado,
  i.cita
from indicadores i
left join por_entidad p using (metrica, edicion, indicador)
where ($metrica::varchar is null or i.metrica = $metrica::varchar)
  and ($edicion::bigint is null or i.edicion = $edicion::bigint)
order by i.metrica, i.edicion, i.posicion, i.indicador
