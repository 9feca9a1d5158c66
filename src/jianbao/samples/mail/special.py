"""The mail that makes an editor look twice: splits, revisions, repeats, broken and locked files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import msgspec

from jianbao.samples.contributions import Piece
from jianbao.samples.files.others import table_file, zip_file
from jianbao.samples.files.word import word_file
from jianbao.samples.mail.forms import (
    SHEET,
    WORD,
    day_of,
    photographs,
    with_file,
    word_attached,
    word_name,
)
from jianbao.samples.mail.letter import Letter, Sender, letter_of, moment, signature
from jianbao.samples.mail.wire import block, file_part, multipart, text_part

Pieces = Mapping[str, Piece]
_LOCKED = Path(__file__).parents[1] / "files" / "locked.docx"  # its password is 123456
_BRIEFS = ("baichuan-brief-lights", "baichuan-brief-audit", "baichuan-brief-tea")
_ZIPPED = ("hongfeng-points", "hongfeng-inventory", "hongfeng-canteen")
_TEAMS = (
    ("班组", "主汽温度/℃", "真空度/kPa", "自用电率/%", "发电量/万千瓦时"),
    ("一班", "348", "-92.1", "6.4", "241.6"),
    ("二班", "351", "-92.8", "6.1", "246.3"),
    ("三班", "353", "-93.3", "5.8", "252.9"),
    ("四班", "349", "-92.4", "6.2", "243.7"),
)
_CHECKS: tuple[tuple[str | int | float, ...], ...] = (
    ("单位", "检查项", "发现问题", "已整改", "整改率"),
    ("青石分公司", 132, 58, 54, 0.931),
    ("白川分公司", 127, 61, 55, 0.902),
    ("红枫分公司", 119, 52, 47, 0.904),
    ("南坪矿业", 141, 66, 57, 0.864),
    ("云岭物流", 84, 37, 33, 0.892),
    ("云岭环保", 92, 43, 41, 0.953),
)
_COSTS: tuple[tuple[str | int | float, ...], ...] = (
    ("单位", "可控成本降幅/%", "节约费用/万元", "驻点会计"),
    ("青石分公司", 3.9, 452, "尹知秋"),
    ("白川分公司", 3.2, 367, "方小禾"),
    ("红枫分公司", 3.7, 321, "卫听澜"),
)


def table_inside(pieces: Pieces) -> bytes:
    """Give a Word file whose figures stand in a table."""
    piece = pieces["baichuan-power"]
    file = file_part(word_name(piece), word_file(piece, rows=_TEAMS), WORD)
    return letter_of(piece).raw(with_file(piece, "utf-8", file))


def table_beside(pieces: Pieces) -> bytes:
    """Give a Word file and the figures behind it as a spreadsheet."""
    piece = pieces["caiwu-card"]
    sheet = table_file("成本会计驻车间成效统计表", _COSTS, piece.happened)
    files = (
        file_part(word_name(piece), word_file(piece), WORD, "gb2312"),
        file_part("附表：驻点成效统计.xlsx", sheet, SHEET, "gb2312"),
    )
    return letter_of(piece, "gb2312").raw(with_file(piece, "gb2312", *files))


def table_alone(pieces: Pieces, today: dt.date) -> bytes:
    """Give a letter with nothing but a spreadsheet."""
    piece = pieces["anhuan-inspection"]
    day = today - dt.timedelta(days=7)
    letter = Letter(
        name="anhuan-figures",
        sender=letter_of(piece).sender,
        subject="交叉安全检查情况统计表",
        sent=moment("anhuan-figures", day),
    )
    sheet = table_file("集团公司交叉安全检查情况统计表", _CHECKS, day)
    file = file_part(f"检查情况统计表{day_of(day)}.xlsx", sheet, SHEET, "rfc2231")
    return letter.raw(
        with_file(piece, "utf-8", file, said="各位老师：\n\n统计表见附件，供编稿参考。")
    )


def three_zipped(pieces: Pieces) -> bytes:
    """Give a ZIP of three Word files, their names in GBK."""
    chosen = [pieces[key] for key in _ZIPPED]
    packed = zip_file(
        {f"{at}.{word_name(piece)}": word_file(piece) for at, piece in enumerate(chosen, start=1)}
    )
    first = chosen[-1]
    letter = msgspec.structs.replace(letter_of(first, "gb2312"), subject="红枫分公司本月稿件三篇")
    file = file_part("红枫分公司稿件.zip", packed, "application/zip", "gb2312")
    return letter.raw(
        with_file(first, "gb2312", file, said="老师好，本月三篇稿件打包报送，请查收。")
    )


def three_at_once(pieces: Pieces) -> bytes:
    """Give three short pieces, numbered, in the text of one mail."""
    chosen = [pieces[key] for key in _BRIEFS]
    texts = (
        f"{number}、{piece.title}\n\n{''.join(piece.paragraphs)}{piece.signed}"
        for number, piece in zip("一二三", chosen, strict=True)
    )
    text = "编辑老师：\n\n本周信息三条，请选用。\n\n" + "\n\n".join(texts) + signature(chosen[0])
    letter = msgspec.structs.replace(letter_of(chosen[0]), subject="白川分公司信息三则")
    return letter.raw(text_part(text))


def revision(pieces: Pieces) -> tuple[bytes, bytes]:
    """Give a piece and its revised version of two days later, an answer to the first."""
    draft, revised = pieces["qingshi-crane-draft"], pieces["qingshi-crane-revised"]
    first = letter_of(draft)
    answer: tuple[str, bytes] = ("In-Reply-To", first.message_id.encode())
    second = msgspec.structs.replace(
        letter_of(revised, days_after=3),
        subject=f"【修订稿，以此为准】{draft.title}",
        extra=(answer, ("References", first.message_id.encode())),
    )
    return (
        first.raw(word_attached(draft, "utf-8", ("plant",))),
        second.raw(word_attached(revised, "utf-8", ("plant",))),
    )


def forwarded(pieces: Pieces) -> bytes:
    """Give the mail of a colleague, handed on whole with the Word file still inside it."""
    piece = pieces["gonghui-skills"]
    inner = letter_of(piece)
    within = block(
        [("Content-Type", b"message/rfc822"), ("Content-Disposition", b"attachment")],
        inner.raw(word_attached(piece, "utf-8", ("meeting",))),
    )
    outer = Letter(
        name="gonghui-skills-forwarded",
        sender=Sender("何嘉木", f"hejiamu@{inner.sender.address.partition('@')[2]}"),
        subject=f"转发：{inner.subject}",
        sent=inner.sent + dt.timedelta(hours=26),
    )
    note = text_part("转发工会的稿件，内有我单位选手获奖情况，供参考。\n\n何嘉木")
    return outer.raw(multipart("mixed", [note, within]))


def private_address(pieces: Pieces) -> bytes:
    """Give a correspondent's mail from an address at home; only the signature tells who it is."""
    piece = pieces["wuliu-classroom"]
    sender = Sender("满满的小船", "xiaoman-boat@post.example")
    letter = msgspec.structs.replace(letter_of(piece), sender=sender)
    return letter.raw(
        text_part(f"老师好，家里电脑发的，稿件如下。\n\n{piece.text}{signature(piece)}")
    )


