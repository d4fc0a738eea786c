// Busca por nombre en la lista que ya está en la página: sin acentos, en cualquier orden y por partes.
const limpio = (texto) => texto.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const caja = document.getElementById("buscar");
const aviso = document.getElementById("hallados");
const grupos = [...document.querySelectorAll("details[data-entidad]")];
const renglones = grupos.flatMap((grupo) => [...grupo.querySelectorAll("li")].map((li) => [limpio(li.textContent), li, grupo]));
document.getElementById("buscador").hidden = false;
caja.addEventListener("input", () => {
  const partes = limpio(caja.value).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const con = new Map(grupos.map((grupo) => [grupo, 0]));
  let total = 0;
  for (const [texto, li, grupo] of renglones) {
    const va = partes.every((parte) => texto.includes(parte));
    li.hidden = !va;
    if (va) { con.set(grupo, con.get(grupo) + 1); total += 1; }
  }
  for (const grupo of grupos) {
    grupo.hidden = !con.get(grupo);
    grupo.open = partes.length > 0 && con.get(grupo) > 0 && total <= 80;
  }
  aviso.textContent = !partes.length ? "" : total ? `${total === 1 ? "1 ficha" : `${total} fichas`} con ese nombre.` : "Nada se llama así. Pruebe con menos letras.";
});
