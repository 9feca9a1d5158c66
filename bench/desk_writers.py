"""An editor at work, at jianbao's desk and in Wagtail: each strikes a key and has it saved.

Each sends what the scripts of the page send, in the order in which they do.
"""

from __future__ import annotations

import json
import re
from itertools import count
from typing import Protocol

from visitor import Visitor, fields_in

_PART = {"HX-Request": "true"}
_BOARD = {"HX-Request": "true", "HX-Target": "board"}
_SHOWN = re.compile(r'data-sheet="\d+"><img src="([^"]+)"')  # the others are hidden
_MOVES = re.compile(r'data-board="([^"]+)"')
_REVISION = re.compile(r'data-revision="(\d+)"')


_NO_COMMENTS = {  # as the script of the comments adds them to the form
    "comments-TOTAL_FORMS": "0",
    "comments-INITIAL_FORMS": "0",
    "comments-MIN_NUM_FORMS": "0",
    "comments-MAX_NUM_FORMS": "",
}


class Writer(Protocol):
    """Somebody who types into one text; every act gives the seconds that it took."""

    def autosave(self) -> float:
        """Strike a key and have it saved, as happens by itself."""

    def save(self) -> float:
        """Strike a key, press Save, and see the page anew."""


class AtDesk:
    """An editor of jianbao with one item open."""

    def __init__(self, port: int, session: str, desk: str, item: int) -> None:
        """Open the item."""
        self._visitor, self._desk, self._item = Visitor(port, session), desk, item
        self._address, self._keys = f"{desk}/items/{item}/", count(1)
        self._moves: str | None = None
        self._steps = count(1)
        self._open()

    def _open(self) -> float:
        page = self._visitor.get(self._address)
        self._fields = fields_in(page.text, "item-form")
        self._body = self._fields["body"].lstrip("\u3000")
        return page.seconds

    def _strike(self) -> dict[str, str]:
        return self._fields | {"body": f"第{next(self._keys)}稿。{self._body}"}

    def look(self) -> float:
        """Strike a key and have findings, facts and length of it; nothing is saved."""
        return self._visitor.post(f"{self._address}look/", self._strike(), _PART).seconds

    def autosave(self) -> float:
        """Strike a key; have it saved and its findings, facts and length shown."""
        answer = self._visitor.post(self._address, self._strike() | {"autosave": "1"}, _PART)
        found = _REVISION.search(answer.text)
        assert found, "nothing was saved"
        self._fields["revision"] = found[1]
        return answer.seconds

    def save(self) -> float:
        """Strike a key and press Save where no script runs: the page comes anew."""
        answer = self._visitor.post(self._address, self._strike())
        return answer.seconds + self._open()

    def see_pages(self) -> tuple[float, float]:
        """Ask for the board with the item marked, then for its page; give the seconds of each."""
        board = self._visitor.get(f"{self._desk}/board/?item={self._item}", _BOARD)
        return board.seconds, self._see_page(board.text)

    def move(self) -> tuple[float, float]:
        """Move the item down or up again on the board, and see its page; seconds of each."""
        if self._moves is None:
            found = _MOVES.search(self._visitor.get(f"{self._desk}/board/").text)
            assert found, "no board"
            self._moves = found[1]
        step = "down" if next(self._steps) % 2 else "up"
        board = self._visitor.post(self._moves, {"step": f"{self._item}:{step}"}, _BOARD)
        return board.seconds, self._see_page(board.text)

    def _see_page(self, board: str) -> float:
        found = _SHOWN.search(board)
        assert found, "no page is shown"
        return self._visitor.get(found[1]).seconds


class InWagtail:
    """An editor of Wagtail with one draft open."""

    def __init__(self, port: int, session: str, page: int) -> None:
        """Open the draft."""
        self._visitor, self._keys = Visitor(port, session), count(1)
        self._address = f"/admin/pages/{page}/edit/"
        self._open()

    def _open(self) -> float:
        page = self._visitor.get(self._address)
        self._fields = fields_in(page.text, "page-edit-form") | _NO_COMMENTS
        self._body = json.loads(self._fields["body"])
        self._text = self._body["blocks"][0]["text"]
        return page.seconds

    def _strike(self) -> dict[str, str]:
        self._body["blocks"][0]["text"] = f"第{next(self._keys)}稿。{self._text}"
        return self._fields | {"body": json.dumps(self._body)}

    def autosave(self) -> float:
        """Strike a key and have it saved; the answer is what its script asks for."""
        answer = self._visitor.post(self._address, self._strike(), {"Accept": "application/json"})
        said = json.loads(answer.body)
        assert said["success"], said
        self._fields["overwrite_revision_id"] = str(said["revision_id"])
        return answer.seconds

    def save(self) -> float:
        """Strike a key and press Save draft: the page comes anew."""
        return self._visitor.post(self._address, self._strike()).seconds + self._open()
