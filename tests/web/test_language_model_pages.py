"""The language model by its pages: set and tried by administrators, asked and taken by editors."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from cast import a_bulletin, a_person, client_of
from desk.model_desk import KEY, PARAGRAPHS, SHORT, WRONG, Desk, a_desk
from jianbao.desk.models import Bulletin, Event, ModelCall, Role, Section
from jianbao.desk.sealed import unseal
from servers.model_server import ModelServer
from servers.program import free_port

pytestmark = pytest.mark.django_db


def _settings(desk: Desk, **values: object) -> tuple[int, str, str]:
    """Save the form of the settings; give the status, what is said, and the page."""
    client = client_of(desk.administrator)
    address = reverse("arrange_model", args=[desk.bulletin.slug])
    seen = client.get(address).context["form"]["seen"].value()
    answer = client.post(address, {"seen": seen, **values}, follow=True)
    said = " ".join(str(message) for message in answer.context["messages"])
    return answer.status_code, said, answer.content.decode()


def _ask(desk: Desk, purpose: str = "shorten", **more: object) -> tuple[Client, str]:
    client = client_of(desk.editor)
    address = reverse("item_ask_model", args=[desk.bulletin.slug, desk.item.pk])
    answer = client.post(address, {"purpose": purpose, "revision": 1, "limit": 80, **more})
    assert answer.status_code == 302, answer.content.decode()
    return client, answer.headers["Location"]


def test_it_is_set_tried_and_its_key_never_shown(model_server: ModelServer) -> None:
    desk = a_desk()
    model_server.says("可用")
    values = {"model_on": "on", "model_url": model_server.url, "model_name": "yunling-7b"}
    status, said, page = _settings(desk, **values, key=KEY)
    assert (status, "可用" in said) == (200, True)
    desk.bulletin.refresh_from_db()
    assert unseal(desk.bulletin.sealed_model_key) == KEY
    assert model_server.asked[0].headers["Authorization"] == f"Bearer {KEY}"
    assert "yunling-7b" in page
    logged = str(list(Event.objects.values_list("before", "after")))
    for secret in (KEY, desk.bulletin.sealed_model_key):
        assert secret not in page + logged
    status, _said, _page = _settings(desk, **values | {"model_name": "yunling-72b"}, key="")
    desk.bulletin.refresh_from_db()
    assert (desk.bulletin.model_name, unseal(desk.bulletin.sealed_model_key)) == (
        "yunling-72b",
        KEY,
    )


def test_each_fault_has_its_own_sentence(model_server: ModelServer) -> None:
    desk = a_desk()
    right = {"model_on": "on", "model_url": model_server.url, "model_name": "m", "key": KEY}
    model_server.refuses(401)
    assert "拒绝了密钥" in _settings(desk, **right)[1]
    model_server.refuses(404)
    test = reverse("test_model", args=[desk.bulletin.slug])
    client_of(desk.administrator).post(test, follow=True)  # the first answer of the two repeats
    again = client_of(desk.administrator).post(test, follow=True)
    assert "没有这个模型" in again.content.decode()
    closed = f"http://127.0.0.1:{free_port()}/v1"
    assert "无法连接" in _settings(desk, **right | {"model_url": closed})[1]
    for wrong, field in (
        ({"model_url": "nowhere"}, "model_url"),
        ({"model_name": ""}, "model_name"),
        ({"model_url": "http://10.0.0.7/v1"}, "key"),
    ):
        client = client_of(desk.administrator)
        address = reverse("arrange_model", args=[desk.bulletin.slug])
        answer = client.post(address, right | wrong | {"seen": ""})
        assert (answer.status_code, field in answer.context["form"].errors) == (422, True)


def test_switched_off_nothing_is_tried(model_server: ModelServer) -> None:
    desk = a_desk()
    _status, said, page = _settings(desk, model_url=model_server.url, model_name="m")
    assert "不使用语言模型" in said
    assert f'action="{reverse("test_model", args=[desk.bulletin.slug])}"' not in page
    answer = client_of(desk.administrator).post(reverse("test_model", args=[desk.bulletin.slug]))
    assert answer.status_code == 409
    assert model_server.asked == []


def test_the_log_shows_every_word_sent_and_answered(model_server: ModelServer) -> None:
    desk = a_desk(model_server)
    model_server.says("<script>alert(1)</script>")
    _ask(desk)
    page = client_of(desk.administrator).get(reverse("arrange_model", args=[desk.bulletin.slug]))
    text = page.content.decode()
    for words in (*PARAGRAPHS, "只用原文事实", desk.editor.full_name, model_server.url):
        assert words in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script>alert" not in text
    assert "网页标记" in text


def test_a_proposal_is_shown_as_a_difference_and_taken_when_looked_at(
    model_server: ModelServer,
) -> None:
    desk = a_desk(model_server)
    model_server.says(WRONG)
    client, address = _ask(desk)
    shown = client.get(address).content.decode()
    assert re.search(r"<del>[^<]*自5月11日起分三班盯守", shown)
    boxes = re.findall(
        r'<input type="checkbox" name="acknowledged" value="([^"]+)" required>', shown
    )
    assert len(boxes) == 2
    assert '<mark class="fact">8</mark></ins><mark class="fact">名</mark>' in shown
    take = reverse("item_take_proposal", args=[desk.bulletin.slug, desk.item.pk, _pk()])
    for seen in ([], boxes[:1]):
        refused = client.post(take, {"acknowledged": seen})
        assert refused.status_code == 400
        assert "逐一核对" in refused.content.decode()
    assert desk.content.paragraphs == PARAGRAPHS
    taken = client.post(take, {"acknowledged": boxes}, follow=True)
    assert "已采用" in taken.content.decode()
    assert list(desk.content.paragraphs) == [WRONG]
    assert client.post(take, {"acknowledged": boxes}).status_code == 409


def test_a_part_of_the_editor_gets_the_proposal_alone(model_server: ModelServer) -> None:
    desk = a_desk(model_server)
    model_server.says("青石分公司9名党员攻克风机振动难题")
    client = client_of(desk.editor)
    address = reverse("item_ask_model", args=[desk.bulletin.slug, desk.item.pk])
    values = {"purpose": "headline", "revision": 1}
    part = client.post(address, values, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<section")
    assert "<ins>" in part
    assert 'name="acknowledged"' not in part
    assert "事实均与原文相符" in part


def test_what_went_wrong_is_said_and_may_be_asked_again(model_server: ModelServer) -> None:
    desk = a_desk(model_server)
    model_server.refuses(429, Retry_After="20")
    client, address = _ask(desk)
    page = client.get(address).content.decode()
    assert "繁忙" in page
    assert reverse("item_ask_model", args=[desk.bulletin.slug, desk.item.pk]) in page
    assert "acknowledged" not in page


def test_items_of_others_are_neither_asked_about_nor_shown(model_server: ModelServer) -> None:
    desk = a_desk(model_server)
    model_server.says(SHORT)
    _client, address = _ask(desk)
    other = a_bulletin("other", "另一家简报")
    Bulletin.objects.filter(pk=other.pk).update(model_on=True)
    stranger = client_of(a_person(Role.EDITOR, other))
    section = Section.objects.filter(bulletin=desk.bulletin).order_by("position")[0]
    narrow = client_of(a_person(Role.EDITOR, desk.bulletin, name="narrow", section=section))
    values = {"purpose": "shorten", "revision": 1}
    for slug, client, status in ((desk.bulletin.slug, stranger, 404), (other.slug, stranger, 404)):
        ask = reverse("item_ask_model", args=[slug, desk.item.pk])
        assert client.post(ask, values).status_code == status
    assert narrow.get(address).status_code == 403
    assert (
        narrow.post(
            reverse("item_ask_model", args=[desk.bulletin.slug, desk.item.pk]), values
        ).status_code
        == 403
    )
    assert len(model_server.asked) == 1


@pytest.mark.parametrize("wrong", [{"purpose": "translate"}, {"revision": "x"}, {"limit": "0"}])
def test_a_form_that_does_not_fit_sends_nothing(
    model_server: ModelServer, wrong: dict[str, str]
) -> None:
    desk = a_desk(model_server)
    address = reverse("item_ask_model", args=[desk.bulletin.slug, desk.item.pk])
    answer = client_of(desk.editor).post(address, {"purpose": "shorten", "revision": "1"} | wrong)
    assert answer.status_code == 400
    assert model_server.asked == []


def _pk() -> int:
    return ModelCall.objects.get().pk
