"""Sends a letter with a PDF to COUNT recipients with one program; prints memory and CPU.

Usage: delivery_with.py CONTESTANT FOLDER PORT COUNT
FOLDER holds letter.txt, letter.html and issue.pdf; for `dispatch` it is the home of a desk too. The
last line is the most memory that the process had while sending, in MB, and its CPU seconds for one
letter: from the letter as text and files to the server's last answer, without starts.
"""

from __future__ import annotations

import os
import resource
import smtplib  # noqa: TID251 - a contestant
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

SENDER, NAME, SUBJECT = "desk@yunling.example", "云岭水泥党群工作.pdf", "《云岭水泥党群工作》第7期"


class Material:
    """What every contestant sends, and to whom."""

    def __init__(self, folder: Path, port: int, count: int) -> None:
        self.folder, self.port, self.count = folder, port, count
        self.text = (folder / "letter.txt").read_text("utf-8")
        self.html = (folder / "letter.html").read_text("utf-8")
        self.pdf = (folder / "issue.pdf").read_bytes()

    def recipients(self) -> Iterator[tuple[str, str]]:
        for number in range(self.count):
            yield f"读者{number}", f"reader{number}@yunling.example"


def wire(material: Material) -> Callable[[], None]:
    """The post room alone: encoded once, a header for each, one line."""
    import datetime as dt

    import msgspec

    from jianbao.post.connection import Account
    from jianbao.post.letter import (
        Attachment,
        Letter,
        encode_content,
        encode_head,
        own_message_id,
    )
    from jianbao.post.mailing import prepare
    from jianbao.post.smtp import Accepted, open_sender
    from jianbao.post.values import Address

    def send() -> None:
        letter = Letter(
            sender=Address("编辑部", SENDER),
            to=(),
            subject=SUBJECT,
            text=material.text,
            html=material.html,
            date=dt.datetime.now(dt.UTC),
            attachments=(Attachment(NAME, "application/pdf", material.pdf),),
        )
        content = encode_content(letter)
        body = prepare(content.body)
        account = Account(host="127.0.0.1", port=material.port, security="plain")
        with open_sender(account, per_connection=material.count) as sender:
            for number, (name, address) in enumerate(material.recipients()):
                token = own_message_id(f"d.{number}", "yunling.example")
                one = msgspec.structs.replace(
                    letter, to=(Address(name, address),), message_id=token
                )
                head = encode_head(one, content.head)
                assert isinstance(sender.send(SENDER, address, head, then=body), Accepted)

    return send


def dispatch(material: Material) -> Callable[[], None]:
    """A dispatch of the desk: approved, every letter claimed, sent and written into the ledger."""
    from delivery_desk import planned, send_all

    plan, by = planned(material.folder, material.port, material.count)
    return lambda: send_all(plan, by, material.count)


def django(material: Material) -> Callable[[], None]:
    """Django's own API, as its documentation says: one connection for all, a message for each."""
    _set_up_django(material, [])
    from django.core.mail import (  # noqa: TID251 - a contestant
        EmailMultiAlternatives,
        get_connection,
    )

    def send() -> None:
        with get_connection() as connection:
            for name, address in material.recipients():
                message = EmailMultiAlternatives(
                    SUBJECT, material.text, SENDER, [f"{name} <{address}>"], connection=connection
                )
                message.attach_alternative(material.html, "text/html")
                message.attach(NAME, material.pdf, "application/pdf")
                assert message.send() == 1

    return send


def post_office(material: Material) -> Callable[[], None]:
    """django-post-office: a row for each letter, sent in batches from its queue."""
    _set_up_django(material, ["django.contrib.contenttypes", "post_office"])
    from django.core.files.base import ContentFile
    from django.core.management import call_command
    from post_office import mail
    from post_office.models import Attachment, Email

    call_command("migrate", verbosity=0)

    def send() -> None:
        attached = Attachment(name=NAME, mimetype="application/pdf")
        attached.file.save("issue.pdf", ContentFile(material.pdf))
        for name, address in material.recipients():
            mail.send(
                f"{name} <{address}>",
                SENDER,
                subject=SUBJECT,
                message=material.text,
                html_message=material.html,
            ).attachments.add(attached)
        while Email.objects.filter(status=2).exists():
            mail.send_queued()
        assert Email.objects.filter(status=0).count() == material.count

    return send


def smtplib_alone(material: Material) -> Callable[[], None]:
    """The standard library with the MIME encoded once and two headers put before it."""
    from email.message import EmailMessage
    from email.policy import SMTP

    def send() -> None:
        message = EmailMessage(policy=SMTP)
        message["From"], message["Subject"] = SENDER, SUBJECT
        message.set_content(material.text, cte="base64")
        message.add_alternative(material.html, subtype="html", cte="base64")
        message.add_attachment(material.pdf, "application", "pdf", filename=NAME)
        encoded = message.as_bytes()
        with smtplib.SMTP("127.0.0.1", material.port) as line:
            for number, (_, address) in enumerate(material.recipients()):
                head = f"To: {address}\r\nMessage-ID: <d.{number}@yunling.example>\r\n"
                assert line.sendmail(SENDER, address, head.encode() + encoded) == {}

    return send


def _set_up_django(material: Material, apps: list[str]) -> None:
    from django import setup
    from django.conf import settings

    folder = Path(tempfile.mkdtemp(dir=material.folder))
    settings.configure(
        INSTALLED_APPS=apps,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "db"}},
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        MEDIA_ROOT=folder,
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        USE_TZ=True,
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=material.port,
        EMAIL_TIMEOUT=60,
        POST_OFFICE={"DEFAULT_PRIORITY": "medium", "THREADS_PER_PROCESS": 1},
    )
    setup()


CONTESTANTS = {make.__name__: make for make in (wire, dispatch, django, post_office, smtplib_alone)}


def main() -> None:
    name, folder, port, count = sys.argv[1:]
    os.environ.setdefault("TZ", "Asia/Shanghai")
    send = CONTESTANTS[name](Material(Path(folder), int(port), int(count)))
    started = time.process_time()
    send()
    taken = (time.process_time() - started) / int(count)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, taken)


if __name__ == "__main__":
    main()
