"""How the Word pages look: measures, colour and fonts of each theme; it makes no XML."""

from __future__ import annotations

import msgspec

SECTION_TRACK = 20  # twips added to every character of a section's title
_POINT = 20  # twips


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """Measures in twips (1/20 pt), sizes of letters in half points, as WordprocessingML has them.

    `pitch` is the distance of the lines of the grid; `track` is added to every character.
    """

    margins: tuple[int, int, int, int]  # top, right, bottom, left
    footer: int  # from the paper's lower edge
    pitch: int
    track: int
    body: int
    small: int  # imprint, page numbers
    caption: int
    section: int
    subsection: int
    headline: int
    name: int  # the largest size of the title in the masthead
    red: str
    body_font: str
    name_font: str
    head_font: str = "黑体"
    kai_font: str = "楷体_GB2312"

    @property
    def em(self) -> int:
        """The advance of one character of the body in twips."""
        return self.body * _POINT // 2 + self.track

    @property
    def measure(self) -> int:
        """The width of the text on an A4 page in twips."""
        return 11906 - self.margins[1] - self.margins[3]


# GB/T 9704-2012: 37/26/35/28 mm, 22 lines of 28 characters of 16 pt; page number 7 mm below.
GOV = Look(
    margins=(2098, 1470, 1984, 1587),
    footer=1304,
    pitch=579,
    track=-4,
    body=32,
    small=28,
    caption=28,
    section=44,
    subsection=36,
    headline=44,
    name=120,
    red="C8161D",
    body_font="仿宋_GB2312",
    name_font="方正小标宋简体",
)
# For 内刊: black, 12 pt 宋体, even margins, 34 lines of 38 characters.
PLAIN = Look(
    margins=(1417, 1417, 1417, 1417),
    footer=850,
    pitch=412,
    track=-2,
    body=24,
    small=21,
    caption=21,
    section=32,
    subsection=28,
    headline=32,
    name=72,
    red="000000",
    body_font="宋体",
    name_font="黑体",
)
LOOKS = {"gov": GOV, "plain": PLAIN}
