// Dropping files on <div data-drop> with a file field inside; lists them. Sending stays the form's.
const words = () => document.getElementById("words")?.dataset ?? {};
const input = (zone) => zone.querySelector("input[type=file]");
const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

const made = (name, values) => Object.assign(document.createElement(name), values);

function size(bytes) {
  const unit = bytes < 1 << 20 ? ["KB", 1 << 10] : ["MB", 1 << 20];
  return `${(bytes / unit[1]).toFixed(bytes < 1 << 20 ? 0 : 1)} ${unit[0]}`;
}

function keep(zone, files) {
  const bag = new DataTransfer();
  for (const file of files) bag.items.add(file);
  input(zone).files = bag.files;
  show(zone);
}

function row(zone, file, at) {
  const line = made("li", { className: "file" });
  const figure = made("span", { className: "num", textContent: size(file.size) });
  const remove = made("button", { type: "button", className: "act small", textContent: words().remove });
  remove.setAttribute("aria-label", `${words().remove} ${file.name}`);
  remove.addEventListener("click", () => {
    keep(zone, [...input(zone).files].filter((_, n) => n !== at));
    input(zone).focus();
  });
  line.append(made("span", { textContent: file.name }), figure, remove);
  return line;
}

function show(zone) {
  const list = zone.querySelector("[data-drop-list]");
  list?.replaceChildren(...[...input(zone).files].map((file, at) => row(zone, file, at)));
  input(zone).dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("change", (event) => {
  const zone = event.target.closest?.("[data-drop]");
  if (zone && event.target === input(zone)) show(zone);
});
document.addEventListener("dragover", (event) => {
  if (!carries(event)) return;
  // outside a zone too: a file let go beside it must not replace the page
  event.preventDefault();
  event.target.closest?.("[data-drop]")?.classList.add("over");
});
document.addEventListener("dragleave", (event) => {
  const zone = event.target.closest?.("[data-drop]");
  if (zone && !zone.contains(event.relatedTarget)) zone.classList.remove("over");
});
document.addEventListener("drop", (event) => {
  if (!carries(event)) return;
  event.preventDefault();
  const zone = event.target.closest?.("[data-drop]");
  if (!zone) return;
  zone.classList.remove("over");
  const field = input(zone);
  keep(zone, field.multiple ? [...field.files, ...event.dataTransfer.files] : [event.dataTransfer.files[0]]);
});

// The share sent so far, for a form that htmx sends.
document.addEventListener("htmx:xhr:progress", (event) => {
  const bar = event.target.querySelector?.("progress[data-upload]");
  if (!bar || !event.detail.lengthComputable) return;
  bar.hidden = false;
  bar.max = event.detail.total;
  bar.value = event.detail.loaded;
});
