"""Facts of items held against the invented contributions, and against texts made for one case."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.document.compare.crosscheck import CheckedFact, CrossCheck, cross_check, study
from jianbao.document.model import Byline, Item
from jianbao.document.shortening import shorten_item
from jianbao.language.roster import Roster, Unit
from jianbao.language.sentences import split_sentences
from jianbao.samples import units
from jianbao.samples.contributions import Piece, pieces

YEAR = 2026
ROSTER = Roster([Unit(unit.name, unit.aliases) for unit in units()])
PIECES = list(pieces(dt.date(YEAR, 6, 20)).values())
STUDIED = {piece.key: study(piece.text, roster=ROSTER, year=YEAR) for piece in PIECES}


def item(*paragraphs: str) -> Item:
    return Item(paragraphs=paragraphs)


def check(original: str, printed: Item, *, signed: tuple[str, ...] = ()) -> CrossCheck:
    return cross_check([original], printed, roster=ROSTER, year=YEAR, signed=signed)


def altered(original: str, printed: str) -> list[tuple[str, str, str, str]]:
    facts = check(original, item(printed)).altered
    return [(fact.text, fact.verdict, fact.note, fact.original) for fact in facts]


def mended(printed: Item, fact: CheckedFact) -> str:
    assert fact.fix is not None
    return printed.text[: fact.fix.start] + fact.fix.text + printed.text[fact.fix.end :]


sentences = st.sampled_from(PIECES).flatmap(
    lambda piece: st.tuples(
        st.just(piece),
        st.lists(
            st.sampled_from([s.text.strip() for p in piece.paragraphs for s in split_sentences(p)]),
            min_size=1,
            max_size=6,
        ),
    )
)


@given(sentences)
def test_an_item_of_the_originals_own_sentences_alters_nothing(
    chosen: tuple[Piece, list[str]],
) -> None:
    piece, kept = chosen
    found = cross_check([STUDIED[piece.key]], item(*kept), roster=ROSTER, year=YEAR)
    assert found.altered == ()


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.key)
def test_what_is_shortened_by_rule_alters_nothing(piece: Piece) -> None:
    whole = Item(title=piece.title, paragraphs=piece.paragraphs)
    shorter = shorten_item(whole, limit=200).item
    assert cross_check([STUDIED[piece.key]], shorter, roster=ROSTER, year=YEAR).altered == ()


@given(sentences, st.data())
def test_a_changed_digit_is_never_found(
    chosen: tuple[Piece, list[str]], data: st.DataObject
) -> None:
    piece, kept = chosen
    text = kept[0]
    digits = [match.start() for match in re.finditer(r"\d", text)]
    if not digits:
        return
    place = data.draw(st.sampled_from(digits))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != text[place]]))
    changed = item(text[:place] + digit + text[place + 1 :])
    found = cross_check([STUDIED[piece.key]], changed, roster=ROSTER, year=YEAR)
    spans = [(fact.start, fact.end) for fact in found.altered]
    assert any(start <= place < end for start, end in spans), (text, digit, found.altered)


@given(sentences, sentences)
def test_every_place_slices_to_its_text(
    chosen: tuple[Piece, list[str]], other: tuple[Piece, list[str]]
) -> None:
    originals = [piece.text for piece in (chosen[0], other[0])]
    made = Item(title=chosen[0].title, paragraphs=(*chosen[1], *other[1]))
    found = cross_check(originals, made, roster=ROSTER, year=YEAR)
    for fact in found.facts:
        assert made.text[fact.start : fact.end] == fact.text
        if fact.original_index >= 0:
            original = originals[fact.original_index]
            assert original[fact.original_start : fact.original_end] == fact.original
        if fact.fix:
            assert 0 <= fact.fix.start <= fact.fix.end <= len(made.text)
    for dropped in found.dropped:
        original = originals[dropped.original_index]
        assert original[dropped.start : dropped.end] == dropped.text
        assert original.startswith(dropped.sentence, dropped.sentence_start)


ORIGINAL = (
    "由支部书记贺长风牵头，9名党员组成攻关组，自5月11日起分三班盯守。攻关组调出近180天的运行曲线，"
    "老党员韩山石提出加装导流挡板，三次试装后定型。改造于5月28日完成，振动值由7.1毫米/秒降至"
    "2.3毫米/秒，清疤周期由20天延长到65天，预计全年减少停机11次，节约检修费用42.6万元。"
)


def test_what_an_editor_sees_beside_a_shortened_item() -> None:
    made = item(
        "支部书记贺长风带领8名党员分三班盯守，比对近180天运行曲线。",
        "5月28日改造完成，历时17天，振动值由7.1毫米/秒降至2.3毫米/秒，全年节约检修费用42.6万元。",
    )
    found = check(ORIGINAL, made)
    assert [(f.text, f.verdict, f.note, f.original) for f in found.altered] == [
        ("8名", "changed", "value", "9名"),
        ("17天", "absent", "", ""),
        ("42.6万元", "changed", "hedge_lost", "预计"),
    ]
    eight, days, money = found.altered
    assert "带领9名党员" in mended(made, eight)
    assert "完成，振动值" in mended(made, days)
    assert "预计全年节约" in mended(made, money)
    assert [(d.text, d.important) for d in found.dropped] == [
        ("韩山石", True),
        ("20天", True),
        ("65天", True),
        ("11次", True),
        ("5月11日", False),
    ]


@pytest.mark.parametrize(
    ("original", "printed"),
    [
        ("十五名党员参加。", "15名党员参加。"),
        ("二十多人到场。", "20余人到场。"),
        ("花费12000元。", "花费1.2万元。"),
        ("提高百分之九十五。", "提高95%。"),
        ("千分之五的破袋率。", "5‰的破袋率。"),
        ("今年节约费用3万元。", "2026年节约费用3万元。"),
        ("去年节约费用3万元。", "2025年节约费用3万元。"),
        ("二〇二六年五月二十八日完成。", "5月28日完成。"),
        ("五月开工，二十八日完成。", "5月28日完成。"),
        ("上半年完成。", "上半年完成。"),
        ("第一季度完成。", "一季度完成。"),
        ("发现问题17条。", "发现17个问题。"),
        ("派出一名党员。", "派出1名党员。"),
        ("下午3点半开会。", "15时30分开会。"),
        ("开展第三次检修。", "开展第3次检修。"),
        ("老李在“三八”红旗手会上发言。", "老李在“三八”红旗手会上发言。"),
        ("安环部牵头。", "安全环保部牵头。"),
        ("节约费用312万元。", "节约费用300余万元。"),
        ("印发《党员责任区管理办法》。", "印发《管理办法》。"),
        ("三项措施：抓安全，抓质量。", "1.抓安全；2.抓质量。"),
        ("预计节约3万元。", "可节约3万元。"),
        ("6月4日听课。老人1969年进厂。", "老人1969年进厂。6月4日听课。"),
        ("粉尘下降七成。", "粉尘下降70%。"),
    ],
)
def test_the_same_said_in_another_form_is_found(original: str, printed: str) -> None:
    assert altered(original, printed) == []


@pytest.mark.parametrize(
    ("original", "printed", "note", "said"),
    [
        ("近180天运行。", "180天运行。", "hedge_lost", "近180天"),
        ("投资860万元。", "投资约860万元。", "hedge_added", "860万元"),
        ("超过80人参加。", "近80人参加。", "hedge_changed", "超过80人"),
        ("成本不到900元。", "成本900元。", "hedge_lost", "不到900元"),
        ("计划6月20日投产。", "6月20日投产。", "hedge_lost", "计划"),
        ("年节约3万元。", "预计年节约3万元。", "hedge_added", "3万元"),
        ("累计听课580人次。", "累计听课580人。", "unit", "580人次"),
        ("去年6月4日投产。", "6月4日投产。", "value", "去年6月4日"),
        ("工程于5月完成。", "工程于5月28日完成。", "finer", "5月"),
        ("振动由7.1毫米降至2.3毫米。", "振动由2.3毫米降至7.1毫米。", "value", "7.1毫米"),
        ("何嘉木获一等奖。", "何嘉木获二等奖。", "value", "一等奖"),
        ("班长贺长风说。", "班长贺常风说。", "spelling", "贺长风"),
        ("班长王青禾说。", "班长王青说。", "spelling", "王青禾"),
        (
            "印发《党员责任区管理办法》。",
            "印发《党员责任区管理规定》。",
            "spelling",
            "《党员责任区管理办法》",
        ),
    ],
)
def test_what_is_said_otherwise_is_changed(
    original: str, printed: str, note: str, said: str
) -> None:
    first = altered(original, printed)[0]
    assert first[1:] == ("changed", note, said)


def test_a_fix_makes_the_item_say_what_the_original_says() -> None:
    for original, printed in (
        ("九名党员到会。", "8名党员到会。"),
        ("近180天运行。", "180天运行。"),
        ("投资860万元。", "投资约860万元。"),
        ("发现问题17条。", "发现18个问题。"),
        ("改造于二〇二六年五月二十八日完成。", "改造于5月27日完成。"),
        ("计划6月20日投产。", "6月20日投产。"),
        ("年节约3万元。", "预计年节约3万元。"),
    ):
        made = item(printed)
        fact = check(original, made).altered[0]
        assert altered(original, mended(made, fact)) == [], (original, mended(made, fact))


def test_a_day_that_lost_its_month_is_read_with_the_wrong_one() -> None:
    original = "5月11日开工。6月20日试车，29日投产。"
    made = item("5月11日开工。29日投产。")
    (fact,) = check(original, made).altered
    assert (fact.text, fact.verdict, fact.note) == ("29日", "changed", "value")
    assert mended(made, fact) == "5月11日开工。6月29日投产。"


def test_a_day_told_by_words_is_said_to_be_so() -> None:
    assert altered("昨天，检修结束。", "6月19日，检修结束。") == [
        ("6月19日", "absent", "relative", "昨天")
    ]


def test_several_originals_are_one_pool() -> None:
    made = item("青石分公司更换窗户86扇，南坪矿业验收复绿7.8万平方米。")
    originals = ["更换86扇窗户。", "北坡复绿7.8万平方米。"]
    found = cross_check(
        originals, made, roster=ROSTER, year=YEAR, signed=("青石分公司", "南坪矿业")
    )
    assert found.altered == ()
    assert [f.original_index for f in found.facts] == [-1, 0, -1, 1]


def test_byline_is_checked_against_the_senders() -> None:
    signed = Byline(units=("青石分公司",), people=("王清禾",), raw="（青石分公司 王清禾）")
    made = Item(paragraphs=("检修完成。",), byline=signed)
    unit, person = check(
        "检修完成。\n（青石水泥 王青禾）", made, signed=("青石公司", "王青禾")
    ).facts
    assert (unit.kind, unit.verdict) == ("byline", "found")
    assert (person.verdict, person.note) == ("changed", "spelling")
    assert signed.raw[person.start : person.end] == "王清禾"


def test_places_run_over_title_lead_and_paragraphs() -> None:
    made = Item(title="攻关纪实", lead="9名党员攻关。", paragraphs=("历时3天。", "节约5万元。"))
    found = check("9名党员攻关，节约4万元。", made)
    assert [made.text[f.start : f.end] for f in found.facts] == ["9名", "3天", "5万元"]
    assert [f.verdict for f in found.facts] == ["found", "absent", "changed"]


def test_without_originals_there_is_nothing_to_check() -> None:
    assert cross_check([], item("9名党员。")) == CrossCheck()
