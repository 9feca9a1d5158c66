// Rows that may be dragged into another order; each drop sends the whole order. Buttons do the same.
let held = null;

const rows = (body) => [...body.querySelectorAll("[data-order-item]")];
const header = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
const order = (body) => rows(body).map((row) => row.dataset.orderItem).join();

async function send(body) {
  const form = new FormData();
  for (const row of rows(body)) form.append("order", row.dataset.orderItem);
  const headers = { ...header(), "HX-Request": "true" };
  await fetch(body.dataset.order, { method: "POST", body: form, headers }).catch(() => null);
  // what the server holds is shown, either way
  location.reload();
}

for (const body of document.querySelectorAll("[data-order]")) {
  for (const row of rows(body)) row.draggable = true;
  body.addEventListener("dragstart", (event) => {
    held = event.target.closest("[data-order-item]");
    body.dataset.orderBefore = order(body);
    event.dataTransfer.effectAllowed = "move";
  });
  body.addEventListener("dragover", (event) => {
    const over = event.target.closest("[data-order-item]");
    if (!held || !over || over.parentNode !== held.parentNode) return;
    event.preventDefault();
    if (over === held) return;
    const box = over.getBoundingClientRect();
    over[event.clientY > box.top + box.height / 2 ? "after" : "before"](held);
  });
  body.addEventListener("drop", (event) => event.preventDefault());
  body.addEventListener("dragend", () => {
    const before = body.dataset.orderBefore;
    if (held && order(body) !== before) send(body);
    held = null;
  });
}
