"""From plan to approval: who would get it, what the letter says, who may freeze it."""

from __future__ import annotations

import datetime as dt
import re

import msgspec
import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import client_of
from jianbao.desk.models import Capacity, Dispatch, Edition, LetterTemplate, Outlet
from ledgers import with_a_server
from mailing import SUBJECT, TEXT, a_group, a_plan, a_reader, approved, by_sink
from printing import Office, a_printed_issue, an_office
from servers.smtp_sink import Sink
from web.test_dispatch_pages import at, html, rows

pytestmark = pytest.mark.django_db
NEW = "/b/yunling/dispatches/new/"


@pytest.fixture
def office(settings: LazySettings) -> Office:
    with_a_server(settings)
    return an_office()


def three_readers(office: Office) -> None:
    """Two get it in different capacities, the third one's letters come back."""
    a_reader(office.bulletin, 1)
    a_reader(office.bulletin, 2, a_group(office.bulletin, "集团党群工作部", Capacity.COPY))
    a_reader(office.bulletin, 3, failing_since=timezone.now())


def given(office: Office, **more: object) -> dict[str, object]:
    groups = list(office.bulletin.recipient_groups.values_list("pk", flat=True))
    return {"subject": SUBJECT, "text": TEXT, "groups": groups, "carries": "size", **more}


def test_without_a_printed_issue_it_says_what_to_do_first(office: Office) -> None:
    page = html(client_of(office.editor), NEW)
    assert "请先签发并刊发一期" in page
    assert "<form id=" not in page


def test_a_plan_begins_with_the_usual_words_and_every_group(office: Office) -> None:
    three_readers(office)
    issue = a_printed_issue(office)
    page = html(client_of(office.editor), NEW)
    assert "{刊名}" in page
    assert page.count("checked") >= 2
    assert "公司领导：主送；2人" in page
    assert "2人会收到" in page
    client = client_of(office.editor)
    answer = client.post(NEW, given(office))
    dispatch = Dispatch.objects.get()
    assert answer.headers["Location"] == at("dispatch", dispatch)
    assert dispatch.edition.issue == issue
    assert dispatch.prepared_by == office.editor
    assert dispatch.state == "draft"


