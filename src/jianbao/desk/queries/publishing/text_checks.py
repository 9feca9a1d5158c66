"""What the content of an issue tells by itself: its texts, its pictures, its proofs."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import get_language

from jianbao.desk import vault
from jianbao.desk.models import Issue, Picture
from jianbao.desk.queries.profile import profile_of
from jianbao.desk.queries.publishing.check import About, Check, error, warning
from jianbao.desk.queries.roster import known_to
from jianbao.document import model
from jianbao.document.write.wording import byline_words

# The numbers of an issue are asked for by the tables, which know reasons for gaps.
_OF_NUMBERS = frozenset({"I801", "I803", "I804"})
_SHOWN = 30  # characters of an item by which a check names it


def text_checks(issue: Issue, content: model.Issue, today: dt.date) -> tuple[Check, ...]:
    """Ask what needs the content and nothing that changes without it."""
    return (
        *_items(content),
        *_pictures(content),
        *_glyphs(content),
        *_proofs(issue, content, today),
    )


def key_of(item: model.Item) -> int | None:
    """Give the key of the row that an item of a content was made from."""
    return int(item.id) if item.id.isascii() and item.id.isdigit() else None


def name_of(item: model.Item) -> str:
    """Name an item by how it begins."""
    text = item.text
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _items(content: model.Issue) -> Iterator[Check]:
    for item in content.items():
        key, name = key_of(item), name_of(item)
        if not item.text.strip() and not item.tables:
            yield error("item-empty", "item", key)
        byline = item.byline
        if byline and byline.raw and not (byline.units or byline.people):
            yield warning("byline-unread", "item", key, item=name, byline=byline_words(byline))
        for picture in item.pictures:
            if not picture.alt.strip():
                yield warning("picture-without-words", "item", key, item=name)


def _pictures(content: model.Issue) -> Iterator[Check]:
    """Strike pictures that have no bytes: the press would print an empty frame."""
    wanted = [(item, picture) for item in content.items() for picture in item.pictures]
    keys = {key for item, _ in wanted if (key := key_of(item)) is not None}
    held = {(row.item_id, row.file): row.sha256 for row in Picture.objects.filter(item_id__in=keys)}
    for item, picture in wanted:
        sha256 = held.get((key_of(item) or 0, picture.file))
        if sha256 is None or not vault.path_of(sha256).is_file():
            yield error("picture-missing", "item", key_of(item), item=name_of(item))


def _glyphs(content: model.Issue) -> Iterator[Check]:
    from jianbao.document.write.press.missing import (  # noqa: PLC0415 - loads late: typst
        missing_glyphs,
    )

    items = {item.id: item for item in content.items()}
    for found in missing_glyphs(content):
        item = items.get(found.item or "")
        where = name_of(item) if item else found.element
        yield error("glyph-missing", *_about(item), text=found.text, item=where)


def _proofs(issue: Issue, content: model.Issue, today: dt.date) -> Iterator[Check]:
    """Strike every error that proofreading finds; count what it warns of."""
    from jianbao.document.proof import proofread  # noqa: PLC0415 - loads late: the rules

    profile = profile_of(issue.bulletin, known_to(issue.bulletin))
    language = "en" if (get_language() or "").startswith("en") else "zh"
    findings = proofread(content, profile=profile, language=language, today=today)
    items = {item.id: item for item in content.items()}
    warned: Counter[str] = Counter()
    for finding in findings:
        item = items.get(finding.item or "")
        if finding.severity == "error" and finding.code not in _OF_NUMBERS:
            yield error("proof", *_about(item), rule=finding.code, message=finding.message)
        elif finding.severity == "warning":
            warned[finding.code] += 1
    if warned:
        yield warning("proof-warnings", "board", count=warned.total())


def _about(item: model.Item | None) -> tuple[About, int | None]:
    return ("item", key_of(item)) if item else ("issue", None)
