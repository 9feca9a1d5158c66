"""U7xx: units, people and slogans: one name for one thing, and bylines of one shape."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from jianbao.document.model import Byline
from jianbao.document.problems import Sentence
from jianbao.document.proof.galley import Galley, Passage
from jianbao.document.proof.near import distance
from jianbao.document.proof.patterns import compiled
from jianbao.document.proof.rule import CUSTOM, HOUSE, Hit, Rule
from jianbao.document.proof.word_search import occurrences
from jianbao.language.likeness import letters, likeness, similar_spellings, spelled_alike

_FIRM = r"(?:股份有限公司|有限责任公司|有限公司|公司|集团|股份|银行|医院|大学|学院)"
# What follows a parent's name in the name of its child: a longer name that ends so is no variant.
_CHILD = r"(?:分公司|子公司|项目部|厂|部|处|科|室|中心|车间|队|班|站|院|所|校|支部|总支|党委|工会|团委|分行|支行|机关|本部)$"
# A short form that ends so names a parent of the longer one, not the same unit.
_PARENT = r"(?:集团|公司|厂|院|局|部|处|科|中心|大学|银行|股份|政府|党委|工会|协会)$"
_QUOTED = r"“([^“”\n]{4,40})”"
_RANKS = (
    "党委书记 党委副书记 党支部书记 支部书记 党总支书记 纪委书记 工会主席 董事长 副董事长 总经理 副总经理 总工程师 "
    "总会计师 厂长 副厂长 主任 副主任 部长 副部长 处长 副处长 科长 副科长 院长 副院长 校长 副校长 站长 副站长 队长 "
    "副队长 班长 副班长 局长 副局长 县长 副县长 市长 副市长 行长 副行长 经理 副经理 书记 副书记 主席 副主席"
).split()  # fmt: skip
_DEPUTIES = {(f"副{rank}", rank) for rank in _RANKS if not rank.startswith("副")}


class _Signed(NamedTuple):
    passage: Passage
    byline: Byline


def _signed(galley: Galley) -> list[_Signed]:
    return [
        _Signed(passage, passage.item.byline)
        for passage in galley.of("byline")
        if passage.item is not None and passage.item.byline is not None
    ]


def _inside(galley: Galley, passage: Passage, name: str) -> tuple[int, int]:
    """Where `name` stands in a passage; all of the passage when it does not."""
    found = galley.printed.find(name, passage.start, passage.end)
    return (found, found + len(name)) if found >= 0 else (passage.start, passage.end)


def _roster(galley: Galley) -> dict[str, str]:
    """Every known form of a unit's name, with the form that the bulletin prints."""
    units = galley.profile.units
    return {alias: unit.name for unit in units for alias in (*unit.aliases, unit.name)}


def _aliases(galley: Galley) -> Iterator[Hit]:
    roster = _roster(galley)
    roles = frozenset({"lead", "title", "paragraph", "byline"})
    for start, end, word in occurrences(galley, tuple(roster), roles):
        if roster[word] != word:
            in_byline = galley.at(start).role == "byline"
            yield Hit(start, end, roster[word] if in_byline else None, {"name": roster[word]})


def _unknown_units(galley: Galley) -> Iterator[Hit]:
    """A unit that signs and is not in the roster, nor a part of one that is."""
    roster = _roster(galley)
    if not roster:
        return
    for passage, byline in _signed(galley):
        for unit in byline.units:
            if unit in roster or any(unit.startswith(name) for name in roster):
                continue
            nearest = max(roster.values(), key=lambda name: likeness(name, unit))
            near = nearest if likeness(nearest, unit) >= 0.5 else "—"
            yield Hit(*_inside(galley, passage, unit), None, {"near": near})


def _unit_mentions(galley: Galley) -> dict[str, tuple[int, int]]:
    """Names of firms as they sign, or open a sentence or clause, at their first place."""
    names: dict[str, tuple[int, int]] = {}
    for passage, byline in _signed(galley):
        for unit in byline.units:
            if len(unit) >= 4:
                names.setdefault(unit, _inside(galley, passage, unit))
    pattern = rf"(?:^|(?<=[。；，、]))([\H]{{2,12}}?{_FIRM})(?![\H]?[家级])(?!{_FIRM})"
    for found in compiled(pattern).finditer(galley.text):
        role = galley.at(found.start()).role
        if role in {"title", "lead", "paragraph"} and _opens_like_a_name(found[1]):
            names.setdefault(found[1], found.span(1))
    return names


def _opens_like_a_name(text: str) -> bool:
    return not compiled(
        r"^(?:在|为|由|把|被|对|向|从|以|与|和|及|使|让|是|该|本|各|全|我|其|并|将|经|到|赴|通过|按照|组织|[\H]*[的了和与为对在向把到])"
    ).search(text)


