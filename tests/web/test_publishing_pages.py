"""The page an issue goes to press from, and the page it is read on."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import a_person, client_of
from jianbao.desk.actions.correcting_editions import start_correction
from jianbao.desk.actions.publishing import print_edition
from jianbao.desk.models import Edition, Issue, Role
from jianbao.desk.queries.editions import draft_of_correction
from jianbao.desk.queries.issue_content import content_of, hash_of
from jianbao.desk.queries.issues import current_issue, items_of
from jianbao.desk.queries.publishing.wording import SENTENCES
from printing import (
    Office,
    a_day,
    a_planned_issue,
    a_printed_issue,
    a_signed_issue,
    an_office,
    freeze,
    sign,
)

pytestmark = pytest.mark.django_db


def _at(name: str, issue: Issue, *more: object) -> str:
    return reverse(name, args=[issue.bulletin.slug, issue.pk, *more])


def _html(reader: Client, address: str) -> str:
    return reader.get(address).content.decode()


def _said(html: bytes | str) -> str:
    """Give what a page says, without tags and spaces."""
    text = html if isinstance(html, str) else html.decode()
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", " ", text))


def _accepted(html: str) -> list[str]:
    """Give the codes of warnings that the form of a page accepts."""
    return re.findall(r'name="accept" value="([\w-]+)"', html)


def _progress(client: Client, issue: Issue) -> tuple[str, str | None]:
    """Give what the part of the page that asks again says, and whether all is loaded anew."""
    part = client.get(_at("publish_progress", issue), headers={"HX-Request": "true"})
    return part.content.decode(), part.headers.get("HX-Refresh")


def test_errors_stand_apart_from_warnings_and_no_button_prints_over_them() -> None:
    office = an_office()
    issue = a_planned_issue(office)
    page = client_of(office.publisher).get(_at("publish", issue))
    assert "现在的内容没有签发" in page.content.decode()
    assert 'aria-disabled="true">刊发' in page.content.decode()
    sign(issue, office)
    page = client_of(office.publisher).get(_at("publish", issue))
    assert "没有错误" in page.content.decode()
    assert 'form="to-press"' in page.content.decode()
    page = client_of(office.editor).get(_at("publish", issue))
    assert 'aria-disabled="true">刊发' in page.content.decode()


def _checked_office() -> Office:
    office = an_office()
    office.bulletin.checklist = ["图片已授权"]
    office.bulletin.save()
    return office


def test_warnings_are_accepted_once_the_list_is_ticked_and_no_error_stands() -> None:
    office = _checked_office()
    issue = a_signed_issue(office, 1)
    client, address = client_of(office.publisher), _at("publish", issue)
    page = _html(client, address)
    assert "图片已授权" in page
    assert _accepted(page) == []
    seen = hash_of(content_of(issue))
    client.post(_at("publish_tick", issue), {"line": "图片已授权", "seen": seen})
    page = _html(client, address)
    assert str(office.publisher) in page
    assert "section-empty" in _accepted(page)


def test_what_was_not_accepted_is_not_printed_and_what_was_goes_to_press() -> None:
    office = an_office()
    issue = a_signed_issue(office, 1)
    client, seen = client_of(office.publisher), hash_of(content_of(issue))
    accepted = _accepted(_html(client, _at("publish", issue)))
    start = _at("publish_start", issue)
    assert client.post(start, {"seen": seen, "accept": []}).status_code == 409
    assert not Edition.objects.exists()
    assert client.post(start, {"seen": seen, "accept": accepted}).status_code == 302
    page = _html(client, _at("publish", issue))
    assert 'hx-get="' in page
    assert "正在排印" in page
    assert "0/7" in _progress(client, issue)[0]


def test_the_steps_are_counted_and_the_page_is_loaded_anew_when_all_is_out() -> None:
    office = an_office()
    issue = a_signed_issue(office)
    client = client_of(office.publisher)
    assert print_edition(freeze(issue, office).pk)
    assert _progress(client, issue)[1] == "true"
    page = _html(client, _at("publish", issue))
    assert "7/7" in page
    assert "封信" in page
    assert "hx-get" not in page.split('id="progress"')[1]


def test_a_press_that_gave_up_is_shown_and_tried_again_or_called_off() -> None:
    office = an_office()
    issue = a_signed_issue(office)
    freeze(issue, office)
    gone = timezone.now() - dt.timedelta(1)
    Edition.objects.update(attempts=5, trouble="磁盘已满", claimed_until=gone)
    page = client_of(office.editor).get(_at("publish", issue)).content.decode()
    assert "磁盘已满" in page
    assert "重新排印" not in page
    client = client_of(office.publisher)
    assert "重新排印" in client.get(_at("publish", issue)).content.decode()
    client.post(_at("publish_again", issue))
    assert Edition.objects.get().attempts == 0
    assert client.post(_at("publish_call_off", issue), {"reason": ""}).status_code == 400
    client.post(_at("publish_call_off", issue), {"reason": "换主题"})
    assert not Edition.objects.exists()


def _a_reader(office: Office) -> Client:
    return client_of(a_person(Role.READER, office.bulletin))


def test_readers_read_every_item_under_its_own_address() -> None:
    office = an_office()
    issue = a_printed_issue(office)
    page = _html(_a_reader(office), _at("issue", issue))
    for item in items_of(issue):
        assert f'id="item-{item.pk}"' in page
        assert item.headline in page
        assert item.content["byline"]["raw"] in page


def test_readers_take_every_format_as_a_file_and_open_the_pdf() -> None:
    office = an_office()
    issue = a_printed_issue(office)
    reader = _a_reader(office)
    forms = re.findall(r'href="([^"]+/files/[\w]+/)"', _html(reader, _at("issue", issue)))
    assert len(forms) == 7
    for address in forms:
        answer = reader.get(address)
        assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.getvalue()
    opened = reader.get(_at("edition_file", issue, 1, "pdf") + "?open=1")
    assert opened.headers["Content-Type"] == "application/pdf"
    assert opened.getvalue().startswith(b"%PDF")


def test_pictures_and_printed_pages_are_shown() -> None:
    office = an_office()
    issue = a_printed_issue(office, pictures=True)
    reader = _a_reader(office)
    found = re.findall(r'src="([^"]+/pictures/[^"]+)"', _html(reader, _at("issue", issue)))
    assert len(found) == 1
    shown = reader.get(found[0])
    assert shown.headers["Content-Type"] == "image/jpeg"
    for answer in (shown, reader.get(_at("edition_page", issue, 1, 1))):
        assert answer.getvalue().startswith(b"\xff\xd8\xff")
    assert reader.get(found[0].replace("/0/", "/9/")).status_code == 404


def test_what_is_not_there_is_not_found_and_the_press_is_not_for_readers() -> None:
    office = an_office()
    issue = a_printed_issue(office)
    reader = _a_reader(office)
    for lost in (("edition_page", 1, 99), ("edition_file", 1, "exe"), ("edition", 2)):
        assert reader.get(_at(lost[0], issue, *lost[1:])).status_code == 404
    assert reader.get(_at("publish", issue)).status_code == 403


def test_the_list_shows_what_is_printed_to_readers_and_what_is_made_to_workers() -> None:
    office = an_office()
    a_printed_issue(office)
    address = reverse("issues", args=[office.bulletin.slug])
    reader = _said(_html(_a_reader(office), address))
    assert "第1期" in reader
    assert "第2期" not in reader
    worker = _said(_html(client_of(office.editor), address))
    assert "第2期" in worker
    following = current_issue(office.bulletin)
    assert following is not None
    assert client_of(office.editor).get(_at("issue", following)).status_code == 302
    reading = client_of(a_person(Role.READER, office.bulletin, name="读者")).get(
        _at("issue", following)
    )
    assert reading.status_code == 404


def _corrected(office: Office, issue: Issue, kind: str) -> Issue:
    given = {"reason": "数字有误", "by": office.editor, "today": a_day()}
    draft = start_correction(issue, kind, **given)  # type: ignore[arg-type]
    sign(draft, office)
    assert print_edition(freeze(draft, office).pk)
    return draft


def test_a_correction_is_told_on_the_page_and_the_earlier_edition_says_what_superseded_it() -> None:
    office = an_office()
    issue = a_printed_issue(office)
    draft = _corrected(office, issue, "correction")
    reader = _a_reader(office)
    page = reader.get(_at("issue", issue)).content.decode()
    assert "数字有误" in page
    for item in items_of(issue):
        assert f'id="item-{item.pk}"' in page, "links from before lead on"
    earlier = _said(_html(reader, _at("edition", issue, 1)))
    assert "更正" in earlier
    assert "数字有误" in earlier
    assert reader.get(_at("issue", draft)).headers["Location"] == _at("issue", issue)


def test_of_a_withdrawn_issue_readers_see_the_notice_and_workers_what_was_printed() -> None:
    office = an_office()
    issue = a_printed_issue(office)
    _corrected(office, issue, "withdrawal")
    reader = _a_reader(office)
    page = reader.get(_at("issue", issue)).content.decode()
    assert "撤回" in page
    assert "风机攻关组" not in page
    for address in (_at("edition", issue, 1), _at("edition_file", issue, 1, "pdf")):
        assert reader.get(address).status_code == 403
        assert client_of(office.editor).get(address).getvalue()


def test_numbers_are_changed_with_a_reason_and_refused_in_words() -> None:
    office = an_office()
    a_printed_issue(office)
    issue = a_planned_issue(office)
    client = client_of(office.editor)
    page = client.get(_at("issue_numbers", issue)).content.decode()
    seen = re.findall(r'name="seen" value="(\w+)"', page)[0]
    given = {
        "kind": "regular",
        "year": issue.year,
        "running_number": issue.running_number,
        "date": issue.date.isoformat() if issue.date else "",
        "seen": seen,
    }
    answer = client.post(_at("issue_numbers", issue), given | {"number": 1})
    assert answer.status_code == 422
    assert "第1期" in _said(answer.content)
    answer = client.post(_at("issue_numbers", issue), given | {"number": 4})
    assert "说明原因" in _said(answer.content)
    answer = client.post(_at("issue_numbers", issue), given | {"number": 4, "reason": "并入内刊"})
    assert answer.status_code == 302
    issue.refresh_from_db()
    assert issue.number == 4
    stale = client.post(_at("issue_numbers", issue), given | {"number": 2})
    assert stale.status_code == 409


def test_a_correction_is_begun_reworded_and_given_up_on_its_pages() -> None:
    office = an_office()
    issue = a_printed_issue(office)
    client = client_of(office.editor)
    assert client.get(_at("issue_correct", issue)).status_code == 200
    answer = client.post(_at("issue_correct", issue), {"kind": "correction", "reason": ""})
    assert answer.status_code == 422
    answer = client.post(_at("issue_correct", issue), {"kind": "correction", "reason": "错字"})
    draft = draft_of_correction(issue)
    assert draft is not None
    assert answer.headers["Location"] == _at("publish", draft)
    assert client.get(_at("issue_correct", issue)).headers["Location"] == _at("publish", draft)
    client.post(_at("issue_correct", draft), {"kind": "supplement", "reason": "漏登一条"})
    draft.refresh_from_db()
    assert (draft.correction, draft.correction_reason) == ("supplement", "漏登一条")
    assert "漏登一条" in client.get(_at("publish", draft)).content.decode()
    publisher = client_of(office.publisher)
    publisher.post(_at("issue_drop", draft), {"version": draft.version, "reason": "不必"})
    draft.refresh_from_db()
    assert draft.state == "dropped"


def test_every_code_of_a_check_leads_somewhere() -> None:
    assert all(re.fullmatch(r"[a-z-]+", code) for code in SENTENCES)


def test_what_was_left_out_of_a_printed_issue_is_written_into_its_supplement() -> None:
    office = an_office()
    issue = a_printed_issue(office)
    editor, today = office.editor, a_day()
    draft = start_correction(issue, "supplement", reason="漏登一条", by=editor, today=today)
    client = client_of(editor)
    board = client.get(reverse("board_of", args=[office.bulletin.slug, draft.pk])).content.decode()
    address = f"{reverse('item_new', args=[office.bulletin.slug])}?issue={draft.pk}"
    assert address in board
    assert reverse("board_compose", args=[office.bulletin.slug, draft.pk]) not in board
    place = items_of(draft)[0].section_title
    said = {"kind": "brief", "place": place, "body": "6月3日，补登一条。"}
    assert client.post(address, said).status_code == 302
    assert items_of(draft).count() == items_of(issue).count() + 1
    elsewhere = f"{reverse('item_new', args=[office.bulletin.slug])}?issue={issue.pk}"
    assert client.get(elsewhere).status_code == 404
