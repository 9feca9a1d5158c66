// Words on this device until the desk has them: kept at every keystroke, offered when one comes back.
import { form, text, values, write } from "./editor-parts.js";

const key = form && `jianbao-draft-${form.dataset.user}-${form.dataset.item}`;
const aside = `${key}-before`;

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "null");
  } catch {
    return null;
  }
}

function put(name, draft) {
  try {
    draft ? localStorage.setItem(name, JSON.stringify(draft)) : localStorage.removeItem(name);
  } catch { /* full or forbidden; the desk still gets the words */ }
}

const { revision } = form?.elements ?? {};
export const keep = (unsaved) => put(key, unsaved && { at: Date.now(), revision: revision.value, fields: values() });

// What is offered stays aside until one decides, whatever is typed meanwhile.
export function offer() {
  const draft = read(key) ?? read(aside);
  const notice = document.getElementById("draft");
  if ("dirty" in form.dataset) return;
  if (!draft?.fields || JSON.stringify(draft.fields) === text()) return put(aside, null);
  put(aside, draft);
  notice.querySelector("time").textContent = new Date(draft.at).toLocaleString();
  notice.hidden = false;
  const decide = (button, act) => notice.querySelector(button).addEventListener("click", () => {
    put(aside, null);
    notice.hidden = true;
    act();
  });
  decide("[data-draft-take]", () => {
    revision.value = draft.revision ?? 0; // what others saved since is shown beside it
    write(draft.fields);
  });
  decide("[data-draft-drop]", () => {});
}
