"""Addresses as people write them, and every way in which one can be wrong."""

from __future__ import annotations

import pytest

from cast import a_bulletin
from jianbao.desk.models import Bulletin, Mailbox
from jianbao.desk.queries.addresses import (
    address_problem,
    clean_address,
    familiar_domains,
    meant_domain,
)
from jianbao.desk.sentences import SENTENCES

pytestmark = pytest.mark.django_db


@pytest.fixture
def bulletin() -> Bulletin:
    return a_bulletin()


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("  Wang@YunLing.Example ", "wang@yunling.example"),
        ("ｗａｎｇ＠ｙｕｎｌｉｎｇ．ｅｘａｍｐｌｅ", "wang@yunling.example"),
        ("wang@yunling。example", "wang@yunling.example"),
        ("王青禾 <wang@yunling.example>;", "wang@yunling.example"),
        ("王青禾《wang@yunling.example》", "wang@yunling.example"),
        ("mailto:wang@yunling.example", "wang@yunling.example"),
        ("wang @yunling.\u200bexample、", "wang@yunling.example"),
        ("无", "无"),
    ],
)
def test_slips_in_an_address_are_mended(written: str, address: str) -> None:
    assert clean_address(written) == address


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("wang@yunling.example", ""),
        ("wang+jb@hr.yunling.example", ""),
        ("wang@云岭.example", ""),
        ("wang@[192.0.2.7]", ""),
        ("", "address-missing"),
        ("无", "address-unfit"),
        ("王@yunling.example", "address-unfit"),
        ("wa ng@yunling.example", "address-unfit"),
        ("wang@@yunling.example", "address-unfit"),
        ("wang.@yunling.example", "address-unfit"),
        ("wang@yunling..example", "address-unfit"),
        ("wang@.example", "address-unfit"),
        ("wang@\u200f云.example", "address-unfit"),
        ("wang@yunling", "address-without-dot"),
        (f"wang@{'y' * 64}.example", "address-unfit"),
        ("wang@-yunling.example", "address-unfit"),
        (f"w@{'y.' * 130}example", "address-too-long"),
        ("noreply@yunling.example", "address-machine"),
        ("no-reply+12@yunling.example", "address-machine"),
        ("MAILER-DAEMON@yunling.example", "address-machine"),
        ("norepley@yunling.example", ""),
        ("Tougao@yunling.example", "address-own"),
        ("jianbao@yunling.example", "address-own"),
    ],
)
def test_every_way_an_address_can_be_wrong_has_its_word(
    bulletin: Bulletin, address: str, problem: str
) -> None:
    Bulletin.objects.update(submission_address="tougao@yunling.example")
    Mailbox.objects.create(bulletin=bulletin, host="mail", account="jianbao@yunling.example")
    assert address_problem(address) == problem
    assert problem in {"", *SENTENCES}


def test_a_domain_one_slip_from_a_familiar_one_is_pointed_out(bulletin: Bulletin) -> None:
    familiar = familiar_domains(bulletin, [f"p{n}@yunling.example" for n in range(3)])
    meant = {
        "a@yunling.exmaple": "yunling.example",
        "a@yunlin.example": "yunling.example",
        "a@yunlingg.example": "yunling.example",
        "a@yunlinq.example": "yunling.example",
        "a@164.com": "163.com",
        "a@hr.yunling.example": "",
        "a@yunling.example": "",
        "a@qingshi.example": "",
    }
    assert {address: meant_domain(address, familiar) for address in meant} == meant
    assert meant_domain("a@yunling.exmaple", familiar_domains(bulletin)) == ""
