"""Marks places of the originals and of two versions of a text as HTML. Escapes all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from jianbao.desk.models import Contribution
from jianbao.desk.queries.item import lines_of
from jianbao.document.compare.crosscheck import DroppedFact
from jianbao.language.clause_changes import Clause, Gap, Piece, PieceKind, changed_clauses, folded
from jianbao.language.likeness import shingles
from jianbao.language.sentences import split_sentences

_USED = 0.6  # share of the pairs of a sentence that the item has


class Original(NamedTuple):
    """A contribution beside the item: what is used is quiet, what is left out marked."""

    contribution: Contribution
    headline: SafeString
    paragraphs: list[SafeString]
    characters: int


def originals_shown(
    originals: Sequence[Contribution], dropped: Sequence[DroppedFact], text: str
) -> list[Original]:
    """Mark in each original the sentences that the item uses and the facts that it leaves out."""
    have = shingles(text)
    return [
        _shown(one, [fact for fact in dropped if fact.original_index == index], have)
        for index, one in enumerate(originals)
    ]


def _shown(one: Contribution, dropped: Sequence[DroppedFact], have: frozenset[str]) -> Original:
    lines = lines_of(one)
    marked, start = [], 0
    for line in lines:
        inside = sorted(
            (fact.start - start, fact.end - start)
            for fact in dropped
            if start <= fact.start and fact.end <= start + len(line)
        )
        marked.append(_joined(_marked(line, inside, have)))
        start += len(line) + 1
    headed = bool(one.headline.strip()) and bool(marked)
    return Original(
        one,
        marked[0] if headed else mark_safe(""),
        marked[1:] if headed else marked,
        sum(len("".join(line.split())) for line in lines),
    )


def _marked(line: str, spans: Sequence[tuple[int, int]], have: frozenset[str]) -> Iterator[str]:
    for sentence in split_sentences(line):
        inside = [
            (max(start, sentence.start), min(end, sentence.end))
            for start, end in spans
            if start < sentence.end and sentence.start < end
        ]
        pieces = _joined(_cut(line, sentence.start, sentence.end, inside))
        pairs = shingles(sentence.text)
        used = bool(pairs) and len(pairs & have) >= _USED * len(pairs)
        yield format_html('<span class="used">{}</span>', pieces) if used else pieces


def _cut(line: str, start: int, end: int, spans: Iterable[tuple[int, int]]) -> Iterator[str]:
    for first, last in spans:
        if first < start:
            continue
        yield conditional_escape(line[start:first])
        yield format_html('<mark class="left-out">{}</mark>', line[first:last])
        start = last
    yield conditional_escape(line[start:end])


def diff_shown(before: str, after: str, *, show_cuts: bool = True) -> SafeString:
    """Show clause by clause what turned one text into another; what is the same is folded.

    Nothing at all for two texts that are the same.
    """
    clauses = changed_clauses(before, after)
    if not any(clause.changed for clause in clauses):
        return mark_safe("")
    return _joined(map(_part, folded(clauses, show_cuts=show_cuts)))


def sides_shown(before: str, after: str) -> tuple[list[SafeString], list[SafeString]]:
    """Mark in each of two texts, line by line, what the other one has not."""
    clauses = changed_clauses(before, after)
    return _side(clauses, "delete"), _side(clauses, "insert")


def _side(clauses: Iterable[Clause], own: PieceKind) -> list[SafeString]:
    lines: list[list[str]] = [[]]
    for piece in (piece for clause in clauses for piece in clause.pieces):
        if piece.kind not in {"equal", own}:
            continue
        for number, text in enumerate(piece.text.split("\n")):
            if number:
                lines.append([])
            lines[-1].append(format_html("<mark>{}</mark>" if piece.kind == own else "{}", text))
    return [_joined(line) for line in lines]


def _part(part: Clause | Gap) -> SafeString:
    if isinstance(part, Gap):
        return format_html('<span class="gap" title="{}">{}</span>', part.text, "……")
    return _joined(map(_piece, part.pieces))


def _piece(piece: Piece) -> SafeString:
    tags = {"delete": "<del>{}</del>", "insert": "<ins>{}</ins>", "equal": "{}"}
    if piece.text == "\n":
        return format_html(tags[piece.kind], "¶") if piece.kind != "equal" else mark_safe("<br>")
    return format_html(tags[piece.kind], piece.text)


def _joined(pieces: Iterable[str]) -> SafeString:
    return mark_safe("".join(pieces))  # noqa: S308 - every piece was escaped where it was made
