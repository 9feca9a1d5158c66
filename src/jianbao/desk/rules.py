"""Who may do what, where: one table of capabilities and the questions pages, API and CLI ask.

A rule answers with a Verdict, so that a button can be shown disabled with the reason. What no
row allows is denied. Administrators arrange the house; they do not by that read or decide.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import F

from jianbao.desk.errors import NotAllowed
from jianbao.desk.models import (
    Bulletin,
    Contribution,
    Grant,
    Issue,
    Item,
    Role,
    Section,
    Unit,
    User,
)
from jianbao.desk.steps import Step


class Verdict(NamedTuple):
    """Whether it is allowed; when not, the code of the reason.

    `override` names the rules that a bulletin lets be broken here, and that have to be recorded
    with a note: "own", "twice", "own twice".
    """

    ok: bool
    reason: str = ""
    override: str = ""


class Seat(NamedTuple):
    """How a step of a review stands when somebody asks for it; people by `marks_of`.

    `held_by` is the key of who has it, None when it is anybody's; `authors` wrote or changed what
    stands in the issue; `done` approved another step of the same group in this content.
    """

    current: bool
    held_by: int | None = None
    authors: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()


ALLOWED = Verdict(ok=True)

_WORKERS = frozenset({Role.EDITOR, Role.REVIEWER, Role.SIGNER, Role.PUBLISHER})
CAPABILITIES: dict[str, frozenset[Role]] = {
    "enter": frozenset(Role),  # see that the bulletin exists, and its home page
    "contribute": frozenset({Role.CONTRIBUTOR, Role.EDITOR}),
    "see_own": frozenset({Role.CONTRIBUTOR, Role.EDITOR}),  # what became of what they sent
    "see_inbox": frozenset({Role.EDITOR}),
    "decide": frozenset({Role.EDITOR}),
    "see_issue": _WORKERS,
    "edit": frozenset({Role.EDITOR}),  # items of the issue in the making, and their order
    "comment": _WORKERS,
    "review": frozenset({Role.EDITOR, Role.REVIEWER, Role.SIGNER}),  # steps narrow it further
    "publish": frozenset({Role.PUBLISHER}),
    "see_dispatch": _WORKERS,
    "arrange_lists": frozenset({Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR}),
    "prepare_dispatch": frozenset({Role.EDITOR, Role.PUBLISHER}),
    "send": frozenset({Role.PUBLISHER}),  # approve, start, stop, send again
    "read_archive": _WORKERS | {Role.READER, Role.CONTRIBUTOR},
    "arrange_bulletin": frozenset({Role.ADMINISTRATOR}),  # settings, sections, units, mailboxes
    "arrange_people": frozenset({Role.ADMINISTRATOR}),
    "see_events": frozenset({Role.ADMINISTRATOR}),
}
DESK_CAPABILITIES = frozenset({"open_bulletin", "arrange_desk"})  # above the bulletins

# What a program may be given by a person: it does what the person may do, within its scopes.
SCOPES: dict[str, frozenset[str]] = {
    "contributions:write": frozenset({"enter", "contribute"}),
    "contributions:read": frozenset({"enter", "see_own"}),
    "inbox:read": frozenset({"enter", "see_inbox"}),
    "inbox:decide": frozenset({"enter", "see_inbox", "decide"}),
    "events:read": frozenset({"enter", "see_events"}),
    "issues:read": frozenset({"enter", "see_issue"}),
    "archive:read": frozenset({"enter", "read_archive"}),
    "dispatches:read": frozenset({"enter", "see_dispatch"}),
}

# A role that may be held for one section or one unit alone; the others are for the bulletin.
NARROWED_BY: dict[str, str] = {Role.EDITOR: "section", Role.CONTRIBUTOR: "unit"}


def may(user: User, capability: str, bulletin: Bulletin | None = None) -> Verdict:
    """Say whether `user` has a capability in a bulletin, or above all of them when None."""
    if not user.is_active:
        return Verdict(ok=False, reason="account-closed")
    if not _within_token(user, capability, bulletin):
        return Verdict(ok=False, reason="outside-token")
    if capability in DESK_CAPABILITIES:
        return ALLOWED if _is_desk_administrator(user) else Verdict(ok=False, reason="no-role")
    roles = CAPABILITIES[capability]
    if bulletin is not None and bulletin.archived_at and capability in {"contribute", "decide"}:
        return Verdict(ok=False, reason="bulletin-archived")
    held = (grant for grant in grants_of(user) if _covers(grant, bulletin))
    return (
        ALLOWED
        if any(grant.role in roles for grant in held)
        else Verdict(ok=False, reason="no-role")
    )


def roles_with(capability: str) -> frozenset[str]:
    """Give the roles that carry a capability."""
    if capability in DESK_CAPABILITIES:
        return frozenset({Role.ADMINISTRATOR})
    return frozenset(CAPABILITIES[capability])


def may_decide(user: User, contribution: Contribution, section: Section | None = None) -> Verdict:
    """Say whether `user` may decide on a contribution; an editor of sections, for those only."""
    return _decides(user, contribution, section.pk if section else None)


def may_act(user: User, contribution: Contribution, act: str) -> Verdict:
    """Say whether `user` may make this move, or hand it on: "decline", "assign".

    An editor of sections decides against what is suggested for these or for none. What puts it
    into a section, or takes it out, asks `may_decide` for that one; handing it on asks for none.
    """
    free = act in {"plan", "merge", "assign"} or contribution.state == Contribution.State.PLANNED
    return _decides(user, contribution, None if free else contribution.suggested_section_id)


def _decides(user: User, contribution: Contribution, section: int | None) -> Verdict:
    verdict = may(user, "decide", contribution.bulletin)
    if not verdict.ok:
        return verdict
    sections = _sections_of(user, contribution.bulletin)
    if sections is None or section is None or section in sections:
        return ALLOWED
    return Verdict(ok=False, reason="another-section")


def may_arrange(user: User, issue: Issue, capability: str = "edit") -> Verdict:
    """Say whether `user` may do what concerns the whole issue: order, numbers, submitting.

    Editors of sections alone edit their items and arrange nothing else.
    """
    verdict = may(user, capability, issue.bulletin)
    if verdict.ok and capability == "edit" and _sections_of(user, issue.bulletin) is not None:
        return Verdict(ok=False, reason="another-section")
    return verdict


def may_edit(user: User, item: Item, *into: int | None) -> Verdict:
    """Say whether `user` may change an item, and move it `into` sections (by key, None for others).

    Editors of sections do both within these alone.
    """
    verdict = may(user, "edit", item.issue.bulletin)
    if not verdict.ok:
        return verdict
    sections = _sections_of(user, item.issue.bulletin)
    if sections is None or sections.issuperset({item.section_id, *into}):
        return ALLOWED
    return Verdict(ok=False, reason="another-section")


def marks_of(user: User) -> frozenset[str]:
    """Give what a person is known by when nobody may act twice: the account, and the address."""
    return frozenset({f"#{user.pk}", user.email.casefold()})


def may_sit(user: User, bulletin: Bulletin, step: Step) -> Verdict:
    """Say whether a step of a review is among those of this person, whoever has it now."""
    if step.people:
        verdict = may(user, "see_issue", bulletin)
        seated = user.pk in step.people
    else:
        verdict = may(user, "review", bulletin)
        held = {g.role for g in grants_of(user) if _covers(g, bulletin) and g.section_id is None}
        seated = bool(held & set(step.roles))
    return verdict if not verdict.ok or seated else Verdict(ok=False, reason="not-your-step")


def may_review(user: User, bulletin: Bulletin, step: Step, seat: Seat) -> Verdict:
    """Say whether `user` may approve the present content in `step`.

    Nobody approves twice among reviews and sign-off, nor twice among proofs, and nobody reviews
    or signs their own text; authors do read proofs (自校). A bulletin may let both be broken.
    """
    verdict = may_answer(user, bulletin, step, seat)
    return _apart(marks_of(user), bulletin, step, seat) if verdict.ok else verdict


def may_review_by_link(address: str, bulletin: Bulletin, step: Step, seat: Seat) -> Verdict:
    """Say whether a person without an account may approve the present content in `step`.

    Only those whom the bulletin names may, in reviews and the sign-off that are for no person in
    particular; and nobody approves twice or their own text, whatever the bulletin lets be.
    """
    if not bulletin.signs_by_link or step.kind == "proof" or step.people:
        return Verdict(ok=False, reason="not-by-link")
    if address.casefold() not in {str(one[1]).casefold() for one in bulletin.link_signers}:
        return Verdict(ok=False, reason="no-link-signer")
    if not seat.current or seat.held_by is not None:
        return Verdict(ok=False, reason="step-not-current")
    verdict = _apart(frozenset({address.casefold()}), bulletin, step, seat)
    if not verdict.override:
        return verdict
    reason = "own-text" if "own" in verdict.override else "approved-already"
    return Verdict(ok=False, reason=reason)


def _apart(marks: frozenset[str], bulletin: Bulletin, step: Step, seat: Seat) -> Verdict:
    """Keep apart who wrote, who approved before, and who approves now."""
    broken = []
    if step.kind != "proof" and marks & seat.authors:
        broken.append(("own", "own-text", bulletin.may_review_own))
    if marks & seat.done:
        broken.append(("twice", "approved-already", bulletin.may_review_twice))
    for _, reason, allowed in broken:
        if not allowed:
            return Verdict(ok=False, reason=reason)
    return Verdict(ok=True, override=" ".join(name for name, _, _ in broken))


def may_answer(user: User, bulletin: Bulletin, step: Step, seat: Seat) -> Verdict:
    """Say whether it is for `user` to answer in `step` now, be it by sending the issue back."""
    verdict = may_sit(user, bulletin, step)
    if not verdict.ok:
        return verdict
    if not seat.current:
        return Verdict(ok=False, reason="step-not-current")
    if seat.held_by is not None and seat.held_by != user.pk:
        return Verdict(ok=False, reason="with-another")
    return ALLOWED


def may_see_contribution(user: User, contribution: Contribution) -> Verdict:
    """Editors see every contribution of their bulletin; contributors their own and their unit's."""
    if may(user, "see_inbox", contribution.bulletin).ok:
        return ALLOWED
    own = may(user, "see_own", contribution.bulletin)
    if not own.ok:
        return own
    units = units_of_contributor(user, contribution.bulletin)
    if contribution.sent_by_id == user.pk or contribution.unit_id in units:
        return ALLOWED
    return Verdict(ok=False, reason="not-yours")


