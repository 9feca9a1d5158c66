"""Mail that no person wrote: an absence note, bounces, and the notice of a delay."""

from __future__ import annotations

import datetime as dt
from email.utils import format_datetime

from jianbao.samples.enterprise import DOMAIN, MAILBOX
from jianbao.samples.mail.letter import Letter, Sender, moment
from jianbao.samples.mail.wire import Header, block, multipart, text_part

_DAEMON = Sender("Mail Delivery System", f"MAILER-DAEMON@{DOMAIN}")
_NOBODY = ("Return-Path", b"<>")
_MACHINE = ("Auto-Submitted", b"auto-replied")
_LOST = f"liguan@{DOMAIN}"
_FULL = f"nanping-office@{DOMAIN}"


def absence_note(today: dt.date) -> bytes:
    """Give the automatic answer of somebody on leave."""
    day = today - dt.timedelta(days=6)
    back = day + dt.timedelta(days=5)
    letter = Letter(
        name="absence",
        sender=Sender("柳长青", f"liuchangqing@{DOMAIN}"),
        subject="自动回复：《云岭水泥党群工作》发放通知",
        sent=moment("absence", day),
        extra=(_NOBODY, _MACHINE, ("X-Auto-Response-Suppress", b"All"), ("Precedence", b"bulk")),
    )
    text = f"您好，我正在外出差，{back.month}月{back.day}日返回，急事请联系公司办公室。"
    return letter.raw(text_part(text))


def bounce(today: dt.date) -> bytes:
    """Give a delivery report (RFC 3464) of an address that no longer exists."""
    status = ("failed", "5.1.1", "550 5.1.1 User unknown in virtual mailbox table")
    return _report("bounce", today - dt.timedelta(days=15), _LOST, status)


def returned(letter_from: str, reader: str, today: dt.date) -> bytes:
    """Give the report of a letter of a dispatch: its reader has no such box any more.

    `letter_from` is the return address that the letter bore on its envelope.
    """
    status = ("failed", "5.1.1", f"550 5.1.1 <{reader}>: Recipient address rejected")
    delivered = ("X-Original-To", letter_from.encode("ascii"))
    return _report("returned", today, reader, status, (delivered,))


def delay(today: dt.date) -> bytes:
    """Give a delivery report of a letter that is still being tried; it has not failed."""
    status = ("delayed", "4.2.2", "452 4.2.2 Mailbox is full, will retry")
    return _report("delay", today - dt.timedelta(days=14), _FULL, status)


def worded_bounce(today: dt.date) -> bytes:
    """Give a bounce as Chinese providers write it: a page of HTML, no machine-readable report."""
    letter = Letter(
        name="worded-bounce",
        sender=Sender("邮件系统", f"postmaster@{DOMAIN}"),
        subject="系统退信",
        sent=moment("worded-bounce", today - dt.timedelta(days=15)),
        manner="gb2312",
        extra=(_NOBODY,),
    )
    page = (
        "<html><body><h3>很抱歉，您发送的邮件被退回</h3><table><tr><td>收件人</td>"
        f"<td>&lt;{_LOST}&gt;</td></tr><tr><td>主题</td><td>《云岭水泥党群工作》发放通知</td></tr>"
        "<tr><td>退信原因</td><td>收件人地址不存在，或已停用。</td></tr></table>"
        "<p>建议：核对收件人地址后重新发送。</p></body></html>"
    )
    return letter.raw(text_part(page, "gb2312", "html"))


def _report(
    name: str,
    day: dt.date,
    recipient: str,
    status: tuple[str, str, str],
    more: tuple[Header, ...] = (),
) -> bytes:
    action, code, diagnosis = status
    letter = Letter(
        name=name,
        sender=_DAEMON,
        subject={"failed": "Undelivered Mail Returned to Sender"}.get(
            action, "Delayed Mail (still being retried)"
        ),
        sent=moment(name, day),
        extra=(_NOBODY, ("Auto-Submitted", b"auto-replied"), *more),
    )
    said = f"This is the mail system at host mx.{DOMAIN}.\n\n<{recipient}>: {diagnosis}\n"
    fields = (
        f"Reporting-MTA: dns; mx.{DOMAIN}\r\nArrival-Date: {format_datetime(letter.sent)}\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: {action}\r\nStatus: {code}\r\n"
        f"Diagnostic-Code: smtp; {diagnosis}\r\n"
    )
    returned = Letter(
        name=f"{name}-of",
        sender=Sender("云岭水泥党群工作", MAILBOX),
        subject="《云岭水泥党群工作》发放通知",
        sent=letter.sent - dt.timedelta(minutes=3),
    )
    parts = [
        text_part(said),
        block([("Content-Type", b"message/delivery-status")], fields.encode()),
        block(
            [("Content-Type", b"message/rfc822")],
            returned.raw(text_part("各位领导、同事：\n\n本期简报请见附件。")),
        ),
    ]
    return letter.raw(multipart("report", parts, "; report-type=delivery-status"))
