// Cronómetro dentro de la página: del gesto de la persona al primer cuadro después de que cambió lo que se mira.
// Lo que se mira es una «firma»: los atributos (o el texto) de los elementos de un selector. Con `lienzo: true`, lo
// que se escribe en cualquier <canvas>, que es como se pintan las tablas.
(() => {
  "use strict";
  let vigia = null;

  const firma = ({ selector, atributos }) => [...document.querySelectorAll(selector)]
    .map((e) => (atributos ? atributos.map((a) => e.getAttribute(a)).join() : e.textContent)).join("|");

  // El cambio ya está hecho; cuenta hasta el cuadro en que se ve.
  const acusar = () => {
    const armado = vigia;
    if (armado.fin !== null) return;
    armado.fin = 0;
    requestAnimationFrame(() => { armado.avisar(performance.now() - armado.inicio); });
  };

  const revisar = () => {
    if (!vigia || vigia.que.lienzo || vigia.inicio === null) return;
    const nueva = firma(vigia.que);
    if (nueva === vigia.firma || (vigia.que.lleno && !nueva)) return;
    vigia.firma = nueva;
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
    if (cambio && vigia && vigia.que.lienzo && vigia.inicio !== null) acusar();
    return escribir.call(this, texto, x, y, ...resto);
  };

  for (const gesto of ["pointerup", "keydown"]) addEventListener(gesto, iniciar, true);
  new MutationObserver(revisar).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });

  // `gesto` «carga» cuenta desde que empezó la navegación; los demás, desde el próximo evento de ese nombre.
  window.reloj = {
    armar(que, gesto) {
      vigia = { que, gesto, firma: "", inicio: gesto === "carga" ? 0 : null, fin: null };
      vigia.milisegundos = new Promise((avisar) => { vigia.avisar = avisar; });
      if (gesto !== "carga") vigia.firma = que.lienzo ? "" : firma(que);
      if (gesto === "carga") revisar();
    },
    leer: () => vigia.milisegundos,
  };
})();
