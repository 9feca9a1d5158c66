"""An issue in the making for the tests of its board: sections, groups, ten items, one empty."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import msgspec

from arrivals import an_arrival
from cast import a_person
from jianbao.desk.actions import deciding
from jianbao.desk.actions.arranging.items import move_item
from jianbao.desk.actions.arranging.sections import add_group
from jianbao.desk.actions.editing import save_item
from jianbao.desk.models import Bulletin, Contribution, Issue, Item, Role, Section, Unit, User
from jianbao.desk.queries.order import Slot
from jianbao.document import model

TODAY = dt.date(2026, 6, 20)
SECTIONS = ("学习", "践行", "青年", "心语", "新局")
UNITS = ("青石分公司", "南坪矿业", "云岭物流", "红枫新材", "云岭环保", "百川热电", "清溪骨料")
_OPENINGS = (
    "坚持把科技自立自强作为立企之本，",
    "条例共八章四十七条，",
    "结对支部每月同上一堂课，",
    "九名党员连续盯守三个班次，",
    "工作人员带着打印机进了家属区，",
    "换热面积增加四成，",
    "保温水、微波炉、充电桩一应俱全，",
    "三十名青年冒雨奋战到凌晨，",
    "筛分效率比设计值高出两个点，",
    "二十三栋住宅楼提前七天供暖，",
)
_FILLINGS = (
    "攻关课题由一线提、专家评、班组干，",
    "明确了设置、任务、活动方式和保障措施，",
    "学习笔记在走廊里展示互评，",
    "振动值从每秒7.1毫米降到2.3毫米，",
    "为86位老人当场办结认证手续，",
    "洗浴高峰不再忽冷忽热，",
    "平均每晚有四十名司机在这里落脚，",
    "装卸效率提高三成，没有发生一起磕碰，",
    "首月产砂4.2万吨全部合格，",
    "年节约标准煤一千八百吨，",
)
_ENDINGS = (
    "为高质量发展提供了有力支撑。",
    "各支部正结合实际抓好贯彻落实，力求学深悟透。",
    "以联创促生产，安全隐患整改率达到100%。",
    "这套办法已写入检修规程，在全公司推广使用。",
    "有位老师傅说，没想到公司还惦记着我们。",
    "工会还添置了储物柜和吹风机，职工直夸贴心。",
    "驾驶员的疲劳驾驶提醒同比下降一半，运输更安全。",
    "物流公司给他们记了集体嘉奖一次。",
    "产线由机关干部和操作工共同调试完成。",
    "余热不再白白排空，成了居民家里的暖意。",
)
# headline, unit, section, group, sentences
PLANNED = (
    ("把创新摆在发展全局的核心位置", "", "学习", "", 4),
    ("基层党建工作条例要点", "", "学习", "", 3),
    ("百川热电机关支部与检修一班结对联创", "百川热电", "践行", "支部建设", 3),
    ("青石分公司党员攻关组治好风机“老毛病”", "青石分公司", "践行", "支部建设", 5),
    ("红枫新材上门为退休职工办理认证", "红枫新材", "践行", "为职工办实事", 2),
    ("南坪矿业给井口澡堂换上新锅炉", "南坪矿业", "践行", "为职工办实事", 3),
    ("云岭物流设立司机夜间歇脚点", "云岭物流", "践行", "为职工办实事", 6),
    ("青年突击队夜战站台抢卸熟料", "云岭物流", "青年", "", 3),
    ("清溪骨料首套制砂线提前投产", "清溪骨料", "新局", "", 3),
    ("云岭环保余热并网供暖", "云岭环保", "新局", "", 3),
)


class BoardRoom(NamedTuple):
    """The issue, two editors, a reviewer, and the contribution that waits for the empty section."""

    bulletin: Bulletin
    issue: Issue
    editor: User
    colleague: User
    reviewer: User
    waiting: Contribution

    def item(self, headline: str) -> Item:
        return self.issue.items.get(headline__startswith=headline)

    def headlines(self) -> list[str]:
        rows = self.issue.items.filter(withdrawn_at=None).order_by("position")
        return list(rows.values_list("headline", flat=True))


def a_board() -> BoardRoom:
    """Fill an empty desk with one issue."""
    bulletin = Bulletin.objects.create(
        slug="yunling", title="云岭水泥党群工作", department="党群工作部", last_year=2026,
        last_number=11, last_running_number=11, distribution=["各分公司党委"],
    )  # fmt: skip
    for position, title in enumerate(SECTIONS):
        Section.objects.create(bulletin=bulletin, title=title, position=position, item_length=130)
    units = {name: Unit.objects.create(bulletin=bulletin, name=name) for name in UNITS}
    editor = a_person(Role.EDITOR, bulletin, name="沈知行")
    waiting = an_arrival(
        bulletin,
        headline="新党员寄语",
        unit=units["红枫新材"],
        suggested_section=bulletin.sections.get(title="心语"),
    )
    for number, (headline, unit, section, _, sentences) in enumerate(PLANNED):
        piece = an_arrival(
            bulletin,
            headline=headline,
            unit=units.get(unit),
            paragraphs=_text(number, sentences),
            author="",
        )
        standing = bulletin.sections.get(title=section)
        deciding.plan(piece, standing, by=editor, version=0, today=TODAY)
    issue = Issue.objects.get()
    room = BoardRoom(
        bulletin,
        issue,
        editor,
        a_person(Role.EDITOR, bulletin, name="林小满"),
        a_person(Role.REVIEWER, bulletin, name="周砚秋"),
        waiting,
    )
    _group(room)
    return room


def _text(number: int, sentences: int) -> tuple[str, ...]:
    """A paragraph that shares no sentence with another item's."""
    told = _OPENINGS[number] + _FILLINGS[number] + _ENDINGS[number]
    steps = (
        f"第{n + 1}项措施由{PLANNED[number][0][:6]}的{n + number}人负责。" for n in range(sentences)
    )
    return (told + "".join(steps),)


def _group(room: BoardRoom) -> None:
    for title in ("支部建设", "为职工办实事"):
        add_group(room.issue, "践行", title, by=room.editor)
    for headline, unit, section, group, _ in PLANNED:
        item = room.issue.items.select_related("issue__bulletin").get(headline=headline)
        if group:
            move_item(item, Slot(section, group), by=room.editor)
        if not unit:
            content = msgspec.convert(item.content, model.Item)
            quoted = msgspec.structs.replace(
                content, kind="quotation", source=model.Source(raw="（编辑部摘录）")
            )
            save_item(item, quoted, by=room.editor, revision=1)
