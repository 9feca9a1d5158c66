"""Mails and files for the tests of intake, all invented."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from email.message import EmailMessage

import docx
from PIL import Image

from cast import a_bulletin
from jianbao.desk.actions.receiving import receive
from jianbao.desk.models import Bulletin, Contribution, Correspondent, Unit

STORY = (
    "6月12日，青石分公司在二楼会议室举办安全知识竞赛，来自8个车间的24名选手同台竞技。",
    "比赛分为必答、抢答和风险题三个环节，烧成车间代表队以285分获得第一名，奖品是8套防护用具。",
)
OTHER = (
    "6月18日，南坪矿业二号破碎机大修完成，历时18天，比计划提前2天，节约费用36万元。",
    "检修期间，党员突击队连续奋战，更换衬板120块，没有发生一起安全事件。",
)


def a_mail(
    *,
    subject: str = "投稿",
    text: str = "",
    sender: str = "王青禾 <wang@qingshi.yunling.example>",
    files: Mapping[str, bytes] | None = None,
    headers: Mapping[str, str] | None = None,
) -> bytes:
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = "tougao@yunling.example"
    mail["Subject"] = subject
    for name, value in (headers or {}).items():
        mail[name] = value
    mail.set_content(text or "见附件。")
    for name, content in (files or {}).items():
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def a_word_file(*paragraphs: str, title: str = "", picture: bytes = b"") -> bytes:
    document = docx.Document()
    if title:
        document.add_heading(title, 1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if picture:
        document.add_picture(io.BytesIO(picture))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def a_photo(width: int = 900, height: int = 600, *, turned: bool = False) -> bytes:
    """A JPEG with the maker's name in it, and with `turned` an orientation of 90 degrees."""
    image = Image.effect_noise((width, height), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    if turned:
        exif[0x0112] = 6
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=70, exif=exif)
    return buffer.getvalue()


def a_desk() -> Bulletin:
    """A bulletin with two units and a correspondent of each."""
    bulletin = a_bulletin()
    for name, unit, address in (
        ("王青禾", "青石分公司", "wang@qingshi.yunling.example"),
        ("李松柏", "南坪矿业", "li@nanping.yunling.example"),
    ):
        Correspondent.objects.create(
            bulletin=bulletin,
            unit=Unit.objects.get(bulletin=bulletin, name=unit),
            name=name,
            address=address,
        )
    return bulletin


def received(raw: bytes, bulletin: Bulletin, channel: str = "mail") -> Contribution:
    return receive(raw, bulletin=bulletin, channel=channel).contribution


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
