from __future__ import annotations

from pathlib import Path

import pytest

from jianbao.document.model import Issue, Item, Masthead, Section
from jianbao.document.write.pdf import PressError, Theme, ThemeError, write_pdf

from document.write.pdf_pages import page_texts, solid

ISSUE = Issue(
    masthead=Masthead(title="青江港务"),
    sections=(Section(title="要闻", items=(Item(paragraphs=("船到港了。",)),)),),
)
OWN = """#import "/shared/book.typ": print-issue
#import "parts.typ": style
#let issue(copy) = print-issue(copy, style)
"""
PARTS = """#import "/shared/masthead.typ": plain-masthead
#import "/shared/body.typ": plain-section, plain-subsection
#let style = (chars: 26, lines: 20, small: 13pt, ink: luma(20), accent: blue, tint: luma(240),
  masthead: plain-masthead, section: plain-section, subsection: plain-subsection)
"""


def folder_with(folder: Path, **sources: str) -> Path:
    for name, source in sources.items():
        (folder / f"{name}.typ").write_text(source, encoding="utf-8")
    return folder


@pytest.mark.parametrize("theme", ["gov", "plain"])
def test_both_themes_print_the_same_text(theme: str) -> None:
    assert solid(page_texts(write_pdf(ISSUE, theme=theme))[0]) == "青江港务要闻船到港了。—1—"


def test_a_theme_of_ones_own_takes_the_same_contract(tmp_path: Path) -> None:
    theme = Theme.read(folder_with(tmp_path, theme=OWN, parts=PARTS))
    data = write_pdf(ISSUE, theme=theme)
    assert solid(page_texts(data)[0]) == "青江港务要闻船到港了。—1—"
    assert data != write_pdf(ISSUE, theme="plain")


@pytest.mark.parametrize(
    "source",
    [
        '#import "@preview/cetz:0.3.0": *',
        '#import ("@pre" + "view/cetz:0.3.0"): *',
        '#let name = "x"\n#include name',
        '#import "\\u{40}preview/cetz:0.3.0": *',
        '#import "/shared/type.typ": rule; #import "@preview/cetz:0.3.0": *',
        '#import "parts.txt": *',
        '#eval("1 + 1")',
    ],
)
def test_a_theme_may_load_nothing_but_its_own_files(tmp_path: Path, source: str) -> None:
    with pytest.raises(ThemeError):
        Theme.read(folder_with(tmp_path, theme=source))


def test_a_theme_may_hold_no_link(tmp_path: Path) -> None:
    folder_with(tmp_path, theme=OWN, parts=PARTS)
    (tmp_path / "secret.txt").symlink_to("/etc/hostname")
    with pytest.raises(ThemeError, match=r"secret\.txt"):
        Theme.read(tmp_path)


def test_a_theme_reads_nothing_outside(tmp_path: Path) -> None:
    source = '#let issue(copy) = read("/../../../../../../etc/hostname")'
    theme = Theme.read(folder_with(tmp_path, theme=source))
    with pytest.raises(PressError):
        write_pdf(ISSUE, theme=theme)


def test_an_unknown_theme_is_named() -> None:
    with pytest.raises(ThemeError, match="'red'"):
        write_pdf(ISSUE, theme="red")


def test_a_folder_without_a_theme_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ThemeError, match=r"theme\.typ"):
        Theme.read(tmp_path)
