"""Changes accounts: opens them, closes them, keeps what a person prefers. It sends no letters."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from jianbao.desk import rules
from jianbao.desk.actions.recording import record
from jianbao.desk.errors import Impossible, Invalid
from jianbao.desk.models import Correspondent, Grant, Role, User

LANGUAGES = ("", "zh-hans", "en")
THEMES = ("", "light", "dark")


def open_account(
    *, username: str, email: str, full_name: str, password: str, by: User | None = None
) -> User:
    """Make an account whose address is known to be the person's, and link their correspondents.

    Raises Invalid with the field that does not fit.
    """
    address = email.strip().lower()
    _check_name(username)
    if User.objects.filter(email__iexact=address).exists():
        raise Invalid("address-taken", field="email", address=address)
    person = User(username=username, email=address, full_name=full_name.strip())
    _check_password(password, person)
    person.set_password(password)
    with transaction.atomic():
        person.save()
        EmailAddress.objects.create(user=person, email=address, verified=True, primary=True)
        Correspondent.objects.filter(address=address, user=None).update(user=person)
        after = {"name": person.full_name, "email": address, "username": username}
        record("open_account", person, by=by, after=after)
    return person


def change_own(by: User, *, full_name: str, language: str, theme: str) -> User:
    """Keep a person's own name, language ("" for the browser's) and theme ("" for the device's)."""
    name = full_name.strip()
    if not name:
        raise Invalid("name-missing", field="full_name")
    before = {"name": by.full_name}
    by.full_name = name
    by.language = language if language in LANGUAGES else ""
    by.theme = theme if theme in THEMES else ""
    with transaction.atomic():
        by.save(update_fields=["full_name", "language", "theme"])
        if before["name"] != name:
            record("rename_person", by, by=by, before=before, after={"name": name})
    return by


def close_account(person: User, *, by: User, note: str = "") -> None:
    """Close an account: its sessions end at once, its tokens stop, its roles stay for a return."""
    with transaction.atomic():
        lock_administrators()
        rules.require(rules.may_close_account(by, person))
        if not User.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
            raise Impossible("account-closed")
        record("close_account", person, by=by, note=note[:500])
        for session in UserSession.objects.filter(user=person):
            session.end()
    person.is_active = False


def reopen_account(person: User, *, by: User) -> None:
    """Open a closed account again, with the roles it had."""
    with transaction.atomic():
        rules.require(rules.may_close_account(by, person))
        if not User.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
            raise Impossible("account-open")
        record("reopen_account", person, by=by)
    person.is_active = True


def end_session(by: User, session_pk: int) -> bool:
    """Sign one of the person's own devices out. Says whether there was such a session."""
    session = UserSession.objects.filter(user=by, pk=session_pk).first()
    if session is None:
        return False
    with transaction.atomic():
        record("end_session", by, by=by, before={"ip": session.ip, "device": session.user_agent})
        session.end()
    return True


def lock_administrators() -> None:
    """Let nobody else take an administrator of the desk away until this transaction ends.

    On SQLite writers queue anyway.
    """
    rows = Grant.objects.select_for_update().filter(role=Role.ADMINISTRATOR, bulletin=None)
    list(rows.values_list("pk", flat=True))


def note_security(person: User, verb: str, **after: str) -> None:
    """Add to the log what a person did to their own sign-in: a password, a second factor."""
    record(verb, person, by=person, after=after)


def _check_name(username: str) -> None:
    try:
        User.username_validator(username)
    except ValidationError as error:
        raise Invalid("sign-in-name-unfit", field="username") from error
    # an @ would let one person's name be another's address
    if "@" in username or not username:
        raise Invalid("sign-in-name-unfit", field="username")
    if User.objects.filter(username__iexact=username).exists():
        raise Invalid("sign-in-name-taken", field="username", name=username)


def _check_password(password: str, person: User) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Invalid("password-weak", field="password", why=" ".join(error.messages)) from error
