"""No bytes make the reader of mails raise, give up, or take its time."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.post.message import Message, parse_message, parse_outlook, split_text
from post import mail_samples as samples

SAMPLES = [made() for made in samples.SAMPLES.values()]
ODD = [
    b"\r\n",
    b"--B1\r\n",
    b'"',
    b";",
    b"=?",
    b"?=",
    b"%",
    b"*",
    b"''",
    b"\x00",
    b"<",
    b"(",
    b"\\",
]
HEAD = b"From: a@yunling.example\r\nSubject: x\r\n"
HTML = HEAD + b"Content-Type: text/html\r\n\r\n"
MULTIPART = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"


def _is_sound(message: Message) -> bool:
    texts = [message.subject, message.text, message.html, *(part.name for part in message.parts)]
    texts += [problem.said(language) for problem in message.problems for language in ("zh", "en")]
    return not any("\x00" in text for text in texts) and all(
        problem.code != "unreadable" for problem in message.problems
    )


@given(st.binary())
def test_arbitrary_bytes(raw: bytes) -> None:
    assert _is_sound(parse_message(raw))
    assert parse_outlook(raw).problems[0].code == "unreadable"


@given(
    st.sampled_from(SAMPLES),
    st.lists(
        st.tuples(
            st.integers(0, 3000),
            st.integers(0, 60),
            st.one_of(st.binary(max_size=8), st.sampled_from(ODD)),
        ),
        max_size=12,
    ),
)
def test_mutated_mails(raw: bytes, changes: list[tuple[int, int, bytes]]) -> None:
    for place, length, put in changes:
        place %= len(raw) + 1  # noqa: PLW2901 - a place inside the mail as it is by now
        raw = raw[:place] + put + raw[place + length :]
    message = parse_message(raw)
    assert _is_sound(message)
    split_text(message.text)


def _nested(levels: int) -> bytes:
    level = b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n'
    return HEAD + b"".join(level % (number, number) for number in range(levels)) + b"\r\nx"


def _repeated(head: bytes, piece: bytes, times: int) -> Callable[[], bytes]:
    return lambda: head + piece * times


def _field(name: bytes, value: bytes) -> Callable[[], bytes]:
    return lambda: HEAD + name + b": " + value + b"\r\n\r\nx"


HOSTILE = {
    "a thousand levels": lambda: _nested(1000),
    "many parts": _repeated(MULTIPART, b"--b\r\n\r\nx\r\n", 200_000),
    "many parts too deep": _repeated(
        _nested(8) + b"\r\n--b7\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n",
        b"--b\r\n\r\n",
        1_000_000,
    ),
    "many empty multiparts": _repeated(
        MULTIPART,
        b"--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n--c--\r\n",
        50_000,
    ),
    "many words": _field(b"Subject", b"=?utf-8?B?5oqV?= " * 20_000),
    "many addresses": _field(b"To", b'"a, b" <a@b.example>, ' * 5_000),
    "an open quotation": _field(b"To", b'"' + b'\\"' * 30_000),
    "angles": _field(b"To", b"<" * 60_000),
    "ats": _field(b"To", b"a@" * 30_000),
    "one long name": _field(b"To", b"a" * 60_000),
    "blanks": _field(b"To", b"<a>" + b" " * 60_000 + b"x"),
    "parameters": _field(b"Content-Type", b"a/b" + b';a="' * 15_000),
    "continuations": _field(
        b"Content-Disposition", b"a" + b"".join(b";filename*%d=x" % n for n in range(4000))
    ),
    "a header without end": lambda: b"A: " + b"b" * 10_000_000,
    "folded lines": _repeated(HEAD, b" y\r\n", 60_000),
    "many fields": _repeated(HEAD, b"A: b\r\n", 60_000),
    "deep html": _repeated(HTML, b"<div>", 200_000),
    "angles in html": _repeated(HTML, b"<", 1_000_000),
    "scripts": _repeated(HTML, b"<script>", 100_000),
    "comments": _repeated(HTML, b"<!--", 300_000),
    "entities": _repeated(HTML, b"&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 40_000),
    "soft lines": _repeated(
        HEAD + b"Content-Type: text/plain; format=flowed\r\n\r\n", b"a \r\n", 300_000
    ),
    "padded base64": _repeated(
        HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n", b"AA==", 500_000
    ),
    "a long report": _repeated(
        HEAD + b"Content-Type: message/delivery-status\r\n\r\n",
        b"Final-Recipient: rfc822;a@b\r\n\r\n",
        50_000,
    ),
}


@pytest.mark.hostile
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mails_are_read_in_bounded_time(name: str) -> None:
    raw = HOSTILE[name]()
    start = time.process_time()
    message = parse_message(raw)
    assert time.process_time() - start < 8
    assert _is_sound(message)
    assert len(message.problems) <= 100


@pytest.mark.hostile
@pytest.mark.parametrize(
    "text",
    [
        " " * 500_000,
        ">" * 500_000,
        "> a\n" * 100_000,
        "-" * 500_000,
        "From: a\n" * 100_000,
        ("在" + "a" * 159 + "\n") * 10_000,
        ("a" * 119 + "<" + "b" * 63 + "\n") * 10_000,
    ],
    ids=["blanks", "quotes", "quoted", "dashes", "headers", "wrote", "angles"],
)
def test_hostile_texts_are_split_in_bounded_time(text: str) -> None:
    start = time.process_time()
    split_text(text)
    assert time.process_time() - start < 4
