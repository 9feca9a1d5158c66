from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jianbao.language.shorten import shorten

REPORT = (
    "青江港务集团召开汛期安全例会。会议通报了一季度安全生产情况，传达了上级文件精神，"
    "要求各单位提高认识。截至目前，集团共排查隐患43处，整改完成40处，投入资金21.5万元。"
    "会议强调，要切实压实责任，为全年工作奠定坚实基础。"
)
TEXTS = st.text(alphabet="青江港务召开会议12，。；：！“”、并", max_size=80)


@given(TEXTS, st.integers(min_value=0, max_value=80))
def test_what_is_kept_was_there(text: str, limit: int) -> None:
    short = shorten(text, limit=limit)
    kept = "".join(text[a:b] for a, b in short.spans)
    changed = [(x, y) for x, y in zip(kept, short.text, strict=False) if x != y]
    assert all(x in "，；：、,;:" and y == "。" for x, y in changed) or len(kept) != len(short.text)
    assert len(short.text) <= len(kept)
    assert short.fits == (len(short.text) <= limit)


@given(TEXTS, st.integers(min_value=1, max_value=80))
def test_shortening_twice_changes_nothing_more(text: str, limit: int) -> None:
    once = shorten(text, limit=limit)
    if once.fits:
        assert shorten(once.text, limit=limit).text == once.text


@given(
    st.lists(st.sampled_from(["会议", "“学史，明理。”", "（党组）", "，", "。", "其间，", "12人"]))
)
def test_quotations_stay_whole(parts: list[str]) -> None:
    short = shorten("".join(parts), limit=12)
    assert short.text.count("“") == short.text.count("”")
    assert short.text.count("（") == short.text.count("）")


def test_an_opening_clause_is_not_left_alone() -> None:
    text = "集团召开会议。期间，通过现场培训，提高了班组技能。另有安排，以后再定，时间待告。"
    assert shorten(text, limit=26).text == "集团召开会议。期间，通过现场培训，提高了班组技能。"


def test_a_short_text_comes_back_whole() -> None:
    assert shorten("短讯。", limit=10) == ("短讯。", ((0, 3),), True)


def test_the_lead_and_the_numbers_stay() -> None:
    short = shorten(REPORT, limit=60)
    assert short.text.startswith("青江港务集团召开汛期安全例会。")
    assert "隐患43处" in short.text
    assert "奠定坚实基础" not in short.text
    assert short.fits


def test_what_must_be_kept_is_kept() -> None:
    assert "上级文件" in shorten(REPORT, limit=60, keep=["上级文件"]).text


def test_a_clause_cut_off_closes_with_a_stop() -> None:
    short = shorten("会议通报了情况，传达了精神。", limit=9)
    assert short.text == "会议通报了情况。"
    assert short.spans == ((0, 8),)


def test_a_lead_longer_than_the_limit_is_kept_and_said() -> None:
    short = shorten("这一句很长很长没有任何停顿可以截断。第二句。", limit=5)
    assert not short.fits
    assert short.text == "这一句很长很长没有任何停顿可以截断。"
