// Pasting from Word into <textarea data-paste>: plain paragraphs; what is left out is said.
const words = () => document.getElementById("words")?.dataset ?? {};
const BLOCKS = new Set("P DIV LI TR H1 H2 H3 H4 H5 H6 BLOCKQUOTE PRE TABLE UL OL BR SECTION ARTICLE".split(" "));
const SKIPPED = new Set("STYLE SCRIPT META LINK TITLE HEAD XML TEMPLATE OBJECT NOSCRIPT".split(" "));

const isComment = (at) => /mso-(comment-reference|element:\s*comment)/i.test(at.dataset.style ?? "") || /MsoComment/.test(at.className);
const isBox = (at) => /^v:|^o:|^w:/i.test(at.nodeName);
const isHidden = (at) => /display:\s*none|mso-hide:\s*all/i.test(at.dataset.style ?? "");
const isColoured = (at) => /(?:^|;)\s*(?:color|background(?:-color)?|mso-highlight)\s*:\s*(?!windowtext|black|white|auto|transparent|inherit|rgb\(0, 0, 0\)|#0{3}(?:0{3})?\b)/i.test(at.dataset.style ?? "");

// Styles are only looked at and nothing runs: under their own names the page's policy would object.
const disarmed = (html) =>
  html.replace(/<[^>]*>/g, (tag) => tag.replace(/\s(style|on\w+)\s*=/gi, " data-$1=").replace(/^<(\/?)style/i, "<$1template"));

// Word writes the whole page inside its fragment; the text is read in order, block by block.
function read(html) {
  const page = new DOMParser().parseFromString(disarmed(html), "text/html");
  const left = { pictures: 0, tables: 0, comments: 0, boxes: 0, links: 0, colours: 0 };
  const lines = [""];
  const open = () => lines.at(-1) === "" || lines.push("");
  const walk = (at) => {
    if (at.nodeType === Node.TEXT_NODE) lines[lines.length - 1] += at.data.replace(/[\t\r\n ]+/g, " ");
    if (at.nodeType !== Node.ELEMENT_NODE || SKIPPED.has(at.nodeName) || isHidden(at)) return;
    if (isComment(at)) return void (left.comments += at.nodeName === "A" ? 1 : 0);
    if (isBox(at) && /textbox/i.test(at.nodeName)) left.boxes += 1;
    if (at.nodeName === "IMG") return void (left.pictures += 1);
    if (at.nodeName === "A" && /^(https?|mailto):/i.test(at.getAttribute("href") ?? "")) left.links += 1;
    if (at.nodeName === "TABLE") left.tables += 1;
    if (isColoured(at)) left.colours = 1;
    if ((at.nodeName === "TD" || at.nodeName === "TH") && at.previousElementSibling) lines[lines.length - 1] += "\t";
    // a paragraph inside a cell stays in the line of its row
    const block = BLOCKS.has(at.nodeName) && !(at.nodeName !== "TR" && at.closest("td, th"));
    if (block) open();
    at.childNodes.forEach(walk);
    if (block) open();
  };
  walk(page.body);
  return { left, lines };
}

function clean(line) {
  return line
    .replace(/[\u200b\u200e\u200f\u2060\ufeff\u00ad]/g, "")
    .replace(/\u00a0/g, " ")
    .replace(/ {2,}/g, " ")
    .replace(/^[ \u3000]+|[ \u3000]+$/g, "");
}

export function cleaned(html) {
  const { left, lines } = read(html);
  const paragraphs = lines.map(clean).filter((line) => line.trim() !== "");
  return { paragraphs, left };
}

function report(count, left) {
  const said = Object.entries(left)
    .filter(([, n]) => n)
    .map(([what, n]) => (words()[what] ?? what).replace("{n}", n));
  const first = (words().pasted ?? "").replace("{n}", count);
  return said.length ? `${first} ${(words().dropped ?? "").replace("{s}", said.join(words().between ?? ", "))}` : first;
}

function insert(field, text) {
  field.focus();
  // The only way that keeps the browser's own undo; setRangeText is for those that dropped it.
  if (document.execCommand?.("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("paste", (event) => {
  const field = event.target.closest?.("textarea[data-paste]");
  const html = event.clipboardData?.getData("text/html");
  if (!field || !html) return;
  event.preventDefault();
  const { paragraphs, left } = cleaned(html);
  insert(field, paragraphs.join("\n"));
  const text = report(paragraphs.length, left);
  const place = document.getElementById(field.dataset.paste);
  if (place) place.textContent = text;
  else document.dispatchEvent(new CustomEvent("desk:say", { detail: { text } }));
});
