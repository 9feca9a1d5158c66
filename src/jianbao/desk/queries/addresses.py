"""E-mail addresses that letters go to: cleaned of slips of the pen, and what is wrong with one.

`address_problem` is the one judge: forms, imports and the freezing of a dispatch ask it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from email.utils import parseaddr

from django.conf import settings

from jianbao.desk.models import Bulletin, Correspondent, Mailbox, Recipient
from jianbao.desk.queries.roster import PUBLIC_DOMAINS
from jianbao.post.letter_fields import ascii_address

_LONGEST = 254
_BORNE_BY = 3  # as many addresses make a domain a known one
_UNSEEN = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_IN_ANGLES = re.compile(r"[<《〈]([^<>《》〈〉]*@[^<>《》〈〉]*)[>》〉]")
_MACHINE = re.compile(
    r"^(?:no-?reply|do-?not-?reply|mailer-daemon|mailing-daemon|bounces?)(?:[+._-].*)?$",
    re.IGNORECASE,
)
_ROLES = frozenset(
    "admin administrator postmaster webmaster hostmaster abuse root info office contact service"
    " support sales hr mail all staff list news".split()
)


def clean_address(text: str) -> str:
    """Take an address out of what people write: full-width signs, 《》, mailto:, blanks, marks."""
    text = unicodedata.normalize("NFKC", text).replace("。", ".")
    inner = _IN_ANGLES.search(text)
    text = _UNSEEN.sub("", inner[1] if inner else text)
    return text.lower().removeprefix("mailto:").strip(".,;:、'\"<>()")


def own_addresses() -> set[str]:
    """Give the addresses at which this desk itself gets or sends mail, in lower case."""
    accounts = Mailbox.objects.values_list("account", flat=True)
    submitted_to = Bulletin.objects.values_list("submission_address", flat=True)
    found = {address.lower() for address in (*accounts, *submitted_to) if "@" in address}
    config = settings.JIANBAO
    return found | {parseaddr(config.letters_from)[1].lower(), config.bounces_to.lower()} - {""}


def address_problem(address: str, own: Collection[str] | None = None) -> str:
    """Say why nothing is to be sent to an address, by the code of a sentence; else ''.

    `own` are the desk's own addresses; who asks for many reads them once.
    """
    if not address or len(address) > _LONGEST:
        return "address-too-long" if address else "address-missing"
    try:
        local, _, domain = ascii_address(address).rpartition("@")
    except ValueError:
        return "address-unfit"
    numeric = domain.startswith("[")  # [192.0.2.7]
    wrong = {
        "address-unfit": "" in local.split(".") or not (numeric or _is_domain(domain)),
        "address-without-dot": not numeric and "." not in domain,
        "address-own": address.lower() in (own_addresses() if own is None else own),
        "address-machine": _MACHINE.match(local) is not None,
    }
    return next((code for code, is_so in wrong.items() if is_so), "")


def is_role_address(address: str) -> bool:
    """Say whether an address seems to be an office's, not a person's: info@, office@."""
    return address.partition("@")[0].lower() in _ROLES


def familiar_domains(bulletin: Bulletin, more: Iterable[str] = ()) -> frozenset[str]:
    """Give the domains that several addresses of a bulletin bear, and those of public mailboxes."""
    rows = [
        *Recipient.objects.filter(bulletin=bulletin).values_list("address", flat=True),
        *Correspondent.objects.filter(bulletin=bulletin).values_list("address", flat=True),
    ]
    borne = Counter(domain_of(address) for address in {*rows, *more})
    known = {domain for domain, times in borne.items() if domain and times >= _BORNE_BY}
    return frozenset(known | PUBLIC_DOMAINS)


def domain_of(address: str) -> str:
    """Give what stands behind the @."""
    return address.rpartition("@")[2].lower() if "@" in address else ""


def meant_domain(address: str, familiar: Collection[str]) -> str:
    """Give the familiar domain from which that of an address is one slip away; else ''."""
    domain = domain_of(address)
    if not domain or domain in familiar:
        return ""
    return next((known for known in sorted(familiar) if _one_slip_apart(domain, known)), "")


def _is_domain(domain: str) -> bool:
    labels = domain.split(".")
    return all(0 < len(label) < 64 and label.strip("-") == label for label in labels)


def _one_slip_apart(one: str, other: str) -> bool:
    """Say whether one letter is missing, too many or another, or two have changed places."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    swapped = len(one) == 2 and one == other[::-1]
    return swapped or max(len(one), len(other)) == 1
