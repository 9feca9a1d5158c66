"""Steps of a review (审次): what a bulletin may ask of an issue before it is signed. Values only.

三审三校: three reviews by three people (初审, 复审, 终审), three readings of the proofs (一校,
二校, 三校), then 签发. A step is held by an approval bound to one content; which changes undo it
is said by its kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import msgspec

StepKind = Literal["review", "proof", "sign_off"]
EDITING = "editing"  # where an issue goes when it is sent back to nobody's step


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step.

    `kind` says what undoes its approval: of a review, any change of content; of a proof or the
    sign-off, any change at all.

    `roles` are those of `rules` that may do it; `people` (keys of users) narrow it to these, of
    whatever role. `days` is how long it may take from the hand-over; None for no limit.
    """

    key: str
    name: str
    kind: StepKind = "review"
    roles: tuple[str, ...] = ("reviewer",)
    people: tuple[int, ...] = ()
    days: int | None = 2


THREE_AND_THREE = (
    Step(key="first", name="初审"),
    Step(key="second", name="复审"),
    Step(key="final", name="终审", roles=("reviewer", "signer")),
    Step(key="proof1", name="一校", kind="proof", roles=("editor", "reviewer"), days=1),
    Step(key="proof2", name="二校", kind="proof", roles=("editor", "reviewer"), days=1),
    Step(key="proof3", name="三校", kind="proof", roles=("editor", "reviewer"), days=1),
    Step(key="sign_off", name="签发", kind="sign_off", roles=("signer",), days=1),
)
SMALL = (
    Step(key="review", name="审核"),
    Step(key="sign_off", name="签发", kind="sign_off", roles=("signer",), days=1),
)
PRESETS: dict[str, tuple[Step, ...]] = {"three_and_three": THREE_AND_THREE, "small": SMALL}


def steps_from(data: Iterable[Any]) -> tuple[Step, ...]:
    """Give the steps kept in a column, or the small office's when there are none.

    Raises msgspec.ValidationError for what are no steps.
    """
    return msgspec.convert(tuple(data), tuple[Step, ...]) or SMALL
