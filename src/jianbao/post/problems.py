"""What can be wrong with a mail, as values that explain themselves in both languages.

A Problem is never an exception: a mail that holds one is still read as far as it goes.
"""

from __future__ import annotations

import msgspec

SENTENCES = {
    "not-a-mail": (
        "不是可识别的邮件，内容按正文保留。",
        "This is no mail that can be recognised; its content is kept as the text.",
    ),
    "unreadable": (
        "邮件结构无法解析，原始邮件已保存。",
        "The mail cannot be parsed; the raw mail is kept.",
    ),
    "header-damaged": (
        "邮件头“{name}”已损坏，仅读出一部分。",
        "The header field {name} is damaged and was read in part.",
    ),
    "too-many-headers": (
        "邮件头过多或过长，超出部分未读取。",
        "The header is too long; the rest of it was not read.",
    ),
    "too-many-parts": (
        "邮件内的部分超过 {limit} 个，其余未读取。",
        "The mail has more than {limit} parts; the rest was not read.",
    ),
    "too-deep": (
        "邮件嵌套超过 {limit} 层，更深的内容未读取。",
        "The mail is nested deeper than {limit} levels; what lies deeper was not read.",
    ),
    "too-big": (
        "附件“{name}”使邮件总量超出上限，未读取。",
        "The part {name} takes the mail over its size limit and was not read.",
    ),
    "encoding-damaged": (
        "附件“{name}”传输编码有损坏，内容可能不完整。",
        "The transfer encoding of {name} is damaged; its content may be incomplete.",
    ),
    "text-damaged": (
        "正文中有无法解码的字符。",
        "The text holds characters that could not be decoded.",
    ),
    "no-boundary": (
        "邮件的分段标记缺失，内容按正文保留。",
        "The marks between the parts are missing; the content is kept as the text.",
    ),
    "truncated": (
        "邮件不完整，末尾缺失。",
        "The mail is incomplete: its end is missing.",
    ),
    "winmail-damaged": (
        "winmail.dat 已损坏，其中的附件可能不全。",
        "The winmail.dat is damaged; attachments in it may be missing.",
    ),
    "not-attached": (
        "附件“{name}”只有外部链接，邮件中没有内容。",
        "The part {name} is only a reference; its content did not come with the mail.",
    ),
    "encrypted": (
        "邮件已加密，无法读取内容。",
        "The mail is encrypted and cannot be read.",
    ),
}


class Problem(msgspec.Struct, frozen=True):
    """`code` names a row of SENTENCES; `where` is the path of a part, or '' for the whole mail."""

    code: str
    where: str = ""
    values: dict[str, str] = {}

    def said(self, language: str = "zh") -> str:
        """Give the sentence in `language`: `zh` or `en`."""
        chinese, english = SENTENCES[self.code]
        return (english if language == "en" else chinese).format(**self.values)


def problem(code: str, where: str = "", **values: object) -> Problem:
    """Make a Problem; its code must be a row of SENTENCES and its values fill the sentence."""
    found = Problem(code, where, {name: str(value) for name, value in values.items()})
    found.said()
    return found
