"""People's letters are told from what machines send, and a bounce says whom it is about."""

from __future__ import annotations

import pytest

from jianbao.post.message import Message, parse_message
from jianbao.post.values import Failure


def _mail(*fields: str, body: str = "正文") -> Message:
    head = ["From: 钟玥喆 <qs@yunling.example>", "Content-Type: text/plain; charset=utf-8"]
    named = {field.split(":")[0].lower() for field in fields}
    kept = [line for line in head if line.split(":")[0].lower() not in named]
    return parse_message("\r\n".join([*kept, *fields, "", body]).encode())


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ([], "letter"),
        (["Auto-Submitted: no"], "letter"),
        (["Auto-Submitted: no; owner-email=x"], "letter"),
        (["Precedence: list", "List-Id: <x>"], "letter"),
        (["Subject: 回复：自动回复功能上线"], "letter"),
        (["Auto-Submitted: auto-replied (vacation)"], "auto-reply"),
        (["Auto-Submitted: auto-generated"], "auto-reply"),
        (["X-Autoreply: yes"], "auto-reply"),
        (["Precedence: bulk"], "auto-reply"),
        (["Precedence: auto_reply"], "auto-reply"),
        (["Subject: 自动回复：外出"], "auto-reply"),
        (["Subject: Automatic reply: x"], "auto-reply"),
        (["Return-Path: <>"], "auto-reply"),
        (["From: postmaster@yunling.example", "Subject: 系统退信"], "bounce"),
        (["Return-Path: <>", "Subject: Undelivered Mail Returned to Sender"], "bounce"),
        (["Return-Path: <>", "Subject: Warning: delivery failure delayed"], "delay"),
        (["Message-ID: <jb.1.2@yunling.example>"], "own"),
        (["Message-ID: <jb1@yunling.example>"], "letter"),
        (["In-Reply-To: <jb.1.2@yunling.example>"], "letter"),
    ],
)
def test_the_kind(fields: list[str], kind: str) -> None:
    assert _mail(*fields).kind == kind


def _report(report_type: str, status: str) -> Message:
    return parse_message(
        (
            "Return-Path: <>\r\nFrom: Mail System <mailer-daemon@yunling.example>\r\nSubject: x\r\n"
            f'Content-Type: multipart/report; report-type={report_type}; boundary="R"\r\n\r\n'
            "--R\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n无法送达\r\n"
            f"--R\r\nContent-Type: message/{report_type}\r\n\r\n{status}\r\n"
            "--R\r\nContent-Type: message/rfc822\r\n\r\n"
            "Message-ID: <jb.12.3.45@yunling.example>\r\nSubject: 第12期\r\n\r\n正文\r\n--R--\r\n"
        ).encode()
    )


STATUS = (
    "Reporting-MTA: dns; mx.yunling.example\r\n\r\n"
    "Final-Recipient: rfc822; none@yunling.example\r\nAction: {0}\r\nStatus: {1}\r\n"
    "Diagnostic-Code: smtp; 550 5.1.1\r\n No such user\r\n"
)


def test_a_bounce_names_its_recipient_and_the_letter() -> None:
    bounce = _report("delivery-status", STATUS.format("failed", "5.1.1"))
    assert bounce.kind == "bounce"
    assert bounce.failures == (
        Failure("none@yunling.example", "failed", "5.1.1", "550 5.1.1 No such user"),
    )
    assert bounce.returned_id == "jb.12.3.45@yunling.example"
    assert bounce.text == "无法送达"


@pytest.mark.parametrize(
    ("action", "kind"), [("delayed", "delay"), ("delivered", "receipt"), ("failed", "bounce")]
)
def test_a_delay_is_no_failure(action: str, kind: str) -> None:
    assert _report("delivery-status", STATUS.format(action, "4.4.1")).kind == kind


def test_a_read_receipt() -> None:
    fields = (
        "Final-Recipient: rfc822;a@yunling.example\r\nOriginal-Message-ID: <jb.9@x.example>\r\n"
    )
    receipt = _report("disposition-notification", fields)
    assert receipt.kind == "receipt"
    assert receipt.returned_id == "jb.12.3.45@yunling.example"


def test_own_mail_is_known_by_its_domain_when_one_is_given() -> None:
    raw = b"From: a@b.example\r\nMessage-ID: <jb.1@yunling.example>\r\n\r\nx"
    assert parse_message(raw, own_domain="YUNLING.example").kind == "own"
    assert parse_message(raw, own_domain="other.example").kind == "letter"
