"""The settings of the review: presets, the table of steps, rules and checklist."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from cast import a_bulletin, a_person
from jianbao.desk.models import Bulletin, Event, Role
from jianbao.desk.steps import PRESETS, steps_from

pytestmark = pytest.mark.django_db
HERE = "/b/yunling/settings/review/"


@pytest.fixture
def bulletin() -> Bulletin:
    return a_bulletin()


@pytest.fixture
def client(bulletin: Bulletin) -> Client:
    client = Client()
    person = a_person(Role.ADMINISTRATOR, bulletin)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _sent(page: str, form: str) -> dict[str, str | list[str]]:
    """Give what a browser would send of the form of this address."""
    part = page.partition(f'action="{form}"')[2].partition("</form>")[0] if form else page
    sent: dict[str, str | list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", part):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name is None or ("checkbox" in tag and "checked" not in tag):
            continue
        if "checkbox" in tag:
            chosen = sent.setdefault(name[1], [])
            assert isinstance(chosen, list)
            chosen.append(value[1] if value else "on")
        else:
            sent[name[1]] = value[1] if value else ""
    for name, body in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', part, re.DOTALL):
        chosen_one = re.search(r'value="([^"]*)" selected', body)
        sent[name] = chosen_one[1] if chosen_one else "review"
    return sent


def _names(bulletin: Bulletin) -> list[str]:
    bulletin.refresh_from_db()
    return [step.name for step in steps_from(bulletin.review_steps)]


def _table(client: Client) -> dict[str, str | list[str]]:
    return _sent(client.get(HERE).content.decode(), reverse("change_steps", args=["yunling"]))


def test_a_preset_is_taken_and_the_log_says_what_it_was_before(
    client: Client, bulletin: Bulletin
) -> None:
    seen = _table(client)["seen"]
    client.post(
        reverse("choose_preset", args=["yunling"]), {"preset": "three_and_three", "seen": seen}
    )
    assert _names(bulletin) == [step.name for step in PRESETS["three_and_three"]]
    event = Event.objects.get(verb="arrange")
    assert event.before == {"review_steps": []}
    assert "三审三校" in client.get(HERE).content.decode()
    again = {"preset": "small", "seen": seen}
    assert client.post(reverse("choose_preset", args=["yunling"]), again).status_code == 409


def test_a_step_is_added_renamed_narrowed_moved_and_taken_away(
    client: Client, bulletin: Bulletin
) -> None:
    at = reverse("change_steps", args=["yunling"])
    reader = a_person(Role.REVIEWER, bulletin, name="秦望舒")
    sent = _table(client) | {"row1-name": "保密审查", "row1-days": "3", "row0-name": "部门审核"}
    sent["row1-people"] = [str(reader.pk)]
    assert client.post(at, sent).status_code == 302
    assert _names(bulletin) == ["部门审核", "保密审查", "签发"]
    added = steps_from(bulletin.review_steps)[1]
    assert (added.days, added.kind, added.people) == (3, "review", (reader.pk,))
    client.post(at, _table(client) | {"move": f"{added.key}:up"})
    assert _names(bulletin) == ["保密审查", "部门审核", "签发"]
    client.post(at, _table(client) | {"move": "sign_off:up"})
    assert _names(bulletin) == ["保密审查", "部门审核", "签发"], "the sign-off stays last"
    client.post(at, _table(client) | {"row0-drop": "on"})
    assert _names(bulletin) == ["部门审核", "签发"]
    assert steps_from(bulletin.review_steps)[0].key == "review", "its key keeps its approvals"


def test_what_fits_no_review_is_refused_in_the_table(client: Client, bulletin: Bulletin) -> None:
    at = reverse("change_steps", args=["yunling"])
    for wrong, said in (
        ({"row0-roles": []}, "没有人可办"),
        ({"row0-name": "签发"}, "名称不能相同"),
        ({"row0-days": "0"}, "row0-days"),
    ):
        answer = client.post(at, _table(client) | wrong)
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert bulletin.review_steps == []
    assert not Event.objects.filter(verb="arrange").exists()


def test_rules_signers_and_checklist_are_kept_and_logged(
    client: Client, bulletin: Bulletin
) -> None:
    page = client.get(HERE).content.decode()
    seen = re.findall(r'name="seen" value="([^"]+)"', page)[-1]
    sent = {"seen": seen, "may_review_own": "on", "signs_by_link": "on", "checklist": "图片已授权"}
    refused = client.post(HERE, sent | {"link_signers": "宗岳"})
    assert refused.status_code == 422
    assert (
        client.post(HERE, sent | {"link_signers": "宗岳 Zong@yunling.example"}).status_code == 302
    )
    bulletin.refresh_from_db()
    assert bulletin.link_signers == [["宗岳", "zong@yunling.example"]]
    assert (bulletin.may_review_own, bulletin.may_review_twice) == (True, False)
    assert bulletin.checklist == ["图片已授权"]
    assert "checklist" in Event.objects.get(verb="arrange").after
