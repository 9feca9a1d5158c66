"""The reader against the real issue: the figures that the issue promises, printed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pypdfium2
import pytest

from jianbao.document.model import Issue
from jianbao.document.read.formats.text import read_text_lines
from jianbao.document.read.reader import read
from jianbao.document.read.structure import read_structure
from jianbao.document.write.formats import write

from document.seed_figures import (
    figures_of,
    gold_items,
    gold_structure,
    needs_seed,
    printed_text,
    seed_text,
    tight,
)

pytestmark = [pytest.mark.seed, needs_seed]


def _read(text: str) -> Issue:
    structure = read_structure(read_text_lines(text))
    (issue,) = structure.issues
    return issue


def _blank_ends_stripped(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _windows(text: str) -> str:
    return "\ufeff" + text.replace("    ", "\t").replace("\n", "\r\n")


def _tightly_set(text: str) -> str:
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def _digits_unspaced(text: str) -> str:
    text = _tightly_set(text)
    text = re.sub(r"(?<=[\u3000-\u9fff]) +(?=[0-9A-Za-z])", "", text)
    return re.sub(r"(?<=[0-9A-Za-z]) +(?=[\u3000-\u9fff])", "", text)


def _one_line_a_paragraph(text: str) -> str:
    """The issue as somebody types it anew: each heading and item on a line of its own."""
    gold = gold_structure()
    lines = _tightly_set(text).split("\n")[:3]
    for section in gold["sections"]:
        lines.append(section["title"])
        lines += [item.get("raw_text", item["text"]) for item in section["items"]]
        for group in section["subsections"]:
            lines.append(group.get("raw_title", group["title"]))
            lines += [item.get("raw_text", item["text"]) for item in group["items"]]
    return "\n".join([*lines, *_tightly_set(text).split("\n")[-3:]])


@pytest.mark.parametrize(
    ("variant", "boundary_f1", "exact"),
    [
        (str, 0.98, 33),
        (_windows, 0.98, 33),
        (_one_line_a_paragraph, 0.98, 33),
        (_blank_ends_stripped, 0.96, 31),
        (_tightly_set, 0.96, 31),
        (_digits_unspaced, 0.96, 31),
    ],
)
def test_the_seed_is_read(variant: Callable[[str], str], boundary_f1: float, exact: int) -> None:
    figures = figures_of(_read(variant(seed_text())))
    print(variant.__name__, figures)  # noqa: T201 - the figures are what this test is for
    assert (figures.sections, figures.subsections, figures.bylines, figures.sources) == (7, 5, 9, 2)
    assert figures.boundary_f1 >= boundary_f1
    assert figures.exact >= exact


@pytest.mark.parametrize("variant", [str, _windows, _blank_ends_stripped, _tightly_set])
def test_masthead_and_imprint_of_the_seed_are_read(variant: Callable[[str], str]) -> None:
    issue = _read(variant(seed_text()))
    gold = gold_structure()
    head, foot = issue.masthead, issue.imprint
    assert (head.title, head.year, head.number, head.running_number, head.department) == (
        gold["masthead"]["title"],
        gold["masthead"]["year"],
        gold["masthead"]["number"],
        gold["masthead"]["cumulative_number"],
        gold["masthead"]["department"],
    )
    assert str(head.date) == gold["masthead"]["date"]
    assert foot.window is not None
    assert (str(foot.window.start), str(foot.window.end)) == (
        gold["imprint"]["collection_window"]["from"],
        gold["imprint"]["collection_window"]["to"],
    )
    assert (list(foot.distribution), list(foot.copies), foot.submission_address) == (
        gold["imprint"]["distribution"],
        gold["imprint"]["cc"],
        gold["imprint"]["submission_address"],
    )
    assert foot.other == ()


def test_the_stray_mark_of_the_seed_is_kept_and_said() -> None:
    structure = read_structure(read_text_lines(seed_text()))
    assert [(p.code, p.where) for p in structure.problems] == [("stray-mark", "273-277")]
    stray = [item for item in structure.issues[0].items() if item.text.startswith("。")]
    assert [item.id for item in stray] == ["i30"]


def test_every_item_of_the_seed_knows_its_lines_and_pages() -> None:
    structure = read_structure(read_text_lines(seed_text()))
    origins = [o for o in structure.origins if ".items[" in o.element]
    wanted = gold_items(gold_structure())
    assert [[o.line, o.line_to] for o in origins] == [item["lines"] for item in wanted]
    assert [sorted({o.page, o.page_to}, key=str) for o in origins] == [
        sorted(set(item["pages"])) for item in wanted
    ]


def test_nothing_of_the_seed_is_lost() -> None:
    text = seed_text()
    issue = _read(text)
    kept = tight("".join(printed_text(item) for item in issue.items()))
    body = tight(text.split("学·习之路", 1)[1].split("（本期信息", 1)[0])
    for section in issue.sections:
        body = body.replace(tight(section.title), "", 1)
        for group in section.subsections:
            title = tight(group.title)
            body = body.replace(f"【{title}】" if group.bracketed else title, "", 1)
    assert kept == re.sub(r"—\d—", "", body)


@pytest.mark.parametrize("form", ["pdf", "docx", "html", "txt"])
def test_what_jianbao_printed_is_read_as_if_another_program_had_made_it(form: str) -> None:
    (issue,) = read(write(_read(seed_text()), form), trust_source=False).issues
    figures = figures_of(issue)
    print(form, figures)  # noqa: T201 - the figures are what this test is for
    assert (figures.sections, figures.subsections, figures.bylines, figures.sources) == (7, 5, 9, 2)
    assert figures.boundary_f1 >= 0.98
    assert figures.exact >= 33
    assert issue.masthead == _read(seed_text()).masthead
    assert issue.imprint.distribution == _read(seed_text()).imprint.distribution


def test_what_jianbao_printed_says_what_the_seed_says() -> None:
    pdf = pypdfium2.PdfDocument(write(_read(seed_text()), "pdf"))
    shown = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    page_number = re.compile(r"^\s*— \d+ —\s*$", re.MULTILINE)
    assert tight(page_number.sub("", shown)) == tight(page_number.sub("", seed_text()))
