"""What arranging a bulletin changes, records and refuses: settings, sections, units, tables."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from openpyxl import Workbook

from cast import a_bulletin, a_person
from jianbao.desk.actions import bulletins, importing_people, importing_units, sections, units
from jianbao.desk.actions.correspondents import add_correspondent, change_correspondent
from jianbao.desk.actions.tables import Table, read_pasted, read_table
from jianbao.desk.actions.units import UnitFacts
from jianbao.desk.errors import Impossible, Invalid, NotAllowed, Stale
from jianbao.desk.models import Bulletin, Event, Role, Unit, UnitName, User
from jianbao.desk.queries.seen import mark_of
from jianbao.desk.queries.units import tree

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def bulletin() -> Bulletin:
    return a_bulletin()


@pytest.fixture
def administrator(bulletin: Bulletin) -> User:
    return a_person(Role.ADMINISTRATOR, bulletin)


def _mark(bulletin: Bulletin, *columns: str) -> str:
    return mark_of(bulletin, columns)


def test_a_change_is_recorded_with_what_was_and_what_is(
    bulletin: Bulletin, administrator: User
) -> None:
    mark = _mark(bulletin, "title", "department")
    values = {"title": "云岭简报", "department": "党群工作部"}
    changed = bulletins.change_bulletin(bulletin, values, by=administrator, mark=mark)
    assert changed == ["title"]
    event = Event.objects.get(verb="arrange")
    assert (event.before, event.after, event.by) == (
        {"title": "云岭水泥党群工作"},
        {"title": "云岭简报"},
        administrator,
    )


def test_a_change_of_what_somebody_else_changed_is_refused(
    bulletin: Bulletin, administrator: User
) -> None:
    mark = _mark(bulletin, "title")
    other = a_person(Role.ADMINISTRATOR, bulletin, name="叶归舟")
    bulletins.change_bulletin(bulletin, {"title": "先改的"}, by=other, mark=mark)
    with pytest.raises(Stale) as refusal:
        bulletins.change_bulletin(bulletin, {"title": "后改的"}, by=administrator, mark=mark)
    assert refusal.value.values["who"] == "叶归舟"
    bulletin.refresh_from_db()
    assert bulletin.title == "先改的"


def test_a_number_that_stands_is_changed_with_a_reason_only(
    bulletin: Bulletin, administrator: User
) -> None:
    first = {"last_number": 7}
    mark = _mark(bulletin, "last_number")
    bulletins.change_bulletin(bulletin, first, by=administrator, mark=mark)
    mark = _mark(bulletin, "last_number")
    with pytest.raises(Invalid) as refusal:
        bulletins.change_bulletin(bulletin, {"last_number": 9}, by=administrator, mark=mark)
    assert refusal.value.code == "reason-missing"
    why = "第8期作废"
    bulletins.change_bulletin(bulletin, {"last_number": 9}, by=administrator, mark=mark, note=why)
    assert Event.objects.latest("pk").note == why


def test_an_archived_bulletin_takes_nothing_and_can_be_opened_again(
    bulletin: Bulletin, administrator: User
) -> None:
    bulletins.archive(bulletin, by=administrator)
    with pytest.raises(Impossible):
        bulletins.archive(bulletin, by=administrator)
    bulletins.reopen(bulletin, by=administrator)
    assert bulletin.archived_at is None
    assert list(Event.objects.values_list("verb", flat=True)) == ["archive", "reopen"]


def test_only_administrators_arrange(bulletin: Bulletin) -> None:
    editor = a_person(Role.EDITOR, bulletin)
    stranger = a_person(Role.ADMINISTRATOR, a_bulletin("other", "另一家"))
    for person in (editor, stranger):
        with pytest.raises(NotAllowed):
            sections.add_section(bulletin, {"title": "新栏"}, by=person)
        with pytest.raises(NotAllowed):
            units.add_unit(bulletin, UnitFacts(name="新单位"), by=person)
    assert Event.objects.count() == 0


def test_a_section_keeps_the_title_it_lost(bulletin: Bulletin, administrator: User) -> None:
    section = bulletin.sections.all()[0]
    mark = mark_of(section, ["title", "aliases"])
    values = {"title": "学·初心", "aliases": []}
    # the mark covers the columns that are written
    sections.change_section(section, values, by=administrator, mark=mark)
    assert (section.title, section.aliases) == ("学·初心", ["学·初心之源"])
    with pytest.raises(Invalid):
        sections.add_section(bulletin, {"title": "学·初心"}, by=administrator)


def test_sections_are_ordered_by_all_their_keys(bulletin: Bulletin, administrator: User) -> None:
    first, second = bulletin.sections.values_list("pk", flat=True)
    sections.order_sections(bulletin, [second, first], by=administrator)
    assert list(bulletin.sections.values_list("pk", flat=True)) == [second, first]
    with pytest.raises(Stale):
        sections.order_sections(bulletin, [second], by=administrator)
    assert sections.moved([1, 2, 3], 3, -1) == [1, 3, 2]
    assert sections.moved([1, 2, 3], 1, -1) == [1, 2, 3]


def test_a_renamed_unit_keeps_its_former_name_with_the_day(
    bulletin: Bulletin, administrator: User
) -> None:
    unit = bulletin.units.get(name="南坪矿业")
    facts = UnitFacts(name="南坪矿山", aliases=("南坪",))
    units.change_unit(unit, facts, by=administrator, mark=units.seen(unit), today=TODAY)
    facts = UnitFacts(name="南坪绿色矿山", aliases=("南坪",), former=("南坪矿业",))
    later = TODAY + dt.timedelta(30)
    units.change_unit(unit, facts, by=administrator, mark=units.seen(unit), today=later)
    names = unit.names.filter(kind=UnitName.Kind.FORMER).order_by("until")
    assert list(names.values_list("name", "since", "until")) == [
        ("南坪矿业", None, TODAY),
        ("南坪矿山", TODAY, later),
    ]
    assert list(unit.names.filter(kind="alias").values_list("name", flat=True)) == ["南坪"]


def test_a_unit_never_stands_below_itself(bulletin: Bulletin, administrator: User) -> None:
    upper, lower = bulletin.units.all()
    facts = UnitFacts(name=lower.name, parent=upper)
    units.change_unit(lower, facts, by=administrator, mark=None, today=TODAY)
    facts = UnitFacts(name=upper.name, parent=lower)
    with pytest.raises(Invalid) as refusal:
        units.change_unit(upper, facts, by=administrator, mark=None, today=TODAY)
    assert refusal.value.code == "unit-below-itself"
    assert [branch.depth for branch in tree(bulletin)] == [0, 1]


def test_units_move_among_their_siblings(bulletin: Bulletin, administrator: User) -> None:
    unit = units.add_unit(bulletin, UnitFacts(name="技术中心"), by=administrator)
    before = [branch.unit.name for branch in tree(bulletin)]
    units.move_unit(unit, -1, by=administrator)
    after = [branch.unit.name for branch in tree(bulletin)]
    assert (before[-1], after[-2]) == ("技术中心", "技术中心")


def test_an_address_belongs_to_one_correspondent_and_brings_its_account(
    bulletin: Bulletin, administrator: User
) -> None:
    person = a_person(Role.CONTRIBUTOR, bulletin, name="wang")
    values = {"name": "王青禾", "address": "Wang@Yunling.example", "unit": None}
    one = add_correspondent(bulletin, values, by=administrator)
    assert (one.address, one.user) == ("wang@yunling.example", person)
    other = add_correspondent(bulletin, {"name": "李四", "address": ""}, by=administrator)
    with pytest.raises(Invalid):
        change_correspondent(other, values, by=administrator, mark=None)


TABLE = "单位名称\t上级\t简称\t代码\n云岭水泥集团\t\t云岭\tA\n技术中心\t云岭水泥集团\t\tB\n"


def test_units_come_in_from_a_table_with_a_report_on_each_row(
    bulletin: Bulletin, administrator: User
) -> None:
    rows = "青石分公司\t云岭\t青石厂\t\n南坪矿业\t\t\t\n白川分公司\t无此单位\t\t\n\t云岭\t\t\n"
    table = read_pasted(TABLE + rows, importing_units.HEADINGS)
    report = importing_units.report_units(bulletin, table)
    assert [(row.line, row.verdict, row.why) for row in report.rows] == [
        (2, "new", ""),
        (3, "new", ""),
        (4, "error", "parent-unknown"),
        (5, "same", ""),
        (6, "error", "parent-unknown"),
        (7, "error", "name-missing"),
    ]
    assert Unit.objects.filter(bulletin=bulletin).count() == 2
    importing_units.import_units(bulletin, table, by=administrator, today=TODAY)
    assert Unit.objects.get(bulletin=bulletin, name="技术中心").parent == Unit.objects.get(
        name="云岭水泥集团"
    )
    again = importing_units.report_units(bulletin, table)
    # what was imported is known now, its short name too
    assert [row.verdict for row in again.rows] == [
        *("same", "same", "changed", "same", "error", "error")
    ]


def test_a_unit_met_under_its_code_is_renamed(bulletin: Bulletin, administrator: User) -> None:
    _import(bulletin, administrator, TABLE)
    _import(bulletin, administrator, "名称,编码\n云岭技术研究院,B\n")
    unit = Unit.objects.get(bulletin=bulletin, code="B")
    assert unit.name == "云岭技术研究院"
    assert unit.parent is not None
    assert list(unit.names.values_list("name", "kind", "until")) == [("技术中心", "former", TODAY)]


def _import(bulletin: Bulletin, by: User, text: str) -> None:
    table = read_pasted(text, importing_units.HEADINGS)
    importing_units.import_units(bulletin, table, by=by, today=TODAY)


@pytest.mark.parametrize(
    "data",
    [
        "\ufeff单位,上级单位\n白川分公司,青石分公司\n".encode(),
        "单位,上级单位\n白川分公司,青石分公司\n".encode("gbk"),
        "单位;上级单位\r\n白川分公司;青石分公司\r\n".encode("gb18030"),
        "Unit\tParent unit\n白川分公司\t青石分公司\n".encode("utf-16"),
        "白川分公司,青石分公司\n".encode(),
    ],
    ids=["bom", "gbk", "semicolons", "utf-16", "no headings"],
)
def test_tables_are_read_however_they_were_saved(data: bytes) -> None:
    table = read_table(data, importing_units.HEADINGS)
    assert [cells for _line, cells in table.rows] == [
        {"name": "白川分公司", "parent": "青石分公司"}
    ]


def test_workbooks_are_read_and_others_refused() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["部门", "曾用名"])
    sheet.append(["=1+1", "旧名"])
    sheet.append(["财务部", "会计科"])
    file = io.BytesIO()
    book.save(file)
    table = read_table(file.getvalue(), importing_units.HEADINGS)
    assert table.rows[-1][1] == {"name": "财务部", "former": "会计科"}
    for data, code in (
        (b"PK\x03\x04 broken", "table-unreadable"),
        (b"", "table-empty"),
        ("上级单位,编码\n甲,1\n".encode(), "column-missing"),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)) * 9, "table-unreadable"),
        (("单位\n" + "\n".join(map(str, range(3000)))).encode(), "table-too-long"),
    ):
        with pytest.raises(Invalid) as refusal:
            read_table(data, importing_units.HEADINGS)
        assert refusal.value.code == code


def test_a_ring_in_a_table_is_refused(bulletin: Bulletin) -> None:
    table = Table(("name", "parent"), [(1, {"name": "甲", "parent": "乙"})])
    table.rows.append((2, {"name": "乙", "parent": "甲"}))
    report = importing_units.report_units(bulletin, table)
    assert [row.why for row in report.rows] == ["ring", "ring"]


def test_correspondents_come_in_from_a_table(bulletin: Bulletin, administrator: User) -> None:
    text = (
        "姓名,单位,邮箱,手机\n"
        "王青禾,青石分公司,wang@yunling.example,138\n"
        "冯一帆,无此单位,feng@yunling.example,\n"
        "罗青山,南坪矿业,没有邮箱,\n"
        "孙望舒,,,\n"
    )
    table = read_pasted(text, importing_people.HEADINGS)
    report = importing_people.report_people(bulletin, table)
    assert [(row.verdict, row.why) for row in report.rows] == [
        ("new", ""),
        ("error", "unit-unknown"),
        ("error", "address-unfit"),
        ("new", ""),
    ]
    importing_people.import_people(bulletin, table, by=administrator)
    more = "姓名,单位,邮箱\n王青禾,南坪矿业,wang@yunling.example\n孙望舒,,sun@yunling.example\n"
    table = read_pasted(more, importing_people.HEADINGS)
    done = importing_people.import_people(bulletin, table, by=administrator)
    assert done.counts == {"changed": 2}
    people = bulletin.correspondents.order_by("address")
    assert [(one.name, str(one.unit), one.address, one.phone) for one in people] == [
        ("孙望舒", "None", "sun@yunling.example", ""),
        ("王青禾", "南坪矿业", "wang@yunling.example", "138"),
    ]
