"""The lists: each address once, nobody deleted, groups as they are printed, everything undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cast import a_bulletin, a_person
from jianbao.desk.actions import grouping_recipients as grouping
from jianbao.desk.actions import recipients as acts
from jianbao.desk.actions.proposing_recipients import add_proposed
from jianbao.desk.actions.recipients import RecipientFacts, facts_of, seen
from jianbao.desk.errors import DeskError, Invalid, NotAllowed, Stale
from jianbao.desk.models import (
    Bulletin,
    Capacity,
    Correspondent,
    Event,
    Recipient,
    RecipientGroup,
    Role,
    User,
)
from jianbao.desk.queries.recipients import (
    Filter,
    count_by_state,
    groups_with_counts,
    proposals,
    recipients,
)
from jianbao.desk.sentences import SENTENCES

pytestmark = pytest.mark.django_db
DUAN = RecipientFacts(name="段知南", address="duan@yunling.example", post="总经理")


@pytest.fixture
def bulletin() -> Bulletin:
    return a_bulletin()


@pytest.fixture
def editor(bulletin: Bulletin) -> User:
    return a_person(Role.EDITOR, bulletin)


def _group(bulletin: Bulletin, by: User, name: str = "集团领导") -> RecipientGroup:
    return grouping.add_group(bulletin, {"name": name, "capacity": Capacity.MAIN}, by=by)


def _refused(act: Callable[[], object]) -> tuple[str, object]:
    with pytest.raises(DeskError) as refusal:
        act()
    assert refusal.value.code in SENTENCES
    return refusal.value.code, refusal.value.values.get("field")


def test_an_address_stands_once_and_nobody_is_deleted(bulletin: Bulletin, editor: User) -> None:
    one = acts.add_recipient(bulletin, replace(DUAN, address="Duan@Yunling.example"), by=editor)
    assert one.address == "duan@yunling.example"
    again = replace(DUAN, name="另一人", address="DUAN@yunling.example")
    assert _refused(lambda: acts.add_recipient(bulletin, again, by=editor)) == (
        "recipient-taken",
        "address",
    )
    acts.leave(bulletin, [one.pk], by=editor)
    code, _ = _refused(lambda: acts.add_recipient(bulletin, again, by=editor))
    assert code == "recipient-left"
    with pytest.raises(IntegrityError), transaction.atomic():
        Recipient.objects.create(bulletin=bulletin, name="x", address=one.address)
    assert _refused(lambda: acts.leave(bulletin, [one.pk], by=editor))[0] == "no-such-move"
    assert acts.come_back(bulletin, [one.pk], by=editor) == [one]
    verbs = Event.objects.filter(thing=f"recipient:{one.pk}").order_by("pk")
    assert [event.verb for event in verbs] == [
        "add_recipient",
        "recipient_leaves",
        "recipient_returns",
    ]


def test_several_are_added_all_or_none(bulletin: Bulletin, editor: User) -> None:
    wanted = [replace(DUAN, address=f"p{n}@yunling.example") for n in range(3)]
    for wrong in (
        replace(DUAN, address="x@y"),
        wanted[0],
        replace(DUAN, name="", address="q@q.cn"),
    ):
        with pytest.raises(Invalid):
            acts.add_recipients(bulletin, [*wanted, wrong], by=editor)
        assert not Recipient.objects.exists()
        assert not Event.objects.exists()


def test_what_belongs_to_another_bulletin_is_refused(bulletin: Bulletin, editor: User) -> None:
    other = a_bulletin("other", "另一家简报")
    theirs = other.recipient_groups.create(name="外单位")
    unit = other.units.all()[0]
    for facts, field in (
        (replace(DUAN, groups=frozenset({theirs.pk})), "groups"),
        (replace(DUAN, unit=unit), "unit"),
    ):
        add = partial(acts.add_recipient, bulletin, facts, by=editor)
        assert _refused(add)[1] == field
    stranger = other.recipients.create(name="外人", address="a@other.example")
    group = _group(bulletin, editor)
    for act in (
        lambda: grouping.put_into(group, [stranger.pk], by=editor),
        lambda: acts.leave(bulletin, [stranger.pk], by=editor),
    ):
        assert _refused(act)[0] == "no-such-move"
    assert group.recipients.count() == 0


def test_a_change_names_what_it_saw(bulletin: Bulletin, editor: User) -> None:
    group = _group(bulletin, editor)
    one = acts.add_recipient(bulletin, DUAN, by=editor)
    mark = seen(one)
    acts.change_recipient(one, replace(DUAN, groups=frozenset({group.pk})), by=editor, mark=mark)
    with pytest.raises(Stale):
        acts.change_recipient(one, replace(DUAN, post="董事长"), by=editor, mark=mark)
    one.refresh_from_db()
    assert (one.post, list(one.groups.all())) == ("总经理", [group])
    event = Event.objects.filter(verb="change_recipient").latest("pk")
    assert (event.before, event.after) == ({"groups": []}, {"groups": ["集团领导"]})


def test_another_address_is_not_held_to_what_the_old_one_did(
    bulletin: Bulletin, editor: User
) -> None:
    one = acts.add_recipient(bulletin, DUAN, by=editor)
    failing = {"failing_since": timezone.now(), "failing_reason": "550 no such user"}
    Recipient.objects.update(**failing)
    one.refresh_from_db()
    acts.change_recipient(one, replace(DUAN, post="董事长"), by=editor, mark=None)
    assert one.failing_since is not None, "it is the same address"
    new = replace(DUAN, address="duan.zhinan@yunling.example")
    acts.change_recipient(one, new, by=editor, mark=None)
    assert one.failing_reason == ""
    assert one.failing_since is None
    Recipient.objects.update(**failing)
    one.refresh_from_db()
    acts.trust_address(one, by=editor)
    assert one.failing_since is None
    assert Event.objects.latest("pk").before["failing_reason"] == "550 no such user"
    assert _refused(lambda: acts.trust_address(one, by=editor))[0] == "no-such-move"


def test_who_unsubscribed_comes_back_with_a_reason_only(bulletin: Bulletin, editor: User) -> None:
    one = acts.add_recipient(bulletin, DUAN, by=editor)
    assert _refused(lambda: acts.subscribe_again(one, by=editor, note="来电"))[0] == "no-such-move"
    Recipient.objects.update(unsubscribed_at=timezone.now())
    one.refresh_from_db()
    assert _refused(lambda: acts.subscribe_again(one, by=editor, note=" "))[0] == "reason-missing"
    acts.subscribe_again(one, by=editor, note="本人来电要求恢复")
    assert one.unsubscribed_at is None
    assert Event.objects.latest("pk").note == "本人来电要求恢复"


def test_correspondents_and_readers_who_are_on_no_list_are_proposed(
    bulletin: Bulletin, editor: User
) -> None:
    unit = bulletin.units.all()[0]
    for name, address in (("王青禾", "wang@yunling.example"), ("无邮箱", ""), ("段", DUAN.address)):
        Correspondent.objects.create(bulletin=bulletin, name=name, address=address, unit=unit)
    Correspondent.objects.create(
        bulletin=bulletin, name="已调离", address="gone@yunling.example", left_at=timezone.now()
    )
    reader = a_person(Role.READER, bulletin, name="chu")
    a_person(Role.READER, a_bulletin("other", "另一家简报"), name="elsewhere")
    one = acts.add_recipient(bulletin, DUAN, by=editor)
    acts.leave(bulletin, [one.pk], by=editor)
    found = proposals(bulletin)
    assert [(p.name, p.unit) for p in found] == [("王青禾", unit), ("chu", None)]
    group = _group(bulletin, editor)
    add_proposed(bulletin, [reader.email, "stranger@evil.example"], group, by=editor)
    assert [r.address for r in group.recipients.all()] == [reader.email]
    assert [p.name for p in proposals(bulletin)] == ["王青禾"]
    with pytest.raises(Invalid):
        add_proposed(bulletin, ["stranger@evil.example"], group, by=editor)


def test_lists_are_filtered_and_counted(bulletin: Bulletin, editor: User) -> None:
    unit = bulletin.units.get(name="南坪矿业")
    main, copy = _group(bulletin, editor), _group(bulletin, editor, "党委办")
    grouping.change_group(copy, {"name": "党委办", "capacity": "copy"}, by=editor, mark=None)
    made = {
        name: acts.add_recipient(
            bulletin,
            RecipientFacts(
                name=name, address=f"p{n}@yunling.example", groups=groups, unit=unit if n else None
            ),
            by=editor,
        )
        for n, (name, groups) in enumerate(
            {
                "甲": frozenset({main.pk, copy.pk}),
                "乙": frozenset({copy.pk}),
                "丙": frozenset(),
                "丁": frozenset({main.pk}),
                "戊": frozenset({main.pk}),
            }.items()
        )
    }
    now = timezone.now()
    for name, column in (("丁", "left_at"), ("戊", "failing_since"), ("乙", "unsubscribed_at")):
        Recipient.objects.filter(pk=made[name].pk).update(**{column: now})

    def names(**wanted: object) -> set[str]:
        found = recipients(bulletin, Filter(**wanted))  # type: ignore[arg-type]  # of the table below
        assert found.count() == len(found)
        return {one.name for one in found}

    assert names() == {"甲", "乙", "丙", "戊"}
    assert names(group=main.pk) == {"甲", "戊"}
    assert names(capacity="main") == {"甲", "戊"}
    assert names(unit=unit.pk, capacity="copy") == {"乙"}
    assert names(words="南坪 p1") == {"乙"}
    states = {"on": 4, "failing": 1, "unsubscribed": 1, "nowhere": 1, "left": 1}
    assert count_by_state(bulletin) == states
    assert {state: len(names(state=state)) for state in states} == states
    assert [(g.name, g.people, g.failing) for g in groups_with_counts(bulletin)] == [  # type: ignore[attr-defined]  # annotated
        ("集团领导", 2, 1),
        ("党委办", 2, 0),
    ]


def test_two_thousand_are_listed_with_three_questions(bulletin: Bulletin, editor: User) -> None:
    group = _group(bulletin, editor)
    facts = [
        RecipientFacts(
            name=f"收件人{n}", address=f"p{n}@yunling.example", groups=frozenset({group.pk})
        )
        for n in range(2000)
    ]
    with CaptureQueriesContext(connection) as added:
        acts.add_recipients(bulletin, facts, by=editor)
    assert len(added) < 60
    with CaptureQueriesContext(connection) as asked:
        for one in recipients(bulletin, Filter(group=group.pk))[:2000]:
            assert facts_of(one).groups == {group.pk}
    assert len(asked) == 2


@pytest.mark.parametrize("role", [Role.READER, Role.REVIEWER, Role.CONTRIBUTOR])
def test_others_change_nothing(bulletin: Bulletin, editor: User, role: Role) -> None:
    group, one = _group(bulletin, editor), acts.add_recipient(bulletin, DUAN, by=editor)
    event, by = grouping.put_into(group, [one.pk], by=editor), a_person(role, bulletin)
    values = {"name": "x", "capacity": "main"}
    before = Event.objects.count()
    for act in (
        lambda: acts.add_recipient(bulletin, DUAN, by=by),
        lambda: acts.change_recipient(one, DUAN, by=by, mark=None),
        lambda: acts.leave(bulletin, [one.pk], by=by),
        lambda: acts.come_back(bulletin, [one.pk], by=by),
        lambda: acts.trust_address(one, by=by),
        lambda: acts.subscribe_again(one, by=by, note="x"),
        lambda: grouping.add_group(bulletin, values, by=by),
        lambda: grouping.add_groups_of_imprint(bulletin, by=by),
        lambda: grouping.change_group(group, values, by=by, mark=None),
        lambda: grouping.move_group(group, 1, by=by),
        lambda: grouping.drop_group(group, by=by),
        lambda: grouping.put_into(group, [one.pk], by=by),
        lambda: grouping.take_out(group, [one.pk], by=by),
        lambda: grouping.take_back(event, by=by),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert Event.objects.count() == before
