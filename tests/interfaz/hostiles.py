"""Textos que Markdown, o Streamlit después de él, volverían otra cosa."""

HOSTILES = [
    "# título", "a\r# título", "a\r===", "a\n---", "a\n\n# b", "    código", "\tcódigo", "a\r\n\r\n    código",
    "**negritas**", "__negritas__", "_cursiva_", "`código`", "```\ncódigo\n```", "~~tachado~~", "~x~", "^x^", "==x==",
    "[x](javascript:alert(1))", "[x](//ejemplo.com)", "![i](http://ejemplo.com/x.png)", "[a]: http://ejemplo.com",
    "[^1]: nota", "[^1]", "<http://ejemplo.com>", "http://ejemplo.com", "HTTPS://ejemplo.com/a?b=c", "www.ejemplo.com",
    "WWW.EJEMPLO.COM", "correo@ejemplo.com", "visite www.ejemplo.com hoy", "<b>x</b>", "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "<!-- x -->", "&lt;b&gt;", "&copy;", "&#42;", "$\\frac{1}{2}$", "$$x$$", "\\(x\\)",
    ":red[rojo]", ":blue-badge[x]", ":small[x]", ":material/home:", ":MATERIAL/home:", ":streamlit:", ":smile:", "::",
    "|a|b|\n|-|-|\n|1|2|", "- lista", "* lista", "+ lista", "1. lista", "1) lista", "- [ ] tarea", "> cita", "---", "***",
    "\\", "\\n", "a\\", "\x00a", "a\u2028# b", "a\u2029# b", "\x0b# a", "\x0c    a", "\x85# a", "\u202egpj", "-->", "...",
    "Congreso Estatal, Oaxaca", "Partido Acción Nacional (PAN)", "Fideicomiso del 2% sobre Nómina", "a:b:c", "=1+1",
]  # fmt: skip


def esperado(hostil: str) -> str:
    """Lo que debe leerse: el texto en un renglón, sin controles ni marcas de sentido."""
    visibles = "".join(" " if letra in "\u2028\u2029\u202e" or not letra.isprintable() else letra for letra in hostil)
    return " ".join(visibles.split())
