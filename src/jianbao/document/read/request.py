"""What a caller wants of one file besides its bytes: one value, so that it can cross processes."""

from __future__ import annotations

import msgspec

from jianbao.document.profile import EMPTY, Profile


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """`name` is the file's name, a hint only; `language` that of the problems' sentences.

    `trust_source` lets jianbao's own files be read from the issue inside them; `recognise` lets
    scans be recognised at once instead of raising ocr.PutOff.
    """

    name: str = ""
    profile: Profile = EMPTY
    language: str = "zh"
    trust_source: bool = True
    recognise: bool = True
