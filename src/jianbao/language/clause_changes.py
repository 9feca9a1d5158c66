"""What changed between two texts, clause by clause, so that a page shows only what to read.

Clauses are paired first, by what they have in common, and compared by character within a pair:
a word that was moved to another clause never tears both apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from jianbao.language.difference import close_differences

PieceKind = Literal["equal", "delete", "insert"]


class Piece(NamedTuple):
    """A stretch that both texts have, or one of them: at `a` in the old text, at `b` in the new.

    A piece of one text alone has the place in the other where it is missing.
    """

    kind: PieceKind
    text: str
    a: int
    b: int


class Clause(NamedTuple):
    """A clause with its closing mark, or the break between two paragraphs, alone."""

    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether the texts differ in it."""
        return any(piece.kind != "equal" for piece in self.pieces)

    @property
    def cut(self) -> bool:
        """Whether the new text has nothing of it."""
        return all(piece.kind == "delete" for piece in self.pieces)


class Gap(NamedTuple):
    """Clauses far from every change, or only cut out: shown as ……"""

    clauses: tuple[Clause, ...]

    @property
    def text(self) -> str:
        """What is not shown."""
        return "".join(piece.text for clause in self.clauses for piece in clause.pieces)


# Marks inside numbers (8:30, 3,000) close nothing; closing quotes and brackets stay with theirs.
_CLAUSE = re.compile(
    r"\n|(?:[^\n，。；：！？、,;:!?]|(?<=\d)[,:：，](?=\d))+[，。；：！？、,;:!?]*[”’）》」』]*|[^\n]"
)
_ALIKE = 0.3  # the share of what two clauses have in common from which they are one
_FOLD = 3  # same clauses in a row that are worth folding
_MERGES = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1))  # clauses that became one, or were parted
_LARGE = 20_000  # pairs of clauses that would take too long to try with merges


def changed_clauses(a: str, b: str) -> list[Clause]:
    """Give the clauses of both texts in the order of reading; a line break parts paragraphs.

    The equal and deleted pieces joined are `a`, the equal and inserted ones `b`.
    """
    olds, news = _CLAUSE.findall(a), _CLAUSE.findall(b)
    place_a = place_b = 0
    clauses: list[Clause] = []
    for old, new in _paired(olds, news):
        clauses.append(Clause(tuple(_pieces(old, new, place_a, place_b))))
        place_a, place_b = place_a + len(old), place_b + len(new)
    return clauses


def folded(
    clauses: Sequence[Clause], *, around: int = 1, show_cuts: bool = True
) -> list[Clause | Gap]:
    """Leave out what is the same, but `around` clauses beside each change, where it is long.

    Without `show_cuts` clauses that the new text has left out whole are no change to show, as
    in a short item beside its long original. Texts without a change are one gap.
    """
    changes = [
        number
        for number, clause in enumerate(clauses)
        if clause.changed and (show_cuts or not clause.cut)
    ]
    near = {n for change in changes for n in range(change - around, change + around + 1)}
    shown: list[Clause | Gap] = []
    hidden: list[Clause] = []
    for number, clause in enumerate(clauses):
        if number in near and (show_cuts or not clause.cut):
            shown += [*_gap(hidden), clause]
            hidden = []
        else:
            hidden.append(clause)
    return shown + _gap(hidden)


def _gap(hidden: list[Clause]) -> list[Clause | Gap]:
    long = len(hidden) >= _FOLD or any(clause.cut for clause in hidden)
    return [Gap(tuple(hidden))] if long else [*hidden]


def _pieces(old: str, new: str, a: int, b: int) -> Iterator[Piece]:
    for edit in close_differences(old, new, join=1):
        place_a, place_b = a + edit.a_start, b + edit.b_start
        if edit.kind == "equal":
            yield Piece("equal", edit.old, place_a, place_b)
            continue
        if edit.old:
            yield Piece("delete", edit.old, place_a, place_b)
        if edit.new:
            yield Piece("insert", edit.new, place_a + len(edit.old), place_b)


def _paired(olds: Sequence[str], news: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pair clauses in order; '' stands beside a clause that has no other."""
    head = _equal_run(olds, news)
    tail = _equal_run(olds[head:][::-1], news[head:][::-1])
    inner_old, inner_new = olds[head : len(olds) - tail], news[head : len(news) - tail]
    yield from zip(olds[:head], news[:head], strict=True)
    yield from _aligned(inner_old, inner_new)
    yield from zip(olds[len(olds) - tail :], news[len(news) - tail :], strict=True)


def _equal_run(olds: Sequence[str], news: Sequence[str]) -> int:
    run = 0
    for old, new in zip(olds, news, strict=False):
        if old != new:
            break
        run += 1
    return run


def _aligned(olds: Sequence[str], news: Sequence[str]) -> list[tuple[str, str]]:
    """Find the pairs that have most in common, each before the next in both texts."""
    merges = _MERGES if len(olds) * len(news) <= _LARGE else _MERGES[:1]
    steps = _best_steps(_Runs(olds), _Runs(news), merges)
    pairs: list[tuple[str, str]] = []
    i = j = 0
    while i < len(olds) or j < len(news):
        di, dj = steps[i][j]
        pairs.append(("".join(olds[i : i + di]), "".join(news[j : j + dj])))
        i, j = i + di, j + dj
    return pairs


def _best_steps(
    olds: _Runs, news: _Runs, merges: Sequence[tuple[int, int]]
) -> list[list[tuple[int, int]]]:
    """Give for each pair of places how many clauses of each text are best taken next."""
    width = news.count + 1
    gains = [[0.0] * width for _ in range(olds.count + 1)]
    steps = [[(0, 1)] * width for _ in range(olds.count + 1)]
    for i in range(olds.count, -1, -1):
        for j in range(news.count, -1, -1):
            if i < olds.count:
                gains[i][j], steps[i][j] = gains[i + 1][j], (1, 0)
            if i < olds.count and j < news.count:
                if gains[i][j + 1] > gains[i][j]:
                    gains[i][j], steps[i][j] = gains[i][j + 1], (0, 1)
                for di, dj in merges:
                    gain = _gain(olds.grams(i, di), news.grams(j, dj))
                    if gain and gain + gains[i + di][j + dj] > gains[i][j]:
                        gains[i][j], steps[i][j] = gain + gains[i + di][j + dj], (di, dj)
    return steps


class _Runs:
    """Clauses of one text, and what a run of them is made of."""

    def __init__(self, clauses: Sequence[str]) -> None:
        self.clauses = clauses
        self.count = len(clauses)
        self._known: dict[tuple[int, int], frozenset[str]] = {}

    def grams(self, start: int, length: int) -> frozenset[str]:
        """Give characters and pairs of a run; of one over a paragraph or the end, nothing."""
        key = start, length
        if key not in self._known:
            run = self.clauses[start : start + length]
            whole = "".join(run)
            broken = len(run) < length or (length > 1 and "\n" in run)
            pairs = (whole[i : i + 2] for i in range(len(whole) - 1))
            self._known[key] = frozenset() if broken else frozenset([*whole, *pairs])
        return self._known[key]


def _gain(old: frozenset[str], new: frozenset[str]) -> float:
    """Say what pairing two runs is worth: what they share, the more the liker they are."""
    if not old or not new or ("\n" in old) != ("\n" in new):
        return 0.0
    shared = len(old & new)
    likeness = 2 * shared / (len(old) + len(new))
    return likeness * shared if likeness >= _ALIKE else 0.0
