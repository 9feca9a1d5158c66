"""Who is who: the people of a bulletin by role, everybody on the desk, open invitations."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.models import Bulletin, Grant, Invitation, Role, User


@dataclass(frozen=True)
class Group:
    """The people who hold one role."""

    role: str
    label: str
    grants: tuple[Grant, ...]


@dataclass(frozen=True)
class Unanswered:
    """An invitation nobody accepted or withdrew; an expired one has a dead link."""

    invitation: Invitation
    expired: bool


def groups(bulletin: Bulletin, words: str = "") -> list[Group]:
    """Give the grants of a bulletin by role, in the order of the roles; `words` are in the name."""
    held = _named(Grant.objects.filter(bulletin=bulletin), words)
    return _by_role(held)


def desk_administrators() -> list[Grant]:
    """Give the grants above the bulletins."""
    return list(_named(Grant.objects.filter(bulletin=None), ""))


def people_of(bulletin: Bulletin) -> QuerySet[User]:
    """Give everybody with a role in a bulletin, and those above it."""
    within = Q(grants__bulletin=bulletin) | Q(grants__bulletin=None, grants__isnull=False)
    return User.objects.filter(within).distinct()


def find_person(named: str) -> User | None:
    """Find a person by e-mail address or sign-in name, in any case."""
    found = User.objects.filter(Q(email__iexact=named) | Q(username__iexact=named))
    return found.order_by("pk").first()


def find_bulletin(slug: str) -> Bulletin | None:
    """Find a bulletin by its short name."""
    return Bulletin.objects.filter(slug=slug).first()


def everybody(words: str = "", *, closed: bool | None = None) -> QuerySet[User]:
    """Give everybody with an account, by name; only closed or only open ones when asked."""
    found = User.objects.annotate(roles=Count("grants")).order_by("full_name", "pk")
    if closed is not None:
        found = found.filter(is_active=not closed)
    if words:
        found = found.filter(
            Q(full_name__icontains=words) | Q(username__icontains=words) | Q(email__icontains=words)
        )
    return found


def invitations(bulletin: Bulletin | None) -> list[Unanswered]:
    """Give what was not answered yet, in a bulletin or above all, newest first; expired too."""
    found = Invitation.objects.filter(bulletin=bulletin, accepted_at=None, withdrawn_at=None)
    now = timezone.now()
    rows = found.select_related("section", "unit", "invited_by").order_by("-invited_at")
    return [Unanswered(row, row.expires_at <= now) for row in rows]


def roles_to_give(by: User, person: User | None, bulletin: Bulletin | None) -> list[str]:
    """Give the roles that `by` may give to a person there, in the order of the table."""
    return [role for role in Role.values if rules.may_grant(by, role, person, bulletin).ok]


def _named(grants: QuerySet[Grant], words: str) -> QuerySet[Grant]:
    found = grants.select_related("user", "section", "unit", "bulletin")
    if words:
        found = found.filter(Q(user__full_name__icontains=words) | Q(user__email__icontains=words))
    return found.order_by("user__full_name", "pk")


def _by_role(grants: QuerySet[Grant]) -> list[Group]:
    held: dict[str, list[Grant]] = {}
    for grant in grants:
        held.setdefault(grant.role, []).append(grant)
    return [Group(role.value, str(role.label), tuple(held[role])) for role in Role if role in held]
