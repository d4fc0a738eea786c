"""La sesión de láminas en la interfaz: el botón que agrega, desde cualquier página, y las partes de la página Sesión."""
