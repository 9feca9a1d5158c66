"""No tracking: neither a letter nor a page has the reader's machine ask anything of elsewhere.

What is loaded by itself is looked at (pictures, styles, scripts, frames); a link that a person
follows is none of it. Templates are read as files, so that one added tomorrow is looked at too.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

import jianbao
from cast import a_person, client_of
from jianbao.desk.actions.dispatching.lettering import letter_of
from jianbao.desk.models import Carriage, Dispatch, Recipient, Role
from jianbao.desk.queries.reader_links import subscription_link
from printing import a_printed_issue, an_office

ROOM = Path(jianbao.__file__).parent
LETTERS = sorted((ROOM / "desk/templates").rglob("*.html"))
PAGES = sorted((ROOM / "web/templates").rglob("*.html"))
CSS = sorted((ROOM / "web/static").rglob("*.css"))
JS = sorted((ROOM / "web/static").rglob("*.js"))

# what a browser or a mail program loads without being asked
_LOADED = re.compile(
    r"""<(?P<tag>img|script|iframe|frame|embed|object|source|video|audio|track|input|image|use|link)\b
        (?P<rest>[^>]*)>""",
    re.IGNORECASE | re.VERBOSE,
)
_ADDRESS = re.compile(
    r"""\b(?:src|srcset|data|poster|background|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""",
    re.IGNORECASE,
)
_STYLED = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s]+)""", re.IGNORECASE)
_BACKGROUND = re.compile(r"""<\w+[^>]*\sbackground\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_OF_PAGES = re.compile(r"^(?:/(?!/)|\{% (?:asset|url) |\{\{ ?[\w.]*(?:url|data_uri) ?\}\}|#|data:)")
_PICTURE_INSIDE = "{{ picture }}"  # of a dispatch; the letter as it is sent is read below
_ASKING = re.compile(
    r"(?:https?:)?//[\w.-]+\.\w|navigator\.sendBeacon|new WebSocket|new EventSource"
)


def _loaded(source: str) -> set[str]:
    """Give the addresses that HTML has loaded by itself."""
    found = set(_BACKGROUND.findall(source)) | set(_STYLED.findall(source))
    for element in _LOADED.finditer(source):
        for groups in _ADDRESS.findall(element["rest"]):
            found.update(filter(None, groups))
    return found


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ('<img src="https://t.example/p.gif">', "https://t.example/p.gif"),
        ("<IMG alt='' SRC='//t.example/p'>", "//t.example/p"),
        ("<img\n src={{ address }}/read/x>", "{{"),
        ('<link rel="stylesheet" href="http://t.example/a.css">', "http://t.example/a.css"),
        ('<td style="background:url(http://t.example/p)">', "http://t.example/p"),
        ('<table background="http://t.example/p">', "http://t.example/p"),
        ("<style>@import 'http://t.example/a.css';</style>", "http://t.example/a.css"),
    ],
)
def test_the_eye_sees_what_would_be_loaded(source: str, address: str) -> None:
    assert _loaded(source) == {address}


def test_a_link_that_a_person_follows_is_not_loaded() -> None:
    assert _loaded('<a href="https://yunling.example/read/x/">阅读</a>') == set()


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.name)
def test_a_letter_loads_nothing_but_what_it_brings(path: Path) -> None:
    addresses = _loaded(path.read_text("utf-8"))
    assert {one for one in addresses if not one.startswith(("cid:", _PICTURE_INSIDE))} == set()


@pytest.mark.django_db
@pytest.mark.parametrize("carries", Carriage.values)
def test_the_letter_of_a_dispatch_loads_nothing_but_the_picture_it_brings(carries: str) -> None:
    office = an_office()
    dispatch = Dispatch.objects.create(
        bulletin=office.bulletin,
        edition=a_printed_issue(office, pictures=True).editions.get(),
        subject="新一期",
        text="请阅：<img src=https://t.example/p.gif>",
        prepared_by=office.editor,
    )
    letter = letter_of(dispatch, carries)
    assert _loaded(letter.html) == {f"cid:{letter.pictures[0].content_id}"}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_page_loads_from_the_desk_alone(path: Path) -> None:
    addresses = _loaded(path.read_text("utf-8"))
    assert {one for one in addresses if not _OF_PAGES.match(one)} == set()


def test_styles_and_scripts_ask_nothing_of_elsewhere() -> None:
    assert LETTERS
    assert CSS
    for path in CSS:
        outside = [one for one in _STYLED.findall(path.read_text("utf-8")) if "//" in one]
        assert outside == [], path.name
    asking = [path.name for path in JS if _ASKING.search(path.read_text("utf-8"))]
    assert asking == []


@pytest.mark.django_db
def test_pages_of_readers_as_they_are_sent_load_from_the_desk_alone() -> None:
    office = an_office()
    issue = a_printed_issue(office, pictures=True)
    reader = Recipient.objects.create(
        bulletin=office.bulletin, name="陆听澜", address="lu@yunling.example"
    )
    person = client_of(a_person(Role.READER, office.bulletin))
    link = subscription_link(reader).removeprefix("http://127.0.0.1:8000")
    reading = reverse("issue", args=[office.bulletin.slug, issue.pk])
    for client, address in ((person, reading), (Client(), link)):
        answer = client.get(address)
        loaded = _loaded(answer.content.decode())
        assert loaded
        assert {one for one in loaded if not re.match(r"/(?!/)", one)} == set()
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "img-src 'self' data:" in policy
