"""A bulletin is founded by hand, step by step, or from its last issue; nobody else can."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cast import a_person, client_of
from jianbao.desk.models import Bulletin, Event, Grant, Invitation, Issue, Item, Role, User

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]


@pytest.fixture
def administrator() -> User:
    return a_person(Role.ADMINISTRATOR)


@pytest.fixture
def desk(administrator: User) -> Client:
    return client_of(administrator)


def _hidden(page: str) -> dict[str, str]:
    """Give every field of a page as a browser would send it back unchanged."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<input\b[^>]*>", page):
        given = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        box = given.get("type") == "checkbox"
        if "name" in given and given.get("type") != "file" and (not box or " checked" in tag):
            found[given["name"]] = _plain(given.get("value", "on" if box else ""))
    for name, text in re.findall(
        r'<textarea name="(\w+)"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL
    ):
        found[name] = _plain(text)
    found.pop("csrfmiddlewaretoken", None)
    return found


def _plain(text: str) -> str:
    for mark, character in (("&quot;", '"'), ("&#x27;", "'"), ("&lt;", "<"), ("&amp;", "&")):
        text = text.replace(mark, character)
    return text


@pytest.fixture
def begun(desk: Client) -> Bulletin:
    """A bulletin after the first step."""
    given = _hidden(desk.get(reverse("found_bulletin")).content.decode())
    assert given["slug"] == "b1"
    given |= {"title": "云岭简报", "department": "党群工作部", "year": "2026", "number": "3"}
    answer = desk.post(reverse("found_bulletin"), given)
    assert answer.headers["Location"] == reverse("setup_sections", args=["b1"])
    return Bulletin.objects.get()


def test_the_first_step_makes_the_bulletin(begun: Bulletin) -> None:
    assert (begun.title, begun.last_number, begun.days_per_issue) == ("云岭简报", 3, 14)


def test_a_usual_set_of_sections_is_edited_and_the_step_taken_up_again(
    desk: Client, begun: Bulletin
) -> None:
    step = reverse("setup_sections", args=["b1"])
    rows = _hidden(desk.get(step).content.decode())
    assert rows["s-0-title"] == "要闻"
    rows |= {"s-0-title": "要闻速览", "s-1-title": "", "s-8-title": "他山之石"}
    answer = desk.post(step, rows)
    assert answer.headers["Location"] == reverse("setup_units", args=["b1"])
    titles = list(begun.sections.values_list("title", flat=True))
    assert (titles[0], titles[-1], len(titles)) == ("要闻速览", "他山之石", 8)
    again = _hidden(desk.get(step).content.decode())
    desk.post(step, again | {"s-0-item_length": "500"})
    assert list(begun.sections.values_list("title", flat=True)) == titles
    assert begun.sections.all()[0].item_length == 500


def test_a_section_given_twice_is_refused(desk: Client, begun: Bulletin) -> None:
    step = reverse("setup_sections", args=["b1"])
    rows = _hidden(desk.get(step).content.decode())
    assert desk.post(step, rows | {"s-1-title": "要闻"}).status_code == 422
    assert begun.sections.count() == 0


def test_units_are_pasted_looked_at_and_taken(desk: Client, begun: Bulletin) -> None:
    step = reverse("setup_units", args=["b1"])
    report = desk.post(step, {"pasted": "青石分公司\n南坪矿业\n"})
    assert begun.units.count() == 0
    rows = _hidden(report.content.decode())
    answer = desk.post(step, {"rows": rows["rows"]})
    assert answer.headers["Location"] == reverse("setup_mailbox", args=["b1"])
    assert begun.units.count() == 2
    assert desk.post(step, {"rows": "[1,"}).headers["Location"] == step


def test_editors_are_chosen_or_invited(desk: Client, begun: Bulletin) -> None:
    editor = a_person(None, name="shenzhixing")
    step = reverse("setup_people", args=["b1"])
    desk.post(step, {"person": str(editor.pk)})
    desk.post(step, {"full_name": "许清和", "email": "xu@yunling.example"})
    assert Grant.objects.get(user=editor).bulletin == begun
    assert Invitation.objects.get().role == Role.EDITOR
    assert "许清和" in desk.get(step).content.decode()
    assert desk.post(step, {}).status_code == 422
    assert desk.get(reverse("today", args=["b1"])).status_code == 200


def test_a_short_name_that_is_taken_is_said_beside_the_field(desk: Client) -> None:
    given = {"title": "云岭简报", "slug": "yunling", "days_per_issue": "14"}
    desk.post(reverse("found_bulletin"), given)
    answer = desk.post(reverse("found_bulletin"), given | {"title": "另一种"})
    assert answer.status_code == 422
    assert "yunling" in answer.context["form"].errors["slug"][0]
    assert Bulletin.objects.count() == 1


