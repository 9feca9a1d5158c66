"""Names of organisations in running text: by their endings, their place, and the roster.

It knows how names are built and no register of names: a firm that is called by a bare short name
is found only when the roster holds it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from jianbao.language.chunks import Chunk, Cut, quoted
from jianbao.language.organisation_endings import ending_pattern, last_characters, only_a_kind
from jianbao.language.roster import EMPTY, Roster, Unit
from jianbao.language.words import read_words


class Organisation(NamedTuple):
    """A name as it reads in the text, its place, and the unit of the roster it stands for.

    Of 轧钢一、二、三厂 each name is written out and has the place of the whole.
    """

    text: str
    start: int
    end: int
    canonical: str | None = None


_PART_NAME = re.compile(
    r"(?:[部处科室办组所站队班系]|中心|车间|工区|工段|支部|总支|党委|团委|工会|厂)$"
)
_GAP = 15  # characters between the endings of one name: 公司 … 熟料热电动力部
_LONGEST = 40
_LIST_CLOSED = re.compile(
    r"(?:等)?\s*(?:[\d一二三四五六七八九十两多]+\s*余?[家个所])?\s*"
    r"(?:单位|部门|企业|公司|学校|医院|机构|银行|厂家|分公司|子公司)"
)
_NUMBER = r"(?:[一二三四五六七八九十]{1,2}|\d{1,2})"
_NUMBERED = re.compile(
    rf"(?P<numbers>{_NUMBER}(?:、{_NUMBER})+(?:和{_NUMBER})?)"
    r"(?P<kind>分厂|分公司|车间|工区|党支部|支部|项目部|中队|大队|厂|矿|班|队|站|区队|工段)"
)
# Words of one character that open a chunk and no name: 自国际学院成立以来, 这个班组.
_OPENING = re.compile(
    r"第[一二三四五六七八九十]{1,3}[届期轮]|[一二三四五六七八九十]届|新一届|(?<=\d)届"
    r"|(?:(?<=第\d)|(?<=第\d\d)|(?<=第 \d )|(?<=第 \d\d ))[期轮]|每(?=[人户家])|[上下]周"
    r"|报(?=[省市县区镇乡州])|(?<=[天日月年时钟周])内(?![蒙江科分镜燃部乡丘黄贸河审控务训刊勤])"
    r"|个(?!旧)|[名位些]|支(?![部行队委付])|家(?![长庭属政具电居])"
    r"|自(?![贡由动来治然主学立])|于(?!都|洪)|其(?!昌)|均|都(?![匀昌])|正(?![定大阳宁泰])"
)
# After these a name says what something shall be: 建设世界一流贸易集团.
_DESCRIBING = frozenset("世界一流 一流 领先 知名 著名 现代化 国际化 标杆".split())


def find_organisations(
    cut: Cut, known: Sequence[Organisation], *, roster: Roster = EMPTY
) -> list[Organisation]:
    """Find organisations in order of place, each with the longest name it has there.

    `known` are those of `known_organisations`. Left out: what only says a kind (基层党支部,
    金融机构), places, and names inside titles and slogans.
    """
    numbered = list(_find_numbered(cut))
    spans = [(found.start, found.end) for found in numbered]
    built = [found for chunk in cut.chunks for found in _in_chunk(cut, chunk, known, roster)]
    listed = _in_lists(cut, [*built, *known], roster)
    found = numbered + [o for o in [*built, *listed] if not _overlaps(o, spans)]
    return sorted(found, key=lambda organisation: (organisation.start, organisation.end))


def _overlaps(found: Organisation, spans: Iterable[tuple[int, int]]) -> bool:
    return any(found.start < end and start < found.end for start, end in spans)


@functools.cache
def _national() -> Roster:
    return Roster(Unit(name) for name in sorted(read_words("national")))


# Before these the party's name is part of the name of a rule or of a person's membership.
_PARTY = re.compile(
    r"中国共产党(?=组织|章程|纪律|党员|历史|简史|党内|廉洁|问责|支部|农村|国有|宣传|统一|人(?!民))"
)


# Words that a national name stands in: 水利部门, 农民建房, 移民进城.
_DEMOCRATIC = frozenset("民建 民进 民革 民盟".split())
_FARMERS = frozenset("农移居村市渔牧公股军")


def _in_longer_word(text: str, found: Organisation) -> bool:
    """Say whether what reads as a national name is part of another word there."""
    if _PARTY.match(text, found.start):
        return True
    if found.text[-1] == "部" and text[found.end : found.end + 1] in {"门", "队"}:
        return True
    before = text[max(0, found.start - 1) : found.start]
    return found.text in _DEMOCRATIC and before in _FARMERS


def known_organisations(text: str, roster: Roster = EMPTY) -> list[Organisation]:
    """Find names of the roster and of national bodies outside titles and slogans."""
    spans = quoted(text)
    found: list[Organisation] = []
    for mention in roster.find_units(text):
        organisation = Organisation(mention.text, mention.start, mention.end, mention.canonical)
        if not _overlaps(organisation, spans):
            found.append(organisation)
    spans += [(organisation.start, organisation.end) for organisation in found]
    for mention in _national().find_units(text):
        organisation = Organisation(mention.text, mention.start, mention.end)
        if not _in_longer_word(text, organisation) and not _overlaps(organisation, spans):
            found.append(organisation)
    return sorted(found, key=lambda organisation: organisation.start)


def _in_chunk(
    cut: Cut, chunk: Chunk, known: Sequence[Organisation], roster: Roster
) -> list[Organisation]:
    inside = [o for o in known if chunk.start <= o.start < chunk.end]
    ends = _ends(cut, chunk, inside, roster)
    if not ends:
        return []
    start, end = chunk.start, ends[-1]
    for organisation in inside:
        if _starts_name(cut.text[start : organisation.start], organisation.text, roster):
            start = organisation.start
            break
    opening = _OPENING.match(cut.text, start)
    start = opening.end() if opening and chunk.start == start else start
    name = cut.text[start:end]
    exact = next((o for o in inside if (o.start, o.end) == (start, end)), None)
    if exact:
        return [exact]
    described = chunk.before in _DESCRIBING and start == chunk.start
    if described or only_a_kind(name) or end - start > _LONGEST or end <= start:
        return [o for o in inside if o.end <= chunk.end][:1]
    return [Organisation(name, start, end, roster.canonical(name))]


def _starts_name(before: str, name: str, roster: Roster) -> bool:
    """Say whether a known name begins a name, `before` being what its chunk holds before it.

    A place or another unit before it belongs to the name, and anything before the name of a
    part (烧成车间, 财务部); other words do not.
    """
    if not before or _PART_NAME.search(name):
        return False
    unit = ending_pattern().search(before) is not None or roster.canonical(before) is not None
    return not unit and before not in read_words("places") and before[-1] not in "省市县区州镇乡"


def _ends(cut: Cut, chunk: Chunk, known: Sequence[Organisation], roster: Roster) -> list[int]:
    """Give the places in the chunk where the name may end, each near enough to the one before."""
    ends = sorted(o.end for o in known if o.end <= chunk.end)
    ends += [match for match in _place_and_industry(chunk, roster) if match not in ends]
    if not ends and last_characters().isdisjoint(chunk.text):
        return []
    for match in ending_pattern().finditer(cut.masked, chunk.start, chunk.end):
        if match["part"]:
            whole = any(end <= match.start() for end in ends)
            word = cut.text[max(chunk.start, match.start() - 3) : match.end()]
            if not whole or word.endswith(tuple(read_words("not_parts"))):
                continue
        ends.append(match.end())
    chained: list[int] = []
    for end in sorted(set(ends)):
        if chained and end - chained[-1] > _GAP:
            break
        chained.append(end)
    return chained


def _place_and_industry(chunk: Chunk, roster: Roster) -> list[int]:
    """宁夏能源, 国网江苏, and names built like those of the roster."""
    text = chunk.text
    for size in range(min(5, len(text) - 2), 1, -1):
        head, rest = text[:size], text[size:]
        placed = head in read_words("places")
        grouped = head in read_words("groups") or head in roster.heads
        for length in (4, 3, 2) if placed or grouped else ():
            tail = rest[:length]
            business = tail in read_words("industries") or tail in roster.endings
            if (placed and business) or (grouped and tail in read_words("places")):
                return [chunk.start + size + len(tail)]
    return []


def _find_numbered(cut: Cut) -> Iterable[Organisation]:
    """Write out 轧钢一、二、三厂 as 轧钢一厂, 轧钢二厂, 轧钢三厂."""
    for match in _NUMBERED.finditer(cut.text):
        chunk = cut.chunk_at(match.start())
        if chunk is None or chunk.start == match.start():
            continue
        head = cut.text[chunk.start : match.start()]
        for number in re.split("[、和]", match["numbers"]):
            yield Organisation(head + number + match["kind"], chunk.start, match.end())


def _in_lists(cut: Cut, found: Sequence[Organisation], roster: Roster) -> list[Organisation]:
    """Take the other members of a list of units that says it is one: 甲、乙、丙三家单位."""
    starts = {organisation.start for organisation in found}
    listed: list[Organisation] = []
    group: list[Chunk] = []
    for chunk in cut.chunks:
        joined = group and cut.text[group[-1].end : chunk.start] == "、"
        group = [*group, chunk] if joined else [chunk]
        if len(group) < 2 or not _LIST_CLOSED.match(cut.text, chunk.end):
            continue
        if any(member.start in starts for member in group):
            listed += [
                Organisation(member.text, member.start, member.end, roster.canonical(member.text))
                for member in group
                if member.start not in starts
                and 2 < len(member.text) <= 12
                and not only_a_kind(member.text)
                and member.text[-1] not in "省市县区州镇乡村"
            ]
    return listed
