"""A question to a language model, against a server that answers, refuses, hangs and lies."""

from __future__ import annotations

import email.utils
import json
import socket
import time

import pytest

from jianbao.post import model_errors as errors
from jianbao.post.language_model import LARGEST_ANSWER, Endpoint, complete
from jianbao.post.model_answers import Completion
from servers.certificate import Certificate
from servers.model_server import ModelServer, running_model_server

KEY = "sk-yunling-0123456789abcdef"
ASKED = (("system", "你是编辑。"), ("user", "缩写：东港公司完成首票换装。"))
OK = b"HTTP/1.1 200 OK\r\n"


def _endpoint(server: ModelServer, **more: object) -> Endpoint:
    values = {"url": server.url, "model": "yunling-7b", "timeout": 5.0} | more
    return Endpoint(**values)  # type: ignore[arg-type]  # the values are of mixed types


def _kind(server: ModelServer, **more: object) -> type[errors.ModelError]:
    with pytest.raises(errors.ModelError) as caught:
        complete(_endpoint(server, **more), ASKED)
    assert type(caught.value) is not errors.ModelError or "HTTP 5" in caught.value.detail
    return type(caught.value)


def test_the_question_and_the_answer(model_server: ModelServer) -> None:
    model_server.says("东港公司首票换装完成。")
    answer = complete(_endpoint(model_server, key=KEY), ASKED, max_tokens=200)
    assert answer == Completion(
        text="东港公司首票换装完成。", model="yunling-7b-0601", asked_tokens=120, written_tokens=30
    )
    (asked,) = model_server.asked
    assert asked.path == "/v1/chat/completions"
    assert asked.headers["Authorization"] == f"Bearer {KEY}"
    assert asked.body == {
        "model": "yunling-7b",
        "messages": [{"role": role, "content": text} for role, text in ASKED],
        "stream": False,
        "max_tokens": 200,
    }


def test_without_a_key_none_is_sent_and_nothing_of_the_machine(
    model_server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    model_server.says("好")
    complete(_endpoint(model_server), ASKED)
    sent = {name.lower() for name in model_server.asked[0].headers}
    assert sent == {
        *("host", "accept", "accept-encoding", "content-type", "content-length", "user-agent"),
    }


@pytest.mark.parametrize("ending", ["", "/", "/chat/completions"])
def test_the_address_may_be_given_with_or_without_its_end(
    model_server: ModelServer, ending: str
) -> None:
    model_server.says("好")
    complete(_endpoint(model_server, url=model_server.url + ending), ASKED)
    assert model_server.asked[0].path == "/v1/chat/completions"


def test_the_limit_goes_by_the_name_that_the_server_wants(model_server: ModelServer) -> None:
    model_server.refuses(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens'.")
    model_server.says("好")
    assert complete(_endpoint(model_server), ASKED, max_tokens=9).text == "好"
    first, second = (asked.body for asked in model_server.asked)
    assert (first.pop("max_tokens"), second.pop("max_completion_tokens")) == (9, 9)
    assert first == second


@pytest.mark.parametrize("reason", ["length", "content_filter"])
def test_an_answer_that_was_stopped_says_so(model_server: ModelServer, reason: str) -> None:
    model_server.says("东港公司首票", finish_reason=reason)
    assert complete(_endpoint(model_server), ASKED).cut


def test_an_answer_without_words_is_an_empty_text(model_server: ModelServer) -> None:
    model_server.says(None)
    assert complete(_endpoint(model_server), ASKED).text == ""


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, errors.RefusedKey),
        (403, errors.RefusedKey),
        (402, errors.Unpaid),
        (404, errors.NotThere),
        (429, errors.Busy),
        (503, errors.Busy),
        (504, errors.TimedOut),
        (400, errors.Declined),
        (413, errors.Declined),
        (500, errors.ModelError),
        (204, errors.Misunderstood),
    ],
)
def test_a_refusal_is_told_by_its_kind(
    model_server: ModelServer, status: int, kind: type[errors.ModelError]
) -> None:
    model_server.refuses(status, "no") if status != 204 else model_server.gives(204, b"")
    assert _kind(model_server) is kind


