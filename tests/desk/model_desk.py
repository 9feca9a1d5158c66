"""A desk whose bulletin may ask a language model, and an item to ask about."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import msgspec

from arrivals import an_arrival
from cast import a_bulletin, a_person
from jianbao.desk.actions import deciding
from jianbao.desk.actions.language_model import set_model
from jianbao.desk.models import Bulletin, Item, Role, Section, User
from jianbao.desk.queries.seen import mark_of
from jianbao.document import model
from servers.model_server import ModelServer

KEY = "sk-yunling-0123456789abcdef"
PARAGRAPHS = (
    "入夏以来，青石分公司2号风机振动值升至7.1毫米/秒，9名党员组成攻关组，自5月11日起分三班盯守。",
    "改造于5月28日完成，全年可减少停机11次，节约检修费用42.6万元，职工反映良好，车间里安静多了。",
)
SHORT = (
    "青石分公司2号风机振动值升至7.1毫米/秒，9名党员组成攻关组。"
    "改造于5月28日完成，节约检修费用42.6万元。"
)
WRONG = SHORT.replace("9名", "8名").replace("42.6万元", "42.6万元，获一等奖")


class Desk(NamedTuple):
    """The bulletin, its item, and who edits it."""

    bulletin: Bulletin
    item: Item
    editor: User
    administrator: User

    @property
    def content(self) -> model.Item:
        """The item as it stands in the database."""
        self.item.refresh_from_db()
        return msgspec.convert(self.item.content, model.Item)


def a_desk(server: ModelServer | None = None) -> Desk:
    """A planned item; with a server, the bulletin asks it."""
    bulletin = a_bulletin()
    editor = a_person(Role.EDITOR, bulletin)
    administrator = a_person(Role.ADMINISTRATOR, bulletin)
    section = Section.objects.filter(bulletin=bulletin).order_by("position")[1]
    piece = an_arrival(bulletin, paragraphs=PARAGRAPHS, author="王青禾")
    deciding.plan(piece, section, by=editor, version=0, today=dt.date(2026, 7, 1))
    item = Item.objects.get()
    desk = Desk(bulletin, item, editor, administrator)
    if server is not None:
        switch_on(desk, server.url)
    return desk


def switch_on(desk: Desk, url: str, *, on: bool = True, key: str = KEY) -> None:
    """Set the model of the bulletin as its administrator."""
    values = {"model_on": on, "model_url": url, "model_name": "yunling-7b"}
    mark = mark_of(desk.bulletin, values)
    set_model(desk.bulletin, values, key, by=desk.administrator, mark=mark)
