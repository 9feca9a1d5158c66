// Where cards stand: in the row of the mark or below the card before; on a narrow page as they came.
import { pieceOf } from "./editor-marks.js";
import { form } from "./editor-parts.js";

const beside = matchMedia("(min-width: 75.01rem)");
const GAP = 12;

export const margin = () => document.querySelector('[data-part="margin"]');
export const cards = () => [...margin().querySelectorAll("[data-card]")];

export function place() {
  const aside = margin();
  aside.classList.toggle("placed", beside.matches);
  aside.style.minHeight = "";
  if (!beside.matches) return;
  const origin = aside.getBoundingClientRect().top;
  let least = (aside.querySelector(".turn")?.offsetHeight ?? 0) + GAP;
  for (const card of cards()) {
    const row = pieceOf(card.dataset.card) ?? form.elements[card.dataset.field];
    const top = Math.max(least, row ? row.getBoundingClientRect().top - origin : 0);
    card.style.top = `${top}px`;
    least = top + card.offsetHeight + GAP;
  }
  aside.style.minHeight = `${least}px`;
}
