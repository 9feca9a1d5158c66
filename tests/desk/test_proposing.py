"""The language model at the desk: asked only when wanted, noted first, taken only when seen."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence

import msgspec
import pytest
from django.db import connection
from django.utils import timezone

from cast import a_person
from desk.model_desk import KEY, PARAGRAPHS, SHORT, WRONG, Desk, a_desk, switch_on
from jianbao.desk.actions.editing import save_item
from jianbao.desk.actions.language_model import set_model, try_model
from jianbao.desk.actions.proposing import accept, ask
from jianbao.desk.errors import DeskError, Impossible, Invalid, NotAllowed, Stale
from jianbao.desk.models import Event, Grant, Issue, ModelCall, Role, Section
from jianbao.desk.queries.model_calls import LOST, error_in_words, fate_of
from jianbao.desk.queries.proposals import key_of, reviewed
from jianbao.desk.queries.seen import mark_of
from jianbao.desk.sealed import unseal
from jianbao.post.language_model import Endpoint, complete
from jianbao.post.model_answers import Completion
from servers.model_server import ModelServer

pytestmark = pytest.mark.django_db


def _ask(desk: Desk, purpose: str = "shorten", limit: int | None = 80) -> ModelCall:
    return ask(
        desk.item,
        purpose,  # type: ignore[arg-type]  # one of the two
        by=desk.editor,
        revision=desk.item.revision,
        limit=limit,
    )


def test_nothing_is_sent_without_the_setting(model_server: ModelServer) -> None:
    desk = a_desk()
    with pytest.raises(Impossible, match="model-off"):
        _ask(desk)
    switch_on(desk, model_server.url, on=False)
    for act in (lambda: _ask(desk), lambda: try_model(desk.bulletin, by=desk.administrator)):
        with pytest.raises(Impossible, match="model-off"):
            act()
    assert model_server.asked == []
    assert not ModelCall.objects.exists()


def test_the_setting_of_one_bulletin_is_none_of_another(model_server: ModelServer) -> None:
    desk = a_desk(model_server)
    model_server.says(SHORT)
    type(desk.bulletin).objects.update(model_on=False)  # meanwhile, in another window
    with pytest.raises(Impossible, match="model-off"):
        _ask(desk)
    assert model_server.asked == []


def test_what_was_sent_is_in_the_log_word_for_word(model_server: ModelServer) -> None:
    desk = a_desk(model_server)
    model_server.says(SHORT)
    call = _ask(desk)
    (asked,) = model_server.asked
    assert asked.body["messages"] == call.sent
    assert asked.headers["Authorization"] == f"Bearer {KEY}"
    sent = json.dumps(call.sent, ensure_ascii=False)
    assert all(paragraph in sent for paragraph in PARAGRAPHS)
    people = (desk.editor.username, desk.editor.email, "王青禾", "wang@", desk.bulletin.title)
    assert not any(word in sent for word in people)
    assert (call.answer, call.error, fate_of(call)) == (SHORT, "", "answered")
    (event,) = Event.objects.filter(verb="ask_model")
    assert event.thing == f"item:{desk.item.pk}"
    assert event.after["characters"] == sum(len(message["content"]) for message in call.sent)
    assert KEY not in json.dumps([event.after, call.sent], ensure_ascii=False)


@pytest.mark.django_db(transaction=True)
def test_the_row_is_committed_before_anything_leaves(
    model_server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another connection reads it while the server is being asked; no transaction is open."""
    desk = a_desk(model_server)
    model_server.says(SHORT)
    seen: list[tuple[bool, list[dict[str, str]]]] = []
    answer = model_server.answer
    open_ones: list[bool] = []

    def sent(endpoint: Endpoint, messages: Sequence[tuple[str, str]]) -> Completion:
        open_ones.append(connection.in_atomic_block)
        return complete(endpoint, messages)

    def watched(request: object) -> None:
        try:
            (call,) = ModelCall.objects.all()
            seen.append((call.answered_at is None, call.sent))
        finally:
            connection.close()  # of this thread
        answer(request)  # type: ignore[arg-type]  # as it came

    monkeypatch.setattr(model_server, "answer", watched)
    monkeypatch.setattr("jianbao.desk.actions.language_model.complete", sent)
    call = _ask(desk)
    assert seen == [(True, call.sent)]
    assert open_ones == [False]
    assert model_server.asked[0].body["messages"] == call.sent


