"""U706–U712: bylines of one shape, and people under one name and one title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from jianbao.document.problems import Sentence
from jianbao.document.proof.galley import Galley
from jianbao.document.proof.near import distance
from jianbao.document.proof.patterns import compiled
from jianbao.document.proof.rule import CUSTOM, HOUSE, Hit, Rule
from jianbao.document.proof.signed import inside, signed
from jianbao.language.likeness import spelled_alike

_RANKS = """
党委书记 党委副书记 党支部书记 支部书记 党总支书记 纪委书记 工会主席 董事长 副董事长 总经理
副总经理 总工程师 总会计师 厂长 副厂长 主任 副主任 部长 副部长 处长 副处长 科长 副科长 院长
副院长 校长 副校长 站长 副站长 队长 副队长 班长 副班长 局长 副局长 县长 副县长 市长 副市长
行长 副行长 经理 副经理 书记 副书记 主席 副主席
""".split()

_DEPUTIES = {(f"副{rank}", rank) for rank in _RANKS if not rank.startswith("副")}


def _byline_blanks(galley: Galley) -> Iterator[Hit]:
    for passage in galley.of("byline"):
        for found in compiled(r"(?<=[\H])(?:[ ]{2,}|[ ]*\u3000[ \u3000]*)(?=[\H])").finditer(
            galley.text, passage.start, passage.end
        ):
            yield Hit(found.start(), found.end(), " ")


def _without(galley: Galley, part: str) -> Iterator[Hit]:
    """Strike bylines that lack what most bylines of the issue have."""
    bylines = signed(galley)
    lacking = [entry for entry in bylines if not getattr(entry.byline, part)]
    if lacking and len(lacking) * 3 < len(bylines):
        for passage, byline in lacking:
            department = compiled(r"[部室处科办会]$|中心$").search("".join(byline.units))
            if part == "units" or (len(byline.units) == 1 and not department):
                yield Hit(passage.start, passage.end)


def _without_unit(galley: Galley) -> Iterator[Hit]:
    yield from _without(galley, "units")


def _without_person(galley: Galley) -> Iterator[Hit]:
    yield from _without(galley, "people")


def _two_units(galley: Galley) -> Iterator[Hit]:
    """Strike one person signing for two units within one issue."""
    units: dict[str, str] = {}
    for passage, byline in signed(galley):
        for person in byline.people if len(byline.units) == 1 else ():
            unit = units.setdefault(person, byline.units[0])
            if unit != byline.units[0] and not spelled_alike(unit, byline.units[0]):
                yield Hit(*inside(galley, passage, person), None, {"unit": unit})


def _two_ranks(galley: Galley) -> Iterator[Hit]:
    """Strike a known person who is 主任 here and 副主任 there."""
    people = {person for _, byline in signed(galley) for person in byline.people}
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
    """Strike a name in a byline that differs from a known one in one character of three."""
    people = galley.profile.people
    for passage, byline in signed(galley):
        for person in byline.people:
            near = [known for known in people if len(known) == len(person) >= 3]
            close = [known for known in near if distance(known, person) == 1]
            if person not in people and close:
                yield Hit(*inside(galley, passage, person), None, {"near": close[0]})


def _joined_names(galley: Galley) -> Iterator[Hit]:
    """Strike two names of one byline that are joined by ， or ； instead of 、."""
    for passage, byline in signed(galley):
        for first, second in pairwise(byline.people):
            start = galley.text.find(first, passage.start, passage.end) + len(first)
            end = galley.text.find(second, start, passage.end)
            if end > start >= passage.start and compiled(r" *[，,；;]+ *").fullmatch(
                galley.text, start, end
            ):
                yield Hit(start, end, "、")


RULES = (
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
            "一号泊位投用。\n@署名 （青江港务 柳明）\n\n二号岸电箱检修完毕。\n@署名 （青"
            "江港务 何青）\n\n"
            "食堂增开夜宵窗口。\n@署名 （青江港务 方远）\n\n三号库房完成盘点。\n@署名 （魏青川）"
        ),
        right=(
            "一号泊位投用。\n@署名 （青江港务 柳明）\n\n二号岸电箱检修完毕。\n@署名 （青"
            "江港务 何青）\n\n"
            "食堂增开夜宵窗口。\n@署名 （青江港务 方远）\n\n三号库房完成盘点。\n@署名 （"
            "青江港务 魏青川）"
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
            "一号泊位投用。\n@署名 （青江港务 柳明）\n\n二号岸电箱检修完毕。\n@署名 （青"
            "江港务 何青）\n\n"
            "食堂增开夜宵窗口。\n@署名 （青江港务 方远）\n\n三号库房完成盘点。\n@署名 （青江港务）"
        ),
        right=(
            "一号泊位投用。\n@署名 （青江港务 柳明）\n\n二号岸电箱检修完毕。\n@署名 （青"
            "江港务 何青）\n\n"
            "食堂增开夜宵窗口。\n@署名 （青江港务 方远）\n\n三号库房完成盘点。\n@署名 （"
            "青江港务 魏青川）"
        ),
        check=_without_person,
    ),
    Rule(
        code="U709",
        slug="person-two-units",
        severity="advice",
        source=HOUSE,
        says=Sentence("“{text}”另处署“{unit}”", "{text} signs for {unit} elsewhere"),
        wrong=(
            "一号泊位投用。\n@署名 （青江港务 柳明）\n\n食堂增开夜宵窗口。\n@署名 （后勤中心 柳明）"
        ),
        right=(
            "一号泊位投用。\n@署名 （青江港务 柳明）\n\n食堂增开夜宵窗口。\n@署名 （后勤中心 何青）"
        ),
        check=_two_units,
    ),
    Rule(
        code="U710",
        slug="person-two-titles",
        severity="advice",
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
