"""The command as a person starts it: processes joined by pipes."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.cli_samples import ISSUE, PLAIN

Start = Callable[..., "subprocess.CompletedProcess[bytes]"]
SEED = Path(
    os.environ.get("JIANBAO_SEED") or Path(__file__).resolve().parents[3] / "shared" / "seed"
)
KINDS = ("quantities", "dates", "orgs", "persons")
needs_seed = pytest.mark.skipif(not SEED.is_dir(), reason="the real issue of the seed is absent")


def test_plain_text_through_the_pipe_to_pages(start: Start, tmp_path: Path) -> None:
    read = start("read", "-", stdin=PLAIN.encode())
    assert (read.returncode, read.stderr) == (0, b"")
    printed = start("typeset", "-", "-o", tmp_path / "issue.pdf", stdin=read.stdout)
    assert (printed.returncode, printed.stdout, printed.stderr) == (0, b"", b"")
    again = start("read", tmp_path / "issue.pdf")
    assert again.stdout == read.stdout


def test_json_through_the_pipe(start: Start) -> None:
    read = start("read", "-", "--json", stdin=ISSUE.encode())
    typeset = start("typeset", "-", "--format", "md", stdin=read.stdout)
    assert typeset.stdout == start("read", "-", stdin=ISSUE.encode()).stdout


def test_output_is_utf8_whatever_the_locale(start: Start) -> None:
    done = start("read", "-", stdin=ISSUE.encode(), PYTHONIOENCODING="ascii", LC_ALL="C")
    assert "青江港务" in done.stdout.decode()


def test_names_with_odd_bytes_are_reported(start: Start) -> None:
    name = os.fsdecode(b"\xff.md")
    done = start("read", name)
    assert done.returncode == 3
    assert "\ufffd.md: 没有这个文件".encode() in done.stderr


@pytest.mark.seed
@needs_seed
def test_the_real_issue_goes_through_the_pipe(start: Start, tmp_path: Path) -> None:
    read = start("read", SEED / "chalco-2021-12.txt")
    assert read.returncode == 0
    printed = start("typeset", "-", "-o", tmp_path / "issue.pdf", stdin=read.stdout)
    assert (printed.returncode, printed.stderr) == (0, b"")
    assert start("read", tmp_path / "issue.pdf").stdout == read.stdout


@pytest.mark.seed
@needs_seed
def test_facts_of_the_real_issue(start: Start, capsys: pytest.CaptureFixture[str]) -> None:
    printed = json.loads(start("facts", SEED / "chalco-2021-12.txt", "--json").stdout)
    gold = json.loads((SEED / "facts.json").read_text("utf-8"))["items"]
    figures = {}
    for kind in KINDS:
        right = given = wanted = 0
        for item in printed["items"]:
            found = {_comparable(fact) for fact in item[kind]}
            expected = {_comparable(fact) for fact in gold[item["id"]][kind]}
            right += len(found & expected)
            given += len(found)
            wanted += len(expected)
        figures[kind] = (right / given, right / wanted)
    with capsys.disabled():
        for kind, (precision, recall) in figures.items():
            print(f"\nfacts of the seed, {kind}: P {precision:.3f} R {recall:.3f}", end="")  # noqa: T201 - the figure
    assert {item["id"] for item in printed["items"]} == set(gold)
    assert min(min(pair) for pair in figures.values()) >= 0.95


def _comparable(fact: str | dict[str, object]) -> tuple[str, ...]:
    """Give what of a fact is held against the gold, blanks aside."""
    if isinstance(fact, str):
        return ("".join(fact.split()),)
    names = ("text", "value", "unit", "approx", "iso")
    return tuple("".join(str(fact[name]).split()) for name in names if name in fact)
