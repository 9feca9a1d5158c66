"""Words of award and of level (一等奖, 省级, 劳动模范), which must not rise or fall unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# One family a line: within it one word may stand where another stood.
_FAMILIES = {
    "grade": "特等奖 一等奖 二等奖 三等奖 四等奖 优秀奖 金奖 银奖 铜奖 鼓励奖 入围奖",
    "rank": "冠军 亚军 季军 榜首 状元",
    "level": "世界级 国际级 国家级 省部级 省级 市级 县级 区级 集团级 公司级 厂级 行业级",
    "honour": (
        "劳动模范 劳模 先进工作者 先进集体 先进个人 先进生产者 五一劳动奖章 五一劳动奖状 标兵 "
        "优秀共产党员 优秀党务工作者 先进基层党组织 文明单位 技术能手 青年岗位能手 青年文明号 "
        "工人先锋号 三八红旗手 三八红旗集体 示范岗 示范点"
    ),
}
_SAME = {"劳模": "劳动模范"}
_WORDS = {word: family for family, words in _FAMILIES.items() for word in words.split()}
_PATTERN = re.compile("|".join(sorted(_WORDS, key=len, reverse=True)))


class Honour(NamedTuple):
    """A word of award or level, its family, and the word it stands for."""

    start: int
    end: int
    word: str
    family: str


def find_honours(text: str) -> Iterator[Honour]:
    """Find the words of the table in order of place, the longest at each."""
    for match in _PATTERN.finditer(text):
        yield Honour(*match.span(), _SAME.get(match[0], match[0]), _WORDS[match[0]])
