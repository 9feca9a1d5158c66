"""Places where a text nearly says a phrase; an exact copy is no near miss. Knows no phrases."""

from __future__ import annotations

from collections.abc import Iterator


def near_misses(text: str, phrase: str) -> Iterator[tuple[int, int]]:
    """Give the spans of `text` that differ from `phrase` in a few characters, in order.

    One character in eight may be wrong, missing or too many, at least one. Phrases under five
    characters have too many innocent neighbours and give nothing.
    """
    allowed = max(1, len(phrase) // 8)
    if len(phrase) < 5:
        return
    taken = -1
    for guess in _guesses(text, phrase, allowed):
        span = _closest(text, phrase, guess, allowed)
        if span is not None and span[0] > taken:
            taken = span[1]
            yield span


def _guesses(text: str, phrase: str, allowed: int) -> list[int]:
    """Where the phrase would begin: one of allowed + 1 parts of it must stand unharmed."""
    size = len(phrase) // (allowed + 1)
    guesses: set[int] = set()
    for index in range(allowed + 1):
        part = phrase[index * size : (index + 1) * size]
        place = text.find(part)
        while place >= 0:
            guesses.add(place - index * size)
            place = text.find(part, place + 1)
    return sorted(guesses)


def _closest(text: str, phrase: str, guess: int, allowed: int) -> tuple[int, int] | None:
    """Give the best span that begins near `guess`; None when it is exact or too far."""
    best: tuple[int, int, int] | None = None
    for start in range(max(0, guess - allowed), guess + allowed + 1):
        for end in range(start + len(phrase) - allowed, start + len(phrase) + allowed + 1):
            candidate = text[start:end]
            if "\n" in candidate or end > len(text):
                continue
            errors = distance(candidate, phrase)
            if best is None or errors < best[0]:
                best = (errors, start, end)
    if best is None or not 0 < best[0] <= allowed:
        return None
    return best[1], best[2]


def distance(a: str, b: str) -> int:
    """Give the least number of insertions, deletions and replacements from `a` to `b`."""
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, right in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (left != right))
    return row[-1]
