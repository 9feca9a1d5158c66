"""The letter of a dispatch: what it says in each form, and the header of one reader's letter."""

from __future__ import annotations

import datetime as dt
import email
import io
from email import policy
from email.message import EmailMessage

import msgspec
import pytest
from django.conf import LazySettings
from PIL import Image

from jianbao.desk.actions.dispatching.lettering import (
    carriage_of,
    envelope_of,
    head_of,
    letter_of,
    pdf_of,
)
from jianbao.desk.models import Delivery, Dispatch, Recipient
from jianbao.desk.queries.letter_templates import AGAIN, USUAL, Words
from jianbao.post.letter import encode_content
from mailing import a_plan, a_reader, by_sink
from printing import Office, an_office

pytestmark = pytest.mark.django_db
STRICT = policy.SMTP.clone(raise_on_defect=True)
_FOR_OLD_PROGRAMS = {  # Outlook, Foxmail and QQ want words in the quoted name
    "encoded word inside quoted string",
    "missing trailing whitespace after encoded-word",
}
BLANK_LINE = b"\r\n\r\n"


@pytest.fixture
def office(settings: LazySettings, smtp_sink: object) -> Office:
    by_sink(settings, smtp_sink)  # type: ignore[arg-type]  # it is one
    settings.JIANBAO = msgspec.structs.replace(
        settings.JIANBAO, address="https://desk.yunling.example"
    )
    office = an_office()
    office.bulletin.distribution = ["集团领导", "总部各部门", "各分公司、子公司"]
    office.bulletin.copies = ["集团党委办公室"]
    office.bulletin.save()
    a_reader(office.bulletin, 1)
    return office


def _planned(office: Office, words: Words = USUAL) -> Dispatch:
    dispatch = a_plan(office)
    dispatch.subject, dispatch.text = words
    dispatch.approved_at = dispatch.prepared_at
    dispatch.save()
    return dispatch


def _delivery(dispatch: Dispatch, **columns: object) -> Delivery:
    recipient = Recipient.objects.get(address="reader1@yunling.example")
    values = {"recipient": recipient, "name": "钟玥喆", "address": recipient.address}
    return Delivery.objects.create(dispatch=dispatch, **(values | columns))


def _read(dispatch: Dispatch, carries: str, delivery: Delivery | None = None) -> EmailMessage:
    """The letter as a reader's program reads it, refusing the least defect."""
    content = encode_content(letter_of(dispatch, carries))
    raw = head_of(dispatch, delivery or _delivery(dispatch), content.head) + content.body
    message = email.message_from_bytes(raw, policy=STRICT)
    assert isinstance(message, EmailMessage)
    for part in message.walk():
        for name in part:
            defects = {str(defect) for defect in part[name].defects}
            assert not defects - (_FOR_OLD_PROGRAMS if name == "Content-Type" else set())
        if not part.is_multipart():
            part.get_content()
    return message


def test_attached_it_brings_the_edition_under_its_chinese_name(office: Office) -> None:
    dispatch = _planned(office)
    message = _read(dispatch, "attached")
    pdf = pdf_of(dispatch.edition)
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == pdf.name
    assert pdf.name.startswith("云岭水泥党群工作")
    assert len(attached.get_content()) == pdf.size
    raw = encode_content(letter_of(dispatch, "attached")).body
    for kind in (b"application/pdf", b"image/jpeg"):
        part = raw[raw.index(b"Content-Type: " + kind) :].partition(BLANK_LINE)[0]
        assert b'name="=?utf-8?B?' in part
        assert b"filename*=utf-8''" in part
    plain = message.get_body(("plain",))
    assert plain is not None
    assert "全文见附件。" in plain.get_content()
    assert "https://" not in plain.get_content()


def test_linked_it_brings_no_attachment_but_the_address(office: Office) -> None:
    message = _read(_planned(office), "link")
    assert list(message.iter_attachments()) == []
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    line = next(x for x in plain.get_content().splitlines() if x.startswith("在线阅读："))
    link = line.removeprefix("在线阅读：")
    assert link.startswith("https://desk.yunling.example/")
    assert html.get_content().count(f'href="{link}"') == 2  # the button and the page
    assert "{" not in plain.get_content()


def test_a_text_that_asks_for_no_link_has_it_below(office: Office) -> None:
    dispatch = _planned(office, Words("《{刊名}》", "请阅。"))
    letter = letter_of(dispatch, "both")
    assert "请阅。\n\n在线阅读：https://" in letter.text
    assert letter.html.count(">在线阅读本期</a>") == 1


def test_it_lists_what_the_issue_holds_and_shows_its_first_page(office: Office) -> None:
    letter = letter_of(_planned(office), "attached")
    for text in (letter.text, letter.html):
        assert "学·初心之源" in text
        assert "风机攻关组啃下振动难题" in text
        assert "集团领导，总部各部门，各分公司、子公司" in text
    (page,) = letter.pictures
    assert f'src="cid:{page.content_id}"' in letter.html
    with Image.open(io.BytesIO(page.content)) as image:
        assert image.size[0] == 910
        assert image.size[1] > image.size[0]


