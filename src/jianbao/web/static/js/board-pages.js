// The pages beside the board: the marked item is framed on its page, a click on the page goes to it.
// Others ask by  new CustomEvent("board:mark", {detail: {item, turns, focus}})  on the document:
// `turns` shows the page of the item, `focus` is "", "nearest" or "center".
const main = document.querySelector("[data-board]");
const board = document.getElementById("board");
const KEYS = { up: "shift+k", down: "shift+j", to: "m" };
const sheets = () => [...board.querySelectorAll("[data-sheet]")];
const shown = () => sheets().find((each) => !each.hidden);

function current(at, own, word) {
  if (own) at.setAttribute("aria-current", word);
  else at.removeAttribute("aria-current");
}

function show(number) {
  if (!sheets().some((each) => each.dataset.sheet === number)) return;
  for (const each of sheets()) each.hidden = each.dataset.sheet !== number;
  for (const tab of board.querySelectorAll("[data-page]")) current(tab, tab.dataset.page === number, "page");
}

// The acts of the marked row have keys, and no others.
function markRow(row, own) {
  row.toggleAttribute("data-current", own);
  current(row.querySelector("[data-row]"), own, "true");
  for (const act of row.querySelectorAll("[data-does]")) {
    if (own) act.dataset.key = KEYS[act.dataset.does];
    else delete act.dataset.key;
  }
}

function mark({ item, turns = true, focus = "" }) {
  const row = item && document.getElementById(`item-${item}`);
  if (!row) return;
  main.dataset.marked = item;
  for (const each of board.querySelectorAll(".it")) markRow(each, each === row);
  const spots = [...board.querySelectorAll("[data-spot]")];
  for (const spot of spots) current(spot, spot.dataset.spot === item, "true");
  const own = spots.filter((spot) => spot.dataset.spot === item).map((spot) => spot.closest("[data-sheet]"));
  if (turns && own.length && !own.includes(shown())) show(own[0].dataset.sheet);
  if (!focus) return;
  row.querySelector("[data-row]").focus({ preventScroll: true });
  row.scrollIntoView({ block: focus });
}

document.addEventListener("board:mark", (event) => mark(event.detail));

document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.(".it");
  if (row && row.dataset.item !== main.dataset.marked) mark({ item: row.dataset.item });
});

document.addEventListener("click", (event) => {
  const to = event.target.closest?.('a[href^="#item-"], [data-shows], [data-page], [data-turn]');
  if (!to || !board.contains(to) || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const { shows, page, turn, spot } = to.dataset;
  if (page) show(page);
  else if (turn) show(String(Number(shown()?.dataset.sheet) + Number(turn)));
  else if (shows) {
    mark({ item: to.closest(".it").dataset.item, turns: false });
    show(shows);
    if (!matchMedia("(min-width: 60.01rem)").matches) shown().scrollIntoView();
  } else mark({ item: to.getAttribute("href").slice("#item-".length), turns: !spot, focus: "center" });
});

const arm = () => board.querySelectorAll("[data-turn]").forEach((turn) => (turn.hidden = false));
document.addEventListener("htmx:afterSettle", arm);
arm();
mark({ item: board.querySelector("[data-current]")?.dataset.item, turns: false });
