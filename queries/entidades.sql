-- qué: Una entidad federativa, o la Federación, por renglón.
-- lee: entidades
-- parámetros: ninguno
-- llave: cve_ent
-- columnas: cve_ent, nombre, nombre_oficial, abreviatura, alias, capital, poblacion_2020, superficie_km2, region_snt, region_banxico, es_entidad
select cve_ent, nombre, nombre_oficial, abreviatura, alias, capital, poblacion_2020, superficie_km2, region_snt, region_banxico, es_entidad
from entidades
order by cve_ent