def _read(desk: Client, path: Path) -> tuple[str, dict[str, str]]:
    file = SimpleUploadedFile(path.name, path.read_bytes())
    answer = desk.post(reverse("found_from_issue"), {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    address = answer.headers["Location"]
    return address, _hidden(desk.get(address).content.decode())


def _errors(answer: Any) -> object:  # noqa: ANN401 - an answer of Django's client
    return answer.context["form"].errors, answer.context["rows"].errors


def test_a_bulletin_is_set_up_from_its_last_issue(desk: Client, administrator: User) -> None:
    address, given = _read(desk, ROOT / "examples" / "2026-09.pdf")
    assert Bulletin.objects.count() == 0
    assert (given["title"], given["year"], given["number"]) == ("云岭水泥党群工作", "2026", "9")
    assert "青石分公司" in given["units"]
    given |= {"slug": "yunling", "department": "集团党群工作部", "s-0-item_length": "333"}
    answer = desk.post(address, given)
    assert answer.headers["Location"] == reverse("setup_mailbox", args=["yunling"])
    bulletin = Bulletin.objects.get()
    issue = Issue.objects.get()
    assert (issue.state, issue.year, issue.number) == ("published", 2026, 9)
    assert (bulletin.last_year, bulletin.last_number) == (2026, 10)  # combined: 第9—10期
    assert bulletin.department == "集团党群工作部"
    assert bulletin.sections.all()[0].item_length == 333
    assert Item.objects.count() == len(list(Item.objects.exclude(section=None)))
    assert bulletin.units.filter(name="青石分公司").exists()
    assert bulletin.correspondents.exclude(unit=None).exists()
    assert issue.raw is not None
    assert issue.raw.name == "2026-09.pdf"
    assert Event.objects.filter(by=administrator, verb="found").exists()


def test_an_issue_that_was_read_is_corrected_before_anything_is_made(desk: Client) -> None:
    address, given = _read(desk, ROOT / "examples" / "2026-09.docx")
    given.pop("file_issue")
    desk.post(
        address,
        given
        | {"slug": "yl", "number": "12", "number_to": "", "units": "甲矿=甲、甲矿业", "people": ""},
    )
    bulletin = Bulletin.objects.get()
    assert (bulletin.last_number, Issue.objects.count()) == (12, 0)
    unit = bulletin.units.get()
    assert (unit.name, [name.name for name in unit.names.order_by("name")]) == (
        "甲矿",
        ["甲", "甲矿业"],
    )


@pytest.mark.parametrize("units", ["甲矿\n甲矿=甲", "=甲", "乙" * 90])
def test_units_that_cannot_be_kept_are_refused(desk: Client, units: str) -> None:
    address, given = _read(desk, ROOT / "examples" / "2026-09.md")
    answer = desk.post(address, given | {"units": units})
    assert answer.status_code == 422
    assert "units" in answer.context["form"].errors
    assert Bulletin.objects.count() == 0


def test_a_real_issue_sets_a_bulletin_up(desk: Client) -> None:
    folder = Path(os.environ.get("JIANBAO_SEED", str(ROOT.parent / "shared" / "seed")))
    files = sorted(folder.glob("*.pdf")) + sorted(folder.glob("*.txt"))
    if not files:
        pytest.skip("the seed issue is not here")
    address, given = _read(desk, files[0])
    answer = desk.post(address, given)
    assert answer.status_code == 302, _errors(answer)
    bulletin = Bulletin.objects.get()
    assert bulletin.title
    assert bulletin.sections.count() > 2
    assert bulletin.units.count() > 5
    assert Issue.objects.get().items.count() > 10


def test_a_file_without_an_issue_is_refused_with_the_reason(desk: Client) -> None:
    for name, data in (("leer.pdf", b""), ("bild.docx", b"PK\x03\x04 broken"), ("x.txt", b"\x00")):
        answer = desk.post(reverse("found_from_issue"), {"file": SimpleUploadedFile(name, data)})
        assert answer.status_code == 422
        assert answer.context["form"].errors["file"]
    assert Bulletin.objects.count() == 0


def test_a_reading_is_opened_by_its_own_note_alone(desk: Client) -> None:
    address = reverse("found_from_reading", args=["made-up"])
    assert desk.get(address).status_code == 409


@pytest.mark.parametrize("page", ["found_bulletin", "found_from_issue"])
def test_nobody_else_founds(page: str) -> None:
    outsider = a_person(None)
    assert client_of(outsider).get(reverse(page)).status_code == 403
    bulletin = Bulletin.objects.create(slug="b", title="某刊")
    assert client_of(a_person(Role.ADMINISTRATOR, bulletin)).post(reverse(page)).status_code == 403
    assert Client().get(reverse(page)).status_code == 302
