from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from document.read.hostile.make import HOSTILE, READ, Hostile

SRC = Path(__file__).resolve().parents[4] / "src"
SECONDS = 5
MEGABYTES = 1500

pytestmark = [pytest.mark.hostile, pytest.mark.slow]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What reading each file came to, in a program that may not use more than 2 GB."""
    if sys.platform == "win32":
        pytest.skip("limits of this kind are not known to Windows")
    folder = tmp_path_factory.mktemp("hostile")
    for item in HOSTILE:
        folder.joinpath(item.name).write_bytes(item.make())
    answer = subprocess.run(
        [sys.executable, Path(__file__).with_name("read_all.py"), folder],
        env={**os.environ, "PYTHONPATH": str(SRC)},
        cwd=tmp_path_factory.mktemp("empty"),
        capture_output=True,
        timeout=300,
        check=False,
    )
    rows = [json.loads(line) for line in answer.stdout.splitlines()]
    found = {row["name"]: row for row in rows}
    missing = sorted({item.name for item in HOSTILE} - set(found))
    assert missing == [], f"the reader stopped before these: {answer.stderr.decode()[-2000:]}"
    return found


@pytest.mark.parametrize("item", HOSTILE, ids=lambda item: item.name)
def test_a_hostile_file_is_refused_or_read_within_bounds(
    item: Hostile, told: dict[str, dict[str, Any]]
) -> None:
    row = told[item.name]
    assert row["outcome"] in item.outcomes
    assert set(item.notices) <= set(row["notices"])
    assert row["deeds"] == []
    assert row["seconds"] < SECONDS
    assert row["megabytes"] < MEGABYTES
    assert "root:" not in str(row["messages"])
    if row["outcome"] != READ and row["notices"]:
        assert row["messages"][0].endswith("。")


def test_the_list_of_threats_is_long_and_has_no_name_twice() -> None:
    names = [item.name for item in HOSTILE]
    assert len(names) == len(set(names))
    assert len(names) >= 50
