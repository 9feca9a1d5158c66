"""The run-in head (导语) of an item: how many characters of its first paragraph are one."""

from __future__ import annotations

import re

from jianbao.language.unit_names import is_unit_name

_LONGEST = 36  # characters of a first sentence that can be a run-in head
_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?][”’」』）)》]*")
_BRACKET_HEAD = re.compile(r"[【〖][^【】〖〗]{2,30}[】〗]")
_VERB = re.compile(
    r"召开|举行|举办|开展|组织|赴|到|为|获|荣|启动|开班|开幕|闭幕|落幕|揭牌|签约|签署|印发|发布|完成|实现|突破|通过|"
    r"推进|推动|引领|助力|打造|加强|落实|部署|调研|检查|慰问|走进|参加|迎|建成|投运|投产|开工|竣工|首次|成功|召開|舉行|舉辦"
)
_NO_HEADLINE = re.compile(
    r"，.*，|^(?:从|要|通过|通過|我|他|她|这|那|在|对|当)|[“‘《（(][^”’》）)]*$|是一"
)


def headline_length(text: str) -> int:
    """Measure the first sentence when it reads as a headline and more follows; else 0."""
    bracket = _BRACKET_HEAD.match(text)
    if bracket and bracket.end() < len(text):
        return bracket.end()
    sentence = _SENTENCE.match(text)
    if not sentence or sentence.end() >= len(text) or sentence.end() > _LONGEST:
        return 0
    head = sentence[0]
    if is_unit_name(head.rstrip("。")):
        return sentence.end()
    telling = _VERB.search(head) and not _NO_HEADLINE.search(head)
    return sentence.end() if telling else 0
