from __future__ import annotations

from pathlib import Path

import pytest

from jianbao.document.proof import RULES, Rule, proofread, rule_book

from document.proof.proof_sample import sample


def codes(rule: Rule, text: str) -> set[str]:
    made = sample(text)
    if not rule.on:
        only = (*(other.code for other in RULES if other.on), rule.code)
        made.style(only=only)
    found = proofread(made.issue, profile=made.profile, today=made.today)
    return {finding.code for finding in found}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_wrong_example_gives_exactly_this_rule(rule: Rule) -> None:
    assert codes(rule, rule.wrong) == {rule.code}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_right_example_gives_nothing(rule: Rule) -> None:
    assert codes(rule, rule.right) == set()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_that_says_it_can_mend_does(rule: Rule) -> None:
    made = sample(rule.wrong)
    made.style(only=(rule.code,))
    found = proofread(made.issue, profile=made.profile, today=made.today)
    assert any(finding.fix is not None for finding in found) == rule.fixable


def test_codes_and_slugs_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.slug for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_speaks_both_languages(rule: Rule) -> None:
    made = sample(rule.wrong)
    made.style(only=(rule.code,))
    for language in ("zh", "en"):
        found = proofread(made.issue, profile=made.profile, today=made.today, language=language)
        assert all(
            "{" not in finding.message and "None" not in finding.message for finding in found
        )


def test_there_are_at_least_sixty_rules_in_their_families() -> None:
    assert len(RULES) >= 60
    assert {rule.code[0] for rule in RULES} == set("PNDSQWUIO")


def test_the_book_of_rules_is_in_step() -> None:
    book = Path(__file__).resolve().parents[3] / "docs" / "rules.md"
    assert book.read_text(encoding="utf-8") == rule_book()
