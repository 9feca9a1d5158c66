"""Says how the server of a mailbox is reached, its password unsealed. Opens no connection."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from jianbao.desk.models import Mailbox
from jianbao.desk.sealed import unseal
from jianbao.post.connection import Account, Security

SECONDS = 15  # a person may be waiting for the answer


@contextmanager
def reached(mailbox: Mailbox, seconds: float = SECONDS) -> Iterator[Account]:
    """Give the account of a mailbox while the house's certificate lies in a file beside it.

    Raises SealBroken when the password was sealed under another secret key.
    """
    password = unseal(mailbox.sealed_password) if mailbox.sealed_password else ""
    with tempfile.TemporaryDirectory(prefix="jianbao-") as folder:
        ca_file = Path(folder) / "ca.pem"
        if mailbox.ca_certificate:
            ca_file.write_text(mailbox.ca_certificate, encoding="utf-8")
        yield Account(
            host=mailbox.host,
            port=mailbox.port,
            user=mailbox.account,
            password=password,
            security=cast("Security", mailbox.security),
            ca_file=str(ca_file) if mailbox.ca_certificate else "",
            connect_timeout=seconds,
            timeout=seconds,
        )
