"""The page of a signer without an account: what a link opens, once, and what it never tells."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from structlog.testing import capture_logs

from cast import a_person
from jianbao.desk.actions.reviewing.links import send_link, withdraw_link
from jianbao.desk.errors import Invalid
from jianbao.desk.logs import hide_tokens
from jianbao.desk.models import Issue, Letter, Role, SigningLink
from jianbao.web.review import signing_urls
from review_room import TEXT, Newsroom, a_newsroom, approved, edited, seen, submitted

pytestmark = pytest.mark.django_db
ADDRESS = "zong@yunling.example"


def _invited(room: Newsroom) -> str:
    """Bring the issue to its sign-off, write to the signer, and give the token of the letter."""
    room.bulletin.signs_by_link, room.bulletin.link_signers = True, [["宗岳", ADDRESS]]
    room.bulletin.save()
    issue = submitted(Newsroom(*room[:1], Issue.objects.get(pk=room.issue.pk), *room[2:]))
    approved(issue, room.reviewer)
    send_link(issue, by=room.editor, step="sign_off", seen=seen(issue), email=ADDRESS)
    return _token()


def _token() -> str:
    letter = Letter.objects.filter(kind="signing-link").latest("pk")
    found = re.search(r"/sign/([^/\s]+)/", letter.text)
    assert found
    return found[1]


def _at(token: str, name: str = "sign", *more: object) -> str:
    return reverse(name, args=[token, *more])


def test_a_link_shows_the_issue_and_signs_once_without_an_account() -> None:
    room = a_newsroom()
    token, client = _invited(room), Client()
    page = client.get(_at(token))
    assert "风机攻关组啃下振动难题" in page.content.decode()
    assert "请签发" in page.content.decode()
    assert client.get(_at(token, "sign_page", 1)).headers["Content-Type"] == "image/jpeg"
    room.issue.refresh_from_db()
    assert room.issue.state == "in_review", "opening changes nothing"
    answered = client.post(_at(token), follow=True)
    room.issue.refresh_from_db()
    assert room.issue.state == "signed"
    assert room.issue.verdicts.latest("pk").who == "宗岳"
    assert "您已通过" in answered.content.decode()
    client.post(_at(token))
    assert room.issue.verdicts.count() == 2
    assert client.get(_at(token, "sign_page", 1)).status_code == 404


def test_a_link_sends_back_with_a_reason_and_not_without() -> None:
    room = a_newsroom()
    token, client = _invited(room), Client()
    sent = {"step": "sign_off", "seen": seen(room.issue), "back_to": "review", "note": "再核数字"}
    assert client.post(_at(token, "sign_send_back"), sent).status_code == 422
    answered = client.post(_at(token, "sign_send_back"), sent | {"reason": "facts"}, follow=True)
    assert "您已退回" in answered.content.decode()
    verdict = room.issue.verdicts.latest("pk")
    assert (verdict.outcome, verdict.back_to, verdict.who) == ("sent_back", "review", "宗岳")


@pytest.mark.parametrize("how", ["expired", "withdrawn", "changed"])
def test_a_dead_link_says_why_shows_nothing_and_lets_one_ask_for_another(how: str) -> None:
    room = a_newsroom()
    token, client = _invited(room), Client()
    link = SigningLink.objects.get()
    if how == "expired":
        past = timezone.now() - dt.timedelta(minutes=1)
        SigningLink.objects.update(expires_at=past)
    elif how == "withdrawn":
        withdraw_link(link, by=room.editor)
    else:
        item = room.issue.items.get(position=0)
        edited(item, TEXT.replace("分三班盯守", "分三班盯手"), room.editor)
    page = client.get(_at(token))
    assert page.status_code == 410
    said = {"expired": "过期", "withdrawn": "作废", "changed": "改动"}[how]
    assert said in page.content.decode()
    assert "振动值" not in page.content.decode()
    asked = client.post(_at(token, "sign_ask"))
    assert "同一邮箱" in asked.content.decode()
    client.post(_at(token, "sign_ask"))
    letters = Letter.objects.filter(kind="link-asked")
    assert [letter.to_name for letter in letters] == [str(room.editor)]
    assert client.post(_at(token)).status_code == 410
    assert room.issue.verdicts.count() == 1


def test_every_address_of_a_link_opens_nothing_to_a_token_that_is_none() -> None:
    room = a_newsroom()
    _invited(room)
    names = ["sign", "sign_send_back", "sign_ask", "sign_page", "sign_picture"]
    assert {entry.name for entry in signing_urls.urlpatterns} == set(names)
    people = [None, room.editor, a_person(Role.ADMINISTRATOR, None, name="管理员")]
    for person in people:
        client = Client()
        if person:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        for name in names:
            more = [1] if name in {"sign_page", "sign_picture"} else []
            for method in ("GET", "POST"):
                answer = client.generic(method, _at("nonsense", name, *more))
                assert answer.status_code in {404, 405}, (name, method)
    assert room.issue.verdicts.count() == 1


def test_the_token_is_in_no_log_and_leaves_in_no_referer() -> None:
    room = a_newsroom()
    token = _invited(room)
    with capture_logs() as lines:
        page = Client().get(_at(token))
    assert token not in str(lines)
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert page.headers["Cache-Control"] == "no-store"
    event = hide_tokens(None, "", {"event": f"Forbidden (CSRF token missing.): /sign/{token}/"})
    assert event["event"] == "Forbidden (CSRF token missing.): /sign/…/"
    assert token not in str(list(SigningLink.objects.values()))
    assert not re.search(r'(href|src)="https?://', page.content.decode())


def test_forms_of_a_link_are_checked_for_forgery_and_pass_with_the_origin_alone() -> None:
    room = a_newsroom()
    token, client = _invited(room), Client(enforce_csrf_checks=True)
    assert client.post(_at(token), secure=True).status_code == 403
    page = client.get(_at(token), secure=True).content.decode()
    field = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)
    assert field
    sent = {"csrfmiddlewaretoken": field[1]}
    origin = {"origin": "https://testserver"}
    assert client.post(_at(token), sent, secure=True, headers=origin).status_code == 302


def test_nobody_is_written_to_whom_the_bulletin_does_not_name() -> None:
    room = a_newsroom()
    _invited(room)
    with pytest.raises(Invalid):
        send_link(
            room.issue, by=room.editor, step="sign_off", seen=seen(room.issue), email="x@y.example"
        )
