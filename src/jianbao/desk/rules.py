"""Who may do what, where: one table of capabilities and the questions pages, API and CLI ask.

A rule answers with a Verdict, so that a button can be shown disabled with the reason. What no
row allows is denied. Administrators arrange the house; they do not by that read or decide.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from jianbao.desk.errors import NotAllowed
from jianbao.desk.models import Bulletin, Contribution, Grant, Role, Section, Unit, User


class Verdict(NamedTuple):
    """Whether it is allowed; when not, the code of the reason."""

    ok: bool
    reason: str = ""


ALLOWED = Verdict(ok=True)

_WORKERS = frozenset({Role.EDITOR, Role.REVIEWER, Role.SIGNER, Role.PUBLISHER})
CAPABILITIES: dict[str, frozenset[Role]] = {
    "enter": frozenset(Role),  # see that the bulletin exists, and its home page
    "contribute": frozenset({Role.CONTRIBUTOR, Role.EDITOR}),
    "see_inbox": frozenset({Role.EDITOR}),
    "decide": frozenset({Role.EDITOR}),
    "see_issue": _WORKERS,
    "read_archive": _WORKERS | {Role.READER, Role.CONTRIBUTOR},
    "arrange_bulletin": frozenset({Role.ADMINISTRATOR}),  # settings, sections, units, mailboxes
    "arrange_people": frozenset({Role.ADMINISTRATOR}),
    "see_events": frozenset({Role.ADMINISTRATOR}),
}
DESK_CAPABILITIES = frozenset({"open_bulletin", "arrange_desk"})  # above the bulletins


def may(user: User, capability: str, bulletin: Bulletin | None = None) -> Verdict:
    """Say whether `user` has a capability in a bulletin, or above all of them when None."""
    if not user.is_active:
        return Verdict(ok=False, reason="account-closed")
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


def may_decide(user: User, contribution: Contribution, section: Section | None = None) -> Verdict:
    """Say whether `user` may decide on a contribution; an editor of sections, for those only."""
    verdict = may(user, "decide", contribution.bulletin)
    if not verdict.ok:
        return verdict
    sections = _sections_of(user, contribution.bulletin)
    if sections is None or section is None or section.pk in sections:
        return ALLOWED
    return Verdict(ok=False, reason="another-section")


def may_see_contribution(user: User, contribution: Contribution) -> Verdict:
    """Editors see every contribution of their bulletin; contributors their own and their unit's."""
    if may(user, "see_inbox", contribution.bulletin).ok:
        return ALLOWED
    if contribution.sent_by_id == user.pk and may(user, "contribute", contribution.bulletin).ok:
        return ALLOWED
    units = units_of_contributor(user, contribution.bulletin)
    if contribution.unit_id is not None and contribution.unit_id in units:
        return ALLOWED
    return Verdict(ok=False, reason="not-yours")


def may_grant(user: User, role: str, to: User | None, bulletin: Bulletin | None) -> Verdict:
    """Say whether `user` may give or take a role; nobody changes their own (`to` is the person)."""
    if to is not None and to.pk == user.pk:
        return Verdict(ok=False, reason="own-grants")
    if bulletin is None:
        desk_role = role == Role.ADMINISTRATOR and _is_desk_administrator(user)
        return ALLOWED if desk_role else Verdict(ok=False, reason="no-role")
    if _is_desk_administrator(user):
        return ALLOWED
    return may(user, "arrange_people", bulletin)


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


def bulletins_of(user: User) -> list[Bulletin]:
    """Give the bulletins a person may enter, by title; a desk administrator enters all."""
    found = Bulletin.objects.order_by("archived_at", "title")
    if not user.is_active:
        return []
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
