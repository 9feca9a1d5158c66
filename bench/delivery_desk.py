"""A desk with a printed issue of 300 kB and a list of readers, and its dispatch."""

from __future__ import annotations

import io
import os
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PDF = 300_000  # bytes
FEW = 200


def open_desk(home: Path, port: int) -> None:
    """Set Django up for this home and a mail server on this port, which is given all it takes."""
    import django

    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "jianbao.settings",
        "JIANBAO_HOME": str(home),
        "JIANBAO_SMTP_URL": f"smtp://127.0.0.1:{port}",
        "JIANBAO_LETTERS_FROM": "编辑部 <desk@yunling.example>",
        "JIANBAO_BOUNCES_TO": "bounce@yunling.example",
        "JIANBAO_LETTERS_PER_MINUTE": "1000000",
        "JIANBAO_LETTERS_PER_HOUR": "1000000",
        "JIANBAO_LETTERS_PER_DAY": "1000000",
        "JIANBAO_LETTERS_PER_CONNECTION": "1000000",
        "JIANBAO_LOG_LEVEL": "ERROR",
    }
    django.setup()


def fill(home: Path, count: int) -> None:
    """Print an issue, and put its letter and PDF into the folder for the other contestants."""
    open_desk(home, 25)
    sys.path.append(str(ROOT / "tests"))  # people, and an issue on its way through the press
    from django.conf import settings

    from jianbao.config import prepare_home
    from jianbao.desk import vault
    from jianbao.desk.actions.dispatching.writing_letters import told_of, write_letter
    from jianbao.desk.actions.preparing import prepare_database
    from jianbao.desk.queries.letter_templates import USUAL
    from printing import a_printed_issue, an_office

    prepare_home(settings.JIANBAO)
    prepare_database()
    edition = a_printed_issue(an_office(), 4).editions.get()
    files = edition.files.filter(format="pdf")
    pdf = _of_size(vault.read_stored(files.get().sha256))
    files.update(sha256=vault.store_bytes(pdf).sha256, size=len(pdf))
    _add_readers(count)
    written = write_letter(USUAL, told_of(edition, "attached"), "")
    (home / "letter.txt").write_text(written.text, "utf-8")
    (home / "letter.html").write_text(written.html, "utf-8")
    (home / "issue.pdf").write_bytes(pdf)


def _add_readers(count: int) -> None:
    """Put so many readers into one group, and the first of them into another."""
    from jianbao.desk.models import Bulletin, Recipient, RecipientGroup

    bulletin = Bulletin.objects.get()
    readers = Recipient.objects.bulk_create(
        Recipient(
            bulletin=bulletin,
            name=f"读者{number}",
            address=f"reader{number}@yunling.example",
        )
        for number in range(count)
    )
    for name, most in (("所有读者", count), ("部分读者", FEW)):
        RecipientGroup.objects.create(bulletin=bulletin, name=name).recipients.set(readers[:most])


def _of_size(pdf: bytes) -> bytes:
    """Make a PDF as large as one with photographs."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.attachments["photograph.bin"] = os.urandom(PDF - len(pdf))
        out = io.BytesIO()
        opened.save(out)
    return out.getvalue()


def planned(home: Path, port: int, count: int) -> tuple[object, object]:
    """Plan a dispatch to so many readers; give it and who may send it."""
    open_desk(home, port)
    from jianbao.desk.actions.dispatching.preparing import Plan, prepare
    from jianbao.desk.models import Edition, RecipientGroup, User
    from jianbao.desk.queries.letter_templates import USUAL

    by = User.objects.get(username__startswith="publisher")
    group = next(one for one in RecipientGroup.objects.all() if one.recipients.count() == count)
    plan = Plan(USUAL.subject, USUAL.text, frozenset([group.pk]))
    return prepare(Edition.objects.get(), plan, by=by), by


def send_all(dispatch: object, by: object, count: int) -> None:
    """Approve, start and send the dispatch; every letter must have been accepted."""
    from jianbao.desk.actions.dispatching import controlling, freezing
    from jianbao.desk.actions.dispatching.sending import send_dispatch
    from jianbao.desk.models import Delivery, Dispatch, User

    assert isinstance(dispatch, Dispatch)
    assert isinstance(by, User)
    freezing.approve(dispatch, by=by, version=dispatch.version)
    controlling.start(dispatch, by=by)
    send_dispatch(dispatch, threading.Event(), "bench")
    assert Delivery.objects.filter(dispatch=dispatch, state="accepted").count() == count


if __name__ == "__main__":
    fill(Path(sys.argv[1]), int(sys.argv[2]))
