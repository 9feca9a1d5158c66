"""Chat groups, folders and print orders stand in the same ledger as the letters."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.conf import LazySettings
from django.utils import timezone, translation

from cast import a_person
from jianbao.desk.actions.dispatching import asking_again
from jianbao.desk.actions.dispatching.outlets import mark_printed
from jianbao.desk.actions.outlets import add_outlet, change_outlet, set_open, try_outlet
from jianbao.desk.errors import Impossible, Invalid, NotAllowed
from jianbao.desk.models import Dispatch, Event, Outlet, Relay, Role, User
from jianbao.desk.queries.deliveries import tally
from jianbao.desk.queries.events import lines
from jianbao.post.smtp import Accepted, Rejected
from mailing import a_reader, by_sink, send, started
from printing import Office, a_printed_issue, an_office
from servers.robots import SECRET, Robots
from servers.smtp_sink import Sink

pytestmark = [pytest.mark.django_db, pytest.mark.server]
WRONG = "wrong"
EMPTY: dict[str, Any] = {"url": "", "secret": "", "place": "", "formats": [], "copies": None}


@pytest.fixture
def office() -> Office:
    made = an_office()
    a_printed_issue(made)
    return made


@pytest.fixture
def keeper(office: Office) -> User:
    return a_person(Role.ADMINISTRATOR, office.bulletin)


@pytest.fixture
def intranet(settings: LazySettings, tmp_path: Path) -> Path:
    (tmp_path / "intranet" / "bulletin").mkdir(parents=True)
    settings.JIANBAO = msgspec.structs.replace(
        settings.JIANBAO, drop_folder=str(tmp_path / "intranet")
    )
    return tmp_path / "intranet" / "bulletin"


def _chat(
    office: Office, by: User, robots: Robots, kind: str = "dingtalk", **more: object
) -> Outlet:
    usual = {"kind": kind, "name": f"{kind}群", "url": robots.url(kind), "secret": SECRET}
    return add_outlet(office.bulletin, EMPTY | usual | more, by=by)


def _sent(office: Office, *outlets: Outlet) -> Dispatch:
    keys = frozenset(outlet.pk for outlet in outlets)
    return send(started(office, outlets=keys))


def test_each_kind_of_group_hears_of_the_issue(
    office: Office, keeper: User, robots: Robots
) -> None:
    outlets = [
        _chat(office, keeper, robots, kind, secret="" if kind == "wecom" else SECRET)
        for kind in ("wecom", "dingtalk", "feishu")
    ]
    dispatch = _sent(office, *outlets)
    assert tally(dispatch) == (3, 3, 0, 0, 0, 0)
    assert dispatch.state == Dispatch.State.FINISHED
    said = msgspec.json.encode(robots.heard).decode()
    assert said.count("/read/") == 3
    assert "风机攻关组啃下振动难题" in said or "改造于5月28日完成" in said


def test_a_group_that_refuses_is_a_failure_with_its_words_and_is_asked_again_by_hand(
    office: Office, keeper: User, robots: Robots
) -> None:
    outlet = _chat(office, keeper, robots, secret=WRONG)
    dispatch = _sent(office, outlet)
    row = dispatch.deliveries.get()
    assert (row.state, row.channel) == ("failed", "dingtalk")
    assert "sign not match" in row.reply
    change_outlet(outlet, EMPTY | {"name": outlet.name, "secret": SECRET}, by=keeper)
    asking_again.resend(dispatch, [row.pk], by=office.publisher)
    send(dispatch)
    assert tally(dispatch).accepted == 1


def test_letters_and_groups_stand_in_one_ledger(
    office: Office, keeper: User, robots: Robots, settings: LazySettings, smtp_sink: Sink
) -> None:
    by_sink(settings, smtp_sink)
    a_reader(office.bulletin, 1)
    dispatch = _sent(office, _chat(office, keeper, robots))
    assert sorted(dispatch.deliveries.values_list("channel", "state")) == [
        ("dingtalk", "accepted"),
        ("mail", "accepted"),
    ]


def test_a_group_that_is_busy_is_tried_again_and_holds_no_letter_up(
    office: Office, keeper: User, robots: Robots, settings: LazySettings, smtp_sink: Sink
) -> None:
    by_sink(settings, smtp_sink)
    a_reader(office.bulletin, 1)
    robots.answer = (200, {"errcode": 130101, "errmsg": "send too fast"})
    dispatch = _sent(office, _chat(office, keeper, robots))
    row = dispatch.deliveries.get(channel="dingtalk")
    assert (row.state, row.reply) == ("deferred", "130101 send too fast")
    assert row.next_attempt_at > timezone.now()
    assert len(smtp_sink.letters) == 1
    assert not Relay.objects.exclude(paused_until=None).exists()
    assert dispatch.state == Dispatch.State.SENDING
    robots.answer = None
    dispatch.deliveries.update(next_attempt_at=timezone.now())
    assert send(dispatch).state == Dispatch.State.FINISHED
    assert (len(robots.heard), len(smtp_sink.letters)) == (1, 1)


def test_a_group_that_may_have_heard_is_not_told_again(
    office: Office, keeper: User, robots: Robots
) -> None:
    robots.raw = b'{"errcode": 0, "errm'
    dispatch = _sent(office, _chat(office, keeper, robots))
    assert tally(dispatch).unknown == 1
    send(dispatch)
    assert len(robots.heard) == 1


def test_a_folder_gets_the_files_and_their_list(
    office: Office, keeper: User, intranet: Path
) -> None:
    values = EMPTY | {"kind": "folder", "name": "内网", "place": "bulletin"}
    outlet = add_outlet(office.bulletin, values | {"formats": ["pdf", "html"]}, by=keeper)
    dispatch = _sent(office, outlet)
    assert tally(dispatch).accepted == 1, dispatch.deliveries.get().reply
    (listed,) = intranet.glob("*.json")
    said = msgspec.json.decode(listed.read_bytes())
    assert said["sha256"] == dispatch.edition_sha256
    assert {Path(one["name"]).suffix for one in said["files"]} == {".pdf", ".html"}
    for one in said["files"]:
        content = (intranet / one["name"]).read_bytes()
        assert (sha256(content).hexdigest(), len(content)) == (one["sha256"], one["size"])
    assert len(list(intranet.iterdir())) == 3


@pytest.mark.parametrize("place", ["../elsewhere", "/etc", "missing"])
def test_a_folder_lies_where_the_machine_allows(
    office: Office, keeper: User, intranet: Path, place: str
) -> None:
    assert intranet.is_dir()
    values = EMPTY | {"kind": "folder", "name": "内网", "place": place}
    with pytest.raises(Invalid, match="folder-"):
        add_outlet(office.bulletin, values, by=keeper)


def test_a_print_order_waits_for_a_person_and_holds_nothing_up(
    office: Office, keeper: User
) -> None:
    values = EMPTY | {"kind": "print", "name": "文印室", "copies": 200}
    dispatch = _sent(office, add_outlet(office.bulletin, values, by=keeper))
    assert dispatch.state == Dispatch.State.FINISHED
    assert tally(dispatch).pending == 1
    row = dispatch.deliveries.get()
    with pytest.raises(NotAllowed):
        mark_printed(row, by=office.editor)
    mark_printed(row, by=office.publisher, note="印毕200份")
    assert tally(dispatch) == (1, 1, 0, 0, 0, 0)
    assert row.events.get().said == "印毕200份"
    with pytest.raises(Impossible):
        mark_printed(row, by=office.publisher)


def test_a_trial_says_what_is_wrong_and_stands_in_no_ledger(
    office: Office, keeper: User, robots: Robots
) -> None:
    good, bad = (
        _chat(office, keeper, robots),
        _chat(office, keeper, robots, "feishu", secret=WRONG),
    )
    assert isinstance(try_outlet(good, by=keeper), Accepted)
    refused = try_outlet(bad, by=keeper)
    assert isinstance(refused, Rejected)
    assert "sign" in refused.reply
    with translation.override("en"):
        logged = lines(list(Event.objects.filter(verb="try_outlet").order_by("pk")))
    assert [line.changes for line in logged] == [
        (("Outcome", "", "taken"),),
        (("Outcome", "", "not taken"),),
    ]


def test_keys_are_sealed_and_stand_in_no_log(office: Office, keeper: User, robots: Robots) -> None:
    outlet = _chat(office, keeper, robots)
    kept = f"{outlet.sealed_address} {outlet.sealed_secret}"
    logged = str(list(Event.objects.values_list("before", "after", "reason", "note")))
    for secret in (SECRET, "of-the-group"):
        assert secret not in kept
        assert secret not in logged


def test_the_log_tells_what_was_changed_and_nothing_else(
    office: Office, keeper: User, robots: Robots
) -> None:
    group = _chat(office, keeper, robots)
    change_outlet(group, EMPTY | {"name": group.name, "url": robots.url("dingtalk")}, by=keeper)
    values = EMPTY | {"kind": "print", "name": "文印室", "copies": 200}
    order = add_outlet(office.bulletin, values, by=keeper)
    for _ in range(2):  # the second time nothing is changed
        change_outlet(order, values | {"copies": 300}, by=keeper)
    changed = Event.objects.filter(verb="change_outlet").order_by("pk")
    with translation.override("en"):
        told = [line.changes for line in lines(list(changed))]
    assert told == [
        (("Address of the robot", "", "•••"),),
        (("Copies printed", "200", "300"),),
    ]


def test_a_closed_channel_is_not_chosen(office: Office, keeper: User, robots: Robots) -> None:
    outlet = _chat(office, keeper, robots)
    set_open(outlet, to=False, by=keeper)
    with pytest.raises(Invalid, match="choice-unknown"):
        _sent(office, outlet)
    set_open(outlet, to=True, by=keeper)
    assert tally(_sent(office, outlet)).accepted == 1


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"name": " "}, "name-missing"),
        ({"url": ""}, "robot-address"),
        ({"url": "http://robot.example/x"}, "robot-address"),
        ({"url": "https://10.0.0.5/x"}, "robot-host"),
        ({"kind": "wecom", "url": "https://oapi.dingtalk.com/robot/send"}, "robot-host"),
        ({"kind": "pigeon"}, "outlet-kind"),
    ],
)
def test_what_does_not_fit_is_said(
    office: Office, keeper: User, robots: Robots, more: dict[str, Any], code: str
) -> None:
    with pytest.raises(Invalid, match=code):
        _chat(office, keeper, robots, **more)


def test_only_who_arranges_the_bulletin_arranges_channels(office: Office, robots: Robots) -> None:
    with pytest.raises(NotAllowed):
        _chat(office, office.publisher, robots)
