"""Lo que comparten las páginas del archivo: hoja de estilo con las letras dentro y una política que no deja pedir nada."""

import base64
import hashlib
from functools import lru_cache

from apertura import rutas
from apertura.exportacion.en_html import LETRAS, estilo, pagina
from apertura.graficas.tema import TEMAS

TEMA = TEMAS["claro"]
ESTILO_COMUN = "h2{margin-top:1.2em}summary{margin:.15rem 0}a{overflow-wrap:anywhere}"
ESTILO_DE_MAPAS = (
    ".eleccion{position:absolute;opacity:0}.opciones{display:flex;flex-wrap:wrap;gap:.4rem;margin:.5rem 0}"
    f".opciones label{{border:1px solid {TEMA.linea};border-radius:1em;padding:.15rem .8rem;cursor:pointer}}"
    f".eleccion:focus-visible~.opciones{{outline:3px solid {TEMA.acento};outline-offset:3px}}"
    ".mapas>section{display:none}figure{max-width:60rem}.leyenda{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;list-style:none;padding:0}"
    f".muestra{{display:inline-block;width:1.1em;height:.9em;border:1px solid {TEMA.borde};vertical-align:-.1em}}"
    f".trama{{background:repeating-linear-gradient(45deg,{TEMA.fondo} 0 3px,{TEMA.trama} 3px 4px)}}"
    "@media print{.opciones{display:none}}"
)
ESTILO_DEL_INDICE = (
    f".tarjetas{{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:1rem;margin:1rem 0}}"
    f".tarjetas>*{{background:{TEMA.panel};border-radius:8px;padding:1rem 1.2rem}}.tarjetas h2{{margin-top:0}}"
    f"input[type=search]{{font:inherit;width:100%;max-width:34rem;padding:.55rem .8rem;border:1px solid {TEMA.borde};border-radius:6px}}"
    f"details[data-entidad]{{border-bottom:1px solid {TEMA.linea};padding:.35rem 0}}details ul{{columns:22rem;margin:.4rem 0}}"
    "details li{break-inside:avoid;margin:.1rem 0}label{font-weight:600;display:block;margin-bottom:.3rem}"
)


def documento(titulo: str, cuerpo: str, ademas: str = "", guion: str = "") -> str:
    """Una página que se abre desde el disco: sólo corre su guion, si lo trae, y no puede pedir nada de fuera."""
    huella = base64.b64encode(hashlib.sha256(guion.encode()).digest()).decode()
    quien = f"script-src 'sha256-{huella}'; " if guion else ""
    politica = f"default-src 'none'; {quien}style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'"
    cabecera = f'<meta http-equiv="Content-Security-Policy" content="{politica}">'
    final = f"{cuerpo}<script>{guion}</script>" if guion else cuerpo
    return pagina(titulo, final, _letras() + estilo(TEMA) + ESTILO_COMUN + ademas, cabecera)


@lru_cache(maxsize=1)
def _letras() -> str:
    """Las letras dentro de la hoja: desde el disco, un navegador no deja pedirlas a otro archivo."""
    carpeta = rutas.ESTATICOS / "fuentes"
    return "".join(
        f'@font-face{{font-family:"{familia}";font-weight:{peso};'
        f"src:url(data:font/ttf;base64,{base64.b64encode((carpeta / f'{archivo}.ttf').read_bytes()).decode()})}}"
        for familia, peso, archivo in LETRAS
    )
