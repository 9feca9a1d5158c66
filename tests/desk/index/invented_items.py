"""Invented items of 云岭水泥集团 for the index, and changed copies of them with what was changed.

Everything is drawn from the tables below by a seeded generator; no name is a real one.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Callable

from jianbao.desk.index import Entry

BULLETIN = 1

_UNITS = (
    "青石分公司 白川分公司 南坪矿业 云岭物流 云岭环保 技术中心 北岭骨料 东溪混凝土 "
    "望江熟料 石门包装 松塘机修 红崖新材"
).split()
_PARTS = (
    "烧成车间 采矿车间 电气工段 机修班 化验室 包装车间 车队 中控室 党支部 工会 团委 安全科".split()
)
_SURNAMES = "陈林郑谢罗田韩苏秦陆邓吴冯孙钱沈顾江许范赵何周"
_GIVEN = (
    "望舒 小舟 见微 一帆 青禾 山石 远航 大河 小满 云帆 明泽 知秋 鸣岐 清和 晚照 可为 立夏 若木 长风"
).split()
_PLACES = (
    "石榴坪 马蹄湾 青杨镇 白鹭洲 柳溪村 双桥社区 大垭口 三岔沟 竹山小学 龙泉敬老院 "
    "枫林广场 松涛水库 旧窑遗址 桃花渡 云顶隧道 铁炉寨"
).split()

# Section, what is done, where the details stand in braces.
_TELLINGS = (
    (
        "学",
        "{unit}{part}围绕绿色转型开展专题学习，{person}领学并作{n}分钟辅导，{m}名党员结合岗位谈体会。",
    ),
    (
        "学",
        "{date}，{unit}党委理论学习中心组到{place}现场学习，研讨形成{n}条降碳措施，责任落实到{m}个班组。",
    ),
    (
        "行",
        "{date}，{unit}{part}组织{n}名党员到{place}开展主题党日活动，重温入党誓词，听{person}讲述建厂往事。",
    ),
    (
        "行",
        "{unit}{part}针对篦冷机漏料问题成立攻关组，{person}带队连续{n}天跟班观察，热耗下降{m}千焦。",
    ),
    (
        "行",
        "{unit}{part}开展隐患排查“回头看”，{person}带队查出问题{n}项，整改{m}项，其余列入{place}改造计划。",
    ),
    (
        "行",
        "{date}，{unit}与{place}签订共建协议，{person}介绍运输线党建做法，双方约定每季度联学{n}次。",
    ),
    ("惠", "{unit}工会走访{place}困难职工{n}户，送去慰问金{m}元，{person}详细记下住房和就医需求。"),
    ("惠", "{unit}{part}改造{place}浴室和晾衣间，新增热水点位{n}个，{m}名倒班职工不再排队。"),
    (
        "青",
        "{date}，{unit}团委联合{place}举办科普课，{person}用石灰石和放大镜讲解水泥，送出手册{n}册。",
    ),
    ("青", "{unit}青年突击队赴{place}运水{n}吨、铺设管线{m}米，{person}等青年连续奋战到深夜。"),
    (
        "改",
        "{unit}推行项目经理负责制，{place}等{n}个项目纳入清单，{person}竞聘上岗，工期缩短{m}天。",
    ),
    (
        "改",
        "{date}，{unit}{part}上线智能配矿系统，{person}介绍，{place}低品位矿石利用率提高{n}个百分点。",
    ),
)
_DETAILS = (
    "活动前，{part}把任务分解到人，逐项明确时限。",
    "{person}说，制度要写在纸上，更要落在{place}的每一个班次。",
    "据统计，今年以来此类做法已惠及{n}人次，节约费用{m}元。",
    "现场还展出了{place}的{n}幅老照片，不少老工人驻足良久。",
    "下一步，{unit}将把经验推广到{place}，力争年底前覆盖{n}个班组。",
    "参加人员围绕{place}的实际提出建议{n}条，{person}当场答复{m}条。",
    "设备更换后，噪声由{m}分贝降到{n}分贝，岗位环境明显改善。",
    "来自{place}的{person}表示，第一次离窑头这样近，才懂得稳字的分量。",
    "为保证进度，{person}和同事把检修窗口压缩到{n}小时，备件提前运到{place}。",
    "{unit}还建立台账{n}本，每周五由{person}通报进展。",
)
_SYNONYMS = (
    ("开展", "举行"),
    ("组织", "安排"),
    ("介绍", "讲解"),
    ("提高", "提升"),
    ("缩短", "压减"),
)
_DETAIL = re.compile(r"\{(\w+)\}")


class Invention:
    """Draws items one after the other; equal seeds draw equal items."""

    def __init__(self, seed: int, *, first: dt.date = dt.date(2024, 1, 1), days: int = 900) -> None:
        self.random = random.Random(seed)  # noqa: S311 - draws samples, guards nothing
        self.first, self.days = first, days
        self.drawn = 0

    def entry(self) -> Entry:
        return self._told(self.random.randint(1, 5))

    def report(self) -> Entry:
        """Give a long item, with every detail."""
        return self._told(len(_DETAILS))

    def _told(self, details: int) -> Entry:
        self.drawn += 1
        section, opening = self.random.choice(_TELLINGS)
        unit = self.random.choice(_UNITS)
        date = self.first + dt.timedelta(self.random.randrange(self.days))
        person = self.person()
        lines = [opening, *self.random.sample(_DETAILS, details)]
        text = "".join(self.fill(line, unit, date) for line in lines)
        return Entry(
            f"item:{self.drawn}", "item", BULLETIN, date, unit, section, "", text, (person,)
        )

    def entries(self, number: int) -> list[Entry]:
        return [self.entry() for _ in range(number)]

    def person(self) -> str:
        return self.random.choice(_SURNAMES) + self.random.choice(_GIVEN)

    def fill(self, line: str, unit: str, date: dt.date) -> str:
        drawn: dict[str, Callable[[], str]] = {
            "unit": lambda: unit,
            "part": lambda: self.random.choice(_PARTS),
            "person": self.person,
            "place": lambda: self.random.choice(_PLACES),
            "n": lambda: str(self.random.randint(11, 499)),
            "m": lambda: str(self.random.randint(501, 9999)),
            "date": lambda: f"{date.month}月{date.day}日",
        }
        return _DETAIL.sub(lambda match: drawn[match[1]](), line)

    def light(self, text: str) -> str:
        """Change some marks and words, as a second pair of eyes does."""
        for word, other in _SYNONYMS:
            if self.random.random() < 0.5:
                text = text.replace(word, other, 1)
        text = text.replace("，", "；" if self.random.random() < 0.5 else ",", 1)
        return text.removesuffix("。")

    def medium(self, text: str) -> str:
        """Leave sentences out and tell the others in another order."""
        sentences = self._sentences(self.light(text))
        kept = [one for one in sentences[1:] if self.random.random() < 0.7]
        kept.append(sentences[0])
        self.random.shuffle(kept)
        return "".join(kept)

    def heavy(self, text: str) -> str:
        """Cut a report to its first sentence and a stretch of another: a brief of it."""
        first, *others = self._sentences(text)
        return first + (self.random.choice(others)[:15] if others else "")

    def other_event(self, entry: Entry) -> str:
        """Tell another event of the same unit in the words of this one: all details are new."""
        date = entry.date + dt.timedelta(self.random.randint(8, 20))
        text = re.sub(r"\d+月\d+日", f"{date.month}月{date.day}日", entry.text)
        text = re.sub(r"\d{2,}", lambda _: str(self.random.randint(11, 9999)), text)
        for names in (_PLACES, _PARTS):
            for name in names:
                text = text.replace(name, f"\0{names.index(name) + 1}\0")
            for i, _ in enumerate(names):
                text = text.replace(f"\0{i + 1}\0", names[(i + 5) % len(names)])
        given = "|".join(_GIVEN)
        return re.sub(rf"[{_SURNAMES}](?:{given})", lambda _: self.person(), text)

    def other_story(self, entry: Entry) -> str:
        """Tell something else of the same unit."""
        other = self.entry()
        while other.section == entry.section:
            other = self.entry()
        return other.text.replace(other.unit, entry.unit)

    @staticmethod
    def _sentences(text: str) -> list[str]:
        return [part + "。" for part in text.split("。") if part]
