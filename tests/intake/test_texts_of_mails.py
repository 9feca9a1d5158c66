"""Plain texts of mails: paragraphs, greetings, headlines, and where pieces begin."""

from __future__ import annotations

import pytest

from jianbao.intake.blocks import Block, Sheet
from jianbao.intake.headlines import clean_title, says_revised
from jianbao.intake.paragraphs import paragraphs_of, split_letter
from jianbao.intake.pieces import choose, compose, sheet_of_text
from jianbao.language.roster import Roster, Unit

ROSTER = Roster((Unit("青石分公司"), Unit("南坪矿业")))
LONG = "6月12日，青石分公司在二楼会议室举办安全知识竞赛，来自8个车间的24名选手同台竞技，气氛热烈。"
OTHER = "6月18日，南坪矿业二号破碎机大修完成，历时18天，比计划提前2天，节约费用36万元，全部合格。"


@pytest.mark.parametrize(
    ("subject", "headline"),
    [
        ("【投稿】青石分公司开展知识竞赛", "青石分公司开展知识竞赛"),
        ("Re: 转发：投稿：南坪矿业完成大修", "南坪矿业完成大修"),
        ("青石分公司：窑边夜校开课", "窑边夜校开课"),
        ("青石分公司投稿-窑边夜校开课（修订稿）", "窑边夜校开课"),
        ("《窑边夜校开课了》", "窑边夜校开课了"),
        ("窑边夜校开课.docx", "窑边夜校开课"),
        ("投稿", ""),
        ("稿件两篇", ""),
        ("(无主题)", ""),
        ("", ""),
        ("Re: " * 50, ""),
    ],
)
def test_a_subject_without_what_stands_around_it(subject: str, headline: str) -> None:
    assert clean_title(subject, ROSTER) == headline


@pytest.mark.parametrize(
    ("subject", "revised"),
    [("【修订稿】一则", True), ("更正：一则", True), ("以此稿为准", True), ("青石修路", False)],
)
def test_a_revision_announces_itself(subject: str, revised: bool) -> None:
    assert says_revised(subject) is revised


def test_wrapped_lines_are_joined_and_paragraphs_stay_apart() -> None:
    wrapped = "\n".join(LONG[place : place + 20] for place in range(0, len(LONG), 20))
    assert paragraphs_of(f"{wrapped}\n\n{wrapped}") == [LONG, LONG]
    assert paragraphs_of(f"{LONG}\n{OTHER}\n短。") == [LONG, OTHER, "短。"]
    assert paragraphs_of("a\u200bb\x00c\n\n\u3000\u3000中 文\n") == ["abc", "中文"]


@pytest.mark.parametrize(
    ("lines", "piece", "cover"),
    [
        (["各位老师：", "稿件见附件，请查收。", LONG, "谢谢！"], [LONG], 3),
        (["编辑您好！", LONG, "此致", "敬礼！"], [LONG], 3),
        (["白川分公司领导慰问一线职工", LONG], ["白川分公司领导慰问一线职工", LONG], 0),
        (["南坪矿业采用新工艺降本增效", LONG], ["南坪矿业采用新工艺降本增效", LONG], 0),
        (["见附件"], [], 1),
        ([], [], 0),
    ],
)
def test_greetings_and_remarks_are_no_part_of_the_piece(
    lines: list[str], piece: list[str], cover: int
) -> None:
    letter = split_letter(lines)
    assert list(letter.paragraphs) == piece
    assert len(letter.cover.splitlines()) == cover


def _sheet(*paragraphs: str) -> Sheet:
    return sheet_of_text(paragraphs, origin="", name="", units=("青石分公司", "南坪矿业"))


def test_one_piece_gives_its_headline_and_its_byline() -> None:
    piece = compose([_sheet("窑边夜校开课了", LONG, OTHER + "（青石分公司 王青禾）")])
    assert piece.headline == "窑边夜校开课了"
    assert piece.paragraphs == (LONG, OTHER)
    assert piece.closings == ("（青石分公司 王青禾）",)
    assert piece.proposed == ()


def test_bylines_part_several_pieces_and_nothing_is_lost() -> None:
    lines = (
        "一、竞赛举行",
        LONG + "（青石分公司 王青禾）",
        "二、大修完成",
        OTHER,
        "（南坪矿业 李松柏）",
    )
    piece = compose([_sheet(*lines)])
    assert [(one.headline, one.first, one.last) for one in piece.proposed] == [
        ("竞赛举行", 1, 2),
        ("大修完成", 3, 4),
    ]
    assert "".join(piece.paragraphs) == "".join(lines)


def test_chapters_of_one_article_are_not_parted() -> None:
    blocks = (
        Block("窑边夜校的三年", "title"),
        Block(LONG),
        Block("主要做法", "title"),
        Block(OTHER),
        Block("取得成效", "title"),
        Block(LONG, "text", "（青石分公司 王青禾）"),
    )
    piece = compose([Sheet("1", "", blocks)])
    assert piece.proposed == ()
    assert piece.headline == "窑边夜校的三年"
    assert len(piece.paragraphs) == 5


def test_files_go_before_the_mail_around_them_unless_it_is_much_longer() -> None:
    note, file = _sheet("情况如下，请审。"), Sheet("1", "a.docx", (Block(LONG),))
    table = Sheet("2", "b.xlsx", (Block("一　二", "table"),))
    assert choose(note, [file, table]) == ((file,), False)
    long_mail = _sheet(LONG, OTHER, LONG)
    assert choose(long_mail, [file]) == ((long_mail,), True)
    assert choose(_sheet(), [table]) == ((table,), False)
    assert choose(_sheet(LONG), [table])[1]
