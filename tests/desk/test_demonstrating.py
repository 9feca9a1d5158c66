"""The demo desk: printed issues, a mailbox, the next issue half made, through the real doors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec
import pytest
from django.conf import settings
from django.db import transaction
from pytest_django import DjangoDbBlocker

from cast import PASSWORD
from jianbao.desk.actions.demonstrating import filling
from jianbao.desk.errors import Impossible
from jianbao.desk.models import (
    Capacity,
    Carriage,
    Comment,
    Contribution,
    Edition,
    Grant,
    Issue,
    Item,
    Recipient,
    Role,
)
from jianbao.desk.queries.addresses import address_problem
from jianbao.desk.queries.imprint_groups import difference
from jianbao.desk.queries.issues import current_issue, items_of
from jianbao.desk.queries.item import text_of
from jianbao.desk.queries.item_check import check
from jianbao.desk.queries.recipients import count_by_state, groups_with_counts
from jianbao.desk.queries.roster import known_to
from jianbao.document.write.formats import FORMATS
from jianbao.samples import issue_in_the_making, mailbox

TODAY = dt.datetime.now().astimezone().date()  # printing opens the next issue by the clock
MD5 = "django.contrib.auth.hashers.MD5PasswordHasher"
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("made")]


@pytest.fixture(scope="module")
def made(
    django_db_setup: None,  # noqa: ARG001 - the database is there
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[filling.Demonstration]:
    """The demo with no more mail than its half issue is made from, and one that was printed."""
    keys = {item.id for item in issue_in_the_making(TODAY).items()} | {"nanping-spring"}
    few = tuple(mail for mail in mailbox(TODAY) if mail.name in keys)
    home = tmp_path_factory.mktemp("demo")
    with (
        pytest.MonkeyPatch.context() as patch,
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        patch.setattr(settings, "JIANBAO", msgspec.structs.replace(settings.JIANBAO, home=home))
        patch.setattr(settings, "PASSWORD_HASHERS", [MD5])
        patch.setattr(filling, "mailbox", lambda _: few)
        yield filling.fill_desk(TODAY, PASSWORD)
        transaction.set_rollback(True)


def test_every_role_that_an_issue_needs_has_an_account(made: filling.Demonstration) -> None:
    roles = set(Grant.objects.values_list("role", flat=True))
    assert roles >= {*Role.values}
    assert made.signer.check_password(PASSWORD)


def test_the_last_two_issues_were_printed_here() -> None:
    editions = Edition.objects.filter(state="out").order_by("pk")
    assert [(one.number, one.kind) for one in editions] == [
        (1, "original"),
        (1, "original"),
        (2, "correction"),
    ]
    assert {one.files.count() for one in editions} == {len(FORMATS)}
    for edition in editions:
        assert edition.snapshot.issue.verdicts.count() == 2


def test_what_was_printed_here_bears_the_numbers_of_the_samples(
    made: filling.Demonstration,
) -> None:
    printed = Issue.objects.filter(state="published", corrects=None).order_by("running_number")
    numbers = [issue.running_number or 0 for issue in printed]
    assert len(numbers) == made.issues
    assert numbers == list(range(numbers[0], numbers[0] + made.issues))
    units = Item.objects.filter(issue__in=printed, withdrawn_at=None, unit=None)
    assert not [item for item in units if (byline := text_of(item).byline) and byline.units]


def test_the_next_issue_is_half_made(made: filling.Demonstration) -> None:
    issue = current_issue(made.bulletin)
    assert issue is not None
    items = list(items_of(issue))
    assert [text_of(item).text for item in items] == [
        item.text for item in issue_in_the_making(TODAY).items()
    ]
    assert text_of(items[0]).kind == "quotation"
    pictures = [picture for item in items for picture in text_of(item).pictures]
    assert [bool(one.alt and one.caption) for one in pictures] == [True]


def test_one_item_has_findings_and_a_changed_fact(made: filling.Demonstration) -> None:
    item = Item.objects.get(headline__startswith="青石分公司2号窑检修")
    originals = list(Contribution.objects.filter(origins__item=item))
    found = check(item, text_of(item), originals, known_to(made.bulletin), today=TODAY)
    assert {"P101", "N212"} <= {finding.code for finding in found.findings}
    assert [fact.text for fact in found.altered] == ["36米"]


def test_one_comment_is_open(made: filling.Demonstration) -> None:
    (comment,) = Comment.objects.filter(resolved_at=None)
    assert comment.by == made.reviewer
    assert comment.item is not None
    assert comment.quote in text_of(comment.item).text


def test_what_was_printed_already_is_declined() -> None:
    states = Contribution.objects.values_list("headline", "state")
    assert ("老水仓里流出“一眼泉”", "declined") in states


def test_the_lists_are_filled_as_the_imprint_names_them(made: filling.Demonstration) -> None:
    counts = count_by_state(made.bulletin)
    assert counts == {"on": 55, "failing": 0, "unsubscribed": 1, "nowhere": 0, "left": 1}
    assert {group.capacity for group in groups_with_counts(made.bulletin)} == {*Capacity.values}
    assert not difference(made.bulletin).missing
    assert not [row for row in Recipient.objects.all() if address_problem(row.address)]
    wants = Recipient.objects.exclude(wants="").values_list("wants", flat=True)
    assert set(wants) == {*Carriage.values}


def test_a_desk_with_a_bulletin_is_left_alone() -> None:
    with pytest.raises(Impossible) as refusal:
        filling.fill_desk(TODAY, PASSWORD)
    assert refusal.value.code == "desk-not-empty"
