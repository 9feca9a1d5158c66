// Keys of a page: made from data-key on its links, buttons and fields. Never acts while one types.
const words = () => document.getElementById("words")?.dataset ?? {};
const OFF = "jianbao-single-keys-off";
const names = { mod: "Ctrl", enter: "↵", escape: "Esc" };

const typing = (at) => at.isContentEditable || at.matches?.("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])");
const shown = (at) => at.getClientRects().length > 0 && at.getAttribute("aria-disabled") !== "true" && !at.disabled;
const singles = () => localStorage.getItem(OFF) === null;

const made = (name, values) => Object.assign(document.createElement(name), values);

function spelled(event) {
  const key = event.key.toLowerCase();
  return event.ctrlKey || event.metaKey ? `mod+${key}` : key;
}

// What a key may reach now: only the open dialog, when one is open.
function reachable() {
  const root = document.querySelector("dialog[open]") ?? document;
  return [...root.querySelectorAll("[data-key]")].filter(shown);
}

function act(target) {
  if (target.matches("input:not([type=checkbox], [type=radio], [type=submit]), textarea, select")) {
    target.focus();
    target.select?.();
  } else target.click();
}

function move(step) {
  const list = [...document.querySelectorAll("[data-list]")].find(shown);
  const rows = list ? [...list.querySelectorAll("[data-row]")].filter(shown) : [];
  if (!rows.length) return false;
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const now = at >= 0 ? at : rows.findIndex((row) => row.matches("[aria-current]"));
  const next = rows[Math.min(rows.length - 1, Math.max(0, now < 0 ? 0 : now + step))];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  if (list.dataset.list === "open" && next !== rows[now]) next.click();
  return true;
}

function label(target) {
  if (target.dataset.keyLabel) return target.dataset.keyLabel;
  const said = target.getAttribute("aria-label") ?? target.labels?.[0]?.textContent;
  if (said) return said.trim();
  const copy = target.cloneNode(true);
  for (const part of copy.querySelectorAll("kbd, b.num")) part.remove();
  return copy.textContent.trim();
}

function line(key, text) {
  const row = made("li", {});
  const textContent = key.split("+").map((part) => names[part] ?? part.toUpperCase()).join(" ");
  row.append(made("span", { textContent: text }), made("kbd", { textContent }));
  return row;
}

function showKeys() {
  const found = new Map(reachable().filter((at) => at.dataset.key !== "?").map((at) => [at.dataset.key, label(at)]).reverse());
  const rows = [...found].reverse().map(([key, text]) => line(key, text));
  if (document.querySelector("[data-list] [data-row]")) rows.push(line("j", words().next), line("k", words().previous));
  const dialog = made("dialog", {});
  const title = made("h2", { textContent: words().keysTitle, id: "keys-title" });
  const list = made("ul", { className: "key-list" });
  list.append(...rows);
  const choice = made("label", { className: "choice" });
  const box = made("input", { type: "checkbox", checked: singles() });
  box.addEventListener("change", () => (box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")));
  choice.append(box, words().keysSingle);
  const close = made("button", { className: "btn frame", type: "button", textContent: words().close });
  close.dataset.closes = "";
  dialog.setAttribute("aria-labelledby", "keys-title");
  dialog.append(title, rows.length ? list : words().keysNone, choice, close);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229 || event.altKey) return;
  const key = spelled(event);
  if (!key.startsWith("mod+") && (typing(event.target) || !singles())) return;
  if (event.repeat && !["j", "k"].includes(key)) return;
  const target = reachable().find((at) => at.dataset.key.toLowerCase() === key && !("showsKeys" in at.dataset));
  if (target) act(target);
  else if (key === "?" && !document.querySelector("dialog[open]")) showKeys();
  else if (!(key === "j" || key === "k") || document.querySelector("dialog[open]") || !move(key === "j" ? 1 : -1)) return;
  event.preventDefault();
});

document.addEventListener("click", (event) => event.target.closest("[data-shows-keys]") && showKeys());
for (const button of document.querySelectorAll("[data-shows-keys]")) button.hidden = false;
