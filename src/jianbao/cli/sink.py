"""`jianbao sink`: a mail server to try things on: it takes every letter and passes none on."""

from __future__ import annotations

import signal
import threading
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from jianbao.cli.declare import Example, Option
from jianbao.cli.exits import Exit
from jianbao.cli.failures import Failure
from jianbao.cli.output import put, save
from jianbao.cli.words import say

if TYPE_CHECKING:
    from jianbao.post.listener import Accept, Allows

OPTIONS = (
    Option(
        ("FOLDER",),
        "收到的信件（eml）存到这个文件夹",
        "folder that letters are written into, as eml",
    ),
    Option(
        ("--listen",),
        "监听的地址和端口",
        "host and port",
        metavar="HOST:PORT",
        default="127.0.0.1:2525",
    ),
    Option(
        ("--refuse",),
        "拒收这个收件地址（550）",
        "refuse this recipient (550)",
        metavar="ADDRESS",
        many=True,
    ),
    Option(
        ("--put-off",),
        "请发信人稍后再试（451）",
        "ask to come again for this recipient (451)",
        metavar="ADDRESS",
        many=True,
    ),
)
EXAMPLES = (
    Example("jianbao sink out/letters", "接收试发的信件", "take letters sent on trial"),
    Example(
        "JIANBAO_SMTP_URL=smtp://127.0.0.1:2525 jianbao serve",
        "让编辑部把信发到这里",
        "let the desk send there",
    ),
)


def run(folder: str, listen: str, refuse: list[str] | None, put_off: list[str] | None) -> int:
    """Take letters until SIGTERM or Ctrl-C."""
    from jianbao.post.listener import Door, Listener

    host, _, port = listen.rpartition(":")
    if not host or not port.isdigit():
        raise Failure(say(f"不是地址和端口：{listen}", f"no host and port: {listen}"))
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    door = Door(host=host, port=int(port))
    try:
        with Listener(
            door, _keeping(Path(folder)), _allowing(refuse or (), put_off or ())
        ) as open_:
            put(say(f"收信：{host}:{open_.port} → {folder}\n", f"{host}:{open_.port} → {folder}\n"))
            stop.wait()
    except OSError as error:
        raise Failure(f"{listen}: {error.strerror}") from error
    return Exit.FINE


def _keeping(folder: Path) -> Accept:
    """Write each letter as a file, in the order of arrival; letters of an earlier run stay."""
    numbers = count(1)

    def keep(_recipients: tuple[str, ...], raw: bytes, _sender: str) -> None:
        path = next(
            path for number in numbers if not (path := folder / f"{number:05}.eml").exists()
        )
        save(path, raw)

    return keep


def _allowing(refused: Sequence[str], put_off: Sequence[str]) -> Allows:
    from jianbao.post.listener import ComeAgain

    never = {address.lower() for address in refused}
    later = {address.lower() for address in put_off}

    def allows(address: str) -> bool:
        if address.lower() in later:
            raise ComeAgain
        return address.lower() not in never

    return allows
