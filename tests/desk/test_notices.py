"""What mail servers write back: found by token, number or words, written into the ledger once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import msgspec
import pytest
from django.conf import LazySettings
from django.utils import timezone

import notice_samples as samples
from cast import a_bulletin, a_person
from desk.intake_samples import received
from jianbao.desk.actions.dispatching import ledger, settling_notices
from jianbao.desk.actions.dispatching.failing import mark_failing
from jianbao.desk.actions.dispatching.noticing import settle_early_bounces
from jianbao.desk.actions.reading import contribution as reading
from jianbao.desk.actions.reading import read_contribution
from jianbao.desk.errors import Invalid, NotAllowed, Stale
from jianbao.desk.models import (
    Bulletin,
    Contribution,
    Delivery,
    DeliveryEvent,
    Event,
    Letter,
    Notice,
    Recipient,
    Role,
)
from jianbao.desk.queries.candidates import why_unreachable
from jianbao.desk.queries.notices import early_bounces, notices_of, unsettled_notices
from jianbao.document.read.confined import Workshop
from jianbao.post.verp import return_address
from mailing_back import case_of, come_in, sent
from notice_samples import BOX, Case
from printing import Office, an_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings: LazySettings) -> Office:
    settings.JIANBAO = msgspec.structs.replace(
        settings.JIANBAO, bounces_to=BOX, letters_from="编辑部 <desk@yunling.example>"
    )
    return an_office()


def _story(delivery: Delivery) -> list[tuple[str, str]]:
    return list(delivery.events.values_list("verb", "state"))


@pytest.mark.parametrize(
    ("sample", "by", "found"),
    [
        (samples.postfix, "token", "verp"),
        (samples.exchange, "token", "verp"),
        (samples.coremail, "token", "verp"),
        (samples.qq, "token", "verp"),
        (samples.postfix, "number", "message-id"),
        (samples.exchange, "number", "message-id"),
        (samples.coremail, "number", "message-id"),
        (samples.postfix, "words", "parsed"),
        (samples.coremail, "words", "parsed"),
        (samples.qq, "words", "parsed"),
        (samples.netease, "words", "parsed"),
        (samples.exchange_in_words, "words", "parsed"),
        (samples.qmail, "words", "parsed"),
    ],
)
def test_a_bounce_finds_its_delivery(
    office: Office, sample: Callable[[Case], bytes], by: str, found: str
) -> None:
    row, other = sent(office, "reader1@qingshi.example", "reader2@qingshi.example")
    piece = come_in(sample(case_of(row, by=by)), office.bulletin)
    assert (piece.state, piece.kind) == ("set_aside", "bounce")
    notice = Notice.objects.get()
    assert (notice.delivery, notice.found, notice.kind) == (row, found, "bounce")
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.state, other.state) == ("bounced", "accepted")
    assert notice.said
    assert notice.said in row.reply
    assert _story(row) == [("bounce", "bounced")]
    assert list(notices_of(row)) == [notice]
    assert not unsettled_notices(office.bulletin).exists()


def test_only_proof_of_the_letter_marks_an_address(office: Office) -> None:
    """Anybody can write a bounce in words; whoever has the token had the letter."""
    forged, real, full = sent(office, "a@qingshi.example", "b@qingshi.example", "c@x.example")
    come_in(samples.qq(case_of(forged, by="words")), office.bulletin)
    come_in(samples.qq(case_of(real)), office.bulletin)
    come_in(samples.coremail(case_of(full)), office.bulletin)
    marked = Recipient.objects.exclude(failing_since=None)
    assert [one.address for one in marked] == ["b@qingshi.example"]
    assert "不存在" in marked[0].failing_reason
    assert why_unreachable(marked[0], ()) == "address-failing"


def test_a_group_whose_member_fails_is_no_failing_address(office: Office) -> None:
    (row,) = sent(office, "all@qingshi.example")
    case = case_of(row)._replace(reader="member@qingshi.example")
    come_in(samples.postfix(case), office.bulletin)
    row.refresh_from_db()
    assert row.state == "bounced"
    assert not Recipient.objects.exclude(failing_since=None).exists()


@pytest.mark.parametrize(
    ("said", "marked"),
    [("550 5.1.1 No such mailbox", True), ("550 5.7.1 Spam", False), ("452 4.2.2 full", False)],
)
def test_a_refusal_at_once_marks_too(office: Office, said: str, marked: bool) -> None:
    (row,) = sent(office, "a@qingshi.example")
    assert mark_failing(row, said) is marked
    assert not mark_failing(row, said), "it is marked once"
    Recipient.objects.update(failing_since=None, address="new@qingshi.example")
    assert not mark_failing(row, said), "the address was corrected meanwhile"


def test_a_delay_is_never_a_failure(office: Office) -> None:
    (row,) = sent(office, "a@qingshi.example")
    delay = samples.postfix(case_of(row), action="delayed", status="4.4.1", reason="timed out")
    come_in(delay, office.bulletin)
    row.refresh_from_db()
    assert (row.state, _story(row)) == ("accepted", [("delay", "accepted")])
    assert row.delayed_at is not None
    said = "host x said: 450 4.2.1 later"
    assert come_in(samples.qq(case_of(row), said=said), office.bulletin).kind == "bounce"
    row.refresh_from_db()
    assert (row.state, Notice.objects.filter(kind="delay").count()) == ("accepted", 2)
    assert not Recipient.objects.exclude(failing_since=None).exists()


def test_receipts_are_counted_as_such_and_answers_change_nothing(office: Office) -> None:
    (row,) = sent(office, "a@qingshi.example")
    come_in(samples.out_of_office(case_of(row)), office.bulletin)
    come_in(samples.receipt(case_of(row), disposition="deleted"), office.bulletin)
    come_in(samples.postfix(case_of(row), action="delivered", status="2.0.0"), office.bulletin)
    row.refresh_from_db()
    assert (row.state, row.read_receipt_at, row.delayed_at) == ("accepted", None, None)
    come_in(samples.receipt(case_of(row, by="number")), office.bulletin)
    row.refresh_from_db()
    assert row.read_receipt_at is not None
    assert [verb for verb, _ in _story(row)] == ["auto-reply", "receipt", "receipt", "receipt"]
    assert {state for _, state in _story(row)} == {"accepted"}


def test_nobody_answers_a_machine(office: Office) -> None:
    Bulletin.objects.update(acknowledges=True)
    (row,) = sent(office, "a@qingshi.example")
    Letter.objects.all().delete()
    case = case_of(row)
    for sample in (samples.postfix, samples.qq, samples.receipt, samples.out_of_office):
        come_in(sample(case), office.bulletin)
    assert Notice.objects.count() == 4
    assert not Letter.objects.exists()


def test_read_again_after_a_crash_it_is_noted_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    (row,) = sent(office, "a@qingshi.example")
    piece = received(samples.postfix(case_of(row)), office.bulletin)

    def killed(*_args: object) -> None:
        raise RuntimeError("killed")

    with Workshop(warm=False) as workshop:
        with monkeypatch.context() as broken:
            broken.setattr(reading, "write_outcome", killed)
            with pytest.raises(RuntimeError):
                read_contribution(piece.pk, workshop)
        assert Notice.objects.count() == 1
        Contribution.objects.update(reading_claimed_until=None)
        assert read_contribution(piece.pk, workshop)
    piece.refresh_from_db()
    assert piece.state == "set_aside"
    assert Notice.objects.count() == 1
    assert _story(row) == [("bounce", "bounced")]


def test_killed_before_its_notice_it_is_noted_when_it_is_read_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    (row,) = sent(office, "a@qingshi.example")
    piece = received(samples.postfix(case_of(row)), office.bulletin)
    with Workshop(warm=False) as workshop:
        with monkeypatch.context() as broken:
            broken.setattr(ledger, "settle", _fails)
            with pytest.raises(OSError, match="full"):
                read_contribution(piece.pk, workshop)
        assert not Notice.objects.exists(), "notice and ledger are written together"
        assert not DeliveryEvent.objects.exists()
        Contribution.objects.update(reading_claimed_until=None)
        assert read_contribution(piece.pk, workshop)
    row.refresh_from_db()
    assert (row.state, Notice.objects.count()) == ("bounced", 1)


def _fails(*_args: object, **_more: object) -> bool:
    raise OSError("disk full")


def test_a_bounce_that_overtakes_the_servers_answer_is_not_lost(office: Office) -> None:
    (row,) = sent(office, "a@qingshi.example")
    Delivery.objects.update(state="sending", accepted_at=None)
    come_in(samples.postfix(case_of(row)), office.bulletin)
    assert _story(row) == [("bounce", "sending")]
    assert not early_bounces().exists()
    Delivery.objects.update(state="accepted")
    assert settle_early_bounces() == 1
    assert settle_early_bounces() == 0
    row.refresh_from_db()
    assert row.state == "bounced"


def test_what_is_sent_once_more_does_not_come_back_by_the_old_bounce(office: Office) -> None:
    (row,) = sent(office, "a@qingshi.example")
    come_in(samples.postfix(case_of(row)), office.bulletin)
    later = timezone.now() + dt.timedelta(seconds=1)
    Delivery.objects.update(state="accepted", first_try_at=later, accepted_at=later)
    assert settle_early_bounces() == 0


def test_a_token_decides_over_the_bulletin(office: Office) -> None:
    (row,) = sent(office, "a@qingshi.example")
    other = a_bulletin("other", "云岭安全")
    piece = come_in(samples.postfix(case_of(row)), other)
    assert (piece.bulletin, piece.state) == (other, "set_aside")
    notice = Notice.objects.get()
    assert (notice.bulletin, notice.delivery) == (office.bulletin, row)
    come_in(samples.qq(case_of(row, by="words")), other)
    assert Notice.objects.count() == 1, "words alone reach no other bulletin"


def test_a_guessed_token_and_two_readers_are_for_a_person(office: Office) -> None:
    row, other = sent(office, "a@qingshi.example", "b@qingshi.example")
    guessed = Case(row.address, return_address(BOX, "0" * 20))
    come_in(samples.postfix(guessed), office.bulletin)
    both = f"also {other.address}: 550 5.1.1"
    come_in(samples.qq(case_of(row, by="words"), said=both), office.bulletin)
    more = f"\nFinal-Recipient: rfc822; {other.address}\nAction: failed\nStatus: 5.1.1\n"
    come_in(samples.postfix(case_of(row, by="words"), more=more), office.bulletin)
    assert unsettled_notices(office.bulletin).count() == 3
    assert set(Delivery.objects.values_list("state", flat=True)) == {"accepted"}


def test_a_notice_of_thousands_moves_only_its_own_delivery(office: Office) -> None:
    rows = sent(office, *(f"r{number}@qingshi.example" for number in range(30)))
    more = "".join(
        f"\nFinal-Recipient: rfc822; r{n}@qingshi.example\nAction: failed\nStatus: 5.1.1\n"
        for n in range(5000)
    )
    come_in(samples.postfix(case_of(rows[7]), more=more), office.bulletin)
    bounced = Delivery.objects.filter(state="bounced")
    assert [row.pk for row in bounced] == [rows[7].pk]
    assert [one.address for one in Recipient.objects.exclude(failing_since=None)] == [
        rows[7].address
    ]


def test_what_is_no_matter_of_a_dispatch_is_no_notice(office: Office) -> None:
    case = Case("x@qingshi.example", "desk@yunling.example")
    assert come_in(samples.postfix(case), office.bulletin).state == "set_aside"
    assert not Notice.objects.exists(), "nothing was ever sent"
    sent(office, "a@qingshi.example")
    acknowledgement = case._replace(letter_id="jb.letter.7@yunling.example")
    for raw in (
        samples.postfix(acknowledgement),
        samples.out_of_office(case),
        samples.receipt(case),
    ):
        come_in(raw, office.bulletin)
    assert not Notice.objects.exists()
    come_in(samples.exchange(case), office.bulletin)
    assert [one.address for one in unsettled_notices(office.bulletin)] == ["x@qingshi.example"]


def test_what_is_older_than_a_month_is_not_found_by_words(office: Office) -> None:
    (row,) = sent(office, "a@qingshi.example")
    long_ago = timezone.now() - dt.timedelta(days=31)
    Delivery.objects.update(first_try_at=long_ago, accepted_at=long_ago)
    come_in(samples.qq(case_of(row, by="words")), office.bulletin)
    assert Notice.objects.get().delivery is None
    come_in(samples.postfix(case_of(row)), office.bulletin)
    row.refresh_from_db()
    assert row.state == "bounced"


def test_a_person_finds_the_letter(office: Office) -> None:
    row, _ = sent(office, "a@qingshi.example", "b@qingshi.example")
    come_in(samples.qmail(Case("old@qingshi.example", BOX)), office.bulletin)
    notice = unsettled_notices(office.bulletin).get()
    with pytest.raises(NotAllowed):
        settling_notices.assign(notice, row.pk, by=a_person(Role.READER, office.bulletin))
    with pytest.raises(Invalid):
        settling_notices.assign(notice, row.pk + 1000, by=office.editor)
    assert settling_notices.assign(notice, row.pk, by=office.editor) == row
    row.refresh_from_db()
    assert row.state == "bounced"
    assert row.events.get().by == office.editor
    assert (notice.found, notice.settled_by) == ("hand", office.editor)
    assert not Recipient.objects.exclude(failing_since=None).exists(), "it names another address"
    with pytest.raises(Stale):
        settling_notices.assign(notice, row.pk, by=office.editor)
    with pytest.raises(Stale):
        settling_notices.lay_aside(notice, "重复", by=office.editor)
    assert Event.objects.filter(verb="settle_notice").count() == 1


def test_a_person_lays_it_aside_with_a_reason(office: Office) -> None:
    sent(office, "a@qingshi.example")
    come_in(samples.qmail(Case("old@qingshi.example", BOX)), office.bulletin)
    notice = unsettled_notices(office.bulletin).get()
    with pytest.raises(Invalid):
        settling_notices.lay_aside(notice, " ", by=office.editor)
    settling_notices.lay_aside(notice, "不是本刊寄出的", by=office.editor)
    assert not unsettled_notices(office.bulletin).exists()
    assert Event.objects.get(verb="settle_notice").reason == "不是本刊寄出的"
