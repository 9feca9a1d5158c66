"""Makes a certificate for 127.0.0.1 that vouches for itself: never one that leaves the tests."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Certificate:
    """Paths of a certificate, which is its own authority, and of its key."""

    certificate: Path
    key: Path


def make_certificate(folder: Path) -> Certificate:
    """Write a certificate for localhost and 127.0.0.1, valid for two days, into `folder`."""
    made = Certificate(folder / "certificate.pem", folder / "key.pem")
    extensions = (
        "subjectAltName=DNS:localhost,IP:127.0.0.1",
        # Python 3.13 refuses an authority that does not say that it may sign.
        "keyUsage=critical,digitalSignature,keyCertSign",
    )
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "2", "-subj", "/CN=localhost"),
            *(word for extension in extensions for word in ("-addext", extension)),
            *("-keyout", made.key, "-out", made.certificate),
        ],
        check=True,
        capture_output=True,
        timeout=60,
    )
    return made
