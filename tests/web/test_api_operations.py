"""What each operation of the API does, and that every answer fits its own description."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from arrivals import PARAGRAPHS, an_arrival
from cast import a_bulletin, a_person
from jianbao.desk import vault
from jianbao.desk.actions.indexing import rebuild_index
from jianbao.desk.actions.printed_issues import add_printed_issue
from jianbao.desk.actions.reading.contribution import read_contribution
from jianbao.desk.models import Bulletin, Contribution, Event, Grant, Issue, Role, User
from jianbao.document.interchange import json_schema
from jianbao.document.read.confined import Workshop
from jianbao.samples import printed_issues
from jianbao.web.api.describing import description
from jianbao.web.api.urls import api
from web.api_calls import ROOT, Answer, Program, bytes_of

pytestmark = pytest.mark.django_db
TEXT = "青石分公司2号窑检修提前一天收尾\n" + "\n".join(PARAGRAPHS)
INBOX = "/bulletins/yunling/contributions"


@pytest.fixture
def bulletin() -> Bulletin:
    return a_bulletin()


@pytest.fixture
def editor(bulletin: Bulletin) -> Program:
    return Program(a_person(Role.EDITOR, bulletin))


@pytest.fixture
def sender(bulletin: Bulletin) -> User:
    return a_person(Role.CONTRIBUTOR, bulletin, unit=bulletin.units.get(name="青石分公司"))


@pytest.fixture
def workshop() -> Iterator[Workshop]:
    with Workshop() as opened:
        yield opened


def fits(answer: Answer, path: str, method: str = "get") -> Any:  # noqa: ANN401 - what JSON holds
    """Check an answer against the description of its operation, and give what it holds."""
    described = description(api)
    declared = described["paths"][f"{ROOT}{path}"][method]["responses"]
    assert answer.status_code in declared, (answer.status_code, answer.content[:300])
    schema = declared[answer.status_code]["content"]["application/json"]["schema"]
    jsonschema.validate(answer.json(), {**schema, "components": described["components"]})
    return answer.json()


def test_a_program_learns_whose_it_is_and_where_it_may_do_what(sender: User) -> None:
    program = Program(sender, ["contributions:read", "contributions:write"])
    me = fits(program.get("/me"), "/me")
    assert (me["sign_in_name"], me["token"]) == (sender.username, "试用程序")
    assert me["roles"] == [
        {"role": "contributor", "bulletin": "yunling", "section": None, "unit": "青石分公司"}
    ]
    (one,) = fits(program.get("/bulletins"), "/bulletins")
    assert one["may"] == ["enter", "contribute", "see_own"]
    single = fits(program.get("/bulletins/yunling"), "/bulletins/{bulletin}")
    assert single == one
    assert [section["title"] for section in one["sections"]] == ["学·初心之源", "行·一线之声"]


def test_the_inbox_is_listed_in_parts_that_hold_each_contribution_once(
    bulletin: Bulletin, editor: Program
) -> None:
    made = [an_arrival(bulletin, headline=f"第{n}篇").pk for n in range(7)]
    moment = timezone.now()
    Contribution.objects.filter(pk__in=made[:4]).update(received_at=moment)
    for order in ("newest", "oldest"):
        seen: list[int] = []
        after = ""
        while True:
            page = editor.get(INBOX, limit=3, after=after, order=order)
            part = fits(page, "/bulletins/{bulletin}/contributions")
            seen += [row["id"] for row in part["contributions"]]
            after = part["following"]
            if not after:
                break
        assert sorted(seen) == sorted(made)
    assert fits(editor.get(INBOX, after="1.x"), "/bulletins/{bulletin}/contributions")["code"] == (
        "cursor-unknown"
    )


def test_the_filters_are_those_of_the_inbox(bulletin: Bulletin, editor: Program) -> None:
    unit = bulletin.units.get(name="南坪矿业")
    one = an_arrival(bulletin, unit=unit, resembles="duplicate", picture_count=1)
    an_arrival(bulletin, "declined", headline="别的")
    today = timezone.localdate().isoformat()
    for narrowed in (
        {"list": "waiting"},
        {"unit": unit.pk},
        {"words": "风机 攻关组啃下"},
        {"resembling": "true"},
        {"with_pictures": "true"},
        {"first": today, "last": today, "list": "waiting"},
    ):
        part = editor.get(INBOX, **narrowed).json()
        assert [row["id"] for row in part["contributions"]] == [one.pk], narrowed
    assert editor.get(INBOX, list="nothing").status_code == 422
    assert editor.get(INBOX, first="1000-01-01").status_code == 422


def test_a_list_costs_no_more_questions_for_thirty_rows_than_for_one(
    bulletin: Bulletin, editor: Program, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(30):
        an_arrival(bulletin, suggested_section=bulletin.sections.first(), sent_by=None)
    with django_assert_max_num_queries(8):
        assert len(editor.get(INBOX, limit=50).json()["contributions"]) == 30


def test_a_text_is_handed_in_once_read_and_given_back_with_its_raw_message(
    sender: User, editor: Program, workshop: Workshop
) -> None:
    program = Program(sender)
    given = {"text": TEXT, "author": "王青禾", "note": "图另发"}
    path = "/bulletins/{bulletin}/contributions"
    first = program.post(INBOX, given)
    again = program.post(INBOX, given)
    assert (first.status_code, again.status_code) == (201, 200)
    (taken,) = fits(first, path, "post")["contributions"]
    assert fits(again, path, "post")["contributions"] == [{**taken, "fresh": False}]
    one = Contribution.objects.get()
    assert (one.channel, one.sent_by) == ("api", sender)
    assert Event.objects.get(verb="receive").through == "试用程序"
    assert read_contribution(one.pk, workshop)

    whole = fits(editor.get(f"{INBOX}/{one.pk}"), path + "/{pk}")
    assert whole["paragraphs"] == list(PARAGRAPHS)
    assert whole["unit"]["name"] == "青石分公司"
    assert {move["name"] for move in whole["moves"]} >= {"plan", "decline", "shortlist"}
    raw = editor.get(whole["raw_href"].removeprefix(ROOT))
    assert bytes_of(raw) == vault.read_stored(one.raw.sha256)

    own = fits(
        program.get(f"/bulletins/yunling/own-contributions/{one.pk}"),
        "/bulletins/{bulletin}/own-contributions/{pk}",
    )
    assert (own["standing"], own["paragraphs"]) == ("waiting", list(PARAGRAPHS))
    listed = fits(
        program.get("/bulletins/yunling/own-contributions", list="open"),
        "/bulletins/{bulletin}/own-contributions",
    )
    assert [row["id"] for row in listed["contributions"]] == [one.pk]


def test_files_are_handed_in_and_given_back_byte_for_byte_with_safe_headers(
    sender: User, editor: Program, workshop: Workshop
) -> None:
    program = Program(sender)
    content = TEXT.encode("gb18030")
    files = [
        SimpleUploadedFile("../../来稿“一”.txt", content),
        SimpleUploadedFile("page.html", b"<script>alert(1)</script>", "text/html"),
    ]
    answer = program.upload(f"{INBOX}/upload", {"files": files, "note": "两件"})
    (taken,) = fits(answer, "/bulletins/{bulletin}/contributions/upload", "post")["contributions"]
    read_contribution(taken["id"], workshop)
    whole = editor.get(f"{INBOX}/{taken['id']}").json()
    assert [file["name"] for file in whole["files"]] == ["来稿“一”.txt", "page.html"]
    for file, sent in zip(whole["files"], (content, b"<script>alert(1)</script>"), strict=True):
        given = program.get(file["href"].removeprefix(ROOT))
        assert bytes_of(given) == sent
        assert given.headers["Content-Disposition"].startswith("attachment")
        assert given.headers["Content-Type"] == "application/octet-stream"
        assert "sandbox" in given.headers["Content-Security-Policy"]
        assert not given.cookies


def test_what_is_no_contribution_is_refused_with_its_reason(
    bulletin: Bulletin, sender: User, settings: Settings
) -> None:
    settings.JIANBAO = msgspec.structs.replace(settings.JIANBAO, largest_upload=5000)
    program = Program(sender)
    foreign = a_bulletin("other", "另一家").units.get(name="青石分公司")
    refused = [
        (program.post(INBOX, {"text": " \u200b"}), 422, "nothing-handed-in"),
        (program.post(INBOX, {}), 422, "request-unfit"),
        (program.post(INBOX, [1]), 422, "request-unfit"),
        (program.post(INBOX, {"text": TEXT, "unit": foreign.pk}), 422, "not-of-this-bulletin"),
        (program.post(INBOX, {"text": TEXT, "revises": 999}), 422, "contribution-missing"),
        (
            program.post(INBOX, {"text": TEXT, "unit": bulletin.units.get(name="南坪矿业").pk}),
            403,
            "another-unit",
        ),
        (
            program.upload(
                f"{INBOX}/upload", {"files": [SimpleUploadedFile("大.txt", b"x" * 5001)]}
            ),
            413,
            "upload-too-large",
        ),
        (
            program.upload(
                f"{INBOX}/upload",
                {"files": [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(51)]},
            ),
            413,
            "too-many-files",
        ),
        (
            program.upload(
                f"{INBOX}/upload",
                {"files": [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(101)]},
            ),
            413,
            "request-too-large",
        ),
        (program.upload(f"{INBOX}/upload", {"text": TEXT}), 422, "request-unfit"),
    ]
    for answer, status, code in refused:
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert set(answer.json()) == {"code", "message", "values"}
    assert not Contribution.objects.exists()


def test_every_move_of_the_table_is_made_and_taken_back(
    bulletin: Bulletin, editor: Program
) -> None:
    section = bulletin.sections.get(title="行·一线之声")
    colleague = a_person(Role.EDITOR, bulletin, name="colleague")
    path = INBOX.replace("yunling", "{bulletin}") + "/{pk}/moves/{name}"
    tried: list[tuple[str, dict[str, Any], str]] = [
        ("plan", {"section": section.pk}, "planned"),
        ("shortlist", {"note": "下期"}, "shortlisted"),
        ("decline", {"reason": "thin"}, "declined"),
        ("set_aside", {"reason": "spam"}, "set_aside"),
        ("divide", {"starts": [{"start": 0, "headline": "一"}, {"start": 1}]}, "divided"),
        ("assign", {"to": colleague.pk}, "waiting"),
    ]
    for name, given, state in tried:
        one = an_arrival(bulletin)
        answer = editor.post(f"{INBOX}/{one.pk}/moves/{name}", {"version": 0, **given})
        done = fits(answer, path, "post")
        assert done["contribution"]["state"] == state
        assert Event.objects.get(pk=done["event"]).through == "试用程序"
        stale = editor.post(f"{INBOX}/{one.pk}/moves/shortlist", {"version": 0})
        assert fits(stale, path, "post")["code"] == "decided-meanwhile"
        assert stale.status_code == 409
        undone = editor.post(f"/bulletins/yunling/events/{done['event']}/undo")
        back = fits(undone, "/bulletins/{bulletin}/events/{event}/undo", "post")
        assert back["contribution"]["state"] == "waiting"


def test_moves_that_lack_something_or_are_no_moves_are_refused(
    bulletin: Bulletin, editor: Program
) -> None:
    one = an_arrival(bulletin)
    other = a_bulletin("other", "另一家")
    moves = f"{INBOX}/{one.pk}/moves"
    refused = [
        (editor.post(f"{moves}/decline", {"version": 0}), 422, "reason-missing"),
        (editor.post(f"{moves}/decline", {"version": 0, "reason": "no"}), 422, "reason-missing"),
        (editor.post(f"{moves}/plan", {"version": 0}), 422, "section-missing"),
        (
            editor.post(f"{moves}/plan", {"version": 0, "section": other.sections.first().pk}),  # type: ignore[union-attr]
            422,
            "section-missing",
        ),
        (editor.post(f"{moves}/merge", {"version": 0}), 422, "item-missing"),
        (editor.post(f"{moves}/divide", {"version": 0}), 422, "pieces-too-few"),
        (editor.post(f"{moves}/assign", {"version": 0, "to": 999}), 422, "not-an-editor"),
        (editor.post(f"{moves}/adopt", {"version": 0}), 404, "not-found"),
        (editor.post(f"{moves}/read", {"version": 0}), 404, "not-found"),
        (editor.post(f"{moves}/shortlist", {}), 422, "request-unfit"),
        (editor.post(f"{moves}/retry", {"version": 0}), 409, "no-such-move"),
        (editor.post("/bulletins/yunling/events/999/undo"), 404, "not-found"),
    ]
    for answer, status, code in refused:
        assert (answer.status_code, answer.json()["code"]) == (status, code)
    one.refresh_from_db()
    assert (one.state, one.version) == ("waiting", 0)


def test_printed_issues_open_to_readers_and_those_in_the_making_to_editors(
    bulletin: Bulletin, editor: Program
) -> None:
    printed = printed_issues(timezone.localdate())[0]
    add_printed_issue(bulletin, printed, by=None)
    one, section = an_arrival(bulletin), bulletin.sections.get(title="行·一线之声")
    editor.post(f"{INBOX}/{one.pk}/moves/plan", {"version": 0, "section": section.pk})
    reader = Program(a_person(Role.READER, bulletin))
    place = "/bulletins/yunling"
    listed = fits(reader.get(f"{place}/issues"), "/bulletins/{bulletin}/issues")
    assert [issue["state"] for issue in listed] == ["published"]
    assert listed[0]["items"] == sum(1 for _ in printed.items())
    everything = editor.get(f"{place}/issues").json()
    assert {issue["state"] for issue in everything} == {"published", "open"}
    for issue in everything:
        content = editor.get(f"{place}/issues/{issue['id']}").json()
        jsonschema.validate(content, json_schema())
    making = Issue.objects.get(state="open")
    content = editor.get(f"{place}/issues/{making.pk}").json()
    assert content["sections"][0]["items"][0]["paragraphs"] == list(PARAGRAPHS)
    assert reader.get(f"{place}/issues/{making.pk}").status_code == 404
    assert reader.get(f"{place}/items/{making.items.get().pk}").status_code == 404


def test_what_was_printed_is_found_by_its_words(bulletin: Bulletin) -> None:
    printed = printed_issues(timezone.localdate())[0]
    add_printed_issue(bulletin, printed, by=None)
    rebuild_index()
    reader = Program(a_person(Role.READER, bulletin))
    word = next(re.findall(r"[\u4e00-\u9fff]{2}", item.text)[0] for item in printed.items())
    page = reader.get("/bulletins/yunling/search", q=word)
    found = fits(page, "/bulletins/{bulletin}/search")
    assert found["total"] >= 1
    address = found["hits"][0]["href"].removeprefix(ROOT)
    item = fits(reader.get(address), "/bulletins/{bulletin}/items/{pk}")["content"]
    assert word in f"{item.get('title')}{item.get('lead')}" + "".join(item["paragraphs"])


def test_the_search_reaches_no_other_bulletin_and_no_contribution(bulletin: Bulletin) -> None:
    an_arrival(bulletin, headline="独一无二的标题")
    other = a_bulletin("other", "另一家")
    add_printed_issue(other, printed_issues(timezone.localdate())[0], by=None)
    rebuild_index()
    reader = Program(a_person(Role.READER, bulletin))
    for words in ("独一无二", "分公司"):
        page = reader.get("/bulletins/yunling/search", q=words).json()
        assert page == {"total": 0, "hits": []}


def test_the_log_is_given_in_parts_to_administrators(bulletin: Bulletin, editor: Program) -> None:
    for _ in range(3):
        one = an_arrival(bulletin)
        editor.post(f"{INBOX}/{one.pk}/moves/shortlist", {"version": 0})
    administrator = Program(a_person(Role.ADMINISTRATOR, bulletin))
    path, address = "/bulletins/{bulletin}/events", "/bulletins/yunling/events"
    first = fits(administrator.get(address, limit=2, verb="shortlist"), path)
    before = first["following"]
    rest = fits(administrator.get(address, limit=2, verb="shortlist", before=before), path)
    keys = [row["id"] for row in first["events"] + rest["events"]]
    assert keys == sorted(keys, reverse=True)
    assert (len(set(keys)), rest["following"]) == (3, None)


def test_a_contributor_reads_the_bytes_of_their_own_and_of_no_other(
    bulletin: Bulletin, sender: User
) -> None:
    program = Program(sender)
    mine, other = an_arrival(bulletin, sent_by=sender), an_arrival(bulletin)
    raw = program.get(f"{INBOX}/{mine.pk}/raw")
    assert raw.status_code == 200
    assert bytes_of(raw)
    assert program.get(f"{INBOX}/{other.pk}/raw").status_code == 403
    assert program.get(f"/bulletins/yunling/own-contributions/{other.pk}").status_code == 404
    piece = an_arrival(bulletin, sent_by=sender)
    Contribution.objects.filter(pk=piece.pk).update(piece=1, raw=other.raw, parent=other)
    assert program.get(f"{INBOX}/{piece.pk}/raw").status_code == 404


def test_a_token_for_one_bulletin_tells_of_no_other() -> None:
    here, there = a_bulletin(), a_bulletin("baichuan", "白川简讯")
    person = a_person(Role.EDITOR, here)
    Grant.objects.create(user=person, role=Role.EDITOR, bulletin=there)
    me = Program(person, bulletin=here).get("/me").json()
    assert [role["bulletin"] for role in me["roles"]] == [here.slug]