def may_withdraw(user: User, contribution: Contribution) -> Verdict:
    """Say whether `user` may withdraw or replace a contribution: who handed it in, nobody else."""
    verdict = may(user, "contribute", contribution.bulletin)
    if verdict.ok and (contribution.sent_by_id != user.pk or contribution.piece):
        return Verdict(ok=False, reason="not-sent-by-you")
    return verdict


def may_hand_in_for(user: User, unit: Unit, bulletin: Bulletin) -> Verdict:
    """Say whether `user` may name `unit` as the one it is from; editors name any."""
    verdict = may(user, "contribute", bulletin)
    if not verdict.ok:
        return verdict
    if unit.bulletin_id != bulletin.pk:
        return Verdict(ok=False, reason="not-of-this-bulletin")
    own = units_of_contributor(user, bulletin)
    if Role.EDITOR in roles_in(user, bulletin) or not own or unit.pk in own:
        return ALLOWED
    return Verdict(ok=False, reason="another-unit")


def may_grant(user: User, role: str, to: User | None, bulletin: Bulletin | None) -> Verdict:
    """Say whether `user` may give or take a role; nobody changes their own (`to` is the person)."""
    if user.acting_scopes is not None:
        return Verdict(ok=False, reason="outside-token")
    if to is not None and to.pk == user.pk:
        return Verdict(ok=False, reason="own-grants")
    if bulletin is None:
        desk_role = role == Role.ADMINISTRATOR and _is_desk_administrator(user)
        return ALLOWED if desk_role else Verdict(ok=False, reason="no-role")
    if _is_desk_administrator(user):
        return ALLOWED
    return may(user, "arrange_people", bulletin)