def test_a_proposal_of_true_facts_is_taken_as_an_ordinary_save(model_server: ModelServer) -> None:
    desk = a_desk(model_server)
    model_server.says(f"缩写：{SHORT}")
    call = _ask(desk)
    before = desk.content
    found = reviewed(call)
    assert found is not None
    assert found.altered == ()
    assert [fact.text for fact in found.dropped] != []
    kept = accept(call, by=desk.editor, acknowledged=())
    assert kept is not None
    assert (kept.number, kept.why, kept.by) == (2, "proposal", desk.editor)
    assert desk.content == msgspec.structs.replace(before, paragraphs=(SHORT,))
    assert call.accepted_at is not None
    assert fate_of(call) == "taken"
    for verb in ("save_item", "accept_proposal"):
        assert Event.objects.filter(verb=verb, thing=f"item:{desk.item.pk}").count() == 1
    with pytest.raises(DeskError):
        accept(call, by=desk.editor, acknowledged=())
    assert desk.item.revision == 2


def test_what_editors_left_out_before_is_not_held_against_the_model(
    model_server: ModelServer,
) -> None:
    desk = a_desk(model_server)
    shorter = (PARAGRAPHS[0], PARAGRAPHS[1].replace("全年可减少停机11次，", ""))
    content = msgspec.structs.replace(desk.content, paragraphs=shorter)
    save_item(desk.item, content, by=desk.editor, revision=1)
    model_server.says(SHORT.replace("，节约检修费用42.6万元", ""))
    found = reviewed(_ask(desk))
    assert found is not None
    assert [fact.text for fact in found.dropped] == ["42.6万元"]


def test_each_changed_fact_has_to_be_seen(model_server: ModelServer) -> None:
    desk = a_desk(model_server)
    model_server.says(WRONG)
    call = _ask(desk)
    found = reviewed(call)
    assert found is not None
    told = {(fact.text, fact.verdict, fact.original) for fact in found.altered}
    assert told == {("8名", "changed", "9名"), ("一等奖", "absent", "")}
    keys = [key_of(fact) for fact in found.altered]
    for seen in ((), keys[:1], keys[1:], ["anything", "quantity:0-0"]):
        with pytest.raises(Invalid, match="facts-not-seen"):
            accept(call, by=desk.editor, acknowledged=seen)
    assert desk.item.revision == 1
    assert call.accepted_at is None
    accept(call, by=desk.editor, acknowledged=keys)
    assert desk.content.paragraphs == (WRONG,)
    (event,) = Event.objects.filter(verb="accept_proposal")
    assert set(event.after["facts"]) == {"8名", "一等奖"}


def test_a_headline_is_checked_for_its_own_facts_alone(model_server: ModelServer) -> None:
    desk = a_desk(model_server)
    model_server.says("青石分公司8名党员攻克风机振动难题")
    call = _ask(desk, "headline", 20)
    found = reviewed(call)
    assert found is not None
    assert [(fact.text, fact.original) for fact in found.altered] == [("8名", "9名")]
    assert found.dropped == ()
    accept(call, by=desk.editor, acknowledged=[key_of(fact) for fact in found.altered])
    assert desk.content.title == "青石分公司8名党员攻克风机振动难题"
    assert desk.content.paragraphs == PARAGRAPHS


