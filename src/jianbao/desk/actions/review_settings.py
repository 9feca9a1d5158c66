"""Changes how a bulletin reviews: its steps, which rules may be left aside, who signs by letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from jianbao.desk import rules
from jianbao.desk.actions.changing import change
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Bulletin, User
from jianbao.desk.steps import PRESETS, Step

STEPS = ("review_steps",)
RULES = (
    *("may_review_twice", "may_review_own", "signs_by_link", "link_signers"),
    *("return_reasons", "checklist"),
)
_MOST = 12  # steps
_ROLES = frozenset({"editor", "reviewer", "signer"})


def choose_preset(bulletin: Bulletin, name: str, *, by: User, mark: str) -> list[str]:
    """Take the steps of a preset. Raises NotAllowed, Invalid (no such preset), or Stale."""
    if name not in PRESETS:
        raise Invalid("no-such-setting")
    return change_steps(bulletin, PRESETS[name], by=by, mark=mark)


def change_steps(bulletin: Bulletin, steps: Sequence[Step], *, by: User, mark: str) -> list[str]:
    """Set the steps of the review; give the columns that changed.

    Issues in review go by them at once: what was approved in a step that stays is kept by its key.
    Raises NotAllowed, Stale, or Invalid: the last step alone is the sign-off, each has a name of
    its own and somebody whom it is for.
    """
    rules.require(rules.may(by, "arrange_bulletin", bulletin))
    _require_fit(steps)
    values = {"review_steps": msgspec.to_builtins(list(steps))}
    return change(bulletin, values, by=by, bulletin=bulletin, verb="arrange", mark=mark)


def change_review_rules(
    bulletin: Bulletin, values: Mapping[str, Any], *, by: User, mark: str
) -> list[str]:
    """Set what may be left aside, who signs by letter, reasons and checklist."""
    rules.require(rules.may(by, "arrange_bulletin", bulletin))
    if not values.keys() <= set(RULES):
        raise Invalid("no-such-setting")
    return change(bulletin, values, by=by, bulletin=bulletin, verb="arrange", mark=mark)


def fresh_key(steps: Sequence[Step]) -> str:
    """Give a key that no step bears."""
    taken = {step.key for step in steps}
    return next(key for n in range(1, 1000) if (key := f"step{n}") not in taken)


def _require_fit(steps: Sequence[Step]) -> None:
    names = [step.name.strip() for step in steps]
    signing = [place for place, step in enumerate(steps) if step.kind == "sign_off"]
    if not steps or signing != [len(steps) - 1]:
        raise Invalid("sign-off-last")
    if len(steps) > _MOST:
        raise Invalid("too-many-steps", most=_MOST)
    if len(set(names)) < len(names) or len({step.key for step in steps}) < len(steps):
        raise Invalid("step-name-twice")
    for step in steps:
        if not 0 < len(step.name.strip()) <= 20:
            raise Invalid("step-name-missing")
        if not step.people and not (step.roles and _ROLES.issuperset(step.roles)):
            raise Invalid("step-for-nobody", step=step.name)
