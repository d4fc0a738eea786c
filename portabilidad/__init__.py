"""Las consultas de `queries/` en otros motores: su traducción y la prueba de que dan lo mismo. No es para servir."""
