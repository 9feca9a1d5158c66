"""Every text of the interface has its Chinese, and the compiled catalogue is that of the source."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "src" / "jianbao" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def test_no_marked_text_is_without_chinese() -> None:
    if not shutil.which("xgettext"):
        pytest.skip("gettext is not installed")
    checked = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "catalogue"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.stdout, checked.returncode) == ("", 0)


def test_the_compiled_catalogue_is_the_one_that_people_edit() -> None:
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    edited = polib.pofile(str(CATALOGUE))
    assert {(e.msgctxt, e.msgid, e.msgstr, *e.msgstr_plural.values()) for e in compiled} == {
        (e.msgctxt, e.msgid, e.msgstr, *e.msgstr_plural.values()) for e in edited
    }


def test_what_is_filled_in_is_the_same_in_both_languages() -> None:
    import re

    for entry in polib.pofile(str(CATALOGUE)):
        wanted = set(re.findall(r"%\(\w+\)[sd]|%[sd]", entry.msgid_plural or entry.msgid))
        for chinese in entry.msgstr_plural.values() or [entry.msgstr]:
            found = set(re.findall(r"%\(\w+\)[sd]|%[sd]", chinese))
            assert found == wanted, entry.msgid
