"""The front door: the bytes of any file to a Reading; what a file holds never makes it raise.

What one file may do without is loaded late: a file of jianbao's own needs no structure reader.
"""

from __future__ import annotations

import msgspec

from jianbao.document.problems import Problem, Unreadable, problem
from jianbao.document.profile import EMPTY, Profile
from jianbao.document.read.formats.decode import decode_text
from jianbao.document.read.formats.ocr import PutOff
from jianbao.document.read.formats.reading import FormatReading
from jianbao.document.read.formats.sniff import sniff
from jianbao.document.read.formats.text import read_text_lines
from jianbao.document.read.kinds import CONVERTED, RECOGNISABLE, reader_of
from jianbao.document.read.own_forms import read_own_json, read_source
from jianbao.document.read.reading import Reading
from jianbao.document.read.request import Request

_FRONT = 300_000  # characters in which the front matter of a text form ends
LARGEST = 200 << 20  # bytes of one file
DEPTH = 3  # zips within zips
_REFUSED_AS = {MemoryError: "too-big", RecursionError: "too-deep"}


def read(
    data: bytes,
    *,
    name: str = "",
    profile: Profile = EMPTY,
    language: str = "zh",
    trust_source: bool = True,
) -> Reading:
    """Read a file into the issues it holds, with the problems met on the way.

    `name` only tells kinds of plain text apart. A file that jianbao made is read from the issue
    inside it while its text still says the same, unless `trust_source` is off. A file that cannot
    be read gives one Problem with `refused` set. Files of strangers belong in `confined`.
    """
    request = Request(name=name, profile=profile, language=language, trust_source=trust_source)
    return read_request(data, request)


def read_request(data: bytes, request: Request) -> Reading:
    """Read a file as `read` does. Raises ocr.PutOff only, when `recognise` is off."""
    return _read(data, request, depth=1)


def needs_conversion(data: bytes, request: Request) -> bool:
    """Say whether reading the file may start LibreOffice."""
    return sniff(data, request.name) in CONVERTED


def _read(data: bytes, request: Request, *, depth: int) -> Reading:
    kind = ""
    try:
        if len(data) > LARGEST:
            raise Unreadable("too-big", limit=f"{LARGEST >> 20} MB")  # noqa: TRY301 - one way out
        kind = sniff(data, request.name)
        return _read_kind(kind, data, request, depth=depth)
    except (PutOff, NameError):  # a name missing is a fault of ours, not of the file
        raise
    except Unreadable as error:
        return Reading(problems=(error.problem(request.language),), format=kind)
    except Exception as error:  # noqa: BLE001 - a stranger's file may trip any library
        return Reading(problems=(_tripped(error, request.language),), format=kind)


def _tripped(error: Exception, language: str) -> Problem:
    """Say why a library gave up; `where` names its complaint for whoever looks into it."""
    code = next((c for kind, c in _REFUSED_AS.items() if isinstance(error, kind)), "corrupt")
    limit = {"limit": "2 GB"} if code == "too-big" else {}
    return problem(code, where=type(error).__name__, language=language, **limit)


def _read_kind(kind: str, data: bytes, request: Request, *, depth: int) -> Reading:
    if kind == "empty":
        raise Unreadable("empty")
    if kind == "encrypted":
        raise Unreadable("encrypted")
    if kind == "json":
        return read_own_json(data)
    if kind in {"text", "markdown"}:
        return _read_text(kind, data, request)
    if kind == "zip":
        return _read_zip(data, request, depth=depth)
    wish = {"recognise": request.recognise} if kind in RECOGNISABLE else {}
    read_format = reader_of(kind, language=request.language)
    return _structured(read_format(data, language=request.language, **wish), kind, request)


def _read_zip(data: bytes, request: Request, *, depth: int) -> Reading:
    from jianbao.document.read.bundle import read_bundle  # noqa: PLC0415 - loads late: XML

    if depth > DEPTH:
        raise Unreadable("too-deep")

    def read_one(content: bytes, name: str) -> Reading:
        return _read(content, msgspec.structs.replace(request, name=name), depth=depth + 1)

    return read_bundle(data, read_one)


def _read_text(kind: str, data: bytes, request: Request) -> Reading:
    text, remark = decode_text(data, language=request.language)
    own = _read_text_form(text) if "jianbao" in text[:_FRONT] else None
    if own is not None:
        return own
    if kind == "markdown":
        return _structured(reader_of(kind)(data, language=request.language), kind, request)
    problems = (remark,) if remark else ()
    found = FormatReading(lines=tuple(read_text_lines(text)), problems=problems)
    return _structured(found, kind, request)


def _read_text_form(text: str) -> Reading | None:
    from jianbao.document.read.text_form_file import (  # noqa: PLC0415 - loads late: YAML
        read_text_form,
    )

    return read_text_form(text)


def _structured(found: FormatReading, kind: str, request: Request) -> Reading:
    own = _own(found, kind) if request.trust_source else None
    if own is not None:
        return own
    from jianbao.document.read.structure import (  # noqa: PLC0415 - loads late: many patterns
        read_structure,
    )

    structure = read_structure(
        found.lines,
        profile=request.profile,
        language=request.language,
        front_matter=found.front_matter,
    )
    reading = Reading(
        issues=structure.issues,
        problems=found.problems + structure.problems,
        origins=structure.origins,
        pictures=found.pictures,
        format=kind,
    )
    if reading.issues or any(one.refused for one in reading.problems):
        return reading
    empty = problem("empty", language=request.language)
    return msgspec.structs.replace(reading, problems=(*reading.problems, empty))


def _own(found: FormatReading, kind: str) -> Reading | None:
    """Give the issue that jianbao left in its own file, if the file still shows its text."""
    from jianbao.document.read.source_check import still_says  # noqa: PLC0415 - loads late

    reading = read_source(found.source, kind) if found.source else None
    if reading is None or not still_says(reading.issues[0], found.lines):
        return None
    return msgspec.structs.replace(reading, problems=found.problems, pictures=found.source_pictures)
