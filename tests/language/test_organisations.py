from __future__ import annotations

import pytest

from jianbao.language.facts import find_facts
from jianbao.language.roster import Roster, Unit

ROSTER = Roster([Unit("青港集团"), Unit("青港物流"), Unit("云岭铸锻"), Unit("石门铸锻")])


def names(text: str, roster: Roster = ROSTER) -> list[str]:
    return [organisation.text for organisation in find_facts(text, roster=roster).orgs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青江港务（集团）有限公司召开例会", ["青江港务（集团）有限公司"]),
        ("到云岭县石门镇中心小学捐书", ["云岭县石门镇中心小学"]),
        ("市住房和城乡建设局会同县公安局", ["市住房和城乡建设局", "县公安局"]),
        ("机修公司电气班获奖", ["机修公司电气班"]),
        ("公司党委书记讲话", ["公司党委"]),
        ("贯彻党中央、国务院部署", ["党中央", "国务院"]),
        ("轧钢一、二、三厂整合为轧钢总厂", ["轧钢一厂", "轧钢二厂", "轧钢三厂", "轧钢总厂"]),
        ("为青港江苏、云岭公司、石门矿三家单位授课", ["青港江苏", "云岭公司", "石门矿"]),
        ("青港集团党委组织学习", ["青港集团党委"]),
        ("宁夏能源举办培训班", ["宁夏能源"]),
        ("兰州铸锻完成检修", ["兰州铸锻"]),
        ("近日，青港江苏开展培训", ["青港江苏"]),
        ("庆祝中国共产党成立100周年", ["中国共产党"]),
        ("县教育局新增公办幼儿园3所", ["县教育局"]),
        ("有关情况书面报县政府督查室", ["县政府督查室"]),
        ("选举产生新一届女职工委员会", ["女职工委员会"]),
        ("石门学院获批国家自然科学基金项目", ["石门学院"]),
        ("青江大学土木与交通学院党政办公室", ["青江大学土木与交通学院党政办公室"]),
        ("教师和机械与电气学院学生", ["机械与电气学院"]),
        ("县残联学习文件", ["县残联"]),
        ("第 6 期急诊科沙龙", ["急诊科"]),
        ("县节能办和县电力办发文", ["县节能办", "县电力办"]),
        ("机械工程与自动化学院", ["机械工程与自动化学院"]),
        ("县财政局和青江学院签约", ["县财政局", "青江学院"]),
        ("与县医院党支部开展联学联建活动", ["县医院党支部"]),
        ("第6期心血管内科沙龙", ["心血管内科"]),
        ("上周维修班完成抢修", ["维修班"]),
        ("本周工程部召开会议", ["工程部"]),
        ("安全部员工参加", ["安全部"]),
        ("水利部发文，民建青江市委调研", ["水利部", "民建青江市委"]),
    ],
)
def test_finds_the_whole_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "各级党委和基层党支部要落实责任",
        "本部各部门组织员工培训",
        "金融机构和国有企业参与",
        "学习《中国共产党组织工作条例》",
        "全体干部到处走访，内部挖潜",
        "以发展为中心，建设世界一流贸易集团",
        "成立攻关小组，疏通雨排、水沟等设施",
        "深入社区、学校宣讲",
        "40分钟内恢复厂用水供应",
        "每周五家长学校开课",
        "本周项目部完成开挖",
        "每人领办一件实事，限时办结，累计办件86件",
        "在书记带领下带头办实事，合力办好运动会",
        "老人路过支行门口",
        "水利部门和人社部门联合检查，市水利部门牵头",
        "参观建厂初期陈列室",
        "协会组团参展",
        "农民建房和移民进城",
    ],
)
def test_leaves_alone_what_only_says_a_kind(text: str) -> None:
    assert names(text) == []


def test_an_alias_leads_to_the_unit() -> None:
    roster = Roster([Unit("青港物流", ("青江港务物流公司",))])
    (found,) = find_facts("青江港务物流公司开工", roster=roster).orgs
    assert (found.canonical, found.start, found.end) == ("青港物流", 0, 8)


def test_a_known_name_is_whole_whatever_words_it_holds() -> None:
    roster = Roster([Unit("为了明天公益中心"), Unit("和来物业")])
    assert names("志愿者到为了明天公益中心、和来物业服务", roster) == [
        "为了明天公益中心",
        "和来物业",
    ]
