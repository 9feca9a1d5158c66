"""Where a result goes, told by what `-o` names."""

from __future__ import annotations

from pathlib import Path

from jianbao.cli.targets import is_folder


def test_a_new_name_without_a_suffix_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert is_folder(str(tmp_path / "new"))
    assert is_folder(f"{tmp_path / 'new.md'}/")
    assert not is_folder(str(tmp_path / "new.md"))
    assert not is_folder(str(tmp_path / "file"))
    assert not is_folder("-")
