"""Settings pages: each opens for administrators of the bulletin, saves, and refuses by a form."""

from __future__ import annotations

import io
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from cast import a_bulletin, a_person, client_of
from jianbao.desk.models import Bulletin, Event, Letter, Role, Section, Unit, User
from jianbao.document.proof.register import RULES

pytestmark = pytest.mark.django_db

PLAIN = (
    *("masthead", "sections", "units", "correspondents", "lists", "style", "submission"),
    *("mailboxes", "letters", "keys", "issues", "archive"),
)
OTHERS = (
    *("import_units", "import_correspondents", "setup_sections", "setup_units"),
    *("setup_mailbox", "setup_people"),
)
PAGES = [*(f"arrange_{name}" for name in PLAIN), *OTHERS]


@pytest.fixture
def bulletin() -> Bulletin:
    return a_bulletin()


@pytest.fixture
def administrator(bulletin: Bulletin) -> User:
    return a_person(Role.ADMINISTRATOR, bulletin)


@pytest.mark.parametrize("page", PAGES)
def test_pages_open_for_administrators_of_the_bulletin_alone(
    page: str, bulletin: Bulletin, administrator: User
) -> None:
    address = reverse(page, args=[bulletin.slug])
    answer = client_of(administrator).get(address)
    assert answer.status_code == 200
    other = a_bulletin("other", "另一家简报")
    assert client_of(a_person(Role.ADMINISTRATOR, other)).get(address).status_code == 404
    assert client_of(a_person(Role.EDITOR, bulletin)).get(address).status_code == 403


@pytest.fixture
def client(administrator: User) -> Client:
    return client_of(administrator)


def _values(answer: Any) -> dict[str, Any]:  # noqa: ANN401 - an answer of Django's client
    """Give what the form of a page would send back unchanged."""
    form = answer.context["form"]
    shown = {bound.html_name: bound.value() for bound in form}
    fields = {bound.html_name: bound.field for bound in form}
    prepared = {name: fields[name].prepare_value(value) for name, value in shown.items()}
    return {name: value for name, value in prepared.items() if value not in (None, False)}


def _url(name: str, bulletin: Bulletin, *rest: int) -> str:
    return reverse(name, args=[bulletin.slug, *rest])


def test_settings_are_saved_and_shown_again(client: Client, bulletin: Bulletin) -> None:
    address = _url("arrange_lists", bulletin)
    lists = {"distribution": "机关各部室\n各分公司、子公司\n", "copies": "总部办、工会"}
    values = _values(client.get(address)) | lists
    assert client.post(address, values).headers["Location"] == address
    bulletin.refresh_from_db()
    assert bulletin.distribution == ["机关各部室", "各分公司、子公司"], "a line is one recipient"
    assert bulletin.copies == ["总部办", "工会"], "a single line may hold several"
    assert "机关各部室" in client.get(address).content.decode()


def test_a_stale_form_shows_what_stands_there_and_keeps_what_was_typed(
    client: Client, bulletin: Bulletin
) -> None:
    address = _url("arrange_masthead", bulletin)
    values = _values(client.get(address))
    other = client_of(a_person(Role.ADMINISTRATOR, bulletin, name="叶归舟"))
    other.post(address, values | {"title": "先改的刊名"})
    answer = client.post(address, values | {"title": "后改的刊名"})
    page = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "叶归舟" in page
    assert "先改的刊名" in page
    assert 'value="后改的刊名"' in page
    bulletin.refresh_from_db()
    assert bulletin.title == "先改的刊名"
    again = _values(answer)
    assert client.post(address, again).status_code == 302
    bulletin.refresh_from_db()
    assert bulletin.title == "后改的刊名"


def test_a_number_is_changed_with_a_reason_in_its_own_form(
    client: Client, bulletin: Bulletin
) -> None:
    Bulletin.objects.update(last_year=2026, last_number=9)
    address = _url("arrange_masthead", bulletin)
    numbers = client.get(address).context["numbers"]
    values = {bound.html_name: bound.value() or "" for bound in numbers} | {"n-last_number": "11"}
    answer = client.post(address, values)
    assert answer.status_code == 422
    assert "note" in answer.context["numbers"].errors
    assert client.post(address, values | {"n-note": "第10期作废"}).status_code == 302
    bulletin.refresh_from_db()
    assert bulletin.last_number == 11


