from __future__ import annotations

import pytest

from jianbao.language.unit_names import is_unit_name


@pytest.mark.parametrize(
    "name", ["云岭水泥集团", "党群工作部", "第二车间", "青江港务（集团）", "财务部"]
)
def test_units(name: str) -> None:
    assert is_unit_name(name)


@pytest.mark.parametrize("text", ["", "部", "李新社", "他说的话", "在青江港务集团，", "团结一心"])
def test_no_units(text: str) -> None:
    assert not is_unit_name(text)
