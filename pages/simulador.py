"""Simulador: ¿qué pasa si cambian las cifras o los pesos, y qué hace falta para llegar a una meta? Todo rotulado «Simulación»."""

import streamlit as st

from apertura import formato, simulacion
from apertura.interfaz import estado, mostrar, selectores
from apertura.interfaz.contexto import Contexto, contexto
from apertura.interfaz.marco import correr
from apertura.interfaz.texto import texto_seguro
from apertura.seleccion import normalizar
from apertura.vistas import simulador as vista
from apertura.vistas import simulador_frases
from apertura.vistas import simulador_metas as vista_metas
from apertura.vistas import simulador_tablas as vista_tablas

SIN_SIMULAR: dict[str, object] = {"cambios": (), "pesos": (), "meta": "", "tope": "uno"}
SIMULADO = "en la simulación"
EJEMPLOS = ({"simula": "sujeto", "sujeto": "22-MUN-016"}, {"simula": "entidad", "entidad": "22"})


def pagina() -> None:
    """Elegir a quién; mover cifras y pesos; ver el índice y el lugar que daría; y, al revés, qué haría falta."""
    actual = contexto()
    st.title("¿Qué pasa si…?")
    if not actual.edicion.por_sujeto:
        _sin_sujetos(actual)
        return
    _elegir(actual)
    hecho = vista.resultado(actual.motor, actual.catalogo, actual.seleccion)
    if hecho is None:
        _sin_caso(actual)
        return
    st.info("Simulación: nada de esta página es un resultado ni un pronóstico.", icon=":material/science:")
    st.header(texto_seguro(hecho.caso.nombre))
    _cifras(hecho)
    if dicha := simulador_frases.del_resultado(actual.motor, actual.catalogo, actual.seleccion):
        mostrar.frases([dicha])
    _mover(actual, hecho)
    _pesos(actual, hecho)
    _dibujo(actual)
    _meta(actual, hecho)
    _posiciones(actual)


def _sin_sujetos(actual: Contexto) -> None:
    """Sin resultados por institución no hay qué simular: se dice y se ofrece la edición que sí los tiene."""
    st.info(texto_seguro(f"El simulador necesita resultados institución por institución. {actual.edicion.cobertura}"))
    completa = next(edicion for edicion in actual.catalogo.ediciones.values() if edicion.por_sujeto)
    destino, _ = normalizar(actual.seleccion.con(metrica=completa.metrica, edicion=completa.anio), actual.catalogo)
    mostrar.enlace("simulador", f"Simular con la {completa.metrica} {completa.anio}", destino)


def _sin_caso(actual: Contexto) -> None:
    if actual.seleccion.simula == "sujeto" and actual.seleccion.sujeto:
        st.info(texto_seguro(f"«{actual.catalogo.sujetos[actual.seleccion.sujeto]}» no tiene todas sus cifras en esta edición."))
    st.markdown("Elija a quién simular. O empiece por un ejemplo:")
    for ejemplo in EJEMPLOS:
        claves = {**actual.catalogo.sujetos, **actual.catalogo.entidades}
        nombre = claves.get(str(ejemplo.get("sujeto") or ejemplo.get("entidad")))
        if nombre:
            mostrar.enlace("simulador", nombre, actual.seleccion.con(**SIN_SIMULAR, **ejemplo))


def _elegir(actual: Contexto) -> None:
    """Institución o entidad. Cambiar de una a otra quita los cambios: eran de otras cifras."""
    seleccion, entidades = actual.seleccion, actual.catalogo.entidades
    sin_cambios = lambda _: {"cambios": (), "meta": ""}  # noqa: E731
    with st.container(key="controles", horizontal=True, vertical_alignment="bottom"):
        selectores.uno("Simular", "simula", simulacion.PARA, como="botones", al_cambiar=sin_cambios)
        if seleccion.simula == "entidad":
            selectores.uno("Entidad", "entidad", entidades, vacio="Elija una entidad", al_cambiar=sin_cambios, ancho=260)
            return
        clave = vista.entidad_de(actual.motor, actual.catalogo, seleccion)
        st.session_state["w_sim_entidad"] = clave
        st.selectbox(
            "Entidad",
            ["", *entidades],
            format_func={"": "Elija una entidad", **entidades}.__getitem__,
            key="w_sim_entidad",
            on_change=_al_elegir_entidad,
            filter_mode="contains",
            width=260,
        )
        if clave:
            opciones = vista.instituciones(actual.motor, actual.catalogo, seleccion, clave)
            selectores.uno("Institución", "sujeto", opciones, vacio="Elija una institución", al_cambiar=sin_cambios, ancho=420)


def _al_elegir_entidad() -> None:
    estado.cambiar(entidad=st.session_state["w_sim_entidad"], sujeto="", cambios=(), meta="")


