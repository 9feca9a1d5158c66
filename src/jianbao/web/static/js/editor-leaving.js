// Buttons, links and the end of a visit: none takes words away that are not with the desk yet.
import { arrived, form, post, show } from "./editor-parts.js";
import { leave, saveWith, settled, unsaved, want } from "./editor-saving.js";

const HERE = 20000;

// The way between two texts is an ordinary form: the page comes anew with what was chosen.
function submitted(event) {
  const { name, value } = event.submitter ?? {};
  if (name === "way") return;
  event.preventDefault();
  return event.submitter?.matches("[data-sends]") ? saveWith({ [name]: value }) : want("save");
}

function followed(event) {
  const link = event.target.closest?.("a[href]");
  const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!link || !plain || event.defaultPrevented || !unsaved() || link.pathname === location.pathname) return;
  event.preventDefault();
  want("autosave").finally(() => { location.href = link.href; });
}

// A model is asked about the words that the desk has.
function asked(event) {
  if (!event.target.matches(".ask-model") || settled()) return;
  event.preventDefault();
  want("autosave").then(() => event.detail.issueRequest(true));
}

async function here() {
  if (document.visibilityState !== "visible") return;
  const answer = await post(form.dataset.presence);
  if (!arrived(answer)) return;
  const revision = show(await answer.text(), ["others"]);
  const newer = Number(revision) > Number(form.elements.revision.value);
  document.getElementById("newer").hidden = !newer || !settled();
}

if (form && !("barred" in form.dataset)) {
  form.addEventListener("submit", submitted);
  document.addEventListener("click", followed);
  document.addEventListener("htmx:confirm", asked);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && unsaved() && want("autosave"));
  addEventListener("online", () => unsaved() && want("autosave"));
  addEventListener("pagehide", () => {
    leave();
    post(form.dataset.presence, { leave: "1" }, true);
  });
  setInterval(here, HERE);
}
