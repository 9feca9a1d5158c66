"""Which candidates an issue can be made of, and why each of the others cannot."""

from __future__ import annotations

import datetime as dt
from typing import get_args

import pytest

from jianbao.document.compose import Candidate
from jianbao.document.compose.candidate import Kind
from jianbao.document.compose.choosing import Choice, LeftOut, choose
from jianbao.document.model import Issue, Item, Masthead, Picture, Section, Window

from document.compose.harbour import PIECE, TODAY, a_piece, roster

OTHER = ("6月30日，西港公司召开安全例会，通报上半年隐患整改情况，共查出问题73项，已整改69项。",)


def _chosen(*candidates: Candidate, back: tuple[Issue, ...] = (), **more: Window) -> Choice:
    known = roster(*candidates)
    return choose(candidates, back=back, roster=known, today=TODAY, **more)


def _fates(choice: Choice) -> dict[str, tuple[str, str]]:
    return {one.candidate: (one.reason, one.instead) for one in choice.left_out}


@pytest.mark.parametrize("kind", [kind for kind in get_args(Kind) if kind != "piece"])
def test_what_is_no_piece_is_left_out_as_what_it_is(kind: Kind) -> None:
    choice = _chosen(Candidate(id="x", kind=kind, remark="文件已损坏"))
    assert choice.left_out == (LeftOut(candidate="x", reason=kind, remark="文件已损坏"),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"paragraphs": ()}, "empty"),
        ({"paragraphs": (), "pictures": (Picture(file="a.jpg"),)}, "no-text"),
        ({"paragraphs": ("单位\u3000发现问题\u3000已整改", "东港公司\u300012\u300011")}, "no-text"),
    ],
)
def test_what_has_no_running_text_is_left_out(changed: dict[str, object], reason: str) -> None:
    assert _fates(_chosen(a_piece(**changed))) == {"a": (reason, "")}


def test_the_window_holds_both_its_days() -> None:
    days = [dt.date(2024, 6, 30), dt.date(2024, 7, 1), dt.date(2024, 7, 2)]
    outside = [
        _fates(_chosen(PIECE, window=Window(start=start, end=end)))
        for start, end in ((days[1], days[1]), (days[0], days[0]), (days[2], days[2]))
    ]
    assert outside == [{}, {"a": ("outside-window", "")}, {"a": ("outside-window", "")}]


def test_what_was_printed_is_left_out_and_names_the_issue() -> None:
    brief = Item(lead="东港公司完成首票换装。", paragraphs=PIECE.paragraphs[:1])
    issue = Issue(
        masthead=Masthead(year=2024, number=6), sections=(Section(title="动态", items=(brief,)),)
    )
    ((reason, instead),) = _fates(_chosen(PIECE, back=(issue,))).values()
    assert reason == "printed"
    assert instead.startswith("2024年第6期")


def test_of_two_alike_the_first_to_come_stays() -> None:
    again = a_piece(id="b", hour=12, unit="西港公司", people=("林晚舟",), sender="lin@x.example")
    for order in ((PIECE, again), (again, PIECE)):
        choice = _chosen(*order)
        assert [one.id for one in choice.kept] == ["a"]
        assert _fates(choice) == {"b": ("duplicate", "a")}


def test_the_same_words_of_another_event_both_stay() -> None:
    other = a_piece(
        id="b",
        headline="西港公司完成首票换装",
        paragraphs=tuple(
            text.replace("28", "29").replace("东港", "西港").replace("3", "5").replace("40", "20")
            for text in PIECE.paragraphs
        ),
        unit="西港公司",
    )
    assert len(_chosen(PIECE, other).kept) == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"says_revised": True, "headline": "首票换装（修订稿）"},
        {"headline": PIECE.headline},
        {"revises": "a", "sender": "office@qingjiang.example", "headline": "换装"},
    ],
)
def test_a_later_version_takes_the_place_of_the_first(changed: dict[str, object]) -> None:
    texts = (PIECE.paragraphs[0].replace("40分钟", "45分钟"), PIECE.paragraphs[1])
    later = a_piece(id="b", hour=15, paragraphs=texts, **changed)
    choice = _chosen(later, PIECE)
    assert [one.id for one in choice.kept] == ["b"]
    assert _fates(choice) == {"a": ("superseded", "b")}


def test_a_revision_is_of_the_same_hand() -> None:
    texts = (PIECE.paragraphs[0].replace("40分钟", "45分钟"), PIECE.paragraphs[1])
    later = a_piece(id="b", hour=15, paragraphs=texts, says_revised=True, sender="lin@x.example")
    assert _fates(_chosen(PIECE, later)) == {"b": ("duplicate", "a")}


def test_every_candidate_is_accounted_for_once() -> None:
    pieces = [
        PIECE,
        a_piece(id="b", hour=10),
        a_piece(id="c", paragraphs=OTHER, headline="安全例会"),
        Candidate(id="d", kind="bounce"),
    ]
    choice = _chosen(*pieces)
    told = [one.id for one in choice.kept] + [one.candidate for one in choice.left_out]
    assert sorted(told) == ["a", "b", "c", "d"]
