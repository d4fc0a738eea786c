"""Servir Apertura en más de un proceso: nginx, systemd, contenedores y la prueba de que perder uno no interrumpe a nadie."""
