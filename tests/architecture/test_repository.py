"""What no committed file may hold."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MACHINE_PATH = re.compile(r"(?<![\w./…])/(?:work|root|home/\w+)/")
# Spelled so that the pattern itself does not read as an address.
REGISTRY = re.compile(r"index-url|registry *= *\"?ht{2}p|ht{2}ps?:/{2}[^\s\"]*\.(?:whl|tar\.gz)\b")


def _committed() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listing.returncode:
        pytest.skip("git does not know this folder")
    return [ROOT / name for name in listing.stdout.decode().split("\0") if name]


def test_no_path_of_a_machine_and_no_registry_address() -> None:
    found = []
    for path in _committed():
        if not path.is_file() or path == Path(__file__).resolve():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [
            (str(path.relative_to(ROOT)), hit[0])
            for pattern in (MACHINE_PATH, REGISTRY)
            for hit in pattern.finditer(text)
        ]
    assert found == []
