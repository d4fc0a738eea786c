"""Prueba de rendimiento: `python -m bench`. Mide en un Chromium real y compara con una página vacía de Streamlit."""
