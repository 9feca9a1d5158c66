// The board's acts: each is that of a form, and the server answers with the board as it stands.
// Others ask for one by  document.dispatchEvent(new CustomEvent("board:send", {detail: {values, url}}))
const main = document.querySelector("[data-board]");
const board = document.getElementById("board");
const image = () => board.querySelector("[data-sheet]:not([hidden]) img:not(.before)");
let asked = 0;
let before = null;

function send({ values, url = main.dataset.board }) {
  asked = performance.now();
  const page = board.querySelector("[data-sheet]:not([hidden])")?.dataset.sheet ?? "";
  window.htmx.ajax("POST", url, { source: main, target: board, values: { ...values, page } });
}

document.addEventListener("board:send", (event) => send(event.detail));

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (!form.matches("[data-board-act]")) return;
  event.preventDefault();
  form.closest("dialog")?.close();
  const url = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
  send({ values: Object.fromEntries(new FormData(form, submitter)), url });
});

// The picture before stays until the new one is there: nothing flickers.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target === board) before = image();
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target !== board) return;
  const marked = board.querySelector("[data-current]")?.dataset.item ?? main.dataset.marked;
  const lost = document.activeElement === document.body || board.contains(document.activeElement);
  const focus = lost && asked ? "nearest" : "";
  document.dispatchEvent(new CustomEvent("board:mark", { detail: { item: marked, turns: false, focus } }));
  if (asked) arrive(image(), asked);
  asked = 0;
});

function arrive(fresh, since) {
  if (!fresh) return;
  if (before && !fresh.complete) {
    before.className = "before";
    before.alt = "";
    fresh.after(before);
  }
  const done = () => {
    for (const old of board.querySelectorAll("img.before")) old.remove();
    const took = Math.round(performance.now() - since);
    main.dataset.took = took;
    document.getElementById("board-ago").textContent = main.dataset.updated.replace("{s}", (took / 1000).toFixed(1));
  };
  if (fresh.complete) done();
  else fresh.addEventListener("load", done, { once: true });
}

// Somebody was quicker: what they left is shown.
document.addEventListener("htmx:afterRequest", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (xhr?.status !== 409 || event.target !== main || requestConfig.verb === "get") return;
  const { here, marked } = main.dataset;
  window.htmx.ajax("GET", marked ? `${here}?item=${marked}` : here, { source: main, target: board });
});
