// The text on its way to the desk: looked at after a pause, saved later, when left, and by hand.
// One request at a time; an answer to a text that has changed is not shown.
import { keep, offer } from "./editor-draft.js";
import { arrived, form, post, say, served, show, text } from "./editor-parts.js";
import { isComposing } from "./editor-typing.js";

const LOOK = 300, SAVE = 2000, AGAIN = 5000;
const wanted = new Set();
let saved, looked, running = null, stale = form && "dirty" in form.dataset, lookTimer, saveTimer;

export const unsaved = () => text() !== saved;
export const settled = () => !running && !stale && !unsaved();

function changed() {
  keep(unsaved());
  if (isComposing()) return;
  [lookTimer, saveTimer].forEach(clearTimeout);
  lookTimer = setTimeout(() => want("look"), LOOK);
  if (!unsaved() || stale) return;
  say(form.dataset.unsaved);
  saveTimer = setTimeout(() => want("autosave"), SAVE);
}

export function want(what) {
  wanted.add(what);
  running ??= run().finally(() => { running = null; });
  return running;
}

async function run() {
  while (wanted.size) {
    const what = ["save", "autosave", "look"].find((each) => wanted.delete(each));
    if (what === "look") await look();
    else if (what === "save" || unsaved()) await save(what === "autosave" ? { autosave: "1" } : {});
  }
}

async function look() {
  const sent = text();
  if (sent === looked || isComposing()) return;
  const answer = await post(form.dataset.look);
  const html = arrived(answer) ? await answer.text() : "";
  if (!html || text() !== sent || isComposing()) return;
  looked = sent;
  show(html, ["todo", "margin", "original", "check"]);
}

async function save(more) {
  if (stale && more.autosave) return;
  const sent = text();
  say(form.dataset.saving);
  const answer = await post(form.action, more), html = await answer?.text();
  if (answer?.status === 409 && html.includes('data-part="stale"')) return clash(html);
  if (!arrived(answer)) return failed(answer);
  saved = sent;
  stale = false;
  const same = text() === sent && !isComposing();
  if (same) looked = sent;
  const revision = show(html, same ? null : ["saved"]);
  for (const held of revision ? document.getElementsByName("revision") : []) held.value = revision;
  same ? keep(false) : changed();
}

// Somebody was quicker: both texts are shown, and nothing is saved by itself until a way is chosen.
function clash(html) {
  stale = true;
  keep(true);
  say(form.dataset.unsaved);
  show(html, ["stale"]);
  document.querySelector('[data-part="stale"]').scrollIntoView({ block: "nearest" });
}

function failed(answer) {
  keep(true);
  say(answer?.redirected || answer?.status === 403 ? form.dataset.signedOut : form.dataset.failed);
  clearTimeout(saveTimer);
  saveTimer = setTimeout(() => want("autosave"), AGAIN);
}

export async function saveWith(more) {
  while (running) await running;
  running = save(more).finally(() => { running = null; });
  await running;
}

export function leave() {
  keep(unsaved());
  if (unsaved() && !running && !stale) post(form.action, { autosave: "1" }, true);
}

if (form && !("barred" in form.dataset)) {
  looked = served();
  saved = stale ? "" : looked;
  form.addEventListener("compositionend", changed);
  if (stale) form.addEventListener("input", () => { stale = false; }, { once: true });
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  offer();
  stale ? keep(true) : changed();
}
