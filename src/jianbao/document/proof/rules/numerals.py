"""N2xx: numbers, units of measure and percentages (数字用法)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jianbao.document.problems import Sentence
from jianbao.document.proof.galley import Galley
from jianbao.document.proof.patterns import ALL, TEXT, compiled, matches
from jianbao.document.proof.rule import GB15834, GB15835, USAGE, Hit, Rule

GB3100 = "GB 3100-1993"

_UNITS = "万亿元人名个项次家台套吨米千克公里斤亩度倍分秒℃％%"
_YEAR_DIGITS = "0-9０-９oOОО○零〇一二三四五六七八九"
_WRONG_SYMBOLS = {
    "KM": "km", "Km": "km", "KG": "kg", "Kg": "kg", "kw": "kW", "Kw": "kW", "KW": "kW",
    "kwh": "kWh", "KWH": "kWh", "Kwh": "kWh", "KWh": "kWh", "Mw": "MW", "mw": "MW",
    "kv": "kV", "KV": "kV", "Kv": "kV", "CM": "cm", "MM": "mm", "Mpa": "MPa", "mpa": "MPa",
    "MPA": "MPa", "Kpa": "kPa", "KPa": "kPa", "ML": "mL", "Mhz": "MHz", "hz": "Hz", "HZ": "Hz",
}  # fmt: skip
_OLD_UNITS = {"平米": "平方米", "公分": "厘米", "公尺": "米", "公方": "立方米", "英吋": "英寸"}
_SQUARES = {"2": "²", "3": "³"}


def _chinese_year(found: re.Match[str]) -> str | None:
    """Give every digit of a year in Chinese numerals; a zero among them is 〇."""
    digits = str.maketrans(
        "0123456789０１２３４５６７８９oOО○零", "〇一二三四五六七八九" * 2 + "〇" * 5
    )
    return found[0].translate(digits)


def _plain_thousands(found: re.Match[str]) -> str:
    return str(int(found[1]) * {"十": 10, "百": 100, "千": 1000}[found[2]])


def _half_width(found: re.Match[str]) -> str:
    return "".join(chr(ord(letter) - 0xFEE0) for letter in found[0])


def _repaired_range(found: re.Match[str]) -> str:
    first = found["first"] + (found["first_unit"] or "")
    percent = "%" if found["unit"] in "%％" and not found["first_unit"] else ""
    return f"{first}{percent}～{found['second']}"


def _wrong_symbols(galley: Galley) -> Iterator[Hit]:
    for found in compiled(r"(?<=\d) ?([A-Za-z]{2,3})(?![A-Za-z0-9])").finditer(galley.text):
        right = _WRONG_SYMBOLS.get(found[1])
        if right and galley.at(found.start()).role in TEXT:
            yield Hit(found.start(1), found.end(1), right)


def _old_units(galley: Galley) -> Iterator[Hit]:
    pattern = rf"(?<=[\d万千百十余多]) ?({'|'.join(_OLD_UNITS)})"
    if any(unit in galley.text for unit in _OLD_UNITS):
        for found in compiled(pattern).finditer(galley.text):
            yield Hit(found.start(1), found.end(1), _OLD_UNITS[found[1]])


def _thousands(galley: Galley) -> Iterator[Hit]:
    """Strike the rarer form of 12,000 and 12000 in one issue (4.7)."""
    split = list(compiled(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,])").finditer(galley.text))
    if not split:
        return
    plain = list(
        compiled(r"(?<![\d,.A-Za-z#])\d{5,}(?![\d,A-Za-z])(?= ?[\H])").finditer(galley.text)
    )
    for found in split if len(split) <= len(plain) else plain:
        if galley.at(found.start()).role in TEXT:
            yield Hit(found.start(), found.end())


def _two_scripts(galley: Galley) -> Iterator[Hit]:
    """Strike 三十五人 beside 12人: one kind of number in two forms within one issue (4.8)."""
    pattern = (
        r"(?<![第一二三四五六七八九百千万几])[一二三四五六七八九]?十[一二三四五六七八九]?余?"
        r"([人名个项次家台套吨元])"
    )
    if "十" not in galley.text:
        return
    for found in compiled(pattern).finditer(galley.text):
        if galley.at(found.start()).role in {"lead", "paragraph"}:
            twin = compiled(rf"\d{{2,}} ?余? ?{found[1]}").search(galley.text)
            if twin and not found[0].startswith("十个") and len(found[0]) > 2:
                yield Hit(found.start(), found.end() - 1, None, {"twin": twin[0]})


RULES = (
    Rule(
        code="N201",
        slug="mixed-year",
        severity="warning",
        source=f"{GB15835} 5.2",
        says=Sentence(
            "年份写法混杂：应为“{fix}”或全用阿拉伯数字",
            "A year of mixed digits: {fix}, or all Arabic",
        ),
        wrong="二00八年投产的生产线完成改造。",
        right="二〇〇八年投产的生产线完成改造。",
        check=matches(
            rf"(?<![\H\d])(?=[{_YEAR_DIGITS}]{{4}}年)(?=[\d０-９oO]*[一二三四五六七八九])(?![一二三四五六七八九〇]{{4}})"
            rf"[一二三四五六七八九][{_YEAR_DIGITS}]{{3}}(?=年)|(?<=[\H])二[0０oOО○零][{_YEAR_DIGITS}]{{2}}(?=年)",
            fix=_chinese_year,
            needles=("年",),
        ),
        fixable=True,
    ),
    Rule(
        code="N202",
        slug="short-year",
        severity="warning",
        source=f"{GB15835} 5.1",
        says=Sentence("年份不能简写：“{text}年”", "A year is written in full, not {text}"),
        wrong="21年5月，二号泊位投用。",
        right="2021年5月，二号泊位投用。",
        check=matches(
            r"(?<![\d.第～—至近约\-])(?<!\d )\d{2}(?= ?年(?: ?\d{1,2} ?月|度|底|末(?!期)|"
            r"上半年|下半年|[一二三四]季度))",
            needles=("年",),
        ),
    ),
    Rule(
        code="N203",
        slug="hyphen-in-range",
        severity="warning",
        source=f"{GB15834} 4.13.3.2",
        says=Sentence("数值范围用“～”：{fix}", "A range of numbers takes ～: {fix}"),
        wrong="能耗下降20-30%。",
        right="能耗下降20%～30%。",
        check=matches(
            r"(?<![\d\-A-Za-z.#])(?P<first>\d+(?:\.\d+)?)(?P<first_unit>[%万亿])? ?(?:[-－–~]|--) ?"
            rf"(?P<second>\d+(?:\.\d+)?)(?= ?(?P<unit>[{_UNITS}]))(?! ?[月日年时点])",
            fix=_repaired_range,
            needles="-－–~",
        ),
        fixable=True,
    ),
    Rule(
        code="N204",
        slug="range-loses-unit",
        severity="warning",
        source=f"{GB15835} 5.1.1",
        says=Sentence(
            "范围前一个数也要写“{unit}”", "The first number of the range needs its {unit} too"
        ),
        wrong="投资9～16亿元，建设深水泊位。",
        right="投资9亿～16亿元，建设深水泊位。",
        check=matches(
            r"(?<![\d.])\d+(?:\.\d+)? ?[～—] ?\d+(?:\.\d+)? ?(?P<unit>[万亿%％])", needles="～—"
        ),
    ),
    Rule(
        code="N205",
        slug="digits-with-thousand",
        severity="warning",
        source=f"{GB15835} 5.1",
        says=Sentence("“{text}”数字与汉字混用，应为“{fix}”", "{text} mixes scripts: {fix}"),
        wrong="节约费用4千元。",
        right="节约费用4000元。",
        check=matches(
            r"(?<![\d.万亿])(\d{1,3})([百千])(?![克米瓦帕赫卡字伏安焦乏分年态\d]|亿亿)",
            fix=_plain_thousands,
            needles="百千",
        ),
        fixable=True,
    ),
    Rule(
        code="N206",
        slug="ten-thousand-and-more",
        severity="warning",
        source=f"{GB15835} 5.1",
        says=Sentence(
            "“{text}”应写成一个数：全用数字，或以万、亿为单位",
            "Write {text} as one number: in digits, or in 万 or 亿",
        ),
        wrong="全年节电1万2000千瓦时。",
        right="全年节电1.2万千瓦时。",
        check=matches(r"(?<!\d)\d+(?:万\d+[千百]?|亿\d+万?)", needles="万亿"),
    ),
    Rule(
        code="N207",
        slug="full-width-percent",
        severity="warning",
        source=f"{GB15835} 4.1",
        says=Sentence("百分号用半角“%”", "The percent sign is half width: %"),
        wrong="设备完好率达到98％。",
        right="设备完好率达到98%。",
        check=matches(r"％", fix="%", needles="％"),
        fixable=True,
    ),
    Rule(
        code="N208",
        slug="full-width-letters",
        severity="warning",
        source=f"{GB15835} 4.1",
        says=Sentence("数字、字母用半角：{fix}", "Digits and letters are half width: {fix}"),
        wrong="完成集装箱吞吐量３２０箱。",
        right="完成集装箱吞吐量320箱。",
        check=matches(r"[０-９Ａ-Ｚａ-ｚ]+(?:．[０-９]+)?", fix=_half_width, roles=ALL),
        fixable=True,
    ),
    Rule(
        code="N209",
        slug="missing-zero",
        severity="warning",
        source=f"{GB15835} 5.1.3",
        says=Sentence("纯小数要写出小数点前的0：{fix}", "A decimal keeps its leading zero: {fix}"),
        wrong="故障率下降到.5%。",
        right="故障率下降到0.5%。",
        check=matches(r"(?<=[\H ])\.\d+", fix=r"0\g<0>", needles="."),
        fixable=True,
    ),
    Rule(
        code="N210",
        slug="full-width-thousands",
        severity="warning",
        source=f"{GB15835} 5.1.2",
        says=Sentence("千分位不用全角逗号", "No full-width comma inside a number"),
        wrong="共发放慰问金12，800元。",
        right="共发放慰问金12800元。",
        check=matches(
            r"(?<![\d，.])[1-9]\d{0,2}，\d{3}(?![\d年])(?= ?[万元吨米千人])", needles="，"
        ),
    ),
    Rule(
        code="N211",
        slug="thousands-two-ways",
        severity="advice",
        source=f"{GB15835} 5.1.2",
        says=Sentence(
            "多位数写法不一（千分撇与不分节并存）：{text}",
            "Long numbers are written two ways: {text}",
        ),
        wrong="一号线发运12,000吨，二号线发运15000吨，三号线发运18000吨。",
        right="一号线发运12000吨，二号线发运15000吨，三号线发运18000吨。",
        check=_thousands,
    ),
    Rule(
        code="N212",
        slug="doubled-approximation",
        severity="warning",
        source=USAGE,
        says=Sentence("“{text}”约数重复，前后只留一个", "{text} says “about” twice; keep one"),
        wrong="近400余名职工参加。",
        right="400余名职工参加。",
        check=matches(
            r"(?:近|将近|约|大约|超|超过|逾) ?\d[\d.,]* ?[万亿]?(?:余|多)(?=[\H])"
            r"|(?:约|大约|近|将近) ?\d[\d.,]* ?[\H%]{0,4}?(?:左右|上下)"
            r"|(?:超过|至少|不少于|不低于) ?\d[\d.,]* ?[\H%]{0,3}?以上"
            r"|(?<![\d.,])\d[\d.,]* ?(?:余多|[余多][\H]{1,2}左右)",
        ),
    ),
    Rule(
        code="N213",
        slug="about-about",
        severity="warning",
        source=USAGE,
        says=Sentence("“{text}”约数词重复", "{text}: two words for “about”"),
        wrong="大约近40名职工参加。",
        right="近40名职工参加。",
        check=matches(r"(?:大约|约|将近|大概|差不多)(?:将?近|约)(?= ?\d)", needles="约近"),
    ),
    Rule(
        code="N214",
        slug="times-fewer",
        severity="warning",
        source=USAGE,
        says=Sentence(
            "减少不能用倍数，用百分之几或几分之几", "A decrease is told in parts, never in times"
        ),
        wrong="故障率降低了3倍。",
        right="故障率降低了75%。",
        check=matches(
            r"(?:降低|减少|下降|缩短|缩小|降)了?(?:近|约)? ?(?:\d+(?:\.\d+)?|[一二两三四五"
            r"六七八九十百]+) ?倍",
            needles=("倍",),
        ),
    ),
    Rule(
        code="N215",
        slug="flat-square",
        severity="warning",
        source=GB3100,
        says=Sentence("“{text}”应为“{fix}”", "{text} should be {fix}"),
        wrong="覆膜面积约17500m2。",
        right="覆膜面积约17500m²。",
        check=matches(
            r"(?<=\d) ?([kcmd]?m)([23])(?![\dA-Za-z])",
            fix=lambda found: found[1] + _SQUARES[found[2]],
            needles=("m2", "m3"),
        ),
        fixable=True,
    ),
    Rule(
        code="N216",
        slug="unit-symbol-case",
        severity="warning",
        source=GB3100,
        says=Sentence("单位符号“{text}”应为“{fix}”", "The unit symbol {text} is written {fix}"),
        wrong="新增储能容量20Kwh。",
        right="新增储能容量20kWh。",
        check=_wrong_symbols,
        fixable=True,
    ),
    Rule(
        code="N217",
        slug="non-legal-unit",
        severity="advice",
        source=GB3100,
        says=Sentence(
            "“{text}”不是法定计量单位名称，应为“{fix}”", "{text} is no legal unit: {fix}"
        ),
        wrong="新建堆场300平米。",
        right="新建堆场300平方米。",
        check=_old_units,
        fixable=True,
    ),
    Rule(
        code="N218",
        slug="two-as-er",
        severity="warning",
        source=USAGE,
        says=Sentence("量词前用“两”：{fix}", "Before a measure word stands 两: {fix}"),
        wrong="建成二个深水泊位。",
        right="建成两个深水泊位。",
        check=matches(
            r"(?<![第初十百千万零〇一二三四五六七八九、其视])二(?=[个名位项台家套份座批])"
            r"|(?<=历时|长达|持续|为期|相隔)二(?=年(?!级)|天|周|个)",
            fix="两",
            needles=("二",),
            unless=r"房|次",
        ),
        fixable=True,
    ),
    Rule(
        code="N219",
        slug="two-scripts",
        severity="advice",
        source=f"{GB15835} 4.4",
        says=Sentence(
            "同类数字写法不一：“{text}”与“{twin}”",
            "The same kind of number in two scripts: {text} and {twin}",
        ),
        wrong="一车间三十五人、二车间42人参加义务植树。",
        right="一车间35人、二车间42人参加义务植树。",
        check=_two_scripts,
    ),
    Rule(
        code="N220",
        slug="currency-twice",
        severity="warning",
        source=USAGE,
        says=Sentence("“{text}”货币符号与“元”重复", "{text} names the currency twice"),
        wrong="发放慰问金￥5000元。",
        right="发放慰问金5000元。",
        check=matches(r"[￥¥] ?\d[\d.,]* ?[万亿]?元", needles="￥¥"),
    ),
    Rule(
        code="N221",
        slug="two-units",
        severity="error",
        source=USAGE,
        says=Sentence("单位或数词重复：“{text}”", "The unit stands twice: {text}"),
        wrong="投入资金30万万元。",
        right="投入资金30万元。",
        check=matches(
            r"\d ?(?:万万|亿亿|元元|万元元|人人次|吨吨|米米|%%|％％|名名|项项|家家(?!户))"
        ),
    ),
)
