"""The letter of a dispatch as a mail server and a browser open it."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from django.conf import LazySettings
from imapclient import IMAPClient
from playwright.sync_api import BrowserContext

from jianbao.desk.actions.dispatching.lettering import head_of, letter_of
from jianbao.desk.models import Delivery, Dispatch, Recipient
from jianbao.desk.queries.letter_templates import USUAL
from jianbao.post.headers import text_of
from jianbao.post.letter import Letter, encode_content
from mailing import a_plan, a_reader, by_sink
from printing import an_office
from servers.dovecot import Dovecot
from servers.smtp_sink import Sink

pytestmark = pytest.mark.django_db(transaction=True)
LEAVES = """() => [...document.querySelectorAll('img')].every(
  (image) => image.complete && image.naturalWidth > 600)"""


@pytest.fixture
def dispatch(settings: LazySettings, smtp_sink: Sink) -> Dispatch:
    by_sink(settings, smtp_sink)
    office = an_office()
    office.bulletin.distribution = ["集团领导", "总部各部门", "各分公司、子公司"]
    office.bulletin.copies = ["集团党委办公室"]
    office.bulletin.save()
    a_reader(office.bulletin, 1)
    dispatch = a_plan(office)
    dispatch.subject, dispatch.text = USUAL
    dispatch.approved_at = dispatch.prepared_at
    return dispatch


@pytest.mark.server
def test_dovecot_takes_it_apart_as_it_was_put_together(
    dispatch: Dispatch, dovecot: Dovecot
) -> None:
    raw = _on_the_wire(dispatch, letter_of(dispatch, "attached"))
    login = dovecot.new_account()
    with IMAPClient(dovecot.host, dovecot.imap_port, ssl=False, timeout=10) as client:
        client.login(login.user, login.password)
        client.append("INBOX", raw)
        client.select_folder("INBOX")
        (found,) = client.fetch([1], ["RFC822", "BODYSTRUCTURE", "ENVELOPE"]).values()
    assert found[b"RFC822"] == raw
    texts, pdf = found[b"BODYSTRUCTURE"][0]
    plain, related = texts[0]
    html, picture = related[0]
    kinds = [part[:2] for part in (plain, html, picture, pdf)]
    assert kinds == [
        (b"text", b"plain"),
        (b"text", b"html"),
        (b"image", b"jpeg"),
        (b"application", b"pdf"),
    ]
    assert (texts[1], related[1]) == (b"alternative", b"related")
    assert picture[3] == b"<page1@jianbao>"
    envelope = found[b"ENVELOPE"]
    assert text_of(envelope.subject).startswith("《云岭水泥党群工作》")
    (to,) = envelope.to
    assert (text_of(to.name), to.mailbox) == ("读者1", b"reader1")


@pytest.mark.browser
@pytest.mark.parametrize("carries", ["attached", "link", "both"])
@pytest.mark.parametrize("width", [640, 360, 320])
def test_it_stays_in_its_width_and_asks_nobody_for_anything(
    dispatch: Dispatch, open_context: Callable[..., BrowserContext], carries: str, width: int
) -> None:
    page = open_context(viewport={"width": width, "height": 900}).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(_shown(letter_of(dispatch, carries)), wait_until="load")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(LEAVES)
    assert [url for url in asked if not url.startswith("data:")] == []
    title = page.get_by_role("heading", level=1)
    assert title.evaluate("(e) => getComputedStyle(e).color") == "rgb(200, 22, 29)"
    assert page.get_by_role("link", name="在线阅读本期").count() == (carries != "attached")
    assert page.get_by_text("各分公司、子公司").is_visible()


def _on_the_wire(dispatch: Dispatch, letter: Letter) -> bytes:
    recipient = Recipient.objects.get()
    delivery = Delivery.objects.create(
        dispatch=dispatch, recipient=recipient, name=recipient.name, address=recipient.address
    )
    content = encode_content(letter)
    return head_of(dispatch, delivery, content.head) + content.body


def _shown(letter: Letter) -> str:
    (picture,) = letter.pictures
    inside = base64.b64encode(picture.content).decode("ascii")
    return letter.html.replace(
        f"cid:{picture.content_id}", f"data:{picture.media_type};base64,{inside}"
    )