def may_take(user: User, grant: Grant) -> Verdict:
    """Say whether `user` may take a grant away; the last administrator of the desk stays."""
    verdict = may_grant(user, grant.role, grant.user, grant.bulletin)
    if verdict.ok and grant.bulletin_id is None and not _has_other_administrator(grant.user):
        return Verdict(ok=False, reason="last-administrator")
    return verdict


def may_close_account(user: User, person: User) -> Verdict:
    """Say whether `user` may close or reopen an account; nobody closes their own."""
    if person.pk == user.pk:
        return Verdict(ok=False, reason="own-account")
    verdict = may(user, "arrange_desk")
    if verdict.ok and _is_desk_administrator(person) and not _has_other_administrator(person):
        return Verdict(ok=False, reason="last-administrator")
    return verdict


def require(verdict: Verdict) -> None:
    """Raise NotAllowed with its reason unless the verdict allows."""
    if not verdict.ok:
        raise NotAllowed(verdict.reason)


def grants_of(user: User) -> list[Grant]:
    """Give the grants of a person, read once for each User object."""
    known: list[Grant] | None = getattr(user, "_grants_read", None)
    if known is None:
        known = list(user.grants.select_related("section", "unit")) if user.pk else []
        user._grants_read = known  # type: ignore[attr-defined]  # noqa: SLF001 - a request asks often
    return known


