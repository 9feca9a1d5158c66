"""Comments on an issue, its items and passages; a passage goes where its text goes."""

from __future__ import annotations

import msgspec
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cast import a_person
from jianbao.desk.actions import commenting
from jianbao.desk.actions.commenting import Passage, comment_on
from jianbao.desk.errors import Impossible, Invalid, NotAllowed, Stale
from jianbao.desk.models import Comment, Event, Issue, Item, Role
from jianbao.desk.queries.comments import threads_of
from jianbao.document import model
from review_room import TEXT, Newsroom, a_newsroom, edited

pytestmark = pytest.mark.django_db
QUOTE = "9名党员"
WORDS = ("另", "，据悉", "8名团员")


def _marked(room: Newsroom) -> Comment:
    item = room.issue.items.get(position=0)
    start = _text(item).index(QUOTE)
    passage = Passage(start, start + len(QUOTE), QUOTE)
    return comment_on(room.issue, "几名？", by=room.reviewer, item=item, passage=passage)


def _text(item: Item) -> str:
    return msgspec.convert(item.content, model.Item).text


def _passage(comment: Comment) -> str:
    comment.refresh_from_db()
    assert comment.item is not None
    return _text(Item.objects.get(pk=comment.item.pk))[comment.start : comment.end]


def test_a_passage_goes_where_its_text_goes_and_is_found_again() -> None:
    room = a_newsroom()
    comment = _marked(room)
    item = room.issue.items.get(position=0)
    edited(item, "据了解，" + TEXT, room.editor)
    assert _passage(comment) == QUOTE
    edited(item, "全文改写，别无他话。", room.editor)
    assert (_passage(comment), comment.lost, comment.quote) == ("", True, QUOTE)
    edited(item, TEXT, room.editor)
    assert (_passage(comment), comment.lost) == (QUOTE, False)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.sampled_from(("", "另", "，据悉", "8名团员"))), max_size=5
    )
)
def test_whatever_is_inserted_beside_a_passage_leaves_it_alone(
    inserts: list[tuple[int, str]],
) -> None:
    with transaction.atomic():
        _insert_beside(inserts)
        transaction.set_rollback(True)


def _insert_beside(inserts: list[tuple[int, str]]) -> None:
    room = a_newsroom()
    comment = _marked(room)
    item = room.issue.items.get(position=0)
    text = TEXT
    for place, words in inserts:
        start = text.index(QUOTE)
        at = min(place, len(text))
        if not start < at < start + len(QUOTE):
            text = text[:at] + words + text[at:]
            edited(item, text, room.editor)
    assert _passage(comment) == QUOTE
    assert not comment.lost


def test_a_passage_that_reads_otherwise_by_now_is_found_or_refused() -> None:
    room = a_newsroom()
    item = room.issue.items.get(position=0)
    found = comment_on(
        room.issue, "？", by=room.reviewer, item=item, passage=Passage(0, len(QUOTE), QUOTE)
    )
    assert _passage(found) == QUOTE
    with pytest.raises(Stale):
        comment_on(room.issue, "？", by=room.reviewer, item=item, passage=Passage(0, 2, "没有"))


def test_threads_stand_in_the_order_of_print_and_are_settled() -> None:
    room = a_newsroom()
    second = room.issue.items.get(position=1)
    last = comment_on(room.issue, "第二条", by=room.reviewer, item=second)
    marked = _marked(room)
    whole = comment_on(room.issue, "总的意见", by=room.signer)
    said = commenting.answer(marked, "已核", by=room.editor)
    commenting.answer(said, "好", by=room.reviewer)
    threads = threads_of(room.issue)
    assert [thread.comment for thread in threads] == [whole, marked, last]
    assert [one.text for one in threads[1].answers] == ["已核", "好"]
    commenting.resolve(marked, by=room.editor)
    assert threads_of(room.issue)[1].settled
    with pytest.raises(Impossible):
        commenting.resolve(marked, by=room.editor)
    commenting.answer(marked, "还是不对", by=room.reviewer)
    assert not threads_of(room.issue)[1].settled
    verbs = Event.objects.filter(verb__contains="comment").values_list("verb", flat=True)
    assert sorted(verbs) == sorted(["comment"] * 3 + ["answer_comment"] * 3 + ["resolve_comment"])


def test_who_may_not_or_says_nothing_comments_nothing() -> None:
    room = a_newsroom()
    with pytest.raises(NotAllowed):
        comment_on(room.issue, "好", by=a_person(Role.CONTRIBUTOR, room.bulletin))
    with pytest.raises(Invalid, match="comment-empty"):
        comment_on(room.issue, " \0", by=room.reviewer)
    with pytest.raises(Invalid, match="comment-too-long"):
        comment_on(room.issue, "长" * 1001, by=room.reviewer)
    item = room.issue.items.get(position=0)
    item.issue = Issue.objects.create(bulletin=room.bulletin, year=2026, number=99)
    item.save()
    with pytest.raises(Invalid, match="item-missing"):
        comment_on(room.issue, "好", by=room.reviewer, item=item)
