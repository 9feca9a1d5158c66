"""Tables of recipients on their pages: reported on, imported, exported; people taken over."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from cast import a_bulletin, a_person, client_of
from jianbao.desk.actions import grouping_recipients as grouping
from jianbao.desk.models import (
    Bulletin,
    Correspondent,
    Recipient,
    RecipientGroup,
    Role,
    User,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bulletin() -> Bulletin:
    return a_bulletin()


@pytest.fixture
def editor(bulletin: Bulletin) -> User:
    return a_person(Role.EDITOR, bulletin)


@pytest.fixture
def client(editor: User) -> Client:
    return client_of(editor)


@pytest.fixture
def group(bulletin: Bulletin, editor: User) -> RecipientGroup:
    values = {"name": "各分公司、子公司", "capacity": "main"}
    return grouping.add_group(bulletin, values, by=editor)


def _url(name: str, bulletin: Bulletin, *rest: object) -> str:
    return reverse(name, args=[bulletin.slug, *rest])


def test_a_table_is_reported_on_imported_and_its_export_says_the_same(
    client: Client, bulletin: Bulletin, group: RecipientGroup, editor: User
) -> None:
    other = grouping.add_group(bulletin, {"name": "留存", "capacity": "file"}, by=editor)
    data = (
        "姓名,单位,职务,邮箱,发放对象,主送抄送,方式,备注\n"
        "段知南,青石分公司,=1+1,duan@yunling.example,各分公司、子公司,主送,附件和链接,来函\n"
        f"余北川,,,yu@yunling.example,{group.name}；{other.name},,,\n"
        "坏邮箱,,,见通讯录,,,,\n"
    ).encode("gb18030")
    address = _url("import_recipients", bulletin)
    answer = client.post(address, {"file": SimpleUploadedFile("名单.csv", data)})
    assert [line["verdict"] for line in answer.context["lines"]] == ["new", "new", "error"]
    assert not Recipient.objects.exists()
    done = client.post(address, {"rows": answer.context["rows"]})
    assert done.headers["Location"] == _url("recipients", bulletin)
    sent = b"".join(client.get(_url("export_recipients", bulletin)).streaming_content)  # type: ignore[attr-defined]  # a FileResponse
    sheet = load_workbook(io.BytesIO(sent)).active
    assert sheet is not None
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        "段知南|青石分公司|=1+1|duan@yunling.example|各分公司、子公司；|主送|附件和链接|来函".split(
            "|"
        ),
        ["余北川", "", "", "yu@yunling.example", "各分公司、子公司；留存", "", "", ""],
    ]
    answer = client.post(address, {"file": SimpleUploadedFile("again.xlsx", sent)})
    assert [(one["verdict"], one["warnings"]) for one in answer.context["lines"]] == [
        ("same", []),
        ("same", []),
    ]
    Recipient.objects.all().delete()
    RecipientGroup.objects.all().delete()
    answer = client.post(address, {"file": SimpleUploadedFile("again.xlsx", sent)})
    client.post(address, {"rows": answer.context["rows"]})
    assert {g.name for g in bulletin.recipient_groups.all()} == {group.name, other.name}


def test_the_table_to_fill_in_is_read_as_an_empty_one(client: Client, bulletin: Bulletin) -> None:
    sent = b"".join(client.get(_url("recipients_template", bulletin)).streaming_content)  # type: ignore[attr-defined]  # a FileResponse
    sheet = load_workbook(io.BytesIO(sent)).active
    assert sheet is not None
    heads = [str(cell.value) for cell in next(sheet.iter_rows())]
    assert heads == ["姓名", "单位", "职务", "邮箱", "发放对象", "主送抄送", "方式", "备注"]
    file = SimpleUploadedFile("模板.xlsx", sent)
    answer = client.post(_url("import_recipients", bulletin), {"file": file})
    assert answer.context["lines"] == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_warning_has_its_words(client: Client, bulletin: Bulletin, language: str) -> None:
    rows = "".join(f"员工{n},,p{n}@yunling.example\n" for n in range(3))
    table = f"姓名,单位,邮箱\n{rows}段知南,外单位,info@yunling.exmaple\n"
    with translation.override(language):
        answer = client.post(_url("import_recipients", bulletin), {"pasted": table})
    said = dict(answer.context["lines"][3]["warnings"])
    assert list(said.values()) == [False, True, False, True]
    assert sum("yunling.example" in text for text in said) == 1


def test_two_thousand_rows_come_back_from_their_report(client: Client, bulletin: Bulletin) -> None:
    rows = "".join(
        f"收件人{n},青石分公司党委综合办公室,党群工作干事,p{n}@yunling.example,基层党支部、各车间,抄送,附件和链接,二〇二六年调整\n"
        for n in range(2000)
    )
    address = _url("import_recipients", bulletin)
    data = f"姓名,单位,职务,邮箱,发放对象,主送抄送,方式,备注\n{rows}".encode("gb18030")
    answer = client.post(address, {"file": SimpleUploadedFile("名单.csv", data)})
    assert client.post(address, {"rows": answer.context["rows"]}).status_code == 302
    assert Recipient.objects.count() == 2000


def test_people_known_to_the_desk_are_shown_and_taken_over(
    client: Client, bulletin: Bulletin, group: RecipientGroup
) -> None:
    for name in ("wang", "deng"):
        Correspondent.objects.create(
            bulletin=bulletin, name=name, address=f"{name}@yunling.example"
        )
    address = _url("proposed_recipients", bulletin)
    page = client.get(address).content.decode()
    assert page.count("data-select-item") == 2
    assert client.post(address, {"chosen": ["wang@yunling.example"]}).status_code == 422
    assert client.post(address, {"chosen": [], "group": group.pk}).status_code == 422
    form = {"chosen": ["wang@yunling.example"], "group": group.pk}
    assert client.post(address, form).headers["Location"] == _url("recipients", bulletin)
    assert [one.name for one in group.recipients.all()] == ["wang"]
    assert client.get(address).content.decode().count("data-select-item") == 1
