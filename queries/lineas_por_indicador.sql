-- qué: Una línea de acción × indicador × tipo de institución por renglón, con su texto y su instrumento.
-- lee: lineas_de_accion, lineas_por_indicador
-- parámetros: metrica
-- llave: clave_linea, indicador, tipo
-- columnas: clave_linea, eje, linea, instrumento, indicador, tipo, para_todos, vinculo, fuente, renglon
select
  l.clave_linea,
  l.eje,
  l.linea,
  l.instrumento,
  v.indicador,
  v.tipo,
  v.para_todos,
  v.vinculo,
  l.fuente,
  l.renglon
from lineas_por_indicador v
join lineas_de_accion l using (clave_linea)
where v.metrica = $metrica
order by l.clave_linea, v.indicador, v.tipo
