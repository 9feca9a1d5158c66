// What the editor's page and the desk exchange: the fields out, parts of the page back.
const NAMES = ["kind", "title", "lead", "body", "byline", "source"];
export const form = document.querySelector("form[data-editor]");

const given = (field) => field.defaultValue ?? [...field.options].find((one) => one.defaultSelected).value;
export const values = (of = (field) => field.value) => Object.fromEntries(NAMES.map((name) => [name, of(form.elements[name])]));
export const text = () => JSON.stringify(values());
export const served = () => JSON.stringify(values(given)); // what is typed before scripts run is unsaved
export const say = (words) => { document.querySelector('[data-part="saved"]').textContent = words; };

export function write(fields) {
  for (const name of NAMES) form.elements[name].value = fields[name] ?? "";
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

export function post(address, more = {}, keepalive = false) {
  const body = new URLSearchParams(new FormData(form));
  // new after a sign-in elsewhere
  body.set("csrfmiddlewaretoken", document.cookie.match(/csrftoken=(\w+)/)?.[1]);
  for (const [name, value] of Object.entries(more)) body.set(name, value);
  const signal = keepalive ? undefined : AbortSignal.timeout(20000);
  const headers = { "HX-Request": "true" };
  return fetch(address, { method: "POST", body, headers, keepalive, signal }).catch(() => null);
}

export const arrived = (answer) => Boolean(answer?.ok && !answer.redirected);

// Puts parts of an answer where they stand on the page, and gives the revision that they are of.
export function show(html, only) {
  const root = new DOMParser().parseFromString(html, "text/html");
  for (const fresh of root.querySelectorAll("[data-part]")) {
    const old = document.querySelector(`[data-part="${fresh.dataset.part}"]`);
    if (!old || (only && !only.includes(fresh.dataset.part))) continue;
    const top = old.scrollTop;
    const here = [...old.querySelectorAll("button, a")].indexOf(document.activeElement);
    old.replaceWith(fresh);
    fresh.scrollTop = top;
    if (here >= 0 && fresh.dataset.part !== "margin") fresh.querySelectorAll("button, a")[here]?.focus();
  }
  document.dispatchEvent(new CustomEvent("editor:parts"));
  return root.querySelector("[data-revision]")?.dataset.revision;
}
