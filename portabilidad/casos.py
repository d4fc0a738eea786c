"""Con qué valores se prueba cada consulta. Una consulta con un parámetro nuevo lo agrega aquí."""

from apertura.consultas import Consulta

# Lo que depende de la publicación: la real o la chica de las pruebas.
VALORES: dict[str, dict[str, object]] = {
    "real": {"clave_sujeto": "20-MUN-067", "cve_ent": "23", "claves": ["20-MUN-067", "01-JUD-01"]},
    "chica": {"clave_sujeto": "20-JUD-01", "cve_ent": "20", "claves": ["20-JUD-01", "20-LEG-01"]},
}
COMUNES: dict[str, object] = {
    "metrica": "MGA",
    "edicion": 2017,
    "indicador": "GA",
    "ambito": "entidad",
    "entidades": ["01", "20"],
    "ordenes": ["municipal", "estatal"],
    "tipos": ["municipio", "judicial", "legislativo"],
    "unidades": ["nacional", "entidad.01", "grupo.estatal.judicial", "sujeto.20-JUD-01"],
    "edicion_mga": 2017,
    "edicion_mja": 2023,
    "desde": 1,
    "limite": 3,
    "nombres": ["Xalapa", "Municipio de Xalapa"],
}


def valores(consulta: Consulta, cual: str, filtros: bool) -> dict[str, object]:
    """Los obligatorios siempre; los opcionales sólo con `filtros`."""
    todos = {**COMUNES, **VALORES[cual]}
    sin_valor = set(consulta.parametros) - set(todos)
    assert not sin_valor, f"Agregue un valor de prueba para {sin_valor} en portabilidad/casos.py"
    return {p: todos[p] for p in consulta.parametros if filtros or p in consulta.obligatorios}
