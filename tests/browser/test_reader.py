"""A reader's phone: what the links of a letter open, without an account, with script or without."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from browser.newsroom import OpenContext
from cast import a_bulletin
from jianbao.desk.models import Bulletin, Dispatch, Recipient, RecipientGroup
from jianbao.desk.queries.reader_links import reading_link, subscription_link
from printing import a_printed_issue, an_office
from servers.chromium import PageFaults

pytestmark = pytest.mark.browser

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
    "locale": "zh-CN",
}


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def phone(request: pytest.FixtureRequest, open_context: OpenContext) -> Page:
    return open_context(**PHONE, java_script_enabled=request.param).new_page()


def _here(link: str, live_server: LiveServer) -> str:
    return live_server.url + link.removeprefix("http://127.0.0.1:8000")


def _a_reader() -> Recipient:
    """One address on the lists of two bulletins, of which the first lets its readers go."""
    first = a_bulletin()
    first.may_unsubscribe = True
    first.save()
    second = a_bulletin("safety", "安全生产简报")
    second.submission_address = "anquan@yunling.example"
    second.save()
    _listed(second)
    return _listed(first)


def _listed(bulletin: Bulletin) -> Recipient:
    group = RecipientGroup.objects.create(bulletin=bulletin, name="公司领导")
    reader = Recipient.objects.create(
        bulletin=bulletin, name="陆听澜", address="lu@yunling.example"
    )
    reader.groups.add(group)
    return reader


def test_a_finger_chooses_a_form_stops_a_bulletin_and_takes_it_up_again(
    live_server: LiveServer, phone: Page
) -> None:
    reader = _a_reader()
    phone.goto(_here(subscription_link(reader), live_server))
    expect(phone.get_by_role("heading", level=2)).to_have_text(["云岭水泥党群工作", "安全生产简报"])
    expect(phone.get_by_role("link", name="anquan@yunling.example")).to_be_visible()
    expect(phone.get_by_role("navigation")).to_have_count(0)
    own = phone.get_by_role("region", name="云岭水泥党群工作")
    own.get_by_label("接收形式").select_option("链接")
    own.get_by_label("接收本刊").uncheck()
    phone.get_by_role("button", name="保存").tap()
    expect(phone.get_by_role("status").get_by_text("已保存")).to_be_visible()
    expect(own.get_by_text("已停止")).to_be_visible()
    reader.refresh_from_db()
    assert (reader.wants, reader.unsubscribed_at is None) == ("link", False)
    own.get_by_label("接收本刊").check()
    phone.get_by_role("button", name="保存").tap()
    expect(own.get_by_text("已停止")).to_have_count(0)
    expect(own.get_by_label("接收形式")).to_have_value("link")
    reader.refresh_from_db()
    assert reader.unsubscribed_at is None


def test_the_page_speaks_english_when_asked_to(live_server: LiveServer, phone: Page) -> None:
    phone.goto(_here(subscription_link(_a_reader()), live_server))
    phone.get_by_role("button", name="English").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("What you get")
    expect(phone.get_by_label("Send me this bulletin")).to_be_checked()


def test_a_letter_opens_the_issue_and_its_files_on_a_phone(
    live_server: LiveServer, phone: Page, page_faults: PageFaults
) -> None:
    office = an_office()
    edition = a_printed_issue(office, pictures=True).editions.get()
    dispatch = Dispatch.objects.create(
        bulletin=office.bulletin,
        edition=edition,
        state=Dispatch.State.SENDING,
        subject="新一期",
        text="请阅。",
        prepared_by=office.editor,
        approved_by=office.publisher,
        approved_at=timezone.now(),
    )
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(_here(reading_link(dispatch), live_server))
    expect(phone.get_by_text("风机攻关组啃下振动难题")).to_be_visible()
    expect(phone.get_by_role("navigation", name="主")).to_have_count(0)
    picture = phone.get_by_role("img", name="两名工人检修风机")
    picture.scroll_into_view_if_needed()
    expect(picture).to_be_visible()
    with phone.expect_download() as brought:
        phone.get_by_role("link", name="Word").tap()
    assert brought.value.suggested_filename.endswith(".docx")
    assert [url for url in asked if not url.startswith(live_server.url)] == []
    assert page_faults.unexpected == []
    Dispatch.objects.update(state=Dispatch.State.CANCELLED)
    page_faults.expect("status of 410")
    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_have_text("链接已失效")
    expect(phone.get_by_role("link", name="tougao@yunling.example")).to_be_visible()
