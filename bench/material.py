"""What the benchmarks work on: an issue of eight pages made of the samples, and its files."""

from __future__ import annotations

from pathlib import Path

import msgspec

from jianbao.document.interchange import to_json
from jianbao.document.model import Issue, Item, Section
from jianbao.document.text_form import parse_text_form
from jianbao.document.write.formats import write

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = sorted((ROOT / "examples").glob("2026-*.md"))
PEERS = ROOT / ".venv-bench" / "bin" / "python"
MOST = 14  # items of one section; the longest has more than eight pages want
OURS = ROOT / ".venv" / "bin" / "python"


def eight_pages() -> Issue:
    """Give an issue of eight A4 pages from the words of the samples, without pictures."""
    issues = [parse_text_form(path.read_text(encoding="utf-8")).issue for path in SAMPLES]
    sections: dict[str, list[Item]] = {}
    for issue in issues:
        for section in issue.sections:
            items = [*section.items, *(i for group in section.subsections for i in group.items)]
            sections.setdefault(section.title, []).extend(items)
    numbered = iter(range(1, 1000))
    filled = (
        Section(title=title, items=tuple(_bare(item, next(numbered)) for item in items[:MOST]))
        for title, items in sections.items()
    )
    return msgspec.structs.replace(issues[0], sections=tuple(filled))


def _bare(item: Item, number: int) -> Item:
    return msgspec.structs.replace(item, id=f"i{number:02}", pictures=(), tables=())


def change_one_item(issue: Issue, text: str) -> Issue:
    """Give the issue with the first item's first paragraph changed."""
    first, *others = issue.sections
    item, *rest = first.items
    item = msgspec.structs.replace(item, paragraphs=(text, *item.paragraphs[1:]))
    first = msgspec.structs.replace(first, items=(item, *rest))
    return msgspec.structs.replace(issue, sections=(first, *others))


def lay_out(folder: Path) -> dict[str, Path]:
    """Write the issue to `folder` in every form a contestant wants."""
    issue = eight_pages()
    files = {
        "json": to_json(issue),
        "docx": write(issue, "docx"),
        "pdf": write(issue, "pdf"),
        "html": _page(issue).encode(),
        "tex": _latex(issue).encode(),
    }
    paths = {}
    for suffix, data in files.items():
        paths[suffix] = folder / f"issue.{suffix}"
        paths[suffix].write_bytes(data)
    return paths


def _page(issue: Issue) -> str:
    style = (
        "@page{size:A4;margin:37mm 26mm 35mm 28mm;@bottom-center{content:counter(page)}}"
        "body{font:15.8pt/29pt 'Noto Serif CJK SC',serif;margin:0}p{text-indent:2em;margin:0}"
        "h1,h2{text-align:center;color:#c8161d;margin:0}h1{font-size:40pt;line-height:58pt}"
        "b{font-family:'Noto Sans CJK SC'}"
    )
    head = f"<!doctype html><html lang=zh><meta charset=utf-8><style>{style}</style>"
    parts = [head, f"<h1>{issue.masthead.title}</h1>"]
    for section in issue.sections:
        parts.append(f"<h2>{section.title}</h2>")
        for item in section.items:
            closing = item.byline.raw if item.byline else ""
            lead = f"<b>{item.lead}</b>" if item.lead else ""
            parts.append(f"<p>{lead}{'<p>'.join(item.paragraphs)}{closing}")
    return "\n".join(parts)


def _latex(issue: Issue) -> str:
    head = (
        r"\documentclass[UTF8,fontset=none]{ctexart}"
        r"\usepackage[a4paper,top=37mm,left=28mm,right=26mm,bottom=35mm]{geometry}"
        r"\setCJKmainfont{Noto Serif CJK SC}\setCJKsansfont{Noto Sans CJK SC}"
        r"\setlength{\baselineskip}{29pt}\begin{document}"
        "\n"
    )
    parts = [head, r"\zihao{3}\begin{center}\Huge " + _tex(issue.masthead.title) + r"\end{center}"]
    for section in issue.sections:
        parts.append(r"\section*{" + _tex(section.title) + "}")
        for item in section.items:
            closing = item.byline.raw if item.byline else ""
            lead = r"\textsf{" + _tex(item.lead) + "}" if item.lead else ""
            parts.append(lead + _tex("\n\n".join(item.paragraphs) + closing))
    return "\n\n".join([*parts, r"\end{document}"])


def _tex(text: str) -> str:
    return "".join("\\" + letter if letter in "%#&_${}" else letter for letter in text)
