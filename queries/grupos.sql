-- qué: Una combinación de orden y tipo por renglón, de las que tienen algún sujeto.
-- lee: ordenes, sujetos, tipos
-- parámetros: ninguno
-- llave: orden, tipo
-- columnas: orden, tipo, n_sujetos
select s.orden, s.tipo, count(*) as n_sujetos
from sujetos s
join tipos t using (tipo)
join ordenes o using (orden)
group by s.orden, s.tipo, t.posicion, o.posicion
order by t.posicion, o.posicion, s.tipo, s.orden
