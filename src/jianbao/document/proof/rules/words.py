"""W6xx: words: misspelled, confused, doubled, superfluous, or not what the house prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from jianbao.document.problems import Sentence
from jianbao.document.proof.galley import Galley
from jianbao.document.proof.near import near_misses
from jianbao.document.proof.patterns import compiled, matches
from jianbao.document.proof.rule import GB15834, HOUSE, USAGE, Hit, Rule
from jianbao.document.proof.rules.confusables import (
    CONFUSABLES,
    OFFICIAL,
    PREFERRED,
    REDUNDANT,
    Confusable,
)
from jianbao.document.proof.rules.misspellings import MISSPELLINGS
from jianbao.document.proof.word_search import occurrences, replacing
from jianbao.language.numerals import parse_numeral

DICTIONARY = "现代汉语词典"
VARIANTS = "第一批异形词整理表"

_DIGITS = "一二两三四五六七八九十"
# Doubled in good Chinese: 一个一个, 讨论讨论, 方方面面 and words that are doubled names.
_DOUBLED = frozenset(
    """
    研究 讨论 学习 琢磨 考虑 商量 锻炼 休息 放松 交流 了解 认识 体验 感受 活动 打听 调查 观察
    比较 总结 请教 许多 很多 好多 非常 哈哈 加油 谢谢 千万 恭喜 注意 彼此 沙沙 呵呵 奶奶 妈妈
    爸爸 爷爷 天天 年年 月月 来越
    """.split()
)

# Characters that foreign names are written with, where syllables come twice (罗斯罗斯托夫).
_FOREIGN = frozenset(
    "阿埃艾奥巴贝比别波伯博布达德迪丁多厄尔法菲费佛弗福戈格古哈海赫霍基吉加杰卡凯科克库拉莱兰朗劳勒雷里"
    "利列林隆卢鲁伦罗洛马玛麦曼梅门蒙米姆穆纳娜南内尼涅宁纽诺欧帕佩皮珀普奇乔切热瑞萨塞沙圣施斯舍索苏塔"
    "泰坦特提汀托脱瓦威韦维沃乌西希谢辛雅亚耶伊尤约扎泽詹兹佐"
)

_LISTED = 120  # characters before a number in which its list is looked for
_COUNTED = (
    rf"[{_DIGITS}\d] ?(?:家(?:单位|企业|公司|子公司)|[名位]同志"
    r"|个(?:部门|单位|科室|车间|支部|党支部|班组|方面|环节|小组))"
)

_by_word: defaultdict[str, list[Confusable]] = defaultdict(list)
for _row in CONFUSABLES:
    _by_word[_row.word].append(_row)
_words = tuple(_by_word)


def _confused(galley: Galley) -> Iterator[Hit]:
    for start, end, word in occurrences(galley, _words):
        for row in _by_word[word]:
            if compiled(row.before + row.word + row.after).match(galley.text, start):
                yield Hit(start, end, row.right)
                break


def _doubled_words(galley: Galley) -> Iterator[Hit]:
    for found in compiled(r"([\H]{2,8})\1+").finditer(galley.text):
        word = found[1]
        once = len(found[0]) == 2 * len(word)
        pattern = rf"^[{_DIGITS}每半]|^(.)\1"
        foreign = _FOREIGN.issuperset(word)
        if once and not foreign and word not in _DOUBLED and not compiled(pattern).search(word):
            fix = word if len(word) > 2 else None
            yield Hit(found.start(), found.end(), fix, {"word": word})


def _avoided(galley: Galley) -> Iterator[Hit]:
    avoid = galley.profile.style.avoid
    for start, end, word in occurrences(galley, tuple(avoid)):
        preferred = avoid[word]
        inside = preferred.find(word)
        if inside >= 0 and galley.text.startswith(preferred, max(0, start - inside)):
            continue
        yield Hit(start, end, preferred or None, {"right": preferred or "—"})


def _nearly_fixed(galley: Galley) -> Iterator[Hit]:
    for phrase in galley.profile.style.fixed_phrases:
        for start, end in near_misses(galley.text, phrase):
            yield Hit(start, end, phrase)


def _congress(galley: Galley) -> Iterator[Hit]:
    if "中全会" in galley.text:
        pattern = r"(十[六七八九]|二十)大(?=[一二三四五六七]中全会)"
        for found in compiled(pattern).finditer(galley.text):
            yield Hit(found.start(), found.end(), f"{found[1]}届")


def _miscounted(galley: Galley) -> Iterator[Hit]:
    """Strike 甲、乙、丙两家单位: the list and the number that sums it up do not agree."""
    listed = rf"([\H]{{2,14}}(?:、[\H]{{2,14}})+?)(等)? ?([{_DIGITS}]|\d{{1,2}})$"
    for found in compiled(_COUNTED).finditer(galley.text):
        start = max(galley.at(found.start()).start, found.start() - _LISTED)
        line = galley.text[start : found.start() + 1]
        counted = compiled(listed).search(line)
        if counted is None:
            continue
        names = counted[1].split("、")
        count = len(names) + sum(mark in names[-1][1:-1] for mark in "和及")
        said = int(counted[3]) if counted[3].isdigit() else parse_numeral(counted[3])
        if said < count or (not counted[2] and said == count + 1 and len(names[0]) < 8):
            start = found.start() + 1 - len(counted[3])
            yield Hit(start, found.end(), None, {"count": count})


RULES = (
    Rule(
        code="W601",
        slug="misspelling",
        severity="error",
        source=DICTIONARY,
        says=Sentence("错别字：“{text}”应为“{fix}”", "Misspelled: {text} should be {fix}"),
        wrong="会议对防汛工作进行了布署。",
        right="会议对防汛工作进行了部署。",
        check=replacing(MISSPELLINGS),
        fixable=True,
    ),
    Rule(
        code="W602",
        slug="confused-words",
        severity="warning",
        source=DICTIONARY,
        says=Sentence("此处“{text}”应为“{fix}”", "Here {text} should be {fix}"),
        wrong="他为新泊位投用做出了突出贡献。",
        right="他为新泊位投用作出了突出贡献，自己做出了一套工具。",
        check=_confused,
        fixable=True,
    ),
    Rule(
        code="W603",
        slug="preferred-form",
        severity="advice",
        source=VARIANTS,
        says=Sentence("“{text}”宜写作“{fix}”", "{text} is better written {fix}"),
        wrong="其它单位要认真借鉴。",
        right="其他单位要认真借鉴。",
        check=replacing(PREFERRED),
        fixable=True,
    ),
    Rule(
        code="W604",
        slug="redundant-wording",
        severity="advice",
        source=USAGE,
        says=Sentence(
            "“{text}”语义重复，用“{right}”即可", "{text} says it twice; {right} is enough"
        ),
        wrong="整改涉及到六个班组。",
        right="整改涉及六个班组。",
        check=replacing(REDUNDANT, mend=False),
    ),
    Rule(
        code="W605",
        slug="doubled-particle",
        severity="error",
        source=USAGE,
        says=Sentence("重复了“{fix}”", "{fix} stands twice"),
        wrong="这是我们的的共同心愿。",
        right="学习的目的的确明确，成效实实在在的。",
        check=matches(
            r"(?<!目)(?<!实实)(?<!有)(?<!中)的的(?![确士])|(?<![实现正存])在在(?!乎|意|线|校|建|职|岗|场|册)|(?<![为除])了了(?!解|然|结|事|不)"
            r"|(?<![是])是是(?!非)|(?<![\H]和)和和(?!平|谐|气|睦)|(?<!参)与与(?!会)|(?<![\H]对)对对(?!联|照|方|称)|及及(?!时)|被被(?!褥|子)",
            fix=lambda found: found[0][0],
            needles=("的的", "在在", "了了", "是是", "和和", "与与", "对对", "及及", "被被"),
        ),
        fixable=True,
    ),
    Rule(
        code="W606",
        slug="doubled-word",
        severity="warning",
        source=USAGE,
        says=Sentence("“{word}”重复出现", "{word} stands twice"),
        wrong="会上传达了第一次会议会议纪要。",
        right="会上传达了第一次会议纪要。",
        check=_doubled_words,
    ),
    Rule(
        code="W607",
        slug="avoided-word",
        severity="warning",
        source=HOUSE,
        says=Sentence("本刊不用“{text}”，用“{right}”", "The house prints {right}, not {text}"),
        wrong="@忌用 领导干部们=领导干部\n领导干部们走进车间一线。",
        right="@忌用 领导干部们=领导干部\n领导干部走进车间一线。",
        check=_avoided,
        fixable=True,
    ),
    Rule(
        code="W608",
        slug="fixed-phrase",
        severity="warning",
        source=HOUSE,
        says=Sentence("固定表述应为“{fix}”", "The fixed phrase reads {fix}"),
        wrong=(
            "@固定表述 学史明理、学史增信、学史崇德、学史力行\n大家做到学史明理、学史增信、学"
            "史重德、学史力行。"
        ),
        right=(
            "@固定表述 学史明理、学史增信、学史崇德、学史力行\n大家做到学史明理、学史增信、学"
            "史崇德、学史力行。"
        ),
        check=_nearly_fixed,
        fixable=True,
    ),
    Rule(
        code="W609",
        slug="official-wording",
        severity="advice",
        source="新华社新闻报道中的禁用词和慎用词",
        says=Sentence("规范提法是“{right}”", "The official wording is {right}"),
        wrong="建国以来，港口吞吐量增长百倍。",
        right="新中国成立以来，港口吞吐量增长百倍。",
        check=replacing(OFFICIAL, mend=False),
    ),
    Rule(
        code="W610",
        slug="congress-and-plenum",
        severity="error",
        source=USAGE,
        says=Sentence("全会按“届”称：“{fix}”", "Plenums are counted by term: {fix}"),
        wrong="深入学习党的十九大五中全会精神。",
        right="深入学习党的十九届五中全会精神。",
        check=_congress,
        fixable=True,
    ),
    Rule(
        code="W611",
        slug="list-and-count",
        severity="advice",
        source=f"{GB15834} 4.5",
        says=Sentence(
            "列举了 {count} 个，后面却写“{text}”", "The list names {count}, yet {text} follows"
        ),
        wrong="机修班、电修班、装卸班两个班组参加比武。",
        right="机修班、电修班、装卸班三个班组参加比武。",
        check=_miscounted,
    ),
    Rule(
        code="W612",
        slug="no-subject",
        severity="advice",
        source=USAGE,
        says=Sentence(
            "“通过……，使……”缺少主语，删去“通过”或“使”",
            "The sentence 通过…，使… has no subject; leave out one of the two",
        ),
        wrong="通过此次培训，使职工的业务水平得到提升。",
        right="通过此次培训，职工的业务水平得到提升。",
        check=matches(
            r"(?:^|(?<=[。；]))(?:通过|经过)[^，。；\n]{2,30}，(?:使得?|让)(?=[\H])(?!用)",
            needles=("通过", "经过"),
            roles=("lead", "paragraph"),
        ),
    ),
)
