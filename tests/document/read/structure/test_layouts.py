"""Invented bulletins of very different houses, each with the structure a person sees in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jianbao.document.read.formats.markdown import read_markdown
from jianbao.document.read.formats.text import read_text_lines
from jianbao.document.read.structure import Structure, read_structure

if TYPE_CHECKING:
    from jianbao.document.model import Issue, Item

_LAYOUTS = Path(__file__).parent / "layouts"


def _read(name: str) -> Structure:
    data = (_LAYOUTS / name).read_bytes()
    if name.endswith(".md"):
        reading = read_markdown(data)
        return read_structure(reading.lines, front_matter=reading.front_matter)
    return read_structure(read_text_lines(data.decode()))


def _issue(name: str) -> Issue:
    (issue,) = _read(name).issues
    return issue


def _sketch(issue: Issue) -> list[str]:
    """The outline of an issue, a line for each part."""
    lines = []
    for section in issue.sections:
        lines.append(f"# {section.title}")
        lines += map(_line, section.items)
        for group in section.subsections:
            lines.append(f"## {group.title}")
            lines += map(_line, group.items)
    return lines


def _line(item: Item) -> str:
    head = item.title or item.lead or item.paragraphs[0][:12]
    names = [*item.byline.units, *item.byline.people] if item.byline else []
    return f"{item.kind} {len(item.paragraphs)} {head} {' '.join(names)}".rstrip()


OUTLINES = {
    "government.txt": [
        "# ",
        "article 8 云岭县“三抓三促”推动特色产业提质增效 县农业农村局",
        "article 2 白河乡“小积分”兑出治理“大文章” 白河乡 赵明远",
    ],
    "single_theme.txt": [
        "# ",
        "article 8 压实责任查隐患  多措并举保平安——集团安全生产专项整治第一季度工作综述 集团安委办",
    ],
    "hospital.txt": [
        "# 一、要闻",
        "brief 1 1、医院召开第二季度医疗质量分析会。",
        "brief 1 2、省卫生健康委专家组来院开展三级医院复核指导。",
        "# 二、医疗护理",
        "## （一）内科片",
        "brief 1 1、心血管内科成功完成首例经导管主动脉瓣置换术。",
        "brief 1 2、呼吸与危重症医学科开",
        "## （二）外科片",
        "brief 1 1、骨科举办快速康复学术",
        "# 三、党建群团",
        "brief 1 1、后勤党支部组织党员到 后勤党支部 刘思源",
        "brief 1 2、医院工会启动职工健步",
    ],
    "school.txt": [
        "# 教学教研",
        "brief 1 【数学组举行“同课异构”活动】 数学组 何俊",
        "brief 1 【语文组开展整本书阅读展示】 语文组 王诗涵",
        "# 德育活动",
        "brief 1 【清明祭英烈】 大队部 李晓",
        "brief 1 【春季研学】 德育处 周凯",
        "# 校园荣誉",
        "brief 1 【喜报】 艺体组 吴静",
    ],
    "enterprise.txt": [
        "# 要闻速递",
        "article 2 集团召开年度工作务虚会 办公室 方志刚",
        "article 1 二分厂窑系统技改项目点火成功 二分厂 郝伟 苗青",
        "# 基层动态",
        "brief 1 矿山分公司完成绿色矿山现",
        "brief 1 包装车间开展冬季设备检修",
        "brief 1 化验室在全省水泥品质指标",
        "# 先进人物",
        "profile 1 高建军，矿山分公司挖掘机",
    ],
    "traditional.txt": [
        "# 一、會務消息",
        "brief 1 本會於八月二十日召開第十",
        "brief 1 理事長於會中宣布，本會辦 秘書處 陳麗華",
        "# 二、學術交流",
        "brief 1 八月二十五日，本會與濱海",
        "brief 1 研討會共發表論文十六篇， 學術委員會 林志遠",
        "# 三、活動預告",
        "brief 1 十月八日將舉辦秋季工地參",
    ],
    "newsletter.md": [
        "# 社区动态",
        "brief 1 基金会发布年度报告：全年",
        "brief 1 线下聚会报名开始",
        "# 代码进展",
        "article 2 汇编器支持新的压缩扩展 汪平",
        "article 1 链接器松弛优化",
        "# 文章推荐",
        "brief 1 1.从零写一个加载器",
        "brief 1 2.向量扩展入门",
    ],
    "bank.txt": [
        "# ",
        "article 2 普惠金融贷款余额突破百亿元 普惠金融部 韩雪",
        "article 2 “青年突击队”助力旺季营销 团委",
        "article 1 科技金融服务模式创新",
    ],
    "university.txt": [
        "# 学院动态",
        "article 1 计算机学院举办程序设计竞赛 计算机学院",
        "article 1 外国语学院开展就业指导讲座 外国语学院",
        "# 科研进展",
        "article 2 材料学院教授团队在固态电池领域取得新进展 材料学院 王璐",
    ],
    "power.txt": [
        "# 要闻聚焦",
        "article 2 公司召开三季度党建工作例会 党建工作部 宋佳",
        "article 1 公司党委理论学习中心组开展集体学习",
        "# 基层党建",
        "brief 1 输电工区党支部开展“党员 输电工区 魏巍",
        "brief 1 城南供电所党支部走访慰问 城南供电所 龙飞",
        "# 先锋风采",
        "profile 1 陈光明，变电检修工区班长",
    ],
    "procuratorate.txt": ["# ", "article 4 “检护民生”护航高质量发展"],
    "slogan.txt": [
        "# 思想领航",
        "brief 1 集团党委召开理论学习中心",
        "brief 1 路桥公司党支部开展“送学",
        "# 清风正气",
        "brief 1 集团纪委组织关键岗位人员",
        "brief 1 养护公司签订廉洁责任书4",
        "# 凝心聚力",
        "brief 1 集团工会举办职工篮球赛，",
        "brief 1 物业公司开展“学雷锋”志",
    ],
    "skeleton.txt": ["# 要闻", "# 基层动态", "# 通知公告"],
    "article.txt": ["# ", "article 2 青江港务集团举办青年职工技能比武 集团团委 李静"],
}


@pytest.mark.parametrize("name", OUTLINES)
def test_the_outline_is_the_one_a_person_sees(name: str) -> None:
    assert _sketch(_issue(name)) == OUTLINES[name]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "government.txt",
            ("云岭县乡村振兴工作简报", 9, 41, "县委农村工作领导小组办公室", "2023-08-15"),
        ),
        (
            "single_theme.txt",
            ("青江港务集团安全生产专项整治简报", 3, None, "集团安全生产委员会办公室", "2022-04-08"),
        ),
        ("hospital.txt", ("仁和医院一周动态", 18, None, "院长办公室", "2024-05-06")),
        ("school.txt", ("育才实验学校简讯", 6, None, "学校办公室", "2024-04-12")),
        ("enterprise.txt", ("云岭水泥集团生产经营快报", 11, None, "生产运营部", "2020-12-31")),
        ("traditional.txt", ("海濱工程師學會會訊", 32, None, "", "2022-09-15")),
        ("newsletter.md", ("开源工具链双周报", 43, None, "", "2022-05-20")),
        ("skeleton.txt", ("云岭水泥集团简报", 1, 88, "党委宣传部", "2024-01-05")),
        ("article.txt", ("", None, None, "", "None")),
    ],
)
def test_the_masthead_is_read(
    name: str, expected: tuple[str, int | None, int | None, str, str]
) -> None:
    head = _issue(name).masthead
    found = (head.title, head.number, head.running_number, head.department, str(head.date))
    assert found == expected


def test_a_government_imprint_is_read_whole() -> None:
    issue = _issue("government.txt")
    foot = issue.imprint
    assert foot.reported_to == (
        "市委农村工作领导小组办公室",
        "县委",
        "县人大",
        "县政府",
        "县政协领导",
    )
    assert foot.sent_to == ("县委各部门", "县级国家机关各部门", "各人民团体")
    assert foot.distribution == ("各乡镇党委", "人民政府")
    assert (foot.print_run, foot.printed_by, str(foot.printed_on)) == (
        120,
        "云岭县委农办",
        "2023-08-15",
    )
    assert [(credit.role, credit.names) for credit in foot.credits] == [
        ("责任编辑", ("周海涛",)),
        ("审核", ("李国栋",)),
        ("签发", ("王建平",)),
    ]
    assert issue.masthead.notice == "内部资料 注意保存"
    assert issue.note is not None
    assert issue.note.title == "编者按"


def test_a_classified_masthead_is_read_whole() -> None:
    head = _issue("bank.txt").masthead
    assert (head.classification, head.copy_number, head.urgency) == ("秘密★1年", "000123", "特急")
    assert (head.title, head.number, head.year) == ("江海银行青江分行信息专报", 5, 2024)


def test_a_combined_issue_has_a_range() -> None:
    head = _issue("enterprise.txt").masthead
    assert (head.number, head.number_to, head.kind) == (11, 12, "combined")


def test_a_table_of_contents_is_kept_and_never_read_as_items() -> None:
    assert _issue("traditional.txt").contents == ("一、會務消息", "二、學術交流", "三、活動預告")
    assert len(_issue("bank.txt").contents) == 3
    assert _issue("newsletter.md").contents == ("社区动态", "代码进展", "文章推荐")


def test_several_issues_in_one_file_are_told_apart() -> None:
    structure = _read("daily.txt")
    assert [issue.masthead.number for issue in structure.issues] == [201, 202]
    assert [len(list(issue.items())) for issue in structure.issues] == [3, 3]
    assert [str(issue.masthead.date) for issue in structure.issues] == ["2020-03-02", "2020-03-03"]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("government.txt", []),
        ("hospital.txt", []),
        ("skeleton.txt", ["no-items"]),
        ("article.txt", ["no-masthead"]),
        ("bank.txt", []),
        ("power.txt", []),
        ("university.txt", []),
        ("slogan.txt", []),
        ("school.txt", ["unplaced"]),
    ],
)
def test_what_is_missing_is_said(name: str, codes: list[str]) -> None:
    assert [problem.code for problem in _read(name).problems] == codes
