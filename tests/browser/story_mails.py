"""The items of an issue as their authors send them: mails with the text in them, or in a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from desk.intake_samples import a_mail, a_word_file
from jianbao.document.facts import facts_of_issue
from jianbao.document.model import Issue, Item

_AUTHORS = ("沈小满", "陆青禾", "秦守拙", "顾云岫", "方砚田", "许春山", "江临舟", "白露生")


class Sender(NamedTuple):
    """Who sends an item: the unit, and a person of it."""

    unit: str
    name: str
    address: str


def senders_of(issue: Issue) -> dict[str, Sender]:
    """Give who sends each item, by its id: who signs it, else somebody of the first unit named."""
    known: dict[str, str] = {}
    found = {}
    for item, facts in zip(issue.items(), facts_of_issue(issue), strict=True):
        signed = item.byline.units if item.byline else ()
        unit = (*signed, *facts.orgs, issue.masthead.department)[0]
        address = known.setdefault(unit, f"unit{len(known) + 1}@writers.example")
        people = item.byline.people if item.byline else ()
        name = (*people, _AUTHORS[len(known) % len(_AUTHORS)])[0]
        found[item.id] = Sender(unit, name, address)
    return found


def mail_of(item: Item, sender: Sender, pictures: Mapping[str, bytes], number: int) -> bytes:
    """Give the mail that brings an item; every third brings it as a Word file."""
    head, paragraphs = headline_of(item), _paragraphs(item)
    files = {PurePosixPath(one.file).name: pictures[one.file] for one in item.pictures}
    text = "\n\n".join(("编辑老师好，报送稿件一篇：", head, *paragraphs))
    if number % 3 == 0:
        files |= {f"{head}.docx": a_word_file(*paragraphs, title=head)}
        text = "编辑老师：\n\n稿件见附件，请审阅。"
    signature = f"\n\n--\n{sender.name}\n{sender.unit}\n"
    return a_mail(
        subject=f"【投稿】{head}",
        text=text + signature,
        sender=f"{sender.name} <{sender.address}>",
        files=files,
        headers={"Message-ID": f"<{item.id}.{number}@writers.example>"},
    )


def headline_of(item: Item) -> str:
    """Give what its author calls an item: its title, or how it begins."""
    opening = item.title or item.lead or item.text.lstrip("。")
    return re.split("[，。：；]", opening)[0][:30]


def _paragraphs(item: Item) -> list[str]:
    """Give its paragraphs as sent: the run-in head begins the first, the byline ends the last."""
    texts = list(item.paragraphs)
    texts[0] = (item.lead or "") + texts[0]
    texts[-1] += item.byline.raw if item.byline else ""
    return texts
