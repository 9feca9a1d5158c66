"""Messages to the robots of chat groups: signed as documented, their answers told apart."""

from __future__ import annotations

import time
from typing import Any

import msgspec
import pytest

from jianbao.post.smtp import Accepted, Deferred, Rejected, Unknown
from jianbao.post.webhook import Announcement, BadRobotError, Kind, Robot, announce, check_robot
from servers.robots import SECRET, Robots

pytestmark = pytest.mark.server
SAID = Announcement(
    title="《云岭水泥党群工作》2026年第7期（总第31期）",
    lines=("党群工作部 2026年7月3日", "· 把支部建在窑系统上", "· 【专题】<b>一线</b>之声"),
    link="https://jianbao.yunling.example/read/1:abc/",
    link_text="阅读全文",
)
ANOTHER = "another"
HERE = ("127.0.0.1",)
KINDS: tuple[Kind, ...] = ("wecom", "dingtalk", "feishu")


def _robot(robots: Robots, kind: Kind, **more: object) -> Robot:
    secret = "" if kind == "wecom" else SECRET
    given: dict[str, Any] = {"kind": kind, "url": robots.url(kind), "secret": secret}
    return Robot(**given | {"also": HERE} | more)


@pytest.mark.parametrize("kind", KINDS)
def test_a_group_hears_it_and_where_to_read_on(robots: Robots, kind: Kind) -> None:
    assert isinstance(announce(_robot(robots, kind), SAID, now=time.time()), Accepted)
    (heard,) = robots.heard
    said = msgspec.json.encode(heard).decode()
    for words in ("总第31期", "把支部建在窑系统上", SAID.link, "阅读全文"):
        assert words in said
    assert "<b>" not in said, "a headline ran as markup"


@pytest.mark.parametrize("kind", ["dingtalk", "feishu"])
def test_a_wrong_secret_is_refused_with_the_words_of_the_provider(
    robots: Robots, kind: Kind
) -> None:
    outcome = announce(_robot(robots, kind, secret=ANOTHER), SAID, now=time.time())
    assert isinstance(outcome, Rejected)
    assert "sign" in outcome.reply
    assert robots.heard == []


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("wecom", {"errcode": 45009, "errmsg": "api freq out of limit"}),
        ("dingtalk", {"errcode": 130101, "errmsg": "send too fast"}),
        ("feishu", {"code": 11232, "msg": "create message trigger system frequency limit"}),
    ],
)
def test_too_many_messages_are_tried_again(
    robots: Robots, kind: Kind, answer: dict[str, Any]
) -> None:
    robots.answer = (200, answer)
    assert isinstance(announce(_robot(robots, kind), SAID, now=time.time()), Deferred)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_in_trouble_is_tried_again(robots: Robots, status: int) -> None:
    robots.answer = (status, {})
    assert isinstance(announce(_robot(robots, "wecom"), SAID, now=time.time()), Deferred)


@pytest.mark.parametrize("status", [502, 504])
def test_what_a_gateway_knows_nothing_of_is_unknown(robots: Robots, status: int) -> None:
    robots.answer = (status, {})
    assert isinstance(announce(_robot(robots, "wecom"), SAID, now=time.time()), Unknown)


def test_a_line_that_breaks_after_the_message_is_unknown(robots: Robots) -> None:
    robots.hang_up = True
    outcome = announce(_robot(robots, "wecom"), SAID, now=time.time())
    assert isinstance(outcome, Unknown)
    assert len(robots.heard) == 1


@pytest.mark.parametrize(
    "raw",
    [
        b'{"errcode": 0, "errm',
        b"",
        b"<html>Welcome</html>",
        b"{}",
        b"[]",
        b'{"errcode": []}',
        b'{"errcode": false}',
        b'{"errcode": "0"}',
        b'{"errcode": 0, "errmsg": "\\ud800"}',
    ],
)
def test_an_answer_that_breaks_off_or_is_no_robots_is_unknown(robots: Robots, raw: bytes) -> None:
    robots.raw = raw
    outcome = announce(_robot(robots, "wecom"), SAID, now=time.time())
    assert isinstance(outcome, Unknown), outcome


@pytest.mark.parametrize("status", [302, 400, 404])
def test_what_was_sent_to_the_wrong_place_was_not_taken(robots: Robots, status: int) -> None:
    robots.answer = (status, {})
    assert announce(_robot(robots, "wecom"), SAID, now=time.time()) == Rejected(f"HTTP {status}")


def test_an_answer_without_words_is_understood(robots: Robots) -> None:
    robots.answer = (200, {"code": 19001, "msg": None})
    assert announce(_robot(robots, "feishu"), SAID, now=time.time()) == Rejected("19001")


def test_no_server_is_tried_again() -> None:
    robot = Robot(kind="wecom", url="http://127.0.0.1:1/x?key=1", also=HERE)
    assert isinstance(announce(robot, SAID, now=time.time()), Deferred)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://robot.example/x",
        "ftp://127.0.0.1/x",
        "https://",
        "https://a b/",
        "https://单位/",
        "https://[",
        "https://qyapi.weixin.qq.com:x/",
        "https://somebody@qyapi.weixin.qq.com/",
        "http://qyapi.weixin.qq.com/",
    ],
)
def test_what_is_no_address_of_a_robot_is_not_asked(url: str) -> None:
    robot = Robot(kind="wecom", url=url, also=("127.0.0.1", "robot.example"))
    with pytest.raises(BadRobotError) as refused:
        check_robot(robot)
    assert refused.value.code == "robot-address"
    assert isinstance(announce(robot, SAID, now=time.time()), Rejected)


@pytest.mark.parametrize(
    "url",
    [
        "https://10.0.0.5/",
        "https://intranet.yunling.example/hook",
        "https://oapi.dingtalk.com/robot/send",
        "https://qyapi.weixin.qq.com.evil.example/",
        "http://127.0.0.1:9/",
        "http://[::1]:9/",
    ],
)
def test_only_hosts_of_the_provider_and_those_allowed_are_asked(robots: Robots, url: str) -> None:
    robot = Robot(kind="wecom", url=url, also=("robots.yunling.example",))
    with pytest.raises(BadRobotError) as refused:
        check_robot(robot)
    assert refused.value.code == "robot-host"
    here = Robot(kind="wecom", url=robots.url("wecom"))
    assert isinstance(announce(here, SAID, now=time.time()), Rejected)
    assert robots.heard == []


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        ("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1"),
        ("dingtalk", "https://oapi.dingtalk.com/robot/send?access_token=1"),
        ("feishu", "https://open.feishu.cn/open-apis/bot/v2/hook/1"),
        ("feishu", "https://Robots.Yunling.example:8443/hook"),
    ],
)
def test_addresses_as_the_providers_give_them_are_taken(kind: Kind, url: str) -> None:
    assert check_robot(Robot(kind=kind, url=url, also=("robots.yunling.example",)))


def test_a_long_list_stays_within_what_wecom_takes(robots: Robots) -> None:
    long = msgspec.structs.replace(SAID, lines=("党建" * 3000,))
    assert isinstance(announce(_robot(robots, "wecom"), long, now=time.time()), Accepted)
    assert SAID.link in robots.heard[0]["markdown"]["content"]


def test_a_robot_shows_neither_key_nor_secret(robots: Robots) -> None:
    shown = repr(_robot(robots, "dingtalk"))
    assert "of-the-group" not in shown
    assert SECRET not in shown
