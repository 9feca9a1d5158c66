"""Groups of recipients: filled, emptied, dropped, all taken back; beside the imprint's lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from cast import a_bulletin, a_person
from jianbao.desk.actions import grouping_recipients as grouping
from jianbao.desk.actions import recipients as acts
from jianbao.desk.actions.recipients import RecipientFacts
from jianbao.desk.errors import DeskError, Impossible
from jianbao.desk.models import (
    Bulletin,
    Capacity,
    Dispatch,
    Event,
    Recipient,
    RecipientGroup,
    Role,
    User,
)
from jianbao.desk.queries.imprint_groups import difference
from jianbao.desk.sentences import SENTENCES
from printing import a_printed_issue, an_office

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


def test_groups_are_filled_emptied_and_dropped_and_all_of_it_is_taken_back(
    bulletin: Bulletin, editor: User
) -> None:
    group = _group(bulletin, editor)
    facts = [replace(DUAN, address=f"p{n}@yunling.example") for n in range(4)]
    people = acts.add_recipients(bulletin, facts, by=editor)
    grouping.put_into(group, [people[0].pk], by=editor)
    keys = [one.pk for one in people]
    put = grouping.put_into(group, keys, by=editor)
    assert group.recipients.count() == 4
    grouping.take_back(put, by=editor)
    assert list(group.recipients.all()) == [people[0]], "who was in it before stays in"
    took = grouping.take_out(group, keys, by=editor)
    grouping.take_back(took, by=editor)
    assert list(group.recipients.all()) == [people[0]]
    gone = grouping.drop_group(group, by=editor)
    assert Recipient.objects.count() == 4
    grouping.take_back(gone, by=editor)
    back = bulletin.recipient_groups.get()
    assert (back.name, back.capacity, list(back.recipients.all())) == (
        "集团领导",
        "main",
        [people[0]],
    )
    with pytest.raises(Impossible):
        grouping.take_back(put, by=editor)
    with pytest.raises(Impossible):
        grouping.take_back(Event.objects.filter(verb="add_recipient")[0], by=editor)


def test_a_group_that_a_plan_names_is_not_dropped() -> None:
    office = an_office("printed")
    issue = a_printed_issue(office)
    group = _group(office.bulletin, office.editor)
    plan = Dispatch.objects.create(
        bulletin=office.bulletin,
        edition=issue.editions.get(),
        subject="第1期",
        text="请查收。",
        prepared_by=office.editor,
    )
    plan.groups.add(group)
    assert _refused(lambda: grouping.drop_group(group, by=office.editor))[0] == (
        "recipient-group-in-plan"
    )
    Dispatch.objects.update(state=Dispatch.State.FINISHED)
    grouping.drop_group(group, by=office.editor)


def test_groups_are_ordered_and_named_once(bulletin: Bulletin, editor: User) -> None:
    first, second = _group(bulletin, editor), _group(bulletin, editor, "总部各部门")
    grouping.move_group(second, -1, by=editor)
    grouping.move_group(second, -1, by=editor)
    assert list(bulletin.recipient_groups.all()) == [second, first]
    assert Event.objects.filter(verb="change_group_of_recipients").count() == 1
    values = {"name": "总部各部门", "capacity": "copy"}
    code, field = _refused(lambda: grouping.change_group(first, values, by=editor, mark=None))
    assert (code, field) == ("recipient-group-taken", "name")
    for wrong in ({"name": ""}, {"name": "长" * 61}, {"capacity": "bcc"}):
        add = partial(grouping.add_group, bulletin, values | wrong, by=editor)
        assert _refused(add)[1] in wrong


def test_groups_follow_the_imprint_and_say_where_they_differ(
    bulletin: Bulletin, editor: User
) -> None:
    bulletin.distribution = ["公司领导", "本部各部门", "各分公司、子公司", "长" * 61]
    bulletin.copies = ["集团党群工作部", "公司领导"]
    bulletin.save()
    _group(bulletin, editor, "集团党群工作部")
    _group(bulletin, editor, "老同志")
    grouping.add_group(bulletin, {"name": "档案室", "capacity": Capacity.FILE}, by=editor)
    made = grouping.add_groups_of_imprint(bulletin, by=editor)
    assert [(group.name, group.capacity) for group in made] == [
        ("公司领导", "main"),
        ("本部各部门", "main"),
        ("各分公司、子公司", "main"),
    ]
    assert grouping.add_groups_of_imprint(bulletin, by=editor) == []
    found = difference(bulletin)
    assert found.missing == ()
    assert [group.name for group in found.unprinted] == ["老同志"]
    assert [(group.name, printed) for group, printed in found.otherwise] == [
        ("集团党群工作部", Capacity.COPY)
    ]
    assert found
    assert not difference(a_bulletin("other", "另一家简报"))