def test_a_redirect_is_not_followed(model_server: ModelServer) -> None:
    with running_model_server() as other:
        model_server.gives(307, b"", Location=f"{other.url}/chat/completions")
        assert _kind(model_server, key=KEY) is errors.Elsewhere
        assert other.asked == []


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("30", 30), ("", None), ("soon", None), ("-5", None), ("9" * 40, 86_400)],
)
def test_the_time_a_busy_server_asks_for(
    model_server: ModelServer, header: str, seconds: int | None
) -> None:
    model_server.refuses(429, Retry_After=header)
    with pytest.raises(errors.Busy) as caught:
        complete(_endpoint(model_server), ASKED)
    assert caught.value.retry_after == seconds
    assert ("30 秒" in caught.value.said()) == (seconds == 30)


def test_the_time_may_be_a_date(model_server: ModelServer) -> None:
    date = email.utils.formatdate(time.time() + 60, usegmt=True)
    model_server.refuses(503, Retry_After=date)
    with pytest.raises(errors.Busy) as caught:
        complete(_endpoint(model_server), ASKED)
    assert caught.value.retry_after in range(50, 62)


@pytest.mark.parametrize(
    "raw",
    [
        b"SSH-2.0-OpenSSH_9.2 inner.yunling.example\r\n",
        OK + b"\r\n<html>intranet of yunling</html>",
        OK + b"\r\n" + b"[" * 200_000,
        OK + b'\r\n{"choices": []}',
        OK + b'\r\n{"choices": [{"message": {"content": 7}}]}',
        OK + b'\r\n{"choices": [{"message": {"content": "\xff\xfe"}}]}',
        OK + b'\r\ndata: {"choices": [{"delta": {"content": "a"}}]}\n\ndata: [DONE]\n\n',
        OK + b"A: b\r\n" * 200 + b"\r\n{}",
        OK + b"A: " + b"b" * 70_000 + b"\r\n\r\n{}",
    ],
    ids=["ssh", "html", "deep", "empty", "number", "bytes", "stream", "heads", "long-head"],
)
def test_what_does_not_speak_the_protocol_is_not_read_aloud(
    model_server: ModelServer, raw: bytes
) -> None:
    model_server.sends(raw)
    with pytest.raises(errors.Misunderstood) as caught:
        complete(_endpoint(model_server), ASKED)
    assert caught.value.said("zh") == errors.Misunderstood.sentence[0]
    assert caught.value.said("en") == errors.Misunderstood.sentence[1]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"HTTP/1.1 2",
        OK + b'Content-Length: 900\r\n\r\n{"choices": [{"message": ',
        OK + b'Transfer-Encoding: chunked\r\n\r\n100\r\n{"choices": [',
    ],
    ids=["nothing", "half a line", "half a body", "half a chunk"],
)
def test_a_line_that_breaks_is_no_answer(model_server: ModelServer, raw: bytes) -> None:
    model_server.sends(raw)
    assert _kind(model_server) in {errors.Interrupted, errors.Misunderstood}
    if raw.startswith(OK) or not raw:
        assert _kind(model_server) is errors.Interrupted


@pytest.mark.parametrize("told", [True, False])
def test_a_huge_answer_is_not_taken(model_server: ModelServer, told: bool) -> None:
    huge = b" " * (LARGEST_ANSWER + 1)
    length = b"Content-Length: %d\r\n" % (1 << 40) if told else b""
    model_server.sends(OK + length + b"\r\n" + huge)
    assert _kind(model_server) is errors.TooLong


