"""How correspondents of other offices write: what is taken off, and what must stay."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from cast import a_bulletin
from jianbao.desk.actions.recognising import Sender, recognise
from jianbao.desk.models import Correspondent
from jianbao.desk.queries.roster import known_to
from jianbao.document.profile import Profile, UnitProfile
from jianbao.document.read.confined import Workshop
from jianbao.intake.attachments import Reader
from jianbao.intake.blocks import Block, Sheet
from jianbao.intake.ends import with_ends
from jianbao.intake.headlines import clean_title
from jianbao.intake.mail import Found, read_mail
from jianbao.intake.paragraphs import clean_line, split_letter
from jianbao.intake.passing_on import passed_on
from jianbao.intake.pieces import announced_in, choose, compose, sheet_of_text
from jianbao.intake.signing import Written
from jianbao.language.roster import Roster, Unit
from jianbao.post.message import parse_message

UNITS = ("青石分公司", "南坪矿业")
ROSTER = Roster(Unit(name) for name in UNITS)
PROSE = "10月9日，青石分公司组织36名职工开展高处坠落应急演练，全程用时18分钟，达到预期效果。"
OTHER = "10月12日，青石分公司完成二号窑检修，更换耐火砖46吨，比计划提前2天点火投料运行。"
FORWARDED = f"""请编发。

-------- 原始邮件 --------
发件人: "韩松年" <hansn@qingshi.example>
发送时间: 2026年10月9日 15:12
收件人: 编辑部
主题: 演练

应急演练提能力
{PROSE}
（青石分公司 韩松年）

发件人: 编辑部
发送时间: 2026年10月8日 9:00
收件人: 韩松年
主题: 约稿

