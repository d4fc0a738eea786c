-- qué: Un componente por renglón: brecha = peso × (1 − valor nacional), con la publicada cuando la hay.
-- lee: indicadores, publicados
-- parámetros: metrica, edicion
-- llave: indicador
-- columnas: indicador, nombre, padre, peso_en_padre, valor, brecha, brecha_publicada, decimales, diferencia, coincide
select
  i.indicador,
  i.nombre_corto as nombre,
  i.padre,
  i.peso_en_padre,
  v.valor,
  i.peso_en_padre * (1 - v.valor) as brecha,
  b.valor as brecha_publicada,
  b.decimales,
  i.peso_en_padre * (1 - v.valor) - b.valor as diferencia,
  abs(i.peso_en_padre * (1 - v.valor) - b.valor) <= 0.5 / pow(10, b.decimales) + 1e-9 as coincide
from indicadores i
join publicados v
  on v.metrica = i.metrica and v.edicion = i.edicion and v.indicador = i.indicador
  and v.ambito = 'nacional' and v.medida = 'valor'
left join publicados b
  on b.metrica = i.metrica and b.edicion = i.edicion and b.indicador = i.indicador
  and b.ambito = 'nacional' and b.medida = 'brecha'
where i.metrica = $metrica and i.edicion = $edicion and i.nivel = 'componente' and i.peso_en_padre is not null
order by brecha desc, i.indicador
