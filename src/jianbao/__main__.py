"""`python -m jianbao`: the same as the command `jianbao`; it holds nothing of its own."""

from __future__ import annotations

import sys

from jianbao.cli import main

if __name__ == "__main__":
    sys.exit(main())
