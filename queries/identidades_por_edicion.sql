-- qué: Un indicador con partes de pesos conocidos por renglón: en cuántos sujetos es la suma de peso × parte y con qué error máximo.
-- lee: indicadores, resultados
-- parámetros: ninguno
-- llave: metrica, edicion, indicador
-- columnas: metrica, edicion, indicador, nombre, n_sujetos, cumplen, error_maximo
with partes as (
  select h.metrica, h.edicion, h.padre, h.indicador, h.peso_en_padre,
    count(*) over (partition by h.metrica, h.edicion, h.padre) as n_partes
  from indicadores h
  where h.padre is not null and h.peso_en_padre is not null and h.por_sujeto
),
sumas as (
  select p.metrica, p.edicion, p.padre, r.clave_sujeto, sum(p.peso_en_padre * r.valor) as suma, count(r.valor) as n_con_dato,
    min(p.n_partes) as n_partes
  from partes p
  join resultados r using (metrica, edicion, indicador)
  group by p.metrica, p.edicion, p.padre, r.clave_sujeto
),
errores as (
  select s.metrica, s.edicion, s.padre as indicador, abs(r.valor - s.suma) as error
  from sumas s
  join resultados r on r.metrica = s.metrica and r.edicion = s.edicion and r.clave_sujeto = s.clave_sujeto and r.indicador = s.padre
  where s.n_con_dato = s.n_partes and r.valor is not null
)
select e.metrica, e.edicion, e.indicador, i.nombre, count(*) as n_sujetos,
  count(*) filter (where e.error <= 0.0001 + 1e-9) as cumplen, max(e.error) as error_maximo
from errores e
join indicadores i using (metrica, edicion, indicador)
group by e.metrica, e.edicion, e.indicador, i.nombre
order by e.metrica, e.edicion, e.indicador