def test_a_text_saved_meanwhile_is_not_overwritten(model_server: ModelServer) -> None:
    desk = a_desk(model_server)
    model_server.says(SHORT)
    call = _ask(desk)
    content = msgspec.structs.replace(desk.content, paragraphs=(*PARAGRAPHS, "职工拍手称好。"))
    save_item(desk.item, content, by=desk.editor, revision=1)
    again = ModelCall.objects.get(pk=call.pk)
    found = reviewed(again)
    assert found is not None
    assert found.outdated
    with pytest.raises(Stale, match="item-saved-meanwhile"):
        accept(again, by=desk.editor, acknowledged=())
    with pytest.raises(Stale, match="item-saved-meanwhile"):
        ask(desk.item, "shorten", by=desk.editor, revision=1)
    assert desk.content.paragraphs[-1] == "职工拍手称好。"
    assert len(model_server.asked) == 1


def test_who_may_not_edit_asks_and_takes_nothing(model_server: ModelServer) -> None:
    desk = a_desk(model_server)
    model_server.says(SHORT)
    other = Section.objects.order_by("position")[0]
    strangers = [
        a_person(Role.READER, desk.bulletin),
        a_person(Role.REVIEWER, desk.bulletin),
        a_person(Role.CONTRIBUTOR, desk.bulletin),
        a_person(Role.EDITOR, desk.bulletin, name="of-other-sections", section=other),
        desk.administrator,
    ]
    for person in strangers:
        with pytest.raises(NotAllowed):
            ask(desk.item, "shorten", by=person, revision=1)
    assert model_server.asked == []
    call = _ask(desk)
    for person in strangers:
        with pytest.raises(NotAllowed):
            accept(call, by=person, acknowledged=())
    assert desk.item.revision == 1


def test_a_signed_issue_is_neither_asked_about_nor_changed(model_server: ModelServer) -> None:
    desk = a_desk(model_server)
    model_server.says(SHORT)
    call = _ask(desk)
    Issue.objects.update(state=Issue.State.SIGNED)
    desk.item.refresh_from_db()
    fresh = ModelCall.objects.get(pk=call.pk)
    with pytest.raises(Impossible, match="issue-not-editable"):
        accept(fresh, by=desk.editor, acknowledged=())
    with pytest.raises(Impossible, match="issue-not-editable"):
        _ask(desk)
    fresh.refresh_from_db()
    assert fresh.accepted_at is None


@pytest.mark.parametrize(
    ("told", "code", "words"),
    [
        (lambda server: server.refuses(401, "no"), "model-key", "密钥"),
        (lambda server: server.refuses(429, Retry_After="9"), "model-busy", "繁忙"),
        (lambda server: server.refuses(400, "Model Not Exist"), "model-declined", "Not Exist"),
        (lambda server: server.gives(200, b"<html>"), "model-misunderstood", "OpenAI"),
        (lambda server: server.says(""), "proposal-empty", ""),
        (lambda server: server.says(SHORT, finish_reason="length"), "proposal-cut", ""),
        (lambda server: server.says("".join(PARAGRAPHS)), "proposal-not-shorter", ""),
        (lambda server: server.says(SHORT + "\x00"), "proposal-control", ""),
        (lambda server: server.says(f"<b>{SHORT}</b>"), "proposal-markup", ""),
        (lambda server: server.says("好的，我是人工智能。"), "proposal-not-of-this-text", ""),
    ],
)
def test_what_is_no_proposal_is_noted_and_cannot_be_taken(
    model_server: ModelServer, told: object, code: str, words: str
) -> None:
    desk = a_desk(model_server)
    told(model_server)  # type: ignore[operator]  # one of the above
    call = _ask(desk, limit=110 if code == "proposal-not-shorter" else 80)
    call.refresh_from_db()
    assert (call.error, fate_of(call), reviewed(call)) == (code, "failed", None)
    said = error_in_words(call, "zh")
    assert said != code
    assert words in said
    assert KEY not in call.answer
    with pytest.raises(Impossible, match="no-proposal"):
        accept(call, by=desk.editor, acknowledged=())


def test_where_nothing_can_be_asked_nothing_is_sent(model_server: ModelServer) -> None:
    desk = a_desk(model_server)
    title = msgspec.structs.replace(desk.content, title="风机攻关组啃下振动难题", paragraphs=())
    save_item(desk.item, title, by=desk.editor, revision=1)
    with pytest.raises(Invalid, match="proposal-no-text"):
        _ask(desk)
    assert model_server.asked == []
    assert not ModelCall.objects.exists()


