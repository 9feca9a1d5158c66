"""The confined worker: hostile files end in a problem, within limits, and touch nothing."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from jianbao.document.profile import Profile
from jianbao.document.read.confined import Limits, Workshop, read_confined
from jianbao.document.read.reader import read
from jianbao.document.read.reading import Reading

from document.read.hostile.make import HOSTILE, READ
from document.read.hostile_pdfs import HOSTILE as HOSTILE_PDFS
from document.read.hostile_pdfs import TEXT, pdf

TEXTUAL = (
    "青江港务简报\n第3期\n青江港务集团办公室  2026年7月1日\n港务要闻\n本港上半年吞吐量增长。\n"
)


def test_a_worker_reads_what_the_reader_reads() -> None:
    data = TEXTUAL.encode()
    profile = Profile(title="青江港务简报")
    expected = read(data, name="issue.txt", profile=profile, language="en")
    assert expected.issues
    assert read_confined(data, name="issue.txt", profile=profile, language="en") == expected


@pytest.mark.hostile
@pytest.mark.parametrize("name", HOSTILE_PDFS)
def test_hostile_pdf(name: str) -> None:
    make, code = HOSTILE_PDFS[name]
    started = time.monotonic()
    reading = read_confined(make(), name="issue.pdf")
    assert time.monotonic() - started < 60
    refusals = [problem.code for problem in reading.problems if problem.refused]
    assert refusals == ([code] if code else [])
    if code is None:
        texts = [item.text for issue in reading.issues for item in issue.items()]
        assert texts == ["Harmless words stand here all the same."]


@pytest.mark.hostile
@pytest.mark.slow
def test_hostile_files_of_every_other_kind() -> None:
    with Workshop() as workshop:
        outcomes = {
            item.name: _outcome(workshop.read(item.make(), name=item.name)) for item in HOSTILE
        }
    unexpected = {
        item.name: outcomes[item.name]
        for item in HOSTILE
        if not outcomes[item.name]
        & (item.outcomes | ({"empty"} if READ in item.outcomes else set()))
    }
    assert unexpected == {}


def _outcome(reading: Reading) -> set[str]:
    return {problem.code for problem in reading.problems if problem.refused} or {READ}


def test_a_workshop_reads_many_files_and_survives_the_bad_ones() -> None:
    files = [TEXTUAL.encode(), b"%PDF-1.7\n", pdf(TEXT, more=(b"null",)), b"", TEXTUAL.encode()]
    with Workshop() as workshop:
        readings = [workshop.read(data, name="x") for data in files]
    assert [len(reading.issues) for reading in readings] == [1, 0, 1, 0, 1]
    assert readings == [read(data, name="x") for data in files]


def test_time_is_limited() -> None:
    make, _ = HOSTILE_PDFS["flate bomb"]
    reading = read_confined(make(), limits=Limits(wall=0.3))
    assert [(p.code, p.refused) for p in reading.problems] == [("timeout", True)]


def test_processor_time_is_limited() -> None:
    make, _ = HOSTILE_PDFS["flate of flate bomb"]
    reading = read_confined(make(), limits=Limits(cpu=1))
    assert [problem.code for problem in reading.problems] == ["timeout"]


def test_memory_is_limited() -> None:
    make, _ = HOSTILE_PDFS["flate bomb"]
    reading = read_confined(make(), limits=Limits(memory=700 << 20))
    assert [problem.code for problem in reading.problems] == ["too-big"]


def test_the_answer_is_limited() -> None:
    reading = read_confined(TEXTUAL.encode(), limits=Limits(answer=64))
    assert [problem.code for problem in reading.problems] == ["too-big"]


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    with Workshop(warm=False) as workshop:
        workshop.read(TEXTUAL.encode())
        (folder,) = tmp_path.iterdir()
        assert list(folder.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


def test_a_workshop_out_of_its_block_refuses() -> None:
    workshop = Workshop()
    with pytest.raises(RuntimeError, match="with"):
        workshop.read(b"x")
    with workshop:
        assert workshop.read(b"").problems != ()
    with pytest.raises(RuntimeError, match="with"):
        workshop.read(b"x")


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux tells what is open")
def test_fifty_files_leave_no_process_and_nothing_open() -> None:
    def held() -> tuple[int, set[str]]:
        family = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
        return len(list(Path("/proc/self/fd").iterdir())), set(family)

    files = [TEXTUAL.encode(), b"%PDF-1.7\n", b"", pdf(TEXT), b"PK\x03\x04"] * 10
    before = held()
    with Workshop(warm=False) as workshop:
        workshop.read(b"")
        while_open = held()
        for data in files:
            workshop.read(data)
        assert held() == while_open
    assert held() == before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no such limits")
@pytest.mark.parametrize(
    ("deed", "outcome"),
    [
        ("import socket; socket.create_connection(('127.0.0.1', 9), 1)", "refused"),
        ("open('x', 'w')", "refused"),
        ("import subprocess; subprocess.run(['true'])", "refused"),
        ("import os; os.system('true')", "refused"),
        ("bytearray(3 << 30)", "starved"),
        ("open(__file__).read(1)", "done"),
    ],
)
def test_a_locked_in_process_can_do_no_harm(deed: str, outcome: str) -> None:
    assert _tried(deed) == outcome


def _tried(deed: str) -> str:
    """Run Python code in a fork that has locked itself in; say how it went."""
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        from jianbao.document.read.cage import lock_in

        lock_in(Limits())
        try:
            exec(deed, {"__file__": __file__})  # noqa: S102 - the deeds stand above
            said = b"done"
        except OSError:
            said = b"refused"
        except MemoryError:
            said = b"starved"
        os.write(sink, said)
        os._exit(0)
    os.close(sink)
    with os.fdopen(source, "rb") as stream:
        said = stream.read()
    os.waitpid(child, 0)
    return said.decode()
