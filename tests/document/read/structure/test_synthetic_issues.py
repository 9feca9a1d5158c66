"""Invented issues set in many ways, read back: where items end must be found in nearly all."""

from __future__ import annotations

import random
import re
from typing import NamedTuple

import pytest

from jianbao.document.read.formats.text import read_text_lines
from jianbao.document.read.structure import read_structure

UNITS = (
    "云岭水泥一分厂 青江港务二公司 仁和医院护理部 育才学校教务处 白河矿山分公司 动力车间".split()
)
EVENTS = (
    "召开安全生产专题会议 组织党员干部开展义务劳动 举办新员工入职培训班 完成主机设备大修任务 "
    "开展节前走访慰问活动 推进数字化仓储系统建设 与高校签订合作协议 组织消防应急演练"
).split()
CLAUSES = (
    "通报了上一阶段各项任务的完成情况 分析了当前面临的形势和存在的困难 对下一步重点工作作出安排 "
    "参加人员认真学习了有关文件精神 先后排查各类隐患{n}项并逐一落实整改 累计投入资金{n}万元 "
    "共有{n}余名干部职工参加了活动 现场解答群众提出的问题{n}个 设备完好率提高到{p}% "
    "进一步增强了队伍的凝聚力和战斗力 得到上级单位的充分肯定 平均每天节约用电约{n}千瓦时 "
    "引导大家把学习成果转化为“干事创业”的实际行动 围绕《管理办法》开展了专题讨论 "
    "为完成全年目标任务打下了坚实基础 有效缩短了检修周期 解决了长期困扰生产的瓶颈问题"
).split()
PEOPLE = "王建国 李晓梅 赵远 陈思齐 周海涛 郑丽 何俊 马小燕".split()
TITLES = (
    "扎实推进专项整治 确保生产平稳运行 一线职工收到“清凉大礼包” 技术攻关小组破解设备难题 "
    "青年志愿者走进社区 全面完成上半年各项指标 多措并举打好降本增效攻坚战 小改进带来大效益"
).split()
HEADS = {
    "dot": "学·思之路 行·动之力 心·语之声 新·人之貌 安·全之窗".split(),
    "name": "工作动态 基层传真 安全生产 经验交流 通知公告".split(),
    "bracket": "【要闻速递】 【一线风采】 【学习园地】 【群团之窗】 【简讯】".split(),
    "first": "一、重点工作 二、安全环保 三、党建群团 四、经营管理 五、其他".split(),
}
NO_LINE_START = "，。、；：！？）”》%"


class Setting(NamedTuple):
    """How an issue is set."""

    width: int
    double: bool
    indent: str  # before a first line
    blank_ends: bool
    heads: str
    pages: bool
    numbered: bool


class Printed(NamedTuple):
    """The text of an issue, and what must be read from it."""

    text: str
    sections: list[str]
    items: list[str]


def _setting(rng: random.Random) -> Setting:
    return Setting(
        width=rng.randint(24, 38),
        double=rng.random() < 0.5,
        indent=rng.choice(["", "", "  ", "    ", "　　"]),
        blank_ends=rng.random() < 0.3,
        heads=rng.choice(list(HEADS)),
        pages=rng.random() < 0.6,
        numbered=rng.random() < 0.25,
    )


def _paragraph(rng: random.Random) -> str:
    sentences = []
    for at in range(rng.randint(1, 3)):
        clauses = [
            rng.choice(CLAUSES).format(n=rng.randint(3, 900), p=rng.randint(80, 99))
            for _ in range(rng.randint(1, 4))
        ]
        if at == 0:
            when = f"{rng.randint(1, 12)}月{rng.randint(1, 28)}日，" if rng.random() < 0.4 else ""
            clauses.insert(0, f"{when}{rng.choice(UNITS)}{rng.choice(EVENTS)}")
        sentences.append("，".join(clauses) + "。")
    return "".join(sentences)


def _signed(rng: random.Random, text: str) -> str:
    if rng.random() < 0.3:
        return f"{text}（{rng.choice(UNITS)}{rng.choice([' ', '  '])}{rng.choice(PEOPLE)}）"
    return text


def _em(character: str) -> float:
    return 0.5 if character.isascii() else 1.0