def _short_mentions(galley: Galley, full: str, known: dict[str, tuple[int, int]]) -> Iterator[int]:
    """Give where only the beginning of a full name stands as the name of the same firm."""
    text, place = galley.text, galley.text.find(full[:4])
    while place >= 0:
        end = place + 4
        while end - place < len(full) and text[end : end + 1] == full[end - place]:
            end += 1
        short, rest = text[place:end], full[end - place :]
        excused = not rest or short in known or compiled(_PARENT).search(short)
        if (
            not excused
            and not compiled(_CHILD).search(rest)
            and _stands_as_name(galley, place, end)
        ):
            yield end
        place = text.find(full[:4], end)


def _stands_as_name(galley: Galley, start: int, end: int) -> bool:
    opens = compiled(r"(?:^|(?<=[。；，、]))").match(galley.text, start)
    closes = compiled(r" ?[、\d]|党|团|组织|召开|开展|举办|完成|举行").match(galley.text, end)
    role = galley.at(start).role
    return bool(opens and closes) and role in {"title", "lead", "paragraph"}


def _two_names(galley: Galley) -> Iterator[Hit]:
    """One unit under two names; which firm is which is judged by their letters alone."""
    roster = _roster(galley)
    mentions = {name: span for name, span in _unit_mentions(galley).items() if name not in roster}
    struck: set[int] = set()
    for pair in similar_spellings(mentions):
        short, full = sorted((pair.first, pair.second), key=len)
        if compiled(_CHILD).search(full) or (
            compiled(_PARENT).search(short) and not _same_but_form(short, full)
        ):
            continue
        start, end = mentions[short]
        struck.add(end)
        yield Hit(start, end, None, {"other": full})
    for full in [name for name in mentions if compiled(rf"{_FIRM}$").search(name)]:
        for end in _short_mentions(galley, full, mentions):
            if end not in struck:
                struck.add(end)
                yield Hit(galley.text.rfind(full[:4], 0, end), end, None, {"other": full})


def _same_but_form(short: str, full: str) -> bool:
    """云岭水泥公司 and 云岭水泥有限公司: only the legal form differs."""
    return compiled(rf"{_FIRM}+$").sub("", short) == compiled(rf"{_FIRM}+$").sub("", full) or (
        spelled_alike(short, full) in {"marks", "character"}
    )


def _two_slogans(galley: Galley) -> Iterator[Hit]:
    quoted: dict[str, tuple[int, int]] = {}
    for found in compiled(_QUOTED).finditer(galley.text):
        passage = galley.at(found.start())
        if passage.role in {"heading", "title", "lead", "paragraph", "note"}:
            quoted.setdefault(found[1], found.span(1))
    for pair in similar_spellings(quoted):
        if pair.reason != "short" and not _counts_differ(pair.first, pair.second):
            start, end = quoted[pair.second]
            yield Hit(start, end, None, {"other": pair.first})


def _counts_differ(a: str, b: str) -> bool:
    return compiled(r"\d+").findall(a) != compiled(r"\d+").findall(b)


def _two_marks(galley: Galley) -> Iterator[Hit]:
    """“启航计划” in one place and 《启航计划》 in another."""
    quoted = {letters(found[1]) for found in compiled(_QUOTED).finditer(galley.text)}
    for found in compiled(r"《([^《》\n]{4,40})》").finditer(galley.text):
        if letters(found[1]) in quoted:
            yield Hit(found.start(), found.end())


def _byline_blanks(galley: Galley) -> Iterator[Hit]:
    for passage in galley.of("byline"):
        for found in compiled(r"(?<=[\H])(?:[ ]{2,}|[ ]*\u3000[ \u3000]*)(?=[\H])").finditer(
            galley.text, passage.start, passage.end
        ):
            yield Hit(found.start(), found.end(), " ")


def _without(galley: Galley, part: str) -> Iterator[Hit]:
    """Bylines that lack what most bylines of the issue have."""
    signed = _signed(galley)
    lacking = [entry for entry in signed if not getattr(entry.byline, part)]
    if lacking and len(lacking) * 3 < len(signed):
        for passage, byline in lacking:
            if part == "units" or len(byline.units) == 1:
                yield Hit(passage.start, passage.end)


def _without_unit(galley: Galley) -> Iterator[Hit]:
    yield from _without(galley, "units")


def _without_person(galley: Galley) -> Iterator[Hit]:
    yield from _without(galley, "people")


