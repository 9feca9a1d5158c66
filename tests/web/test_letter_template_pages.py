"""Pages of letter templates: kept by who prepares dispatches, previewed in the last issue."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from cast import a_person, client_of
from jianbao.desk.actions.dispatching.templates import add_template
from jianbao.desk.models import LetterTemplate, Role
from jianbao.desk.queries.letter_templates import USUAL
from printing import Office, a_printed_issue, an_office

pytestmark = pytest.mark.django_db
VALUES = {
    "name": "通用",
    "subject": "《{刊名}》{期号}",
    "text": "请查收。",
    "carries": "attached",
}

_WORDS = {name: VALUES[name] for name in ("name", "subject", "text")}


@pytest.fixture
def office() -> Office:
    return an_office()


@pytest.fixture
def editor(office: Office) -> Client:
    return client_of(office.editor)


def _page(client: Client, name: str, office: Office, *more: int) -> str:
    answer = client.get(reverse(name, args=[office.bulletin.slug, *more]))
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def _new(office: Office) -> str:
    return reverse("new_letter_template", args=[office.bulletin.slug])


def test_without_a_template_the_usual_words_are_shown(office: Office, editor: Client) -> None:
    assert USUAL.subject in _page(editor, "letter_templates", office)
    assert USUAL.subject in _page(editor, "new_letter_template", office)


def test_a_template_is_written_changed_and_dropped(office: Office, editor: Client) -> None:
    assert editor.post(_new(office), VALUES).status_code == 302
    row = LetterTemplate.objects.get()
    page = reverse("letter_template", args=[office.bulletin.slug, row.pk])
    seen = editor.get(page).context["form"].mark()
    assert editor.post(page, VALUES | {"text": "请阅。", "seen": seen}).status_code == 302
    row.refresh_from_db()
    assert row.text == "请阅。"
    stale = editor.post(page, VALUES | {"text": "再改。", "seen": seen})
    assert stale.status_code == 409
    assert "请阅。" in unescape(stale.content.decode())
    assert "通用" in _page(editor, "letter_templates", office)
    drop = reverse("drop_letter_template", args=[office.bulletin.slug, row.pk])
    assert editor.post(drop).status_code == 302
    assert not LetterTemplate.objects.exists()


def test_an_unknown_blank_is_refused_beside_its_field(office: Office, editor: Client) -> None:
    answer = editor.post(_new(office), VALUES | {"text": "{刊号}"})
    assert answer.status_code == 422
    assert "{刊号}" in str(answer.context["form"].errors["text"])


def test_the_preview_follows_the_fields_and_keeps_nothing(office: Office, editor: Client) -> None:
    a_printed_issue(office)
    preview = reverse("preview_letter_template", args=[office.bulletin.slug])
    answer = editor.post(preview, VALUES | {"text": "第一段\n{刊号}", "carries": "link"})
    assert answer.status_code == 200
    assert "《云岭水泥党群工作》" in answer.context["written"].subject
    assert answer.context["unknown"] == ["{刊号}"]
    assert "https://example.invalid/" in answer.context["written"].text
    framed = editor.get(answer.context["frame_url"])
    html = framed.content.decode()
    assert "第一段" in html
    assert "在线阅读本期" in html
    assert 'src="data:image/jpeg;base64,' in html
    assert not LetterTemplate.objects.exists()


def test_who_has_no_script_asks_for_the_preview_by_a_button(office: Office, editor: Client) -> None:
    a_printed_issue(office)
    answer = editor.post(_new(office), VALUES | {"text": "未存的话", "preview": "1"})
    assert answer.status_code == 200
    assert "未存的话" in answer.context["written"].text
    assert not LetterTemplate.objects.exists()


def test_the_frame_runs_and_reaches_nothing(office: Office, editor: Client) -> None:
    a_printed_issue(office)
    page = editor.get(_new(office))
    answer = editor.get(page.context["frame_url"])
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "; sandbox;" in policy
    assert "script" not in policy
    assert "frame-ancestors 'self'" in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "<iframe sandbox src=" in page.content.decode()
    forged = answer.request["PATH_INFO"] + "?words=" + "x" * 40
    assert editor.get(forged).status_code == 404


def test_before_the_first_issue_there_is_no_preview(office: Office, editor: Client) -> None:
    page = editor.get(_new(office))
    assert "written" not in page.context
    frame = reverse("letter_in_frame", args=[office.bulletin.slug])
    assert editor.get(frame).status_code == 404


def test_a_template_of_another_bulletin_is_not_there(office: Office, editor: Client) -> None:
    other = an_office("other")
    row = add_template(other.bulletin, _WORDS, by=other.editor)
    for name in ("letter_template", "drop_letter_template"):
        assert editor.post(reverse(name, args=[office.bulletin.slug, row.pk])).status_code == 404


def test_only_pages_that_one_may_open_are_beside(office: Office, editor: Client) -> None:
    beside = editor.get(_new(office)).context["side_nav"]
    assert [place.url for place in beside] == [
        reverse(name, args=[office.bulletin.slug]) for name in ("recipients", "letter_templates")
    ]
    both = a_person(Role.ADMINISTRATOR, office.bulletin)
    masthead = reverse("arrange_masthead", args=[office.bulletin.slug])
    beside = client_of(both).get(masthead).context["side_nav"]
    assert reverse("letter_templates", args=[office.bulletin.slug]) not in [
        place.url for place in beside
    ]
    assert client_of(both).get(_new(office)).status_code == 403
