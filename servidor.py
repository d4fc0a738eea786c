"""Entrada del servidor. Se corre con `python3 iniciar.py`, que ejecuta `streamlit run servidor.py`.

Agrega a la aplicación lo que Streamlit no trae: precarga, portada en español, cabeceras de seguridad, /salud,
registro y errores en español. `streamlit run app.py` también funciona, sin nada de eso.
"""

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from apertura.acceso.sitios import origenes
from apertura.errores import ErrorAcceso
from apertura.servicio import (
    adelanto,
    cabeceras,
    estaticos,
    fallas,
    incrustada,
    inicio,
    operacion,
    portada,
    proyeccion,
    puerta,
    recien_generado,
    reconexion,
    registro,
    sesiones,
    tema_del_marco,
)

registro.configurar()
try:
    sesiones.comprobar()
    sitios = origenes()
except ErrorAcceso as error:
    raise SystemExit(f"Apertura no arranca. {error}") from None
inicio.declarar_navegacion()
tema_del_marco.recordar()
reconexion.atender_a_quien_vuelve()
recien_generado.conservar()
html = portada.construir()
politica = cabeceras.politica_de_contenido(portada.huellas_de_guiones(html))

app = st.App(
    "app.py",
    lifespan=inicio.ciclo_de_vida,
    routes=[
        Route("/salud", inicio.salud),
        Route(operacion.RUTA, operacion.responder),
        Route(adelanto.RUTA, adelanto.responder),
        *proyeccion.RUTAS,
    ],
    middleware=[
        Middleware(cabeceras.Cabeceras, politica=politica, tls=sesiones.por_tls()),
        Middleware(puerta.Puerta),
        Middleware(incrustada.Incrustada, sitios=sitios),
        Middleware(estaticos.Estaticos, archivos=estaticos.rutas(portada.carpeta_del_marco(), html)),
        Middleware(portada.Portada, html=html),
    ],
    on_script_error=fallas.mostrar_falla,
)