请写一篇。
"""


def _found(subject: str, text: str) -> Found:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "bangong@yunling.example", subject
    mail.set_content(text, charset="utf-8", cte="base64")
    profile = Profile(units=tuple(UnitProfile(name=name) for name in UNITS))
    with Workshop(warm=False) as workshop:
        return read_mail(parse_message(mail.as_bytes()), Reader(workshop, profile), ROSTER)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("（青石分公司  韩松年  文/图）", "（青石分公司 韩松年 文/图）"),
        ("抓培训　强技能", "抓培训 强技能"),
        (
            "会议要求， 各 单位要 落实。（南坪矿业 秦小满）",
            "会议要求，各单位要落实。（南坪矿业 秦小满）",
        ),
        ("通 知", "通知"),
        ("&nbsp;", ""),
    ],
)
def test_blanks_part_names_and_headlines_but_no_prose(sent: str, kept: str) -> None:
    assert clean_line(sent) == kept


@pytest.mark.parametrize(
    "opening",
    [
        ("党群工作部办公室：", "现报上信息一条，请审定。"),
        ("钱科长：", "稿件如下："),
        ("总部办公室：", "现将信息报上，请审阅。", "青石分公司办公室"),
    ],
)
def test_what_introduces_a_piece_is_its_cover(opening: tuple[str, ...]) -> None:
    letter = split_letter([*opening, "应急演练提能力", PROSE])
    assert letter.paragraphs == ("应急演练提能力", PROSE)
    assert letter.cover == "\n".join(opening)


@pytest.mark.parametrize(
    "ends",
    [
        ("青石分公司 韩松年",),
        ("青石分公司", "2026年10月9日"),
        ("撰稿：韩松年", "核稿：方远志", "签发：沈知行"),
        ("文字 | 韩松年", "审核 | 方远志"),
        ("青石分公司综合管理部", "韩松年"),
    ],
)
def test_lines_that_sign_a_text_become_its_closings(ends: tuple[str, ...]) -> None:
    piece = compose([with_ends(Sheet("", "", tuple(map(Block, (PROSE, *ends)))), UNITS)])
    assert (piece.paragraphs, piece.closings) == ((PROSE,), ends)


def test_a_last_line_that_goes_on_with_the_text_stays() -> None:
    blocks = tuple(map(Block, (PROSE, "获奖名单：", "一等奖 检修车间班组")))
    assert (
        compose([with_ends(Sheet("", "", blocks), UNITS)]).paragraphs[-1] == "一等奖 检修车间班组"
    )


def test_a_mail_passed_on_is_its_writer_s_and_has_no_header_in_it() -> None:
    found = _found("转发: 演练", FORWARDED)
    assert found.piece.paragraphs == (PROSE,)
    assert found.piece.headline == "应急演练提能力"
    assert found.author.address == "hansn@qingshi.example"
    assert "请编发。" in found.cover


def test_nothing_of_a_mail_passed_on_is_lost_beside_a_longer_text() -> None:
    marked = FORWARDED.replace("原始邮件", "转发的邮件").replace("请编发。", (OTHER + "\n") * 6)
    found = _found("来稿", marked)
    assert found.piece.paragraphs[0] == OTHER
    assert PROSE in found.cover


def test_a_note_over_a_mail_passed_on_is_its_cover() -> None:
    note = "这是分公司报来的信息，文字上已经看过，可以用在本期。"
    marked = FORWARDED.replace("原始邮件", "转发的邮件").replace("请编发。", note)
    found = _found("转发: 演练", marked)
    assert (found.piece.paragraphs, note in found.cover) == ((PROSE,), True)


def test_a_text_that_names_a_sender_once_is_no_mail_passed_on() -> None:
    assert passed_on("发件人：邮件里的这一栏应填单位全称。\n" + PROSE) is None


def test_a_form_that_approves_a_piece_is_not_the_piece() -> None:
    form = Sheet("2", "稿件审核签批表.docx", (Block(f"意见：{PROSE}"),))
    piece = Sheet("3", "演练.docx", (Block(PROSE),))
    assert choose(Sheet("", "", ()), [form, piece]) == ((piece,), False)
    assert choose(Sheet("", "", ()), [form]) == ((form,), False)


def test_a_printed_head_is_no_part_of_the_piece() -> None:
    blocks = (
        Block("青石工作信息", "head"),
        Block("第33期", "head"),
        Block("应急演练", "title"),
        Block("提能力强本领", "title"),
        Block(PROSE),
    )
    piece = compose([Sheet("1", "1.docx", blocks)])
    assert (piece.headline, piece.paragraphs) == ("应急演练提能力强本领", (PROSE,))


@pytest.mark.parametrize(
    ("subject", "number"), [("信息两则", 2), ("10月信息3条", 3), ("信息", 0), ("2026年12条措施", 0)]
)
def test_a_subject_may_announce_several_pieces(subject: str, number: int) -> None:
    assert announced_in(subject) == number


def test_announced_pieces_are_divided_by_their_numbers() -> None:
    texts = ["一、应急演练提能力", PROSE, "二、检修提前完成", OTHER]
    sheet = sheet_of_text(texts, origin="", name="", units=UNITS)
    names = [(one.headline, one.first, one.last) for one in compose([sheet], 2).proposed]
    assert names == [("应急演练提能力", 1, 2), ("检修提前完成", 3, 4)]
    assert not compose([sheet], 3).proposed


@pytest.mark.parametrize("subject", ["青石分公司信息", "转：青石分公司简讯", "代发：南坪矿业稿件"])
def test_a_subject_that_only_says_who_writes_is_no_headline(subject: str) -> None:
    assert clean_title(subject, ROSTER) == ""


@pytest.mark.django_db
def test_a_mailbox_called_after_a_unit_says_it_before_the_domain_of_all() -> None:
    bulletin = a_bulletin()
    one = bulletin.units.get(name="青石分公司")
    address = "hansn@yunling.example"
    Correspondent.objects.create(bulletin=bulletin, unit=one, name="韩松年", address=address)
    known, written = known_to(bulletin), Written("一则", ("检修按期完成。",))
    told = recognise(Sender("np@yunling.example", "南坪矿业综合部"), written, known)
    assert told.unit is not None
    assert (told.unit.name, told.because, told.author) == ("南坪矿业", "sender", "")
    signed = Written("一则", ("检修按期完成。",), ("（南坪矿业 秦小满）",))
    assert recognise(Sender("xx@yunling.example"), signed, known).because == "signature"
