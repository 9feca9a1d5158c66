// Moving on the board by hand and by key: dragging says where an item falls, Alt+↑↓ and Shift+K/J
// press the buttons of the marked row. It sends nothing itself: board.js does.
const main = document.querySelector("[data-board]");
const board = document.getElementById("board");
const STEPS = { arrowup: "up", arrowdown: "down", k: "up", j: "down" };
const MARKS = ["drop-before", "drop-after", "drop-in"];
const singles = () => localStorage.getItem("jianbao-single-keys-off") === null;
let held = null;

function stepOf(event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.repeat) return null;
  if (event.target.matches?.("input, select, textarea") || document.querySelector("dialog[open]")) return null;
  const arrow = event.key.startsWith("Arrow");
  if (event.altKey ? !arrow : arrow || !event.shiftKey || !singles()) return null;
  return STEPS[event.key.toLowerCase()] ?? null;
}

document.addEventListener(
  "keydown",
  (event) => {
    const step = stepOf(event);
    if (!step) return;
    event.preventDefault();
    const row = document.getElementById(`item-${main.dataset.marked}`);
    const act = row?.querySelector(`[data-does="${step}"]`);
    if (act && !act.disabled) act.click();
  },
  { capture: true },
);

function unmark() {
  for (const at of board.querySelectorAll(MARKS.map((name) => `.${name}`).join())) at.classList.remove(...MARKS);
}

// Where it would fall: before or after a row by the half of it, or at the end of a section or group.
function place(event) {
  const over = event.target.closest?.(".it, [data-slot]");
  if (!held || !over || over === held) return null;
  const slot = over.matches("[data-slot]") ? over : over.closest("ol");
  const values = { item: held.dataset.item, section: slot.dataset.section, group: slot.dataset.group };
  if (slot === over) return { over, name: "drop-in", values };
  const box = over.getBoundingClientRect();
  const side = event.clientY > box.top + box.height / 2 ? "after" : "before";
  return { over, name: `drop-${side}`, values: { ...values, [side]: over.dataset.item } };
}

function arm() {
  for (const row of board.querySelectorAll("[data-moves]")) row.draggable = true;
  for (const link of board.querySelectorAll(".it a")) link.draggable = false;
}

board.addEventListener("dragstart", (event) => {
  held = event.target.closest?.("[data-moves]");
  if (!held) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", held.querySelector("[data-row]").textContent);
});
board.addEventListener("dragover", (event) => {
  const found = place(event);
  unmark();
  if (!found) return;
  event.preventDefault();
  found.over.classList.add(found.name);
});
board.addEventListener("drop", (event) => {
  const found = place(event);
  event.preventDefault();
  if (found) document.dispatchEvent(new CustomEvent("board:send", { detail: { values: found.values } }));
});
board.addEventListener("dragend", () => {
  held = null;
  unmark();
});
document.addEventListener("htmx:afterSettle", arm);
arm();
