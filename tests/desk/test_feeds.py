"""Keys of feed readers, and what a feed tells of issues that change."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from cast import a_bulletin, a_person
from jianbao.desk.actions.correcting_editions import start_correction
from jianbao.desk.actions.feeds import MOST, believe_feed_key, make_feed_key, revoke_feed_key
from jianbao.desk.actions.publishing import print_edition
from jianbao.desk.errors import Impossible, NotAllowed
from jianbao.desk.models import Edition, Event, FeedKey, Grant, Issue, Role, User
from jianbao.desk.queries import feeds
from jianbao.desk.queries.feeds import feed_entries, feed_urn, feed_version
from printing import STORIES, Office, a_day, a_printed_issue, an_office, freeze, sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return an_office()


@pytest.fixture
def reader(office: Office) -> User:
    return a_person(Role.READER, office.bulletin)


def correct(issue: Issue, office: Office, kind: str, reason: str) -> Edition:
    """Bring out a further edition of a printed issue."""
    draft = start_correction(issue, kind, reason=reason, by=office.editor, today=a_day())
    sign(draft, office)
    edition = freeze(draft, office)
    assert print_edition(edition.pk)
    edition.refresh_from_db()
    return edition


def test_a_key_is_believed_and_only_its_hash_is_kept(office: Office, reader: User) -> None:
    row, key = make_feed_key(office.bulletin, by=reader)
    assert believe_feed_key(key) == row
    stored = FeedKey.objects.values().get(pk=row.pk)
    assert key not in str(stored)
    assert stored["used_at"] is not None
    for verb in Event.objects.filter(verb="make_feed_key"):
        assert key not in str(verb.after)


def test_a_key_opens_nothing_once_it_is_closed(office: Office, reader: User) -> None:
    row, key = make_feed_key(office.bulletin, by=reader)
    revoke_feed_key(row, by=reader)
    with pytest.raises(NotAllowed):
        believe_feed_key(key)
    with pytest.raises(Impossible):
        revoke_feed_key(row, by=reader)
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)[:2]) == [
        "make_feed_key",
        "revoke_feed_key",
    ]


@pytest.mark.parametrize("lost", ["role", "account"])
def test_a_key_opens_nothing_once_its_person_may_not_read(
    office: Office, reader: User, lost: str
) -> None:
    _row, key = make_feed_key(office.bulletin, by=reader)
    if lost == "role":
        Grant.objects.filter(user=reader).delete()
    else:
        User.objects.filter(pk=reader.pk).update(is_active=False)
    with pytest.raises(NotAllowed):
        believe_feed_key(key)


def test_who_may_make_and_close_keys(office: Office, reader: User) -> None:
    stranger = a_person(Role.READER, a_bulletin("other", "另一家简报"))
    with pytest.raises(NotAllowed):
        make_feed_key(office.bulletin, by=stranger)
    row, _key = make_feed_key(office.bulletin, by=reader)
    with pytest.raises(NotAllowed):
        revoke_feed_key(row, by=office.editor)
    revoke_feed_key(row, by=a_person(Role.ADMINISTRATOR))
    program = User.objects.get(pk=reader.pk)
    program.acting_scopes = frozenset({"archive:read"})
    with pytest.raises(NotAllowed):
        make_feed_key(office.bulletin, by=program)


def test_nobody_makes_keys_without_end(office: Office, reader: User) -> None:
    for _ in range(MOST):
        make_feed_key(office.bulletin, by=reader)
    with pytest.raises(Impossible):
        make_feed_key(office.bulletin, by=reader)


def test_the_last_use_is_noted_now_and_then(office: Office, reader: User) -> None:
    row, key = make_feed_key(office.bulletin, by=reader)
    begun = timezone.now()
    for minutes, noted in ((0, 0), (3, 0), (11, 11)):
        with time_machine.travel(begun + dt.timedelta(minutes=minutes), tick=False):
            believe_feed_key(key)
        row.refresh_from_db()
        assert row.used_at == begun + dt.timedelta(minutes=noted)


def test_a_feed_tells_of_what_is_out_with_its_headlines(office: Office) -> None:
    assert feed_entries(office.bulletin) == []
    issue = a_printed_issue(office)
    [entry] = feed_entries(office.bulletin)
    assert entry.title.startswith("《云岭水泥党群工作》")
    assert [section.title for section in entry.sections] == ["学·初心之源", "行·一线之声"]
    told = [line for section in entry.sections for line in section.headlines]
    assert told == list(STORIES)[:2]
    assert entry.first_out == entry.last_out == issue.editions.get().out_at
    assert entry.pdf is not None


def test_a_correction_is_the_same_entry_with_a_later_date_and_says_why(office: Office) -> None:
    issue = a_printed_issue(office)
    [before] = feed_entries(office.bulletin)
    version = feed_version(office.bulletin)
    edition = correct(issue, office, "correction", "节约费用应为36万元")
    [after] = feed_entries(office.bulletin)
    assert (after.urn, after.first_out) == (before.urn, before.first_out)
    assert (after.edition, after.last_out) == (edition, edition.out_at)
    assert after.last_out > before.last_out
    assert (after.title, after.notice) == (f"{before.title}（更正）", "更正：节约费用应为36万元")
    assert feed_version(office.bulletin) != version


def test_a_withdrawn_issue_says_so_and_tells_nothing_of_what_stood_in_it(office: Office) -> None:
    issue = a_printed_issue(office)
    correct(issue, office, "withdrawal", "内容有误，全部撤回")
    [entry] = feed_entries(office.bulletin)
    assert entry.title.endswith("（撤回）")
    assert "内容有误" in entry.notice
    assert entry.sections == ()
    assert not any(story in str(entry) for story in STORIES)


def test_names_last_and_belong_to_one_bulletin(office: Office) -> None:
    a_printed_issue(office)
    other = an_office("other")
    a_printed_issue(other)
    names = [feed_urn(office.bulletin), feed_urn(other.bulletin)]
    names += [feed_entries(one.bulletin)[0].urn for one in (office, other)]
    assert len(set(names)) == 4
    assert all(name.startswith("urn:uuid:") for name in names)
    office.bulletin.title = "云岭简报"
    office.bulletin.save()
    assert feed_urn(office.bulletin) == names[0]
    assert feed_entries(office.bulletin)[0].urn == names[2]


def test_a_feed_asks_as_often_for_many_issues_as_for_one(
    office: Office, django_assert_num_queries: object
) -> None:
    a_printed_issue(office)
    with django_assert_num_queries(3):  # type: ignore[operator]  # a fixture of pytest-django
        feed_entries(office.bulletin)
    a_printed_issue(office)
    with django_assert_num_queries(3):  # type: ignore[operator]  # as above
        assert len(feed_entries(office.bulletin)) == 2


def test_a_feed_ends_with_what_is_old(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST", 1)
    first = a_printed_issue(office)
    second = a_printed_issue(office)
    assert [entry.edition.issue for entry in feed_entries(office.bulletin)] == [second]
    correct(first, office, "correction", "更正一处")
    assert [entry.edition.issue for entry in feed_entries(office.bulletin)] == [first]
