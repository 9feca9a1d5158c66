"""Recall and false flags on changed copies of invented items, each class made by a rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal

import msgspec
import pytest

from desk.index.invented_items import BULLETIN, Invention
from jianbao.desk.index import Duplicate, Entry, Index, open_index
from jianbao.desk.index.entries import facts_near

ARCHIVE, CASES = 2000, 100
SAYS_THE_SAME = {"duplicate", "suspect"}

Change = Literal["light", "medium", "heavy"]


class Archive(msgspec.Struct):
    """An index of invented items, those that copies are made of, and what makes them."""

    index: Index
    sources: list[Entry]
    invention: Invention

    def check(self, text: str, source: Entry, *, whole: bool = False) -> dict[str, Duplicate]:
        found = self.index.near_duplicates(
            text,
            facts=facts_near(text, source.date),
            bulletins=[BULLETIN],
            around=None if whole else source.date,
        )
        return {one.key: one for one in found}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    invention = Invention(11)
    entries = invention.entries(ARCHIVE)
    with open_index(tmp_path_factory.mktemp("index") / "index.db") as index:
        index.put(entries)
        yield Archive(index, entries[:: ARCHIVE // CASES], invention)


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize(("change", "least"), [("light", 0.995), ("medium", 0.99), ("heavy", 0.97)])
def test_copies_are_found(archive: Archive, change: Change, least: float, *, whole: bool) -> None:
    found = flagged_others = 0
    for source in archive.sources:
        text = getattr(archive.invention, change)(source.text)
        said = archive.check(text, source, whole=whole)
        same = {key for key, one in said.items() if one.verdict in SAYS_THE_SAME}
        found += source.key in same
        flagged_others += bool(same - {source.key})
    assert found >= least * CASES
    assert flagged_others <= 0.05 * CASES


def test_another_event_in_the_same_words_is_not_taken_for_a_copy(archive: Archive) -> None:
    verdicts = []
    for source in archive.sources:
        said = archive.check(archive.invention.other_event(source), source)
        verdicts.append(said[source.key].verdict if source.key in said else "different")
    assert sum(verdict in SAYS_THE_SAME for verdict in verdicts) <= 0.05 * CASES
    assert verdicts.count("same-pattern") >= 0.8 * CASES


def test_another_story_of_the_same_unit_is_not_flagged(archive: Archive) -> None:
    flagged = 0
    for source in archive.sources:
        said = archive.check(archive.invention.other_story(source), source)
        flagged += any(one.verdict in SAYS_THE_SAME for one in said.values())
    assert flagged <= 0.02 * CASES


def test_the_brief_of_a_report_is_found_by_the_report(archive: Archive) -> None:
    reports = [archive.invention.report() for _ in range(40)]
    briefs = [
        msgspec.structs.replace(
            report, key=f"contribution:{i}", text=archive.invention.heavy(report.text)
        )
        for i, report in enumerate(reports)
    ]
    archive.index.put(briefs)
    found = [
        archive.check(report.text, report).get(brief.key)
        for report, brief in zip(reports, briefs, strict=True)
    ]
    archive.index.drop(brief.key for brief in briefs)
    assert sum(one is not None and one.verdict == "duplicate" for one in found) >= 39


def test_the_evidence(archive: Archive) -> None:
    source = archive.sources[1]
    said = archive.check(archive.invention.light(source.text), source)[source.key]
    assert said.likeness > 0.8
    assert said.conflicts == ()
    assert said.shared
    other = archive.check(archive.invention.other_event(source), source)[source.key]
    assert "quantities" in other.conflicts


def test_an_entry_is_no_copy_of_itself(archive: Archive) -> None:
    source = archive.sources[0]
    found = archive.index.near_duplicates(
        source.text,
        facts=facts_near(source.text, source.date),
        bulletins=[BULLETIN],
        around=source.date,
        exclude_key=source.key,
    )
    assert source.key not in {one.key for one in found}


@pytest.mark.parametrize(("days", "found"), [(30, True), (31, False), (-31, False)])
def test_only_a_month_around_is_looked_at(archive: Archive, days: int, *, found: bool) -> None:
    source = archive.sources[0]
    date = source.date + dt.timedelta(days)
    near = archive.index.nearest(source.text, bulletins=[BULLETIN], around=date)
    assert (near[0].key == source.key) is found


def test_a_name_in_both_texts_is_no_conflict(archive: Archive) -> None:
    """Which of the names is seen depends on the marks around it."""
    told = "北岭骨料青年突击队赴大垭口运水439吨、铺设管线5328米；赵一帆等青年连续奋战到深夜。"
    longer = told.replace("；", "，") + "邓鸣岐说，制度要写在纸上，更要落在每一个班次。"
    source = Entry("item:name", "item", BULLETIN, dt.date(2031, 1, 1), "", "青", "", longer)
    archive.index.put([source])
    said = archive.check(told, source)
    archive.index.drop([source.key])
    assert said[source.key].verdict == "duplicate"


def test_dates_without_a_year_agree_across_new_year(archive: Archive) -> None:
    text = "12月30日，青石分公司慰问夜班职工，送去姜茶860份，顾长风值守调度台。"
    old = Entry("item:ny", "item", BULLETIN, dt.date(2031, 12, 31), "青石分公司", "惠", "", text)
    archive.index.put([old])
    again = msgspec.structs.replace(old, date=dt.date(2032, 1, 4))
    said = archive.check(text, again)
    archive.index.drop([old.key])
    assert said[old.key].verdict == "duplicate"
