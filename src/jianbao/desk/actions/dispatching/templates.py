"""信函模板 of a bulletin: added, changed, dropped. What was prepared with one keeps its words."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from jianbao.desk import rules
from jianbao.desk.actions.changing import change
from jianbao.desk.actions.recording import plain, record
from jianbao.desk.errors import Invalid
from jianbao.desk.models import Bulletin, LetterTemplate, User
from jianbao.desk.queries.letter_blanks import unknown_blanks

COLUMNS = ("name", "subject", "text")
LONGEST = 2000  # characters of a text


def add_template(bulletin: Bulletin, values: Mapping[str, str], *, by: User) -> LetterTemplate:
    """Add a template. Raises NotAllowed, or Invalid: a name that is taken, an unknown blank."""
    rules.require(rules.may(by, "prepare_dispatch", bulletin))
    wanted = _checked(values)
    try:
        with transaction.atomic():
            template = LetterTemplate.objects.create(bulletin=bulletin, **wanted)
            record("add_template", template, by=by, after={"name": template.name})
    except IntegrityError as error:
        raise Invalid("template-taken", field="name", name=wanted["name"]) from error
    return template


def change_template(
    template: LetterTemplate, values: Mapping[str, str], *, by: User, mark: str | None
) -> None:
    """Change a template. Raises as `add_template`, or Stale."""
    bulletin = template.bulletin
    rules.require(rules.may(by, "prepare_dispatch", bulletin))
    wanted = _checked(values)
    try:
        change(template, wanted, by=by, bulletin=bulletin, verb="change_template", mark=mark)
    except IntegrityError as error:
        raise Invalid("template-taken", field="name", name=wanted["name"]) from error


def drop_template(template: LetterTemplate, *, by: User) -> None:
    """Drop a template; the log keeps its words. Raises NotAllowed."""
    rules.require(rules.may(by, "prepare_dispatch", template.bulletin))
    with transaction.atomic():
        words = {column: getattr(template, column) for column in COLUMNS}
        record("drop_template", template, by=by, before=words)
        template.delete()


def _checked(values: Mapping[str, str]) -> dict[str, str]:
    name = " ".join(plain(values["name"]).split())
    subject = " ".join(plain(values["subject"]).split())
    text = plain(values["text"]).strip()
    for field, said in (("name", name), ("subject", subject), ("text", text)):
        if not said:
            raise Invalid(f"{field}-missing", field=field)
    check_blanks(subject, text)
    return {"name": name, "subject": subject, "text": text}


def check_blanks(subject: str, text: str) -> None:
    """Raise Invalid for what stands in braces and nothing fills; its field is said."""
    for field, unknown in (
        ("subject", unknown_blanks(subject, subject=True)),
        ("text", unknown_blanks(text)),
    ):
        if unknown:
            blanks = "、".join(f"{{{name}}}" for name in unknown)
            raise Invalid("blank-unknown", field=field, blanks=blanks)
