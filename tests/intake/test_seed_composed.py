"""The real issue's items, sent as plain mails, find their sections again: the share is printed."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from jianbao.document.compare.crosscheck import cross_check
from jianbao.document.compose import Candidate, Draft, compose, roster_of
from jianbao.document.facts import facts_of_issue
from jianbao.document.profile import Profile
from jianbao.document.read.confined import Workshop
from jianbao.document.read.learn import learn_profile
from jianbao.document.read.reader import read
from jianbao.intake.attachments import Reader
from jianbao.intake.candidates import read_arrival
from jianbao.language.facts import find_facts

SEED = Path(
    os.environ.get("JIANBAO_SEED", Path(__file__).resolve().parents[2].parent / "shared" / "seed")
)
TODAY = dt.date(2021, 6, 4)

pytestmark = [
    pytest.mark.seed,
    pytest.mark.skipif(not SEED.is_dir(), reason="the real issue is not at hand"),
]


class Sent(NamedTuple):
    """The items of the issue as candidates, each with its section, and the draft of them."""

    candidates: dict[str, Candidate]
    sections: dict[str, str]
    draft: Draft


def _profile() -> Profile:
    """Learn section names, groups and units from the issue; its numbers are of the one before."""
    (issue,) = read((SEED / "chalco-2021-12.txt").read_bytes(), name="12.txt").issues
    return learn_profile([issue])


def _mail(item: dict[str, Any]) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "office@bulletin.example", item["lead"] or "来稿"
    mail["Date"] = "Fri, 04 Jun 2021 09:00:00 +0800"
    mail.set_content(item["text"], charset="utf-8", cte="base64")
    return mail.as_bytes()


def _items() -> Iterator[tuple[str, dict[str, Any]]]:
    for section in json.loads((SEED / "structure.json").read_text("utf-8"))["sections"]:
        for group in (section, *section["subsections"]):
            yield from ((section["title"], item) for item in group["items"])


@pytest.fixture(scope="module")
def sent() -> Sent:
    profile = _profile()
    roster, sections, candidates = roster_of(profile), {}, {}
    with Workshop(warm=False) as workshop:
        reader = Reader(workshop, profile)
        for title, item in _items():
            (one,) = read_arrival(_mail(item), item["id"], reader=reader, roster=roster).candidates
            candidates[one.id], sections[one.id] = one, title
    draft = compose(list(candidates.values()), profile, today=TODAY)
    return Sent(candidates, sections, draft)


def test_nine_sections_of_ten_are_right(sent: Sent) -> None:
    placed = {one.candidate: one.section for one in sent.draft.chosen}
    assert set(placed) == set(sent.sections)
    right = sum(placed[name] == title for name, title in sent.sections.items())
    print(f"\nsections {right}/{len(placed)}")  # noqa: T201 - the figure is the point
    assert right >= 0.9 * len(placed)


def test_no_fact_is_altered(sent: Sent) -> None:
    names = {one.item: one.candidate for one in sent.draft.chosen}
    profile = _profile()
    roster = roster_of(profile, list(sent.candidates.values()))
    altered = []
    for facts in facts_of_issue(sent.draft.issue, profile=profile):
        original = sent.candidates[names[facts.id]]
        said = [find_facts(text, year=2021, roster=roster) for text in original.text.split("\n")]
        told = {(q.value, q.unit) for one in said for q in one.quantities}
        dates = {d.iso for one in said for d in one.dates}
        signed = original.byline.raw if original.byline else ""
        whole = original.text + signed + (original.source.raw if original.source else "")
        altered += [q.text for q in facts.quantities if (q.value, q.unit) not in told]
        altered += [d.text for d in facts.dates if d.iso not in dates and d.text not in whole]
        named = {org.text for one in said for org in one.orgs}
        named |= {person.text for one in said for person in one.persons}
        altered += [n for n in (*facts.orgs, *facts.persons) if n not in whole and n not in named]
    items = {item.id: item for item in sent.draft.issue.items()}
    for number, name in names.items():
        original = sent.candidates[name]
        byline = original.byline
        hands = (*byline.units, *byline.people) if byline else ()
        held = cross_check([original.text], items[number], roster=roster, year=2021, signed=hands)
        altered += [fact.text for fact in held.altered]
    assert altered == []
