"""The closing bracket of an item: its byline (署名) or source (来源), never any other bracket.

A byline names units, people or both: （单位 姓名）, （供稿：…）, （记者 …）. A source names where a
text was taken from, or on which occasion it was spoken: （新华社）, （2021年4月30日，…讲话）.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jianbao.document.model import Byline, Source
from jianbao.language.patterns import compiled
from jianbao.language.surnames import COMMON_SURNAMES, is_person_name, split_names
from jianbao.language.unit_names import is_unit_name, may_be_unit
from jianbao.language.words import read_words

if TYPE_CHECKING:
    from collections.abc import Collection

_PAIRS = {"）": "（(", ")": "（(", "】": "【", "］": "［[", "]": "［["}
_OPENERS = "（([［【"
_FINAL = "。．.！!；;"
_ENDED = r"[。！？!?…；;][”’」』）)》]*$|[”」』]$"
_MOST_UNITS = 2  # whose endings no table has, in one byline
_LONGEST = 90  # characters of a closing bracket; longer ones are part of the text

_AUTHOR_TABLE = """
供稿单位 供稿人 供稿 撰稿人 撰稿 撰文 来稿 投稿 作者 本报通讯员 特约通讯员 通讯员 信息员 本报记者
见习记者 实习记者 记者 文/图 图/文 文、图 图、文 文图 图文 文字 文 图片 图 摄影 摄 编辑整理 整理编辑
整理 推荐人 采写 执笔 报送单位 报送 编写 译者 翻译 供图 供圖 攝影 記者 通訊員
"""
_OTHER_TABLE = """
责任编辑 责编 编辑 责任校对 校对 审核人 审核 审稿 审定 审签 签发 初审 复审 终审 一审 二审 三审 排版
监制 主编 監製 編輯 審核
"""
_AUTHOR_LABELS, _OTHER_LABELS = _AUTHOR_TABLE.split(), _OTHER_TABLE.split()
_ANY_LABEL = "|".join(sorted(_AUTHOR_LABELS + _OTHER_LABELS, key=len, reverse=True))
_LABEL = rf"(?<![\u4e00-\u9fff])({_ANY_LABEL})(?:\s*[:：/]\s*|(?=[ \u3000])\s*)"
_GLUED_LABEL = r"^(?:本报|特约|见习|实习)?(?:通讯员|记者|信息员|記者|通訊員)\s*[:：]?\s*"
_ROLE_TAIL = r"\s*[/／]\s*(?:文|图|摄|摄影|文图|图文)$"

_AGENCY_TABLE = """
新华社 新华网 新华每日电讯 人民日报 人民网 央视新闻 央视网 中央电视台 求是网 求是 光明日报 经济日报
学习强国 中国新闻网 中新社 中新网 共产党员网 党建网 中国政府网 工人日报 中国青年报 环球时报 科技日报
法治日报 农民日报 解放军报 中国日报 澎湃新闻 中国纪检监察报 中国教育报 中国组织人事报 学习时报
健康报 中国环境报 中国应急管理报 中央社 新華社 人民日報
"""
_AGENCY = rf"^据?(?:{'|'.join(_AGENCY_TABLE.split())})(?![厂矿部处科])"
_SOURCE_LABEL = (
    r"^(?:来源|來源|信息来源|文章来源|稿源|出处|出處|原载|摘自|摘编自|节选自|选自|转自|转载自|转载|引自|"
    r"据|摘編自|轉載自|資料來源|资料来源)\s*[:：《“]?|^—{1,2}|^《[^》]+》"
)
_OCCASION = (
    r"讲话|致辞|講話|致詞|讲课|论述|指示|批示|贺信|回信|演讲|重要文章|"
    r"(?:会议|座谈会|大会|仪式|论坛|调研|考察)(?:上|时|中)"
)
_DATED = r"\d{4}\s*[年./-]|[〇零一二三四五六七八九]{4}年|\d{1,2}\s*月\s*\d{1,2}\s*日"

_GENERIC_TABLE = """
党组 党委 党支部 支部 党总支 总支 总支部 本部 集团 公司 公司党委 集团公司 机关 部门 单位 有限公司
"""
_GENERIC = frozenset(_GENERIC_TABLE.split())
_ASIDE = (
    r"^(?:总第|总期|总\s*\d|附[注件表图]?[:：]|注[:：]|详见|见第|如[图下上表]|不?含|其中|以[下上]|简称|下[称同]|"
    r"[左右](?:[一二三四五六七八九]|起)|[前后][排左右]|单位[:：]|试行|暂行|修订|征求意见|草案|部分|全文|"
    r"未完|待续|续完|节选|本期|截[至止]|第[\d一二三四五六七八九十]+[期版章条页名])|^[完略续图]$"
)
_NOT_A_PART = r"[，。；：！？“”‘’《》%％\d]"
_PART_BREAK = r"[、，,;；/／&＆]"
_SPACED_NAME = (
    r"(?<![\u4e00-\u9fff·])([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])(?![\u4e00-\u9fff·])"
)
_PLACE = r"[\u4e00-\u9fff]{2,3}[乡镇县市区村旗州社队组鄉鎮縣區]"  # 白河乡 赵明远
_DEPARTMENTS = r"([\u4e00-\u9fff]{2,8}([部处科]))([\u4e00-\u9fff]{2,8}\2)"
_DEEDS = frozenset(
    "供稿 撰稿 报送 提供 来稿 投稿 文 图 文图 图文 摄影 摄 整理 撰写 执笔 推荐 讯 供圖 攝影 "
    "报道 摄影报道 供图 通讯员 特约通讯员 记者 本报记者 信息员 报道员".split()
)
_GIVEN_ENDS = "设工技信息业林"  # 张建设, 李建工: given names that end as names of firms do
_BLANKS = r"[ \u3000\u00a0\t]+"
_SURE_DEED = r"(?:供稿|撰稿|来稿|投稿|供图|供圖)$"
_DEED_END = (
    r"[ \u3000]*(?:供稿|撰稿|来稿|投稿|供图|供圖|报送|提供|撰写|执笔|"
    r"摄影|(?<=[\u4e00-\u9fff]{2})摄|(?:综合)?整理|(?:摄影|图文|综合)?报道)$"
)
_BY = r"^(?:本文|此文|本稿)?由"
_ROLE_INSIDE = (  # 宣传处 王芳 通讯员：李红
    r"(?:(?<=[ \u3000])|(?<=[、，,]))(?:(?:本报|特约|见习|实习)?(?:通讯员|记者|信息员)\s*[:：]?|"
    r"(?:摄影|文字|供稿|供图|图片|摄|文|图)\s*[:：])\s*"
)
_COLON = r"\s*[:：]\s*"
_KINDS_OF_UNIT = ("部门", "单位", "机关", "科室")  # 责任部门：李明 names no unit
_HAN_RUN = r"[\u4e00-\u9fff]{2,4}"


Names = tuple[list[str], list[str]]  # units, people


class Closing(NamedTuple):
    """A closing bracket: where it opens, what stands inside, and how it is printed."""

    start: int
    inner: str
    raw: str


def split_closing(
    text: str, *, units: Collection[str] = ()
) -> tuple[str, Byline | None, Source | None]:
    """Split a text into its body, without blanks at its end, and its closing byline and source.

    `units` are names of units known beforehand. Two brackets in a row are both read. A text with
    no such bracket comes back as it is, as does one that is nothing but a bracket.
    """
    body, byline, source = text, None, None
    for _ in range(2):
        closing = find_closing(body)
        if closing is None:
            break
        finished = bool(compiled(_ENDED).search(body[: closing.start].rstrip()))
        new_byline = None if byline else _byline(closing, units, finished=finished)
        new_source = None if new_byline or source else _source(closing)
        if not (new_byline or new_source) or not body[: closing.start].strip():
            break
        byline, source = byline or new_byline, source or new_source
        body = body[: closing.start].rstrip()
    return body, byline, source


def read_byline(raw: str, *, units: Collection[str] = ()) -> Byline | None:
    """Read a byline as printed, with or without brackets; None when it is none."""
    raw = raw.strip()
    closing = find_closing(raw)
    if closing is None or closing.start:
        closing = Closing(0, raw, raw)
    return _byline(closing, units, finished=True)


def read_source(raw: str) -> Source | None:
    """Read a source as printed, with or without brackets; None when it is none."""
    raw = raw.strip()
    closing = find_closing(raw)
    if closing is None or closing.start:
        closing = Closing(0, raw, raw)
    return _source(closing)


def find_closing(text: str) -> Closing | None:
    """Find the bracket that ends `text`, nested ones inside it included; a stop may follow it."""
    text = text.rstrip()
    last = len(text) - (2 if text[-1:] and text[-1] in _FINAL else 1)
    if last < 1 or text[last] not in _PAIRS:
        return None
    depth = 0
    for at in range(last, max(-1, last - _LONGEST), -1):
        depth += (text[at] in _PAIRS) - (text[at] in _OPENERS)
        if depth == 0:
            matched = text[at] in _PAIRS[text[last]]
            return Closing(at, text[at + 1 : last].strip(), text[at:]) if matched else None
    return None


def _source(closing: Closing) -> Source | None:
    inner = closing.inner
    spoken = compiled(_OCCASION).search(inner) and compiled(_DATED).search(inner)
    taken = compiled(_SOURCE_LABEL).match(inner) and len(inner) > 2
    if spoken or taken or (compiled(_AGENCY).match(inner) and not compiled(_LABEL).match(inner)):
        return Source(raw=closing.raw)
    return None


def _byline(closing: Closing, units: Collection[str], *, finished: bool) -> Byline | None:
    inner = closing.inner
    if len(inner) < 2 or compiled(_ASIDE).match(inner) or inner in _GENERIC or _source(closing):
        return None
    if compiled(_LABEL).match(inner) or compiled(_GLUED_LABEL).match(inner):
        names = _labelled(inner, units)
    elif finished:
        names = _signed(inner, units)
    else:
        names = _plain(inner, units, finished=False)
    if names is None:
        return None
    return Byline(units=tuple(names[0]), people=tuple(names[1]), raw=closing.raw)


def _labelled(inner: str, units: Collection[str]) -> Names | None:
    """Read 供稿：教务处 王芳 审核：李明; who only checked is no author."""
    found: Names = ([], [])
    glued = None if compiled(_LABEL).match(inner) else compiled(_GLUED_LABEL).match(inner)
    if glued:
        inner = "记者：" + inner[glued.end() :]
    marks = list(compiled(_LABEL).finditer(inner))
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        if mark[1] in _OTHER_LABELS:
            continue
        field = inner[mark.end() : after.start() if after else None]
        names = _names(
            compiled(_ROLE_TAIL).sub("", field.strip(" \u3000，,;；/")), units, labelled=True
        )
        for known, new in zip(found, names or ([], []), strict=True):
            known.extend(name for name in new if name not in known)
    return found if any(found) else None


def _signed(inner: str, units: Collection[str]) -> Names | None:
    """Read what closes a finished text: deeds and roles beside the names, units of any ending."""
    bare = compiled(_BY).sub("", compiled(_DEED_END).sub("", inner))
    bare = compiled(_ROLE_INSIDE).sub("", bare)
    if bare != inner and "由" in bare:
        return None  # 数据由财务部提供 tells of a part of the text
    names = _before_colons(bare, units) or _plain(bare, units, finished=True)
    return names or _by_form(bare, sure=bool(compiled(_SURE_DEED).search(inner)))


def _plain(inner: str, units: Collection[str], *, finished: bool) -> Names | None:
    names = _names(inner, units, labelled=False)
    if names is None:
        return None
    found, people = names
    if people and found:
        return names
    if people:  # people alone sign only a finished text, and only with plain family names
        sure = all(name[0] in COMMON_SURNAMES or "·" in name or len(name) > 3 for name in people)
        return names if finished and sure else None
    known = all(unit in units for unit in found)
    return names if known or finished or len(found) > 1 else None


def _before_colons(inner: str, units: Collection[str]) -> Names | None:
    """Read 护理部：王芳 检验科：李红, a unit before every colon and people behind it."""
    *heads, last = compiled(_COLON).split(inner)
    for head in heads:
        unit = (_parts(head) or [""])[-1]
        known = unit in units or is_unit_name(unit) or compiled(_PLACE).fullmatch(unit)
        if not known or unit.endswith(_KINDS_OF_UNIT):
            return None
    names = _names(" ".join((*heads, last)), units, labelled=False) if heads else None
    return names if names and len(names[1]) >= len(heads) else None


def _by_form(inner: str, *, sure: bool) -> Names | None:
    """Read units that end as no other does, alone before their people: （云岭远洋 王芳）.

    Without people only what is `sure` to be a byline counts: （云岭远洋供稿）.
    """
    parts = compiled(_BLANKS).split(compiled(_SPACED_NAME).sub(r"\1\2", inner))
    parts = [part for part in parts if part and part not in _DEEDS]
    people: list[str] = []
    while parts and all(_is_name(name) for name in compiled(_PART_BREAK).split(parts[-1])):
        people[:0] = compiled(_PART_BREAK).split(parts.pop())
    named = bool(people) or sure
    if named and 0 < len(parts) <= _MOST_UNITS and all(map(may_be_unit, parts)):
        return parts, people
    return None


def _names(text: str, units: Collection[str], *, labelled: bool) -> Names | None:
    """Sort what a byline lists into units and people; None when something is neither."""
    found: Names = ([], [])
    parts = _parts(text)
    if len(parts) > 1 and compiled(_PLACE).fullmatch(parts[0]) and not labelled:
        units = {*units, parts[0]}
    for part in parts:
        if compiled(_NOT_A_PART).search(part) and part not in units:
            return None
        if not _sort_part(part, found, units, labelled=labelled):
            return None
    return found if any(found) else None


def _sort_part(part: str, found: Names, units: Collection[str], *, labelled: bool) -> bool:
    """Put one part where it belongs; say whether it belongs anywhere."""
    known_units, people = found
    if part in units:
        known_units.append(part)
        return True
    if _is_person(part, after_unit=bool(known_units)):
        people.append(part)
        return True
    glued = _split_unit_person(part, units)
    if glued:
        known_units.append(glued[0])
        people.extend(glued[1])
        return True
    if is_unit_name(part):
        known_units.extend(_split_departments(part))
        return True
    run = split_names(part) if labelled else ()
    people.extend(run)
    if not run and labelled:
        known_units.append(part)
    elif not run and known_units and compiled(_HAN_RUN).fullmatch(part):
        people.append(part)  # a family name that no list has, after its unit
        return True
    return bool(run) or labelled


def _parts(text: str) -> list[str]:
    text = compiled(_SPACED_NAME).sub(r"\1\2", text)
    parts = compiled(f"{_BLANKS}|{_PART_BREAK}").split(text)
    return [part for part in parts if part and part not in _DEEDS]


def _is_name(part: str) -> bool:
    """Say whether a part is shaped as a name and is no everyday word: 高速, 代表."""
    everyday = any(part in read_words(table) for table in ("not_names", "roles", "roles_of_many"))
    return is_person_name(part) and not everyday


def _is_person(part: str, *, after_unit: bool) -> bool:
    if not _is_name(part):
        return False
    if not is_unit_name(part):
        return True
    return after_unit and len(part) == 3 and part[0] in COMMON_SURNAMES and part[-1] in _GIVEN_ENDS


def _split_departments(part: str) -> tuple[str, ...]:
    """Split 党群工作部财务部, where a PDF lost the blank: two departments of one rank."""
    both = compiled(_DEPARTMENTS).fullmatch(part)
    return (both[1], both[3]) if both else (part,)


def _split_unit_person(part: str, units: Collection[str]) -> tuple[str, tuple[str, ...]] | None:
    """Split 云岭水泥厂于海涛, printed without a blank, at the end of the unit."""
    for length in (3, 2, 4):
        unit, name = part[:-length], part[-length:]
        if len(unit) < 3 or not (unit in units or is_unit_name(unit)):
            continue
        if _is_name(name) and (unit in units or not is_unit_name(name)):
            return unit, (name,)
    return None
