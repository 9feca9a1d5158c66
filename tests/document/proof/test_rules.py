from __future__ import annotations

import msgspec
import pytest
from document.proof.proof_sample import sample

from jianbao.document.proof import RULES, Rule, proofread


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


def test_rules_are_frozen() -> None:
    with pytest.raises(AttributeError):
        msgspec.structs.replace(RULES[0]).code = "X"  # type: ignore[misc] - the point of the test
