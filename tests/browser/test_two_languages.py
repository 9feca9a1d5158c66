"""Every page in Chinese without a word of English, in English without a word of Chinese.

What people wrote (titles, names, texts) stands in its own language on both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest
from django.apps import apps
from django.db.models import Field
from django.test import Client
from lxml import html
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from browser.newsroom import OpenContext, a_newsroom, let_in
from browser.places import Place, fill_every_list, pages, signed_in, somebody_with_every_role
from jianbao.desk.models import User
from jianbao.desk.steps import PRESETS

CHINESE = re.compile(r"[\u3400-\u9fff\u3001-\u303f\uff00-\uffef]+")
# What is Chinese on a page in any language: a language's own name, marks that rules speak of,
# headings of tables as they are filled in, number and brackets of an issue as they are printed.
IS_CHINESE = re.compile(r"简体中文|【…】|《\s*》|\d+年(?:增刊)?第\d+期(?:（总第\d+期）)?")
ABOUT_CHINESE = {
    "arrange_style",
    *("import_units", "import_correspondents", "import_recipients", "setup_units"),
    *("dispatch_new", "dispatch_plan"),  # the blanks of letters
    *("letter_templates", "letter_template", "new_letter_template"),
}
OF_OTHERS = {"inbox_header", "found_from_reading"}  # a mail's header, an issue that was read
ENGLISH = re.compile(r"[A-Za-z][A-Za-z'’-]+")
# Names of things that have no Chinese name, keys, and how addresses and files are written.
NO_WORDS = re.compile(
    r"(?<![A-Za-z])(?:APP|API|CA|CSV|Ctrl|Esc|Excel|IMAP|IP|JavaScript|JPEG|JSON|KB|MB|PDF|PEM|PIN|PNG|QQ"
    r"|SMTP|STARTTLS|TIFF|TLS|USB|WEBP|Word|WPS|xlsx|docx|pdf|zip|eml|msg|Markdown|SHA-256|English|INBOX|Tab|OpenAI|yunling-7b"
    r"|RSS|Atom|Webhook)(?![A-Za-z])"
)
SPOKEN = ("aria-label", "title", "alt", "placeholder")

# What people wrote in pieces that facts or differences cut, and what is no text at all.
_NOT_SAID = (
    "//script | //code | //textarea | //kbd | //pre | //*[contains(@class, 'prose')]"
    " | //mark[contains(@class, 'fact')] | //body//*[@lang]"
)


@pytest.mark.django_db
@pytest.mark.usefixtures("home")
def test_no_page_mixes_its_languages() -> None:
    room = a_newsroom()
    person = somebody_with_every_role(room)
    fill_every_list(room, person)
    places = pages(room, person)
    written = _written()
    wrong: list[str] = []
    for language, foreign in (("zh-hans", _english_in), ("en", _chinese_in)):
        for place, said in _said(places, language):
            wrong += [
                f"{language} {place.name} {place.address}: {found} in {text!r}"
                for text in said
                if (found := foreign(text, written))
                and not (language == "en" and place.name in ABOUT_CHINESE)
                and place.name not in OF_OTHERS
            ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.browser
def test_a_person_turns_the_desk_into_english_and_back(
    live_server: LiveServer, open_context: OpenContext
) -> None:
    room = a_newsroom()
    page = let_in(open_context(), room.editor, live_server)
    page.goto(f"{live_server.url}/b/yunling/inbox/{room.fan.pk}/")
    _choose(page, "English")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".nav")).to_contain_text("Inbox")
    expect(page.locator("#piece h2.headline")).to_have_text(room.fan.headline)
    page.keyboard.press("h")
    expect(page.locator("#notices")).to_contain_text(f"Shortlisted: {room.fan.headline}")
    page.goto(f"{live_server.url}/b/yunling/")
    expect(page).to_have_title(re.compile("^Today"))
    _choose(page, "简体中文")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page).to_have_title(re.compile("^今日"))


def _choose(page: Page, language: str) -> None:
    page.locator(".mast-end summary").click()
    page.get_by_role("button", name=language).click()


def _said(places: list[Place], language: str) -> Iterator[tuple[Place, list[str]]]:
    clients: dict[User | None, Client] = {}
    for place in places:
        if place.who not in clients:
            clients[place.who] = signed_in(place.who) if place.who else Client()
            clients[place.who].cookies["jianbao_language"] = language
        answer = clients[place.who].get(place.address)
        assert answer.content, (place, answer.status_code, answer.headers)
        page = html.fromstring(answer.content.decode())
        yield place, list(dict.fromkeys(_texts(page)))


def _texts(page: html.HtmlElement) -> Iterator[str]:
    """Give what a page says: its lines of text, and the words in attributes."""
    for at in page.xpath(_NOT_SAID):
        at.drop_tree()
    for at in page.iter():
        if not isinstance(at.tag, str):
            continue
        for name, value in at.items():
            if name in SPOKEN or (name.startswith("data-") and at.get("id") == "words"):
                yield value
        if at.text and at.text.strip():
            yield at.text.strip()
        if at.tail and at.tail.strip():
            yield at.tail.strip()


def _written() -> list[str]:
    """Give every text that people wrote, the longest first."""
    texts = {"办公室的钥匙", "投儒"}  # a passkey's name, a subject in the header of a mail
    texts.update(step.name for preset in PRESETS.values() for step in preset)
    for model in apps.get_app_config("desk").get_models():
        fields = [field for field in model._meta.get_fields() if isinstance(field, Field)]  # noqa: SLF001 - Django's public way
        names = [field.name for field in fields]
        for row in model._default_manager.values_list(*names):  # noqa: SLF001 - Django's public way
            texts.update(_strings(row))
    return sorted((text for text in texts if len(text) > 1), key=len, reverse=True)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from filter(None, map(str.strip, value.splitlines()))
    elif isinstance(value, dict):
        yield from _strings([*value.keys(), *value.values()])
    elif isinstance(value, Iterable):
        for each in value:
            yield from _strings(each)
    else:
        return


def _english_in(text: str, _written: list[str]) -> list[str]:
    plain = re.sub(r"\S+[@/]\S+|https?:\S+|j[bf]_\S+|[0-9a-f]{8,64}|JIANBAO_[A-Z_]+", "", text)
    return ENGLISH.findall(NO_WORDS.sub("", plain))


def _chinese_in(text: str, written: list[str]) -> list[str]:
    return CHINESE.findall(IS_CHINESE.sub("", _without(text, written)))


def _without(text: str, written: list[str]) -> str:
    for each in written:
        if each in text:
            text = text.replace(each, " ")
    return text
