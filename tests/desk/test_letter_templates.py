"""Templates of letters: their blanks, and the acts that keep them."""

from __future__ import annotations

import pytest

from cast import a_bulletin, a_person
from jianbao.desk.actions.dispatching.preparing import Plan, change_plan
from jianbao.desk.actions.dispatching.templates import (
    COLUMNS,
    add_template,
    change_template,
    drop_template,
)
from jianbao.desk.actions.dispatching.writing_letters import told_of
from jianbao.desk.errors import Invalid, NotAllowed, Stale
from jianbao.desk.models import Event, LetterTemplate, Role, User
from jianbao.desk.queries.events import sentence_of
from jianbao.desk.queries.letter_blanks import BLANKS, fill, unknown_blanks
from jianbao.desk.queries.letter_outline import headline_in_list, outline_of
from jianbao.desk.queries.letter_templates import AGAIN, USUAL, words_for
from jianbao.desk.queries.seen import mark_of
from jianbao.document import model
from mailing import a_plan, a_reader
from printing import a_printed_issue, an_office

pytestmark = pytest.mark.django_db
VALUES = {"name": "通用", "subject": "《{刊名}》{期号}", "text": "请查收{总期号}。"}


def _kept() -> tuple[LetterTemplate, User]:
    bulletin = a_bulletin()
    editor = a_person(Role.EDITOR, bulletin)
    return add_template(bulletin, VALUES, by=editor), editor


def test_every_blank_is_filled() -> None:
    office = an_office()
    edition = a_printed_issue(office).editions.get()
    told = told_of(edition, "both", "https://desk.example/r/1")
    filled = {name: fill(f"{{{name}}}", told) for name in BLANKS}
    year = edition.issue.year
    assert filled["刊名"] == "云岭水泥党群工作"
    assert filled["期号"] == f"{year}年第1期"
    assert filled["总期号"] == "总第1期"
    assert filled["期号全称"] == f"{year}年第1期（总第1期）"
    assert filled["部门"] == filled["单位"] == "党群工作部"
    assert (filled["栏目数"], filled["篇数"]) == ("2", "2")
    assert filled["日期"].startswith(f"{year}年")
    assert "—" in filled["采集时间"]
    assert filled["投稿邮箱"] == "tougao@yunling.example"
    assert filled["链接"] == "https://desk.example/r/1"
    assert "附件" in filled["阅读方式"]
    assert (filled["更正"], filled["更正说明"]) == ("", "")


def test_a_line_for_the_link_goes_where_there_is_none() -> None:
    edition = a_printed_issue(an_office()).editions.get()
    assert fill("甲\n在线阅读：{链接}\n乙", told_of(edition, "attached")) == "甲\n乙"


def test_what_nothing_fills_is_named_once() -> None:
    assert unknown_blanks("{刊名}{刊号}{ 期号}{刊号}{}") == ["刊号", " 期号"]
    assert unknown_blanks("{链接}") == []
    assert unknown_blanks("{链接}", subject=True) == ["链接"]
    for words in (USUAL, AGAIN):
        assert unknown_blanks(words.subject, subject=True) == unknown_blanks(words.text) == []


def test_an_issue_is_outlined_by_headlines() -> None:
    items = (
        model.Item(title="有题的"),
        model.Item(lead="导语在前。", paragraphs=("后面。",)),
        model.Item(paragraphs=("云岭物流党总支将党课搬到运输线上，在3个中转站设立课堂。",)),
        model.Item(paragraphs=("长" * 50,)),
    )
    assert [headline_in_list(item) for item in items] == [
        "有题的",
        "导语在前",
        "云岭物流党总支将党课搬到运输线上",
        "长" * 35 + "…",
    ]
    group = model.Subsection(title="篇", items=items)
    content = model.Issue(
        sections=(model.Section(title="甲", items=items, subsections=(group,)), model.Section())
    )
    (outlined,) = outline_of(content)
    assert (outlined.title, len(outlined.headlines), outlined.more) == ("甲", 6, 2)


def test_a_template_is_added_changed_and_dropped_with_its_story() -> None:
    template, editor = _kept()
    mark = mark_of(template, COLUMNS)
    change_template(template, VALUES | {"text": "新的 {日期}"}, by=editor, mark=mark)
    assert template.text == "新的 {日期}"
    with pytest.raises(Stale):
        change_template(template, VALUES, by=editor, mark=mark)
    drop_template(template, by=editor)
    told = list(Event.objects.order_by("pk").values_list("verb", flat=True))
    assert told[-3:] == ["add_template", "change_template", "drop_template"]
    last = Event.objects.get(verb="drop_template")
    assert last.before["text"] == "新的 {日期}"
    assert "通用" in sentence_of(last, "")


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"name": " "}, "name-missing", "name"),
        ({"subject": ""}, "subject-missing", "subject"),
        ({"text": "\n"}, "text-missing", "text"),
        ({"text": "{刊号}"}, "blank-unknown", "text"),
        ({"subject": "{链接}"}, "blank-unknown", "subject"),
        ({"name": "通用"}, "template-taken", "name"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(
    values: dict[str, str], code: str, field: str
) -> None:
    template, editor = _kept()
    with pytest.raises(Invalid) as caught:
        add_template(template.bulletin, VALUES | {"name": "另一个"} | values, by=editor)
    assert (caught.value.code, caught.value.values["field"]) == (code, field)
    assert LetterTemplate.objects.count() == 1


def test_only_who_prepares_dispatches_keeps_templates() -> None:
    template, _ = _kept()
    reader = a_person(Role.READER, template.bulletin)
    for act in (
        lambda: add_template(template.bulletin, VALUES, by=reader),
        lambda: change_template(template, VALUES, by=reader, mark=None),
        lambda: drop_template(template, by=reader),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_new_letter_begins_with_the_template_or_with_words_for_a_correction() -> None:
    office = an_office()
    edition = a_printed_issue(office).editions.get()
    assert words_for(edition) == USUAL
    add_template(office.bulletin, VALUES, by=office.editor)
    assert words_for(edition) == (VALUES["subject"], VALUES["text"])
    edition.kind = "correction"
    assert words_for(edition) == AGAIN


def test_a_plan_with_a_blank_that_is_none_is_refused() -> None:
    office = an_office()
    a_reader(office.bulletin, 1)
    dispatch = a_plan(office)
    plan = dispatch.groups.values_list("pk", flat=True)

    with pytest.raises(Invalid, match="blank-unknown"):
        change_plan(
            dispatch,
            Plan("{刊名}", "{刊号}", frozenset(plan)),
            by=office.editor,
            version=dispatch.version,
        )
