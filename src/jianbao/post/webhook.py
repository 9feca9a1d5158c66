"""A message to a chat group by its robot: 企业微信, 钉钉, 飞书, each in the form it documents.

The robots have no idempotency: what broke after the message was sent is unknown, as with mail.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
from collections.abc import Callable
from typing import Any, Literal
from urllib.parse import SplitResult, quote, urlsplit

import msgspec

from jianbao.post.connection import is_loopback
from jianbao.post.deadline import Deadline
from jianbao.post.http_line import open_line
from jianbao.post.smtp import Accepted, Deferred, Outcome, Rejected, Unknown

Kind = Literal["wecom", "dingtalk", "feishu"]
_HOSTS = {  # where the providers' own robots are
    "wecom": {"qyapi.weixin.qq.com"},
    "dingtalk": {"oapi.dingtalk.com", "api.dingtalk.com"},
    "feishu": {"open.feishu.cn", "open.larksuite.com"},
}
_LARGEST_ANSWER = 64 * 1024
_BEHIND_A_GATEWAY = (502, 504)  # who stands behind it may have heard the message
_NO_ANSWER = "the line broke off, or no robot answered"
_LONGEST = 3600  # bytes of text; WeCom takes 4096, the others more
_TOO_OFTEN = {  # codes of the providers for too many messages, or a system that is busy
    "wecom": {45009, -1},
    "dingtalk": {130101, 410100, -1},
    "feishu": {11232, 9499, 99991400},
}
_MARKUP = str.maketrans("<>[]*`#_", "＜＞［］＊‘＃＿")


class BadRobotError(ValueError):
    """An address that is asked nothing; `code` says why: robot-address or robot-host."""

    def __init__(self, code: str, detail: str) -> None:
        """Take the code and a sentence."""
        super().__init__(detail)
        self.code = code


class Robot(msgspec.Struct, frozen=True, kw_only=True):
    """The robot of a group: its address, which holds a key, and the secret that signs.

    WeCom's robots do not sign. `also` are hosts beside the provider's own: of a private
    installation. `timeout` is in seconds for everything.
    """

    kind: Kind
    url: str
    secret: str = ""
    also: tuple[str, ...] = ()
    timeout: float = 20

    def __repr__(self) -> str:
        """Leave out address and secret."""
        return f"Robot({self.kind})"


class _Answer(msgspec.Struct, frozen=True):
    """What a robot says: a number, 0 for well, and words; each provider has its own names."""

    errcode: int | None = None
    code: int | None = None
    status_code: int | None = msgspec.field(default=None, name="StatusCode")
    errmsg: str | None = None
    msg: str | None = None
    status_message: str | None = msgspec.field(default=None, name="StatusMessage")

    @property
    def number(self) -> int | None:
        """The first number that it gives."""
        given = (self.errcode, self.code, self.status_code)
        return next((number for number in given if number is not None), None)

    @property
    def said(self) -> str:
        """Number and words in one line."""
        words = self.errmsg or self.msg or self.status_message or ""
        return f"{self.number} {' '.join(words.split())}".strip()[:500]


class Announcement(msgspec.Struct, frozen=True, kw_only=True):
    """What a group is told: a title, lines of text, and where to read on."""

    title: str
    lines: tuple[str, ...]
    link: str
    link_text: str


def announce(robot: Robot, said: Announcement, *, now: float) -> Outcome:
    """Tell a group; `now` is the time in seconds since 1970, which the signature holds."""
    try:
        address = check_robot(robot)
    except BadRobotError as error:
        return Rejected(str(error))
    query, signed = _SIGNING[robot.kind](robot.secret, now) if robot.secret else ("", {})
    path = f"{address.path}?{'&'.join(filter(None, (address.query, query)))}"
    body = msgspec.json.encode(signed | _FORMS[robot.kind](said))
    with Deadline(robot.timeout) as deadline:
        try:
            line = open_line(address, deadline, patience=10)
        except (OSError, UnicodeError) as error:
            return Deferred(_reason(error))
        try:
            return _asked(robot, line, path, body)
        finally:
            line.close()


def _asked(robot: Robot, line: http.client.HTTPConnection, path: str, body: bytes) -> Outcome:
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "jianbao"}
    try:
        line.request("POST", path, body, headers)
    except (OSError, http.client.HTTPException) as error:
        return Deferred(_reason(error))  # not all of it was sent
    try:
        with line.getresponse() as response:
            return _outcome(robot.kind, response.status, response.read(_LARGEST_ANSWER))
    except (OSError, http.client.HTTPException) as error:
        return Unknown(_reason(error))


def _outcome(kind: Kind, status: int, body: bytes) -> Outcome:
    """Understand an answer: 0 is well; what is busy is tried again; all else is for a person.

    An answer that breaks off, or that no robot gives, does not say whether the message was taken.
    """
    if status in _BEHIND_A_GATEWAY:
        return Unknown(f"HTTP {status}")
    if status == 429 or status >= 500:
        return Deferred(f"HTTP {status}")
    taken = 200 <= status < 300
    answer = _understood(body)
    if answer is None or answer.number is None:
        return Unknown(_NO_ANSWER) if taken else Rejected(f"HTTP {status}")
    if taken and answer.number == 0:
        return Accepted(answer.said)
    busy = answer.number in _TOO_OFTEN[kind]
    return Deferred(answer.said) if busy else Rejected(answer.said)


def _understood(body: bytes) -> _Answer | None:
    try:
        return msgspec.json.decode(body, type=_Answer)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def check_robot(robot: Robot) -> SplitResult:
    """Give the address in parts. Raises BadRobotError: no address, in clear text, another host.

    Nothing is looked up and nothing connected.
    """
    try:
        address = urlsplit(robot.url)
        host, port = address.hostname or "", address.port
    except ValueError:
        raise BadRobotError("robot-address", "not the address of a robot") from None
    plain = robot.url.isascii() and robot.url.isprintable() and " " not in robot.url
    if not plain or not host or port == 0 or address.username is not None:
        raise BadRobotError("robot-address", "not the address of a robot")
    clear = address.scheme == "http" and is_loopback(host)
    if address.scheme != "https" and not clear:
        raise BadRobotError("robot-address", "the address of a robot begins with https://")
    if host not in _HOSTS[robot.kind] and host not in robot.also:
        raise BadRobotError("robot-host", f"no robot of this kind is at {host}")
    return address


def _sign_dingtalk(secret: str, now: float) -> tuple[str, dict[str, Any]]:
    """Sign as 钉钉 asks: HMAC-SHA256 with the secret over "milliseconds, line end, secret"."""
    stamp = str(int(now * 1000))
    digest = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256).digest()
    return f"timestamp={stamp}&sign={quote(base64.b64encode(digest), safe='')}", {}


def _sign_feishu(secret: str, now: float) -> tuple[str, dict[str, Any]]:
    """Sign as 飞书 asks: "seconds, line end, secret" is the key, over nothing."""
    stamp = str(int(now))
    digest = hmac.new(f"{stamp}\n{secret}".encode(), b"", hashlib.sha256).digest()
    return "", {"timestamp": stamp, "sign": base64.b64encode(digest).decode("ascii")}


def _sign_nothing(_secret: str, _now: float) -> tuple[str, dict[str, Any]]:
    return "", {}


def _markdown(said: Announcement) -> str:
    lines = [f"**{_plain(said.title)}**", *map(_plain, said.lines)]
    text = "\n\n".join(lines).encode()[:_LONGEST].decode("utf-8", "ignore")
    return f"{text}\n\n[{_plain(said.link_text)}]({said.link})"


def _plain(text: str) -> str:
    """Take the meaning from characters that are markup in a chat."""
    return " ".join(text.split()).translate(_MARKUP)


def _for_wecom(said: Announcement) -> dict[str, Any]:
    return {"msgtype": "markdown", "markdown": {"content": _markdown(said)}}


def _for_dingtalk(said: Announcement) -> dict[str, Any]:
    return {"msgtype": "markdown", "markdown": {"title": said.title, "text": _markdown(said)}}


def _for_feishu(said: Announcement) -> dict[str, Any]:
    text = "\n".join(map(_plain, said.lines)).encode()[:_LONGEST].decode("utf-8", "ignore")
    button = {
        "tag": "button",
        "type": "primary",
        "text": {"tag": "plain_text", "content": said.link_text},
        "url": said.link,
    }
    card = {
        "header": {"title": {"tag": "plain_text", "content": said.title}},
        "elements": [
            {"tag": "div", "text": {"tag": "lark_md", "content": text}},
            {"tag": "action", "actions": [button]},
        ],
    }
    return {"msg_type": "interactive", "card": card}


_SIGNING: dict[str, Callable[[str, float], tuple[str, dict[str, Any]]]] = {
    "wecom": _sign_nothing,
    "dingtalk": _sign_dingtalk,
    "feishu": _sign_feishu,
}
_FORMS: dict[str, Callable[[Announcement], dict[str, Any]]] = {
    "wecom": _for_wecom,
    "dingtalk": _for_dingtalk,
    "feishu": _for_feishu,
}


def _reason(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:300]
