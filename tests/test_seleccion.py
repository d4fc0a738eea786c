"""La selección: ida y vuelta por la dirección, valores hostiles y la frase que la dice."""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura.catalogo import PARES, SECCIONES, VISTAS, Catalogo, catalogo
from apertura.seleccion import Seleccion, a_url, de_url, frase, normalizar, quienes

PARAMETROS = (
    "metrica",
    "edicion",
    "indicador",
    "capa",
    "vista",
    "orden",
    "tipo",
    "en",
    "entidad",
    "sujeto",
    "seccion",
    "pares",
    "par",
    "contra",
    "unidad",
    "umbral",
    "muestra",
    "tramo",
    "modo",
    "simula",
    "x",
    "w",
    "meta",
    "tope",
)
HOSTILES = [
    # SQL
    "' or 1=1 --", "'; drop table resultados; --", "1 union select * from sujetos", "\\'; attach 'x.db'", "$1", "?",
    # HTML y guiones
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "&lt;b&gt;", "\"><svg onload=1>",
    "<!--", "</title>", "data:text/html,x",
    # Markdown y fórmulas
    "[x](javascript:alert(1))", "**negritas**", "![i](http://ejemplo.invalid/x.png)", "$\\frac{1}{0}$", ":red[rojo]",
    ":material/home:", "# título", "`código`", "|a|b|", "=1+1", "@SUM(A1)", "+cmd", "~~x~~", "<br>", "\\",
    # Rutas y órdenes
    "../../etc/passwd", "..\\..\\windows", "/dev/null", "file:///etc/hosts", "C:\\x", "%2e%2e%2f", "; ls", "| cat",
    "$(reboot)", "`id`", "{{7*7}}", "${7*7}", "%s%s%n",
    # Unicode y control
    "\x00", "a\x00b", "\r\nSet-Cookie: x", "\u202e02", "０２", "२०", "Ⅻ", "é" * 30, "e\u0301", "🏛️", "\ud800", "\uffff",
    "\u200b20", " 20", "20 ", "ＧＡ", "İ", "ß",
    # Números y casi válidos
    "-1", "0", "1e309", "NaN", "inf", "2017.0", "+2017", "2_017", "٢٠١٧", "²", "99999999999999999999", "9" * 64, "00", "33",
    "None", "null", "true", "[]", "{}", "ga", "mga", "MAPA", "fed",
    # Tamaño
    "", "x" * 64, "x" * 65, "x" * 9_000, "🏛" * 9_000,
]  # fmt: skip
# No son valores malos: piden el primero que haya, o ninguno.
PIDEN_LO_PRIMERO = {
    ("edicion", "0"),
    ("edicion", "00"),
    ("indicador", ""),
    ("entidad", ""),
    ("sujeto", ""),
    ("contra", ""),
    ("tramo", ""),
    ("meta", ""),
}


@pytest.fixture(scope="module")
def cat() -> Catalogo:
    return catalogo()


@st.composite
def selecciones(draw: st.DrawFn) -> Seleccion:
    """Cualquier selección que se puede formar con los selectores."""
    cat = catalogo()
    metrica, edicion = draw(st.sampled_from(list(cat.ediciones)))
    indicador = draw(st.sampled_from(list(cat.elegibles(metrica, edicion))))

    def algunos(opciones: Mapping[str, object]) -> tuple[str, ...]:
        elegidos = draw(st.sets(st.sampled_from(list(opciones)))) if opciones else set()
        return tuple(clave for clave in opciones if clave in elegidos)

    return Seleccion(
        metrica=metrica,
        edicion=edicion,
        indicador=indicador,
        capa=draw(st.sampled_from(list(cat.capas(metrica, edicion, indicador)))),
        vista=draw(st.sampled_from(list(VISTAS))),
        ordenes=algunos(cat.ordenes),
        tipos=algunos(cat.tipos),
        entidades=algunos(cat.entidades),
        entidad=draw(st.sampled_from(["", *cat.entidades])),
        sujeto=draw(st.sampled_from(["", *cat.sujetos])),
        seccion=draw(st.sampled_from(list(SECCIONES))),
        pares=draw(st.sampled_from(list(PARES))),
        lista=draw(st.sampled_from([(), ("22-MUN-016",), tuple(cat.sujetos)[3:6]])),
        contra=draw(st.sampled_from(["", *cat.entidades])),
        simula=draw(st.sampled_from(["sujeto", "entidad"])),
        cambios=tuple(f"{h}:{draw(st.sampled_from(['0', '0.812345', '1', 'p50', 'p75']))}" for h in algunos(cat.hojas(metrica, edicion))),
        pesos=tuple(f"{h}:{draw(st.sampled_from(['1', '40', '12.5', '100']))}" for h in algunos(cat.hojas(metrica, edicion))),
        meta=draw(st.sampled_from(["", "lugar:1", "lugar:33", "valor:0.6", "valor:1"])),
        tope=draw(st.sampled_from(["uno", "max", "p90", "p75"])),
    )


