"""Quién puede hacer qué. Se pregunta en el servidor y dentro de cada acción: esconder un botón no protege nada.

`acceso.puede("publicar")` responde y `acceso.exigir("publicar")` lanza ErrorAcceso, en español. Acciones: ver, importar, publicar,
revertir y cargar_ejemplo; lo que no esté en la lista se niega. Quién pregunta lo resuelve la interfaz (`interfaz/acceso.py`);
sin interfaz, es quien corre el programa en su equipo. Cómo se configura: docs/acceso.md.
"""

from apertura.acceso.guardia import actual, exigir, identificar_con, puede
from apertura.acceso.identidad import Persona, Rol
from apertura.acceso.permisos import Permisos, permisos

__all__ = ["Permisos", "Persona", "Rol", "actual", "exigir", "identificar_con", "permisos", "puede"]
