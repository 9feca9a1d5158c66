"""The invented harbour 青江港务 for the tests of composing: a profile, a candidate to vary."""

from __future__ import annotations

import datetime as dt

import msgspec

from jianbao.document.compose import Candidate, roster_of
from jianbao.document.profile import HouseStyle, Profile, SectionProfile, UnitProfile
from jianbao.language.roster import Roster

TODAY = dt.date(2024, 7, 5)
PROFILE = Profile(
    title="青江港务工作简报",
    department="党群工作部",
    people=("苏启明",),
    sections=(
        SectionProfile(title="学·思·践", item_length=200),
        SectionProfile(title="港区一线", subsections=("党建引领篇", "岗位建功篇"), item_length=120),
        SectionProfile(title="心语", item_length=100),
        SectionProfile(title="团青风采"),
    ),
    units=(
        UnitProfile(name="青江港务集团", aliases=("集团公司",)),
        UnitProfile(name="东港公司", aliases=("东港分公司",)),
        UnitProfile(name="西港公司"),
        UnitProfile(name="党群工作部"),
    ),
    last_year=2024,
    last_number=6,
    last_running_number=30,
    style=HouseStyle(item_length=150),
)
CHINA = dt.timezone(dt.timedelta(hours=8))
PIECE = Candidate(
    id="a",
    headline="东港公司完成首票换装",
    paragraphs=(
        "6月28日，东港公司用时3小时完成50个标准箱换装，比计划提前40分钟。",
        "换装前，机电班对3台龙门吊逐台检修，更换钢丝绳2根。",
    ),
    unit="东港公司",
    people=("周砚清",),
    sender="zhou@qingjiang.example",
    received=dt.datetime(2024, 7, 1, 9, 0, tzinfo=CHINA),
)


def a_piece(**changed: object) -> Candidate:
    """PIECE with other values; `hour` is that of its first of July."""
    if "hour" in changed:
        hour = changed.pop("hour")
        changed["received"] = dt.datetime(2024, 7, 1, int(str(hour)), 0, tzinfo=CHINA)
    return msgspec.structs.replace(PIECE, **changed)


def roster(*candidates: Candidate) -> Roster:
    """The units and people that the profile and the candidates know."""
    return roster_of(PROFILE, candidates)
