// Guards forms marked data-guard: leaving with unsaved words asks first. Never blocks saving.
const dirty = new Set();
const words = () => document.getElementById("words")?.dataset ?? {};
const alive = () => [...dirty].filter((form) => form.isConnected);

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-guard]")) dirty.add(form);
});
document.addEventListener("reset", (event) => dirty.delete(event.target));
document.addEventListener("submit", (event) => event.defaultPrevented || dirty.delete(event.target));

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("[data-guard]");
  if (form && event.detail.successful) dirty.delete(form);
});

// htmx would put something else where the form stands.
document.addEventListener("htmx:beforeRequest", (event) => {
  const target = event.detail.target;
  const lost = alive().filter((form) => target?.contains(form) && !form.contains(event.target));
  if (!lost.length) return;
  if (confirm(words().unsaved)) for (const form of lost) dirty.delete(form);
  else event.preventDefault();
});

addEventListener("beforeunload", (event) => {
  if (alive().length) event.preventDefault();
});
