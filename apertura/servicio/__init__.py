"""Lo que rodea a la aplicación cuando se sirve: arranque, portada en español, cabeceras y errores."""
