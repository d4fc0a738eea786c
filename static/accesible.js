// Lo que a Streamlit le falta para teclado y lectores de pantalla, y no se puede pedir desde Python.
(() => {
  "use strict";

  // El código que no cabe se recorre: con teclado sólo se puede si recibe el foco.
  const CODIGO = "[data-testid='stCode'] pre";
  // Menús y listas se abren fuera de la página, sin ser parte de ninguna de sus regiones.
  const ABIERTOS = "[data-testid='stMainMenuPopover'], [data-testid='stMenuButtonBody'], [data-testid$='VirtualDropdown']";
  // Dice que es sólo adorno y a la vez tiene nombre: un lector de pantalla no sabe a qué hacerle caso.
  const SUBIDA = "[data-testid='stFileUploaderDropzone']";

  function mejorar(elemento) {
    if (elemento.matches(CODIGO)) {
      elemento.tabIndex = 0;
      nombrar(elemento, "group", "Código");
    } else if (elemento.matches(SUBIDA)) {
      elemento.setAttribute("role", "group");
    } else {
      nombrar(elemento, "region", "Menú abierto");
    }
  }

  function nombrar(elemento, papel, nombre) {
    elemento.setAttribute("role", papel);
    elemento.setAttribute("aria-label", nombre);
  }

  function recorrer(raiz) {
    if (!(raiz instanceof HTMLElement)) return;
    const todos = `${CODIGO}, ${ABIERTOS}, ${SUBIDA}`;
    if (raiz.matches(todos)) mejorar(raiz);
    raiz.querySelectorAll(todos).forEach(mejorar);
  }

  new MutationObserver((cambios) => cambios.forEach(({ addedNodes }) => addedNodes.forEach(recorrer)))
    .observe(document.documentElement, { subtree: true, childList: true });
  recorrer(document.body);
})();
