// What is marked in the text: behind each field stand the same letters unseen, and bear the marks.
// Marks follow the text while one types; the desk sends new ones at each pause.
import { form } from "./editor-parts.js";

export const fields = form ? [...form.querySelectorAll("textarea[data-mirrored]")] : [];
const tracked = form ? [...fields, form.elements.byline, form.elements.source] : [];
const before = new Map();
let marks = [], current = "";

export const markOf = (number) => marks.find((mark) => mark.number === number);
export const numberAt = (field) => marks.find((mark) => mark.field === field.name && mark.start <= field.selectionStart && field.selectionEnd <= mark.end)?.number;
export const pieceOf = (number) => document.querySelector(`.mirror mark[data-number="${number}"]`);

export function readMarks(cards) {
  marks = cards.filter((card) => card.dataset.field).map((card) => ({
    field: card.dataset.field,
    first: Number(card.dataset.start),
    start: Number(card.dataset.start),
    end: Number(card.dataset.end),
    number: card.dataset.card,
    grave: card.matches(".grave"),
  }));
  for (const field of tracked) before.set(field, field.value);
}

export function forget(number) {
  marks = marks.filter((mark) => mark.number !== number);
}

export function draw(number = current) {
  current = number;
  fields.forEach(drawField);
}

function drawField(field) {
  const own = marks.filter((mark) => mark.field === field.name).sort((a, b) => a.start - b.start);
  const pieces = [];
  let place = 0;
  for (const mark of own) {
    if (mark.start < place) continue;
    const piece = document.createElement("mark");
    piece.textContent = field.value.slice(mark.start, mark.end);
    piece.dataset.number = mark.number;
    piece.classList.toggle("grave", mark.grave);
    piece.classList.toggle("on", mark.number === current);
    pieces.push(field.value.slice(place, mark.start), piece);
    place = mark.end;
  }
  field.nextElementSibling.replaceChildren(...pieces, `${field.value.slice(place)}\n`);
}

// What stands behind a change moves with it; what is changed itself is no longer marked.
export function follow(field) {
  if (!tracked.includes(field)) return;
  const old = before.get(field) ?? "", now = field.value;
  const most = Math.min(old.length, now.length);
  let head = 0, tail = 0;
  while (head < most && old[head] === now[head]) head += 1;
  while (tail < most - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const end = old.length - tail, by = now.length - old.length;
  const own = (mark) => mark.field === field.name;
  marks = marks.filter((mark) => !own(mark) || mark.end <= head || mark.start >= end);
  for (const mark of marks) {
    if (own(mark) && mark.start >= end) { mark.start += by; mark.end += by; }
  }
  before.set(field, now);
  if (fields.includes(field)) drawField(field);
}
