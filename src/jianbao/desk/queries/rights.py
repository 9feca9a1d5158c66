"""Effective rights: what a person may do in a bulletin and by which grant; who may do what."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jianbao.desk import rules
from jianbao.desk.models import ApiToken, Bulletin, Grant, User
from jianbao.desk.sentences import SENTENCES

CAPABILITY_LABELS: dict[str, str | Promise] = {
    "enter": _("Enter the bulletin"),
    "contribute": _("Contribute"),
    "see_own": _("See what became of one's own contributions and the unit's"),
    "see_inbox": _("See the inbox"),
    "decide": _("Decide on contributions"),
    "see_issue": _("See the issue in the making"),
    "edit": _("Edit items and arrange the issue"),
    "comment": _("Comment on the issue"),
    "review": _("Review and sign, where a step is theirs"),
    "publish": _("Publish issues"),
    "see_dispatch": _("See dispatches and who got them"),
    "arrange_lists": _("Change the lists of recipients"),
    "prepare_dispatch": _("Prepare a dispatch"),
    "send": _("Approve a dispatch and send it"),
    "read_archive": _("Read the archive"),
    "arrange_bulletin": _("Change the bulletin's settings"),
    "arrange_people": _("Invite people, give and take roles"),
    "see_events": _("Read the log"),
    "open_bulletin": _("Open new bulletins"),
    "arrange_desk": _("Arrange the desk: all people, closing accounts"),
}

SCOPE_LABELS: dict[str, str | Promise] = {
    "contributions:write": _("Send contributions"),
    "contributions:read": _("See what became of my contributions and my unit's"),
    "inbox:read": _("Read the inbox"),
    "inbox:decide": _("Decide on contributions"),
    "events:read": _("Read the log"),
    "issues:read": _("Read the issue in the making"),
    "archive:read": _("Read the archive"),
    "dispatches:read": _("See dispatches and who got them"),
}


@dataclass(frozen=True)
class Right:
    """One capability of one person: whether they have it, by which grants, or why not."""

    capability: str
    label: str
    ok: bool
    grants: tuple[Grant, ...]
    reason: str


@dataclass(frozen=True)
class Holders:
    """Who may do one thing in a bulletin."""

    capability: str
    label: str
    people: tuple[tuple[User, tuple[Grant, ...]], ...]


def scopes_of(token: ApiToken) -> list[str]:
    """Give in words what a token is for."""
    return [str(SCOPE_LABELS.get(scope, scope)) for scope in token.scopes]


def rights_in(person: User, bulletin: Bulletin) -> list[Right]:
    """Give every capability within a bulletin, allowed or not, as the rules decide it."""
    return [_right(person, name, bulletin) for name in rules.CAPABILITIES]


def rights_above(person: User) -> list[Right]:
    """Give the capabilities above the bulletins."""
    return [
        _right(person, name, None) for name in CAPABILITY_LABELS if name in rules.DESK_CAPABILITIES
    ]


def who_may(bulletin: Bulletin) -> list[Holders]:
    """Give for each capability of a bulletin the people who have it, by name."""
    people = User.objects.filter(
        Q(grants__bulletin=bulletin) | Q(grants__bulletin=None, grants__isnull=False),
        is_active=True,
    )
    known = list(
        people.distinct()
        .prefetch_related("grants__section", "grants__unit", "grants__bulletin")
        .order_by("full_name", "pk")
    )
    for person in known:
        person._grants_read = list(person.grants.all())  # type: ignore[attr-defined]  # noqa: SLF001 - what `rules.grants_of` keeps, read for all at once
    found = []
    for name in rules.CAPABILITIES:
        rights = ((person, _right(person, name, bulletin)) for person in known)
        holders = tuple((person, right.grants) for person, right in rights if right.ok)
        found.append(Holders(name, str(CAPABILITY_LABELS[name]), holders))
    return found


def _right(person: User, capability: str, bulletin: Bulletin | None) -> Right:
    verdict = rules.may(person, capability, bulletin)
    grants = tuple(
        grant
        for grant in rules.grants_of(person)
        if grant.bulletin_id in {None, bulletin and bulletin.pk}
        and grant.role in rules.roles_with(capability)
    )
    reason = "" if verdict.ok else str(SENTENCES.get(verdict.reason, verdict.reason))
    label = str(CAPABILITY_LABELS[capability])
    return Right(capability, label, verdict.ok, grants if verdict.ok else (), reason)
