"""The first draft of an issue from what came in: values in, values out; nothing in it is final."""

from jianbao.document.compose.candidate import Candidate, Kind
from jianbao.document.compose.choosing import LeftOut, Reason
from jianbao.document.compose.composing import compose, roster_of
from jianbao.document.compose.draft import Chosen, Doubt, Draft, Remark
from jianbao.document.compose.wording import sentence

__all__ = [
    "Candidate",
    "Chosen",
    "Doubt",
    "Draft",
    "Kind",
    "LeftOut",
    "Reason",
    "Remark",
    "compose",
    "roster_of",
    "sentence",
]
