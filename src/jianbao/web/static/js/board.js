// The board: keys, dragging, the page of the marked item. Every act is that of a form; the server
// answers with the board as it stands. Decides nothing.
const main = document.querySelector("[data-board]");
const board = () => document.getElementById("board");
const rowOf = (item) => document.getElementById(`item-${item}`);
const wide = () => matchMedia("(min-width: 60.01rem)").matches;
const sheets = () => [...board().querySelectorAll("[data-sheet]")];
const sheet = () => sheets().find((each) => !each.hidden);
const KEYS = { up: "shift+k", down: "shift+j", to: "m" };
let marked = board().querySelector("[data-current]")?.dataset.item ?? null;
let began = 0;
let before = null;
let held = null;

// Pages

function show(number) {
  if (!sheets().some((each) => each.dataset.sheet === number)) return;
  for (const each of sheets()) each.hidden = each.dataset.sheet !== number;
  for (const tab of board().querySelectorAll("[data-page]")) {
    if (tab.dataset.page === number) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
}

function mark(item, { turns = true } = {}) {
  marked = item;
  for (const at of board().querySelectorAll(".it")) {
    const own = at.dataset.item === item;
    at.toggleAttribute("data-current", own);
    const link = at.querySelector("[data-row]");
    if (own) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    for (const act of at.querySelectorAll("[data-does]")) {
      if (own) act.dataset.key = KEYS[act.dataset.does];
      else delete act.dataset.key;
    }
  }
  const spots = [...board().querySelectorAll("[data-spot]")];
  for (const spot of spots) spot.toggleAttribute("aria-current", spot.dataset.spot === item);
  const own = spots.filter((spot) => spot.dataset.spot === item).map((spot) => spot.closest("[data-sheet]"));
  if (turns && own.length && !own.includes(sheet())) show(own[0].dataset.sheet);
}

function focus(item, block = "nearest") {
  const row = rowOf(item);
  row?.querySelector("[data-row]").focus({ preventScroll: true });
  row?.scrollIntoView({ block });
}

// Acts

function send(values, url = main.dataset.board) {
  began = performance.now();
  const page = sheet()?.dataset.sheet ?? "";
  window.htmx.ajax("POST", url, { source: main, target: "#board", swap: "outerHTML", values: { ...values, page } });
}

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (!form.matches("[data-board-act]")) return;
  event.preventDefault();
  form.closest("dialog")?.close();
  const url = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
  send(Object.fromEntries(new FormData(form, submitter)), url);
});

// The picture before stays until the new one is there: nothing flickers.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target === board()) before = sheet()?.querySelector("img:not(.before)") ?? null;
});

document.addEventListener("htmx:afterSettle", () => {
  arm();
  const now = board().querySelector("[data-current]")?.dataset.item;
  if (now) mark(now, { turns: false });
  else if (marked && rowOf(marked)) mark(marked, { turns: false });
  if (began) arrive();
});

function arrive() {
  const lost = document.activeElement === document.body || board().contains(document.activeElement);
  if (lost && marked) focus(marked);
  const image = sheet()?.querySelector("img");
  const asked = began;
  began = 0;
  if (!image) return;
  if (before && !image.complete) {
    before.className = "before";
    before.alt = "";
    image.after(before);
  }
  const done = () => {
    for (const old of board().querySelectorAll("img.before")) old.remove();
    const seconds = ((performance.now() - asked) / 1000).toFixed(1);
    document.getElementById("board-ago").textContent = main.dataset.updated.replace("{s}", seconds);
    main.dataset.took = Math.round(performance.now() - asked);
  };
  if (image.complete) done();
  else image.addEventListener("load", done, { once: true });
}

// Somebody was quicker: what they left is shown.
document.addEventListener("htmx:afterRequest", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (xhr?.status !== 409 || event.target !== main || requestConfig.verb === "get") return;
  const url = marked ? `${main.dataset.here}?item=${marked}` : main.dataset.here;
  window.htmx.ajax("GET", url, { source: main, target: "#board", swap: "outerHTML" });
});

// Clicks and keys

document.addEventListener("click", (event) => {
  const to = event.target.closest?.('a[href^="#item-"], [data-shows], [data-page], [data-turn]');
  if (!to || !board().contains(to) || event.ctrlKey || event.metaKey) return;
  const { shows, page, turn } = to.dataset;
  event.preventDefault();
  if (page) show(page);
  else if (turn) show(String(Number(sheet()?.dataset.sheet) + Number(turn)));
  else if (shows) {
    show(shows);
    mark(to.closest(".it").dataset.item, { turns: false });
    if (!wide()) sheet().scrollIntoView({ block: "start" });
  } else {
    const item = to.getAttribute("href").slice("#item-".length);
    mark(item, { turns: !to.dataset.spot });
    focus(item, "center");
  }
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.(".it");
  if (row && row.dataset.item !== marked) mark(row.dataset.item);
});

document.addEventListener(
  "keydown",
  (event) => {
    const step = { arrowup: "up", arrowdown: "down", k: "up", j: "down" }[event.key.toLowerCase()];
    const typing = event.target.matches?.("input, select, textarea") || document.querySelector("dialog[open]");
    if (!step || typing || event.isComposing || event.ctrlKey || event.metaKey) return;
    if (!(event.altKey ? event.key.startsWith("Arrow") : event.shiftKey && event.key.length === 1)) return;
    const act = marked && rowOf(marked)?.querySelector(`[data-does="${step}"]`);
    event.preventDefault();
    if (act && !act.disabled) act.click();
  },
  { capture: true },
);

// Dragging

const MARKS = ["drop-before", "drop-after", "drop-in"];
const unmark = () => {
  for (const at of board().querySelectorAll(MARKS.map((name) => `.${name}`).join())) at.classList.remove(...MARKS);
};

function place(event) {
  const over = event.target.closest?.(".it, [data-slot]");
  if (!held || !over || !board().contains(over) || over === held) return null;
  const slot = over.matches("[data-slot]") ? over : over.closest("ol");
  const values = { item: held.dataset.item, section: slot.dataset.section, group: slot.dataset.group };
  if (slot === over) return { over, name: "drop-in", values };
  const box = over.getBoundingClientRect();
  const side = event.clientY > box.top + box.height / 2 ? "after" : "before";
  return { over, name: `drop-${side}`, values: { ...values, [side]: over.dataset.item } };
}

function arm() {
  for (const row of board().querySelectorAll("[data-moves]")) row.draggable = true;
  for (const link of board().querySelectorAll(".it a")) link.draggable = false;
  for (const turn of board().querySelectorAll("[data-turn]")) turn.hidden = false;
}

main.addEventListener("dragstart", (event) => {
  held = event.target.closest?.("[data-moves]");
  if (!held) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", held.querySelector("[data-row]").textContent);
  board().classList.add("dragging");
});
main.addEventListener("dragover", (event) => {
  const found = place(event);
  unmark();
  if (!found) return;
  event.preventDefault();
  found.over.classList.add(found.name);
});
main.addEventListener("drop", (event) => {
  const found = place(event);
  event.preventDefault();
  if (found) send(found.values);
});
main.addEventListener("dragend", () => {
  held = null;
  unmark();
  board().classList.remove("dragging");
});

arm();
if (marked) mark(marked, { turns: false });
