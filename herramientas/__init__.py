"""Herramientas para preparar, iniciar y probar; sólo usan la biblioteca estándar."""
