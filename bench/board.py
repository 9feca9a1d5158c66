"""A key struck on the board: an item changed, layout and the visible page made again."""

from __future__ import annotations

import io
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import msgspec
from PIL import Image

from clock import Work, of_call, of_command, show, take_turns
from jianbao.document.model import Issue, Item, Picture
from jianbao.document.write.beside import NO_PICTURES, Pictures
from jianbao.document.write.press.room import PressRoom
from material import OURS, change_one_item, eight_pages, lay_out

_COLD = (
    "import sys;from pathlib import Path;"
    "from jianbao.document.interchange import from_json;"
    "from jianbao.document.write.press.room import PressRoom;"
    "PressRoom().page(from_json(Path(sys.argv[1]).read_bytes()), {}, 2)"
)
_PHOTOGRAPHS = 10
_EDITORS = 20
_KEYS = 10  # that each strikes, one a second

Strike = Callable[[], object]


def with_photographs(issue: Issue) -> tuple[Issue, Pictures]:
    """Give every fourth item a photograph of 12 megapixels, until there are ten."""
    pictures = {f"{number}.jpg": _photograph(number) for number in range(_PHOTOGRAPHS)}
    names = iter(pictures)
    shown = {item.id: next(names) for item in list(issue.items())[::4][:_PHOTOGRAPHS]}

    def show_one(item: Item) -> Item:
        pictures = tuple(Picture(file=name, after=1) for name in (shown.get(item.id),) if name)
        return msgspec.structs.replace(item, pictures=pictures)

    return issue.with_items(show_one), pictures


def _photograph(seed: int) -> bytes:
    noise = Image.effect_noise((500, 375), 60 + seed).resize((4000, 3000), Image.Resampling.BICUBIC)
    out = io.BytesIO()
    noise.convert("RGB").save(out, "JPEG", quality=88)
    return out.getvalue()


class Board:
    """An issue on the board of one room; every strike of a key changes it."""

    def __init__(self, issue: Issue, pictures: Pictures = NO_PICTURES) -> None:
        """Open the room and set the issue once."""
        self._room, self._numbers = PressRoom(), count()
        self._issue, self._pictures = issue, pictures
        self.strike()

    def strike(self, ppi: float = 96) -> None:
        """Change an item; make the layout and the page it stands on."""
        issue = self._changed()
        proof = self._room.proof(issue, self._pictures)
        self._room.kept_page(proof.key, proof.layout.items[0].page, ppi)

    def strike_for_all_pages(self) -> None:
        """Change an item; make the layout and every page."""
        proof = self._room.proof(self._changed(), self._pictures)
        for page in range(proof.layout.pages):
            self._room.kept_page(proof.key, page + 1)

    def strike_for_the_record(self) -> None:
        """Change an item; make the PDF that is printed and kept."""
        self._room.pdf(self._changed(), self._pictures)

    def _changed(self) -> Issue:
        return change_one_item(self._issue, f"第{next(self._numbers)}稿。")


def contestants(folder: Path) -> dict[str, Work]:
    """Everything a key might cause, and what it would cost without a room."""
    path = lay_out(folder)["json"]
    board, illustrated = Board(eight_pages()), Board(*with_photographs(eight_pages()))
    return {
        "layout and one page, 96 ppi": of_call(board.strike, times=5),
        "layout and one page, 192 ppi": of_call(lambda: board.strike(192), times=5),
        "the same with ten photographs": of_call(illustrated.strike, times=5),
        "layout and all pages": of_call(board.strike_for_all_pages, times=3),
        "the PDF for the record": of_call(board.strike_for_the_record, times=5),
        "one page, cold process": of_command([OURS, "-c", _COLD, path]),
    }


def on_the_clock(strike: Strike, editors: int) -> list[float]:
    """Seconds by the clock of every strike of `editors` who each strike once a second."""

    def type_on(editor: int) -> list[float]:
        time.sleep(editor / editors)
        taken = []
        for _ in range(_KEYS):
            began = time.perf_counter()
            strike()
            taken.append(time.perf_counter() - began)
            time.sleep(max(0, 1 - taken[-1]))
        return taken

    with ThreadPoolExecutor(editors) as pool:
        return sorted(seconds for each in pool.map(type_on, range(editors)) for seconds in each)


def main() -> None:
    """Print CPU side by side, then the clock."""
    with tempfile.TemporaryDirectory() as name:
        works = contestants(Path(name))
        for work in works.values():
            work()
        show("a key on the board, 8 pages, CPU", take_turns(works))
    print("\nthe same on the clock: median, and what 95 of 100 stay below")
    board = Board(eight_pages())
    for editors in (1, _EDITORS):
        taken = on_the_clock(board.strike, editors)
        late = taken[int(len(taken) * 0.95)]
        median = statistics.median(taken)
        print(f"  {editors:2} striking {median * 1000:22.1f} ms {late * 1000:9.1f} ms")


if __name__ == "__main__":
    main()