def _cifras(hecho: vista.Resultado) -> None:
    with st.container(key="cifras"):
        indice, lugar, entre = st.columns(3)
        salto = formato.redondear(hecho.despues) - formato.redondear(hecho.hoy)
        indice.metric("Índice simulado", formato.indice(hecho.despues), delta=f"{salto:+.2f}" if salto else None)
        indice.caption(f"hoy {formato.indice(hecho.hoy)}")
        lugar.metric("Lugar simulado", hecho.lugar.en_texto())
        lugar.caption(texto_seguro(f"{hecho.lugar.dicho(SIMULADO)} {hecho.lugar_hoy.dicho('hoy')}"))
        if hecho.entre and hecho.entre_hoy:
            entre.metric("Entre entidades", hecho.entre.en_texto())
            entre.caption(texto_seguro(f"{hecho.entre.dicho(SIMULADO)} {hecho.entre_hoy.dicho('hoy')}"))


def _mover(actual: Contexto, hecho: vista.Resultado) -> None:
    """Un control por hoja: la cifra, y los atajos a la mediana y al percentil 75 de sus pares."""
    st.subheader("Mover las cifras")
    nombres = actual.catalogo.indicadores[(actual.seleccion.metrica, actual.seleccion.edicion)]
    hojas = hecho.caso.arbol.hojas
    for inicio in range(0, len(hojas), 4):
        for k, columna in zip(range(inicio, min(inicio + 4, len(hojas))), st.columns(4), strict=False):
            with columna:
                _hoja(actual, hecho, k, nombres[hojas[k]].nombre_corto)
    with st.container(key="atajos", horizontal=True):
        for paso, texto in simulacion.PASOS.items():
            todos = tuple(f"{hoja}:{paso}" for hoja in hojas)
            st.button(f"Todo a la {texto}" if paso == "p50" else f"Todo al {texto}", key=f"todo_{paso}", on_click=_poner, args=(todos,))
        st.button("Quitar la simulación", key="quitar_simulacion", icon=":material/restart_alt:", on_click=_quitar)


def _hoja(actual: Contexto, hecho: vista.Resultado, k: int, nombre: str) -> None:
    caso, hoja = hecho.caso, hecho.caso.arbol.hojas[k]
    st.session_state[f"w_x_{hoja}"] = float(hecho.simulado.despues[k])
    st.slider(texto_seguro(nombre), 0.0, 1.0, step=0.01, format="%.2f", key=f"w_x_{hoja}", on_change=_al_mover, args=(hoja,))
    puesto = simulacion.pares(actual.seleccion.cambios).get(hoja, "hoy")
    cifras = {"hoy": caso.hoy[k], **{paso: caso.metas[paso][k] for paso in simulacion.PASOS}}
    textos = {"hoy": "Hoy", "p50": "P50", "p75": "P75"}
    st.session_state[f"w_paso_{hoja}"] = puesto if puesto in cifras else None
    st.segmented_control(
        f"Llevar {texto_seguro(nombre)} a",
        list(cifras),
        format_func=lambda paso: f"{textos[paso]} {formato.indice(cifras[paso])}",
        key=f"w_paso_{hoja}",
        on_change=_al_llevar,
        args=(hoja,),
        label_visibility="collapsed",
        help="La mediana o el percentil 75 de sus pares; si ya lo pasa, se queda como está.",
    )


def _al_mover(hoja: str) -> None:
    _cambiar(hoja, simulacion.escribir(st.session_state[f"w_x_{hoja}"], 4))


def _al_llevar(hoja: str) -> None:
    paso = st.session_state[f"w_paso_{hoja}"]
    _cambiar(hoja, paso if paso in simulacion.PASOS else None)


def _cambiar(hoja: str, destino: str | None) -> None:
    """Cambia el destino de una hoja y deja las demás."""
    demas = [cambio for cambio in estado.actual().cambios if not cambio.startswith(f"{hoja}:")]
    _poner((*demas, *([f"{hoja}:{destino}"] if destino else [])))


def _poner(cambios: tuple[str, ...]) -> None:
    """Los cambios, en el orden del árbol: la misma simulación da siempre la misma dirección."""
    estado.cambiar(cambios=cambios)


def _quitar() -> None:
    estado.cambiar(**SIN_SIMULAR)