def test_rules_are_switched_off_by_their_code(client: Client, bulletin: Bulletin) -> None:
    address = _url("arrange_style", bulletin)
    page = unescape(client.get(address).content.decode())
    rule = next(rule for rule in RULES if rule.on)
    assert rule.summary() in page
    values = _values(client.get(address))
    values["rules"] = [code for code in values["rules"] if code != rule.code]
    client.post(address, values | {"avoid": "职工们=职工\n我厂→本公司", "spaced_digits": "no"})
    bulletin.refresh_from_db()
    assert bulletin.house_style == {
        "avoid": {"职工们": "职工", "我厂": "本公司"},
        "disable": [rule.code],
        "item_length": 400,
        "spaced_digits": False,
    }
    assert client.post(address, values | {"avoid": "没有等号"}).status_code == 422


def test_sections_are_added_renamed_ordered_and_hidden(client: Client, bulletin: Bulletin) -> None:
    address = _url("arrange_sections", bulletin)
    client.post(address, {"title": "新·改革之窗"})
    assert client.post(address, {"title": "新·改革之窗"}).status_code == 422
    new = Section.objects.get(title="新·改革之窗")
    client.post(_url("order_sections", bulletin), {"move": f"{new.pk}:-1"})
    titles = list(bulletin.sections.values_list("title", flat=True))
    assert titles == ["学·初心之源", "新·改革之窗", "行·一线之声"]
    one = _url("arrange_section", bulletin, new.pk)
    client.post(one, _values(client.get(one)) | {"title": "新·改革", "hidden": "on"})
    new.refresh_from_db()
    assert (new.title, new.aliases, new.hidden) == ("新·改革", ["新·改革之窗"], True)


def test_a_unit_is_renamed_closed_and_opened_again(client: Client, bulletin: Bulletin) -> None:
    unit = bulletin.units.get(name="南坪矿业")
    one = _url("arrange_unit", bulletin, unit.pk)
    client.post(one, _values(client.get(one)) | {"name": "南坪矿山"})
    client.post(_url("close_unit", bulletin, unit.pk))
    unit.refresh_from_db()
    assert unit.name == "南坪矿山"
    assert unit.closed_at is not None
    tree = client.get(_url("arrange_units", bulletin)).content.decode()
    assert "曾用名南坪矿业" in tree or "formerly 南坪矿业" in tree
    assert client.post(_url("close_unit", bulletin, unit.pk)).status_code == 409
    client.post(_url("reopen_unit", bulletin, unit.pk))
    unit.refresh_from_db()
    assert unit.closed_at is None


def test_a_correspondent_is_changed_and_a_stale_form_refused(
    client: Client, bulletin: Bulletin
) -> None:
    first, second = bulletin.units.all()
    values = {"name": "冯一帆", "unit": str(first.pk), "address": "feng@yunling.example"}
    client.post(_url("arrange_correspondents", bulletin), values)
    one = bulletin.correspondents.get()
    page = _url("arrange_correspondent", bulletin, one.pk)
    values = _values(client.get(page))
    assert client.post(page, values | {"unit": str(second.pk)}).status_code == 302
    answer = client.post(page, values | {"phone": "138"})
    assert answer.status_code == 409
    assert second.name in [said for _label, said in answer.context["form"].now]
    one.refresh_from_db()
    assert (one.unit, one.phone) == (second, "")
    client.post(_url("correspondent_leaves", bulletin, one.pk))
    client.post(_url("correspondent_returns", bulletin, one.pk))
    one.refresh_from_db()
    assert one.left_at is None


def test_a_stale_unit_says_where_it_stands_now(client: Client, bulletin: Bulletin) -> None:
    upper, lower = bulletin.units.all()
    page = _url("arrange_unit", bulletin, lower.pk)
    values = _values(client.get(page))
    client.post(page, values | {"parent": str(upper.pk), "aliases": "小名"})
    answer = client.post(page, values | {"code": "7"})
    assert answer.status_code == 409
    assert {upper.name, "小名"} <= {said for _label, said in answer.context["form"].now}