def _two_units(galley: Galley) -> Iterator[Hit]:
    """One person signing for two units within one issue."""
    units: dict[str, str] = {}
    for passage, byline in _signed(galley):
        for person in byline.people if len(byline.units) == 1 else ():
            unit = units.setdefault(person, byline.units[0])
            if unit != byline.units[0] and not spelled_alike(unit, byline.units[0]):
                yield Hit(*_inside(galley, passage, person), None, {"unit": unit})


def _two_ranks(galley: Galley) -> Iterator[Hit]:
    """A known person who is 主任 here and 副主任 there."""
    people = {person for _, byline in _signed(galley) for person in byline.people}
    people |= set(galley.profile.people)
    ranks: defaultdict[str, dict[str, int]] = defaultdict(dict)
    pattern = rf"({'|'.join(sorted(_RANKS, key=len, reverse=True))})([\H]{{2,3}})"
    for found in compiled(pattern).finditer(galley.text):
        names = [found[2], found[2][:2]]
        person = next((name for name in names if name in people), None) or (
            found[2] if galley.text.count(found[2]) > 1 and len(found[2]) == 3 else None
        )
        if person:
            ranks[person].setdefault(found[1], found.start())
    for person, held in ranks.items():
        for lower, higher in _DEPUTIES:
            if lower in held and higher in held:
                start = max(held[lower], held[higher])
                rank = lower if held[lower] == start else higher
                other = higher if rank == lower else lower
                said = {"person": person, "other": other}
                yield Hit(start, start + len(rank) + len(person), None, said)


def _nearly_known(galley: Galley) -> Iterator[Hit]:
    """A name in a byline that differs from a known one in one character of three."""
    people = galley.profile.people
    for passage, byline in _signed(galley):
        for person in byline.people:
            near = [known for known in people if len(known) == len(person) >= 3]
            close = [known for known in near if distance(known, person) == 1]
            if person not in people and close:
                yield Hit(*_inside(galley, passage, person), None, {"near": close[0]})


def _joined_names(galley: Galley) -> Iterator[Hit]:
    """Two names of one byline joined by anything but 、 when others use it."""
    joints: Counter[str] = Counter()
    places: list[tuple[int, int, str]] = []
    for passage, byline in _signed(galley):
        for first, second in zip(byline.people, byline.people[1:], strict=False):
            found = compiled(rf"{first}([ ，,；;]+|、){second}").search(
                galley.text, passage.start, passage.end
            )
            if found:
                joints[found[1].strip() or " "] += 1
                places.append((*found.span(1), found[1]))
    for start, end, joint in places:
        if joint.strip() in {"，", ",", "；", ";"}:
            yield Hit(start, end, "、")


