"""The Word package around a document: its properties, its source, and its bytes without a clock."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from jianbao.document.interchange import to_json
from jianbao.document.model import Issue
from jianbao.document.numbering import format_number
from jianbao.document.write.allowed import allowed
from jianbao.document.write.word.packing import pack
from jianbao.document.write.word.pictures import Gallery

SOURCE = "/jianbao/issue.json"
_RELATION = "urn:jianbao:relationships/"  # unknown to Word, which may keep or drop what it names
_LONGEST = 255  # characters of a core property


def describe(document: Document, issue: Issue) -> None:
    """Fill in the core properties from the masthead; its date stands for every date."""
    masthead = issue.masthead
    day = masthead.date or dt.date(1980, 1, 1)
    moment = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).replace(tzinfo=None)
    properties = document.core_properties
    number = format_number(masthead)
    properties.title = allowed(" ".join(filter(None, (masthead.title, number))))[:_LONGEST]
    properties.subject = allowed(number)[:_LONGEST]
    properties.author = allowed(masthead.department)[:_LONGEST]
    properties.last_modified_by = allowed(masthead.department)[:_LONGEST]
    properties.language = "zh-CN"
    properties.revision = 1
    properties.created = properties.modified = moment


def attach_source(document: Document, issue: Issue, gallery: Gallery) -> None:
    """Put the issue's JSON and the bytes of its pictures into the package."""
    package = document.part.package
    source = Part(PackURI(SOURCE), "application/json", to_json(issue), package)
    package.relate_to(source, _RELATION + "source")
    for item in issue.items():
        for picture in item.pictures:
            part = gallery.source_part(picture.file)
            if part is not None:
                source.relate_to(part, _RELATION + "picture")


def saved(document: Document) -> bytes:
    """Give the bytes of the file: parts in a fixed order, no clock."""
    first = io.BytesIO()
    document.save(first)
    with zipfile.ZipFile(first) as made:
        return pack({name: made.read(name) for name in sorted(made.namelist())})
