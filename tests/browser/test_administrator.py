"""The administrator: arranges the bulletin, imports units, lets people in and shows them out."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from browser.newsroom import Newsroom, OpenContext, a_newsroom, let_in, sign_in
from cast import PASSWORD
from jianbao.desk.models import Letter, Unit, User
from servers.chromium import PageFaults

pytestmark = pytest.mark.browser

UNITS = "单位\t上级单位\t别名\n云岭环保\t\t环保公司\n南坪矿业采场\t南坪矿业\t\n青石分公司\t\t青石厂"


@pytest.fixture
def room(live_server: LiveServer) -> Newsroom:  # noqa: ARG001 - the desk's tables must stand
    return a_newsroom()


@pytest.fixture
def office(room: Newsroom, live_server: LiveServer, open_context: OpenContext) -> Page:
    page = let_in(open_context(), room.administrator, live_server)
    page.goto(f"{live_server.url}/b/yunling/")
    return page


def test_settings_are_changed_and_a_wrong_one_is_said_beside_its_field(
    office: Page, room: Newsroom, page_faults: PageFaults
) -> None:
    page_faults.expect("status of 422")
    office.locator(".nav").get_by_role("link", name="设置").click()
    title = office.get_by_label("刊名", exact=True)
    title.fill("")
    title.evaluate("(field) => field.form.noValidate = true")
    office.keyboard.press("Control+Enter")
    expect(office.get_by_label("刊名", exact=True)).to_have_attribute("aria-invalid", "true")
    office.get_by_label("刊名", exact=True).fill("云岭水泥党建")
    office.keyboard.press("Control+Enter")
    expect(office.locator(".mast .name")).to_have_text("云岭水泥党建")
    room.bulletin.refresh_from_db()
    assert room.bulletin.title == "云岭水泥党建"


def test_units_are_pasted_looked_at_and_imported(
    office: Page, room: Newsroom, live_server: LiveServer
) -> None:
    office.goto(f"{live_server.url}/b/yunling/settings/units/import/")
    office.locator("main textarea").first.fill(UNITS)
    office.locator(".save button").first.click()
    expect(office.locator("tbody tr", has_text="云岭环保")).to_be_visible()
    assert Unit.objects.filter(bulletin=room.bulletin).count() == 2
    office.locator(".save button").first.click()
    expect(office.locator("#notices")).not_to_be_empty()
    names = Unit.objects.filter(bulletin=room.bulletin).values_list("name", flat=True)
    assert set(names) == {"青石分公司", "南坪矿业", "云岭环保", "南坪矿业采场"}


def test_a_person_is_invited_comes_in_and_may_what_the_page_of_rights_says(
    office: Page, room: Newsroom, live_server: LiveServer, open_context: OpenContext
) -> None:
    office.goto(f"{live_server.url}/b/yunling/people/invite/")
    office.get_by_label("邮箱").fill("zhou@yunling.example")
    office.get_by_label("姓名").fill("周砚秋")
    office.get_by_label("角色").select_option("editor")
    office.locator(".save button").first.click()
    expect(office.locator("main")).to_contain_text("周砚秋")
    letter = Letter.objects.get(to_address="zhou@yunling.example")
    link = re.findall(r"(/account/invitation/[^/\s]+/)", letter.text)[0]
    page = open_context().new_page()
    page.goto(live_server.url + link)
    page.get_by_label("登录名").fill("zhou")
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.locator("main button").first.click()
    expect(page).to_have_url(re.compile("/b/yunling/$"))
    page.keyboard.press("2")
    expect(page.locator("h1")).to_have_text("待处理8篇")
    person = User.objects.get(username="zhou")
    office.goto(f"{live_server.url}/b/yunling/people/{person.pk}/")
    row = office.locator("tbody tr", has_text="处理来稿")
    expect(row).to_contain_text("编辑")
    assert room.bulletin.slug in page.url


def test_another_device_is_signed_out_at_once(
    room: Newsroom, live_server: LiveServer, open_context: OpenContext
) -> None:
    phone, desk = open_context().new_page(), open_context().new_page()
    for page in (phone, desk):
        sign_in(page, room.editor, live_server)
        expect(page).to_have_title(re.compile("^今日"))
    desk.goto(f"{live_server.url}/account/devices/")
    expect(desk.locator("tbody tr")).to_have_count(2)
    desk.get_by_role("button", name="全部退出").or_(
        desk.get_by_role("button", name="其他设备")
    ).first.click()
    expect(desk.locator("tbody tr")).to_have_count(1)
    phone.reload()
    expect(phone).to_have_url(re.compile("/account/login/"))
