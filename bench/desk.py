"""The desk as it is served: saving beside Wagtail, the board's pages, twenty editors, every page.

desk.py [quick]    with fewer rounds; for trying out the benchmark itself
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from desk_writers import AtDesk, InWagtail, Writer
from material import OURS, PEERS
from served import Server, free_port
from visitor import Visitor

HERE = Path(__file__).parent
QUICK = "quick" in sys.argv[1:]
ROUNDS = 10 if QUICK else 60
TAKING_TURNS = 5  # editors of one contestant in the first table
EVERY = 3.0  # seconds from one key of an editor to the next
LASTING = 3.0 if QUICK else 15.0
HARD = 2.0 if QUICK else 6.0  # seconds without any pause
KEYS = 8 if QUICK else 40
OPENED = 5 if QUICK else 15
KEY = "0123456789" * 4  # signs sessions of a desk that is deleted at the end

Times = list[float]


def fill(home: Path) -> tuple[dict[str, Any], dict[str, float]]:
    """Make a desk of a year; give how to work there, and what the parts of a save take."""
    filled, parts = (_asked(home, "fill"), _asked(home, "split"))
    return filled, parts


def _asked(home: Path, what: str) -> Any:  # noqa: ANN401 - as desk_year says
    command = [OURS, HERE / "desk_year.py", home, what]
    environment = os.environ | {"JIANBAO_SECRET_KEY": KEY}
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, timeout=300, env=environment
    )
    return json.loads(done.stdout.splitlines()[-1])


def serve(home: Path) -> Server:
    """Start the desk as one does: pages, jobs and mail in one process."""
    port = free_port()
    command = [OURS, "-m", "jianbao", "serve", "--listen", f"127.0.0.1:{port}"]
    return Server(command, port, environment={"JIANBAO_HOME": str(home), "JIANBAO_SECRET_KEY": KEY})


def serve_wagtail(home: Path, texts: Sequence[object]) -> Server | None:
    """Start Wagtail with the same texts, installed if need be; None where it cannot be."""
    if not _has_wagtail():
        subprocess.run([HERE / "peers", "python"], check=False, timeout=600)
    if not _has_wagtail():
        return None
    port = free_port()
    command = [PEERS, "wagtail_with.py", home, str(port)]
    return Server(command, port, told=json.dumps(texts), folder=HERE)


def _has_wagtail() -> bool:
    found = "import wagtail, waitress"
    return PEERS.exists() and not subprocess.run([PEERS, "-c", found], check=False).returncode


Contestants = Mapping[str, tuple[Server, list[Callable[[], float]]]]


def compare(title: str, contestants: Contestants) -> None:
    """Let contestants take turns; print the clock, the CPU of the server, and the ratio to ours."""
    taken: dict[str, Times] = {name: [] for name in contestants}
    cpu = dict.fromkeys(contestants, 0.0)
    for turn in range(-TAKING_TURNS, ROUNDS):
        for name, (server, acts) in contestants.items():
            before = server.cpu()
            seconds = acts[turn % len(acts)]()
            if turn >= 0:  # the first turn of each editor is for getting warm
                taken[name].append(seconds)
                cpu[name] += server.cpu() - before
    print(f"\n{title}: median, what 95 of 100 stay below; then CPU of the server; ms and ratios")
    medians = {name: statistics.median(times) for name, times in taken.items()}
    burnt = {name: cpu[name] / len(times) for name, times in taken.items()}
    ours = next(iter(taken))
    for name, times in taken.items():
        by_clock, by_cpu = medians[name] / medians[ours], burnt[name] / burnt[ours]
        cost = f"{burnt[name] * 1000:8.1f} {by_cpu:6.2f} x"
        print(f"  {name:44} {_said(times)} {by_clock:6.2f} x {cost}")


def _said(times: Times) -> str:
    ordered = sorted(times)
    late = ordered[int(len(ordered) * 0.95)]
    return f"{statistics.median(ordered) * 1000:8.1f} {late * 1000:8.1f}"


def save_side_by_side(
    desk: Server, ours: list[AtDesk], wagtail: Server | None, theirs: list[InWagtail]
) -> None:
    ours, theirs = ours[:TAKING_TURNS], theirs[:TAKING_TURNS]
    by_itself: dict[str, Any] = {
        "jianbao: saved, findings, facts": (desk, [one.autosave for one in ours]),
        "jianbao: findings and facts, nothing saved": (desk, [one.look for one in ours]),
    }
    by_hand: dict[str, Any] = {"jianbao: Save": (desk, [one.save for one in ours])}
    if wagtail:
        by_itself["Wagtail: autosave"] = (wagtail, [one.autosave for one in theirs])
        by_hand["Wagtail: Save draft"] = (wagtail, [one.save for one in theirs])
    compare("a key struck, saved by itself", by_itself)
    compare("saved by hand and the page anew, no script", by_hand)
    if not wagtail:
        print("  Wagtail is not installed: bench/peers could not")


def see_pages(writers: Sequence[AtDesk]) -> None:
    """Strike keys in items and have the board's page of each; then move items on the board."""
    typed, moved = [], []
    for key in range(-3, KEYS):
        writer = writers[key % 3]
        steps = (writer.autosave(), *writer.see_pages())
        moves = writer.move()
        if key >= 0:
            typed.append(steps)
            moved.append(moves)
    print("\na key struck, and the page that it changes seen again: median, 95 of 100; ms")
    print(f"  {'in the editor, all three in turn':44} {_said([sum(one) for one in typed])}")
    for name, times in zip(("saved", "board", "page image"), zip(*typed, strict=True), strict=True):
        print(f"    {name:42} {_said(list(times))}")
    print(f"  {'an item moved on the board, both in turn':44} {_said([sum(one) for one in moved])}")
    for name, times in zip(("board", "page image"), zip(*moved, strict=True), strict=True):
        print(f"    {name:42} {_said(list(times))}")