def forget_grants(user: User) -> None:
    """Read the grants of this User object again when they are next asked for."""
    user.__dict__.pop("_grants_read", None)


def bulletins_of(user: User) -> list[Bulletin]:
    """Give the bulletins a person may enter, by title; a desk administrator enters all."""
    found = Bulletin.objects.order_by(F("archived_at").asc(nulls_first=True), "title")
    if not user.is_active:
        return []
    if user.acting_bulletin_id is not None:
        found = found.filter(pk=user.acting_bulletin_id)
    if _is_desk_administrator(user):
        return list(found)
    return list(found.filter(pk__in={grant.bulletin_id for grant in grants_of(user)}))


def roles_in(user: User, bulletin: Bulletin) -> set[str]:
    """Give the roles a person has in a bulletin, those above it included."""
    return {grant.role for grant in grants_of(user) if _covers(grant, bulletin)}


def units_of_contributor(user: User, bulletin: Bulletin) -> set[int]:
    """Give the units whose contributions a contributor sees, those below them included."""
    own = {
        grant.unit_id
        for grant in grants_of(user)
        if grant.role == Role.CONTRIBUTOR and grant.bulletin_id == bulletin.pk and grant.unit_id
    }
    return _with_children(own, Unit.objects.filter(bulletin=bulletin)) if own else set()


def _with_children(units: set[int], tree: Iterable[Unit]) -> set[int]:
    children: dict[int | None, list[int]] = {}
    for unit in tree:
        children.setdefault(unit.parent_id, []).append(unit.pk)
    found, waiting = set(units), list(units)
    while waiting:
        fresh = [pk for pk in children.get(waiting.pop(), ()) if pk not in found]
        found.update(fresh)
        waiting.extend(fresh)
    return found


def _covers(grant: Grant, bulletin: Bulletin | None) -> bool:
    return grant.bulletin_id is None or (bulletin is not None and grant.bulletin_id == bulletin.pk)


def _within_token(user: User, capability: str, bulletin: Bulletin | None) -> bool:
    if user.acting_scopes is None:
        return True
    if user.acting_bulletin_id is not None and (
        bulletin is None or bulletin.pk != user.acting_bulletin_id
    ):
        return False
    return any(capability in SCOPES.get(scope, ()) for scope in user.acting_scopes)


def _has_other_administrator(person: User) -> bool:
    return (
        Grant.objects.filter(role=Role.ADMINISTRATOR, bulletin=None, user__is_active=True)
        .exclude(user=person)
        .exists()
    )


def _is_desk_administrator(user: User) -> bool:
    return user.is_active and any(
        grant.role == Role.ADMINISTRATOR and grant.bulletin_id is None for grant in grants_of(user)
    )


def _sections_of(user: User, bulletin: Bulletin) -> set[int] | None:
    """Give the sections an editor is limited to, or None for all of them."""
    editing = [g for g in grants_of(user) if g.role == Role.EDITOR and _covers(g, bulletin)]
    if any(grant.section_id is None for grant in editing):
        return None
    return {grant.section_id for grant in editing if grant.section_id is not None}
