"""Intake: a message in to a contribution that waits, per format; pages of an inbox of 50,000.

Beside it, what others need to get the mere text out of the same file.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from clock import Work, of_command, of_report, show, take_turns
from jianbao.samples.contributions import Piece, pieces
from jianbao.samples.files.others import rtf_file
from jianbao.samples.files.pages import pdf_file, scanned_file
from jianbao.samples.files.word import word_file
from material import OURS, PEERS

DESK = Path(__file__).with_name("desk_with.py")
READ = Path(__file__).with_name("read_with.py")
TODAY = dt.date(2026, 11, 2)
INBOX = 50_000
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAGES = {
    "inbox, first page": "/b/yunling/inbox/",
    "inbox, everything": "/b/yunling/inbox/?list=all",
    "inbox, words searched": "/b/yunling/inbox/?list=all&q=%E9%9D%92%E7%9F%B3",
    "today": "/b/yunling/",
}


def page_of(piece: Piece) -> bytes:
    """Write a piece as a plain page of HTML."""
    head = '<!doctype html><html lang="zh"><meta charset="utf-8">'
    return (
        f"{head}<h1>{piece.title}</h1><p>{'<p>'.join(piece.text.split(chr(10) * 2)[1:])}".encode()
    )


@dataclass(frozen=True)
class Format:
    """How a piece becomes a file, attached or the mail itself, and who else reads it."""

    make: Callable[[Piece], bytes]
    media_type: str
    others: tuple[str, ...] = ()
    attached: bool = True
    count: int = 30
    rounds: int = 3


FORMATS = {
    "txt": Format(lambda piece: piece.text.encode(), "text/plain", attached=False),
    "html": Format(page_of, "text/html", ("markitdown", "LibreOffice"), attached=False),
    "docx": Format(word_file, WORD, ("markitdown", "LibreOffice")),
    "rtf": Format(rtf_file, "application/rtf", ("LibreOffice",)),
    "pdf": Format(pdf_file, "application/pdf", ("markitdown",)),
    "scan.pdf": Format(scanned_file, "application/pdf", count=3, rounds=1),
}


def mail_with(piece: Piece, suffix: str, file: bytes) -> bytes:
    """Give the message in which the author sends the piece."""
    kind = FORMATS[suffix]
    main, sub = kind.media_type.split("/")
    mail = EmailMessage()
    mail["From"] = f"{piece.author} <{piece.key}@yunling.example>"
    mail["To"] = "tougao@yunling.example"
    mail["Subject"] = f"投稿：{piece.title}"
    mail["Message-ID"] = f"<{piece.key}.{suffix}@yunling.example>"
    if kind.attached:
        mail.set_content(f"编辑老师好，稿件见附件。\n\n--\n{piece.unit} {piece.author}\n")
        mail.add_attachment(file, main, sub, filename=f"{piece.title}.{suffix}")
    else:
        mail.set_content(file.decode(), subtype=sub)
    return mail.as_bytes()


def lay_out(folder: Path, suffix: str) -> tuple[Path, list[Path]]:
    """Write the pieces as files and as messages; give the folder of messages, and the files."""
    mails, files = folder / f"mails.{suffix}", folder / f"files.{suffix}"
    mails.mkdir()
    files.mkdir()
    for piece in list(pieces(TODAY).values())[: FORMATS[suffix].count]:
        file = FORMATS[suffix].make(piece)
        (files / f"{piece.key}.{suffix}").write_bytes(file)
        (mails / f"{piece.key}.eml").write_bytes(mail_with(piece, suffix, file))
    return mails, sorted(files.iterdir())


def at_desk(prepared: Path, *words: str | Path) -> Work:
    """Give a contestant that works at a desk as it was prepared, new each time."""

    def run() -> float:
        with tempfile.TemporaryDirectory() as name:
            home = shutil.copytree(prepared, Path(name) / "home")
            return of_report([OURS, DESK, home, *words])()

    return run


def by_office(office: str, folder: Path, files: Sequence[Path]) -> Work:
    """Give LibreOffice turning files to text, all by one process; its start is left out."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    to_text = [office, profile, "--headless", "--convert-to", "txt:Text", "--outdir", folder / "lo"]
    one, every = of_command([*to_text, files[0]]), of_command([*to_text, *files])
    return lambda: (every() - one()) / (len(files) - 1)


def contestants(suffix: str, prepared: Path, folder: Path) -> dict[str, Work]:
    """Give who takes part for a format."""
    mails, files = lay_out(folder, suffix)
    names = FORMATS[suffix].others
    found = {"jianbao: mail to waiting contribution": at_desk(prepared, "receive", mails)}
    if names:
        found["jianbao: file to structure"] = of_report([OURS, READ, "structure", "1", *files])
    if "markitdown" in names and PEERS.exists():
        found["markitdown: file to text"] = of_report([PEERS, READ, "markitdown", "1", *files])
    office = shutil.which("soffice")
    if "LibreOffice" in names and office:
        found["LibreOffice: file to text"] = by_office(office, folder, files)
    return found


def main() -> None:
    """Print a table for each format, then one of pages."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepared = folder / "prepared"
        of_report([OURS, DESK, prepared, "prepare"])()
        for suffix, kind in FORMATS.items():
            medians = take_turns(contestants(suffix, prepared, folder), rounds=kind.rounds)
            show(f"take in .{suffix}, CPU", medians, unit="files", rate=True)
        of_report([OURS, DESK, prepared, "fill", str(INBOX)])()
        pages = {
            title: of_report([OURS, DESK, prepared, "open", "20", address])
            for title, address in PAGES.items()
        }
        show(f"pages of a desk with {INBOX:,} contributions, CPU", take_turns(pages, rounds=3))


if __name__ == "__main__":
    main()