@pytest.mark.parametrize(
    ("begins", "drips"),
    [
        (b"HTTP/1.1 ", b"2"),
        (OK, b"X-Wait: 1\r\n"),
        (OK + b"\r\n", b" "),
        (OK + b"Content-Length: 9000\r\n\r\n", b" "),
        (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["status", "heads", "body", "told body", "continue"],
)
def test_a_server_that_drips_ends_when_the_time_is_over(
    model_server: ModelServer, begins: bytes, drips: bytes
) -> None:
    model_server.sends(begins, then_drips=drips)
    started = time.monotonic()
    assert _kind(model_server, timeout=0.4) is errors.TimedOut
    assert time.monotonic() - started < 2


def test_a_server_that_says_nothing_ends_when_the_time_is_over(model_server: ModelServer) -> None:
    model_server.hangs()
    assert _kind(model_server, timeout=0.3) is errors.TimedOut


def test_both_tries_share_one_time(model_server: ModelServer) -> None:
    model_server.refuses(400, "use max_completion_tokens")
    model_server.hangs()
    started = time.monotonic()
    assert _kind(model_server, timeout=0.5) is errors.TimedOut
    assert time.monotonic() - started < 2


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        closed = taken.getsockname()[1]
    nobody = ModelServer(url=f"http://127.0.0.1:{closed}/v1")
    assert _kind(nobody) is errors.Unreachable
    assert _kind(nobody, url="http://no.such.host.invalid/v1") is errors.Unreachable


def test_a_certificate_has_to_be_trusted(
    sink_certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running_model_server(sink_certificate) as secure:
        secure.says("好")
        assert _kind(secure, key=KEY) is errors.Untrusted
        monkeypatch.setenv("SSL_CERT_FILE", str(sink_certificate.certificate))
        assert complete(_endpoint(secure, key=KEY), ASKED).text == "好"
        assert len(secure.asked) == 1


def test_a_handshake_that_hangs_ends_when_the_time_is_over() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        mute = ModelServer(url=f"https://127.0.0.1:{silent.getsockname()[1]}/v1")
        assert _kind(mute, timeout=0.3) is errors.TimedOut


@pytest.mark.parametrize(
    "url",
    [
        "",
        "model.yunling.example/v1",
        "ftp://model.yunling.example/v1",
        "file:///etc/passwd",
        "http://",
        "http://model.yunling.example:99999/v1",
        "http://model.yunling.example:0/v1",
        "http://user:word@model.yunling.example/v1",
        "http://model.yunling.example/v1?key=1",
        "http://model.yunling.example/v1#a",
        "http://model.yunling.example/v1 HTTP/1.1\r\nX: y",
        "http://[::1/v1",
    ],
)
def test_an_address_that_is_none_is_refused_before_anything_is_sent(url: str) -> None:
    assert _kind(ModelServer(url=url)) is errors.BadAddress


def test_a_key_stays_where_it_belongs(model_server: ModelServer) -> None:
    assert KEY not in repr(_endpoint(model_server, key=KEY))
    assert _kind(model_server, key=KEY, url="http://10.0.0.7/v1") is errors.ClearText
    assert _kind(model_server, key="sk-1\r\nX-Other: 1") is errors.RefusedKey
    assert _kind(model_server, key="密钥") is errors.RefusedKey
    assert model_server.asked == []
    model_server.refuses(400, f"Key {KEY} may not\u202e use\nthis model\x00 " + "x" * 900)
    with pytest.raises(errors.Declined) as caught:
        complete(_endpoint(model_server, key=KEY), ASKED)
    said = caught.value.said("en")
    assert KEY not in said + repr(caught.value) + str(caught.value)
    assert "may not use this model" in said
    assert len(said) < 400


def test_a_refusal_of_another_shape_is_not_quoted(model_server: ModelServer) -> None:
    model_server.gives(400, json.dumps({"secret": "of the intranet"}).encode())
    with pytest.raises(errors.Declined) as caught:
        complete(_endpoint(model_server), ASKED)
    assert "intranet" not in caught.value.said()
