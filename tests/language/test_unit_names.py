from __future__ import annotations

import pytest

from jianbao.language.unit_names import is_unit_name, may_be_unit


@pytest.mark.parametrize(
    "name",
    [
        "云岭水泥集团",
        "党群工作部",
        "第二车间",
        "青江港务（集团）",
        "财务部",
        "人民法庭",
        "青江二中",
        "机务段",
        "语文组",
        "团县委",
    ],
)
def test_units(name: str) -> None:
    assert is_unit_name(name)


@pytest.mark.parametrize("text", ["", "部", "李新社", "他说的话", "在青江港务集团，", "团结一心"])
def test_no_units(text: str) -> None:
    assert not is_unit_name(text)


@pytest.mark.parametrize("name", ["青江远洋", "驻石桥村工作队员", "财务部"])
def test_units_by_their_place(name: str) -> None:
    assert may_be_unit(name)


@pytest.mark.parametrize(
    "text", ["党委书记", "一等奖", "从左至右", "运动员", "劳动模范", "青江，远洋", "远洋"]
)
def test_no_units_in_any_place(text: str) -> None:
    assert not may_be_unit(text)
