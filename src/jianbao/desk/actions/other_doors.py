"""The doors beside the mailbox: watched folders and the mail listener. Both lead to `receiving`."""

from __future__ import annotations

import os
import time
from pathlib import Path

import structlog
from django.conf import settings
from django.db.models.functions import Lower

from jianbao.desk.actions.receiving import receive
from jianbao.desk.actions.submitting import submit
from jianbao.desk.errors import Impossible
from jianbao.desk.models import Bulletin, Contribution, Dispatch, Mailbox
from jianbao.desk.queries.notices import place_by_token
from jianbao.intake.packing import Submission, Upload
from jianbao.post.folder import put_away, waiting_files
from jianbao.post.message import looks_like_mail
from jianbao.post.verp import token_in

DONE = "已处理"
SETTLED = 5.0  # seconds for which a file has not changed
_CHUNK = 1 << 20
log = structlog.get_logger()


def poll_folders(*, now: float | None = None) -> int:
    """Take in what lies in incoming/<bulletin>/, and put it away; give how many files.

    A file that cannot be kept stays where it is and is tried again.
    """
    taken = 0
    for bulletin in Bulletin.objects.filter(archived_at=None):
        folder = settings.JIANBAO.incoming / bulletin.slug
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            files = list(waiting_files(folder, SETTLED, time.time() if now is None else now))
        except OSError:
            log.exception("folder cannot be read", bulletin=bulletin.slug)
            continue
        for file in files:
            taken += _take(file, bulletin)
    return taken


def keep_delivered(recipients: tuple[str, ...], raw: bytes, sender: str) -> None:
    """Keep a mail that was delivered to the listener, for each bulletin that it was sent to.

    What came back to a return address is kept with that address, which only the envelope names.
    Raises Impossible when none takes it any more, so that its sender keeps it.
    """
    del sender  # it stands in the message as Return-Path
    kept = [(bulletin, raw) for bulletin in _addressed(recipients)]
    for address in recipients:
        noted = b"Delivered-To: " + address.encode("utf-8", "replace") + b"\r\n" + raw
        kept += [(bulletin, noted) for bulletin in _returned_to(address)]
    if not kept:
        raise Impossible("bulletin-archived")
    for bulletin, content in kept:
        receive(content, bulletin=bulletin, channel=Contribution.Channel.LISTENER)


def is_address_of_ours(address: str) -> bool:
    """Say whether mail to an address is for a bulletin of this desk, or a letter come back."""
    return bool(_addressed((address,)) or _returned_to(address))


def is_for_bounces(address: str) -> bool:
    """Say whether it is the box for bounces, or a return address of it."""
    box = settings.JIANBAO.bounces_to
    return bool(box) and (address.lower() == box.lower() or bool(token_in(address, box)))


def _returned_to(address: str) -> list[Bulletin]:
    """Give the bulletin whose letter came back: of its token, else the last one that sent any.

    A box for bounces that takes contributions too is a bulletin's own.
    """
    if not is_for_bounces(address) or _addressed((address,)):
        return []
    place = place_by_token((token_in(address, settings.JIANBAO.bounces_to),))
    if place:
        return [place.delivery.dispatch.bulletin]
    last = Dispatch.objects.exclude(started_at=None).order_by("-started_at", "-pk").first()
    return [last.bulletin] if last else []


def _addressed(recipients: tuple[str, ...]) -> list[Bulletin]:
    wanted = [address.lower() for address in recipients]
    open_ones = Bulletin.objects.filter(archived_at=None)
    by_address = open_ones.annotate(address=Lower("submission_address")).filter(address__in=wanted)
    accounts = Mailbox.objects.annotate(address=Lower("account")).filter(address__in=wanted)
    by_account = open_ones.filter(pk__in=accounts.values("bulletin"))
    return list({bulletin.pk: bulletin for bulletin in (*by_address, *by_account)}.values())


def _take(file: Path, bulletin: Bulletin) -> bool:
    try:
        _receive_file(file, bulletin)
        put_away(file, file.parent / DONE)
    except OSError:
        log.exception("file cannot be taken in", file=_name_of(file), bulletin=bulletin.slug)
        return False
    return True


def _receive_file(file: Path, bulletin: Bulletin) -> None:
    """Take in one file: a mail, or one too large to be looked into, as itself; others packaged."""
    channel, name = Contribution.Channel.FOLDER, _name_of(file)
    too_large = file.stat().st_size > settings.JIANBAO.largest_upload
    with file.open("rb") as stream:
        if too_large or looks_like_mail(stream.read(_CHUNK), name) == "eml":
            stream.seek(0)
            chunks = iter(lambda: stream.read(_CHUNK), b"")
            receive(chunks, bulletin=bulletin, channel=channel, name=name)
            return
    submission = Submission(files=(Upload(name, file.read_bytes()),))
    submit(submission, bulletin=bulletin, channel=channel, by=None)


def _name_of(file: Path) -> str:
    """Give the name of a file, also where a share of Windows wrote it in GBK."""
    name = os.fsencode(file.name)
    try:
        return name.decode()
    except UnicodeDecodeError:
        return name.decode("gb18030", "replace")