def test_things_of_another_bulletin_are_not_here(client: Client, bulletin: Bulletin) -> None:
    other = a_bulletin("other", "另一家简报")
    unit, section = other.units.all()[0], other.sections.all()[0]
    assert client.get(_url("arrange_unit", bulletin, unit.pk)).status_code == 404
    assert client.get(_url("arrange_section", bulletin, section.pk)).status_code == 404
    values = {"name": "冒名单位", "parent": str(unit.pk)}
    assert client.post(_url("arrange_units", bulletin), values).status_code == 422
    move = {"move": f"{section.pk}:-1"}
    assert client.post(_url("order_sections", bulletin), move).status_code == 409


def test_a_table_is_reported_on_and_then_imported(client: Client, bulletin: Bulletin) -> None:
    address = _url("import_units", bulletin)
    data = "单位,上级单位\n白川分公司,青石分公司\n=cmd(),无此单位\n".encode("gbk")
    answer = client.post(address, {"file": SimpleUploadedFile("单位.csv", data)})
    assert [line["verdict"] for line in answer.context["lines"]] == ["new", "error"]
    assert bulletin.units.count() == 2
    client.post(address, {"rows": answer.context["rows"]})
    assert Unit.objects.get(name="白川分公司").parent == Unit.objects.get(name="青石分公司")
    assert bulletin.units.count() == 3
    for junk in ("junk", "[" * 100_000, '[["name"], [[Infinity, {}]]]'):
        assert client.post(address, {"rows": junk}).headers["Location"] == address
    assert client.post(address, {}).status_code == 422


def test_what_is_exported_can_be_imported_again(client: Client, bulletin: Bulletin) -> None:
    bulletin.units.create(name="=1+1", parent=bulletin.units.first())
    answer = client.get(_url("export_units", bulletin))
    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a FileResponse
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    answer = client.post(
        _url("import_units", bulletin), {"file": SimpleUploadedFile("u.xlsx", data)}
    )
    assert {line["verdict"] for line in answer.context["lines"]} == {"same"}


def test_letters_that_went_astray_are_listed(client: Client, bulletin: Bulletin) -> None:
    for state in Letter.State.values:
        Letter.objects.create(
            key=state, kind="k", bulletin=bulletin, to_address="a@b.example", state=state
        )
    address = _url("arrange_letters", bulletin)
    assert client.get(address).context["page"].paginator.count == 2
    (line,) = client.get(reverse("today", args=[bulletin.slug])).context["troubles"]
    assert (line.amount, line.url) == (2, address)


def test_a_bulletin_is_archived_and_the_message_takes_it_back(
    client: Client, bulletin: Bulletin
) -> None:
    answer = client.post(_url("archive_bulletin", bulletin), {"note": "并入集团简报"}, follow=True)
    undo = _url("reopen_bulletin", bulletin)
    assert f"undo={undo}" in [message.extra_tags for message in answer.context["messages"]]
    assert Event.objects.get(verb="archive").note == "并入集团简报"
    client.post(undo)
    bulletin.refresh_from_db()
    assert bulletin.archived_at is None


@pytest.mark.parametrize("page", ["arrange_units", "arrange_correspondents", "arrange_sections"])
def test_lists_ask_the_database_no_more_for_more_rows(
    page: str, client: Client, bulletin: Bulletin
) -> None:
    address = _url(page, bulletin)
    client.get(address)
    few = _queries(client, address)
    for number in range(30):
        unit = bulletin.units.create(name=f"单位{number}", parent=bulletin.units.first())
        unit.names.create(name=f"别名{number}")
        bulletin.correspondents.create(name=f"人{number}", unit=unit)
        bulletin.sections.create(title=f"栏{number}")
    many = _queries(client, address)
    # names and writers of units are not asked for where there are no units yet
    assert many <= few + 2
    assert many <= 18


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
