"""The cast of the desk's tests: an invented bulletin and people with known rights."""

from __future__ import annotations

from django.test import Client

from jianbao.desk.models import Bulletin, Grant, Role, Section, Unit, User

PASSWORD = "tests-only 4711 xy"  # noqa: S105 - of invented people


def a_bulletin(slug: str = "yunling", title: str = "云岭水泥党群工作") -> Bulletin:
    """A bulletin with two sections and two units."""
    bulletin = Bulletin.objects.create(slug=slug, title=title, department="党群工作部")
    for position, name in enumerate(("学·初心之源", "行·一线之声")):
        Section.objects.create(bulletin=bulletin, title=name, position=position, item_length=220)
    for name in ("青石分公司", "南坪矿业"):
        Unit.objects.create(bulletin=bulletin, name=name)
    return bulletin


def a_person(
    role: Role | str | None,
    bulletin: Bulletin | None = None,
    *,
    name: str = "",
    unit: Unit | None = None,
    section: Section | None = None,
) -> User:
    """A person with one role, in a bulletin or (None) above all; without a role, an outsider."""
    username = name or f"{role or 'outsider'}-{bulletin.slug if bulletin else 'desk'}"
    user = User.objects.create_user(
        username, f"{username}@yunling.example", PASSWORD, full_name=username
    )
    if role:
        Grant.objects.create(user=user, role=role, bulletin=bulletin, unit=unit, section=section)
    return user


def client_of(person: User) -> Client:
    """A client in which this person has signed in."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client