def crowd(acts: Sequence[Callable[[], Sequence[float]]], lasting: float, every: float) -> Times:
    """Let everybody act at once for a while, each again after `every` seconds; 0 for no pause."""
    began = time.monotonic()

    def work(number: int) -> Iterator[float]:
        time.sleep(every * number / len(acts))
        while time.monotonic() - began < lasting:
            started = time.monotonic()
            yield from acts[number]()
            time.sleep(max(0.0, every - (time.monotonic() - started)) if every else 0.0)

    with ThreadPoolExecutor(len(acts)) as pool:
        return [one for each in pool.map(lambda n: list(work(n)), range(len(acts))) for one in each]


def sit_together(ours: Sequence[AtDesk], theirs: Sequence[Writer]) -> None:
    """Twenty editors at once: at their pace, looking in between too, and without a pause."""
    print(f"\n{len(ours)} editors at once: median, 95 of 100 in ms, answers a second")
    looking = [lambda one=one: _burst(one) for one in ours]
    ways = [
        ("jianbao, a save every three seconds", _saving(ours), LASTING, EVERY),
        ("Wagtail, a save every three seconds", _saving(theirs), LASTING, EVERY),
        ("jianbao, looked at and saved every three", looking, LASTING, EVERY),
        ("jianbao, back to back", _saving(ours), HARD, 0.0),
        ("Wagtail, back to back", _saving(theirs), HARD, 0.0),
    ]
    for name, acts, lasting, every in ways:
        if not acts:
            continue
        times = crowd(acts, lasting, every)
        print(f"  {name:44} {_said(times)} {len(times) / lasting:8.1f}/s")


def _saving(writers: Sequence[Writer]) -> list[Callable[[], Sequence[float]]]:
    return [lambda one=one: [one.autosave()] for one in writers]


def _burst(writer: AtDesk) -> list[float]:
    """Do as the editor's script does after a pause in typing: look at 0.3 s, save at 2 s."""
    looked = writer.look()
    time.sleep(1.7)
    return [looked, writer.autosave()]


def open_pages(server: Server, visitor: Visitor, pages: Mapping[str, str]) -> None:
    """Open every page again and again."""
    print("\npages of a desk with a year of material: median, 95 of 100, CPU; ms")
    for name, address in pages.items():
        visitor.get(address)
        before = server.cpu()
        times = [visitor.get(address).seconds for _ in range(OPENED)]
        print(f"  {name:44} {_said(times)} {(server.cpu() - before) / OPENED * 1000:8.1f}")


def main() -> None:
    """Print every table."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as running:
        home = Path(name) / "desk"
        filled, parts = fill(home)
        print("the parts of one save, asked in one process; ms, median")
        for part, milliseconds in parts.items():
            print(f"  {part:44} {milliseconds:8.1f}")
        wagtail = serve_wagtail(Path(name) / "wagtail", filled["texts"])
        theirs: list[InWagtail] = []
        if wagtail:
            running.enter_context(wagtail)
            told = wagtail.said()
            theirs = [
                InWagtail(wagtail.port, session, page)
                for session, page in zip(told["sessions"], told["pages"], strict=False)
            ]
        desk = running.enter_context(serve(home))
        ours = [
            AtDesk(desk.port, one["session"], filled["desk"], one["item"])
            for one in filled["editors"]
        ]
        save_side_by_side(desk, ours, wagtail, theirs)
        see_pages(ours)
        sit_together(ours, theirs)
        visitor = Visitor(desk.port, filled["editors"][0]["session"])
        open_pages(desk, visitor, filled["pages"])


if __name__ == "__main__":
    main()
