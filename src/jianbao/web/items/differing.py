"""Shows as HTML what a proposal would change, with the facts to look at marked. Escapes all."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from jianbao.language.clause_changes import Piece, changed_clauses

Span = tuple[int, int]


def marked_difference(
    old: Sequence[str], new: Sequence[str], facts: Sequence[Span] = ()
) -> list[SafeString]:
    """Give the paragraphs of `new` with what was taken out and put in, and `facts` marked.

    Facts are spans of the joined paragraphs of `new`. How paragraphs divide the old text is not
    shown: it would tear apart sentences that stayed.
    """
    ends = list(itertools.accumulate(map(len, new)))
    bounds = {*ends, *itertools.chain(*facts)}
    lines: list[list[SafeString]] = [[]]
    for clause in changed_clauses("".join(old), "".join(new)):
        for piece in clause.pieces:
            if piece.kind == "delete":
                lines[-1].append(format_html("<del>{}</del>", piece.text))
                continue
            for start, end in _cut(piece, bounds):
                text = piece.text[start - piece.b : end - piece.b]
                fact = any(a <= start < b for a, b in facts)
                lines[-1].append(_words(text, put_in=piece.kind == "insert", fact=fact))
                if end in ends[:-1]:
                    lines.append([])
    return [mark_safe("".join(line)) for line in lines]  # noqa: S308 - every piece was escaped


def _cut(piece: Piece, bounds: set[int]) -> list[Span]:
    """Cut a piece of the new text where a paragraph or a fact begins or ends."""
    end = piece.b + len(piece.text)
    inside = {at for at in bounds if piece.b < at < end}
    return list(itertools.pairwise(sorted({piece.b, end} | inside)))


def _words(text: str, *, put_in: bool, fact: bool) -> SafeString:
    words = format_html('<mark class="fact">{}</mark>', text) if fact else format_html("{}", text)
    return format_html("<ins>{}</ins>", words) if put_in else words
