"""Regular expressions compiled when they are first used; holds none itself.

A class of all Han characters takes milliseconds to compile, and every command waits for them.
"""

from __future__ import annotations

import re
from functools import cache


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern once, at its first use."""
    return re.compile(pattern)
