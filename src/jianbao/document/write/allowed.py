"""Which characters XML and HTML can hold; it changes nothing else."""

from __future__ import annotations

import re

_REFUSED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def allowed(text: str) -> str:
    """Put U+FFFD for every character that XML 1.0 or HTML refuses."""
    return _REFUSED.sub("\ufffd", text)
