// Opens and closes dialogs and menus. Without it a dialog opens in place by its address (#id).
function open(dialog) {
  if (!(dialog instanceof HTMLDialogElement) || dialog.open) return;
  if (location.hash === `#${dialog.id}`) history.replaceState(history.state, "", location.pathname + location.search);
  dialog.showModal();
  dialog.querySelector("[autofocus], input:not([type=hidden]), select, textarea")?.focus();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    event.preventDefault();
    return open(document.getElementById(opener.dataset.opens));
  }
  const closer = event.target.closest("dialog [data-closes]");
  if (closer) {
    event.preventDefault();
    return closer.closest("dialog").close();
  }
  const dialog = event.target;
  if (!(dialog instanceof HTMLDialogElement) || dialog.querySelector("[data-guard]")) return;
  const box = dialog.getBoundingClientRect();
  const inside =
    event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  if (!inside) dialog.close();
});

// A link that plays a button answers to the space bar as one.
document.addEventListener("keydown", (event) => {
  if (event.key !== " " || !event.target.matches?.('a[role="button"]')) return;
  event.preventDefault();
  event.target.click();
});

// A dialog filled by htmx opens by itself; one whose form was accepted (204) closes.
document.addEventListener("htmx:afterSwap", (event) => open(event.target.closest?.("dialog[data-filled]")));
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && event.detail.xhr.status === 204) event.target.closest?.("dialog[open]")?.close();
});

// Menus: <details data-menu> close on Esc, on a click elsewhere and when the focus leaves.
const menus = () => document.querySelectorAll("details[data-menu][open]");
document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("focusout", (event) => {
  for (const menu of menus()) {
    if (menu.contains(event.target) && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
