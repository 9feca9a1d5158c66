// Choosing many rows: shift for a range, one box for all, the count said. Never sends anything.
const words = () => document.getElementById("words")?.dataset ?? {};
const last = new WeakMap();
const boxes = (list) => [...list.querySelectorAll("[data-select-item]")];

function tell(list) {
  const all = boxes(list);
  const count = all.filter((box) => box.checked).length;
  for (const head of list.querySelectorAll("[data-select-all]")) {
    head.checked = count > 0 && count === all.length;
    head.indeterminate = count > 0 && count < all.length;
  }
  for (const place of list.querySelectorAll("[data-select-count]")) {
    place.textContent = (words().selected ?? "{n}").replace("{n}", count);
  }
}

document.addEventListener("click", (event) => {
  const box = event.target;
  const list = box.closest?.("[data-select]");
  if (!list) return;
  if (box.matches("[data-select-all]")) for (const each of boxes(list)) each.checked = box.checked;
  else if (!box.matches("[data-select-item]")) return;
  else {
    const all = boxes(list);
    const from = all.indexOf(last.get(list));
    if (event.shiftKey && from >= 0) {
      const [low, high] = [from, all.indexOf(box)].sort((a, b) => a - b);
      for (const each of all.slice(low, high + 1)) each.checked = box.checked;
    }
    last.set(list, box);
  }
  tell(list);
});

document.addEventListener("htmx:afterSwap", () => document.querySelectorAll("[data-select]").forEach(tell));
document.querySelectorAll("[data-select]").forEach(tell);
