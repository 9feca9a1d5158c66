"""Tables of recipients as offices write them: every row reported, good ones taken, nothing lost."""

from __future__ import annotations

import codecs
import io
from typing import Any

import pytest
import xlsxwriter
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import Workbook

from cast import a_bulletin, a_person
from jianbao.desk.actions.importing_recipients import import_recipients, report_recipients
from jianbao.desk.actions.importing_units import Imported
from jianbao.desk.actions.recipient_rows import HEADINGS, group_names
from jianbao.desk.actions.tables import Table, read_pasted, read_table
from jianbao.desk.errors import Invalid, NotAllowed
from jianbao.desk.models import Bulletin, Event, Recipient, Role, User

pytestmark = pytest.mark.django_db
HEADS = "姓名,单位,职务,邮箱,发放对象,主送抄送,方式,备注"
CSV = f"{HEADS}\n段知南,青石分公司,总经理,duan@yunling.example,集团领导,主送,附件,\n"


@pytest.fixture
def bulletin() -> Bulletin:
    return a_bulletin()


@pytest.fixture
def editor(bulletin: Bulletin) -> User:
    return a_person(Role.EDITOR, bulletin)


def _table(text: str) -> Table:
    return read_pasted(text, HEADINGS)


def _rows(report: Imported) -> list[tuple[str, str]]:
    return [(row.verdict, row.why) for row in report.rows]


def _warnings(report: Imported, row: int = 0) -> dict[str, str]:
    return dict(report.rows[row].warnings)


def _columns(address: str) -> tuple[str, str, str, str, list[str]]:
    one = Recipient.objects.select_related("unit").get(address=address)
    groups = [group.name for group in one.groups.all()]
    return one.name, one.unit.name if one.unit else "", one.post, one.wants, groups


@pytest.mark.parametrize(
    "data",
    [
        CSV.encode(),
        codecs.BOM_UTF8 + CSV.encode(),
        codecs.BOM_UTF8 * 2 + CSV.encode(),
        CSV.encode("gb18030"),
        f"\ufeff{CSV}".encode("gb18030"),
        CSV.encode("gbk").replace(b"\n", b"\r\n"),
        codecs.BOM_UTF16_LE + CSV.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + CSV.encode("utf-16-be"),
        CSV.replace(",", ";").encode("gb18030"),
        CSV.replace(",", "\t").encode("gb18030"),
    ],
    ids="utf8 bom two-boms gb18030 gb18030-bom crlf utf16le utf16be semicolons tabs".split(),
)
def test_a_csv_of_any_office_is_read(bulletin: Bulletin, editor: User, data: bytes) -> None:
    import_recipients(bulletin, read_table(data, HEADINGS), by=editor)
    expected = ("段知南", "青石分公司", "总经理", "attached", ["集团领导"])
    assert _columns("duan@yunling.example") == expected


