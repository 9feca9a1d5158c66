"""Why a dispatch stands still and why somebody is left out, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jianbao.desk.models import Delivery, Dispatch
from jianbao.post import errors

PAUSES: dict[str, str | Promise] = {
    "by-hand": _("Somebody paused it."),
    "too-late": _("Its time passed hours ago, while the desk was off. Is it still to go out?"),
    "restored": _("The desk was restored from a backup: some of it may have been sent already."),
    "refused-in-a-row": _("The mail server refused ten letters in a row. It may refuse the desk."),
    "no-mail-server": _("The desk has no mail server yet. An administrator sets it."),
}
LEFT_OUT: dict[str, str | Promise] = {
    "unsubscribed": _("Does not want it any more"),
    "address-failing": _("Letters to this address came back"),
    "address-missing": _("No address is noted"),
    "address-too-long": _("The address is too long"),
    "address-unfit": _("This is no e-mail address"),
    "address-without-dot": _("What stands behind the @ has no dot"),
    "address-own": _("An address of the desk itself"),
    "address-machine": _("An address that nobody reads"),
    "called-off": _("The dispatch was called off"),
    "by-hand": _("Left out by hand"),
}
_SERVER = {kind.code: kind for kind in errors.PostError.__subclasses__()}


def why_paused(dispatch: Dispatch) -> str:
    """Say why a dispatch stands still; '' when it does not."""
    if dispatch.pause_code in _SERVER:
        language = "en" if (get_language() or "").startswith("en") else "zh"
        return _SERVER[dispatch.pause_code](dispatch.pause_note).said(language)
    return str(PAUSES.get(dispatch.pause_code, dispatch.pause_code))


def why_left_out(delivery: Delivery) -> str:
    """Say why a delivery is left out; '' when it is not."""
    return str(LEFT_OUT.get(delivery.reason, delivery.reason))
