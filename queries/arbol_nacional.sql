-- qué: Un indicador con hijos publicados por renglón: la cifra nacional publicada junto a la suma de peso × hijo.
-- lee: indicadores, publicados
-- parámetros: metrica, edicion
-- llave: indicador
-- columnas: indicador, nombre, n_hijos, publicado, recompuesto, diferencia, coincide
with nacionales as (
  select i.indicador, i.nombre_corto, i.padre, i.peso_en_padre, i.posicion, p.valor
  from indicadores i
  join publicados p using (metrica, edicion, indicador)
  where i.metrica = $metrica and i.edicion = $edicion and i.nivel not in ('agregado', 'aparte', 'conteo')
    and p.ambito = 'nacional' and p.medida = 'valor'
),
recompuestos as (
  select padre, count(*) as n_hijos, sum(peso_en_padre * valor) as recompuesto
  from nacionales
  group by padre
  having abs(sum(peso_en_padre) - 1) < 1e-9
)
select
  n.indicador,
  n.nombre_corto as nombre,
  r.n_hijos,
  n.valor as publicado,
  r.recompuesto,
  r.recompuesto - n.valor as diferencia,
  -- Los dos lados vienen redondeados a dos decimales: 0.005 de la cifra y 0.005 de la suma ponderada.
  abs(r.recompuesto - n.valor) <= 0.01 + 1e-9 as coincide
from nacionales n
join recompuestos r on r.padre = n.indicador
order by n.indicador
