"""P15x: how paragraphs, titles and captions end. Never asks a title for a full stop."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jianbao.document.problems import Sentence
from jianbao.document.proof.galley import BLOT, Galley, Passage, Role
from jianbao.document.proof.patterns import compiled, matches
from jianbao.document.proof.rule import GB15834, USAGE, Check, Hit, Rule

_LONGEST = 140  # characters without a full stop
_CAPTION: frozenset[Role] = frozenset({"caption"})
_ENDED = re.compile(
    r"[。？！…：；，、—～][”’」』）)】》]*$|】$|[。？！…][”’]?[（(][^（）()]{1,40}[）)]$"
)
_NUMBERED = re.compile(
    r"^(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)、.．]"
    r"|[①-⑳★■●▲◆•·]|第[一二三四五六七八九十]+[章节条])"
)
_LABELLED = re.compile(r"^[^。；]{1,10}：[^。；]*$|^(?:图|表|注|附件?)\s?\d|^图为")
_SENTENCE = re.compile(r"[，；。]")
_WHOLLY_QUOTED = re.compile(r"^[“《（【「『][^“”《》（）【】\n]*[”》）】」』]$")


def _open_ended(galley: Galley) -> list[tuple[Passage, bool]]:
    """Give paragraphs that read as sentences and close with no mark; True: before a byline."""
    found = []
    for group in galley.items:
        paragraphs = [passage for passage in group if passage.role == "paragraph"]
        for passage in paragraphs:
            signed = passage is paragraphs[-1] and _is_signed(passage)
            if _lacks_end(galley.words(passage), strict=signed):
                found.append((passage, signed))
    return found


def _is_signed(passage: Passage) -> bool:
    item = passage.item
    return item is not None and (item.byline is not None or item.source is not None)


def _lacks_end(text: str, *, strict: bool) -> bool:
    if len(text) < 12 or _ENDED.search(text) or _WHOLLY_QUOTED.search(text):
        return False
    if text[-1].isascii() and not text[-1].isalnum() and text[-1] != "%":
        return False
    if strict:
        return bool(_SENTENCE.search(text))
    if _LABELLED.search(text) or (_NUMBERED.search(text) and "。" not in text and len(text) < 40):
        return False
    return len(text) >= 15 and bool(_SENTENCE.search(text)) and not text.endswith(BLOT)


def _is_house_habit(galley: Galley, lacking: int) -> bool:
    """Say whether paragraphs mostly end without a mark: headlines, not sentences."""
    count = sum(1 for _ in galley.of("paragraph"))
    return lacking >= 3 and lacking * 2 >= count


def _missing_stop(*, signed: bool) -> Check:
    """Make the check for paragraphs before a byline, or for all others."""

    def check(galley: Galley) -> Iterator[Hit]:
        lacking = [passage for passage, before in _open_ended(galley) if before == signed]
        if not _is_house_habit(galley, len(lacking)):
            for passage in lacking:
                yield Hit(passage.end, passage.end, "。", {"tail": _tail(galley, passage)})

    return check


def _tail(galley: Galley, passage: Passage) -> str:
    return galley.printed[max(passage.start, passage.end - 6) : passage.end]


def _unfinished(galley: Galley) -> Iterator[Hit]:
    """Strike an item that ends in ，、 or ：."""
    for group in galley.items:
        last = group[-1]
        text = galley.words(last)
        plated = last.item is not None and (last.item.tables or last.item.pictures)
        if last.role == "paragraph" and not plated and compiled(r"[，、：]$").search(text):
            yield Hit(last.end - 1, last.end)


def _long_sentences(galley: Galley) -> Iterator[Hit]:
    for found in compiled(r"[^。？！；…\n]+").finditer(galley.text):
        length = found.end() - found.start()
        if length > _LONGEST and galley.at(found.start()).role in {"lead", "paragraph"}:
            yield Hit(found.start(), found.end(), None, {"count": length})


RULES = (
    Rule(
        code="P151",
        slug="missing-stop",
        severity="warning",
        source=f"{GB15834} 4.1.3",
        says=Sentence("段末缺少句号：“…{tail}”", "The paragraph ends without a full stop: …{tail}"),
        wrong="青江港务组织安全大检查，共排查整改隐患二十余处",
        right="青江港务组织安全大检查，共排查整改隐患二十余处。",
        check=_missing_stop(signed=False),
        fixable=True,
    ),
    Rule(
        code="P152",
        slug="missing-stop-before-byline",
        severity="warning",
        source=f"{GB15834} 4.1.3",
        says=Sentence("署名前缺少句号：“…{tail}”", "No full stop before the byline: …{tail}"),
        wrong="青江港务组织安全大检查，共排查整改隐患二十余处\n@署名 （青江港务 柳明）",
        right="青江港务组织安全大检查，共排查整改隐患二十余处。\n@署名 （青江港务 柳明）",
        check=_missing_stop(signed=True),
        fixable=True,
    ),
    Rule(
        code="P153",
        slug="unfinished-item",
        severity="warning",
        source=f"{GB15834} 4.1.3",
        says=Sentence(
            "全文以“{text}”结尾，似未写完", "The item ends in {text}: it seems unfinished"
        ),
        wrong="会议提出三点要求，",
        right="会议提出三点要求。",
        check=_unfinished,
    ),
    Rule(
        code="P154",
        slug="mark-ends-title",
        severity="advice",
        source=f"{GB15834} B.4",
        says=Sentence("标题末尾不用“{text}”", "A heading does not end in {text}"),
        wrong="### 青江港务完成岸电改造。\n青江港务完成全部泊位的岸电改造。",
        right="### 青江港务完成岸电改造\n青江港务完成全部泊位的岸电改造。",
        check=matches(
            r"[。，、；：,;]$", fix="", needles="。，、；：,;", roles=("title", "heading")
        ),
        fixable=True,
    ),
    Rule(
        code="P155",
        slug="stop-ends-caption",
        severity="advice",
        source=f"{GB15834} A.1",
        says=Sentence("图表说明末尾不用句号", "A caption does not end in a full stop"),
        wrong="岸电改造现场照片已经收到。\n@图 a.jpg|工人安装岸电箱。|工人在码头安装岸电箱",
        right="岸电改造现场照片已经收到。\n@图 a.jpg|工人安装岸电箱|工人在码头安装岸电箱",
        check=matches(r"。$", fix="", needles="。", roles=_CAPTION),
        fixable=True,
    ),
    Rule(
        code="P156",
        slug="stop-inside-bracket",
        severity="advice",
        source=f"{GB15834} A.7.1",
        says=Sentence(
            "句内括号里的末尾不用句号", "A bracket inside a sentence holds no final stop"
        ),
        wrong="岸电改造（共十二个泊位。）全部完成。",
        right="岸电改造（共十二个泊位）全部完成。",
        check=matches(
            r"(?<=[\H\d”》])(?<![。？！…])(?P<whole>（[^（）。\n]*)。）(?=[\H，、；：。])",
            fix=r"\g<whole>）",
            needles=("。）",),
        ),
        fixable=True,
    ),
    Rule(
        code="P157",
        slug="stop-on-both-sides",
        severity="warning",
        source=f"{GB15834} A.5",
        says=Sentence(
            "引号内外都有句末点号：“{text}”",
            "Point marks stand inside and outside the quotation: {text}",
        ),
        wrong="他说：“安全没有捷径。”。",
        right="他说：“安全没有捷径。”",
        check=matches(r"。”[。，；]", needles=("。”",)),
    ),
    Rule(
        code="P158",
        slug="long-sentence",
        severity="advice",
        source=USAGE,
        says=Sentence(
            "一个句子长达 {count} 字，宜断开", "A sentence of {count} characters; better split it"
        ),
        wrong="会议要求，" + "各单位要对照清单逐项排查，" * 12 + "做到不漏一处。",
        right="会议要求，各单位要对照清单逐项排查，做到不漏一处。",
        check=_long_sentences,
    ),
)
