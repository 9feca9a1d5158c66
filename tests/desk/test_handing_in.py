"""Handing in, replacing and taking back: nothing said is lost, nothing is told too early."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec
import pytest
from django.utils import timezone
from pytest_django import Settings

from arrivals import an_arrival
from cast import a_bulletin, a_person
from jianbao.desk import vault
from jianbao.desk.actions import deciding, handing_in
from jianbao.desk.actions.handing_in import HandedIn, hand_in
from jianbao.desk.actions.reading.contribution import read_contribution
from jianbao.desk.errors import Impossible, Invalid, NotAllowed, Stale
from jianbao.desk.models import Bulletin, Contribution, Event, Issue, Role, Unit, User
from jianbao.desk.queries import own_contributions as own
from jianbao.document.read.confined import Workshop
from jianbao.intake.packing import Upload

pytestmark = pytest.mark.django_db
TEXT = (
    "青石分公司2号窑检修提前一天收尾\n"
    "6月3日，青石分公司2号窑年度检修提前一天收尾，检修班12人连续奋战36小时，"
    "更换耐火砖86吨，节约外委费用11.4万元。\n窑内温度高，班组每半小时轮换一次。"
)
MAIL = (
    "From: wang@yunling.example\r\nSubject: =?utf-8?b?5p2l56i/?=\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n\r\n" + TEXT
).encode()


@pytest.fixture
def workshop() -> Iterator[Workshop]:
    with Workshop() as opened:
        yield opened


@pytest.fixture
def bulletin() -> Bulletin:
    return a_bulletin()


@pytest.fixture
def sender(bulletin: Bulletin) -> User:
    return a_person(Role.CONTRIBUTOR, bulletin, unit=_unit(bulletin))


def _unit(bulletin: Bulletin, name: str = "青石分公司") -> Unit:
    return bulletin.units.get(name=name)


def _send(bulletin: Bulletin, by: User, unit: Unit | None = None, **given: object) -> Contribution:
    channel = Contribution.Channel.PASTE
    handed = HandedIn(**{"text": TEXT, **given})  # type: ignore[arg-type]  # of the test
    (received,) = hand_in(handed, bulletin=bulletin, channel=channel, by=by, unit=unit)
    return received.contribution


def test_what_is_said_beside_a_text_is_in_its_raw_message_and_is_read(
    bulletin: Bulletin, workshop: Workshop
) -> None:
    editor = a_person(Role.EDITOR, bulletin)
    unit = _unit(bulletin, "南坪矿业")
    one = _send(bulletin, editor, unit, author="何采薇", note="照片另发", headline="窑修收尾")
    assert read_contribution(one.pk, workshop)
    one.refresh_from_db()
    assert (one.state, one.unit, one.unit_because) == ("waiting", unit, "person")
    assert one.author == "何采薇"
    assert "照片另发" in one.cover
    assert one.paragraphs[-1] == "窑内温度高，班组每半小时轮换一次。"
    raw = vault.read_stored(one.raw.sha256)
    assert b"Date:" not in raw


def test_the_same_once_more_is_the_same_contribution(bulletin: Bulletin, sender: User) -> None:
    first, again = _send(bulletin, sender), _send(bulletin, sender)
    assert first.pk == again.pk
    assert Contribution.objects.count() == 1
    assert _send(bulletin, sender, note="以此为准").pk != first.pk


def test_a_note_beside_mails_is_kept_in_the_log_and_makes_no_contribution(
    bulletin: Bulletin, sender: User
) -> None:
    mail = Upload("来稿.eml", MAIL)
    one = _send(bulletin, sender, text="", files=(mail,), note="代转")
    assert vault.read_stored(one.raw.sha256) == MAIL
    assert Contribution.objects.count() == 1
    assert Event.objects.get(verb="enclose_note").note == "代转"


def test_nothing_too_much_and_another_unit_are_refused(bulletin: Bulletin, sender: User) -> None:
    with pytest.raises(Invalid, match="nothing-handed-in"):
        _send(bulletin, sender, text=" \u200b\n", headline="只有标题")
    with pytest.raises(Invalid, match="nothing-handed-in"):
        _send(bulletin, sender, text="", files=(Upload("空.docx", b""),))
    with pytest.raises(Invalid, match="too-many-files"):
        _send(bulletin, sender, files=tuple(Upload(f"{n}.txt", b"x") for n in range(51)))
    with pytest.raises(NotAllowed, match="another-unit"):
        _send(bulletin, sender, _unit(bulletin, "南坪矿业"))
    with pytest.raises(NotAllowed, match="no-role"):
        _send(bulletin, a_person(Role.READER, bulletin))
    assert not Contribution.objects.exists()


def test_an_upload_larger_than_the_desk_takes_is_refused(
    bulletin: Bulletin, sender: User, settings: Settings
) -> None:
    settings.JIANBAO = msgspec.structs.replace(settings.JIANBAO, largest_upload=1000)
    with pytest.raises(Invalid, match="upload-too-large"):
        _send(bulletin, sender, files=(Upload("a.txt", b"x" * 600), Upload("b.txt", b"y" * 600)))


def test_an_upload_within_its_limit_is_read_however_large_packing_made_it(
    bulletin: Bulletin, sender: User, workshop: Workshop, settings: Settings
) -> None:
    settings.JIANBAO = msgspec.structs.replace(
        settings.JIANBAO, largest_upload=4000, largest_mail=4000
    )
    text = TEXT.encode().ljust(3900)
    one = _send(bulletin, sender, text="", files=(Upload("来稿.txt", text),))
    assert one.raw.size > 4000
    assert read_contribution(one.pk, workshop)
    one.refresh_from_db()
    assert one.state == "waiting"


def test_characters_nobody_sees_are_taken_out_and_counted() -> None:
    cleaned = handing_in.clean_text("安\0全\u200b生\u202e产\r\n\r第二段\ud800")
    assert cleaned == ("安全生产\n\n第二段", 4)


def test_a_revised_version_names_what_it_replaces_and_keeps_it_through_reading(
    bulletin: Bulletin, sender: User, workshop: Workshop
) -> None:
    first = _send(bulletin, sender)
    handed = HandedIn(text=TEXT.replace("11.4", "14.1"))
    (received,) = hand_in(handed, bulletin=bulletin, channel="paste", by=sender, revises=first)
    later = received.contribution
    assert read_contribution(later.pk, workshop)
    later.refresh_from_db()
    assert (later.state, later.revises) == ("waiting", first)


def test_only_who_sent_it_replaces_or_withdraws_it_and_only_while_it_waits(
    bulletin: Bulletin, sender: User
) -> None:
    colleague = a_person(Role.CONTRIBUTOR, bulletin, name="colleague", unit=_unit(bulletin))
    editor = a_person(Role.EDITOR, bulletin)
    one = an_arrival(bulletin, sent_by=sender, unit=_unit(bulletin))
    for other in (colleague, editor):
        with pytest.raises(NotAllowed, match="not-sent-by-you"):
            handing_in.withdraw(one, by=other, version=one.version)
        with pytest.raises(NotAllowed, match="not-sent-by-you"):
            handing_in.check_replaceable(one, by=other)
    deciding.shortlist(one, by=editor, version=one.version)
    with pytest.raises(Impossible):
        handing_in.withdraw(one, by=sender, version=one.version)
    with pytest.raises(Impossible, match="not-replaceable"):
        handing_in.check_replaceable(one, by=sender)


def test_withdrawing_is_refused_when_an_editor_was_quicker(
    bulletin: Bulletin, sender: User
) -> None:
    one = an_arrival(bulletin, sent_by=sender)
    seen = one.version
    deciding.shortlist(
        Contribution.objects.get(pk=one.pk), by=a_person(Role.EDITOR, bulletin), version=seen
    )
    with pytest.raises(Stale):
        handing_in.withdraw(one, by=sender, version=seen)


def test_what_was_withdrawn_is_handed_in_again_and_read_once_more(
    bulletin: Bulletin, sender: User, workshop: Workshop
) -> None:
    one = _send(bulletin, sender)
    read_contribution(one.pk, workshop)
    one.refresh_from_db()
    handing_in.withdraw(one, by=sender, version=one.version)
    assert (one.state, own.standing_of(one)) == ("set_aside", "withdrawn")
    handing_in.reinstate(one, by=sender)
    assert read_contribution(one.pk, workshop)
    one.refresh_from_db()
    assert (one.state, own.standing_of(one)) == ("waiting", "waiting")


def test_what_an_editor_set_aside_is_not_brought_back_by_its_sender(
    bulletin: Bulletin, sender: User
) -> None:
    one = an_arrival(bulletin, sent_by=sender)
    deciding.set_aside(one, by=a_person(Role.EDITOR, bulletin), version=one.version, reason="spam")
    with pytest.raises(Impossible, match="not-withdrawn"):
        handing_in.reinstate(one, by=sender)


@pytest.mark.parametrize(
    ("state", "before", "after"),
    [
        ("planned", "in_hand", "in_hand"),
        ("shortlisted", "in_hand", "kept"),
        ("declined", "in_hand", "declined"),
    ],
)
def test_a_decision_is_told_when_its_issue_is_published_and_not_before(
    bulletin: Bulletin, sender: User, state: str, before: str, after: str
) -> None:
    now = timezone.now()
    one = an_arrival(bulletin, state, sent_by=sender, decided_at=now)
    filed = Issue.objects.create(
        bulletin=bulletin, year=2020, number=1, state="published", published_at=timezone.now()
    )
    making = Issue.objects.create(
        bulletin=bulletin, year=2026, number=1, opened_at=now - dt.timedelta(3)
    )

    def standing() -> str:
        found = own.own_contribution(bulletin, sender, one.pk)
        assert found is not None
        return own.standing_of(found)

    assert standing() == before
    in_open = own.in_list(own.own_contributions(bulletin, sender), "open")
    assert in_open.filter(pk=one.pk).exists()
    Issue.objects.filter(pk=making.pk).update(state="published", published_at=timezone.now())
    assert standing() == after
    assert in_open.all().filter(pk=one.pk).exists() == (after == "in_hand")
    assert filed.pk != making.pk


def test_people_see_their_own_and_their_units_contributions_and_no_others(
    bulletin: Bulletin, sender: User
) -> None:
    child = Unit.objects.create(bulletin=bulletin, name="烧成车间", parent=_unit(bulletin))
    mine = an_arrival(bulletin, sent_by=sender)
    units = an_arrival(bulletin, unit=_unit(bulletin))
    below = an_arrival(bulletin, unit=child)
    an_arrival(bulletin, unit=_unit(bulletin, "南坪矿业"))
    an_arrival(bulletin, "set_aside", unit=_unit(bulletin), reason="spam")
    taken_back = an_arrival(bulletin, "set_aside", sent_by=sender, reason="withdrawn")
    found = own.own_contributions(bulletin, sender)
    assert {one.pk for one in own.in_list(found, "all")} == {mine.pk, units.pk, below.pk}
    assert {one.pk for one in own.in_list(found, "away")} == {taken_back.pk}


def test_what_was_withdrawn_comes_back_when_the_same_is_handed_in_again(
    bulletin: Bulletin, sender: User, workshop: Workshop
) -> None:
    one = _send(bulletin, sender)
    read_contribution(one.pk, workshop)
    one.refresh_from_db()
    handing_in.withdraw(one, by=sender, version=one.version)
    again = _send(bulletin, sender)
    assert (again.pk, again.state) == (one.pk, "received")


def test_what_one_withdrew_a_colleague_can_hand_in(
    bulletin: Bulletin, sender: User, workshop: Workshop
) -> None:
    one = _send(bulletin, sender)
    read_contribution(one.pk, workshop)
    one.refresh_from_db()
    handing_in.withdraw(one, by=sender, version=one.version)
    colleague = a_person(Role.CONTRIBUTOR, bulletin, name="colleague", unit=_unit(bulletin))
    theirs = _send(bulletin, colleague)
    assert (theirs.state, theirs.sent_by) == ("received", colleague)
