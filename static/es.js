// Traduce lo que Streamlit sólo trae en inglés: botones, menús, avisos y textos para lectores de pantalla.
// Sólo cambia textos completos que están en estas listas; nunca toca gráficas, tablas, código ni lo que alguien escribe.
(() => {
  "use strict";

  const TEXTOS = new Map(Object.entries({
    // Selectores y campos
    "Choose an option": "Elija una opción",
    "Choose options": "Elija opciones",
    "Choose or add an option": "Elija o agregue una opción",
    "Choose or add options": "Elija o agregue opciones",
    "Select...": "Elija…",
    "Select all": "Seleccionar todo",
    "Selectbox": "Selector",
    "Selectbox options": "Opciones del selector",
    "Selected values": "Valores elegidos",
    "No results": "Sin resultados",
    "No options to select": "No hay opciones",
    "Open": "Abrir",
    "Clear value": "Borrar el valor",
    "Clear entry": "Borrar lo escrito",
    "Clear all": "Borrar todo",
    "Clear time": "Borrar la hora",
    "Increment": "Aumentar",
    "Decrement": "Disminuir",
    "Show password": "Mostrar la contraseña",
    "Hide password": "Ocultar la contraseña",
    "Press Enter to apply": "Presione Entrar para aplicar",
    "Press Enter to submit form": "Presione Entrar para enviar",
    "Press ⌘+Enter to apply": "Presione ⌘+Entrar para aplicar",
    "Press Ctrl+Enter to apply": "Presione Ctrl+Entrar para aplicar",
    "Press Enter to add": "Presione Entrar para agregar",
    "Loading...": "Cargando…",
    "Choose date": "Elegir la fecha",
    "Feedback rating": "Calificación",
    "progress": "avance",
    // Gráficas
    "Show data": "Ver los datos",
    "Show chart": "Ver la gráfica",
    "Download as CSV": "Descargar CSV",
    "Download as PNG": "Descargar PNG",
    "Copy Vega-Lite spec": "Copiar la especificación de la gráfica",
    "Fullscreen": "Pantalla completa",
    "View fullscreen": "Pantalla completa",
    "Close fullscreen": "Salir de pantalla completa",
    "Vega visualization": "Gráfica",
    "visualization": "gráfica",
    "Download failed": "No se pudo descargar",
    // Tablas
    "Search": "Buscar",
    "Type to search": "Escriba para buscar",
    "Close Search": "Cerrar la búsqueda",
    "Next Result": "Resultado siguiente",
    "Previous Result": "Resultado anterior",
    "Show/hide columns": "Mostrar u ocultar columnas",
    "Clear selection": "Quitar la selección",
    "Dataframe column menu": "Menú de la columna",
    "Sort ascending": "Ordenar de menor a mayor",
    "Sort descending": "Ordenar de mayor a menor",
    "Statistics": "Estadísticas",
    "Format": "Formato",
    "Autosize": "Ajustar el ancho",
    "Pin column": "Fijar la columna",
    "Unpin column": "Soltar la columna",
    "Hide column": "Ocultar la columna",
    "Copy column name": "Copiar el nombre de la columna",
    "Automatic": "Automático",
    "Localized": "Según el idioma",
    "Plain": "Sin formato",
    "Compact": "Compacto",
    "Dollar": "Dólares",
    "Yen": "Yenes",
    "Percent": "Porcentaje",
    "Scientific": "Científico",
    "Accounting": "Contable",
    "Distance": "Tiempo transcurrido",
    "Calendar": "Calendario",
    "Duration": "Duración",
    "Count": "Cuántos",
    "Distinct": "Distintos",
    "Empty": "Vacíos",
    "Average": "Promedio",
    "Median": "Mediana",
    "Minimum": "Mínimo",
    "Maximum": "Máximo",
    "Range": "Rango",
    "Standard deviation": "Desviación estándar",
    "Sum": "Suma",
    "Average length": "Largo promedio",
    "Minimum length": "Largo mínimo",
    "Maximum length": "Largo máximo",
    "Values": "Valores",
    "Based on sample": "Según una muestra",
    "(index)": "(renglón)",
    "text": "texto",
    "number": "número",
    "checkbox": "casilla",
    "datetime": "fecha y hora",
    "No data": "Sin datos",
    "No content": "Sin contenido",
    "empty": "vacío",
    "Scrollable table": "Tabla desplazable",
    "Copy to clipboard": "Copiar",
    "Copy version to clipboard": "Copiar la versión",
    "Copy": "Copiar",
    "Copied": "Copiado",
    "Copied!": "Copiado",
    // Barra lateral, navegación y menú
    "Sidebar": "Barra lateral",
    "Collapse sidebar": "Cerrar la barra lateral",
    "Expand sidebar": "Abrir la barra lateral",
    "App pages": "Páginas",
    "App Logo": "Logotipo",
    "Logo": "Logotipo",
    "Navigate to home page": "Ir al inicio",
    "View less": "Ver menos",
    "Skip to main content": "Ir al contenido",
    "Link to heading": "Enlace a este título",
    "Pagination": "Paginación",
    "Next page": "Página siguiente",
    "Previous page": "Página anterior",
    "Next month": "Mes siguiente",
    "Previous month": "Mes anterior",
    "Scroll tabs left": "Pestañas anteriores",
    "Scroll tabs right": "Pestañas siguientes",
    "Button action menu": "Menú de acciones",
    "Main menu": "Menú principal",
    "Rerun": "Volver a correr",
    "Auto rerun": "Actualizar solo",
    "Settings": "Ajustes",
    "Print": "Imprimir",
    "Record a screencast": "Grabar la pantalla",
    "Clear cache": "Vaciar la memoria",
    "Get help": "Ayuda",
    "Report a bug": "Reportar un error",
    "About": "Acerca de",
    "Developer options": "Opciones de desarrollo",
    "Theme": "Tema",
    "Light": "Claro",
    "Dark": "Oscuro",
    "System": "El del equipo",
    "Notifications": "Avisos",
    "Close": "Cerrar",
    "Cancel": "Cancelar",
    "Dismiss": "Cerrar",
    "Try again": "Reintentar",
    "Retry": "Reintentar",
    "Learn more": "Más información",
    // Estado y errores
    "Running...": "Actualizando…",
    "Running": "Actualizando",
    "Stop": "Detener",
    "Stopping...": "Deteniendo…",
    "Connecting": "Conectando",
    "Connecting...": "Conectando…",
    "Please wait...": "Espere…",
    "Page not found": "Esa página no existe",
    "Connection error": "Se perdió la conexión",
    "Connection timed out.": "El servidor tardó demasiado en responder.",
    "Connection lost. Please wait for the app to reconnect, then try again.":
      "Se perdió la conexión. Espere a que vuelva e inténtelo otra vez.",
    "Streamlit server is not responding. Are you connected to the internet?":
      "El servidor no responde. Revise su conexión; lo que ya se ve sigue siendo válido.",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
      "El servidor de Apertura se detuvo. Para iniciarlo otra vez, en la terminal:",
    "Script execution error": "No se pudo mostrar",
    "Network issue": "Problema de red",
    "An error has occurred, please try again.": "Ocurrió un error; inténtelo otra vez.",
    "Unknown error": "Error desconocido",
    "Unknown Error": "Error desconocido",
    // Archivos
    "Upload": "Subir",
    "file upload": "subir archivo",
    "Browse files": "Elegir archivo",
    "Add files": "Agregar archivos",
    "Drag and drop file here": "Arrastre aquí el archivo",
    "Drag and drop a file here": "Arrastre aquí el archivo",
    "Upload directories": "Subir carpetas",
    "Drag and drop files here": "Arrastre aquí los archivos",
    "Upload failed": "No se pudo subir",
    "Too many files": "Demasiados archivos",
    "Only one file is allowed.": "Sólo se sube un archivo a la vez.",
    "File size is too small.": "El archivo está vacío.",
    "Unexpected error. Please try again.": "No se pudo subir. Inténtelo otra vez.",
    "Click to retry upload": "Volver a subir",
    "Uploading...": "Subiendo…",
  }));

  const PATRONES = [
    [/^(\d[\d,]*) results?$/, "Resultados: $1"],
    [/^(\d[\d,]*) of (\d[\d,]*)$/, "$1 de $2"],
    [/^Page (\d+)$/, "Página $1"],
    [/^Page (\d+) of (\d+)$/, "Página $1 de $2"],
    [/^Add: (.+)$/, "Agregar: $1"],
    [/^Remove (.+)$/, "Quitar $1"],
    [/^Select (\d+) matches$/, "Seleccionar las $1 coincidencias"],
    [/^View (\d+) more$/, "Ver $1 más"],
    [/^Shortcut (.+)$/, "Atajo $1"],
    [/^(?:Limit )?(\d+)([KMG]?B) per file(.*)$/, "Hasta $1 $2 por archivo$3"],
    [/^(?:(?:Axios)?Error: )*File must be ([\d.]+)([KMG]B) or smaller\.$/, "El archivo debe pesar $1 $2 o menos."],
    [/^(?:(?:Axios)?Error: )*(\S+) files are not allowed\.$/, "No se admiten archivos $1."],
    [/^(?:(?:Axios)?Error: )*Request failed with status code 403$/, "No tiene permiso para subir archivos."],
    [/^(?:(?:Axios)?Error: )*Request failed with status code 413$/, "El archivo es demasiado grande."],
    [/^(?:(?:Axios)?Error: )*Request failed with status code 429$/, "Demasiados archivos seguidos. Espere un minuto."],
    [/^(?:(?:Axios)?Error: )*Request failed with status code (\d+)$/, "No se pudo subir (código $1). Inténtelo otra vez."],
    [/^(?:(?:Axios)?Error: )*(?:Network Error|Request aborted|timeout .*exceeded)$/, "Se cortó la conexión a medio subir. Inténtelo otra vez."],
    [/^Cancel upload of (.+)$/, "Dejar de subir $1"],
    [/^Retry upload of (.+)$/, "Volver a subir $1"],
    [/^(\d+) options? available\.$/, "Opciones: $1."],
    [/^(\d) out of (\d) stars?$/, "$1 de $2 estrellas"],
    [/^(\d+)th percentile$/, "Percentil $1"],
    [/^Top values frequency chart(.*)$/, "Valores más frecuentes$1"],
    [/^Distribution histogram(.*)$/, "Distribución$1"],
    [/^True\/false distribution chart(.*)$/, "Verdadero y falso$1"],
    [/^Choose date, (.+)$/, "Elegir la fecha, $1"],
    [/^day, (.+)$/, "día, $1"],
    [/^month, (.+)$/, "mes, $1"],
    [/^year, (.+)$/, "año, $1"],
    [/^Selected Date: (.+)$/, (_, fecha) =>
      `Fecha elegida: ${new Date(fecha).toLocaleDateString("es-MX", { dateStyle: "long" })}`],
    [/^You can only select up to (\d+) options?\. Remove an option first\.$/,
      "Sólo se pueden elegir $1. Quite una primero."],
    [/^You have requested page \/(.*), but no corresponding file was found in the app's pages\/ directory\. Running the app's main page\.$/,
      "La página «$1» no existe; se muestra el inicio."],
    [/^The page that you have requested does not seem to exist\. Running the app's main page\.$/,
      "La página que pidió no existe; se muestra el inicio."],
    [/^Connection failed with status (\d+).*$/, "El servidor respondió con el código $1."],
    [/^Help for (.+)$/, "Ayuda: $1"],
    [/^Made with Streamlit (.+)$/, "Hecho con Streamlit $1"],
    [/^Vega-Lite chart(.*)$/, "Gráfica$1"],
  ];

  const ATRIBUTOS = ["aria-label", "aria-roledescription", "title", "placeholder", "alt"];
  // Cómo nombra Vega a los grupos de figuras de una gráfica: «symbol mark container».
  const FIGURAS = { group: "conjunto", shape: "lugares", symbol: "puntos", rect: "barras", rule: "líneas", line: "líneas", text: "textos" };
  const GRUPO = "g[aria-roledescription$=' mark container']";
  // El botón de subir archivos es del marco, aunque se pinte como un texto de la aplicación.
  const AJENO = "svg, canvas, pre, code, textarea, [contenteditable], td, th, "
    + "[data-testid='stMain'] [data-testid='stMarkdownContainer']:not([data-testid='stFileUploaderDropzone'] *), "
    + "[data-testid='stSidebar'] [data-testid='stMarkdownContainer']";

  function traducir(texto) {
    const limpio = texto.trim();
    if (limpio.length < 3) return null;
    const exacto = TEXTOS.get(limpio);
    if (exacto) return texto.replace(limpio, () => exacto);
    const patron = limpio.length < 400 && PATRONES.find(([forma]) => forma.test(limpio));
    if (patron) return limpio.replace(patron[0], patron[1]);
    const dosPuntos = limpio.indexOf(": ");  // «Fullscreen: <descripción de la gráfica>»
    const accion = dosPuntos > 0 && TEXTOS.get(limpio.slice(0, dosPuntos));
    return accion ? accion + limpio.slice(dosPuntos) : null;
  }

  function traducirTexto(nodo) {
    const nuevo = traducir(nodo.nodeValue);
    if (nuevo !== null && !nodo.parentElement?.closest(AJENO)) nodo.nodeValue = nuevo;
  }

  function traducirAtributos(elemento) {
    for (const atributo of ATRIBUTOS) {
      const valor = elemento.getAttribute(atributo);
      const nuevo = valor && traducir(valor);
      if (nuevo) elemento.setAttribute(atributo, nuevo);
    }
  }

  const FILTRO = { acceptNode: (nodo) =>
    nodo instanceof SVGElement ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT };

  // De una gráfica sólo se traducen sus grupos, que son pocos: las figuras ya traen su nombre en español. Uno vacío no se lee.
  function nombrarGrupo(grupo) {
    const figura = grupo.getAttribute("aria-roledescription").split(" ")[0];
    grupo.setAttribute("aria-roledescription", FIGURAS[figura] ?? "figuras");
    if (!grupo.firstElementChild) grupo.setAttribute("aria-hidden", "true");
    else if (grupo.getAttribute("aria-hidden")) grupo.removeAttribute("aria-hidden");
  }

  function nombrarGrupos(raiz) {
    if (raiz.matches(GRUPO)) nombrarGrupo(raiz);
    raiz.querySelectorAll(GRUPO).forEach(nombrarGrupo);
  }

  function recorrer(raiz) {
    if (raiz.nodeType === Node.TEXT_NODE) return traducirTexto(raiz);
    if (raiz instanceof Element) nombrarGrupos(raiz);
    if (!(raiz instanceof HTMLElement)) return;
    const paseo = document.createTreeWalker(raiz, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, FILTRO);
    for (let nodo = raiz; nodo; nodo = paseo.nextNode()) {
      if (nodo.nodeType === Node.TEXT_NODE) traducirTexto(nodo);
      else traducirAtributos(nodo);
    }
  }

  function alCambiar(cambios) {
    for (const { type, target, addedNodes, attributeName } of cambios) {
      if (target instanceof SVGElement) {
        if (type === "childList") addedNodes.forEach((nodo) => nodo instanceof SVGGElement && nombrarGrupos(nodo));
        else if (attributeName === "aria-roledescription" && target.matches(GRUPO)) nombrarGrupo(target);
        continue;
      }
      if (type === "childList") addedNodes.forEach(recorrer);
      else if (type === "characterData") traducirTexto(target);
      else traducirAtributos(target);
    }
  }

  new MutationObserver(alCambiar).observe(document.documentElement,
    { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATRIBUTOS });
  recorrer(document.body);
})();
