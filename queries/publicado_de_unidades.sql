-- qué: Una cifra publicada de una unidad por renglón (sin conteos ni brechas), con su cita.
-- lee: publicados, unidades_publicadas
-- parámetros: metrica, edicion (o nulo), unidades (lista o nulo)
-- llave: fuente, renglon
-- columnas: edicion, unidad, indicador, valor, confianza, cita, nota, fuente, renglon
with cifras as (
  select
    p.*,
    case
      when u.unidad is not null then u.unidad
      when p.ambito = 'nacional' then 'nacional'
      else p.ambito || '.' || p.clave
    end as unidad
  from publicados p
  left join unidades_publicadas u
    on u.metrica = p.metrica and u.ambito = p.ambito and u.etiqueta = p.etiqueta and u.clave is not distinct from p.clave
  where p.metrica = $metrica and p.medida = 'valor' and not starts_with(p.indicador, 'N_')
)
select edicion, unidad, indicador, valor, confianza, cita, nota, fuente, renglon
from cifras
where ($edicion::bigint is null or edicion = $edicion::bigint)
  and ($unidades::varchar[] is null or list_contains($unidades::varchar[], unidad))
order by edicion, unidad, indicador, fuente, renglon
