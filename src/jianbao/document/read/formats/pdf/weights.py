"""How heavy a font looks, told by its name: what sets run-in heads and headings apart."""

from __future__ import annotations

import re

from jianbao.document.read.formats.layout.runs import BOLD, GOTHIC, LIGHT

# 黑体 as the bytes of GBK and UTF-8: many makers of PDF write the Chinese name of a font so.
_HEITI = rb"\xba\xda\xcc\xe5|\xe9\xbb\x91\xe4\xbd\x93"
_BOLD = re.compile(
    rb"bold|black|heavy|extrab|-medium|xiaobiaosong|dabiaosong|\xb4\xd6|\xe7\xb2\x97", re.IGNORECASE
)
_GOTHIC = re.compile(
    rb"hei|gothic|(?:noto|source) ?(?:han)? ?sans|sans ?(?:cjk|sc|tc|hans|hant)|dengxian-?b|"
    + _HEITI,
    re.IGNORECASE,
)


def weight_of(name: bytes) -> int:
    """Rank a font by its PostScript name: BOLD, GOTHIC (黑体 and its kin) or LIGHT."""
    if _BOLD.search(name):
        return BOLD
    return GOTHIC if _GOTHIC.search(name) else LIGHT
