from __future__ import annotations

import pytest

from jianbao.language.facts import find_facts
from jianbao.language.roster import Roster


def names(text: str, roster: Roster | None = None) -> list[str]:
    return [person.text for person in find_facts(text, roster=roster or Roster()).persons]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("院长陆静怡带队到县医院调研", ["陆静怡"]),
        ("党员方德胜同志发现隐患", ["方德胜"]),
        ("段玉梅赴石门镇指导工作", ["段玉梅"]),
        ("会上,孟宇指出,要压实责任", ["孟宇"]),
        ("孟宇指出，要压实责任", ["孟宇"]),
        ("书记李有才和厂长张为民参加", ["李有才", "张为民"]),
        ("王晓燕、李国栋等12名志愿者参加", ["王晓燕", "李国栋"]),
        ("谢安，石门矿检修班长。中共党员。", ["谢安"]),
        ("欧阳慧敏，女，1986年出生", ["欧阳慧敏"]),
        ("青江公司夏正文、冯佳、王力等参加", ["夏正文", "冯佳", "王力"]),
        ("获得“最美护士”称号的冯芳芳，", ["冯芳芳"]),
        ("习近平总书记在会上讲话", ["习近平"]),
        ("车间主任阿依努尔·买买提介绍", ["阿依努尔·买买提"]),
        ("查明科长赵某利用职务便利收受礼金", ["赵某"]),
        ("被告人钱某某转移财产", ["钱某某"]),
        ("冷静老师讲授公开课，学院柳青教授点评", ["冷静", "柳青"]),
        ("高原医生主刀", ["高原"]),
    ],
)
def test_finds_a_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "以习近平新时代中国特色社会主义思想为指导",
        "开展学雷锋活动",
        "党员高标准完成任务，职工安全意识提高",
        "主任高度重视，书记常态化走访",
        "方案明确，金融专家到场",
        "阅读《张思德的故事》",
        "班主任经验交流会，领导人员廉政档案",
        "向某公司发函，高中老师参加，任课老师到场",
        "冷静应对，高原地区供电",
        "组织党员干部学习，温暖群众",
    ],
)
def test_leaves_alone_what_is_no_name(text: str) -> None:
    assert names(text) == []


def test_a_known_name_needs_no_announcement() -> None:
    assert names("这次任务里孟宇冲在最前", Roster(people=["孟宇"])) == ["孟宇"]
