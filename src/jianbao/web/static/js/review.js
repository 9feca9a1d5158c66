// Words that are marked in the print become what a comment is about; n goes from change to change.
const says = document.querySelector("[data-says]"), plain = says?.firstChild.data;
let passage = null;

// Counts as document.model.Item.text does: what was cut and numbers of comments are no text.
function passageIn(range) {
  const piece = range.startContainer.parentElement?.closest("[data-item]");
  if (!piece?.contains(range.endContainer)) return null;
  const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
  let at = 0, start = -1, quote = "", node;
  while ((node = walker.nextNode())) {
    if (!node.parentElement.closest("[data-text]") || node.parentElement.closest("del, .ref")) continue;
    if (range.intersectsNode(node)) {
      const from = node === range.startContainer ? range.startOffset : 0;
      const part = node.data.slice(from, node === range.endContainer ? range.endOffset : undefined);
      if (part && start < 0) start = at + [...node.data.slice(0, from)].length;
      quote += part;
    }
    at += [...node.data].length;
  }
  return quote.trim() ? { item: piece.dataset.item, start, quote } : null;
}

document.addEventListener("selectionchange", () => {
  const chosen = getSelection();
  passage = chosen.rangeCount && !chosen.isCollapsed ? passageIn(chosen.getRangeAt(0)) : null;
  if (says) says.firstChild.data = passage ? says.dataset.says : plain;
});
says?.addEventListener("mousedown", (event) => event.preventDefault());
says?.addEventListener("click", (event) => {
  event.preventDefault();
  const place = document.getElementById(`say-${passage?.item ?? 0}`), form = place.querySelector("form");
  place.open = true;
  if (passage) for (const name of ["start", "quote"]) form.elements[name].value = passage[name];
  form.elements.text.focus();
});

const changed = [...document.querySelectorAll("[data-changed]")];
let shown = -1;
document.querySelector("[data-next]")?.addEventListener("click", (event) => {
  if (changed.length) event.preventDefault();
  shown = (shown + 1) % (changed.length || 1);
  changed[shown]?.focus();
});
