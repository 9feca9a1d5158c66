from __future__ import annotations

from collections.abc import Sequence

import pytest

from jianbao.language.facts import find_facts
from jianbao.language.names import Candidate, load_finder, names_installed


class Proposes:
    def __init__(self, *candidates: Candidate) -> None:
        self.candidates = candidates

    def propose(self, text: str) -> Sequence[Candidate]:
        return [candidate for candidate in self.candidates if candidate.end <= len(text)]


def test_a_proposed_name_is_taken_where_the_rules_leave_room() -> None:
    text = "机修厂孟宇看在眼里"
    assert find_facts(text).persons == ()
    facts = find_facts(text, names=Proposes(Candidate("person", 3, 5)))
    assert [person.text for person in facts.persons] == ["孟宇"]


def test_a_proposal_is_judged_by_the_rules() -> None:
    text = "机修厂高度重视安全"
    assert find_facts(text, names=Proposes(Candidate("person", 3, 5))).persons == ()
    kind = find_facts("参加基层党支部会", names=Proposes(Candidate("org", 2, 7)))
    assert kind.orgs == ()


@pytest.mark.skipif(not names_installed(), reason="the extra jianbao[names] is not installed")
def test_the_model_proposes_people_and_units() -> None:
    finder = load_finder()
    assert finder is not None
    text = "孟宇在青江理工大学工作"
    found = {(c.kind, text[c.start : c.end]) for c in finder.propose(text)}
    assert ("person", "孟宇") in found
    assert finder.propose("") == []
