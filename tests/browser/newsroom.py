"""What the browser's tests find on the desk: a bulletin in the middle of its month, and its people.

Material stands as reading leaves it; only `arrive` goes through the reader itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from arrivals import an_arrival
from cast import PASSWORD, a_bulletin, a_person
from jianbao.desk import vault
from jianbao.desk.actions.reading.contribution import read_contribution
from jianbao.desk.actions.receiving import receive
from jianbao.desk.models import (
    Bulletin,
    Contribution,
    Correspondent,
    File,
    Resemblance,
    Role,
    Section,
    Unit,
    User,
)
from jianbao.document.read.confined import Workshop

OpenContext = Callable[..., BrowserContext]

FAN = (
    "入夏以来，青石分公司2号风机振动值升至7.1毫米/秒，9名党员组成攻关组，自5月11日起分三班盯守。",
    "改造于5月28日完成，全年可减少停机11次，节约检修费用42.6万元。",
)
FAN_AGAIN = (
    "入夏以来，青石分公司2号风机振动值升至7.4毫米/秒，9名党员组成攻关组，自5月11日起分三班盯守。",
    "改造完成后，全年可减少停机9次。",
)
CRUSHER = (
    "6月18日，南坪矿业二号破碎机大修完成，历时18天，比计划提前2天，节约费用36万元。",
    "检修期间，党员突击队更换衬板120块，没有发生一起安全事件。",
)
THREE_STORIES = (
    "一、青石分公司开展技能比武",
    "6月3日，青石分公司举办焊工技能比武，24名选手参加。",
    "二、南坪矿业慰问一线职工",
    "6月5日，南坪矿业工会为一线职工送去绿豆汤300份。",
    "三、云岭环保植树",
    "6月6日，云岭环保组织36名职工植树180棵。",
)
MANY = ("矿山复绿的第三个春天", "班前会这八分钟", "一颗螺栓的分量", "化验室来了年轻人")
FILE = "关于风机攻关的来稿（青石）.docx"
FILE_BYTES = b"PK\x03\x04 a file of a stranger"


class Newsroom(NamedTuple):
    """The bulletin, its people, and the contributions that tests name."""

    bulletin: Bulletin
    editor: User
    colleague: User
    administrator: User
    contributor: User
    fan: Contribution
    crusher: Contribution
    mail: Contribution
    broken: Contribution
    likeness: Resemblance

    @property
    def people(self) -> list[User]:
        """Everybody, once each."""
        return [self.editor, self.colleague, self.administrator, self.contributor]


def a_newsroom() -> Newsroom:
    """Fill an empty desk with nine contributions waiting or unreadable, and four people."""
    bulletin = a_bulletin()
    first, second = Section.objects.filter(bulletin=bulletin).order_by("position")
    qingshi = Unit.objects.get(bulletin=bulletin, name="青石分公司")
    nanping = Unit.objects.get(bulletin=bulletin, name="南坪矿业")
    wang = Correspondent.objects.create(
        bulletin=bulletin, unit=qingshi, name="王青禾", address="wang@yunling.example"
    )
    now = timezone.now()

    def came(hours: int) -> dt.datetime:
        return now - dt.timedelta(hours=hours)

    fan = an_arrival(
        bulletin,
        headline="风机攻关组啃下振动难题",
        paragraphs=FAN,
        unit=qingshi,
        unit_because="sender",
        correspondent=wang,
        author="王青禾",
        suggested_section=second,
        resembles="suspect",
        received_at=came(0),
        file_count=1,
    )
    _attach(fan, FILE, FILE_BYTES)
    crusher = an_arrival(
        bulletin,
        headline="二号破碎机大修提前两天完成",
        paragraphs=CRUSHER,
        unit=nanping,
        suggested_section=second,
        received_at=came(1),
    )
    mail = an_arrival(
        bulletin,
        headline="六月来稿三则",
        paragraphs=THREE_STORIES,
        unit=qingshi,
        received_at=came(2),
        proposed_pieces=[
            {"headline": THREE_STORIES[n].split("、")[1], "from": n + 1, "to": n + 2}
            for n in (0, 2, 4)
        ],
    )
    for place, headline in enumerate(MANY):
        an_arrival(
            bulletin,
            headline=headline,
            unit=nanping,
            suggested_section=first,
            received_at=came(30 + place),
        )
    other = an_arrival(
        bulletin,
        headline="风机振动攻关告捷",
        paragraphs=FAN_AGAIN,
        unit=qingshi,
        received_at=came(60),
    )
    broken = an_arrival(
        bulletin,
        "unreadable",
        headline="",
        paragraphs=(),
        subject="请查收（加密）",
        sender_name="李松柏",
        received_at=came(3),
        problems=[{"code": "encrypted", "message": "文件有密码，打不开。", "where": "来稿.pdf"}],
    )
    likeness = Resemblance.objects.create(
        contribution=fan, other=other, verdict="suspect", likeness=0.82
    )
    return Newsroom(
        bulletin,
        editor=a_person(Role.EDITOR, bulletin, name="沈知行"),
        colleague=a_person(Role.EDITOR, bulletin, name="林小满"),
        administrator=a_person(Role.ADMINISTRATOR, None, name="管理员"),
        contributor=a_person(Role.CONTRIBUTOR, bulletin, name="王青禾", unit=qingshi),
        fan=fan,
        crusher=crusher,
        mail=mail,
        broken=broken,
        likeness=likeness,
    )


def _attach(one: Contribution, name: str, content: bytes) -> None:
    stored = vault.store_bytes(content)
    File.objects.create(
        contribution=one,
        position=0,
        name=name,
        sha256=stored.sha256,
        size=stored.size,
        state=File.State.READ,
    )


def arrive(raw: bytes, bulletin: Bulletin) -> Contribution:
    """Take a mail in and read it, as the desk does behind its pages."""
    one = receive(raw, bulletin=bulletin, channel=Contribution.Channel.MAIL).contribution
    read_what_waits()
    one.refresh_from_db()
    return one


def read_what_waits() -> None:
    """Read every contribution that was only received, as the jobs would."""
    with Workshop() as workshop:
        for pk in list(
            Contribution.objects.filter(state="received", piece=0).values_list("pk", flat=True)
        ):
            read_contribution(pk, workshop)


def let_in(context: BrowserContext, person: User, live_server: LiveServer) -> Page:
    """Open a page of a browser in which this person has signed in before."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
    )
    return context.new_page()


def sign_in(page: Page, person: User, live_server: LiveServer) -> None:
    """Sign in by the page, as a person does."""
    page.goto(live_server.url)
    page.get_by_label("登录名").fill(person.username)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
