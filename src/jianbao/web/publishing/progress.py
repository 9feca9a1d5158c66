"""How far a printing is, step by step: 定稿, 排印入库, 刊发, 通知通讯员, 下一期."""

from __future__ import annotations

from typing import Literal, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jianbao.desk.models import Edition, Letter
from jianbao.desk.queries.editions import has_failed
from jianbao.desk.queries.issue_numbers import number_of
from jianbao.desk.queries.issues import current_issue
from jianbao.document.write.formats import FORMATS
from jianbao.web.format_names import format_name

State = Literal["done", "going", "todo", "bad"]

_STATES = {
    "done": gettext_lazy("done"),
    "going": gettext_lazy("being done"),
    "todo": gettext_lazy("still to come"),
    "bad": gettext_lazy("failed"),
}


class Leg(NamedTuple):
    """One step: what it is, how it stands, what is to be said of it."""

    label: str
    state: State
    note: str = ""

    @property
    def said(self) -> str:
        """The state in words, for those who do not see its shape."""
        return str(_STATES[self.state])


class Going(NamedTuple):
    """A printing: its steps, the formats stored, whether it goes on by itself."""

    legs: list[Leg]
    formats: list[Leg]
    done: int
    most: int
    trouble: str
    failed: bool

    @property
    def running(self) -> bool:
        """Whether something is still to come without anybody's help."""
        return self.done < self.most and not self.failed


def going_of(edition: Edition) -> Going:
    """Say how far an edition is."""
    out = edition.state == Edition.State.OUT
    failed = not out and has_failed(edition)
    formats = _formats(edition, failed=failed)
    printed = sum(leg.state == "done" for leg in formats)
    legs = [
        Leg(_("Frozen"), "done", edition.snapshot.sha256[:12]),
        Leg(
            _("Printed and stored"),
            "done" if printed == len(formats) else "bad" if failed else "going",
            f"{printed}/{len(formats)}",
        ),
        Leg(_("Publish"), "done" if out else "going" if printed == len(formats) else "todo"),
    ]
    if edition.kind == Edition.Kind.ORIGINAL:
        legs += [_told(edition, out=out), _next(edition, out=out)]
    return Going(
        legs,
        formats,
        done=printed + (len(legs) - 1 if out else 1),
        most=len(formats) + len(legs) - 1,
        trouble="" if out else edition.trouble,
        failed=failed,
    )


def _formats(edition: Edition, *, failed: bool) -> list[Leg]:
    stored = {file.format: file for file in edition.files.all()}
    legs: list[Leg] = []
    for name in FORMATS:
        waits = not any(leg.state in {"going", "bad"} for leg in legs)
        state: State = "done" if name in stored else "todo"
        if state == "todo" and waits:
            state = "bad" if failed else "going"
        legs.append(
            Leg(format_name(name), state, stored[name].sha256[:12] if name in stored else "")
        )
    return legs


def _told(edition: Edition, *, out: bool) -> Leg:
    letters = Letter.objects.filter(key__startswith=f"outcome:{edition.issue_id}:").count()
    note = ngettext("%(n)s letter", "%(n)s letters", letters) % {"n": letters} if out else ""
    return Leg(_("Contributors told"), "done" if out else "todo", note)


def _next(edition: Edition, *, out: bool) -> Leg:
    following = current_issue(edition.issue.bulletin) if out else None
    note = number_of(following) if following else ""
    return Leg(_("Next issue opened"), "done" if out else "todo", note)