def _by_openpyxl(rows: list[list[Any]]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def _by_xlsxwriter(rows: list[list[Any]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("名单")
        for line, row in enumerate(rows):
            sheet.write_row(line, 0, row)
    return file.getvalue()


@pytest.mark.parametrize("write", [_by_openpyxl, _by_xlsxwriter])
def test_a_workbook_is_read_with_english_headings_in_any_order(
    bulletin: Bulletin,
    editor: User,
    write: Any,  # noqa: ANN401 - one of the two above
) -> None:
    rows: list[list[Any]] = [
        ["E-mail", "Groups", "Full Name", "Position", "Capacity", "Carriage", "Unit", "手机"],
        ["duan@yunling.example", "Leaders; Board", "段知南", "CEO", "CC", "both", "南坪矿业", 138],
        ["", "", "", "", "", "", "", ""],
        ["yu@yunling.example", "Leaders", "余北川", "", "", "", "", ""],
    ]
    done = import_recipients(bulletin, read_table(write(rows), HEADINGS), by=editor)
    assert _rows(done) == [("new", ""), ("new", "")]
    expected = ("段知南", "南坪矿业", "CEO", "both", ["Leaders", "Board"])
    assert _columns("duan@yunling.example") == expected
    assert {group.capacity for group in bulletin.recipient_groups.all()} == {"copy"}


def test_slips_of_the_pen_are_mended(bulletin: Bulletin, editor: User) -> None:
    table = _table(
        "姓　名\t单 位\t邮　箱＊\t发放对象\t主送/抄送\t方式\n"
        "段　知南\t 青 石 分公司\tＤｕａｎ＠ｙｕｎｌｉｎｇ．ｅｘａｍｐｌｅ \t"
        "集 团 领导、 总部 \t 主 送\t附件+链接\n"
    )
    import_recipients(bulletin, table, by=editor)
    expected = ("段知南", "青石分公司", "", "both", ["集团领导", "总部"])
    assert _columns("duan@yunling.example") == expected


def test_what_is_wrong_is_said_of_each_row(bulletin: Bulletin) -> None:
    Bulletin.objects.update(submission_address="tougao@yunling.example")
    report = report_recipients(
        bulletin,
        _table(
            f"{HEADS}\n"
            ",,,a@yunling.example,领导,,,\n"
            "无邮箱,,,,领导,,,\n"
            "错邮箱,,,见通讯录,领导,,,\n"
            "没有点,,,mei@yunling,领导,,,\n"
            "编辑部,,,tougao@yunling.example,领导,,,\n"
            "机器,,,noreply@yunling.example,领导,,,\n"
            "密送的,,,mi@yunling.example,领导,密送,,\n"
            "寄信的,,,ji@yunling.example,领导,,邮寄,\n"
            f"{'长' * 61},,,chang@yunling.example,领导,,,\n"
        ),
    )
    assert [why for _verdict, why in _rows(report)] == [
        "name-missing",
        "address-missing",
        "address-unfit",
        "address-without-dot",
        "address-own",
        "address-machine",
        "capacity-unknown",
        "way-unknown",
        "name-too-long",
    ]
    assert report.counts == {"error": 9}
    assert [row.about for row in report.rows[6:8]] == ["密送", "邮寄"]


def test_what_may_be_a_mistake_is_warned_of_and_taken(bulletin: Bulletin, editor: User) -> None:
    lines = "".join(f"员工{n},,,p{n}@yunling.example,总部,,,\n" for n in range(3))
    doubtful = (
        "段知南,外单位,,duan@yunling.exmaple,,,,\n办公室,,,office@yunling.example,总部,抄送,,\n"
    )
    bulletin.recipient_groups.create(name="总部")
    done = import_recipients(bulletin, _table(f"{HEADS}\n{lines}{doubtful}"), by=editor)
    assert done.counts == {"new": 5}
    assert _warnings(done) == {}
    assert _warnings(done, 3) == {
        "unit-noted": "外单位",
        "domain-mistyped": "yunling.example",
        "in-no-group": "",
    }
    assert _warnings(done, 4) == {
        "role-address": "office@yunling.example",
        "group-otherwise": "总部",
    }
    assert bulletin.recipient_groups.get().capacity == "main", "the group stays what it is"
    assert Recipient.objects.get(name="段知南").note == "外单位"


def test_a_person_who_stands_twice_is_in_both_groups(bulletin: Bulletin, editor: User) -> None:
    table = _table(
        f"{HEADS}\n"
        "段知南,,总经理,duan@yunling.example,集团领导,,,\n"
        "段知南,青石分公司,,DUAN@yunling.example,党委委员,,链接,\n"
        "段知南,,董事长,duan@yunling.example,集团领导,,,\n"
        "余北川,,,duan@yunling.example,集团领导,,,\n"
    )
    done = import_recipients(bulletin, table, by=editor)
    assert _rows(done) == [
        ("new", ""),
        ("same", ""),
        ("same", ""),
        ("error", "address-of-another-line"),
    ]
    assert (_warnings(done, 1), _warnings(done, 2)) == ({"line-joined": "2"}, {"line-unlike": "2"})
    expected = ("段知南", "青石分公司", "总经理", "link", ["集团领导", "党委委员"])
    assert _columns("duan@yunling.example") == expected


def test_empty_cells_change_nothing_and_a_second_import_says_so(
    bulletin: Bulletin, editor: User
) -> None:
    import_recipients(bulletin, _table(CSV), by=editor)
    events = Event.objects.count()
    assert import_recipients(bulletin, _table(CSV), by=editor).counts == {"same": 1}
    bare = "姓名,邮箱,单位\n段知南,duan@yunling.example,外单位\n"
    assert import_recipients(bulletin, _table(bare), by=editor).counts == {"changed": 1}
    assert import_recipients(bulletin, _table(bare), by=editor).counts == {"same": 1}
    assert Event.objects.count() == events + 2
    renamed = "姓名,邮箱,发放对象\n段志南,duan@yunling.example,党委委员\n"
    done = import_recipients(bulletin, _table(renamed), by=editor)
    assert _warnings(done) == {"named-otherwise": "段知南", "group-new": "党委委员"}
    one = Recipient.objects.get()
    assert (one.name, one.post, one.wants, one.note) == ("段志南", "总经理", "attached", "外单位")
    assert one.unit is not None, "what the table does not know is not taken away"
    assert {group.name for group in one.groups.all()} == {"集团领导", "党委委员"}


@pytest.mark.parametrize(
    ("column", "warning"),
    [("left_at", "stays-off"), ("unsubscribed_at", "stays-unsubscribed")],
)
def test_nobody_is_put_on_the_lists_again_by_a_table(
    bulletin: Bulletin, editor: User, column: str, warning: str
) -> None:
    import_recipients(bulletin, _table(CSV), by=editor)
    Recipient.objects.update(**{column: timezone.now()})
    done = import_recipients(bulletin, _table(CSV), by=editor)
    assert warning in _warnings(done)
    assert getattr(Recipient.objects.get(), column) is not None


def test_a_group_whose_name_holds_a_mark_is_one_where_it_is_known(
    bulletin: Bulletin, editor: User
) -> None:
    known = {"各分公司、子公司": "各分公司、子公司", "总部各部门": "总部各部门"}
    said = {
        "总部各部门、各分公司、子公司": ("总部各部门", "各分公司、子公司"),
        "各分公司、子公司、老同志": ("各分公司、子公司", "老同志"),
        "各分公司、老同志": ("各分公司", "老同志"),
        "总部 各部门/老同志/": ("总部各部门", "老同志"),
        "甲、乙；丙": ("甲、乙", "丙"),
        "": (),
    }
    assert {cell: group_names(cell, known) for cell in said} == said
    bulletin.distribution, bulletin.copies = ["各分公司、子公司"], ["党委办"]
    bulletin.save()
    row = "段知南,duan@yunling.example,各分公司、子公司、党委办\n"
    import_recipients(bulletin, _table(f"姓名,邮箱,发放对象\n{row}"), by=editor)
    assert list(bulletin.recipient_groups.values_list("name", "capacity")) == [
        ("各分公司、子公司", "main"),
        ("党委办", "copy"),
    ]


def test_two_thousand_rows_are_taken_at_once(bulletin: Bulletin, editor: User) -> None:
    rows = [
        [f"收件人{n}", "青石分公司", "职员", f"p{n}@yunling.example", f"第{n % 7}组", "", "", ""]
        for n in range(2000)
    ]
    table = read_table(_by_xlsxwriter([HEADS.split(","), *rows]), HEADINGS)
    with CaptureQueriesContext(connection) as asked:
        done = import_recipients(bulletin, table, by=editor)
    assert done.counts == {"new": 2000}
    assert len(asked) < 150
    assert Recipient.groups.through.objects.count() == 2000
    with CaptureQueriesContext(connection) as asked:
        assert report_recipients(bulletin, table).counts == {"same": 2000}
    assert len(asked) < 20
    with pytest.raises(Invalid):
        read_table(_by_xlsxwriter([HEADS.split(","), *rows, rows[0]]), HEADINGS)


def test_only_who_arranges_the_lists_imports(bulletin: Bulletin) -> None:
    with pytest.raises(NotAllowed):
        import_recipients(bulletin, _table(CSV), by=a_person(Role.REVIEWER, bulletin))
    assert not Recipient.objects.exists()
