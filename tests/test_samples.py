"""The sample in `examples/`: finished, printed, and read back as it stands in its text form."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianbao.document.profile import parse_profile
from jianbao.document.proof import proofread
from jianbao.document.read.reader import read
from jianbao.document.text_form import format_text_form, parse_text_form

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
ISSUES = sorted(EXAMPLES.glob("2026-*.md"))


def test_there_are_three_finished_issues_and_a_draft() -> None:
    assert [path.name for path in ISSUES] == ["2026-07.md", "2026-08.md", "2026-09.md"]
    assert (EXAMPLES / "draft-2026-11.txt").exists()


@pytest.mark.parametrize("path", ISSUES, ids=lambda path: path.stem)
def test_a_finished_issue_stands_as_jianbao_writes_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    form = parse_text_form(text)
    assert format_text_form(form.issue, ignored=form.ignored) == text


@pytest.mark.parametrize("path", ISSUES, ids=lambda path: path.stem)
def test_a_finished_issue_has_nothing_to_correct(path: Path) -> None:
    form = parse_text_form(path.read_text(encoding="utf-8"))
    assert proofread(form.issue, ignore=form.ignored) == ()


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
@pytest.mark.parametrize("path", ISSUES, ids=lambda path: path.stem)
def test_the_printed_copies_are_in_step(path: Path, suffix: str) -> None:
    printed = read(path.with_suffix(suffix).read_bytes(), name=path.stem + suffix)
    assert printed.issues == (parse_text_form(path.read_text(encoding="utf-8")).issue,)


@pytest.mark.parametrize("path", ISSUES, ids=lambda path: path.stem)
def test_the_pictures_of_an_issue_are_there(path: Path) -> None:
    issue = parse_text_form(path.read_text(encoding="utf-8")).issue
    missing = [p.file for item in issue.items() for p in item.pictures]
    assert [file for file in missing if not (EXAMPLES / file).is_file()] == []


def test_the_draft_holds_the_slips_an_editor_finds() -> None:
    profile = parse_profile((EXAMPLES / "bulletin.toml").read_text(encoding="utf-8"))
    (issue,) = read((EXAMPLES / "draft-2026-11.txt").read_bytes(), profile=profile).issues
    found = {finding.code for finding in proofread(issue, profile=profile)}
    slips = {"P101", "P105", "P108", "P151", "P152", "W602", "W605", "N206", "N212", "D301"}
    assert slips <= found
    assert "I844" not in found  # its recipients are those of the series, however they are joined
