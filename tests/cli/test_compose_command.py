"""`jianbao compose`: the whole sample mailbox, and what the command does with odd folders."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from compose_gold import GOLD, LEFT_OUT
from jianbao import samples
from jianbao.cli.exits import Exit
from jianbao.document.compare.crosscheck import cross_check
from jianbao.document.facts import facts_of_issue
from jianbao.document.model import Issue, Item
from jianbao.document.profile import format_profile
from jianbao.document.text_form import format_text_form, parse_text_form
from jianbao.language.facts import find_facts
from jianbao.language.roster import Roster, Unit
from jianbao.language.sentences import split_sentences
from jianbao.samples.contributions import Piece, pieces

from cli.cli_samples import environment

Run = Callable[..., "tuple[int, str, str]"]
TODAY = dt.date(2026, 11, 22)
SCANNED = {mail.name for mail in samples.mailbox(TODAY) if mail.expects == "scan"}
READS_SCANS = importlib.util.find_spec("rapidocr") is not None
KEYS = {  # the piece that a candidate is made of, where it is not called the same
    "hongfeng-three#1": "hongfeng-points",
    "hongfeng-three#2": "hongfeng-inventory",
    "hongfeng-three#3": "hongfeng-canteen",
    "baichuan-briefs#1": "baichuan-brief-lights",
    "baichuan-briefs#2": "baichuan-brief-audit",
    "baichuan-briefs#3": "baichuan-brief-tea",
    "stranger": "stranger-letter",
}
CANDIDATES = {name for name in GOLD if READS_SCANS or name not in SCANNED}


class Composed(NamedTuple):
    """The draft as it stands in its file, the report, the exit code, the seconds it took."""

    issue: Issue
    report: dict[str, Any]
    code: int
    seconds: float


@pytest.fixture(scope="module")
def composed(tmp_path_factory: pytest.TempPathFactory) -> Composed:
    box = tmp_path_factory.mktemp("box")
    (box / "inbox").mkdir()
    (box / "back").mkdir()
    for number, mail in enumerate(samples.mailbox(TODAY)):
        (box / "inbox" / f"{number:02}-{mail.name}.eml").write_bytes(mail.raw)
    for number, issue in enumerate(samples.printed_issues(TODAY)):
        (box / "back" / f"{number}.md").write_text(format_text_form(issue), "utf-8")
    (box / "bulletin.toml").write_text(format_profile(samples.profile()), "utf-8")
    words = (
        "compose inbox/ --profile bulletin.toml --back back/ --date 2026-11-22 -o issue.md --json"
    )
    begun = time.monotonic()
    ran = subprocess.run(
        [sys.executable, "-m", "jianbao", *words.split()],
        cwd=box,
        capture_output=True,
        env=environment(JIANBAO_LANG="zh"),
        check=False,
        timeout=300,
    )
    seconds = time.monotonic() - begun
    issue = parse_text_form((box / "issue.md").read_text("utf-8")).issue
    assert all(
        (box / picture.file).is_file() for item in issue.items() for picture in item.pictures
    )
    return Composed(issue, json.loads(ran.stdout), ran.returncode, seconds)


def _fates(composed: Composed) -> dict[str, dict[str, Any]]:
    pieces = [one for message in composed.report["messages"] for one in message["pieces"]]
    return {re.sub(r"^\d\d-|\.eml", "", one["candidate"]): one for one in pieces}


def _items(composed: Composed) -> Iterator[tuple[str, Item, Piece]]:
    """Give each item with its candidate and the text as its author wrote it."""
    items = {item.id: item for item in composed.issue.items()}
    written = pieces(TODAY)
    for name, fate in _fates(composed).items():
        if "item" in fate:
            yield name, items[fate["item"]], written[KEYS.get(name, name)]


@pytest.mark.slow
def test_nine_sections_of_ten_are_right(composed: Composed) -> None:
    fates = _fates(composed)
    placed = {n: (f["section"], f["subsection"]) for n, f in fates.items() if "item" in f}
    assert set(placed) == CANDIDATES
    sections = sum(any(placed[n][0] == place[0] for place in GOLD[n]) for n in placed)
    groups = sum(placed[n] in GOLD[n] for n in placed)
    print(  # noqa: T201 - the figures are the point
        f"\nsections {sections}/{len(placed)}, groups {groups}/{len(placed)}, "
        f"{len(composed.report['messages'])} messages in {composed.seconds:.1f} s"
    )
    assert sections >= 0.9 * len(placed)
    assert groups >= 0.85 * len(placed)


@pytest.mark.slow
def test_every_message_is_accounted_for(composed: Composed) -> None:
    mails = [f"{n:02}-{mail.name}.eml" for n, mail in enumerate(samples.mailbox(TODAY))]
    assert [one["file"] for one in composed.report["messages"]] == mails
    reasons = {n: fate["reason"] for n, fate in _fates(composed).items() if "reason" in fate}
    assert {n: reasons.pop(n) for n in LEFT_OUT} == LEFT_OUT
    assert set(reasons) == set(GOLD) - CANDIDATES
    assert composed.code == Exit.UNREADABLE
    ids = [fate["item"] for fate in _fates(composed).values() if "item" in fate]
    assert sorted(ids) == [item.id for item in composed.issue.items()]


@pytest.mark.slow
def test_no_fact_is_altered(composed: Composed) -> None:
    profile = samples.profile()
    roster = Roster([Unit(unit.name, unit.aliases) for unit in profile.units])
    stated = {facts.id: facts for facts in facts_of_issue(composed.issue, profile=profile)}
    checked, altered = 0, []
    for name, item, piece in _items(composed):
        if name in SCANNED:
            continue  # what was recognised is what it is held against, not what was written
        said = [
            find_facts(text, year=2026, roster=roster) for text in (piece.title, *piece.paragraphs)
        ]
        numbers = {(q.value, q.unit, q.approx) for facts in said for q in facts.quantities}
        dates = {d.iso for facts in said for d in facts.dates}
        whole = f"{piece.text}{piece.unit}{piece.author}"
        own = stated[item.id]
        altered += [
            (name, q.text) for q in own.quantities if (q.value, q.unit, q.approx) not in numbers
        ]
        altered += [(name, d.text) for d in own.dates if d.iso not in dates]
        altered += [(name, named) for named in (*own.orgs, *own.persons) if named not in whole]
        held = cross_check(
            ["\n".join((piece.title, *piece.paragraphs))],
            item,
            roster=roster,
            year=2026,
            signed=(piece.unit, piece.author),
        )
        altered += [(name, fact.text) for fact in held.altered]
        checked += len(held.facts)
    print(f"\n{checked} facts, {len(altered)} altered")  # noqa: T201 - the figures are the point
    assert altered == []
    assert checked > 500


@pytest.mark.slow
def test_every_sentence_is_the_authors_own(composed: Composed) -> None:
    for name, item, piece in _items(composed):
        if name in SCANNED:
            continue
        for paragraph in item.paragraphs:
            for sentence in split_sentences(paragraph):
                assert sentence.text.rstrip("。") in piece.text, name
        assert item.byline is not None
        assert item.byline.people == (piece.author,)


@pytest.mark.slow
def test_budgets_are_kept(composed: Composed) -> None:
    budgets = {section.title: section.item_length for section in samples.profile().sections}
    lengths = {item.id: len(item.text) for item in composed.issue.items()}
    over = {
        name
        for name, fate in _fates(composed).items()
        if "item" in fate and lengths[fate["item"]] > (budgets[fate["section"]] or 0)
    }
    assert over == set()


@pytest.mark.slow
def test_the_draft_goes_on_from_the_last_issue(composed: Composed) -> None:
    last = samples.printed_issues(TODAY)[-1]
    head, window = composed.issue.masthead, composed.issue.imprint.window
    assert last.masthead.running_number is not None
    assert head.running_number == last.masthead.running_number + 1
    assert (head.year, head.number, head.date) == (2026, 11, TODAY)
    assert window is not None
    assert last.imprint.window is not None
    assert window.start == last.imprint.window.end + dt.timedelta(days=1)
    errors = [one for one in composed.report["findings"] if one["severity"] == "error"]
    assert errors == []
    (issue,) = composed.report["issues"]
    assert [len(part["items"]) for part in issue["sections"] if part["title"][0] == "悟"] == [5]


TEXT = "6月28日，东港公司用时3小时完成50个标准箱换装，比计划提前40分钟。（东港公司 周砚清）"
PROFILE = """\
title = "青江港务工作简报"
[[sections]]
title = "港区动态"
[[units]]
name = "东港公司"
"""


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (tmp_path / "b.toml").write_text(PROFILE, "utf-8")
    text = folder / "东港公司完成首票换装.txt"
    text.write_text(TEXT, "utf-8")
    filed = dt.datetime(2024, 7, 1, tzinfo=dt.UTC).timestamp()
    os.utime(text, (filed, filed))
    return folder


def _words(inbox: Path, *more: str | Path) -> tuple[str | Path, ...]:
    profile = inbox.parent / "b.toml"
    return ("compose", inbox, "--profile", profile, "--date", "2024-07-05", *more)


def test_a_file_becomes_an_item_and_the_report_goes_aside(run: Run, inbox: Path) -> None:
    code, out, err = run(*_words(inbox))
    assert code == Exit.FINE
    (item,) = parse_text_form(out).issue.items()
    assert item.text == "东港公司完成首票换装。" + TEXT[: TEXT.index("（")]
    assert item.byline is not None
    assert item.byline.raw == "（东港公司 周砚清）"
    assert "东港公司完成首票换装.txt" in err
    assert "来稿 1 件，编成 1 条，0 件未用" in err


def test_whatever_lies_in_the_folder_is_told_of(run: Run, inbox: Path) -> None:
    (inbox / "a.bin").write_bytes(b"\x00\x01\x02" * 99)
    (inbox / "deep").mkdir()
    (inbox / "deep" / "空.txt").write_text("", "utf-8")
    (inbox / "~$稿.docx").write_bytes(b"lock")
    with zipfile.ZipFile(inbox / "mails.zip", "w") as archive:
        for name in ("x", "y"):
            mail = f"From: {name}@a.example\nTo: b@a.example\nSubject: =?utf-8?q?{name}?=\n\n"
            archive.writestr(f"{name}.eml", mail)
    code, out, _ = run(*_words(inbox, "--json"))
    told = {
        piece["candidate"]: piece.get("reason", "item")
        for message in json.loads(out)["messages"]
        for piece in message["pieces"]
    }
    assert told == {
        "a.bin": "unreadable",
        "deep/空.txt": "empty",
        "mails.zip/x.eml": "empty",
        "mails.zip/y.eml": "empty",
        "东港公司完成首票换装.txt": "item",
    }
    assert code == Exit.UNREADABLE


@pytest.mark.parametrize("suffix", ["json", "txt", "html", "docx", "pdf"])
def test_the_name_of_the_file_asks_for_the_form(run: Run, inbox: Path, suffix: str) -> None:
    target = inbox.parent / f"issue.{suffix}"
    code, out, _ = run(*_words(inbox, "-o", target))
    assert (code, out) == (Exit.FINE, "")
    code, out, _ = run("read", target, "--json")
    assert "东港公司用时3小时完成50个标准箱换装" in out


def test_printed_issues_teach_sections_and_are_no_contributions(run: Run, inbox: Path) -> None:
    code, printed, _ = run(*_words(inbox))
    (inbox / "6.md").write_text(printed, "utf-8")
    words = ("compose", inbox, "--back", inbox / "6.md", "--date", "2024-08-02", "--json")
    code, out, _ = run(*words)
    report = json.loads(out)
    ((piece,),) = [message["pieces"] for message in report["messages"]]
    assert (code, piece["reason"]) == (Exit.FINE, "printed")
    assert piece["message"].startswith("已经刊用")
    assert report["issues"][0]["masthead"]["number"] == 2


def test_a_window_leaves_out_what_came_outside(run: Run, inbox: Path) -> None:
    inside = ("--from", "2024-06-01", "--json")
    _, out, _ = run(*_words(inbox, *inside))
    assert json.loads(out)["messages"][0]["pieces"][0]["item"] == "i01"
    _, out, _ = run(*_words(inbox, *inside, "--to", "2024-06-30"))
    report = json.loads(out)
    assert report["messages"][0]["pieces"][0]["reason"] == "outside-window"
    assert report["issues"][0]["imprint"]["window"] == {"from": "2024-06-01", "to": "2024-06-30"}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--from", "2024-07-09"), "采集时间的起止颠倒了"),
        (("--to", "2024-07-01"), "没有 --from"),
        (("--date", "5日"), "不是日期"),
        (("-o", "issue.xyz"), "看不出格式"),
    ],
)
def test_what_is_asked_amiss_is_said_in_a_line(
    run: Run, inbox: Path, more: tuple[str, str], said: str
) -> None:
    code, out, err = run(*_words(inbox, *more))
    assert (code, out) == (Exit.USAGE, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_folder_that_is_not_there_is_said(run: Run, inbox: Path) -> None:
    code, out, err = run("compose", inbox.parent / "inbos", "--profile", inbox.parent / "b.toml")
    assert (code, out) == (Exit.UNREADABLE, "")
    assert "没有这个文件" in err


def test_without_sections_there_is_nothing_to_compose_into(run: Run, inbox: Path) -> None:
    code, _, err = run("compose", inbox)
    assert code == Exit.USAGE
    assert "不知道有哪些栏目" in err
