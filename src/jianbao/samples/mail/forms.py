"""The forms a contribution comes in: in the mail itself, pasted from Word, or as a file."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable

from jianbao.samples.contributions import Piece
from jianbao.samples.files.others import rtf_file, winmail_file
from jianbao.samples.files.pages import pdf_file, photographed_page, scanned_file
from jianbao.samples.files.word import word_file
from jianbao.samples.mail.letter import cover, moment, signature
from jianbao.samples.mail.wire import Manner, file_part, multipart, text_part
from jianbao.samples.pictures.photograph import photograph

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Scenes = tuple[str, ...]
Form = Callable[[Piece, Manner, Scenes], bytes]

_CAPTIONS = {
    "plant": "图为厂区全景",
    "kiln": "图为职工在窑前检查设备运行情况",
    "meeting": "图为活动现场",
    "helmets": "图为班组整齐摆放的安全帽",
    "quarry": "图为采场作业现场",
    "solar": "图为职工巡检光伏组件",
}
_WORD_HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" \
xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom>
<w:PunctuationKerning/></w:WordDocument></xml><![endif]-->
<style><!-- @font-face {{font-family:仿宋_GB2312; panose-1:2 1 6 9 3 1 1 1 1 1;}}
p.MsoNormal {{margin:0cm; text-align:justify; font-size:16.0pt; mso-pagination:none;}} --></style>
</head><body lang="ZH-CN" style="tab-interval:21.0pt"><div class="WordSection1">
"""
_WORD_LINE = (
    '<p class="MsoNormal" style="text-indent:32.0pt;mso-char-indent-count:2.0;'
    'line-height:28.0pt;mso-line-height-rule:exactly"><span style="font-size:16.0pt;'
    'font-family:仿宋_GB2312;mso-hansi-font-family:Calibri">{text}<o:p></o:p></span></p>\n'
)
_WORD_TITLE = (
    '<p class="MsoNormal" align="center" style="text-align:center"><b '
    'style="mso-bidi-font-weight:normal"><span style="font-size:22.0pt;font-family:'
    '方正小标宋简体">{text}<o:p></o:p></span></b></p>\n'
)
_WORD_PICTURE = '<p class="MsoNormal"><img width="500" src="cid:{id}" alt=""><o:p></o:p></p>\n'


def photographs(piece: Piece, scenes: Scenes) -> list[tuple[str, bytes]]:
    """Give the photos of a piece with their captions, as its author's telephone took them."""
    return [
        (
            _CAPTIONS[scene] + f"（{piece.author} 摄）",
            photograph(
                scene, moment(piece.key + scene, piece.happened), piece.author, on_side=at == 1
            ),
        )
        for at, scene in enumerate(scenes)
    ]


def photograph_parts(piece: Piece, manner: Manner, scenes: Scenes) -> list[bytes]:
    """Give the photos as attachments, named as telephones and people name them."""
    taken = photographs(piece, scenes)
    names = (f"IMG_{piece.happened:%Y%m%d}_0915.jpg", "图片2：现场.jpg", "DSC00317.JPG")
    return [
        file_part(name, picture, "image/jpeg", manner)
        for name, (_, picture) in zip(names, taken, strict=False)
    ]


def in_the_mail(piece: Piece, manner: Manner, scenes: Scenes) -> bytes:
    """Give a mail whose text is the piece, photos attached."""
    text = text_part(f"编辑老师好，报送稿件一篇：\n\n{piece.text}{signature(piece)}", manner)
    return multipart("mixed", [text, *photograph_parts(piece, manner, scenes)])


