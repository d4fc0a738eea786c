// El mapa responde antes que el servidor. Al oprimir un indicador, una capa o un lente, pinta en la gráfica viva lo que
// /adelanto ya había traído; la vuelta normal llega enseguida con lo mismo y confirma título, tabla y dirección.
// El servidor tiene la última palabra: al reposar queda en la gráfica lo último que él mandó. Sin este guion todo funciona.
(() => {
  "use strict";

  const DE_LA_BASE = ["metrica", "edicion", "capa", "vista", "orden", "tipo"];
  const INDICADOR = "w_indicador", GRUPOS = [INDICADOR, "w_capa", "w_lente"];
  const PERDIDA = { base: "", indicador: "" };
  const CONFIRMADO_MS = 60, REPOSO_MS = 300, PACIENCIA_MS = 3000;
  // `rutas`: por base, a dónde lleva cada botón. `pinturas`: por base e indicador, los conjuntos de la gráfica.
  const rutas = new Map(), pinturas = new Map(), pedidos = new Map();
  // `querida`: la vista a que llevan los clics que el servidor aún no confirma. `tocado`: el grupo del último gesto.
  let querida = null, pintado = null, tocado = "", reposo = 0, paciencia = 0;

  const enMapa = () => location.pathname.endsWith("/mapa");
  const normal = (base) => new URLSearchParams(base).toString();
  const grupoDe = (elemento) => GRUPOS.find((grupo) => elemento.closest?.(`.st-key-${grupo}`)) ?? "";
  const elegida = (grupo) => document.querySelector(`.st-key-${grupo} [aria-checked=true]`)?.textContent ?? "";

  // La vista que dice la dirección: la base (de qué paquete es) y el indicador.
  const dicha = () => {
    const todos = new URLSearchParams(location.search);
    const pares = DE_LA_BASE.flatMap((campo) => todos.getAll(campo).map((valor) => [campo, valor]));
    return { base: normal(pares), indicador: todos.get("indicador") };
  };
  const confirmada = () => querida && querida.base === dicha().base && querida.indicador === dicha().indicador;

  // Lo ya traído, si es de la misma publicación que la página dice al pie.
  const vigente = (guardado) => {
    const pie = document.querySelector(".st-key-pie")?.textContent ?? "";
    return guardado && pie.includes(guardado.version) ? guardado : null;
  };
  const clave = (base, indicador) => `${base}#${indicador}`;
  const pintura = (base, indicador) => vigente(pinturas.get(clave(base, indicador)))?.conjuntos;

  const traer = ({ base, indicador }, grupo) => {
    const pedido = `adelanto?${base}&indicador=${indicador}&grupo=${grupo.slice(2)}`;
    if (!pedidos.has(pedido)) {
      pedidos.set(pedido, fetch(pedido)
        .then((respuesta) => (respuesta.ok ? respuesta.json() : Promise.reject(new Error("sin adelanto"))))
        .then((traido) => { guardar(base, traido); })
        .catch(() => {}) // sin adelanto, la vuelta normal hace todo
        .finally(() => pedidos.delete(pedido)));
    }
  };

  const guardar = (base, { version, indicadores, vecinas, pinturas: traidas }) => {
    rutas.set(base, { version, indicadores, vecinas });
    for (const [de, porIndicador] of Object.entries(traidas)) {
      for (const [indicador, conjuntos] of Object.entries(porIndicador)) {
        pinturas.set(clave(normal(de), indicador), { version, conjuntos });
      }
    }
  };

  // La gráfica viva: Vega deja en cada figura el contexto en que la dibujó.
  const grafica = (base) => {
    const forma = new URLSearchParams(base).get("vista") ?? "mapa";
    const figura = document.querySelector(`.st-key-g_mapa_${forma} svg.marks path[aria-label]`);
    return figura?.__data__?.mark?.group?.context?.dataflow;
  };

  // Copia sin las marcas internas de Vega, que van en símbolos.
  const copia = (fila) => Object.fromEntries(Object.entries(fila));

  // Toma la gráfica: lo que el servidor mande mientras tanto se guarda, y es lo que queda al soltarla.
  const tomar = (viva, nombres) => {
    const poner = viva.data.bind(viva), delServidor = new Map(nombres.map((nombre) => [nombre, viva.data(nombre).map(copia)]));
    viva.data = (nombre, filas) => (filas ? (delServidor.set(nombre, filas), viva) : poner(nombre));
    pintado = { viva, poner, delServidor };
  };

  const soltar = () => {
    if (!pintado) return;
    delete pintado.viva.data;
    for (const [nombre, filas] of pintado.delServidor) pintado.poner(nombre, filas);
    pintado.viva.runAsync();
    pintado = null;
  };

  const filas = (columnas) => Object.values(columnas)[0]
    .map((_, fila) => Object.fromEntries(Object.entries(columnas).map(([campo, valores]) => [campo, valores[fila]])));

  const pintar = ({ base, indicador }) => {
    const conjuntos = pintura(base, indicador), viva = grafica(base);
    if (!viva || !conjuntos?.d) return false;
    if (pintado?.viva !== viva) tomar(viva, Object.keys(conjuntos));
    // Lo que la persona tocó (entidad elegida, turno del toque) se conserva de lo que está a la vista.
    const tocadas = new Map(viva.data("d").map(({ cve_ent, sel, empatada, turno }) => [cve_ent, { sel, empatada, turno }]));
    for (const [nombre, columnas] of Object.entries(conjuntos)) {
      pintado.poner(nombre, filas(columnas).map((fila) => ({ ...fila, ...tocadas.get(fila.cve_ent) })));
    }
    viva.runAsync();
    return true;
  };

  // A dónde lleva el botón oprimido; sin ruta se pierde la cuenta y nada se adelanta hasta que el servidor alcance a los clics.
  const destino = (grupo) => {
    const desde = querida ?? dicha(), ruta = vigente(rutas.get(desde.base)), boton = elegida(grupo);
    if (!ruta) return PERDIDA;
    return grupo === INDICADOR ? { ...desde, indicador: ruta.indicadores[boton] }
      : { ...desde, base: normal(ruta.vecinas[grupo][boton]) };
  };

  const adelantar = (grupo) => {
    querida = destino(grupo);
    if (!pintar(querida)) soltar();
    clearTimeout(reposo);
    clearTimeout(paciencia);
    paciencia = setTimeout(conciliar, PACIENCIA_MS);
  };

  const conciliar = () => {
    clearTimeout(paciencia);
    soltar();
    querida = null;
  };

  const alCorrer = () => {
    clearTimeout(reposo);
    if (!enMapa() || document.querySelector("[data-test-script-state]")?.dataset.testScriptState !== "notRunning") return;
    reposo = setTimeout(() => { conciliar(); preparar(INDICADOR); }, confirmada() ? CONFIRMADO_MS : REPOSO_MS);
  };

  // En reposo se traen los demás indicadores; y las capas o los lentes, cuando alguien se acerca a ellos.
  const preparar = (grupo) => {
    const aqui = dicha(), ruta = vigente(rutas.get(aqui.base));
    const vecinas = !ruta ? [[]] : grupo === INDICADOR ? Object.values(ruta.indicadores).map((indicador) => [aqui.base, indicador])
      : Object.values(ruta.vecinas[grupo]).map((base) => [normal(base), aqui.indicador]);
    if (!vecinas.every((vecina) => pintura(...vecina))) traer(aqui, grupo);
  };
  const acercarse = ({ target }) => {
    const grupo = grupoDe(target);
    if (grupo && grupo !== INDICADOR && enMapa()) preparar(grupo);
  };

  for (const gesto of ["pointerdown", "keydown"]) addEventListener(gesto, ({ target }) => { tocado = grupoDe(target); }, true);
  for (const gesto of ["pointerover", "focusin"]) addEventListener(gesto, acercarse, true);
  // Se mira qué botón quedó oprimido y no el clic: así cuentan igual ratón, teclado y pantalla táctil.
  new MutationObserver((cambios) => {
    if (cambios.some(({ attributeName }) => attributeName === "data-test-script-state")) alCorrer();
    const oprimido = cambios.some(({ attributeName, target }) => attributeName === "aria-checked" && tocado && grupoDe(target) === tocado);
    if (!oprimido || !enMapa()) return;
    const grupo = tocado;
    tocado = ""; // un gesto, un adelanto: los cambios que llegan después son del servidor
    adelantar(grupo);
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["aria-checked", "data-test-script-state"] });
})();
