"""El inicio de sesión completo, contra un proveedor OpenID de prueba en este equipo y en un Chromium real."""

import shutil
import time
from collections.abc import Iterator

import oidc_provider_mock
import pytest
from oidc_provider_mock import User
from playwright.sync_api import Browser, BrowserContext, Page, expect

from apertura import rutas
from tests.publicaciones import REAL
from tests.servidores import servidor_en_marcha

pytestmark = pytest.mark.navegador

APP = """
import streamlit as st
from apertura import acceso, publicaciones
from apertura.errores import ErrorApertura
from apertura.interfaz import acceso as sesion

st.set_page_config(page_title="Prueba", page_icon="🏛️")
quien = acceso.actual()
st.title(f"{quien.nombre} · {quien.rol.name}")
sesion.boton()
if st.button("Volver al origen"):
    try:
        publicaciones.revertir("origen", quien="otra persona")
        st.success("Hecho")
    except ErrorApertura as error:
        st.error(str(error))
"""
SECRETOS = """
[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "{secreto}"
client_id = "apertura"
client_secret = "no importa"
server_metadata_url = "http://localhost:{puerto}/.well-known/openid-configuration"
"""
ESPERA = 30_000
SECRETO = "prueba-3f9a1c7e5b2d8064-aztlan-qwxyz"
VERIFICADO = {"email_verified": True}
USUARIOS = [
    User(sub="ana", claims={"email": "ana@ejemplo.mx", **VERIFICADO}),
    User(sub="luis", claims={"email": "luis@ejemplo.mx", **VERIFICADO}),
    User(sub="ajena", claims={"email": "ajena@otro.mx", **VERIFICADO}),
    User(sub="sin-verificar", claims={"email": "ana@ejemplo.mx", "email_verified": False}),
    User(sub="otra-aplicacion", claims={"email": "ana@ejemplo.mx", "aud": "otra", **VERIFICADO}),
    User(sub="vencida", claims={"email": "ana@ejemplo.mx", "exp": 1, **VERIFICADO}),
    User(sub="breve", claims={"email": "ana@ejemplo.mx", **VERIFICADO}),
]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Un servidor con inicio de sesión: ana edita, luis lee y nadie más está en la lista."""
    carpeta, datos = tmp_path_factory.mktemp("aplicación"), tmp_path_factory.mktemp("datos")
    shutil.copytree(REAL, datos / "publicacion")
    shutil.copy(rutas.RAIZ / "servidor.py", carpeta)
    for nombre in ("apertura", "static"):
        (carpeta / nombre).symlink_to(rutas.RAIZ / nombre, target_is_directory=True)
    shutil.copytree(rutas.RAIZ / ".streamlit", carpeta / ".streamlit")
    (carpeta / "app.py").write_text(APP, encoding="utf-8")
    permisos = carpeta / "permisos.toml"
    permisos.write_text('edicion = ["ana@ejemplo.mx"]\nlectura = ["luis@ejemplo.mx"]\n', encoding="utf-8")
    with oidc_provider_mock.run_server_in_thread(user_claims=USUARIOS) as proveedor:
        (carpeta / ".streamlit" / "secrets.toml").write_text(SECRETOS.format(secreto=SECRETO, puerto=proveedor.server_port))
        with servidor_en_marcha(carpeta, APERTURA_DATOS=str(datos), APERTURA_PERMISOS=str(permisos)) as direccion:
            yield direccion


@pytest.fixture(scope="module")
def perfil(navegador: Browser) -> Iterator[BrowserContext]:
    """Un perfil de navegador para todas las pruebas: lo del marco se descarga una vez."""
    abierto = navegador.new_context(locale="es-MX")
    abierto.set_default_timeout(ESPERA)
    yield abierto
    abierto.close()


@pytest.fixture
def contexto(perfil: BrowserContext) -> Iterator[BrowserContext]:
    """El perfil, sin sesión aquí ni ante el proveedor."""
    yield perfil
    for pagina in perfil.pages:
        pagina.close()
    perfil.clear_cookies()


def entrar(contexto: BrowserContext, url: str, quien: str) -> Page:
    """Entra como esa persona y regresa a la aplicación."""
    pagina = contexto.new_page()
    pagina.goto(url)
    pagina.get_by_role("button", name="Entrar").click()
    pagina.locator("input[name=sub]").fill(quien)
    pagina.get_by_role("button", name="Authorize").click()
    pagina.wait_for_url(f"{url}/**")
    return pagina


def se_ve(pagina: Page, nombre: str, papel: str) -> None:
    """Espera a que la página diga quién es y con qué papel."""
    expect(pagina.get_by_role("heading", level=1)).to_have_text(f"{nombre} · {papel}", timeout=ESPERA)


def volver(pagina: Page, respuesta: str) -> None:
    """Pide una acción de edición y espera esa respuesta del servidor."""
    pagina.get_by_role("button", name="Volver al origen").click()
    expect(pagina.get_by_test_id("stAlert")).to_contain_text(respuesta, timeout=ESPERA)


def test_quien_edita_entra_actua_y_sale(url: str, contexto: BrowserContext) -> None:
    pagina = entrar(contexto, url, "ana")
    se_ve(pagina, "ana@ejemplo.mx", "EDICION")
    volver(pagina, "Hecho")
    galletas = {c.get("name"): c for c in contexto.cookies()}
    assert galletas["_streamlit_user"].get("httpOnly")
    assert galletas["_streamlit_user"].get("sameSite") == "Lax"
    pagina.get_by_role("button", name="Sesión").click()
    pagina.get_by_role("button", name="Salir").click()
    pagina.get_by_role("button", name="End session").click()  # el proveedor también cierra la suya
    se_ve(pagina, "visitante", "NADIE")
    assert "_streamlit_user" not in {c.get("name") for c in contexto.cookies()}


@pytest.mark.parametrize(
    ("quien", "nombre", "papel", "respuesta"),
    [
        ("luis", "luis@ejemplo.mx", "LECTURA", "No tiene permiso para volver a otra versión"),
        ("ajena", "ajena@otro.mx", "NADIE", "No tiene permiso"),
        ("sin-verificar", "http://localhost", "NADIE", "No tiene permiso"),
    ],
)
def test_quien_no_esta_en_la_lista_de_edicion_no_actua(
    url: str, contexto: BrowserContext, quien: str, nombre: str, papel: str, respuesta: str
) -> None:
    pagina = entrar(contexto, url, quien)
    expect(pagina.get_by_role("heading", level=1)).to_contain_text(papel, timeout=ESPERA)
    expect(pagina.get_by_role("heading", level=1)).to_contain_text(nombre, timeout=ESPERA)
    volver(pagina, respuesta)


@pytest.mark.parametrize("quien", ["otra-aplicacion", "vencida"])
def test_una_credencial_ajena_o_vencida_no_abre_sesion_con_papel(url: str, contexto: BrowserContext, quien: str) -> None:
    pagina = entrar(contexto, url, quien)
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("NADIE", timeout=ESPERA)
    volver(pagina, "No tiene permiso")


def test_la_sesion_que_vence_con_la_pagina_abierta_ya_no_actua(url: str, contexto: BrowserContext) -> None:
    # Vence poco después de entrar: contado desde antes, en un equipo lento se entraría con una credencial ya vencida.
    vence = time.time() + 5
    USUARIOS[-1].claims["exp"] = vence
    pagina = entrar(contexto, url, "breve")
    pagina.wait_for_timeout(max(0, vence - time.time()) * 1000 + 100)
    volver(pagina, "Su sesión terminó")


def subir(contexto: BrowserContext, url: str) -> str:
    """Lo que contesta el servidor a quien quiere dejar un archivo."""
    return contexto.request.put(f"{url}/_stcore/upload_file/sesion/1", data=b"x", headers={"Origin": url}).text()


def test_tambien_fuera_de_las_paginas_se_comprueba_quien_es(url: str, contexto: BrowserContext) -> None:
    assert contexto.request.get(f"{url}/media/algo.csv").status == 403
    assert contexto.request.get(f"{url}/adelanto").status == 403
    assert subir(contexto, url).startswith("SIN-PERMISO")
    entrar(contexto, url, "luis")
    assert contexto.request.get(f"{url}/media/algo.csv").status == 404, "puede ver; eso no existe"
    assert contexto.request.get(f"{url}/adelanto").status == 200
    assert subir(contexto, url).startswith("SIN-PERMISO")
    contexto.clear_cookies()
    entrar(contexto, url, "ana")
    assert "XSRF" in subir(contexto, url), "puede subir; le falta lo que sí manda la página"


def test_una_galleta_cambiada_es_como_no_haber_entrado(url: str, contexto: BrowserContext) -> None:
    pagina = entrar(contexto, url, "luis")
    se_ve(pagina, "luis@ejemplo.mx", "LECTURA")
    buena = next(str(c.get("value")) for c in contexto.cookies() if c.get("name") == "_streamlit_user")
    medio = len(buena) // 2
    mala = buena[:medio] + ("A" if buena[medio] != "A" else "B") + buena[medio + 1 :]
    contexto.add_cookies([{"name": "_streamlit_user", "value": mala, "url": url}])
    pagina.goto(url)
    se_ve(pagina, "visitante", "NADIE")
    volver(pagina, "No tiene permiso")
