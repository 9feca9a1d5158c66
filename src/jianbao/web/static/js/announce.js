// Says what happened in the live region, with an undo where there is one. Never takes the focus.
//
// From the server: a header  HX-Trigger: {"desk:say": {"text": "…", "undo": "/address"}}
// From a script:   document.dispatchEvent(new CustomEvent("desk:say", {detail: {text, undo}}))
const words = () => document.getElementById("words")?.dataset ?? {};
const LINGER = 10000;

const made = (name, values) => Object.assign(document.createElement(name), values);

function button(textContent, act) {
  const button = made("button", { type: "button", className: "act", textContent });
  button.addEventListener("click", act);
  return button;
}

const token = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["x-csrftoken"] ?? "";

// A form of the page itself, so that the browser follows where the server leads.
function undo(address) {
  const url = new URL(address, location.href);
  if (url.origin !== location.origin) return;
  const form = made("form", { method: "post", action: url.href });
  form.append(made("input", { type: "hidden", name: "csrfmiddlewaretoken", value: token() }));
  document.body.append(form);
  form.submit();
}

function say({ text, undo: address }) {
  const place = document.getElementById("toasts");
  if (!place || !text) return;
  const toast = made("div", { className: "toast" });
  toast.append(made("span", { textContent: text }));
  if (address) {
    const back = button(words().undo, () => undo(address));
    back.dataset.key = "z";
    toast.append(back);
  }
  toast.append(button(words().close, () => toast.remove()));
  place.replaceChildren(toast);
  if (!address) setTimeout(() => toast.matches(":hover, :focus-within") || toast.remove(), LINGER);
}

document.addEventListener("desk:say", (event) => say(event.detail ?? {}));
// A refusal names its own place; a whole page in answer to a part means: sign in again, or reload.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, target, boosted } = event.detail;
  if (xhr.getResponseHeader("HX-Retarget")) Object.assign(event.detail, { shouldSwap: true, isError: false });
  else if (xhr.status < 300 && !boosted && target !== document.body && /^\s*<!doctype/i.test(xhr.responseText)) {
    event.detail.shouldSwap = false;
    location.reload();
  }
});
document.addEventListener("htmx:sendError", () => say({ text: words().failed }));
document.addEventListener("htmx:timeout", () => say({ text: words().failed }));
document.addEventListener("htmx:responseError", () => say({ text: words().refused }));

// A summary of errors takes the focus when it comes, so that a screen reader hears it first.
const focusErrors = (root) => root.querySelector?.("[data-focus]")?.focus();
focusErrors(document);
document.addEventListener("htmx:afterSwap", (event) => focusErrors(event.target));
