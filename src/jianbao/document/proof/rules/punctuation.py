"""P101–P124: marks in the wrong form or in the wrong company (标点符号).

Ends of paragraphs are in `endings`, pairs in `pairs`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jianbao.document.problems import Sentence
from jianbao.document.proof.galley import Galley
from jianbao.document.proof.patterns import ALL, TEXT, compiled, matches
from jianbao.document.proof.rule import GB15834, HOUSE, Hit, Rule

_FULL = str.maketrans(",.;:?!", "，。；：？！")
_DIGITS = "一二三四五六七八九十"

# 、和 at the head of a word, not the conjunction.
_NOT_AND = (
    r"(?:平|谐|睦|合|衷|弦|亲|声|解|气|缓|约|煦|田|县|顺|鸣|音|龙|美|会|众不|时|格|第|早|物浦)"
)


def _full_width(found: re.Match[str]) -> str:
    return found[0].translate(_FULL)


def _neighbours(galley: Galley) -> Iterator[Hit]:
    """Strike 三、五天: neighbouring numerals as an approximate number take no mark between."""
    if "、" not in galley.text:
        return
    pattern = rf"(?<![、{_DIGITS}第年月之])([{_DIGITS}])、([{_DIGITS}])(?=[个天人名次岁里亩斤吨米])"
    for found in compiled(pattern).finditer(galley.text):
        low, high = _DIGITS.index(found[1]), _DIGITS.index(found[2])
        if galley.at(found.start()).role in TEXT and (high - low == 1 or found[0] == "三、五"):
            yield Hit(found.start(), found.end(), found[1] + found[2])


RULES = (
    Rule(
        code="P101",
        slug="half-width-mark",
        severity="warning",
        source=f"{GB15834} 4.1.2–4.7.2",
        says=Sentence(
            "汉字之间的“{text}”应为全角“{fix}”",
            "Between Chinese characters {text} is full width: {fix}",
        ),
        wrong="新泊位投用,年吞吐量明显提高。",
        right="新泊位投用，年吞吐量明显提高。",
        check=matches(
            r"(?<=[\H”’）》])(?:[,;:?!](?=[\H“‘（《”’）》]|$)|[,;](?=\d)|(?<!^[\H])(?<!^[\H][\H])\.(?=[\H“（《]|$))"
            r"|(?<=[\d%])[,;?!](?=[\H])",
            fix=_full_width,
            needles=",.;:?!",
        ),
        fixable=True,
    ),
    Rule(
        code="P102",
        slug="half-width-brackets",
        severity="warning",
        source=f"{GB15834} 4.9.2",
        says=Sentence(
            "汉字两旁的括号应为全角：{fix}", "Brackets round Chinese text are full width: {fix}"
        ),
        wrong="青江港务(集团)召开年度工作会议。",
        right="青江港务（集团）召开年度工作会议。",
        check=matches(
            r"\((?=[^()（）\n]*[\H])([^()（）\n]*)\)", fix=r"（\1）", needles="(", roles=ALL
        ),
        fixable=True,
    ),
    Rule(
        code="P103",
        slug="four-marks",
        severity="warning",
        source=f"{GB15834} 4.2.3.3, 4.3.3.2",
        says=Sentence(
            "问号、叹号叠用最多三个", "At most three question or exclamation marks in a row"
        ),
        wrong="祝愿祖国繁荣昌盛！！！！",
        right="祝愿祖国繁荣昌盛！",
        check=matches(r"[？！]{4,}", needles="？！"),
    ),
    Rule(
        code="P104",
        slug="marks-in-a-row",
        severity="advice",
        source=HOUSE,
        says=Sentence(
            "简报文字宜平实，“{text}”只用一个即可", "One mark is enough in a bulletin: {text}"
        ),
        wrong="祝愿祖国繁荣昌盛！！！",
        right="祝愿祖国繁荣昌盛！",
        check=matches(r"(?<![？！])(?:！{2,3}|？{2,3})(?![？！])", needles=("！！", "？？")),
    ),
    Rule(
        code="P105",
        slug="doubled-mark",
        severity="error",
        source=f"{GB15834} 4",
        says=Sentence("标点重复：“{text}”应为“{fix}”", "Doubled mark: {text} should be {fix}"),
        wrong="各单位要高度重视，，抓好落实。",
        right="各单位要高度重视，抓好落实。",
        check=matches(
            r"([，、；：])\1+|(?<!。)。。(?!。)",
            fix=lambda found: found[0][0],
            needles=("，，", "、、", "；；", "：：", "。。"),
            roles=ALL,
        ),
        fixable=True,
    ),
    Rule(
        code="P106",
        slug="clashing-marks",
        severity="error",
        source=f"{GB15834} 4",
        says=Sentence(
            "两个点号连用：“{text}”，只能留一个", "Two point marks clash: {text}; keep one"
        ),
        wrong="会议部署了下一步工作，。",
        right="会议部署了下一步工作。",
        check=matches(
            r"，[、。；：？！]|；[，、。：？！]|：[，、。；？！]|。[，、；：？！]|[？！][，、；：]"
            r"|(?<=[\H”）》])[,;][，、。；：？！]|[，、。；：？！][,;](?=[\H]|$)",
            needles="，；：。？！",
            roles=ALL,
        ),
    ),
    Rule(
        code="P107",
        slug="comma-before-end",
        severity="error",
        source=f"{GB15834} 4.5.2",
        says=Sentence("顿号不能放在“{fix}”前", "No 、 before {fix}"),
        wrong="车间备齐了安全帽、手套、绝缘靴、。",
        right="车间备齐了安全帽、手套、绝缘靴。",
        check=matches(r"、([，。；：？！])", fix=r"\1", needles="、"),
        fixable=True,
    ),
    Rule(
        code="P108",
        slug="stray-mark",
        severity="error",
        source=f"{GB15834} 5.1",
        says=Sentence(
            "段首有多余的标点“{text}”，应删去", "A stray {text} begins the paragraph; delete it"
        ),
        wrong="。青江港务完成船舶岸电改造。",
        right="青江港务完成船舶岸电改造。",
        check=matches(
            r"^[，。、；：？！,;!?]+[ \u3000]*", fix="", needles="，。、；：？！,;!?", roles=ALL
        ),
        fixable=True,
    ),
    Rule(
        code="P109",
        slug="broken-dash",
        severity="warning",
        source=f"{GB15834} 4.10.2",
        says=Sentence("破折号应占两字：“{fix}”", "A dash is two ems long: {fix}"),
        wrong="他的心愿--让设备少出故障--实现了。",
        right="他的心愿——让设备少出故障——实现了。",
        check=matches(
            r"(?<=[\H”》）])(?:-{2,}|―{1,}|－{2,}|─{2,}|—{3,})(?=[\H“《（]|$)",
            fix="——",
            needles=("--", "―", "－－", "──", "———"),
        ),
        fixable=True,
    ),
    Rule(
        code="P110",
        slug="lone-dash",
        severity="advice",
        source=f"{GB15834} 4.10.2, 4.13.2",
        says=Sentence(
            "单个“—”只用于起止；破折号应写作“——”",
            "A single — joins from and to; a dash is written ——",
        ),
        wrong="这就是我们的目标—建设一流港口，服务地方发展。",
        right="这就是我们的目标——建设一流港口，服务地方发展。",
        check=matches(r"(?<=[\H]{4})—(?=[\H]{5})", needles="—"),
    ),
    Rule(
        code="P111",
        slug="broken-ellipsis",
        severity="warning",
        source=f"{GB15834} 4.11.2",
        says=Sentence("省略号应为六连点“……”", "An ellipsis has six dots: ……"),
        wrong="大家一起唱歌、跳舞、包粽子...",
        right="大家一起唱歌、跳舞、包粽子……",
        check=matches(
            r"(?<=[\H”》）])(?:\.{2,}|。{3,}|·{3,}|…(?!…))(?<!……)",
            fix="……",
            needles=("..", "。。。", "···", "…"),
        ),
        fixable=True,
    ),
    Rule(
        code="P112",
        slug="ellipsis-with-etc",
        severity="warning",
        source=f"{GB15834} A.9.2",
        says=Sentence("省略号与“等”不能并用", "An ellipsis does not go together with 等"),
        wrong="活动有拔河、跳绳、接力……等项目。",
        right="活动有拔河、跳绳、接力等项目。",
        check=matches(r"…+等(?!待|到|候|你|我|他)|等等?…+", needles="…"),
    ),
    Rule(
        code="P113",
        slug="comma-between-pairs",
        severity="advice",
        source=f"{GB15834} 4.5.3.5",
        says=Sentence(
            "并列的引号之间、书名号之间通常不用顿号",
            "Usually no 、 between neighbouring quotations or titles",
        ),
        wrong="党支部组织学习《公司法》、《安全生产法》。",
        right="党支部组织学习《公司法》《安全生产法》。",
        check=matches(r"(?<=》)、(?=《)|(?<=”)、(?=“)", fix="", needles=("》、《", "”、“")),
        fixable=True,
    ),
    Rule(
        code="P114",
        slug="comma-before-etc",
        severity="warning",
        source=f"{GB15834} B.1.2",
        says=Sentence("“等”前不用顿号", "No 、 straight before 等"),
        wrong="送去米、面、油、等生活用品。",
        right="送去米、面、油等生活用品。",
        check=matches(r"、(?=等(?!待|候|级|额|离子|效|同))", fix="", needles=("、等",)),
        fixable=True,
    ),
    Rule(
        code="P115",
        slug="comma-before-and",
        severity="warning",
        source=f"{GB15834} 4.5.3",
        says=Sentence(
            "“和”“及”已表示并列，前面不用顿号", "和 and 及 already join; no 、 before them"
        ),
        wrong="参加活动的有党员、团员、和入党积极分子。",
        right="参加活动的有党员、团员和入党积极分子。",
        check=matches(rf"、(?=[和及](?!{_NOT_AND})[\H])", fix="", needles=("、和", "、及")),
        fixable=True,
    ),
    Rule(
        code="P116",
        slug="comma-before-as-well-as",
        severity="warning",
        source=f"{GB15834} A.3",
        says=Sentence("并列词语后的“以及”前用逗号", "Before 以及 stands a comma, not 、"),
        wrong="设备、物资、以及后勤人员全部到位。",
        right="设备、物资，以及后勤人员全部到位。",
        check=matches(r"、(?=以及)", fix="，", needles=("、以及",)),
        fixable=True,
    ),
    Rule(
        code="P117",
        slug="split-approximate-number",
        severity="warning",
        source=f"{GB15834} 4.5.3.4",
        says=Sentence(
            "相邻数字表示概数不用顿号：“{fix}”", "An approximate number takes no 、: {fix}"
        ),
        wrong="抢修工作持续了三、四天。",
        right="抢修工作持续了三四天。",
        check=_neighbours,
        fixable=True,
    ),
    Rule(
        code="P118",
        slug="nested-colon",
        severity="advice",
        source=f"{GB15834} 4.7.3.5",
        says=Sentence("一句话里套用了冒号", "A colon within the reach of another colon"),
        wrong="会议提出要求：一线班组要做到：开工前检查到位。",
        right="会议提出要求，一线班组要做到：开工前检查到位。",
        check=matches(
            r"(?<=[\H])：[^。；？！：“”‘’《》（）\n]{2,60}[\H](?P<second>：)(?=[\H])",
            needles="：",
            roles=("lead", "paragraph"),
        ),
    ),
    Rule(
        code="P119",
        slug="wrong-middle-dot",
        severity="advice",
        source=f"{GB15834} 4.14.2",
        says=Sentence("间隔号应为“·”，前后不空格", "The middle dot is · without blanks"),
        wrong="展播了影片《青江 • 潮起》，观众反响热烈。",
        right="展播了影片《青江·潮起》，观众反响热烈。",
        check=matches(
            r"(?<=[\H]) ?[・•‧∙⋅] ?(?=[\H])|(?<=[\H])(?: +· *| *· +)(?=[\H])",
            fix="·",
            needles="・•‧∙⋅·",
        ),
        fixable=True,
    ),
    Rule(
        code="P120",
        slug="ordinal-bracket-mark",
        severity="warning",
        source=f"{GB15834} B.3.4",
        says=Sentence("带括号的序次语后不加标点", "A bracketed number takes no mark after it"),
        wrong="（一）、加强组织领导。",
        right="（一）加强组织领导。",
        check=matches(
            rf"^([（(](?:\d{{1,2}}|[{_DIGITS}]{{1,3}})[）)])[、，；．.:：]",
            fix=r"\1",
            needles="）)",
        ),
        fixable=True,
    ),
    Rule(
        code="P121",
        slug="ordinal-han-dot",
        severity="warning",
        source=f"{GB15834} B.3.2",
        says=Sentence("汉字序次语后用顿号：“{fix}”", "A Chinese number is followed by 、: {fix}"),
        wrong="一.加强组织领导。",
        right="一、加强组织领导。",
        check=matches(rf"^([{_DIGITS}]{{1,3}})[.．]", fix=r"\1、", needles=".．"),
        fixable=True,
    ),
    Rule(
        code="P122",
        slug="ordinal-digit-comma",
        severity="advice",
        source=f"{GB15834} B.3.3",
        says=Sentence(
            "阿拉伯数字序次语后用下脚点：“{fix}”", "An Arabic number is followed by a dot: {fix}"
        ),
        wrong="1、加强组织领导。",
        right="1.加强组织领导。",
        check=matches(r"^(\d{1,2})、(?=[\H“《])", fix=r"\1.", needles="、"),
        fixable=True,
        on=False,
    ),
    Rule(
        code="P123",
        slug="ordinal-word-comma",
        severity="warning",
        source=f"{GB15834} B.3.1",
        says=Sentence(
            "“第一”“其次”一类序次语后用逗号：“{fix}”", "Order words are followed by ，: {fix}"
        ),
        wrong="第一、强化责任落实；第二，强化督查。",
        right="第一，强化责任落实；第二，强化督查。",
        check=matches(
            rf"(?:^|(?<=[。；：]))(第[{_DIGITS}]|其[{_DIGITS[:5]}]|首先|其次|再次|最后)、"
            rf"(?!第|其|[{_DIGITS}\d])",
            fix=r"\1，",
            needles="、",
            roles=("note", "lead", "paragraph"),
        ),
        fixable=True,
    ),
    Rule(
        code="P124",
        slug="list-with-and",
        severity="advice",
        source=f"{GB15834} 4.5.3",
        says=Sentence(
            "“和”后面还有顿号，并列层次不清",
            "After 和 the list goes on with 、: the levels are unclear",
        ),
        wrong="采购钢材和水泥、沙石，保证了工期。",
        right="采购钢材、水泥和沙石，保证了工期。",
        check=matches(
            r"(?<=[\H]{2})和(?!平|谐)[\H]{2,4}、[\H]{2,4}(?=[，。])",
            needles=("和",),
            roles=("lead", "paragraph"),
        ),
        on=False,
    ),
)
