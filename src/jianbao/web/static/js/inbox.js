// The inbox: keeps the row of the open piece marked, the focus in place, and says what was opened.
const pane = document.getElementById("piece");

function mark() {
  const open = pane?.querySelector("[data-piece]")?.dataset.piece;
  for (const box of document.querySelectorAll("#list [data-select-item]")) {
    const row = box.parentElement.querySelector("[data-row]");
    if (box.value === open) {
      row.setAttribute("aria-current", "true");
      row.dataset.key = "o";
      box.parentElement.classList.remove("new");
    } else {
      row.removeAttribute("aria-current");
      delete row.dataset.key;
    }
  }
}

// The number beside the navigation follows the one that the server sent with the list.
function count() {
  const number = document.getElementById("inbox-heading")?.dataset.waiting;
  const badge = document.querySelector(".nav [aria-current] b");
  if (badge && number !== undefined) badge.textContent = number === "0" ? "" : number;
}

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target === pane) {
    pane.scrollTop = 0;
    count();
    document.getElementById("inbox-said").textContent = pane.querySelector("#t")?.textContent ?? "";
    // What had the focus is gone with the piece before; on a phone the page was another one.
    if (document.activeElement === document.body) pane.focus({ preventScroll: true });
    if (matchMedia("(max-width: 60rem)").matches) scrollTo(0, 0);
  }
  mark();
});

// A refusal is read behind no dialog, and the piece is shown as it stands now.
document.addEventListener("htmx:afterRequest", (event) => {
  const { xhr } = event.detail;
  if (!pane?.contains(event.target) || !xhr || xhr.status < 400) return;
  event.target.closest("dialog[open]")?.close();
  const now = pane.querySelector("[data-url]")?.dataset.url;
  if (xhr.status === 409 && now) window.htmx?.ajax("GET", now, { target: "#piece" });
});

mark();
