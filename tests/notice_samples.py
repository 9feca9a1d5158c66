"""What mail servers and programs write back, in the forms of those that China's offices use.

Invented throughout; each function makes one for a reader, a return address and a Message-ID.
"""

from __future__ import annotations

import base64
from typing import NamedTuple

READER = "reader1@qingshi.example"
BOX = "bounce@yunling.example"


class Case(NamedTuple):
    """Whom the letter was for, where its bounces go, and its Message-ID."""

    reader: str = READER
    back_to: str = BOX
    letter_id: str = ""


NOBODY = Case()


def postfix(
    case: Case = NOBODY,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    reason: str = "550 5.1.1 <reader1@qingshi.example>: Recipient address rejected: User unknown",
    more: str = "",
) -> bytes:
    """RFC 3464 as Postfix sends it; `more` are further groups of recipients."""
    late = action == "delayed"
    subject = (
        "Delayed Mail (still being retried)" if late else "Undelivered Mail Returned to Sender"
    )
    return f"""Return-Path: <>
Delivered-To: {case.back_to}
From: MAILER-DAEMON@mx.qingshi.example (Mail Delivery System)
To: {case.back_to}
Subject: {subject}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="PF"

--PF
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.qingshi.example.

<{case.reader}>: host mail.qingshi.example[192.0.2.25] said: {reason}
    (in reply to RCPT TO command)

--PF
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.qingshi.example
X-Postfix-Queue-ID: 4ABCD1234
Arrival-Date: Mon,  8 Jun 2026 09:42:00 +0800 (CST)

Final-Recipient: rfc822; {case.reader}
Original-Recipient: rfc822;{case.reader}
Action: {action}
Status: {status}
Remote-MTA: dns; mail.qingshi.example
Diagnostic-Code: smtp; {reason}
{more}
--PF
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

Return-Path: <{case.back_to}>
Message-ID: <{case.letter_id or "tencent_1@elsewhere.example"}>
To: {case.reader}
Subject: x

--PF--
""".replace("\n", "\r\n").encode()


def exchange(case: Case = NOBODY) -> bytes:
    """RFC 3464 as Exchange sends it, in Chinese, without the original."""
    said = "由于找不到收件人的电子邮件地址，未能传递邮件。"
    return f"""From: <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@qingshi.example>
To: <{case.back_to}>
Subject: =?utf-8?B?{_encoded("未传递: 云岭水泥党群工作")}?=
In-Reply-To: <{case.letter_id or "x@elsewhere.example"}>
X-MS-Exchange-Message-Is-Ndr:
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="EX"

--EX
Content-Type: multipart/alternative; boundary="EA"

--EA
Content-Type: text/plain; charset="gb2312"
Content-Transfer-Encoding: base64

{base64.encodebytes(said.encode("gb18030")).decode().strip()}

--EA--

--EX
Content-Type: message/delivery-status

Reporting-MTA: dns;MAIL01.qingshi.example

Final-Recipient: rfc822;{case.reader}
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found
X-Display-Name: =?utf-8?B?{_encoded("读者一")}?=

--EX--
""".replace("\n", "\r\n").encode()


def coremail(case: Case = NOBODY) -> bytes:
    """A 退信 of the Coremail kind: a table in HTML, the original attached with its header."""
    page = f"""<html><body><h3>很抱歉，您的来信未能投递</h3>
<table><tr><td>时间</td><td>2026-06-08 09:42:11</td></tr>
<tr><td>主题</td><td>云岭水泥党群工作</td></tr>
<tr><td>收信人</td><td>{case.reader}</td></tr></table>
<p>退信原因：</p><p>对方邮箱空间已满，暂不能收信。</p>
<p>技术信息：SMTP error, DATA: Host qingshi.example(192.0.2.7) said 552 5.2.2 mailbox full</p>
</body></html>"""
    return f"""Return-Path: <>
From: Postmaster@qingshi.example
To: {case.back_to}
Subject: =?GBK?B?{base64.b64encode("系统退信".encode("gbk")).decode()}?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="CM"

--CM
Content-Type: text/html; charset=GBK
Content-Transfer-Encoding: base64

{base64.encodebytes(page.encode("gbk")).decode().strip()}

--CM
Content-Type: message/rfc822
Content-Disposition: attachment; filename="source.eml"

Message-ID: <{case.letter_id or "x@elsewhere.example"}>
To: {case.reader}
Subject: x

x
--CM--
""".replace("\n", "\r\n").encode()


