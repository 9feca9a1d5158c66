"""What a test writes down itself of what people saw, signed and printed; it asks no code of ours.

It reads rows and files plainly: words out of JSON, hashes by hashlib.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, NamedTuple

from jianbao.desk import vault
from jianbao.desk.models import Edition, Issue, Item
from jianbao.document.write.formats import FORMATS


class Words(NamedTuple):
    """What an issue says, as a reader of it would copy it out."""

    department: str
    number: tuple[int | None, int | None]
    date: str | None
    note: tuple[str, ...]
    items: tuple[tuple[str, str, str], ...]  # section, title or run-in head, text


class Page(NamedTuple):
    """What somebody saw of an issue: the hash that the page named, and the words on it."""

    issue: int
    sha256: str
    words: Words


class Ledger:
    """The signatures that stand, as the test saw them given and taken, and what was printed."""

    def __init__(self) -> None:
        self._signed: dict[int, Page] = {}
        self._frozen: dict[int, Page] = {}
        self._files: dict[int, dict[str, str]] = {}

    def sign(self, page: Page) -> None:
        """Note that somebody signed what they saw."""
        self._signed[page.issue] = page

    def unsign(self, issue: int) -> None:
        """Note that the signature was taken back, or the issue."""
        self._signed.pop(issue, None)

    def check(self) -> int:
        """Look at every edition there is; give how many are out."""
        editions = list(Edition.objects.select_related("snapshot", "issue"))
        for edition in editions:
            if edition.pk not in self._frozen:
                self._note_frozen(edition)
        out = [edition for edition in editions if edition.state == "out"]
        for edition in out:
            if edition.pk not in self._files:
                self._files[edition.pk] = _checked_files(edition, self._frozen[edition.pk])
            else:
                rows = dict(edition.files.values_list("format", "sha256"))
                assert rows == self._files[edition.pk], "what is printed never changes"
        _check_numbers(editions)
        return len(out)

    def _note_frozen(self, edition: Edition) -> None:
        made = edition.snapshot.issue_id
        signed = self._signed.get(made)
        assert signed is not None, "frozen without a signature"
        assert edition.snapshot.sha256 == signed.sha256, "frozen in another content than was signed"
        assert words_of(made) == signed.words, "signed in other words than stand there"
        self._frozen[edition.pk] = signed


def words_of(issue: int) -> Words:
    """Read what stands in an issue now, row by row."""
    row = Issue.objects.select_related("corrects", "bulletin").get(pk=issue)
    numbered = row.corrects or row
    printed = numbered.content["masthead"] if row.corrects and numbered.content else {}
    items = Item.objects.filter(issue=issue, withdrawn_at=None).order_by("position")
    return Words(
        printed.get("department", row.bulletin.department),
        (numbered.number, numbered.running_number),
        row.date.isoformat() if row.date else None,
        _note(row.note),
        tuple(_item(section, content) for section, content in items.values_list(*_ITEM)),
    )


_ITEM = ("section_title", "content")


def _printed_words(document: dict[str, Any]) -> Words:
    masthead = document["masthead"]
    return Words(
        masthead.get("department", ""),
        (masthead.get("number"), masthead.get("running_number")),
        masthead.get("date"),
        _note(document.get("note")),
        tuple(
            _item(section["title"], item)
            for section in document.get("sections", ())
            for part in (section, *section.get("subsections", ()))
            for item in part.get("items", ())
        ),
    )


def _note(note: dict[str, Any] | None) -> tuple[str, ...]:
    return (note.get("title", ""), *note.get("paragraphs", ())) if note else ()


def _item(section: str, content: dict[str, Any]) -> tuple[str, str, str]:
    head = content.get("title") or content.get("lead") or ""
    return section, head, "\n".join(content.get("paragraphs", ()))


def _checked_files(edition: Edition, signed: Page) -> dict[str, str]:
    """Hold every stored file of an edition against its row and against what was signed."""
    files = {row.format: row for row in edition.files.all()}
    assert set(files) == set(FORMATS)
    stored = {name: vault.path_of(row.sha256).read_bytes() for name, row in files.items()}
    for name, data in stored.items():
        assert hashlib.sha256(data).hexdigest() == files[name].sha256, name
        assert len(data) == files[name].size, name
    document = json.loads(stored["json"])
    compact = json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"
    assert hashlib.sha256(compact.encode()).hexdigest() == signed.sha256
    assert _printed_words(document) == signed.words
    for name in ("txt", "md", "html", "wechat"):
        for _, _, text in signed.words.items:
            for paragraph in text.split("\n"):
                assert paragraph in stored[name].decode(), (name, paragraph)
    return {name: row.sha256 for name, row in files.items()}


def _check_numbers(editions: list[Edition]) -> None:
    """No number on two printed issues, none on two editions of one."""
    first = [edition for edition in editions if edition.number == 1]
    heads = [edition.snapshot.content["masthead"] for edition in first]
    for names in (("year", "number"), ("running_number",)):
        borne = [tuple(head.get(name) for name in names) for head in heads]
        assert len(borne) == len(set(borne)), names
    placed = [(edition.issue_id, edition.number) for edition in editions]
    assert len(placed) == len(set(placed))
