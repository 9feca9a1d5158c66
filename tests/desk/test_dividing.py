"""One message with several pieces: each lives on by itself, and a division can be taken back."""

from __future__ import annotations

import datetime as dt

import pytest

from arrivals import an_arrival
from cast import a_bulletin, a_person
from jianbao.desk.actions import deciding, undoing
from jianbao.desk.actions.dividing import Cut, divide
from jianbao.desk.errors import Impossible, Invalid, NotAllowed, Stale
from jianbao.desk.models import Contribution, Event, Photograph, Role, User

pytestmark = pytest.mark.django_db

TEXT = (
    "各位编辑：附上两则，请审。",
    "送清凉到一线",
    "6月8日，工会把绿豆汤送到窑头。（青石分公司 王青禾）",
    "井下亮牌",
    "一季度无事故，42名党员亮牌上岗。",
    "（南坪矿业 李知秋）",
)


@pytest.fixture
def whole() -> Contribution:
    bulletin = a_bulletin()
    made = an_arrival(bulletin, headline="两则", paragraphs=TEXT, picture_count=2)
    for position, after in enumerate((3, 6)):
        Photograph.objects.create(
            contribution=made,
            position=position,
            sha256="a" * 64,
            thumbnail="b" * 64,
            media_type="image/jpeg",
            width=640,
            height=480,
            after=after,
        )
    return made


@pytest.fixture
def editor(whole: Contribution) -> User:
    return a_person(Role.EDITOR, whole.bulletin)


def test_pieces_have_their_headline_text_byline_and_pictures(
    whole: Contribution, editor: User
) -> None:
    divide(whole, [Cut(3, "井下亮牌"), Cut(1)], by=editor, version=0)
    first, second = whole.pieces.order_by("piece")
    assert (whole.state, first.state, second.state) == ("divided", "waiting", "waiting")
    assert (first.headline, first.paragraphs) == (
        "送清凉到一线",
        ["6月8日，工会把绿豆汤送到窑头。"],
    )
    assert (second.headline, second.paragraphs) == (
        "井下亮牌",
        ["一季度无事故，42名党员亮牌上岗。"],
    )
    assert (str(first.unit), first.author) == ("青石分公司", "王青禾")
    assert (str(second.unit), second.author) == ("南坪矿业", "李知秋")
    assert [(p.piece, p.picture_count) for p in (first, second)] == [(1, 1), (2, 1)]
    assert {first.raw_id, second.raw_id} == {whole.raw_id}


@pytest.mark.parametrize("starts", [[], [1], [1, 1], [1, 6], [-1, 2]])
def test_a_division_needs_two_places_inside_the_text(
    whole: Contribution, editor: User, starts: list[int]
) -> None:
    with pytest.raises(Invalid):
        divide(whole, [Cut(start) for start in starts], by=editor, version=0)
    assert Contribution.objects.count() == 1


def test_undoing_a_division_drops_undecided_pieces(whole: Contribution, editor: User) -> None:
    event = divide(whole, [Cut(1), Cut(3)], by=editor, version=0)
    undoing.undo(event, by=editor)
    whole.refresh_from_db()
    assert (whole.state, Contribution.objects.count()) == ("waiting", 1)
    assert Event.objects.filter(verb="drop_piece").count() == 2
    divide(whole, [Cut(1), Cut(3)], by=editor, version=whole.version)
    assert whole.pieces.count() == 2


def test_a_division_stays_once_a_piece_is_decided(whole: Contribution, editor: User) -> None:
    event = divide(whole, [Cut(1), Cut(3)], by=editor, version=0)
    piece = whole.pieces.order_by("piece")[0]
    deciding.shortlist(piece, by=editor, version=piece.version)
    with pytest.raises(Impossible):
        undoing.undo(event, by=editor)
    with pytest.raises(Impossible):
        deciding.reconsider(whole, by=editor, version=whole.version)
    whole.refresh_from_db()
    assert (whole.state, whole.pieces.count()) == ("divided", 2)


def test_a_piece_can_be_divided_again(whole: Contribution, editor: User) -> None:
    divide(whole, [Cut(1), Cut(3)], by=editor, version=0)
    second = whole.pieces.get(piece=2)
    second.paragraphs = ["甲一。", "乙二。"]
    second.save()
    divide(second, [Cut(0, "甲"), Cut(1, "乙")], by=editor, version=second.version)
    assert [p.piece for p in second.pieces.order_by("piece")] == [3, 4]


def test_dividing_is_for_editors_who_see_it_as_it_is(whole: Contribution, editor: User) -> None:
    with pytest.raises(NotAllowed):
        divide(whole, [Cut(1), Cut(3)], by=a_person(Role.READER, whole.bulletin), version=0)
    with pytest.raises(Stale):
        divide(whole, [Cut(1), Cut(3)], by=editor, version=7)
    assert Contribution.objects.count() == 1


def test_the_act_on_a_dropped_piece_cannot_be_taken_back(whole: Contribution, editor: User) -> None:
    event = divide(whole, [Cut(1), Cut(3)], by=editor, version=0)
    piece = whole.pieces.order_by("piece")[0]
    kept = deciding.shortlist(piece, by=editor, version=piece.version)
    deciding.reconsider(piece, by=editor, version=piece.version)
    undoing.undo(event, by=editor)
    with pytest.raises(Impossible):
        undoing.undo(kept, by=editor)


def test_a_division_can_be_taken_back_after_a_piece_was_planned_for_a_while(
    whole: Contribution, editor: User
) -> None:
    divide(whole, [Cut(1), Cut(3)], by=editor, version=0)
    piece = whole.pieces.order_by("piece")[0]
    section = whole.bulletin.sections.first()
    deciding.plan(piece, section, by=editor, version=piece.version, today=dt.date(2026, 6, 8))
    deciding.reconsider(piece, by=editor, version=piece.version)
    deciding.reconsider(whole, by=editor, version=whole.version)
    assert (whole.state, whole.pieces.count()) == ("waiting", 0)
