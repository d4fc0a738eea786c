// Cronómetro dentro de la página: del gesto de la persona al primer cuadro después de que cambió lo que se mira.
// Lo que se mira es una «firma»: los atributos (o el texto) de los elementos de un selector. Con `lienzo: true`, lo
// que se escribe en cualquier <canvas>, que es como se pintan las tablas.
(() => {
  "use strict";
  let vigia = null;

  const firma = ({ selector, atributos }) => [...document.querySelectorAll(selector)]
    .map((e) => (atributos ? atributos.map((a) => e.getAttribute(a)).join() : e.textContent)).join("|");

  const anotar = (campo) => {
    const armado = vigia;
    requestAnimationFrame(() => { armado[campo] = performance.now(); });
  };

  const revisar = () => {
    if (!vigia || vigia.que.lienzo || vigia.inicio === null) return;
    const nueva = firma(vigia.que);
    if (nueva === vigia.firma || (vigia.que.lleno && !nueva)) return;
    vigia.firma = nueva;
    if (vigia.fin === null) { vigia.fin = 0; anotar("fin"); }
    vigia.cambios += 1;
    anotar("ultimo");
  };

  const iniciar = (evento) => {
    if (vigia && vigia.inicio === null && evento.type === vigia.gesto) vigia.inicio = evento.timeStamp;
  };

  const vistos = new Set();
  const escribir = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (texto, ...resto) {
    const nuevo = !vistos.has(texto);
    vistos.add(texto);
    if (nuevo && vigia && vigia.que.lienzo && vigia.inicio !== null) {
      if (vigia.fin === null) { vigia.fin = 0; anotar("fin"); }
      vigia.cambios += 1;
      anotar("ultimo");
    }
    return escribir.call(this, texto, ...resto);
  };

  for (const gesto of ["pointerup", "keydown"]) addEventListener(gesto, iniciar, true);
  new MutationObserver(revisar).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });

  // `gesto` «carga» cuenta desde que empezó la navegación; los demás, desde el próximo evento de ese nombre.
  window.reloj = {
    armar(que, gesto) {
      vigia = { que, gesto, firma: "", inicio: gesto === "carga" ? 0 : null, fin: null, ultimo: null, cambios: 0 };
      if (gesto !== "carga") vigia.firma = que.lienzo ? "" : firma(que);
      if (gesto === "carga") revisar();
    },
    leer: () => vigia && vigia.fin && { ms: vigia.fin - vigia.inicio, ultimo: vigia.ultimo - vigia.inicio, cambios: vigia.cambios },
  };
})();