def test_what_does_not_fit_is_said_beside_its_field(office: Office) -> None:
    three_readers(office)
    a_printed_issue(office)
    client = client_of(office.editor)
    past = timezone.localtime(timezone.now() - dt.timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    for more, said in (
        ({"subject": " "}, "这个字段是必填项"),
        ({"text": "你好，{无此填空}"}, "{无此填空}"),
        ({"groups": []}, "这个字段是必填项"),
        ({"starts_at": past}, "时间已过"),
    ):
        answer = client.post(NEW, given(office, **more))
        assert answer.status_code == 422
        assert said in answer.content.decode(), more
    assert not Dispatch.objects.exists()


def test_a_template_fills_the_words_and_keeps_what_was_ticked(office: Office) -> None:
    three_readers(office)
    a_printed_issue(office)
    template = LetterTemplate.objects.create(
        bulletin=office.bulletin, name="简短", subject="《{刊名}》", text="请查收。"
    )
    client = client_of(office.editor)
    typed = given(office, groups=[a_group(office.bulletin).pk], template=template.pk, use="1")
    page = client.post(NEW, typed).content.decode()
    assert 'value="《{刊名}》"' in page
    assert "请查收。" in page
    assert page.count("checked") == 2  # the group, and the form
    assert not Dispatch.objects.exists()
    other = LetterTemplate.objects.create(
        bulletin=an_office("other").bulletin, name="别家", subject="x", text="x"
    )
    assert client.post(NEW, typed | {"template": other.pk}).status_code == 404


def test_two_editors_do_not_overwrite_each_other(office: Office) -> None:
    three_readers(office)
    dispatch = a_plan(office)
    client, address = client_of(office.editor), at("dispatch_plan", dispatch)
    page = html(client, address)
    seen = re.search(r'name="version" value="(\d+)"', page)
    assert seen is not None
    assert client.post(address, given(office, version=seen[1], text="一稿")).status_code == 302
    assert client.post(address, given(office, version=seen[1], text="二稿")).status_code == 409
    dispatch.refresh_from_db()
    assert dispatch.text == "一稿"


def test_what_is_approved_is_changed_no_more(office: Office) -> None:
    three_readers(office)
    dispatch = approved(office)
    client = client_of(office.editor)
    answer = client.get(at("dispatch_plan", dispatch))
    assert answer.headers["Location"] == at("dispatch", dispatch)


def test_the_figures_follow_the_ticks_and_open_their_people(office: Office) -> None:
    three_readers(office)
    client = client_of(office.editor)
    figures = reverse("dispatch_figures", args=["yunling"])
    assert "尚未勾选分组" in html(client, figures)
    both = [group.pk for group in office.bulletin.recipient_groups.all()]
    part = client.get(figures, {"groups": both}).content.decode()
    found = re.findall(r'href="([^"]+)">([^<]+)</a>(?:<span class="num">(\d+))?', part)
    counted = {name: (address, int(count or 2)) for address, name, count in found}
    assert set(counted) == {"2人会收到", "主送", "抄送", "该地址曾被退信"}
    for address, count in counted.values():
        assert rows(html(client, address.replace("&amp;", "&"))) == count
    stranger = an_office("other")
    theirs = reverse("dispatch_figures", args=["other"])
    assert "尚未勾选分组" in html(client_of(stranger.editor), f"{theirs}?groups={both[0]}")


def test_the_approval_shows_what_it_freezes(office: Office) -> None:
    three_readers(office)
    office.bulletin.distribution, office.bulletin.copies = (
        ["公司领导", "各分公司"],
        ["集团党群工作部"],
    )
    office.bulletin.save()
    dispatch = a_plan(office)
    page = html(client_of(office.publisher), at("dispatch", dispatch))
    assert dispatch.edition.snapshot.sha256[:12] in page
    assert "公司领导、各分公司" in page
    assert "desk@yunling.example" in page
    assert re.search(r"集团党群工作部</dt><dd>\s*1人", page)
    assert page.count('class="btn"') == 1
    assert "已发出" not in page


def test_an_editor_reads_why_they_cannot_approve(office: Office) -> None:
    three_readers(office)
    dispatch = a_plan(office)
    client = client_of(office.editor)
    assert "只有刊发人可以批准" in html(client, at("dispatch", dispatch))
    assert client.post(at("dispatch_approve", dispatch), {"version": 1}).status_code == 403


@pytest.mark.parametrize("why", ["own", "server", "nobody"])
def test_a_publisher_reads_why_it_cannot_be_approved(
    office: Office, settings: LazySettings, why: str
) -> None:
    three_readers(office)
    dispatch = a_plan(office)
    said = "须由他人批准"
    if why == "own":
        office.bulletin.sends_by_two = True
        office.bulletin.save()
        Dispatch.objects.update(prepared_by=office.publisher)
    elif why == "server":
        settings.JIANBAO = msgspec.structs.replace(settings.JIANBAO, smtp_url="")
        said = "尚未设置发信服务器"
    else:
        office.bulletin.recipients.update(failing_since=timezone.now())
        said = "没有人会收到"
    client = client_of(office.publisher)
    page = html(client, at("dispatch", dispatch))
    assert said in page.split("aria-disabled")[1]
    refused = client.post(at("dispatch_approve", dispatch), {"version": dispatch.version})
    assert refused.status_code in {403, 409}


def test_approving_and_starting_are_two_acts(office: Office) -> None:
    three_readers(office)
    dispatch = a_plan(office)
    client = client_of(office.publisher)
    client.post(at("dispatch_approve", dispatch), {"version": dispatch.version})
    dispatch.refresh_from_db()
    assert dispatch.state == "approved"
    assert dispatch.candidates == 3
    page = html(client, at("dispatch", dispatch))
    assert "开始投递" in page
    assert page.count('class="btn"') == 1


def test_an_approval_of_what_changed_meanwhile_is_refused(office: Office) -> None:
    three_readers(office)
    dispatch = a_plan(office)
    client_of(office.editor).post(at("dispatch_plan", dispatch), given(office, version=1))
    stale = client_of(office.publisher).post(at("dispatch_approve", dispatch), {"version": 1})
    assert stale.status_code == 409


def test_a_channel_is_chosen_and_shown(office: Office) -> None:
    three_readers(office)
    outlet = Outlet.objects.create(bulletin=office.bulletin, kind="print", name="文印室", copies=30)
    dispatch = a_plan(office)
    client = client_of(office.editor)
    client.post(at("dispatch_plan", dispatch), given(office, version=1, outlets=[outlet.pk]))
    page = html(client, at("dispatch", dispatch))
    assert "文印室" in page


def test_a_plan_is_dropped(office: Office) -> None:
    three_readers(office)
    dispatch = a_plan(office)
    client = client_of(office.editor)
    client.post(at("dispatch_drop", dispatch), {"version": dispatch.version})
    page = html(client, reverse("dispatches", args=["yunling"]))
    assert "已取消" in page
    page = html(client, at("dispatch", dispatch))
    assert "批准" not in page.split('id="main"')[0].split('class="now"')[1]


def letter_of(client: Client, dispatch: Dispatch, form: str) -> tuple[str, dict[str, str]]:
    answer = client.get(at("dispatch_letter_html", dispatch, form))
    return answer.content.decode(), dict(answer.headers)


def test_the_letter_is_shown_in_a_frame_that_reaches_nothing(office: Office) -> None:
    three_readers(office)
    dispatch = a_plan(office)
    client = client_of(office.reviewer)
    page = html(client, at("dispatch", dispatch))
    frame = re.search(r"<iframe sandbox src=\"([^\"]+)\"", page)
    assert frame is not None
    assert TEXT.splitlines()[0] in page
    shown, headers = letter_of(client, dispatch, "attached")
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert "cid:" not in shown
    assert "data:image/jpeg;base64," in shown
    for form in ("link", "both"):
        assert "/read/" in letter_of(client, dispatch, form)[0]
    assert client.get(at("dispatch_letter_html", dispatch, "pigeon")).status_code == 404
    assert "form=link" in html(client, f"{at('dispatch', dispatch)}?form=link")


def test_a_frozen_letter_has_a_page_of_its_own(office: Office) -> None:
    three_readers(office)
    draft = a_plan(office)
    client = client_of(office.editor)
    assert client.get(at("dispatch_letter", draft)).status_code == 404
    dispatch = approved(office)
    assert TEXT.splitlines()[0] in html(client, at("dispatch_letter", dispatch))


@pytest.mark.server
def test_a_test_letter_is_sent_and_the_server_quoted(
    office: Office, settings: LazySettings, smtp_sink: Sink
) -> None:
    by_sink(settings, smtp_sink)
    three_readers(office)
    dispatch = a_plan(office)
    client, address = client_of(office.editor), at("dispatch_try", dispatch)
    page = client.post(address, {"address": "me@yunling.example"}, follow=True).content.decode()
    assert "邮件服务器已收下发往me@yunling.example的试发信：250 2.0.0 OK queued as 1" in page
    assert smtp_sink.letters[0].recipients == ("me@yunling.example",)
    smtp_sink.refuse("you@yunling.example")
    page = client.post(address, {"address": "you@yunling.example"}, follow=True).content.decode()
    assert "拒收发往you@yunling.example的试发信：550 5.1.1 No such mailbox" in page
    page = client.post(address, {"address": "无此地址"}, follow=True).content.decode()
    assert len(smtp_sink.letters) == 1
    assert client_of(office.reviewer).post(address, {"address": "a@b.example"}).status_code == 403


def test_the_reading_page_and_the_press_lead_to_a_dispatch(office: Office) -> None:
    issue = a_printed_issue(office)
    edition = Edition.objects.get()
    link = f"{NEW}?edition={edition.pk}"
    reading, press = (reverse(name, args=["yunling", issue.pk]) for name in ("issue", "publish"))
    assert link in html(client_of(office.editor), reading)
    assert link in html(client_of(office.publisher), press)
    assert link not in html(client_of(office.reviewer), reading)
    a_reader(office.bulletin, 1)
    dispatch = a_plan(office)
    assert at("dispatch", dispatch) in html(client_of(office.reviewer), reading)
    assert client_of(office.editor).get(f"{NEW}?edition=999").status_code == 404
