"""How names of organisations end, and which names only say a kind; never where one begins."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from jianbao.language.characters import HAN
from jianbao.language.words import read_words

# What makes another word of an ending when it follows: 公司化, 党委会, 中心城区.
_NOT_BEFORE = {
    "公司": "化",
    "集团": "化|军",
    "党委": "会|员",
    "中心": "城|对|线|区|街|广场|主题",
    "机关": "干部|报|刊",
    "银行": "卡|业|存|贷",
    "学院": "路|派",
    "大学": "生|习",
    "中学": "生",
    "小学": "生",
    "高中": "生",
    "社区": "居民|工作者|书记",
    "政府": "性",
    "股份": "制|额",
    "钢铁": "意志|般",
    "学联": "建|动|合|系|盟|网|办|做",
    "实业": "家",
    "工会": "员|工作",
    "厂": "区|房|家|商|长|史|矿|级|务|用[电水气汽热]",
    "委": "员(?!工)|派|托|任",
    "证券": "市场",
    "一中": "学|央|国|间",
    "二中": "学|央|国|间",
    "三中": "全|学|央|国|间",
    "四中": "全|学|央|国|间",
}
# An ending of one character makes an office of a trade (财务部), and other words of other things.
_OFFICES = {
    "部": "分署门队委级长件落",
    "处": "于理置在长分罚",
    "科": "学技研长目",
    "室": "内外",
    "局": "面部长限",
    "办": "理公法事好学主结实",
    "组": "织建成长合团队",
    "所": "有以属长需在",
    "站": "在长点位",
    "队": "伍长员",
    "厅": "长",
    "委": "托员派会",
    "班": "子长级次车会组",
    "系": "列统数到",
}
# Before 办 these make a verb of it: 领办; how it is done: 带头办, 限时办.
_HOW = "累计|限时|限期|按时|及时|带头|合力|全力|集中|就地|共同|集体|分类|优先|一次|全程"
_ACTING = "领承主协举开督交包代催查经自帮速拟待可要就来再先快筹试续补兴申送联上"
_MIDDLES = "工作|管理|服务|保障|事务|业务|监督|技术|建设|科学|工程"
# What stands before a kind and leaves it one: 市学校, 位院长.
_PLAIN_HEADS = frozenset("市县区镇乡省州旗位员人者们性化式型")
_PLACE_HEADS = frozenset("市县区省州镇乡")
# What a place has one of, so that the place's kind names it: 县政府, 市法院.
_ONE_OF_A_PLACE = frozenset(
    "政府 人民政府 人大 法院 检察院 妇联 工会 纪委 党委 委员会 医院 办公室 图书馆 博物馆 档案馆 "
    "团委".split()
)


@functools.cache
def ending_pattern() -> re.Pattern[str]:
    """Give the pattern of endings, each kind a group of its own.

    `strong` ends any name, `office` the name of a trade (财务部), `bureau` two characters and
    more (水利局), `part` the name of a whole only (电气班).
    """
    strong = _any_of({word: _guard(word) for word in read_words("organisation_endings")})
    trades = _any_of(dict.fromkeys(read_words("trades"), ""))
    parts = _any_of({word: _not_part_before(word) for word in read_words("parts")})
    return re.compile(
        rf"(?P<strong>{strong})"
        rf"|(?P<office>(?:{trades})(?:{_MIDDLES})?[一二三四五六七八九十]?(?:{offices()}))"
        rf"|(?P<bureau>(?<=[{HAN}]{{2}})(?:局(?![面部长限势域])|(?<![{_ACTING}])(?<!{_HOW})办(?![理公法事好学成结实])"
        r"|(?<![学专本百全各文理医农工商])科(?![学技研长目普室])))"
        rf"|(?P<part>{parts})"
    )


def offices() -> str:
    """Give a pattern for the characters that end an office of a trade: 部, not in 部分."""
    return "|".join(end + _not_part_before(end) for end in _OFFICES)


def _not_part_before(word: str) -> str:
    """Guard an ending of one character: 部, not in 部门; 科, not in 科员 but in 科|员工."""
    after = _OFFICES.get(word)
    return f"(?![{after}]|员(?!工))" if after else ""


def _any_of(words: Mapping[str, str]) -> str:
    """Give a pattern for the longest of many words, each with what must follow it.

    Words are tried by their first character, which spares most of the trying.
    """
    branches: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        branches.setdefault(word[0], []).append(word[1:] + words[word])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in branches.items())


def _guard(word: str) -> str:
    for ending, after in _NOT_BEFORE.items():
        if word.endswith(ending):
            return f"(?!{after})"
    return ""


@functools.cache
def last_characters() -> frozenset[str]:
    """Give the characters that endings end in: a stretch without any names no organisation."""
    return frozenset(word[-1] for word in read_words("organisation_endings")) | _OFFICES.keys()


def only_a_kind(name: str) -> bool:
    """Say whether a name only says a kind: 公司, 基层党支部, 国有企业."""
    kinds = read_words("kinds")
    if name in kinds or len(name) < 2:
        return True
    vague = read_words("vague") | _PLAIN_HEADS
    for size in range(1, len(name)):
        head, rest = name[:size], name[size:]
        if rest in kinds and head in vague:
            return not (head in _PLACE_HEADS and rest in _ONE_OF_A_PLACE)
    return False
