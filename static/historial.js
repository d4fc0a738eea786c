// El historial guarda vistas, no pasos. Streamlit cambia de página en varios: vacía la dirección, abre la otra página sin
// parámetros y después escribe la dirección completa, que siempre dice la métrica. Aquí el primero no se anota y la
// completa sustituye a la incompleta: un solo Atrás regresa a la vista anterior.
(() => {
  "use strict";

  const agregar = history.pushState.bind(history);
  history.pushState = (estado, titulo, direccion) => {
    const destino = new URL(direccion ?? location.href, location.href);
    const mismaPagina = destino.pathname === location.pathname;
    if (mismaPagina && !destino.search && location.search) return;
    const incompleta = !new URLSearchParams(location.search).has("metrica");
    (mismaPagina && incompleta ? history.replaceState.bind(history) : agregar)(estado, titulo, direccion);
  };
})();
