"""The sample mailbox: every message of the three weeks before a day, in the order of arrival."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from email import message_from_bytes
from email.utils import parsedate_to_datetime

from jianbao.samples.contributions import pieces
from jianbao.samples.mail import reports, special
from jianbao.samples.mail.forms import in_the_mail, word_beside_photos
from jianbao.samples.mail.letter import letter_of
from jianbao.samples.mail.ordinary import rows
from jianbao.samples.values import MailSample

_DELIVERED_TWICE = "nanping-rescue"


def mailbox(today: dt.date) -> tuple[MailSample, ...]:
    """Give the messages that came in the three weeks before `today`, the first to come first.

    The same day gives the same bytes. A message delivered twice stands here twice.
    """
    samples = [*_ordinary(today), *_special(today), *_from_machines(today)]
    (again,) = (sample for sample in samples if sample.name == _DELIVERED_TWICE)
    samples.append(MailSample(f"{again.name}-again", again.raw, "redelivery"))
    return tuple(sorted(samples, key=lambda sample: (_sent(sample.raw), sample.name)))


def _sent(raw: bytes) -> dt.datetime:
    return parsedate_to_datetime(message_from_bytes(raw)["Date"])


def _ordinary(today: dt.date) -> Iterator[MailSample]:
    written = pieces(today)
    for key, form, manner, scenes, expects in rows():
        piece = written[key]
        yield MailSample(key, letter_of(piece, manner).raw(form(piece, manner, scenes)), expects)


def _special(today: dt.date) -> Iterator[MailSample]:
    written = pieces(today)
    first, second = special.revision(written)
    printed, copy = written["nanping-spring"], written["qingshi-drill"]
    printed_before = letter_of(printed).raw(word_beside_photos(printed, "utf-8", ("quarry",)))
    yield MailSample("baichuan-power", special.table_inside(written), "piece")
    yield MailSample("caiwu-card", special.table_beside(written), "piece")
    yield MailSample("anhuan-figures", special.table_alone(written, today), "piece")
    yield MailSample("gonghui-skills", special.forwarded(written), "piece")
    yield MailSample("wuliu-classroom", special.private_address(written), "piece")
    yield MailSample("hongfeng-three", special.three_zipped(written), "pieces")
    yield MailSample("baichuan-briefs", special.three_at_once(written), "pieces")
    yield MailSample("qingshi-crane", first, "piece")
    yield MailSample("qingshi-crane-revised", second, "revision")
    copied = letter_of(copy, days_after=2).raw(in_the_mail(copy, "utf-8", ()))
    yield MailSample("qingshi-drill", copied, "duplicate")
    yield MailSample("nanping-spring", printed_before, "printed")
    yield MailSample("stranger", special.stranger(written), "stranger")
    yield MailSample("zhuangbei-broken", special.broken(written), "unreadable")
    yield MailSample("caiwu-locked", special.locked(written), "encrypted")
    yield MailSample("forgotten", special.forgotten(written), "empty")


def _from_machines(today: dt.date) -> Iterator[MailSample]:
    yield MailSample("absence", reports.absence_note(today), "auto-reply")
    yield MailSample("bounce", reports.bounce(today), "bounce")
    yield MailSample("worded-bounce", reports.worded_bounce(today), "bounce")
    yield MailSample("delay", reports.delay(today), "delay")