def _pesos(actual: Contexto, hecho: vista.Resultado) -> None:
    """Otros pesos, para todas las posiciones a la vez; se dividen entre su suma."""
    arbol, dados = hecho.caso.arbol, simulacion.pares(actual.seleccion.pesos)
    nombres = actual.catalogo.indicadores[(actual.seleccion.metrica, actual.seleccion.edicion)]
    with st.expander("Cambiar los pesos", expanded=bool(dados)):
        st.caption("Se aplican a todas las posiciones y se dividen entre su suma. Si todos quedan en cero, vuelven los oficiales.")
        for inicio in range(0, len(arbol.hojas), 4):
            for k, columna in zip(range(inicio, min(inicio + 4, len(arbol.hojas))), st.columns(4), strict=False):
                hoja = arbol.hojas[k]
                llave = f"w_w_{hoja}"
                st.session_state[llave] = float(dados.get(hoja, 100 * arbol.pesos[k]))
                columna.number_input(
                    texto_seguro(f"Peso de {nombres[hoja].nombre_corto}"),
                    0.0, simulacion.PESO_MAXIMO, step=5.0, format="%.1f", key=llave, on_change=_al_pesar, args=(arbol.hojas, arbol.pesos),
                )  # fmt: skip
                columna.caption(f"{formato.porcentaje(float(hecho.simulado.pesos[k]))} del índice")


def _al_pesar(hojas: tuple[str, ...], oficiales: tuple[float, ...]) -> None:
    pedidos = {hoja: st.session_state[f"w_w_{hoja}"] for hoja in hojas}
    distintos = [
        f"{h}:{simulacion.escribir(pedidos[h])}" for h, peso in zip(hojas, oficiales, strict=True) if abs(pedidos[h] - 100 * peso) > 1e-6
    ]
    estado.cambiar(pesos=simulacion.pesos_validos(distintos, dict(zip(hojas, oficiales, strict=True))))


def _dibujo(actual: Contexto) -> None:
    grafica = vista_tablas.grafica(actual.motor, actual.catalogo, actual.seleccion, actual.tema)
    assert grafica is not None
    st.subheader(texto_seguro(grafica.titulo))
    mostrar.grafica(grafica, "simulacion")
    mostrar.descargas(grafica.tabla, "simulacion")
    mostrar.gemela(grafica, "simulacion")
    mostrar.notas(grafica.tabla)


def _meta(actual: Contexto, hecho: vista.Resultado) -> None:
    """La pregunta al revés: de las cifras de hoy, los menos cambios que bastan."""
    st.header("¿Qué hace falta para llegar a…?")
    total = hecho.lugar.total
    clase, cuanto = vista_metas.pedida(actual.seleccion, total)
    with st.container(key="meta", horizontal=True, vertical_alignment="bottom"):
        st.session_state["w_meta_clase"] = clase
        st.segmented_control(
            "Llegar a", list(simulacion.METAS), format_func=simulacion.METAS.__getitem__, key="w_meta_clase", required=True,
            on_change=_al_elegir_clase, args=(hecho.hoy,),
        )  # fmt: skip
        if clase == "lugar":
            st.session_state["w_meta_lugar"] = int(cuanto)
            st.number_input(
                f"Lugar (de {total})", 1, total, step=1, key="w_meta_lugar", on_change=_al_poner_meta, args=("lugar",), width=150
            )
        else:
            st.session_state["w_meta_valor"] = float(cuanto)
            st.number_input(
                "Índice", 0.0, 1.0, step=0.01, format="%.2f", key="w_meta_valor", on_change=_al_poner_meta, args=("valor",), width=150
            )
        selectores.uno("Subir cada cifra, a lo más, hasta", "tope", simulacion.TOPES, ancho=320)
    meta = vista_metas.meta(actual.motor, actual.catalogo, actual.seleccion)
    assert meta is not None
    mostrar.frases([meta.frase])
    if meta.tabla.datos.height:
        mostrar.tabla(meta.tabla, "meta")
        st.button("Llevar estos cambios al simulador", key="llevar_meta", on_click=_poner, args=(meta.al_simulador,))
        mostrar.descargas(meta.tabla, "meta")


def _al_elegir_clase(hoy: float) -> None:
    if st.session_state["w_meta_clase"] == "lugar":
        estado.cambiar(meta="")
    else:
        estado.cambiar(meta=f"valor:{simulacion.escribir(min(1.0, formato.redondear(hoy + 0.1)))}")


def _al_poner_meta(clase: str) -> None:
    estado.cambiar(meta=f"{clase}:{simulacion.escribir(float(st.session_state[f'w_meta_{clase}']))}")


def _posiciones(actual: Contexto) -> None:
    """Todas las posiciones, hoy y después; se manda al abrirla."""
    caja = st.expander("Simulación: cómo quedarían todas", key="e_posiciones", on_change="rerun")
    if not caja.open:
        return
    with caja:
        tabla = vista_tablas.posiciones(actual.motor, actual.catalogo, actual.seleccion)
        assert tabla is not None
        mostrar.tabla(tabla, "posiciones")
        mostrar.descargas(tabla, "posiciones")


correr("simulador", pagina)