def por_la_barra(seleccion: Seleccion) -> Mapping[str, Sequence[str]]:
    """Los parámetros después de escribirse en la barra del navegador y leerse de ella."""
    return parse_qs(urlencode(a_url(seleccion), doseq=True), keep_blank_values=True)


@settings(max_examples=400, deadline=None)
@given(selecciones())
def test_toda_seleccion_valida_vuelve_igual_de_su_direccion_y_sin_avisos(seleccion: Seleccion) -> None:
    assert de_url(por_la_barra(seleccion), catalogo()) == (seleccion, [])


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([*PARAMETROS, "otro"]),
        st.lists(st.one_of(st.text(max_size=80), st.sampled_from(HOSTILES)), max_size=45),
    )
)
def test_con_cualquier_direccion_sale_una_seleccion_valida(parametros: dict[str, list[str]]) -> None:
    seleccion, _ = de_url(parametros, catalogo())
    assert normalizar(seleccion, catalogo()) == (seleccion, [])
    assert frase(seleccion, catalogo())


def test_hay_bastantes_valores_hostiles() -> None:
    assert len(set(HOSTILES)) >= 60


@pytest.mark.parametrize("parametro", PARAMETROS)
def test_un_valor_hostil_cae_al_comun_y_se_avisa_en_espanol_sin_repetirlo(cat: Catalogo, parametro: str) -> None:
    for hostil in HOSTILES:
        seleccion, avisos = de_url({parametro: [hostil]}, cat)
        assert seleccion == Seleccion(), hostil
        assert bool(avisos) != ((parametro, hostil) in PIDEN_LO_PRIMERO), (parametro, hostil)
        for aviso in avisos:
            assert aviso.startswith("El enlace pide un valor de «")
            assert len(hostil) < 4 or hostil not in aviso


def test_un_solo_valor_malo_no_arrastra_a_los_buenos(cat: Catalogo) -> None:
    parametros = {"metrica": ["MGA"], "edicion": ["2017"], "indicador": ["PG"], "tipo": ["judicial", "<b>"], "entidad": ["20"]}
    seleccion, avisos = de_url(parametros, cat)
    assert seleccion == Seleccion(indicador="PG", tipos=("judicial",), entidad="20")
    assert avisos == ["El enlace pide un valor de «tipo» que no existe en esta publicación."]


def test_de_una_clave_repetida_cuenta_la_ultima_y_de_un_filtro_todas_sin_repetir(cat: Catalogo) -> None:
    parametros = {"entidad": ["01", "20"], "tipo": ["municipio", "judicial", "municipio"]}
    seleccion, avisos = de_url(parametros, cat)
    assert (seleccion.entidad, seleccion.tipos, avisos) == ("20", ("judicial", "municipio"), [])


def test_mas_valores_de_los_que_existen_se_recortan_y_se_dice(cat: Catalogo) -> None:
    seleccion, avisos = de_url({"en": ["20"] * 5_000}, cat)
    assert seleccion.entidades == ("20",)
    assert avisos == ["El enlace pide demasiados valores de «filtro de entidad»."]


def test_los_parametros_ajenos_no_cuentan_ni_avisan(cat: Catalogo) -> None:
    assert de_url({"utm_source": ["x"], "embed": ["true"], "": ["y"], "__proto__": ["z"]}, cat) == (Seleccion(), [])


@pytest.mark.parametrize(
    ("parametros", "esperada"),
    [
        ({"metrica": "MJA"}, ("MJA", 2023, "JA")),
        ({"metrica": "MGA"}, ("MGA", 2017, "GA")),
        ({"edicion": "2021"}, ("MGA", 2021, "GA")),
        ({"metrica": "MJA", "edicion": "2023"}, ("MJA", 2023, "JA")),
    ],
)
def test_un_enlace_que_solo_dice_la_metrica_o_la_edicion_abre_lo_primero_que_haya(
    cat: Catalogo, parametros: dict[str, str], esperada: tuple[str, int, str]
) -> None:
    seleccion, avisos = de_url({clave: [valor] for clave, valor in parametros.items()}, cat)
    assert (seleccion.metrica, seleccion.edicion, seleccion.indicador) == esperada
    assert avisos == []


