"""Lines that carry type and style, as from Word and PDF files."""

from __future__ import annotations

from jianbao.document.model import Picture, Table
from jianbao.document.profile import Profile, SectionProfile, UnitProfile
from jianbao.document.read.formats.characters import width_em
from jianbao.document.read.lines import Line
from jianbao.document.read.structure import read_structure

TEXT = "青江港务集团二公司组织开展夏季防暑降温慰问活动，为一线职工送去西瓜、绿豆汤和防暑药品。"


def _line(text: str, number: int = 1, **cues: object) -> Line:
    fields = {"whole": True, "width": width_em(text), **cues}
    return Line(text=text, number=number, **fields)  # type: ignore[arg-type] # cues are checked


def _masthead() -> list[Line]:
    return [
        _line("青江港务简报", size=2.5, align="center"),
        _line("2022年第7期（总第151期）", align="center"),
        _line("党委办公室    2022年7月20日"),
    ]


def test_stated_levels_make_sections_and_titles() -> None:
    lines = [
        *_masthead(),
        _line("工作动态", level=1),
        _line("集团召开半年工作会", level=2),
        _line(TEXT),
        _line(TEXT),
        _line("港口吞吐量再创新高", level=2),
        _line(TEXT),
        _line("群团之窗", level=1),
        _line("职工趣味运动会开赛", level=2),
        _line(TEXT),
    ]
    (issue,) = read_structure(lines).issues
    assert [(s.title, [i.title for i in s.items]) for s in issue.sections] == [
        ("工作动态", ["集团召开半年工作会", "港口吞吐量再创新高"]),
        ("群团之窗", ["职工趣味运动会开赛"]),
    ]
    assert [len(item.paragraphs) for item in issue.items()] == [2, 1, 1]


def test_bold_beginnings_are_leads_and_whole_bold_lines_titles() -> None:
    lines = [
        *_masthead(),
        _line("基层动态", size=1.2, bold=4),
        _line(TEXT + "活动持续三天。", bold=len(TEXT)),
        _line("二公司举行消防演练", bold=9, align="center"),
        _line(TEXT),
    ]
    (issue,) = read_structure(lines).issues
    (section,) = issue.sections
    lead, titled = section.items
    assert (section.title, lead.lead, lead.paragraphs) == ("基层动态", TEXT, ("活动持续三天。",))
    assert (titled.title, titled.lead, titled.kind) == ("二公司举行消防演练", None, "article")


def test_a_masthead_in_a_table_is_read_and_a_data_table_kept() -> None:
    head = Table(
        rows=(("青江港务简报",), ("2022年第7期", "总第151期"), ("党委办公室", "2022年7月20日"))
    )
    data = Table(rows=(("公司", "吞吐量"), ("二公司", "1200万吨")))
    picture = Picture(file="a.png")
    lines = [
        _line("", table=head),
        _line("生产经营", size=1.2),
        _line(TEXT),
        _line("", table=data),
        _line("", picture=picture),
        _line("图1 码头作业现场", align="center"),
    ]
    (issue,) = read_structure(lines).issues
    (item,) = issue.items()
    assert (issue.masthead.title, issue.masthead.number) == ("青江港务简报", 7)
    assert (issue.masthead.running_number, issue.masthead.department) == (151, "党委办公室")
    assert [(table.rows, table.after) for table in item.tables] == [(data.rows, 1)]
    assert [(p.file, p.caption, p.after) for p in item.pictures] == [
        ("a.png", "图1 码头作业现场", 1)
    ]


def test_numbers_kept_apart_come_back_and_bullets_do_not() -> None:
    lines = [
        *_masthead(),
        _line("要闻", mark="一、"),
        _line(TEXT, mark="1."),
        _line(TEXT, mark="•"),
        _line("简讯", mark="二、"),
        _line(TEXT),
    ]
    (issue,) = read_structure(lines).issues
    assert [section.title for section in issue.sections] == ["一、要闻", "二、简讯"]
    assert [item.text for item in issue.items()] == [f"1.{TEXT}", TEXT, TEXT]


