"""Whole items: made without a contribution, joined, parted, taken out, brought back, handed on."""

from __future__ import annotations

import datetime as dt

import pytest

from arrivals import an_arrival
from cast import a_bulletin, a_person
from jianbao.desk.actions import deciding, handing_on, joining_items, withdrawing
from jianbao.desk.actions.blank_items import make_blank_item
from jianbao.desk.actions.editing import save_item
from jianbao.desk.errors import Impossible, Invalid, NotAllowed, Stale
from jianbao.desk.models import (
    Bulletin,
    Contribution,
    Event,
    Issue,
    Item,
    Role,
    Section,
    Unit,
    User,
)
from jianbao.desk.queries.issues import items_of
from jianbao.desk.queries.item import originals_of, text_of
from jianbao.document import model

TODAY = dt.date(2026, 7, 1)
pytestmark = pytest.mark.django_db
CRUSHER = "6月18日，二号破碎机大修完成，历时18天。"


@pytest.fixture
def bulletin() -> Bulletin:
    return a_bulletin()


@pytest.fixture
def editor(bulletin: Bulletin) -> User:
    return a_person(Role.EDITOR, bulletin, name="沈知行")


def a_piece(bulletin: Bulletin, unit: str, author: str, headline: str, text: str) -> Contribution:
    return an_arrival(
        bulletin,
        unit=Unit.objects.get(bulletin=bulletin, name=unit),
        author=author,
        headline=headline,
        paragraphs=(text,),
    )


def planned(piece: Contribution, by: User) -> Item:
    section = Section.objects.get(bulletin=piece.bulletin, position=1)
    deciding.plan(piece, section, by=by, version=piece.version, today=TODAY)
    return Item.objects.select_related("issue__bulletin", "section").get(
        origins__contribution=piece, withdrawn_at=None
    )


@pytest.fixture
def item(bulletin: Bulletin, editor: User) -> Item:
    return planned(a_piece(bulletin, "青石分公司", "王青禾", "风机", "风机振动治好了。"), editor)


def state_of(item: Item) -> list[object]:
    """Everything that joining touches."""
    issue = item.issue
    item.refresh_from_db()
    return [
        item.content,
        [(one.pk, one.position) for one in items_of(issue)],
        sorted(item.origins.values_list("contribution", flat=True)),
        list(Contribution.objects.order_by("pk").values_list("pk", "state")),
    ]


def test_a_contribution_and_an_item_are_joined_with_credits_and_parted_again(
    item: Item, bulletin: Bulletin, editor: User
) -> None:
    waiting = a_piece(bulletin, "南坪矿业", "李松柏", "二号破碎机提前完成大修", CRUSHER)
    other = planned(a_piece(bulletin, "青石分公司", "周砚秋", "党课", "讲了一课。"), editor)
    before = state_of(item)
    event = joining_items.join(item, [waiting], [other], by=editor, revision=item.revision)
    assert item.content["paragraphs"] == [
        "风机振动治好了。",
        f"二号破碎机提前完成大修。{CRUSHER}",
        "党课。讲了一课。",
    ]
    byline = item.content["byline"]
    assert byline["raw"] == "（青石分公司 王青禾、周砚秋；南坪矿业 李松柏）"
    assert byline["units"] == ["青石分公司", "南坪矿业"]
    assert byline["people"] == ["王青禾", "周砚秋", "李松柏"]
    assert [one.pk for one in items_of(item.issue)] == [item.pk]
    assert len(originals_of(item)) == 3
    assert set(Contribution.objects.values_list("state", flat=True)) == {"planned"}
    joining_items.part(event, by=editor)
    assert state_of(item) == before


def test_what_was_saved_since_is_not_parted(item: Item, bulletin: Bulletin, editor: User) -> None:
    waiting = a_piece(bulletin, "南坪矿业", "李松柏", "破碎机", CRUSHER)
    event = joining_items.join(item, [waiting], [], by=editor, revision=item.revision)
    content = model.Item(paragraphs=("改过。",))
    save_item(item, content, by=editor, revision=item.revision)
    with pytest.raises(Stale):
        joining_items.part(event, by=editor)


