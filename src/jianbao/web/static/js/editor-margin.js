// The margin: a key goes to the next card, another mends what it says.
import { draw, follow, forget, markOf, numberAt, readMarks } from "./editor-marks.js";
import { form } from "./editor-parts.js";
import { cards, margin, place } from "./editor-rows.js";
import { insert, isComposing } from "./editor-typing.js";

let current = 0;

const numberOf = (card) => Number(card.dataset.card);

// The current card stays that of the same words; a key never mends what nobody looks at.
function refresh() {
  const was = markOf(String(current)), focus = document.activeElement === document.body;
  readMarks(cards());
  for (const button of margin().querySelectorAll("[data-turn]")) button.hidden = false;
  const same = was && cards().find((card) => card.dataset.field === was.field && Number(card.dataset.start) === was.start);
  point(same ? numberOf(same) : focus ? Math.min(current, cards().length) : 0, focus);
}

// The current card: its fix has the key, its words in the text are marked more strongly.
function point(number, focus) {
  current = number;
  for (const card of cards()) {
    const fix = card.querySelector("[data-fix]");
    card.classList.toggle("on", numberOf(card) === number);
    if (fix && numberOf(card) === number) fix.dataset.key = "mod+enter";
    else delete fix?.dataset.key;
  }
  draw(String(number));
  place();
  const card = focus && cards().find((each) => numberOf(each) === number);
  if (!card) return;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
}

function turn(step) {
  const numbers = cards().map(numberOf);
  const next = step > 0 ? numbers.find((n) => n > current) : numbers.findLast((n) => n < current);
  if (numbers.length) point(next ?? (step > 0 ? numbers.at(-1) : numbers[0]), true);
}

function mend(button) {
  const card = button.closest("[data-card]"), mark = markOf(card.dataset.card);
  const { fix: name, fixStart, fixEnd, fixText } = button.dataset;
  if (!mark && card.dataset.field) return; // its words were changed; the next look says how it is
  const by = mark ? mark.start - mark.first : 0;
  forget(card.dataset.card);
  card.remove();
  insert(form.elements[name], Number(fixStart) + by, Number(fixEnd) + by, fixText);
  place();
  const next = cards().find((each) => numberOf(each) > numberOf(card)) ?? cards().at(-1);
  if (next) point(numberOf(next), true);
}

// A card that is chosen shows its words in the text.
function choose(card) {
  point(numberOf(card), false);
  const mark = markOf(card.dataset.card);
  form.elements[card.dataset.field]?.focus({ preventScroll: true });
  if (mark) form.elements[mark.field].setSelectionRange(mark.start, mark.end);
}

function clicked(event) {
  const button = event.target.closest?.("button");
  if (button?.matches("[data-turn]")) turn(Number(button.dataset.turn));
  else if (button?.matches("[data-fix]")) {
    event.preventDefault();
    if (!isComposing()) mend(button);
  } else if (!button && event.target.closest?.("[data-card]")) choose(event.target.closest("[data-card]"));
}

function pressed(event) {
  if (event.key === "F8") turn(event.shiftKey ? -1 : 1);
  if (!event.target.matches?.("[data-card]")) return;
  if (event.key === "Enter") event.target.querySelector("[data-fix]")?.click();
  if (event.key === "Escape") choose(event.target);
}

// The card of the words in which the caret stands.
function stand() {
  const number = form.contains(document.activeElement) && numberAt(document.activeElement);
  if (number && Number(number) !== current) point(Number(number), false);
}

if (form) {
  form.addEventListener("input", (event) => { follow(event.target); place(); });
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", (event) => event.isComposing || pressed(event));
  document.addEventListener("selectionchange", stand);
  document.addEventListener("editor:parts", refresh);
  addEventListener("resize", place);
  document.fonts?.ready.then(place);
  form.classList.add("mirrored");
  refresh();
}
