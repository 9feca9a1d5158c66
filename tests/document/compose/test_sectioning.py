"""The place of a text: by the titles of sections, by words, form, printed items and habit."""

from __future__ import annotations

import msgspec
import pytest

from jianbao.document.compose import Candidate
from jianbao.document.compose.learning import Lessons
from jianbao.document.compose.places import Place, budget_of, find_place, places_of
from jianbao.document.compose.sectioning import Sectioned, Sections
from jianbao.document.compose.themes import THEMES, cues, themes_of_title
from jianbao.document.model import Byline, Issue, Item, Section, Source
from jianbao.document.profile import Profile, format_profile, parse_profile

from document.compose.harbour import PROFILE, a_piece, roster

PARTY, WORK = Place("港区一线", "党建引领篇"), Place("港区一线", "岗位建功篇")


def _sectioned(candidate: Candidate, *back: Issue, profile: Profile = PROFILE) -> Sectioned:
    places = places_of(profile)
    lessons = Lessons(back, profile, places)
    return Sections(profile, places, lessons, roster(candidate)).choose(candidate)


def test_places_are_groups_where_a_section_has_some() -> None:
    assert places_of(PROFILE) == (
        Place("学·思·践"),
        PARTY,
        WORK,
        Place("心语"),
        Place("团青风采"),
    )
    assert places_of(Profile()) == (Place(""),)
    assert [budget_of(PROFILE, name) for name in ("心语", "团青风采")] == [100, 150]


def test_a_place_is_found_in_any_spelling() -> None:
    section = msgspec.structs.replace(PROFILE.sections[1], aliases=("一线动态",))
    profile = msgspec.structs.replace(PROFILE, sections=(section,))
    places = places_of(profile)
    assert find_place(places, profile, "一线 动态", "岗位建功 篇") == WORK
    assert find_place(places, profile, "港区一线", "2024年劳动模范") == PARTY
    assert find_place(places, profile, "光荣榜", "") is None


@pytest.mark.parametrize(
    ("title", "theme"),
    [
        ("行·党建进行时篇", "party"),
        ("生产经营", "work"),
        ("为职工办实事篇", "welfare"),
        ("悟·所思所得", "reflection"),
        ("青·团员之家", "youth"),
        ("新·改革之窗", "reform"),
        ("榜·先锋风采", "people"),
        ("集团劳动模范", "people"),
        ("学·初心之源", "policy"),
    ],
)
def test_titles_tell_what_a_section_is_about(title: str, theme: str) -> None:
    themes = themes_of_title(title)
    assert max(themes, key=lambda one: themes[one]) == theme


def test_a_title_may_tell_nothing_and_every_theme_has_its_words() -> None:
    assert themes_of_title("潮起青江") == {}
    assert {cue.theme for cue in cues()} == set(THEMES)
    assert all(len(cue.word) > 0 and cue.weight in {1, 2, 3} for cue in cues())


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        (
            {
                "headline": "机关党支部开展主题党日",
                "paragraphs": ("党支部组织32名党员重温入党誓词，书记讲党课。",),
            },
            PARTY,
        ),
        (
            {
                "headline": "抢修龙门吊",
                "paragraphs": ("机电班连夜检修设备，更换轴承，恢复生产，节约费用8万元。",),
            },
            WORK,
        ),
        (
            {
                "headline": "灯塔",
                "paragraphs": ("我在港口守了十年灯。我总想，灯亮着，船就不慌。",),
                "people": ("林晚舟",),
            },
            Place("心语"),
        ),
        (
            {
                "headline": "集团团委开展青年志愿服务",
                "paragraphs": ("团委组织青年志愿者30名走进社区，团员讲解港口安全知识。",),
            },
            Place("团青风采"),
        ),
        (
            {
                "headline": "把小事做好",
                "paragraphs": ("“每一箱货都要轻拿轻放。”",),
                "source": Source(raw="（2024年6月3日，苏启明在例会上的讲话）"),
                "people": (),
            },
            Place("学·思·践"),
        ),
    ],
)
def test_words_and_form_tell_the_place(changed: dict[str, object], place: Place) -> None:
    assert _sectioned(a_piece(**changed)).place == place


def test_what_somebody_decided_stands() -> None:
    piece = a_piece(section="港区一线", subsection="党建引领篇")
    assert _sectioned(piece) == Sectioned(PARTY)
    assert _sectioned(a_piece(section="没有的栏目")).place == WORK


def test_words_of_the_house_weigh() -> None:
    piece = a_piece(headline="望海楼茶座", paragraphs=("6月3日，望海楼茶座开讲，来了46人。",))
    cued = tuple(
        msgspec.structs.replace(one, cues=("望海楼",)) if one.title == "心语" else one
        for one in PROFILE.sections
    )
    profile = msgspec.structs.replace(PROFILE, sections=cued)
    assert _sectioned(piece, profile=profile).place == Place("心语")
    assert _sectioned(piece).place != Place("心语")
    assert parse_profile(format_profile(profile)) == profile


def _issue(section: str, *texts: str, unit: str = "") -> Issue:
    byline = Byline(units=(unit,), raw=f"（{unit}）") if unit else None
    items = tuple(Item(paragraphs=(text,), byline=byline) for text in texts)
    return Issue(sections=(Section(title=section, items=items),))


def test_printed_items_teach_and_the_likest_is_named() -> None:
    piece = a_piece(headline="", paragraphs=("东港公司举办望海读书会，36人交流读后所得。",))
    back = _issue("团青风采", "西港公司举办望海读书会，28人交流。", "东港公司办起望海读书角。")
    chosen = _sectioned(piece, back)
    assert chosen.place == Place("团青风采")
    assert chosen.like is not None
    assert "望海" in chosen.like.text


def test_the_habit_of_a_unit_counts() -> None:
    back = _issue("心语", *(f"第{n}篇，海上生明月。" for n in range(9)), unit="西港公司")
    lessons = Lessons((back,), PROFILE, places_of(PROFILE))
    assert lessons.habit("西港公司")[Place("心语")] == pytest.approx(9 / 12)
    assert lessons.habit("东港公司") == {}
