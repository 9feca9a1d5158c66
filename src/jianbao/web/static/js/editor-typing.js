// Typing as it is printed: a new paragraph begins with its indent, a head is one line. While an input
// method composes nothing here touches the text.
import { form } from "./editor-parts.js";

const INDENT = "\u3000\u3000";
let composing = false;

export const isComposing = () => composing;

export function insert(field, start, end, text) {
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
  // the only way that keeps the browser's own undo
  const done = document.execCommand(text ? "insertText" : "delete", false, text);
  if (done || (start === end && !text)) return;
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function typing(event) {
  const field = event.target;
  if (composing || event.isComposing || !field.matches?.("textarea")) return;
  const { selectionStart: at, selectionEnd: end } = field;
  const indented = "indented" in field.dataset;
  if (event.inputType === "insertLineBreak") {
    event.preventDefault();
    if (indented) insert(field, at, end, `\n${INDENT}`);
  } else if (event.inputType === "deleteContentBackward" && at === end && field.value.slice(0, at).endsWith(`\n${INDENT}`)) {
    event.preventDefault();
    insert(field, at - INDENT.length - 1, at, "");
  }
}

// Words put before the indent of a paragraph go behind it.
function indent({ target: field }) {
  if (composing || !("indented" in field.dataset)) return;
  const at = field.selectionStart, start = field.value.lastIndexOf("\n", at - 1) + 1;
  if (start === at || !field.value.startsWith(INDENT, at) || field.value.startsWith(INDENT, start)) return;
  insert(field, start, at + INDENT.length, INDENT + field.value.slice(start, at));
}

// The sentence of a fact that the item leaves out becomes its last paragraph, to be put in place.
function takeIn(event) {
  const button = event.target.closest?.("button[name=take]");
  if (!button) return;
  event.preventDefault();
  if (composing) return;
  const { body } = form.elements;
  const kept = body.value.trimEnd();
  insert(body, kept.length, body.value.length, (kept ? `\n${INDENT}` : INDENT) + button.value);
  button.closest("li").remove();
}

if (form) {
  form.addEventListener("compositionstart", () => { composing = true; });
  form.addEventListener("compositionend", (event) => { composing = false; indent(event); });
  form.addEventListener("beforeinput", typing);
  form.addEventListener("input", indent);
  document.addEventListener("click", takeIn);
}
