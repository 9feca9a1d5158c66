"""S4xx: blanks, invisible characters and characters that no font or reader knows."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from jianbao.document.problems import Sentence
from jianbao.document.proof.galley import BLOT, Galley
from jianbao.document.proof.patterns import ALL, TEXT, compiled, matches
from jianbao.document.proof.rule import GB15834, HOUSE, Check, Hit, Rule
from jianbao.document.proof.rules.traditional import SIMPLIFIED
from jianbao.language.characters import whole_characters

_LATIN = "[A-Za-z0-9_]"
_REACH = 80  # characters before a blank in which an opening mark is looked for
_EVEN = 2  # sites of each kind needed before one of them counts as the convention


def _sites(galley: Galley, other: str) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    """Give the places between Chinese characters and `other`: with a blank, and without."""
    pattern = rf"(?<=[\H])(?P<a> ?)(?={other})|(?<={other})(?P<b> ?)(?=[\H])"
    spaced: list[re.Match[str]] = []
    tight: list[re.Match[str]] = []
    for found in compiled(pattern).finditer(galley.text):
        if galley.at(found.start()).role in TEXT:
            (spaced if found[0] else tight).append(found)
    return spaced, tight


def _unsteady(galley: Galley, other: str, *, spaced_wanted: bool | None) -> Iterator[Hit]:
    spaced, tight = _sites(galley, other)
    if spaced_wanted is None:
        if min(len(spaced), len(tight)) < 1 or len(spaced) + len(tight) < _EVEN + 1:
            return
        spaced_wanted = len(spaced) > len(tight)
    for found in tight if spaced_wanted else spaced:
        start, end = found.span()
        yield from _excerpt(galley, start, end, " " if spaced_wanted else "")


def _excerpt(galley: Galley, start: int, end: int, blank: str) -> Iterator[Hit]:
    """Strike both neighbours of a place that shows nothing itself."""
    left, right = galley.printed[start - 1], galley.printed[end]
    yield Hit(start - 1, end + 1, f"{left}{blank}{right}")


def _digits(galley: Galley) -> Iterator[Hit]:
    wanted = galley.profile.style.spaced_digits
    yield from _one_each(_unsteady(galley, r"\d", spaced_wanted=wanted))


def _letters(galley: Galley) -> Iterator[Hit]:
    wanted = galley.profile.style.spaced_digits
    yield from _one_each(_unsteady(galley, "[A-Za-z]", spaced_wanted=wanted))


def _one_each(hits: Iterator[Hit]) -> Iterator[Hit]:
    """Join hits that share a character (用3年: 用 3 and 3 年) to one."""
    held: Hit | None = None
    for hit in hits:
        if held is not None and hit.start < held.end:
            shared = held.end - hit.start
            held = Hit(held.start, hit.end, (held.fix or "") + (hit.fix or "")[shared:])
            continue
        if held is not None:
            yield held
        held = hit
    if held is not None:
        yield held


def _between_han(galley: Galley) -> Iterator[Hit]:
    """Strike a blank inside a sentence; quoted slogans and lists of names keep theirs."""
    found = [
        (hit.start(), hit.end(), passage.start)
        for hit in compiled(r"(?<=[\H，])[ \u3000]+(?=[\H])").finditer(galley.text)
        if (passage := galley.at(hit.start())).role in {"note", "paragraph"}
        and not _quoted(galley.text[max(passage.start, hit.start() - _REACH) : hit.start()])
    ]
    counts = Counter(line for _, _, line in found)
    for start, end, line in found:
        if counts[line] <= 2:
            yield Hit(start, end, None, {"around": galley.printed[start - 2 : end + 2]})


def _quoted(before: str) -> bool:
    """Say whether a quotation or bracket is open at the end of `before`."""
    return any(
        before.count(pair[0]) > before.count(pair[1]) for pair in ("“”", "《》", "（）", "【】")
    )


def _unknown(kind: str) -> Check:
    """Make the check for characters of a Unicode category that no reader should meet in print."""
    categories = {"unprintable": {"Co", "Cn", "Cs"}, "invisible": {"Cf", "Cc"}}[kind]
    also = "\ufffd" if kind == "unprintable" else ""

    def check(galley: Galley) -> Iterator[Hit]:
        odd = {
            letter
            for letter in galley.alphabet
            if letter != "\n" and (unicodedata.category(letter) in categories or letter in also)
        }
        for position, letter in enumerate(galley.printed) if odd else ():
            if letter in odd and not _joins_emoji(galley.printed, position):
                fix = "" if kind == "invisible" else None
                yield Hit(position, position + 1, fix, {"number": f"U+{ord(letter):04X}"})

    return check


def _joins_emoji(text: str, position: int) -> bool:
    return text[position] == "\u200d" and unicodedata.category(text[position - 1]) in {
        "So",
        "Mn",
        "Sk",
    }


def _folded(found: re.Match[str]) -> str:
    return whole_characters(found[0])


def _traditional(galley: Galley) -> Iterator[Hit]:
    """Strike traditional characters that strayed into a text in simplified ones."""
    strays = [
        found
        for found in compiled(f"[{''.join(SIMPLIFIED)}]").finditer(galley.text)
        if galley.at(found.start()).role in TEXT
    ]
    if strays and len(strays) * 50 <= len(galley.text):
        for found in strays:
            yield Hit(found.start(), found.end(), SIMPLIFIED[found[0]])


RULES = (
    Rule(
        code="S401",
        slug="unsteady-digit-blanks",
        severity="advice",
        source=HOUSE,
        says=Sentence(
            "汉字与数字之间的空格全期应统一：“{fix}”",
            "Blanks between Chinese and digits are the same throughout an issue: {fix}",
        ),
        wrong="完成 12 个泊位改造，共用3天。",
        right="完成 12 个泊位改造，共用 3 天。",
        check=_digits,
        fixable=True,
    ),
    Rule(
        code="S402",
        slug="unsteady-letter-blanks",
        severity="advice",
        source=HOUSE,
        says=Sentence(
            "汉字与字母之间的空格全期应统一：“{fix}”",
            "Blanks between Chinese and letters are the same throughout an issue: {fix}",
        ),
        wrong="上线 TOS 系统，改造PLC柜。",
        right="上线 TOS 系统，改造 PLC 柜。",
        check=_letters,
        fixable=True,
    ),
    Rule(
        code="S403",
        slug="blank-inside-sentence",
        severity="advice",
        source=HOUSE,
        says=Sentence("汉字之间有空格：“{around}”", "A blank between Chinese characters: {around}"),
        wrong="公司组织开展了学习 教育培训，收到良好效果。",
        right="公司组织开展了学习教育培训，收到良好效果。",
        check=_between_han,
    ),
    Rule(
        code="S404",
        slug="blank-beside-mark",
        severity="warning",
        source=f"{GB15834} 5.1",
        says=Sentence("标点前后不空格", "No blank beside a full-width mark"),
        wrong="新泊位投用 ，吞吐量提高。",
        right="新泊位投用，吞吐量提高。",
        check=matches(
            r"(?<=[^\n ]) +(?=[，。、；：？！）》”’】〕])|(?<=[，、；：（《“‘【〔]) +(?=[^"
            r"\n ])|(?<=[。？！]) +(?=[\H])",
            fix="",
            needles=(" ",),
            roles=TEXT | {"source"},
        ),
        fixable=True,
    ),
    Rule(
        code="S405",
        slug="several-blanks",
        severity="advice",
        source=HOUSE,
        says=Sentence("连续多个空格", "Several blanks in a row"),
        wrong="### 青江港务  完成岸电改造\n青江港务完成全部泊位的岸电改造。",
        right="### 青江港务 完成岸电改造\n青江港务完成全部泊位的岸电改造。",
        check=matches(
            r"(?<=[^\n ，。、；：？！（《“‘【〔])(?:  +|[ ]*\u3000[ \u3000]*)(?=[^\n ，。"
            r"、；：？！）》”’】〕])",
            fix=" ",
            needles=("  ", "\u3000"),
            roles=frozenset(
                {"contents", "heading", "title", "caption", "cell", "masthead", "imprint", "lead"}
            ),
        ),
        fixable=True,
    ),
    Rule(
        code="S406",
        slug="odd-blank",
        severity="advice",
        source=HOUSE,
        says=Sentence("特殊空格（如不间断空格）应改为普通空格", "An odd blank; use a plain one"),
        wrong="上线TOS\u00a0PRO系统。",
        right="上线TOS PRO系统。",
        check=matches(r"[\u00a0\u2000-\u200a\u202f\u205f]", fix=" ", roles=ALL),
        fixable=True,
    ),
    Rule(
        code="S407",
        slug="blank-before-symbol",
        severity="advice",
        source=HOUSE,
        says=Sentence("数字与“{sign}”之间不空格", "No blank between a number and {sign}"),
        wrong="设备完好率98 %。",
        right="设备完好率98%。",
        check=matches(r"(?<=\d) +(?=(?P<sign>[%‰℃°#]))", fix="", needles="%‰℃°#"),
        fixable=True,
    ),
    Rule(
        code="S408",
        slug="unprintable",
        severity="error",
        source=HOUSE,
        says=Sentence(
            "无法显示的字符（{number}），请核对原稿",
            "A character that cannot be printed ({number})",
        ),
        wrong="职工李\ue1a3获得表彰。",
        right="职工李㛃获得表彰。",
        check=_unknown("unprintable"),
    ),
    Rule(
        code="S409",
        slug="invisible",
        severity="warning",
        source=HOUSE,
        says=Sentence(
            "有看不见的字符（{number}），应删去", "An invisible character ({number}); delete it"
        ),
        wrong="新泊位\u200b投用。",
        right="新泊位投用。",
        check=_unknown("invisible"),
        fixable=True,
    ),
    Rule(
        code="S410",
        slug="radical-for-character",
        severity="warning",
        source=HOUSE,
        says=Sentence(
            "“{text}”是部首或兼容字符，应为“{fix}”",
            "{text} is a radical or a compatibility form: {fix}",
        ),
        wrong="新⻔机投用，⼈员到位。",
        right="新门机投用，人员到位。",
        check=matches(r"[\u2e80-\u2fd5\uf900-\ufaff]+", fix=_folded, roles=ALL),
        fixable=True,
    ),
    Rule(
        code="S411",
        slug="stray-traditional",
        severity="advice",
        source="通用规范汉字表",
        says=Sentence(
            "夹有繁体字“{text}”，应为“{fix}”",
            "A traditional character {text} among simplified: {fix}",
        ),
        wrong="青江港务组织党員干部开展义务植树，共栽下树苗三百余株，清理杂草两千余平方米，大家干劲十足，累了就在树荫下歇一歇。",
        right="青江港务组织党员干部开展义务植树，共栽下树苗三百余株，清理杂草两千余平方米，大家干劲十足，累了就在树荫下歇一歇。",
        check=_traditional,
        fixable=True,
    ),
    Rule(
        code="S412",
        slug="long-latin-run",
        severity="advice",
        source=HOUSE,
        says=Sentence(
            "西文串过长，排版时无法断行", "A long run of letters that cannot be broken into lines"
        ),
        wrong="配置项为MaximumConcurrentCraneOperationsPerBerth。",
        right="配置项为MaxCranes。",
        check=matches(
            rf"(?<!{_LATIN})(?!{BLOT}+(?!{_LATIN})){_LATIN}{{32,}}",
            roles=("lead", "paragraph", "title", "cell"),
        ),
    ),
)