def test_a_bulletin_asks_no_more_than_two_at_once(model_server: ModelServer) -> None:
    desk = a_desk(model_server)
    model_server.says(SHORT)
    for _ in range(2):
        call = _ask(desk)
        ModelCall.objects.filter(pk=call.pk).update(answered_at=None)
    with pytest.raises(Impossible, match="model-engaged"):
        _ask(desk)
    long_ago = timezone.now() - LOST - dt.timedelta(seconds=1)
    ModelCall.objects.filter(pk=call.pk).update(at=long_ago)
    assert fate_of(ModelCall.objects.get(pk=call.pk)) == "lost"
    _ask(desk)


def test_the_budget_is_that_of_the_section_unless_said(model_server: ModelServer) -> None:
    desk = a_desk(model_server)
    model_server.says(SHORT)
    length = len("".join(PARAGRAPHS)) + len(desk.content.title or "")
    Section.objects.update(item_length=length - 10)
    _ask(desk, limit=None)
    room = length - 10 - len(desk.content.title or "")
    assert f"不超过{room}字" in model_server.asked[0].body["messages"][1]["content"]


def test_a_key_is_sealed_and_never_goes_to_another_server(model_server: ModelServer) -> None:
    desk = a_desk(model_server)
    assert unseal(desk.bulletin.sealed_model_key) == KEY
    assert KEY not in str(list(Event.objects.values_list("before", "after")))
    assert desk.bulletin.sealed_model_key not in str(Event.objects.values_list("after"))
    with pytest.raises(Invalid, match="password-for-new-server"):
        switch_on(desk, "https://elsewhere.example/v1", key="")
    switch_on(desk, model_server.url + "/", key="")
    assert unseal(desk.bulletin.sealed_model_key) == KEY
    values = {"model_on": True, "model_url": "http://10.0.0.7/v1", "model_name": "m"}
    mark = mark_of(desk.bulletin, values)
    set_model(desk.bulletin, values, "", by=desk.administrator, mark=mark, forget_key=True)
    assert desk.bulletin.sealed_model_key == ""


@pytest.mark.parametrize(
    ("url", "name", "key", "code"),
    [
        ("", "m", "", "model-address"),
        ("ftp://model.example/v1", "m", "", "model-address"),
        ("https://model.example/v1", "", "", "model-unnamed"),
        ("http://model.example/v1", "m", "sk-1", "model-clear-text"),
        ("https://model.example/v1", "m", "sk 1", "model-key"),
    ],
)
def test_a_setting_that_cannot_work_is_refused(url: str, name: str, key: str, code: str) -> None:
    desk = a_desk()
    values = {"model_on": True, "model_url": url, "model_name": name}
    mark = mark_of(desk.bulletin, values)
    with pytest.raises(Invalid, match=code):
        set_model(desk.bulletin, values, key, by=desk.administrator, mark=mark)
    desk.bulletin.refresh_from_db()
    assert not desk.bulletin.model_on


def test_only_who_arranges_the_bulletin_sets_and_tries_its_model(
    model_server: ModelServer,
) -> None:
    desk = a_desk(model_server)
    model_server.says("可用")
    values = {"model_on": False, "model_url": "", "model_name": ""}
    with pytest.raises(NotAllowed):
        set_model(desk.bulletin, values, "", by=desk.editor, mark="")
    with pytest.raises(NotAllowed):
        try_model(desk.bulletin, by=desk.editor)
    assert model_server.asked == []
    tried = try_model(desk.bulletin, by=desk.administrator)
    assert (tried.answer, tried.error) == ("可用", None)
    assert Grant.objects.filter(user=desk.administrator).count() == 1
    (call,) = ModelCall.objects.all()
    assert (call.purpose, call.item) == ("test", None)
    assert reviewed(call) is None