def pasted_from_word(piece: Piece, manner: Manner, scenes: Scenes) -> bytes:
    """Give an HTML mail as Word makes it when a text is pasted, pictures inside it."""
    *before, last = piece.paragraphs
    charset = "utf-8" if manner in {"utf-8", "rfc2231"} else "gb2312"
    lines = [_WORD_HEAD.format(charset=charset), _WORD_TITLE.format(text=html.escape(piece.title))]
    lines += [_WORD_LINE.format(text=html.escape(text)) for text in (*before, last + piece.signed)]
    ids = [f"image00{at}.{piece.key}" for at, _ in enumerate(scenes, start=1)]
    lines += [_WORD_PICTURE.format(id=one) for one in ids]
    page = text_part("".join((*lines, "</div></body></html>\n")), manner, "html")
    if not scenes:
        return page
    pictures = [
        file_part(f"image00{at}.jpg", picture, "image/jpeg", content_id=one)
        for at, (one, (_, picture)) in enumerate(
            zip(ids, photographs(piece, scenes), strict=True), start=1
        )
    ]
    return multipart("related", [page, *pictures], '; type="text/html"')


def word_attached(piece: Piece, manner: Manner, scenes: Scenes) -> bytes:
    """Give a short letter with the piece as a Word file, photos set into it."""
    file = word_file(piece, photographs(piece, scenes))
    return with_file(piece, manner, file_part(word_name(piece), file, WORD, manner))


def word_beside_photos(piece: Piece, manner: Manner, scenes: Scenes) -> bytes:
    """Give a short letter with the piece as a Word file and its photos beside it."""
    file = file_part(word_name(piece), word_file(piece), WORD, manner)
    return with_file(piece, manner, file, *photograph_parts(piece, manner, scenes))


def pdf_attached(piece: Piece, manner: Manner, scenes: Scenes) -> bytes:
    """Give a short letter with the piece as a PDF, photos beside it."""
    file = file_part(f"{piece.title}.pdf", pdf_file(piece), "application/pdf", manner)
    return with_file(piece, manner, file, *photograph_parts(piece, manner, scenes))


def scan_attached(piece: Piece, manner: Manner, scenes: Scenes) -> bytes:
    """Give a short letter with the printed and signed page as a scan."""
    del scenes
    return with_file(
        piece, manner, file_part("扫描件0001.pdf", scanned_file(piece), "application/pdf", manner)
    )


def page_photographed(piece: Piece, manner: Manner, scenes: Scenes) -> bytes:
    """Give a short letter with the page as a picture of a scanning app."""
    del scenes
    return with_file(
        piece, manner, file_part("全能扫描_1.jpg", photographed_page(piece), "image/jpeg", manner)
    )


def rtf_attached(piece: Piece, manner: Manner, scenes: Scenes) -> bytes:
    """Give a short letter with the piece as RTF, photos beside it."""
    file = file_part(f"{piece.title}.rtf", rtf_file(piece), "application/rtf", manner)
    return with_file(piece, manner, file, *photograph_parts(piece, manner, scenes))


def winmail_attached(piece: Piece, manner: Manner, scenes: Scenes) -> bytes:
    """Give a letter whose Word file is inside winmail.dat."""
    file = word_file(piece, photographs(piece, scenes))
    wrapped = winmail_file(piece.title, cover(piece), "gaojian.docx", file)
    return with_file(piece, manner, file_part("winmail.dat", wrapped, "application/ms-tnef"))


def with_file(piece: Piece, manner: Manner, *files: bytes, said: str = "") -> bytes:
    """Give a letter's covering words, or what is `said` instead, with the parts it brings."""
    words = said + signature(piece) if said else cover(piece)
    return multipart("mixed", [text_part(words, manner), *files])


def word_name(piece: Piece) -> str:
    """Give the file name that says unit, title and day, as the desk asks for."""
    title = piece.title.replace("“", "").replace("”", "")
    unit = "" if title.startswith(piece.unit) else f"{piece.unit}："
    return f"{unit}{title}（{day_of(piece.happened)}）.docx"


def day_of(day: dt.date) -> str:
    """Give a day as file names have it: 11.3."""
    return f"{day.month}.{day.day}"
