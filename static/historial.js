// El menú abre cada página sin parámetros y un instante después llega la dirección completa. Son la misma vista: la
// completa sustituye a la vacía en lugar de agregarse, y un solo Atrás regresa a la vista anterior.
(() => {
  "use strict";

  const agregar = history.pushState.bind(history);
  history.pushState = (estado, titulo, direccion) => {
    const destino = new URL(direccion ?? location.href, location.href);
    const completa = destino.pathname === location.pathname && !location.search && destino.search;
    (completa ? history.replaceState.bind(history) : agregar)(estado, titulo, direccion);
  };
})();
