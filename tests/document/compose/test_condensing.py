"""An item of a candidate: lead, body within the budget, byline; no fact of it altered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.document.compare.crosscheck import CheckedFact, CrossCheck, cross_check
from jianbao.document.compose import Candidate, condensing
from jianbao.document.compose.bylines import byline_of, printed_byline
from jianbao.document.compose.condensing import Condensed, condense_item
from jianbao.document.model import Byline, Source

from document.compose.harbour import PIECE, a_piece, roster

SENTENCES = st.sampled_from(
    [
        "6月28日，东港公司用时3小时完成50个标准箱换装。",
        "机电班班长林晚舟带着7人检修。",
        "他说，慢一点就是快一点。",
        "全年节约费用21.5万元，比上年增长13%。",
        "“稳着点！”",
        "何时完工？",
        "现将有关情况报送如下：",
    ]
)


def _condensed(candidate: Candidate, limit: int = 120) -> Condensed:
    return condense_item(candidate, limit=limit, roster=roster(candidate), year=2024)


def test_a_headline_runs_in_before_the_text() -> None:
    item = _condensed(PIECE).item
    assert item.lead == "东港公司完成首票换装。"
    assert item.paragraphs == ("".join(PIECE.paragraphs),)
    assert item.kind == "brief"
    assert item.byline == Byline(units=("东港公司",), people=("周砚清",), raw="（东港公司 周砚清）")


@pytest.mark.parametrize(
    ("headline", "opening", "lead"),
    [
        ("爸爸的港口长什么样", "6月1日，东港公司举办开放日。", "6月1日，东港公司举办开放日。"),
        ("关于安全例会的汇报", "西港公司召开安全例会。", "西港公司召开安全例会。"),
        ("安全例会统计表", "“稳着点！”班长喊。", None),
        ("西港公司召开安全例会", "西港公司召开安全例会。", "西港公司召开安全例会。"),
        (
            "西港公司召开安全例会",
            "西港公司召开安全例会，通报隐患73项。",
            "西港公司召开安全例会，通报隐患73项。",
        ),
        ("", "西港公司召开例会。", "西港公司召开例会。"),
    ],
)
def test_what_is_no_lead_gives_way_to_the_opening(
    headline: str, opening: str, lead: str | None
) -> None:
    rest = "会上共查出问题73项，已整改69项。"
    item = _condensed(a_piece(headline=headline, paragraphs=(opening + rest,))).item
    assert item.lead == lead
    assert item.text == opening + rest


def test_what_has_a_form_of_its_own_has_no_lead() -> None:
    portrait = ("周砚清，东港公司机电班班长，中共党员。2009年进厂以来，检修设备1200台次。",)
    item = _condensed(a_piece(headline="周砚清：守着一台吊", paragraphs=portrait)).item
    assert (item.kind, item.lead, item.paragraphs) == ("profile", None, portrait)
    story = ("我在港口守了十年灯。", "我总想，灯亮着，船就不慌。")
    item = _condensed(a_piece(headline="灯塔的夜晚", paragraphs=story)).item
    assert (item.lead, item.paragraphs) == (None, ("".join(story),))


@pytest.mark.parametrize("limit", [40, 60, 80, 100])
def test_budgets_are_kept(limit: int) -> None:
    done = _condensed(PIECE, limit)
    assert done.fits
    assert len(done.item.text) <= limit


def test_a_lead_over_the_budget_is_said() -> None:
    done = _condensed(PIECE, limit=8)
    assert not done.fits


def test_a_long_item_is_two_paragraphs_parted_where_they_were() -> None:
    texts = tuple(
        f"第{n}天，东港公司完成换装{n}0箱，更换钢丝绳{n}根，节约费用{n}万元。" for n in range(1, 9)
    )
    item = _condensed(a_piece(paragraphs=texts), 300).item
    assert len(item.paragraphs) == 2
    assert all(len(text) >= 50 for text in item.paragraphs)
    assert "".join(item.paragraphs) == "".join(texts)


def test_a_text_without_its_last_stop_gets_one() -> None:
    assert _condensed(a_piece(paragraphs=("会议开始。全员参加了培训",))).item.text.endswith(
        "培训。"
    )


@given(st.lists(st.lists(SENTENCES, min_size=1, max_size=4).map("".join), min_size=1, max_size=4))
def test_no_fact_is_altered_and_no_word_added(texts: list[str]) -> None:
    piece = a_piece(paragraphs=tuple(texts))
    item = _condensed(piece, 90).item
    original = (piece.headline, *piece.paragraphs)
    signed = (piece.unit, *piece.people)
    known = roster(piece)
    assert cross_check([piece.text], item, roster=known, year=2024, signed=signed).altered == ()
    left = iter("。".join(original) + "。")
    assert all(character in left for character in item.text)


def test_what_would_alter_a_fact_keeps_its_sentence_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    fact = CheckedFact(kind="quantity", text="3小时", start=0, end=3, verdict="changed")
    monkeypatch.setattr(condensing, "cross_check", lambda *_, **__: CrossCheck(facts=(fact,)))
    long = "，".join(PIECE.paragraphs).replace("。", "") + "。"
    piece = a_piece(paragraphs=(long, "其余略。"))
    done = _condensed(piece, 60)
    assert done.kept_whole
    assert not done.fits
    assert done.item.paragraphs == (long,)


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({}, "brief"),
        ({"source": Source(raw="（新华社）")}, "notice"),
        ({"source": Source(raw="（2024年6月3日，苏启明在例会上的讲话）")}, "quotation"),
        ({"paragraphs": ("东港公司机电班组。全年检修设备1200台次，没有发生事故。",)}, "honour"),
        ({"paragraphs": ("林晚舟，东港公司吊车工。她安全作业3200天。",)}, "profile"),
    ],
)
def test_an_item_is_of_the_kind_that_its_form_tells(changed: dict[str, object], kind: str) -> None:
    assert _condensed(a_piece(**changed)).item.kind == kind


def test_bylines_are_printed_as_the_house_does() -> None:
    both = printed_byline(("党群工作部", "财务部"), ())
    assert both.raw == "（党群工作部 财务部）"
    assert printed_byline(("东港公司",), ("周砚清", "林晚舟")).raw == "（东港公司 周砚清、林晚舟）"
    signed = Byline(units=("西港公司",), raw="（西港公司）")
    assert byline_of(a_piece(byline=signed)) == signed
    assert byline_of(a_piece(people=())) is None
    assert byline_of(a_piece(source=Source(raw="（新华社）"))) is None
    assert byline_of(a_piece(unit="")) == Byline(people=("周砚清",), raw="（周砚清）")


@pytest.mark.parametrize("limit", range(30, 60))
def test_the_stop_that_is_added_is_within_the_budget(limit: int) -> None:
    piece = a_piece(paragraphs=("全员参加了培训。", "其中东港公司派出46人参加了全部三天的课程学习"))
    done = _condensed(piece, limit)
    assert done.fits == (len(done.item.text) <= limit)
