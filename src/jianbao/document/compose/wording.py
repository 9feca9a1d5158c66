"""How the fate of a candidate is said, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from jianbao.document.compose.choosing import LeftOut, Reason
from jianbao.document.compose.draft import Doubt, Remark
from jianbao.document.problems import Sentence

REASONS: Mapping[Reason, Sentence] = {
    "auto-reply": Sentence("自动回复", "an automatic reply"),
    "bounce": Sentence("退信", "a bounce"),
    "delay": Sentence("投递延迟通知", "a notice of delay"),
    "receipt": Sentence("回执", "a receipt"),
    "own": Sentence("本编辑部发出的邮件", "mail of this desk that came back"),
    "unreadable": Sentence("读不出来", "it cannot be read"),
    "empty": Sentence("没有内容，也没有附件", "nothing is in it"),
    "no-text": Sentence("没有成篇的文字", "there is no running text in it"),
    "outside-window": Sentence("不在采集时间内", "it came outside the window"),
    "printed": Sentence("已经刊用：{instead}", "printed already: {instead}"),
    "superseded": Sentence("另有修订稿：{instead}", "a later version came: {instead}"),
    "duplicate": Sentence("与 {instead} 重复", "it repeats {instead}"),
}
DOUBTS: Mapping[Doubt, Sentence] = {
    "reading": Sentence("{detail}", "{detail}"),
    "resembles": Sentence("与 {detail} 相似", "resembles {detail}"),
    "over-budget": Sentence(
        "仍有 {detail} 字，超出栏目字数", "still {detail} characters, too long"
    ),
    "kept-whole": Sentence("为不改动事实，保留原句", "sentences stay whole to keep their facts"),
    "pictures": Sentence("另有 {detail} 张图片未用", "{detail} more pictures are not used"),
    "section": Sentence("栏目没有把握，也可放在 {detail}", "doubtful; it might stand in {detail}"),
}


def sentence(one: LeftOut | Remark, language: str = "zh") -> str:
    """Say why a candidate was left out, or what to look at in an item."""
    if isinstance(one, Remark):
        return DOUBTS[one.code].said(language, detail=one.detail)
    said = REASONS[one.reason].said(language, instead=one.instead)
    colon = ": " if language == "en" else "："
    return f"{said}{colon}{one.remark}" if one.remark and one.reason == "unreadable" else said