def qq(case: Case = NOBODY, *, said: str = "") -> bytes:
    """A 退信 of the QQ kind: HTML alone, which names the address and the reason for people."""
    said = said or f"host mx.qingshi.example said: 550 Mailbox not found ({case.reader})"
    page = f"""<div><p>您好，下面这封邮件没有送到：</p>
<p>主　题：云岭水泥党群工作</p><p>时　间：2026年6月8日 9:42</p>
<p>无法发送到 <b>{case.reader}</b></p>
<div>退信原因：收件人邮件地址（{case.reader}）不存在，邮件无法送达。</div>
<div>{said}</div><p>解决办法：请向对方核对地址后重新发送。</p></div>"""
    return _html(case, "PostMaster@qq.example", "来自mail.qq.example的退信", page)


def netease(case: Case = NOBODY) -> bytes:
    """A 退信 of the 网易 kind: HTML alone, with a code of its own."""
    page = f"""<style>td {{ color: red }}</style><table><tr><td>您的邮件被退回</td></tr>
<tr><td>收件人地址：{case.reader}</td></tr>
<tr><td>退信代码：550 User not found: {case.reader}</td></tr>
<tr><td>退信说明：该收件人不存在，或已停用。</td></tr></table>"""
    return _html(case, "Postmaster@163.example", "系统退信", page)


def exchange_in_words(case: Case = NOBODY) -> bytes:
    """What Exchange says without a delivery status, as some gateways pass it on."""
    page = f"""<p>未能传递给以下收件人或组：</p><p><a href="mailto:{case.reader}">读者一</a>
（{case.reader}）</p><p>找不到你输入的地址，请检查后重新发送。</p>
<p>供管理员使用的诊断信息：</p><p>{case.reader}</p>
<p>Remote Server returned '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found'</p>"""
    sender = "MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@qingshi.example"
    return _html(case, sender, "无法传递: 云岭水泥党群工作", page)


def qmail(case: Case = NOBODY) -> bytes:
    """A bounce in English words alone, which flufl.bounce knows."""
    return f"""Return-Path: <>
From: MAILER-DAEMON@old.example
To: {case.back_to}
Subject: failure notice

Hi. This is the qmail-send program at old.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{case.reader}>:
192.0.2.9 does not like recipient.
Remote host said: 550 5.1.1 unknown user

--- Below this line is a copy of the message.

Message-ID: <x@elsewhere.example>

x
""".replace("\n", "\r\n").encode()


def receipt(case: Case = NOBODY, *, disposition: str = "displayed") -> bytes:
    """A read receipt (RFC 8098) as Outlook sends it."""
    return f"""From: {case.reader}
To: {case.back_to}
Subject: =?utf-8?B?{_encoded("已读: 云岭水泥党群工作")}?=
MIME-Version: 1.0
Content-Type: multipart/report; report-type=disposition-notification; boundary="MDN"

--MDN
Content-Type: text/plain; charset=utf-8

ok

--MDN
Content-Type: message/disposition-notification

Final-Recipient: rfc822;{case.reader}
Original-Message-ID: <{case.letter_id or "x@elsewhere.example"}>
Disposition: manual-action/MDN-sent-manually; {disposition}

--MDN--
""".replace("\n", "\r\n").encode()


def out_of_office(case: Case = NOBODY) -> bytes:
    """An automatic answer of somebody who is away."""
    return f"""From: {case.reader}
To: {case.back_to}
Subject: =?utf-8?B?{_encoded("自动答复: 外出")}?=
In-Reply-To: <{case.letter_id or "x@elsewhere.example"}>
Auto-Submitted: auto-replied
Content-Type: text/plain; charset=utf-8

本人出差，6月15日回。
""".replace("\n", "\r\n").encode()


def _html(case: Case, sender: str, subject: str, page: str) -> bytes:
    return f"""Return-Path: <>
From: "PostMaster" <{sender}>
To: {case.back_to}
Subject: =?utf-8?B?{_encoded(subject)}?=
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

{base64.encodebytes(page.encode()).decode().strip()}
""".replace("\n", "\r\n").encode()


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
