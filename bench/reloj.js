// Cronómetro dentro de la página: del gesto de la persona al primer cuadro después de que cambió todo lo que se mira.
// Cada cosa que se mira es una «firma»: los atributos (o el texto) de los elementos de un selector. Con `lienzo: true`, lo
// que se escribe en cualquier <canvas>, que es como se pintan las tablas; con `direccion: true`, la de la página.
(() => {
  "use strict";
  let vigia = null;

  const firma = ({ selector, atributos, direccion }) => (direccion ? location.search
    : [...document.querySelectorAll(selector)]
      .map((e) => (atributos ? atributos.map((a) => e.getAttribute(a)).join() : e.textContent)).join("|"));

  const midiendo = () => vigia && vigia.inicio !== null && !vigia.acusado;

  // Ya cambió todo; cuenta hasta el cuadro en que se ve.
  const acusar = () => {
    if (!vigia.mirados.every(({ listo }) => listo)) return;
    const armado = vigia;
    armado.acusado = true;
    requestAnimationFrame(() => { armado.avisar(performance.now() - armado.inicio); });
  };

  const revisar = () => {
    if (!midiendo()) return;
    for (const mirado of vigia.mirados) {
      if (mirado.listo || mirado.que.lienzo) continue;
      const nueva = firma(mirado.que);
      mirado.listo = nueva !== mirado.antes && !(mirado.que.lleno && !nueva);
    }
    acusar();
  };

  const iniciar = (evento) => {
    if (vigia && vigia.inicio === null && evento.type === vigia.gesto) vigia.inicio = evento.timeStamp;
  };

  // Una tabla cambió cuando en el mismo lugar del lienzo se escribe otra cosa.
  const escrito = new WeakMap();
  const escribir = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (texto, x, y, ...resto) {
    if (!escrito.has(this)) escrito.set(this, new Map());
    const lugares = escrito.get(this), lugar = `${Math.round(x)},${Math.round(y)}`;
    const cambio = lugares.get(lugar) !== texto;
    lugares.set(lugar, texto);
    if (cambio && midiendo()) {
      for (const mirado of vigia.mirados) mirado.listo ||= mirado.que.lienzo;
      acusar();
    }
    return escribir.call(this, texto, x, y, ...resto);
  };

  for (const gesto of ["pointerup", "keydown"]) addEventListener(gesto, iniciar, true);
  new MutationObserver(revisar).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  for (const nombre of ["pushState", "replaceState"]) {
    const original = history[nombre];
    history[nombre] = function (...todo) { original.apply(this, todo); revisar(); };
  }

  // `gesto` «carga» cuenta desde que empezó la navegación; los demás, desde el próximo evento de ese nombre.
  window.reloj = {
    armar(ques, gesto) {
      const carga = gesto === "carga";
      const mirados = ques.map((que) => ({ que, listo: false, antes: carga || que.lienzo ? "" : firma(que) }));
      vigia = { mirados, gesto, inicio: carga ? 0 : null, acusado: false };
      vigia.milisegundos = new Promise((avisar) => { vigia.avisar = avisar; });
      if (carga) revisar();
    },
    leer: () => vigia.milisegundos,
  };
})();
