"""How a mail server is reached: TLS with the machine's own or an office's CA, or plain on loopback.

It opens no connection itself and keeps no secret beyond the value it is given.
"""

from __future__ import annotations

import ipaddress
import ssl
from typing import Literal

import msgspec

from jianbao.post.errors import Insecure, Untrusted

Security = Literal["tls", "starttls", "plain"]


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """A mail server and who logs in. With `token` the login is XOAUTH2; without user there is none.

    `ca_file` is trusted besides the certificates of the machine. Timeouts are in seconds.
    """

    host: str
    port: int
    user: str = ""
    password: str = ""
    token: str = ""
    security: Security = "tls"
    ca_file: str = ""
    connect_timeout: float = 30
    timeout: float = 120

    def __repr__(self) -> str:
        """Leave out the password and the token."""
        return f"Account({self.user}, {self.host}:{self.port}, {self.security})"


def trusting(account: Account) -> ssl.SSLContext:
    """Make the TLS context; raises Untrusted when the CA file cannot be read."""
    context = ssl.create_default_context()
    if account.ca_file:
        try:
            context.load_verify_locations(account.ca_file)
        except (OSError, ssl.SSLError) as error:
            raise Untrusted(f"{account.ca_file}: {error}") from None
    return context


def check_security(account: Account) -> None:
    """Refuse to send a login unencrypted to another machine, with Insecure."""
    if account.security == "plain" and account.user and not is_loopback(account.host):
        raise Insecure(account.host)


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine by its name or number; nothing is looked up."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
