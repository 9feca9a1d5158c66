"""What the README says: its sample runs, its commands run, its links lead somewhere."""

from __future__ import annotations

import re
import shlex
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from jianbao.cli import main
from jianbao.cli.commands import COMMANDS, find_command
from jianbao.cli.config import settings_page
from jianbao.cli.exits import Exit
from jianbao.document.text_form import format_text_form, parse_text_form

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
SAMPLES = [str(path) for path in sorted((ROOT / "examples").glob("2026-*.md"))]
# What stands for a name that the reader of the README puts in.
MEANT = {
    "文件…": SAMPLES,
    "文件": SAMPLES[:1],
    "甲": SAMPLES[:1],
    "乙": SAMPLES[1:2],
    "刊物.pdf": [str(ROOT / "examples" / "2026-07.pdf")],
    "收件夹/": [str(ROOT / "examples" / "draft-2026-11.txt")],
    "bulletin.toml": [str(ROOT / "examples" / "bulletin.toml")],
}


def block(kind: str) -> str:
    found = re.search(rf"```{kind}\n(.*?)```", README, re.DOTALL)
    assert found
    return found[1]


def commands() -> list[str]:
    """Give every command of the README's tables that works on files and ends by itself.

    Those of the desk, and the sink, are tried apart.
    """
    left = "".join(re.findall(r"^\|(.*?)\|", README, re.MULTILINE))
    named = re.findall(r"`(jianbao [^`]+)`", left)
    return [line for line in named if not stays_open(line)]


def stays_open(line: str) -> bool:
    found = find_command(shlex.split(line)[1:])
    assert found is not None, line
    module = import_module(f"jianbao.cli.{found[0].module}")
    return "open_office" in vars(module) or found[0].name == "sink"


def test_the_python_sample_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}
    exec(block("python"), names)  # noqa: S102 - the very text a reader copies
    assert names["reading"].issues == (names["issue"],)
    assert "P101" in {finding.code for finding in names["findings"]}
    assert names["pdf"].startswith(b"%PDF-")


def test_the_sample_of_the_text_form_is_one() -> None:
    issue = parse_text_form(block("markdown")).issue
    assert format_text_form(issue) == block("markdown")
    first, second = issue.items()
    assert first.lead == "沈知行到青石分公司讲授专题党课。"
    assert second.byline
    assert (second.byline.units, second.byline.people) == (("青石分公司",), ("王青禾",))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_is_named(command: tuple[str, str, str, str]) -> None:
    name = re.escape(command[0])
    assert re.search(rf"`jianbao {name}[ `]", README)
    assert re.search(rf"^## jianbao {name}$", REFERENCE, re.MULTILINE)


@pytest.mark.parametrize("line", commands())
def test_every_command_of_the_readme_runs(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = [name for word in shlex.split(line)[1:] for name in MEANT.get(word, [word])]
    assert main(words) in {Exit.FINE, Exit.FINDINGS}


def test_the_settings_page_is_that_of_the_table() -> None:
    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == settings_page()


def test_every_link_leads_to_a_file() -> None:
    links = re.findall(r"\]\(([^):#]+)\)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []
    assert len(links) > 5