def test_nothing_in_it_comes_from_elsewhere(office: Office) -> None:
    html = letter_of(_planned(office), "attached").html
    assert "http" not in html
    assert "url(" not in html
    assert html.count("src=") == 1


def test_words_of_the_editors_never_become_markup(office: Office) -> None:
    words = Words("<b>&", "<script>alert(1)</script>\n&amp; {链接}")
    html = letter_of(_planned(office, words), "link").html
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "&amp;amp;" in html


def test_a_greeting_and_a_closing_are_set_as_in_a_chinese_letter(office: Office) -> None:
    html = letter_of(_planned(office), "attached").html
    assert '<p style="margin:0 0 12px;">各位领导、同志们：</p>' in html
    assert 'text-align:right">党群工作部<br>' in html


def test_a_correction_says_what_it_is(office: Office) -> None:
    dispatch = _planned(office, AGAIN)
    dispatch.edition.kind, dispatch.edition.reason = "correction", "第2条数字有误"
    letter = letter_of(dispatch, "attached")
    assert letter.subject.startswith("【更正】《云岭水泥党群工作》")
    assert "现予更正" in letter.text
    assert "更正说明：第2条数字有误" in letter.text


@pytest.mark.parametrize(
    ("wants", "planned", "size", "form"),
    [
        ("", "", 8, "attached"),
        ("", "", 9, "link"),
        ("", "link", 1, "link"),
        ("attached", "link", 1, "attached"),
        ("attached", "", 9, "link"),
        ("both", "", 8, "both"),
        ("both", "both", 9, "link"),
        ("link", "both", 9, "link"),
    ],
)
def test_the_wish_counts_then_the_plan_then_the_size(
    office: Office, wants: str, planned: str, size: int, form: str
) -> None:
    office.bulletin.attaches_up_to = 8
    dispatch = Dispatch(bulletin=office.bulletin, carries=planned)
    assert carriage_of(dispatch, wants, size << 20) == form
    assert carriage_of(dispatch, wants, (8 << 20) + 1) == "link"


def test_the_header_is_the_same_at_every_attempt(office: Office) -> None:
    dispatch = _planned(office)
    delivery = _delivery(dispatch)
    first = head_of(dispatch, delivery, b"X-Content: 1\r\n")
    delivery.attempts = 3
    assert head_of(dispatch, delivery, b"X-Content: 1\r\n") == first
    assert first.endswith(b"X-Content: 1" + BLANK_LINE)
    message = email.message_from_bytes(first, policy=STRICT)
    assert message["message-id"] == f"<jb.d.{delivery.token}@yunling.example>"
    assert message["to"].addresses[0].display_name == "钟玥喆"
    assert message["from"].addresses[0].addr_spec == "desk@yunling.example"
    assert message["reply-to"] == "tougao@yunling.example"
    assert message["subject"].startswith("《云岭水泥党群工作》")
    assert message["date"].datetime == dispatch.prepared_at.replace(microsecond=0)
    assert message["date"].datetime.utcoffset() == dt.timedelta(hours=8)
    assert (message["auto-submitted"], message["x-auto-response-suppress"]) == (
        "auto-generated",
        "All",
    )
    assert message["list-unsubscribe"] is None


def test_a_copy_shows_nobody_else(office: Office) -> None:
    dispatch = _planned(office)
    a_reader(office.bulletin, 2)
    head = head_of(dispatch, _delivery(dispatch, capacity="copy"), b"")
    assert b"reader2" not in head
    assert b"\r\nCc:" not in head
    assert head.count(b"\r\nTo:") == 1


def test_a_reader_may_leave_at_one_click_where_the_bulletin_says_so(
    office: Office, settings: LazySettings
) -> None:
    dispatch = _planned(office)
    dispatch.bulletin.may_unsubscribe = True
    delivery = _delivery(dispatch)
    message = email.message_from_bytes(head_of(dispatch, delivery, b""), policy=STRICT)
    link, by_mail = message["list-unsubscribe"].split(", ")
    assert link.startswith("<https://desk.yunling.example/")
    assert by_mail == "<mailto:tougao@yunling.example?subject=%E9%80%80%E8%AE%A2>"
    assert message["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    settings.JIANBAO = msgspec.structs.replace(settings.JIANBAO, address="http://desk.example")
    message = email.message_from_bytes(head_of(dispatch, delivery, b""), policy=STRICT)
    assert message["list-unsubscribe"] == by_mail
    assert message["list-unsubscribe-post"] is None
    delivery.recipient = None
    assert b"Unsubscribe" not in head_of(dispatch, delivery, b"")


def test_a_letter_comes_back_to_where_bounces_are_read(
    office: Office, settings: LazySettings
) -> None:
    delivery = _delivery(_planned(office))
    assert envelope_of(delivery) == "desk@yunling.example"
    settings.JIANBAO = msgspec.structs.replace(
        settings.JIANBAO, bounces_to="bounce@yunling.example"
    )
    assert envelope_of(delivery) == f"bounce+{delivery.token}@yunling.example"
