"""What stands around the text of a contribution is taken off it: no word of the text itself.

Greetings, 现将…报送如下, datelines, headings of chapters, labels, rows of tables.
"""

from __future__ import annotations

from collections.abc import Sequence

from jianbao.document.model import one_line
from jianbao.language.patterns import compiled
from jianbao.language.sentences import split_sentences

_STOPS = "。！？!?…"
_GREETING = (
    r"^(?:尊敬的|各位|亲爱的)?(?:编辑|领导|老师|同志|主编)[^，。；：:]{0,8}"
    r"(?:[：:，,！!]|您好[！!。，,])"
)
_DATELINE = (
    r"^(?:本[报网刊社台]|[\u4e00-\u9fff]{2,8}(?:报|网))(?:讯|消息|电)[ \u3000]*"
    r"(?:[（(][^（()）]{2,30}[）)])?[：: \u3000]*"
)
_REPORTER = r"^[（(](?:本报|特约)?(?:通讯员|记者|信息员)[^（()）]{2,30}[）)][：: \u3000]*"
_ANNOUNCING = (
    r"^(?:为[^。]{2,40}，)?(?:现|现将|兹将|特将|特)[^。！？]{0,50}"
    r"(?:报送|汇报|报告|公布|通报|介绍|总结|说明)(?:如下|于后|给您|贵部|您)?[：:。]?$"
)
_ENDING = (
    r"^(?:特此|以上|妥否|当否|请予?审|请查收|请指正|此致|敬礼|谢谢|附件)[^。]{0,24}[。！!]?$"
    r"|^如有(?:不妥|问题|疑问)[^。]{0,24}[。！!]?$"
)
_NUMBER = (
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、.．](?!\d))"
    r"[ \u3000]*"
)


def trimmed(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Give the paragraphs that tell something, each without what stands around it.

    A text that holds no stop at all is one sentence and stays, when it is its only paragraph.
    """
    texts = [_without_opening(one_line(text)) for text in paragraphs]
    kept = [text for text in map(_without_remarks, texts) if _is_told(text)]
    alone = [text for text in texts if len(text) > 15 and "\u3000" not in text]
    return tuple(kept or (alone if len(alone) == 1 else ()))


def _without_opening(text: str) -> str:
    for pattern in (_GREETING, _DATELINE, _REPORTER, _NUMBER):
        text = compiled(pattern).sub("", text, count=1)
    return text.lstrip("。，、；：").strip()  # a mark that strayed to the start


def _without_remarks(text: str) -> str:
    """Leave out the sentences that only announce the text or take leave."""
    sentences = [one.text for one in split_sentences(text)]
    remarks = (compiled(_ANNOUNCING), compiled(_ENDING))
    told = [one for one in sentences if not any(remark.match(one.strip()) for remark in remarks)]
    return "".join(told).strip() if len(told) < len(sentences) else text


def _is_told(text: str) -> bool:
    """Say whether a paragraph is sentences, not a heading, a label or a row of a table."""
    return any(stop in text for stop in _STOPS) and "\u3000" not in text.strip("\u3000")
