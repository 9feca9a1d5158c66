"""The tutorial stays true: what it names to press, open and type is there, in both languages."""

from __future__ import annotations

import datetime as dt
import gettext
import re
import shlex
import shutil
from pathlib import Path

import pytest
from django.urls import resolve

from jianbao.cli import main
from jianbao.cli.exits import Exit
from jianbao.samples import issue_in_the_making, mailbox, people
from jianbao.samples.contributions import pieces

TODAY = dt.date(2026, 11, 22)
ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / "src" / "jianbao" / "web"
CATALOGUE = ROOT / "src" / "jianbao" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.mo"
TEXTS = {
    language: (ROOT / "docs" / name).read_text(encoding="utf-8")
    for language, name in (("zh", "tutorial.zh.md"), ("en", "tutorial.md"))
}
TEMPLATES = "\n".join(path.read_text(encoding="utf-8") for path in WEB.rglob("*.html"))
SCRIPTS = "\n".join(path.read_text(encoding="utf-8") for path in WEB.rglob("*.js"))
IN_SCRIPTS = {"J": '"j"', "K": '"k"', "?": '"?"', "F8": '"F8"', "Alt ↑": "arrowup"}
each_language = pytest.mark.parametrize("language", TEXTS)


def labels(language: str) -> set[str]:
    return set(re.findall(r"\*\*([^*]+)\*\*", TEXTS[language]))


def keys(language: str) -> list[str]:
    return re.findall(r"<kbd>(.+?)</kbd>", TEXTS[language])


def said_in(language: str) -> set[str]:
    """Give every text of the interface in a language."""
    with CATALOGUE.open("rb") as file:
        catalogue = vars(gettext.GNUTranslations(file))["_catalog"]
    if language == "zh":
        return {str(said) for said in catalogue.values()}
    names = [name[0] if isinstance(name, tuple) else name for name in catalogue]
    return {str(name).rpartition("\x04")[2] for name in names}


@each_language
def test_every_label_is_one_of_the_interface(language: str) -> None:
    assert labels(language) - said_in(language) == set()
    assert len(labels(language)) > 20


@each_language
def test_every_key_is_one_that_a_page_has(language: str) -> None:
    declared = set(re.findall(r'(?:data-)?key="([^"]+)"', TEMPLATES))
    for key in set(keys(language)):
        if key in IN_SCRIPTS:
            assert IN_SCRIPTS[key] in SCRIPTS, key
        elif not key.isdigit():  # the places of the navigation, in their order
            assert key.lower().replace("ctrl ", "mod+").replace("↵", "enter") in declared, key


@each_language
def test_every_address_opens_a_page(language: str) -> None:
    addresses = re.findall(r"`(/[^`]*)`", TEXTS[language])
    assert {resolve(address).kwargs["bulletin"] for address in addresses} == {"yunling"}


@each_language
def test_every_person_who_signs_in_has_an_account(language: str) -> None:
    named = set(re.findall(r"`([a-z]+)`", TEXTS[language]))
    office = {p.address.partition("@")[0] for p in people() if p.role != "contributor"}
    assert named
    assert named <= office


def test_what_is_edited_stands_on_the_desk() -> None:
    made = "".join(item.text for item in issue_in_the_making(TODAY).items())
    titles = {piece.title for piece in pieces(TODAY).values()}
    for text in TEXTS.values():
        for passage in ("青石分公司2号窑检修提前18个小时点火", "近6个小时左右", "36米"):
            assert passage in text
            assert passage in made
        assert "南坪矿业10台纯电矿卡全部上岗" in text
        assert "一颗螺栓的分量" in titles


def test_both_languages_tell_the_same() -> None:
    zh, en = TEXTS["zh"], TEXTS["en"]
    for pattern in (r"\]\((screens/[^)]+)\)", r"`(/[^`]*)`", r"^(jianbao .+)$", r"^## (\d*)"):
        found = [re.findall(pattern, text, re.MULTILINE) for text in (zh, en)]
        assert found[0] == found[1]
    assert keys("zh") == keys("en")


@each_language
def test_every_link_and_picture_is_there(language: str) -> None:
    named = re.findall(r"\]\(([^):#]+)\)", TEXTS[language])
    assert [name for name in named if not (ROOT / "docs" / name).exists()] == []


def test_the_commands_make_an_issue_of_mails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "out" / "demo" / "inbox"
    inbox.mkdir(parents=True)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    for mail in mailbox(TODAY)[:4]:
        (inbox / f"{mail.name}.eml").write_bytes(mail.raw)
    monkeypatch.chdir(tmp_path)
    lines = re.findall(r"^jianbao (.+)$", TEXTS["zh"], re.MULTILINE)
    for line in lines:
        assert main(shlex.split(line)) in {Exit.FINE, Exit.FINDINGS}, line
    assert (tmp_path / "issue.pdf").read_bytes().startswith(b"%PDF-")
    assert len(lines) == 4
