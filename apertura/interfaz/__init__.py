"""Interfaz: lo único que conoce Streamlit. Selectores, dirección, botones y cómo se pinta cada cosa."""