def test_a_profile_names_sections_that_no_form_tells() -> None:
    profile = Profile(
        sections=(
            SectionProfile(title="潮起青江", aliases=("潮起·青江",), subsections=("先锋谱",)),
        ),
        units=(UnitProfile(name="远洋"),),
    )
    lines = [
        *_masthead(),
        _line("潮起青江"),
        _line("先锋谱"),
        _line(TEXT + "（远洋 吴静）"),
    ]
    (issue,) = read_structure(lines, profile=profile).issues
    (section,) = issue.sections
    (group,) = section.subsections
    (item,) = group.items
    assert (section.title, group.title) == ("潮起青江", "先锋谱")
    assert item.byline is not None
    assert item.byline.units == ("远洋",)


def test_running_heads_and_page_numbers_are_no_text() -> None:
    lines = [*_masthead(), _line("要闻", size=1.3)]
    for page in range(1, 5):
        lines.append(_line("青江港务简报 2022年第7期", page=page, page_top=True))
        lines.append(_line(TEXT, page=page))
        lines.append(_line(f"— {page} —", page=page))
    structure = read_structure(lines)
    (issue,) = structure.issues
    assert [item.text for item in issue.items()] == [TEXT] * 4
    assert [issue.masthead.number for issue in structure.issues] == [7]


def test_no_lines_are_no_issue() -> None:
    assert read_structure([]).issues == ()


def test_every_line_is_found_again_somewhere() -> None:
    odd = [
        "，，。",
        "（",
        "【】",
        "— —",
        "一、",
        "第期",
        "2021年第",
        "报：",
        "@",
        "　".strip() or "〇",
    ]
    structure = read_structure([_line(text, at) for at, text in enumerate(odd, 1)])
    (issue,) = structure.issues
    printed = "".join(
        [issue.masthead.title, *issue.imprint.other]
        + [section.title for section in issue.sections]
        + [item.text for item in issue.items()]
    )
    assert sorted(set("，。（【】一、")) == sorted(set(printed) & set("，。（【】一、"))


def test_a_signature_below_the_title_does_not_end_the_article() -> None:
    lines = [
        *_masthead(),
        _line("要闻", size=1.3),
        _line("集团召开半年工作会", size=1.1),
        _line("文/吴静"),
        _line(TEXT),
        _line(TEXT),
    ]
    (issue,) = read_structure(lines).issues
    (item,) = issue.items()
    assert (item.title, item.paragraphs) == ("集团召开半年工作会", (TEXT, TEXT))
    assert item.byline is not None
    assert item.byline.people == ("吴静",)


def test_short_titles_over_several_signed_items_are_sections() -> None:
    lines = list(_masthead())
    for title in ("同心筑梦", "乘风破浪"):
        lines += [_line(title, align="center"), _line(TEXT + "（二公司 吴静）")]
        lines += [_line(TEXT + "（三公司 何俊）")]
    (issue,) = read_structure(lines).issues
    assert [(s.title, len(s.items)) for s in issue.sections] == [("同心筑梦", 2), ("乘风破浪", 2)]


def test_titles_in_larger_type_name_sections() -> None:
    lines = list(_masthead())
    for title in ("潮头", "锚地", "灯塔"):
        lines += [_line(title, size=1.4, align="center"), _line(TEXT), _line(TEXT)]
    lines[-1:] = [_line("二公司举行消防演练", size=1.1, bold=9), _line(TEXT)]
    (issue,) = read_structure(lines).issues
    assert [(s.title, len(s.items)) for s in issue.sections] == [
        ("潮头", 2),
        ("锚地", 2),
        ("灯塔", 2),
    ]


def test_numbered_sections_count_beyond_ten() -> None:
    numbers = "一 二 三 四 五 六 七 八 九 十 十一 十二".split()
    lines = list(_masthead())
    for number in numbers:
        lines += [_line(f"{number}、青江专题"), _line(TEXT)]
    (issue,) = read_structure(lines).issues
    assert [section.title for section in issue.sections] == [f"{n}、青江专题" for n in numbers]