def test_a_stale_or_empty_join_moves_nothing(item: Item, bulletin: Bulletin, editor: User) -> None:
    waiting = a_piece(bulletin, "南坪矿业", "李松柏", "破碎机", CRUSHER)
    with pytest.raises(Stale):
        joining_items.join(item, [waiting], [], by=editor, revision=item.revision + 1)
    waiting.refresh_from_db()
    assert waiting.state == "waiting"
    with pytest.raises(Invalid):
        joining_items.join(item, [], [], by=editor, revision=item.revision)
    with pytest.raises(Invalid):
        joining_items.join(item, [], [item], by=editor, revision=item.revision)


def test_an_item_taken_out_leaves_no_gap_and_comes_back_with_its_text(
    item: Item, bulletin: Bulletin, editor: User
) -> None:
    other = planned(a_piece(bulletin, "南坪矿业", "李松柏", "破碎机", CRUSHER), editor)
    save_item(item, model.Item(paragraphs=("改过。",)), by=editor, revision=1)
    with pytest.raises(Stale):
        withdrawing.withdraw_item(item, by=editor, revision=1)
    withdrawing.withdraw_item(item, by=editor, revision=2)
    assert [(one.pk, one.position) for one in items_of(item.issue)] == [(other.pk, 0)]
    assert [piece.state for piece in originals_of(item)] == ["waiting"]
    with pytest.raises(Impossible):
        withdrawing.withdraw_item(item, by=editor, revision=2)
    withdrawing.reinstate_item(item, by=editor)
    assert [one.pk for one in items_of(item.issue)] == [other.pk, item.pk]
    assert text_of(item).paragraphs == ("改过。",)
    assert [piece.state for piece in originals_of(item)] == ["planned"]
    verbs = list(Event.objects.filter(thing=f"item:{item.pk}").values_list("verb", flat=True))
    assert verbs.count("withdraw_item") == verbs.count("reinstate_item") == 1


def test_an_item_of_several_contributions_is_taken_out_whole(
    item: Item, bulletin: Bulletin, editor: User
) -> None:
    waiting = a_piece(bulletin, "南坪矿业", "李松柏", "破碎机", CRUSHER)
    joining_items.join(item, [waiting], [], by=editor, revision=item.revision)
    withdrawing.withdraw_item(item, by=editor, revision=item.revision)
    assert set(Contribution.objects.values_list("state", flat=True)) == {"waiting"}
    withdrawing.reinstate_item(item, by=editor)
    assert len(originals_of(item)) == 2
    assert set(Contribution.objects.values_list("state", flat=True)) == {"planned"}


def test_an_item_does_not_come_back_when_its_contribution_was_used_otherwise(
    item: Item, editor: User
) -> None:
    withdrawing.withdraw_item(item, by=editor, revision=1)
    (piece,) = originals_of(item)
    planned(piece, editor)
    with pytest.raises(Impossible):
        withdrawing.reinstate_item(item, by=editor)


def test_an_item_without_a_contribution_stands_at_the_end_of_its_section(
    bulletin: Bulletin, editor: User
) -> None:
    said = model.Item(kind="quotation", paragraphs=("“抓安全就是抓效益。”",))
    made = make_blank_item(bulletin, said, by=editor, today=TODAY, section="学·初心之源")
    assert (made.position, made.content["kind"], made.editor) == (0, "quotation", editor)
    assert made.section is not None
    assert made.revisions.get().why == "made"
    assert Issue.objects.get().state == Issue.State.OPEN
    withdrawing.withdraw_item(made, by=editor, revision=1)
    withdrawing.reinstate_item(made, by=editor)
    for section, content in (("没有的栏目", said), ("学·初心之源", model.Item())):
        with pytest.raises(Invalid):
            make_blank_item(bulletin, content, by=editor, today=TODAY, section=section)


def test_an_editor_of_one_section_makes_and_hands_items_within_it_alone(
    item: Item, bulletin: Bulletin, editor: User
) -> None:
    first = Section.objects.get(bulletin=bulletin, position=0)
    narrow = a_person(Role.EDITOR, bulletin, name="林小满", section=first)
    said = model.Item(paragraphs=("好。",))
    make_blank_item(bulletin, said, by=narrow, today=TODAY, section=first.title)
    with pytest.raises(NotAllowed):
        make_blank_item(bulletin, said, by=narrow, today=TODAY, section="行·一线之声")
    with pytest.raises(NotAllowed):
        withdrawing.withdraw_item(item, by=narrow, revision=1)
    with pytest.raises(Invalid):
        handing_on.hand_on(item, narrow, by=editor)
    handing_on.hand_on(item, None, by=editor)
    item.refresh_from_db()
    assert item.editor is None
