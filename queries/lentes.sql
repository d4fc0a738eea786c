-- qué: Un lente por renglón, con los tipos que incluye.
-- lee: lentes
-- parámetros: ninguno
-- llave: lente
-- columnas: lente, etiqueta, tipos, descripcion
select lente, etiqueta, list(tipo order by tipo) as tipos, descripcion
from lentes
group by lente, etiqueta, descripcion, posicion
order by posicion, lente
