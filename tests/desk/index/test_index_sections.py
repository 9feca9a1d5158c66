from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from desk.index.invented_items import BULLETIN, Invention
from jianbao.desk.index import Entry, Index, open_index
from jianbao.document.model import Item
from jianbao.document.text_form import parse_text_form

EXAMPLES = sorted((Path(__file__).resolve().parents[3] / "examples").glob("2026-*.md"))
DAY = dt.date(2026, 7, 3)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with open_index(tmp_path / "index.db") as opened:
        yield opened


def test_invented_items_go_where_their_like_went(index: Index) -> None:
    invention = Invention(21)
    index.put(invention.entries(600))
    asked = invention.entries(60)
    right = 0
    for entry in asked:
        suggestion = index.suggest_section(entry.text, entry.unit, BULLETIN)
        assert suggestion is not None
        right += suggestion.section == entry.section
    assert right >= 50


def test_what_speaks_for_a_section_is_given(index: Index) -> None:
    put = ["慰问困难职工，送去大米。", "慰问退休职工，送去棉被。", "走访困难职工家庭。"]
    index.put(entry(i, text, "惠") for i, text in enumerate(put))
    index.put([entry(9, "技术攻关降低热耗。", "行", unit="技术中心")])
    found = index.suggest_section("工会慰问困难职工", "青石分公司", BULLETIN)
    assert found is not None
    assert found.section == "惠"
    assert found.because[0].key == "item:0"
    assert found.because[0].likeness > 0.5
    assert (found.unit_in_section, found.unit_items) == (3, 3)
    assert 0.5 < found.share <= 1


def test_the_habit_of_a_unit_speaks_when_no_text_does(index: Index) -> None:
    index.put([entry(1, "技术攻关降低热耗。", "行")])
    found = index.suggest_section("zzz", "青石分公司", BULLETIN)
    assert found is not None
    assert (found.section, found.share, found.because) == ("行", 1.0, ())
    assert index.suggest_section("zzz", "白川分公司", BULLETIN) is None


def test_contributions_and_other_bulletins_have_no_say(index: Index) -> None:
    text = "慰问困难职工，送去大米。"
    index.put(
        [
            msgspec.structs.replace(entry(1, text, "惠"), kind="contribution"),
            msgspec.structs.replace(entry(2, text, "他刊"), bulletin=2),
            entry(3, text, ""),
        ]
    )
    assert index.suggest_section(text, "青石分公司", BULLETIN) is None


def test_the_samples_suggest_better_than_always_the_commonest(index: Index) -> None:
    """Fifty items are few for six sections: what must hold is that the rare ones are found."""
    entries = list(sample_entries())
    index.put(entries)
    right: dict[str, list[bool]] = {}
    for one in entries:
        index.drop([one.key])
        found = index.suggest_section(one.whole, one.unit, BULLETIN)
        index.put([one])
        right.setdefault(one.section, []).append(bool(found and found.section == one.section))
    by_section = [sum(hits) / len(hits) for hits in right.values()]
    assert sum(by_section) / len(by_section) > 1.5 / len(by_section)


def entry(number: int, text: str, section: str, *, unit: str = "青石分公司") -> Entry:
    return Entry(f"item:{number}", "item", BULLETIN, DAY, unit, section, "", text)


def sample_entries() -> Iterator[Entry]:
    number = 0
    for path in EXAMPLES:
        for section in parse_text_form(path.read_text(encoding="utf-8")).issue.sections:
            items = [*section.items, *(i for group in section.subsections for i in group.items)]
            for item in items:
                number += 1
                yield entry(number, said(item), section.title, unit=unit_of(item))


def said(item: Item) -> str:
    return "".join(filter(None, (item.title, item.lead, *item.paragraphs)))


def unit_of(item: Item) -> str:
    return item.byline.units[0] if item.byline and item.byline.units else ""
