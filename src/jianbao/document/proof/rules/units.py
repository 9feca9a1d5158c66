"""U701–U703: one name for one unit, the one that the bulletin prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from jianbao.document.problems import Sentence
from jianbao.document.proof.galley import Galley, Role
from jianbao.document.proof.patterns import compiled
from jianbao.document.proof.rule import HOUSE, Hit, Rule
from jianbao.document.proof.signed import inside, signed
from jianbao.document.proof.word_search import occurrences
from jianbao.language.likeness import Spellings, likeness, similar_spellings, spelled_alike

_FIRM = r"(?:股份有限公司|有限责任公司|有限公司|公司|集团|股份|银行|医院|大学|学院)"

_FORM = r"(?:集团)?(?:股份)?(?:有限|有限责任|责任)?(?:公司|集团|股份)"
# What follows a parent's name in the name of its child: a longer name that ends so is no variant.
_LONGEST_REST = 6  # characters that a short form leaves out: 股份有限公司
_CHILD = (
    r"(?:分公司|子公司|项目部|厂|部|处|科|室|中心|车间|队|班|站|院|所|校|支部|总支|党委|工会|团委"
    r"|分行|支行|机关|本部)$"
)

# A short form that ends so names a parent of the longer one, not the same unit.
_PARENT = r"(?:集团|公司|厂|院|局|部|处|科|中心|大学|银行|股份|政府|党委|工会|协会)$"


def _roster(galley: Galley) -> dict[str, str]:
    """Map every known form of a unit's name, to the one that the bulletin prints."""
    units = galley.profile.units
    return {alias: unit.name for unit in units for alias in (*unit.aliases, unit.name)}


def _aliases(galley: Galley) -> Iterator[Hit]:
    roster = _roster(galley)
    roles: frozenset[Role] = frozenset({"lead", "title", "paragraph", "byline"})
    for start, end, word in occurrences(galley, tuple(roster), roles):
        if roster[word] != word:
            in_byline = galley.at(start).role == "byline"
            yield Hit(start, end, roster[word] if in_byline else None, {"name": roster[word]})


def _unknown_units(galley: Galley) -> Iterator[Hit]:
    """Strike a unit that signs and is not in the roster, nor a part of one that is."""
    roster = _roster(galley)
    if not roster:
        return
    for passage, byline in signed(galley):
        for unit in byline.units:
            if unit in roster or any(unit.startswith(name) for name in roster):
                continue
            nearest = max(roster.values(), key=lambda name: likeness(name, unit))
            near = nearest if likeness(nearest, unit) >= 0.5 else "—"
            yield Hit(*inside(galley, passage, unit), None, {"near": near})


def _unit_mentions(galley: Galley) -> dict[str, tuple[int, int]]:
    """Map names of firms as they sign, or open a sentence or clause, to their first place."""
    names: dict[str, tuple[int, int]] = {}
    for passage, byline in signed(galley):
        for unit in byline.units:
            if len(unit) >= 4:
                names.setdefault(unit, inside(galley, passage, unit))
    for found in compiled(rf"{_FIRM}(?![\H]?[家级])(?!{_FIRM})").finditer(galley.text):
        if galley.at(found.start()).role in {"title", "lead", "paragraph"}:
            begin = found.start() - len(_before(galley.text, found.start()))
            name = galley.text[begin : found.end()]
            if found.start() - begin > 1 and _opens_like_a_name(name):
                names.setdefault(name, (begin, found.end()))
    return names


def _before(text: str, end: int) -> str:
    """Give the characters from the last mark to `end`, or none when that is too far away."""
    found = compiled(r"[。；，、\n]([\H]+)\Z").search(text, max(0, end - 13), end)
    return found[1] if found else ""


def _opens_like_a_name(text: str) -> bool:
    return not compiled(
        r"^(?:在|为|由|把|被|对|向|从|以|与|和|及|使|让|是|该|本|各|全|我|其|并|将|经|到|赴|据|同|通过|按照|组织|[\H]*[的了和与为对在向把到同访邀赴致])"
    ).search(text)


def _short_mentions(galley: Galley, full: str, known: dict[str, tuple[int, int]]) -> Iterator[int]:
    """Give where only the beginning of a full name stands as the name of the same firm."""
    text, place = galley.text, galley.text.find(full[:4])
    while place >= 0:
        end = place + 4
        while end - place < len(full) and text[end : end + 1] == full[end - place]:
            end += 1
        short, rest = text[place:end], full[end - place :]
        excused = (
            not 0 < len(rest) <= _LONGEST_REST or short in known or compiled(_PARENT).search(short)
        )
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
    """Strike one unit under two names; which firm is which is judged by their letters alone."""
    roster = _roster(galley)
    mentions = {name: span for name, span in _unit_mentions(galley).items() if name not in roster}
    struck: set[int] = set()
    for pair in _alike(mentions):
        short, full = sorted((pair.first, pair.second), key=len)
        if not _names_one(short, full):
            continue
        start, end = mentions[short]
        struck.add(end)
        yield Hit(start, end, None, {"other": full})
    for full in [name for name in mentions if compiled(rf"{_FIRM}$").search(name)]:
        for end in _short_mentions(galley, full, mentions):
            if end not in struck:
                struck.add(end)
                yield Hit(galley.text.rfind(full[:4], 0, end), end, None, {"other": full})


def _alike(names: Iterable[str]) -> Iterator[Spellings]:
    """Give pairs of alike names that begin alike; comparing no others saves most of the time."""
    beginnings: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        beginnings[name[:2]].append(name)
    for group in beginnings.values():
        if len(group) > 1:
            yield from similar_spellings(group)


def _names_one(short: str, full: str) -> bool:
    """Say whether two alike names are one unit under two, no parent and child.

    The full legal name (云岭水泥股份有限公司) beside the usual short one is no slip.
    """
    if compiled(_CHILD).search(full) or compiled(rf"^{_FORM}$").search(full.removeprefix(short)):
        return False
    return not compiled(_PARENT).search(short) or _same_but_form(short, full)


def _same_but_form(short: str, full: str) -> bool:
    """Say whether only the legal form differs: 云岭水泥公司 and 云岭水泥有限公司."""
    bare, other = (compiled(rf"{_FORM}$").sub("", name) for name in (short, full))
    return bare == other or spelled_alike(short, full) in {"marks", "character"}


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
        right=(
            "@名册 青江港务集团集装箱公司=青江箱司\n二号泊位投用。\n@署名 （青江港务集团集装"
            "箱公司 柳明）"
        ),
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
)
