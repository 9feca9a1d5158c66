"""What went wrong, or may have, while a file was read: values with a sentence for its sender.

A Problem is never an exception: readers return it beside whatever they could still read.
"""

from __future__ import annotations

import msgspec


class Sentence(msgspec.Struct, frozen=True):
    """One sentence in both languages of the desk; `{name}` marks what is filled in."""

    zh: str
    en: str

    def said(self, language: str = "zh", **values: object) -> str:
        """Give the sentence in `language` (`zh` or `en`) with its values filled in."""
        return (self.en if language == "en" else self.zh).format(**values)


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """`code` names a row of SENTENCES; `where` is a page, a line, a part of the file, or ''.

    `refused` says that nothing of the file could be read.
    """

    code: str
    message: str
    where: str = ""
    refused: bool = False


REFUSALS = {
    "encrypted": Sentence(
        "文件设有密码，无法读取。请取消密码后重新发送。",
        "The file is protected by a password. Remove the password and send it again.",
    ),
    "corrupt": Sentence(
        "文件已损坏或不完整，无法打开。请重新导出后再发送。",
        "The file is damaged or incomplete. Export it again and resend it.",
    ),
    "too-big": Sentence(
        "文件过大，超出处理上限（{limit}）。请拆分或压缩图片后重新发送。",
        "The file exceeds the limit ({limit}). Split it or shrink its pictures and resend it.",
    ),
    "too-deep": Sentence(
        "文件内部嵌套层数异常，无法安全读取。请另存为普通文档后重新发送。",
        "The file is nested too deeply to be read safely. Save it as a plain document and resend.",
    ),
    "unsupported": Sentence(
        "不支持这种文件（{kind}）。请改用 Word、PDF 或纯文本。",
        "This kind of file ({kind}) is not supported. Use Word, PDF or plain text.",
    ),
    "timeout": Sentence(
        "文件处理超时，已停止读取。请简化内容后重新发送。",
        "Reading the file took too long and was stopped. Simplify it and resend it.",
    ),
    "missing-tool": Sentence(
        "读取这种文件需要 {tool}，本机未安装。运行 jianbao doctor 查看安装方法。",
        "Reading this file needs {tool}, which is not installed. See: jianbao doctor.",
    ),
    "malformed": Sentence(
        "内容不符合简报的文本格式：{reason}",
        "The content does not follow the form it declares: {reason}",
    ),
    "empty": Sentence(
        "文件中没有可读的文字。",
        "The file holds no text that can be read.",
    ),
}

NOTICES = {
    "macro": Sentence(
        "文件含有宏，宏未被执行，也未保留。",
        "The file carries macros; they were neither run nor kept.",
    ),
    "external": Sentence(
        "文件引用了外部内容（{target}），未予读取。",
        "The file refers to outside content ({target}), which was not fetched.",
    ),
    "embedded-object": Sentence(
        "文件嵌有其他对象，未予读取。",
        "The file embeds other objects, which were not read.",
    ),
    "tracked-changes": Sentence(
        "文件含有修订痕迹：保留了 {inserted} 处插入，去掉了 {deleted} 处删除。请核对。",
        "The file has tracked changes: {inserted} insertions kept, {deleted} deletions dropped.",
    ),
    "unresolved-changes": Sentence(
        "文件可能含有修订痕迹或隐藏文字，未能分辨，其中已删除的文字可能仍在。请核对。",
        "The file may have tracked changes or hidden text that could not be told apart from the "
        "rest; deleted text may still be in it.",
    ),
    "hidden-text": Sentence(
        "文件含有隐藏文字，未予采用。",
        "The file has hidden text, which was left out.",
    ),
    "comments": Sentence(
        "文件含有批注，未予采用。",
        "The file has comments, which were left out.",
    ),
    "uncalculated": Sentence(
        "有 {count} 个公式没有存下计算结果，单元格留空。请用表格软件打开并保存后重新发送。",
        "{count} formulas carry no calculated value and were left blank. Open and save the file in "
        "a spreadsheet program and send it again.",
    ),
    "scanned": Sentence(
        "这是扫描件或图片，文字由识别得到，请仔细核对。",
        "This is a scan or picture; its text was recognised and needs a careful check.",
    ),
    "decoded": Sentence(
        "文字编码按 {charset} 解读。",
        "The text was decoded as {charset}.",
    ),
    "truncated": Sentence(
        "内容超出上限（{limit}），其后的部分未读取。",
        "The content exceeds the limit ({limit}); what follows was not read.",
    ),
    "no-masthead": Sentence(
        "没有认出报头（刊名、期号），按散稿处理。",
        "No masthead (title, number) was recognised.",
    ),
    "no-number": Sentence(
        "没有认出期号。",
        "No issue number was recognised.",
    ),
    "no-items": Sentence(
        "这一期没有条目，只有栏目。",
        "The issue has sections but no items.",
    ),
    "doubtful": Sentence(
        "此处分段或归类没有把握，请核对：{text}",
        "Uncertain split or placing here, please check: {text}",
    ),
    "unplaced": Sentence(
        "有文字未能归入任何部分，已原样保留：{text}",
        "Some text fits no part of an issue and was kept as it is: {text}",
    ),
    "stray-mark": Sentence(
        "段首有多余的标点“{mark}”，已原样保留，请核对。",
        "A stray mark “{mark}” opens a paragraph; it was kept as it is, please check.",
    ),
}


def problem(code: str, *, where: str = "", language: str = "zh", **values: object) -> Problem:
    """Make the Problem `code`, its sentence in `language` filled in with `values`."""
    refused = code in REFUSALS
    sentence = (REFUSALS if refused else NOTICES)[code]
    return Problem(
        code=code, message=sentence.said(language, **values), where=where, refused=refused
    )


class Unreadable(Exception):
    """Raised inside a format reader to stop at once; the reader of files turns it to a Problem."""

    def __init__(self, code: str, *, where: str = "", **values: object) -> None:
        """Take the code of a row of REFUSALS and the values its sentence wants."""
        super().__init__(code)
        self.code = code
        self.where = where
        self.values = values

    def problem(self, language: str = "zh") -> Problem:
        """Give the Problem this stop stands for."""
        return problem(self.code, where=self.where, language=language, **self.values)
