"use strict";
// Proyectar: qué lámina se ve, teclas, dedo, controles y la ventana del orador. No pide nada: todo está en este archivo.
(() => {
  const raiz = document.documentElement;
  // La copia para la ventana del orador se toma antes de tocar nada: sirve aunque el servidor ya no esté o el archivo venga de una memoria.
  const ORIGINAL = raiz.outerHTML;
  const CLAVE = "apertura-sesion-" + raiz.dataset.sesion;
  const LETRAS = [0.85, 1, 1.15, 1.3, 1.5];
  const $ = (id) => document.getElementById(id);
  const laminas = [...document.querySelectorAll(".lamina")];
  const esOrador = window.name === CLAVE + "-orador" || location.hash.startsWith("#orador");
  const estado = { lamina: 0, negro: false, aspecto: raiz.dataset.aspecto, letra: 1 };
  let previo = estado.aspecto === "contraste" ? "claro" : estado.aspecto;
  let hija = null, digitos = "", olvido = 0, reposo = 0, inicio = Date.now();

  raiz.classList.add("con-guion");
  const canal = "BroadcastChannel" in window ? new BroadcastChannel(CLAVE) : null;
  const pareja = () => (hija && !hija.closed ? hija : window.opener && !window.opener.closed ? window.opener : null);

  function avisar() {
    const recado = { apertura: CLAVE, ...estado };
    canal?.postMessage(recado);
    try { pareja()?.postMessage(recado, "*"); } catch { /* la otra ventana se cerró */ }
  }
  function recibir(evento) {
    const dicho = evento.data;
    const conocida = evento.source === null || evento.source === hija || evento.source === window.opener || evento.currentTarget === canal;
    if (!conocida || !dicho || dicho.apertura !== CLAVE) return;
    if (dicho.hola) return avisar();
    const aspecto = ["claro", "oscuro", "contraste"].includes(dicho.aspecto) ? dicho.aspecto : estado.aspecto;
    Object.assign(estado, { negro: dicho.negro === true, aspecto, letra: LETRAS[Number(dicho.letra)] ? Number(dicho.letra) : 1 });
    mostrar(Number(dicho.lamina));
  }
  window.addEventListener("message", recibir);
  canal?.addEventListener("message", recibir);

  function ir(numero) {
    const pedida = Math.min(Math.max(numero, 0), laminas.length - 1);
    if (numero >= laminas.length) recado("Es la última lámina");
    mostrar(pedida);
    avisar();
  }
  function mostrar(numero) {
    const valida = Number.isInteger(numero) && laminas[numero] ? numero : estado.lamina;
    estado.lamina = valida;
    raiz.dataset.aspecto = estado.aspecto;
    raiz.style.setProperty("--letra", LETRAS[estado.letra]);
    laminas.forEach((una, n) => {
      una.classList.toggle("actual", n === valida);
      una.classList.toggle("siguiente", n === valida + 1);
    });
    ajustar(laminas[valida]);
    if (esOrador && laminas[valida + 1]) ajustar(laminas[valida + 1]);
    $("negro").hidden = esOrador || !estado.negro;
    $("lugar").textContent = `${valida + 1} / ${laminas.length}`;
    const dicha = laminas[valida].getAttribute("aria-label");
    if ($("voz").dataset.dicha !== dicha) {
      $("voz").dataset.dicha = dicha;
      $("voz").textContent = `Lámina ${dicha}. ${laminas[valida].querySelector(".mensaje")?.textContent ?? ""}`;
    }
    try { history.replaceState(null, "", "#" + (esOrador ? "orador-" : "") + (valida + 1)); } catch { /* una ventana sin dirección */ }
  }

  // Los renglones de una tabla que no entran se esconden, y se dice cuántos se ven.
  function ajustar(lamina) {
    const cuadro = lamina.querySelector(".cuadro");
    if (!cuadro) return;
    const filas = [...cuadro.querySelectorAll("tbody tr")], nota = cuadro.querySelector(".nota");
    const decir = (ven) => {
      const todos = String(ven) === nota.dataset.total;
      nota.textContent = todos && !nota.dataset.resto ? "" : `Se ven ${ven} de ${nota.dataset.total} renglones${nota.dataset.resto}.`;
    };
    const cabe = (ven) => {
      filas.forEach((fila, n) => { fila.hidden = n >= ven; });
      decir(ven);
      return cuadro.scrollHeight <= cuadro.clientHeight + 1;
    };
    // Una tabla corta se ve más grande.
    cuadro.classList.add("holgada");
    if (cabe(filas.length)) return;
    cuadro.classList.remove("holgada");
    if (cabe(filas.length)) return;
    let si = 1, no = filas.length;
    while (no - si > 1) {
      const medio = (si + no) >> 1;
      if (cabe(medio)) si = medio; else no = medio;
    }
    cabe(si);
  }

  function recado(texto) {
    $("recado").textContent = texto;
    clearTimeout(olvido);
    olvido = setTimeout(() => { $("recado").textContent = ""; digitos = ""; }, 2500);
  }
  function aspecto(nuevo) {
    if (nuevo !== "contraste") previo = nuevo;
    estado.aspecto = nuevo;
    ir(estado.lamina);
  }
  function letra(cuanto) {
    estado.letra = cuanto === 0 ? 1 : Math.min(Math.max(estado.letra + cuanto, 0), LETRAS.length - 1);
    ir(estado.lamina);
    recado(`Letra al ${Math.round(LETRAS[estado.letra] * 100)} %`);
  }
  function negro(puesto) {
    estado.negro = puesto;
    if (esOrador) recado(puesto ? "Pantalla en negro" : "Se ve de nuevo");
    ir(estado.lamina);
  }
  function pantalla() {
    if (document.fullscreenElement) return document.exitFullscreen();
    return raiz.requestFullscreen?.().catch(() => recado("Use la tecla F11 del navegador"));
  }
  function orador() {
    if (esOrador) return;
    if (hija && !hija.closed) return hija.focus();
    hija = window.open("", CLAVE + "-orador", "popup,width=1280,height=800");
    if (!hija) return recado("El navegador no dejó abrir la ventana: permita ventanas emergentes");
    hija.document.open();
    hija.document.write("<!doctype html>" + ORIGINAL);
    hija.document.close();
    recado("La vista del orador está en otra ventana");
  }
  function abrir(titulo, llenar) {
    const cuerpo = $("hojita-cuerpo"), caja = $("hojita");
    const repetida = caja.open && $("hojita-titulo").textContent === titulo;
    if (caja.open) caja.close();
    if (repetida) return;
    $("hojita-titulo").textContent = titulo;
    cuerpo.replaceChildren();
    llenar(cuerpo);
    caja.showModal();
    cuerpo.scrollTop = 0;
  }
  function aparte(titulo, clase, vacio) {
    abrir(titulo, (cuerpo) => {
      const origen = laminas[estado.lamina].querySelector(clase);
      cuerpo.append(...[...(origen?.childNodes ?? [])].map((nodo) => nodo.cloneNode(true)));
      if (!cuerpo.childNodes.length) cuerpo.textContent = vacio;
    });
  }
  function indice() {
    abrir("Índice", (cuerpo) => {
      const lista = document.createElement("ol");
      laminas.forEach((una, n) => {
        const boton = document.createElement("button");
        boton.type = "button";
        boton.textContent = `${n + 1}. ${una.querySelector(".titulo").textContent}`;
        if (n === estado.lamina) boton.setAttribute("aria-current", "true");
        boton.addEventListener("click", () => { $("hojita").close(); ir(n); });
        lista.appendChild(document.createElement("li")).append(boton);
      });
      cuerpo.append(lista);
    });
  }
  const ACCIONES = {
    antes: () => ir(estado.lamina - 1), despues: () => ir(estado.lamina + 1), indice, orador, pantalla,
    notas: () => aparte("Notas", ".notas", "Esta lámina no tiene notas."),
    datos: () => aparte("En palabras y en tabla", ".datos", "Esta lámina es sólo texto."),
    mas: () => letra(1), menos: () => letra(-1),
    tema: () => aspecto(estado.aspecto === "oscuro" ? "claro" : "oscuro"),
    contraste: () => aspecto(estado.aspecto === "contraste" ? previo : "contraste"),
    ayuda: () => abrir("Teclas", (cuerpo) => cuerpo.append($("teclas").content.cloneNode(true))),
    reiniciar: () => { inicio = Date.now(); reloj(); },
  };
  const TECLAS = {
    ArrowRight: "despues", ArrowDown: "despues", PageDown: "despues", " ": "despues", ArrowLeft: "antes", ArrowUp: "antes", PageUp: "antes",
    Backspace: "antes", f: "pantalla", c: "contraste", t: "tema", "+": "mas", "=": "mas", "-": "menos", "−": "menos", s: "orador", n: "notas",
    d: "datos", i: "indice", "?": "ayuda", h: "ayuda",
  };

  function tecla(evento) {
    if (evento.ctrlKey || evento.metaKey || evento.altKey) return;
    const cual = evento.key.length === 1 ? evento.key.toLowerCase() : evento.key;
    if ($("hojita").open) return dentro(evento, cual);
    if (evento.target.closest?.("button") && [" ", "Enter"].includes(cual)) return;
    const es = destino(evento, cual);
    if (es) { evento.preventDefault(); es(); }
  }
  function destino(evento, cual) {
    if (estado.negro && !esOrador && !["Shift", "Tab"].includes(cual)) return () => negro(false);
    if (/^[0-9]$/.test(cual) && (digitos || cual !== "0")) return () => { digitos = (digitos + cual).slice(-3); recado(`${digitos} y Entrar`); };
    if (cual === "0") return () => letra(0);
    if (cual === "Enter") return digitos ? () => { const a = Number(digitos) - 1; digitos = ""; recado(""); ir(a); } : null;
    if (cual === "Escape") return digitos ? () => recado("") : null;
    if (cual === "b" || cual === ".") return () => negro(!estado.negro);
    if (cual === "Home") return () => ir(0);
    if (cual === "End") return () => ir(laminas.length - 1);
    if (cual === " " && evento.shiftKey) return ACCIONES.antes;
    return ACCIONES[TECLAS[cual]];
  }
  // Con una hojita abierta sólo la misma tecla la cierra, y las de avance la recorren.
  function dentro(evento, cual) {
    const titulo = { n: "Notas", d: "En palabras y en tabla", i: "Índice", "?": "Teclas", h: "Teclas" }[cual];
    if (titulo && titulo === $("hojita-titulo").textContent) { evento.preventDefault(); $("hojita").close(); }
  }
  document.addEventListener("keydown", tecla);
  document.addEventListener("click", (evento) => {
    if (estado.negro && !esOrador) return negro(false);
    const accion = evento.target.closest?.("[data-accion]")?.dataset.accion;
    if (accion) ACCIONES[accion]();
  });

  let desde = null;
  document.addEventListener("touchstart", (evento) => { desde = evento.touches.length === 1 ? evento.touches[0] : null; }, { passive: true });
  document.addEventListener("touchend", (evento) => {
    if (!desde || $("hojita").open || evento.target.closest?.("#barra")) return;
    const hasta = evento.changedTouches[0], dx = hasta.clientX - desde.clientX, dy = hasta.clientY - desde.clientY;
    if (Math.abs(dx) > 50 && Math.abs(dx) > Math.abs(dy) * 1.5) ACCIONES[dx < 0 ? "despues" : "antes"]();
    desde = null;
  }, { passive: true });

  function asomar() {
    $("barra").classList.add("visible");
    raiz.classList.remove("quieta");
    clearTimeout(reposo);
    reposo = setTimeout(() => { $("barra").classList.remove("visible"); raiz.classList.add("quieta"); }, 2500);
  }
  document.addEventListener("pointermove", asomar);
  window.addEventListener("resize", () => mostrar(estado.lamina));
  window.addEventListener("beforeprint", () => laminas.forEach(ajustar));
  window.addEventListener("afterprint", () => mostrar(estado.lamina));
  window.addEventListener("hashchange", () => ir(pedida()));

  function pedida() { return Number(/(\d+)$/.exec(location.hash)?.[1] ?? 1) - 1; }
  function dos(numero) { return String(numero).padStart(2, "0"); }
  function reloj() {
    const ahora = new Date(), van = Math.floor((Date.now() - inicio) / 1000);
    $("hora").textContent = `${ahora.getHours()}:${dos(ahora.getMinutes())}`;
    $("cronometro").textContent = `${Math.floor(van / 60)}:${dos(van % 60)}`;
  }
  async function despierta() {
    // Que la pantalla no se apague mientras se presenta; si el navegador no sabe, no pasa nada.
    try { if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen"); } catch { /* sin permiso o sin batería */ }
  }
  document.addEventListener("visibilitychange", despierta);

  if (esOrador) {
    raiz.classList.add("de-orador");
    document.title = `Orador: ${document.title}`;
    $("orador").hidden = false;
    setInterval(reloj, 500);
    reloj();
  }
  mostrar(pedida());
  const saludo = { apertura: CLAVE, hola: true };
  canal?.postMessage(saludo);
  try { window.opener?.postMessage(saludo, "*"); } catch { /* la otra ventana se cerró */ }
  document.fonts?.ready.then(() => mostrar(estado.lamina));
  despierta();
})();
