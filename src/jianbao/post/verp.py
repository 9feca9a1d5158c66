"""Return addresses that say which letter came back: bounce+TOKEN@domain (VERP).

The box must take mail for what follows the plus, as Postfix, Exchange and the large providers do.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(r"[a-z0-9]{1,40}")


def return_address(box: str, token: str) -> str:
    """Give the address to which a letter with this token comes back.

    Raises ValueError for a token of other than small letters and digits: servers may change case.
    """
    local, at, domain = box.rpartition("@")
    if not _TOKEN.fullmatch(token) or not local or not at:
        raise ValueError(f"not fit for a return address: {box!r}, {token!r}")
    return f"{local}+{token}@{domain}"


def token_in(address: str, box: str) -> str:
    """Give the token of a return address of `box`, or '' when it is none; case does not matter."""
    local, _, domain = address.strip().lower().rpartition("@")
    own_local, _, own_domain = box.strip().lower().rpartition("@")
    token = local.removeprefix(f"{own_local}+")
    if domain != own_domain or token == local or not _TOKEN.fullmatch(token):
        return ""
    return token