@pytest.mark.parametrize(
    ("parametros", "esperada", "avisan"),
    [
        ({"metrica": "MJA", "edicion": "2017"}, Seleccion("MJA", 2023, "JA"), ["edición"]),
        ({"metrica": "MJA", "indicador": "GA"}, Seleccion("MJA", 2023, "JA"), ["indicador"]),
        ({"edicion": "2021", "indicador": "PG"}, Seleccion("MGA", 2021, "GA"), ["indicador"]),
        ({"edicion": "2023", "indicador": "TG.AI"}, Seleccion("MGA", 2023, "GA"), ["indicador"]),
        ({"edicion": "2021", "capa": "brecha"}, Seleccion("MGA", 2021, "GA"), ["capa"]),
        ({"edicion": "2021", "indicador": "TG.AI", "capa": "en_cero"}, Seleccion("MGA", 2021, "TG.AI"), ["capa"]),
        ({"metrica": "MJA", "capa": "dispersion"}, Seleccion("MJA", 2023, "JA"), ["capa"]),
    ],
)
def test_lo_que_esa_edicion_no_tiene_se_cambia_por_lo_mas_parecido_y_se_avisa(
    cat: Catalogo, parametros: dict[str, str], esperada: Seleccion, avisan: list[str]
) -> None:
    seleccion, avisos = de_url({clave: [valor] for clave, valor in parametros.items()}, cat)
    assert seleccion == esperada
    assert avisos == [f"El enlace pide un valor de «{cual}» que no existe en esta publicación." for cual in avisan]


def test_la_direccion_dice_siempre_metrica_edicion_e_indicador_y_calla_lo_comun() -> None:
    assert a_url(Seleccion()) == {"metrica": "MGA", "edicion": "2017", "indicador": "GA"}
    con_filtro = a_url(Seleccion(tipos=("judicial",), entidades=("20", "21"), vista="barras"))
    assert con_filtro == {**a_url(Seleccion()), "vista": "barras", "tipo": ["judicial"], "en": ["20", "21"]}


TODOS = "todos los sujetos obligados"


@pytest.mark.parametrize(
    ("cambios", "esperada"),
    [
        ({}, TODOS),
        ({"tipos": ("municipio",)}, "municipios"),
        ({"tipos": ("municipio",), "entidades": ("20",)}, "municipios de Oaxaca"),
        ({"tipos": ("judicial", "universidad")}, "instituciones judiciales y universidades"),
        (
            {"tipos": ("legislativo", "judicial", "partido")},
            "instituciones legislativas, instituciones judiciales y partidos políticos",
        ),
        ({"tipos": ("universidad", "judicial")}, "universidades e instituciones judiciales"),
        ({"ordenes": ("federal",)}, "sujetos obligados federales"),
        ({"ordenes": ("federal", "estatal")}, "sujetos obligados federales y estatales"),
        ({"ordenes": ("estatal",), "tipos": ("judicial",)}, "instituciones judiciales (estatales)"),
        ({"ordenes": ("estatal",), "entidades": ("30",)}, "sujetos obligados estatales de Veracruz"),
        ({"entidades": ("09",)}, f"{TODOS} de la Ciudad de México"),
        ({"entidades": ("15",)}, f"{TODOS} del Estado de México"),
        ({"entidades": ("FED",)}, f"{TODOS} de la Federación"),
        ({"entidades": ("13", "14")}, f"{TODOS} de Hidalgo y de Jalisco"),
        ({"entidades": ("09", "13", "15")}, f"{TODOS} de la Ciudad de México, de Hidalgo y del Estado de México"),
    ],
)
def test_la_frase_dice_quienes_con_buena_gramatica(cat: Catalogo, cambios: dict[str, tuple], esperada: str) -> None:
    assert quienes(Seleccion().con(**cambios), cat) == esperada


def test_la_frase_completa_dice_metrica_edicion_indicador_y_quienes(cat: Catalogo) -> None:
    seleccion = Seleccion(indicador="PG", tipos=("municipio",), entidades=("20",))
    propia = "Métrica de Gobierno Abierto 2017 · Participación gubernamental · municipios de Oaxaca"
    assert frase(seleccion, cat) == propia
    assert frase(seleccion, cat, con_indicador=False) == "Métrica de Gobierno Abierto 2017 · municipios de Oaxaca"
    assert frase(seleccion, cat, False, "Congreso Estatal") == "Métrica de Gobierno Abierto 2017 · Congreso Estatal"


def test_donde_solo_hay_cifras_publicadas_la_frase_no_presume_filtros(cat: Catalogo) -> None:
    seleccion = Seleccion("MGA", 2021, "GA", tipos=("municipio",), entidades=("20",))
    assert frase(seleccion, cat) == "Métrica de Gobierno Abierto 2021 · Gobierno Abierto · cifras publicadas"