def stranger(pieces: Pieces) -> bytes:
    """Give the letter of a reader whom no list knows."""
    piece = pieces["stranger-letter"]
    letter = Letter(
        name=piece.key,
        sender=Sender("", "mountain-lamp@post.example"),
        subject="一封来信",
        sent=moment(piece.key, piece.happened + dt.timedelta(days=1)),
    )
    return letter.raw(text_part("\n\n".join((*piece.paragraphs, piece.author))))


def broken(pieces: Pieces) -> bytes:
    """Give a Word file that was cut off on its way; the whole one comes the next day."""
    piece = pieces["zhuangbei-bucket"]
    letter = msgspec.structs.replace(
        letter_of(piece, days_after=0), name="zhuangbei-bucket-broken", subject="修旧利废稿件"
    )
    file = word_file(piece, photographs(piece, ("kiln",)))
    return letter.raw(
        with_file(piece, "utf-8", file_part("稿件.docx", file[: len(file) * 3 // 5], WORD))
    )


def locked(pieces: Pieces) -> bytes:
    """Give a Word file that wants a password."""
    piece = pieces["caiwu-card"]
    letter = msgspec.structs.replace(
        letter_of(piece, days_after=2), name="caiwu-locked", subject="财务部稿件（加密）"
    )
    file = file_part("资金归集工作信息.docx", _LOCKED.read_bytes(), WORD)
    return letter.raw(
        with_file(
            piece, "utf-8", file, said="编辑老师：\n\n稿件涉及资金数据，已加密，密码请电话联系。"
        )
    )


def forgotten(pieces: Pieces) -> bytes:
    """Give a mail that says 见附件 and brings none."""
    piece = pieces["xinneng-storage"]
    letter = msgspec.structs.replace(
        letter_of(piece, days_after=0), name="forgotten", subject="投稿"
    )
    return letter.raw(text_part("见附件。"))
