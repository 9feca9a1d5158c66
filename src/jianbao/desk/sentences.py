"""What the desk says when it refuses, in the language of the reader: one sentence for each code."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jianbao.desk.errors import DeskError

SENTENCES: dict[str, str | Promise] = {
    # NotAllowed
    "account-closed": _("This account is closed."),
    "no-role": _("Your roles do not include this. Ask an administrator."),
    "another-section": _("You edit other sections than this one."),
    "not-yours": _("This contribution is neither yours nor of your unit."),
    "own-grants": _("Nobody changes their own rights. Ask another administrator."),
    "bulletin-archived": _("This bulletin is archived and takes nothing more."),
    # Stale, Impossible, Invalid
    "changed-meanwhile": _("%(who)s was quicker: this has changed since you opened it."),
    "no-such-move": _("This cannot be done to it any more."),
    "needs-a-person": _("Only a person can do this."),
    "machine-only": _("This happens by itself and cannot be done by hand."),
    "title-missing": _("Give the bulletin a title."),
    "slug-taken": _("The short name %(slug)s is taken. Choose another."),
    "year-missing": _("The year of this issue is not known. Enter it."),
    "number-taken": _("Number %(number)s is taken by another issue of this bulletin."),
    "backup-unreadable": _("The backup cannot be opened: %(why)s"),
    "backup-unknown": _("This is not a backup of jianbao, or it was cut short."),
    "backup-damaged": _("The backup is damaged at %(name)s. Take another copy of it."),
    "desk-not-empty": _("There is a desk in this database already. Restore into an empty one."),
    "reason-missing": _("Give a reason."),
}


def sentence(error: DeskError) -> str:
    """Say a refusal; a code without a sentence is said as it is, so that nothing is hidden."""
    text = SENTENCES.get(error.code, error.code)
    return str(text) % error.values if error.values else str(text)
