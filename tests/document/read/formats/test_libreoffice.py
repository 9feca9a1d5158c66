from __future__ import annotations

import shutil
import subprocess
import time

import pytest

from jianbao.document.problems import Unreadable
from jianbao.document.read.formats.docx import read_docx
from jianbao.document.read.formats.libreoffice import convert_to_docx, find_libreoffice

from document.read.formats.word_files import paragraph, word_file

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _needed() -> None:
    if find_libreoffice() is None:
        pytest.skip("LibreOffice is not installed")


def test_a_document_comes_out_as_a_word_file() -> None:
    data = convert_to_docx(word_file(paragraph("青江港务")), ".docx")
    assert [line.text for line in read_docx(data).lines] == ["青江港务"]


def test_what_it_cannot_open_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        convert_to_docx(b"PK\x03\x04broken", ".docx")
    assert refused.value.code == "corrupt"


def test_a_conversion_that_takes_too_long_leaves_nothing_running() -> None:
    with pytest.raises(Unreadable) as refused:
        convert_to_docx(word_file(paragraph("字") * 2000), ".dotx", timeout=0.3)
    assert refused.value.code == "timeout"
    if shutil.which("pgrep") is None:
        pytest.skip("pgrep is not installed")
    time.sleep(0.2)
    left = subprocess.run(["pgrep", "-f", "jianbao-.*in.dotx"], capture_output=True, check=False)
    assert left.stdout == b""