RULES = (
    Rule(
        code="U701",
        slug="unit-alias",
        severity="advice",
        source=HOUSE,
        says=Sentence(
            "本刊用“{name}”，此处写作“{text}”", "The bulletin prints {name}; here it is {text}"
        ),
        wrong="@名册 青江港务集团集装箱公司=青江箱司\n二号泊位投用。\n@署名 （青江箱司 柳明）",
        right="@名册 青江港务集团集装箱公司=青江箱司\n二号泊位投用。\n@署名 （青江港务集团集装箱公司 柳明）",
        check=_aliases,
        fixable=True,
    ),
    Rule(
        code="U702",
        slug="unknown-unit",
        severity="advice",
        source=HOUSE,
        says=Sentence(
            "“{text}”不在单位名册中（相近：{near}）",
            "{text} is not in the roster (nearest: {near})",
        ),
        wrong="@名册 青江港务集团集装箱公司\n二号泊位投用。\n@署名 （青江集装箱 柳明）",
        right="@名册 青江港务集团集装箱公司\n二号泊位投用。\n@署名 （青江港务集团集装箱公司 柳明）",
        check=_unknown_units,
    ),
    Rule(
        code="U703",
        slug="unit-two-ways",
        severity="warning",
        source=HOUSE,
        says=Sentence(
            "同一单位写法不一：“{text}”与“{other}”", "One unit written two ways: {text} and {other}"
        ),
        wrong="青江新材料公司完成岸电改造。\n@署名 （青江新材 柳明）",
        right="青江新材料公司完成岸电改造。\n@署名 （青江新材料公司 柳明）",
        check=_two_names,
    ),
    Rule(
        code="U704",
        slug="slogan-two-ways",
        severity="warning",
        source=HOUSE,
        says=Sentence(
            "同一口号写法不一：“{text}”与“{other}”",
            "One slogan written two ways: {text} and {other}",
        ),
        wrong="一车间开展“比安全、比质量、比进度”竞赛，二车间开展“比安全 比质量 比效益”竞赛。",
        right="一车间开展“比安全、比质量、比进度”竞赛，二车间也开展“比安全、比质量、比进度”竞赛。",
        check=_two_slogans,
    ),
    Rule(
        code="U705",
        slug="name-in-two-marks",
        severity="advice",
        source=HOUSE,
        says=Sentence(
            "{text}另处用引号，全期应一致", "{text} stands in quotation marks elsewhere; choose one"
        ),
        wrong="“扬帆计划”启动，《扬帆计划》受到欢迎。",
        right="“扬帆计划”启动，“扬帆计划”受到欢迎。",
        check=_two_marks,
    ),
    Rule(
        code="U706",
        slug="byline-blanks",
        severity="warning",
        source=HOUSE,
        says=Sentence("署名中单位与姓名之间空一格", "One blank between unit and name in a byline"),
        wrong="二号泊位投用。\n@署名 （青江港务  柳明）",
        right="二号泊位投用。\n@署名 （青江港务 柳明）",
        check=_byline_blanks,
        fixable=True,
    ),
    Rule(
        code="U707",
        slug="byline-without-unit",
        severity="advice",
        source=CUSTOM,
        says=Sentence("署名缺少单位：{text}", "The byline names no unit: {text}"),
        wrong=(
            "一号泊位投用。\n@署名 （青江港务 柳明）\n\n二号岸电箱检修完毕。\n@署名 （青江港务 何青）\n\n"
            "食堂增开夜宵窗口。\n@署名 （青江港务 方远）\n\n三号库房完成盘点。\n@署名 （魏青川）"
        ),
        right=(
            "一号泊位投用。\n@署名 （青江港务 柳明）\n\n二号岸电箱检修完毕。\n@署名 （青江港务 何青）\n\n"
            "食堂增开夜宵窗口。\n@署名 （青江港务 方远）\n\n三号库房完成盘点。\n@署名 （青江港务 魏青川）"
        ),
        check=_without_unit,
    ),
    Rule(
        code="U708",
        slug="byline-without-person",
        severity="advice",
        source=CUSTOM,
        says=Sentence("署名缺少作者姓名：{text}", "The byline names nobody: {text}"),
        wrong=(
            "一号泊位投用。\n@署名 （青江港务 柳明）\n\n二号岸电箱检修完毕。\n@署名 （青江港务 何青）\n\n"
            "食堂增开夜宵窗口。\n@署名 （青江港务 方远）\n\n三号库房完成盘点。\n@署名 （青江港务）"
        ),
        right=(
            "一号泊位投用。\n@署名 （青江港务 柳明）\n\n二号岸电箱检修完毕。\n@署名 （青江港务 何青）\n\n"
            "食堂增开夜宵窗口。\n@署名 （青江港务 方远）\n\n三号库房完成盘点。\n@署名 （青江港务 魏青川）"
        ),
        check=_without_person,
    ),
    Rule(
        code="U709",
        slug="person-two-units",
        severity="advice",
        source=HOUSE,
        says=Sentence("“{text}”另处署“{unit}”", "{text} signs for {unit} elsewhere"),
        wrong="一号泊位投用。\n@署名 （青江港务 柳明）\n\n食堂增开夜宵窗口。\n@署名 （后勤中心 柳明）",
        right="一号泊位投用。\n@署名 （青江港务 柳明）\n\n食堂增开夜宵窗口。\n@署名 （后勤中心 何青）",
        check=_two_units,
    ),
    Rule(
        code="U710",
        slug="person-two-titles",
        severity="warning",
        source=HOUSE,
        says=Sentence(
            "{person}的职务前后不一：“{text}”，另处为“{other}”",
            "{person} holds two titles: {text}, elsewhere {other}",
        ),
        wrong="@人员 柳长明\n副主任柳长明检查防汛物资。主任柳长明强调值班纪律。",
        right="@人员 柳长明\n副主任柳长明检查防汛物资。副主任柳长明强调值班纪律。",
        check=_two_ranks,
    ),
    Rule(
        code="U711",
        slug="person-nearly-known",
        severity="warning",
        source=HOUSE,
        says=Sentence(
            "“{text}”与通讯员“{near}”仅一字之差，请核对",
            "{text} is one character off {near}; please check",
        ),
        wrong="@人员 柳长明\n一号泊位投用。\n@署名 （青江港务 柳常明）",
        right="@人员 柳长明\n一号泊位投用。\n@署名 （青江港务 柳长明）",
        check=_nearly_known,
    ),
    Rule(
        code="U712",
        slug="byline-joint",
        severity="advice",
        source=HOUSE,
        says=Sentence("多人署名用顿号分隔", "Several names in a byline are joined by 、"),
        wrong="一号泊位投用。\n@署名二人 （青江港务 柳明，何青）",
        right="一号泊位投用。\n@署名二人 （青江港务 柳明、何青）",
        check=_joined_names,
        fixable=True,
    ),
)
