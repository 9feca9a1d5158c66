"""Who a contribution is from, and by what it was known."""

from __future__ import annotations

import pytest

from desk.intake_samples import a_desk
from jianbao.desk.actions.recognising import Sender, recognise
from jianbao.desk.models import Correspondent, Unit, UnitName
from jianbao.desk.queries.roster import Known, known_to
from jianbao.intake.signing import Written

pytestmark = pytest.mark.django_db
PLAIN = ("昨日举行了一次竞赛，共有24人参加，成绩令人满意。",)


@pytest.fixture
def known() -> Known:
    bulletin = a_desk()
    mine = Unit.objects.get(name="南坪矿业")
    UnitName.objects.create(unit=mine, name="南坪公司")
    return known_to(bulletin)


def _told(known: Known, sender: Sender, written: Written) -> tuple[str, str, str, str]:
    found = recognise(sender, written, known)
    unit = found.unit.name if found.unit else ""
    person = found.correspondent.name if found.correspondent else ""
    return unit, found.because, person, found.author


def test_the_address_of_a_correspondent_says_it(known: Known) -> None:
    sender = Sender("WANG@qingshi.yunling.example", "小王")
    assert _told(known, sender, Written("一则", PLAIN)) == (
        "青石分公司",
        "sender",
        "王青禾",
        "王青禾",
    )


def test_the_domain_of_a_unit_says_it_and_a_public_one_does_not(known: Known) -> None:
    one = Sender("xin@nanping.yunling.example", "新人")
    assert _told(known, one, Written("一则", PLAIN))[:2] == ("南坪矿业", "domain")
    Correspondent.objects.filter(name="李松柏").update(address="li@qq.com")
    again = known_to(known.correspondents[0].bulletin)
    assert _told(again, Sender("x@qq.com"), Written("一则", PLAIN))[:2] == ("", "")


@pytest.mark.parametrize(
    ("closings", "signature", "unit", "author"),
    [
        (("（南坪矿业 李松柏）",), "", "南坪矿业", "李松柏"),
        (("（南坪公司 赵远山）",), "", "南坪矿业", "赵远山"),
        (("供稿：青石分公司 王青禾",), "", "青石分公司", "王青禾"),
        ((), "李松柏\n南坪矿业党群工作部\n电话：0000-1234567", "南坪矿业", "李松柏"),
        ((), "单位：青石分公司\n作者：赵远山", "青石分公司", "赵远山"),
    ],
)
def test_a_private_address_is_known_by_what_is_signed(
    known: Known, closings: tuple[str, ...], signature: str, unit: str, author: str
) -> None:
    written = Written("一则", PLAIN, closings, signature)
    found = _told(known, Sender("someone@163.com", "someone"), written)
    assert (found[0], found[1], found[3]) == (unit, "signature", author)


def test_the_text_is_asked_last_and_only_at_its_top(known: Known) -> None:
    sender = Sender("someone@163.com")
    assert _told(known, sender, Written("南坪公司举行竞赛", PLAIN))[:2] == ("南坪矿业", "text")
    far = (*PLAIN, *PLAIN, "青石分公司也派人参加。")
    assert _told(known, sender, Written("举行竞赛", far))[:2] == ("", "")


def test_what_somebody_of_another_unit_signed_is_theirs(known: Known) -> None:
    sender = Sender("wang@qingshi.yunling.example", "王青禾")
    written = Written("一则", PLAIN, ("（南坪矿业 李松柏）",))
    assert _told(known, sender, written) == ("南坪矿业", "signature", "李松柏", "李松柏")


def test_a_name_that_two_units_have_is_told_apart_by_the_unit(known: Known) -> None:
    bulletin = known.correspondents[0].bulletin
    unit = Unit.objects.get(name="青石分公司")
    Correspondent.objects.create(bulletin=bulletin, unit=unit, name="李松柏")
    again = known_to(bulletin)
    written = Written("一则", PLAIN, ("（南坪矿业 李松柏）",))
    found = recognise(Sender("x@163.com"), written, again)
    assert found.correspondent is not None
    assert found.correspondent.unit == Unit.objects.get(name="南坪矿业")


def test_nothing_is_made_up(known: Known) -> None:
    sender = Sender("someone@163.com", "阳光明媚的日子")
    assert _told(known, sender, Written("一则", PLAIN)) == ("", "", "", "")
