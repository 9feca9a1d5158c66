from __future__ import annotations

import pytest

from jianbao.language.roster import EMPTY, Roster, Unit

ROSTER = Roster(
    [
        Unit("青港物流", ("青江港务物流公司",)),
        Unit("青港集团", ("青江港务集团",)),
        Unit("云岭水泥"),
    ],
    ["陆静怡"],
)


def test_the_longest_name_at_each_place() -> None:
    found = ROSTER.find_units("青江港务集团与青江港务物流公司、云岭水泥")
    assert [(m.text, m.canonical) for m in found] == [
        ("青江港务集团", "青港集团"),
        ("青江港务物流公司", "青港物流"),
        ("云岭水泥", "云岭水泥"),
    ]
    assert found[0].start == 0
    assert found[0].end == 6


def test_people() -> None:
    assert [m.text for m in ROSTER.find_people("由陆静怡主持")] == ["陆静怡"]


@pytest.mark.parametrize(
    ("name", "canonical"),
    [("青江港务集团", "青港集团"), ("云岭 水泥", "云岭水泥"), ("云岭钢铁", None)],
)
def test_canonical(name: str, canonical: str | None) -> None:
    assert ROSTER.canonical(name) == canonical


def test_unknown_names_get_the_likest_known_ones() -> None:
    assert ROSTER.near("青江港务集团公司") == ["青港集团", "青港物流"]
    assert ROSTER.near("完全不同") == []


def test_what_names_share_is_learnt() -> None:
    assert ROSTER.heads == {"青港", "青江"}
    assert Roster([Unit("云岭铸锻"), Unit("石门铸锻")]).endings == {"铸锻"}


def test_the_empty_roster_finds_nothing() -> None:
    assert EMPTY.find_units("青江港务集团") == []
    assert EMPTY.canonical("青江港务集团") is None