def _broken(rng: random.Random, text: str, width: int) -> list[str]:
    """Break as typesetters do: two em in, no mark at a line's start, lines a little unlike."""
    lines, line, used = [], "", 2.0
    room = width + rng.choice([0, 0, 0, -0.5, 0.5])
    for character in text:
        if used + _em(character) > room and character not in NO_LINE_START:
            lines.append(line)
            line, used = "", 0.0
            room = width + rng.choice([0, 0, 0, -0.5, 0.5, -1])
        line, used = line + character, used + _em(character)
    return [*lines, line]


class _Press:
    """Sets an issue line by line."""

    def __init__(self, rng: random.Random, setting: Setting) -> None:
        self.rng, self.setting = rng, setting
        self.lines: list[str] = []
        self.page = 1

    def line(self, text: str) -> None:
        self.lines.append(text)
        if self.setting.double:
            self.lines.append("")
        if self.setting.pages and len(self.lines) >= self.page * 44:
            self.lines += ["", f"— {self.page} —", ""]
            self.page += 1

    def paragraph(self, text: str) -> None:
        broken = _broken(self.rng, text, self.setting.width)
        end = " " if self.setting.blank_ends else ""
        for at, part in enumerate(broken):
            last = at == len(broken) - 1
            self.line((self.setting.indent if at == 0 else "") + part + (end if last else ""))

    def heading(self, text: str) -> None:
        """A heading on a line of its own, in the middle when indents are kept at all."""
        room = (self.setting.width - sum(map(_em, text))) if self.setting.indent else 0
        end = " " if self.setting.blank_ends else ""
        self.line(" " * int(max(0, room)) + text + end)


def _issue(seed: int) -> Printed:
    rng = random.Random(seed)  # noqa: S311 - invented texts, no secret
    setting = _setting(rng)
    press = _Press(rng, setting)
    number = rng.randint(1, 48)
    press.heading("青江云岭联合简报")
    press.heading(f"2023年第{number}期（总第{number + 100}期）")
    press.line("综合办公室        2023年7月14日")
    sections, items = [], []
    for head in HEADS[setting.heads][: rng.randint(2, 5)]:
        sections.append(head.strip("【】"))
        press.heading(head)
        items += _articles(rng, press) if rng.random() < 0.25 else _briefs(rng, press, setting)
    press.line("发：公司领导，各部门、各单位")
    press.line("投稿邮箱：desk@qingjiang.example")
    return Printed("\n".join(press.lines), sections, items)


def _briefs(rng: random.Random, press: _Press, setting: Setting) -> list[str]:
    items = []
    for at in range(rng.randint(2, 6)):
        text = _signed(rng, _paragraph(rng))
        text = f"{at + 1}、{text}" if setting.numbered else text
        press.paragraph(text)
        items.append(text)
    return items


def _articles(rng: random.Random, press: _Press) -> list[str]:
    items = []
    for title in rng.sample(TITLES, rng.randint(1, 2)):
        press.heading(title)
        texts = [_paragraph(rng) for _ in range(rng.randint(1, 3))]
        texts[-1] = _signed(rng, texts[-1])
        for text in texts:
            press.paragraph(text)
        items.append(title + "".join(texts))
    return items


def _tight(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _ends(texts: list[str]) -> set[int]:
    ends, total = set(), 0
    for text in texts:
        total += len(_tight(text))
        ends.add(total)
    return ends


def _read_back(printed: Printed) -> tuple[float, bool]:
    """Give the F1 of item ends, and whether the sections are the printed ones."""
    (issue,) = read_structure(read_text_lines(printed.text)).issues
    texts = []
    for item in issue.items():
        closing = [part.raw for part in (item.byline, item.source) if part]
        texts.append("".join((item.text, *closing)))
    found, wanted = _ends(texts), _ends(printed.items)
    sections = [section.title for section in issue.sections] == printed.sections
    return 2 * len(found & wanted) / (len(found) + len(wanted)), sections


@pytest.mark.parametrize("first", [0, 1000, 2000])
def test_items_end_where_they_were_set(first: int) -> None:
    results = [_read_back(_issue(seed)) for seed in range(first, first + 40)]
    boundary_f1 = sum(f1 for f1, _ in results) / len(results)
    sections = sum(right for _, right in results) / len(results)
    print(f"boundary F1 {boundary_f1:.4f}, sections right {sections:.3f}")  # noqa: T201 - figures
    assert boundary_f1 >= 0.985
    assert sections >= 0.95
