"""What sort of mail it is: a person's letter, or something a machine sent that is no contribution.

It only says; what is done with a kind is decided elsewhere, and nothing is dropped for it.
"""

from __future__ import annotations

import re

from jianbao.post import headers
from jianbao.post.charset import decode
from jianbao.post.mime import Entity
from jianbao.post.values import Failure, Kind, Part

OWN_ID_PREFIX = "jb."
"""Every Message-ID of this desk begins so; see `letter.own_message_id`."""

_AUTO_SUBJECT = re.compile(
    r"^(?:自动回复|自动答复|自動回覆|Automatic reply|Auto(?:matic)?[- ]?Re(?:ply|sponse)?"
    r"|Out of (?:the )?Office)\s*(?:[:：]|$)",
    re.IGNORECASE,
)
_AUTO_FIELDS = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-mail-autoreply")
_PRECEDENCE = ("bulk", "junk", "auto_reply", "auto-reply")
_DAEMON = re.compile(
    r"^(?:mailer-daemon|postmaster|mail-daemon|mdaemon|noreply-bounce|post_?office"
    r"|microsoftexchange[0-9a-f]{20,40})@",
    re.IGNORECASE,
)
_BOUNCE_SUBJECT = re.compile(
    r"退信|未送达|无法送达|无法传递|未传递|邮件被退回|投递失败|发送失败|送信失败"
    r"|Undeliver(?:ed|able)|Delivery (?:has )?fail"
    r"|Delivery Status Notification|failure notice|Returned mail|Mail delivery (?:failed|system)",
    re.IGNORECASE,
)
_DELAY_SUBJECT = re.compile(r"延迟|推迟投递|delayed|Warning: could not send", re.IGNORECASE)
_RECEIPT_SUBJECT = re.compile(
    r"^(?:已读回执|已读|阅读回执|Read|Read receipt)\s*[:：]", re.IGNORECASE
)
_STATUS_FIELD = re.compile(
    rb"^([A-Za-z-]{2,60})[ \t]*:[ \t]*([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)", re.MULTILINE
)
_RETURNED = ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global")


def kind_of(mail: Entity, parts: tuple[Part, ...], own_domain: str = "") -> Kind:
    """Tell the kind of a mail from its header and parts.

    `own` is mail with a Message-ID of this desk; with `own_domain`, of that domain only.
    """
    if _is_own(mail, own_domain):
        return "own"
    report = headers.parameter(mail.field("content-type"), "report-type").lower()
    types = {part.media_type for part in parts}
    subject = headers.text_of(mail.field("subject"))
    if "disposition-notification" in report or "message/disposition-notification" in types:
        return "receipt"
    if report == "delivery-status" or "message/delivery-status" in types:
        return _delivery_kind(failures_of(parts))
    if _from_daemon(mail) and _BOUNCE_SUBJECT.search(subject):
        return "delay" if _DELAY_SUBJECT.search(subject) else "bounce"
    if _is_automatic(mail) or _AUTO_SUBJECT.match(subject):
        return "receipt" if _RECEIPT_SUBJECT.match(subject) else "auto-reply"
    return "letter"


def failures_of(parts: tuple[Part, ...]) -> tuple[Failure, ...]:
    """Read what a delivery status (RFC 3464) says of each recipient."""
    found: list[Failure] = []
    for part in parts:
        if part.media_type not in ("message/delivery-status", "message/global-delivery-status"):
            continue
        for group in re.split(rb"(?:\r?\n){2,}", part.content[: 256 << 10]):
            said = {
                name.decode("ascii").lower(): headers.text_of(value)
                for name, value in _STATUS_FIELD.findall(group)
            }
            recipient = said.get("original-recipient") or said.get("final-recipient")
            if recipient:
                found.append(_failure(recipient, said))
    return tuple(found[:1000])


def _failure(recipient: str, said: dict[str, str]) -> Failure:
    action = said.get("action", "").lower().partition(" ")[0]
    reason = said.get("diagnostic-code", "").partition(";")
    return Failure(
        recipient.rpartition(";")[2].strip(" <>"),
        action,
        said.get("status", "").split(" ")[0],
        (reason[2] or reason[0]).strip(),
    )


def returned_id_of(parts: tuple[Part, ...]) -> str:
    """Give the Message-ID of the letter that a bounce returns, or ''."""
    for part in parts:
        if part.media_type in _RETURNED:
            ids = headers.ids_of(Entity(part.content[: 64 << 10]).field("message-id"))
            if ids:
                return ids[0]
    for part in parts:
        if part.media_type == "message/disposition-notification":
            fields = Entity(part.content[: 64 << 10])
            return next(iter(headers.ids_of(fields.field("original-message-id"))), "")
    return ""


def _delivery_kind(failures: tuple[Failure, ...]) -> Kind:
    actions = {failure.action for failure in failures}
    if "failed" in actions or not actions:
        return "bounce"
    if "delayed" in actions:
        return "delay"
    return "receipt" if actions & {"delivered", "relayed", "expanded"} else "bounce"


def _is_own(mail: Entity, own_domain: str) -> bool:
    identity = next(iter(headers.ids_of(mail.field("message-id"))), "")
    domain = identity.rpartition("@")[2].lower()
    return identity.startswith(OWN_ID_PREFIX) and (not own_domain or domain == own_domain.lower())


def _from_daemon(mail: Entity) -> bool:
    senders = headers.addresses(mail.field("from"))
    nobody = decode(mail.field("return-path")).strip() == "<>"
    return nobody or any(_DAEMON.match(sender.address) for sender in senders)


def _is_automatic(mail: Entity) -> bool:
    submitted = headers.main_value(mail.field("auto-submitted"))
    if submitted and submitted.split()[:1] != ["no"]:
        return True
    if any(name in _AUTO_FIELDS for name, _ in mail.fields):
        return True
    if headers.main_value(mail.field("precedence")) in _PRECEDENCE:
        return True
    return _from_daemon(mail)
