"""Two people at one item: whatever they do, in whatever order, no text is lost or overwritten."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import msgspec
import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from arrivals import an_arrival
from cast import a_bulletin, a_person
from jianbao.desk.actions import deciding, going_back
from jianbao.desk.actions.editing import save_item
from jianbao.desk.errors import Stale
from jianbao.desk.models import Item, Role, Section, User
from jianbao.desk.queries.item import text_of
from jianbao.document import model

pytestmark = pytest.mark.django_db

Text = tuple[str, ...]


class Kept(NamedTuple):
    """What the history must hold of one save."""

    text: Text
    who: int
    autosave: bool = False


class Act(NamedTuple):
    """What one of two people does; `open` loads the page that later acts begin from."""

    who: int
    verb: str
    word: str
    pick: int


_ACTS = st.builds(
    Act,
    who=st.sampled_from((0, 1)),
    verb=st.sampled_from(("open", "save", "save", "autosave", "autosave", "restore", "theirs")),
    word=st.sampled_from(("甲。", "乙。", "丙。")),
    pick=st.integers(0, 5),
)


class Desk:
    """An item, what each of two people sees of it, and what its history must be."""

    def __init__(self) -> None:
        """Plan a contribution of an editor."""
        bulletin = a_bulletin()
        names = ("沈知行", "周牧野")
        self.people: list[User] = [a_person(Role.EDITOR, bulletin, name=name) for name in names]
        piece, section = an_arrival(bulletin), Section.objects.filter(bulletin=bulletin)[0]
        today = dt.date(2026, 7, 1)
        deciding.plan(piece, section, by=self.people[0], version=piece.version, today=today)
        self.begin()

    def begin(self) -> None:
        """Let both open the item as it was planned."""
        self.history = [Kept(text_of(self.item()).paragraphs, 0)]
        self.seen = [self.item(), self.item()]

    def item(self) -> Item:
        """The item as it stands."""
        return Item.objects.select_related("issue__bulletin").get()

    def in_history(self) -> list[Kept]:
        """What the history holds, the first first."""
        return [
            Kept(tuple(one.content["paragraphs"]), self.people.index(one.by), one.autosave)
            for one in self.item().revisions.select_related("by").order_by("number")
            if one.by is not None
        ]

    def do(self, act: Act) -> None:
        """Let one person act upon what they see; note what the history must hold then."""
        seen, now = self.seen[act.who], self.item()
        if act.verb == "open":
            self.seen[act.who] = now
            return
        mine = text_of(seen)
        mine = msgspec.structs.replace(mine, paragraphs=(*mine.paragraphs[:3], act.word))
        if seen.revision != now.revision:
            with pytest.raises(Stale):
                self._save(act, mine, seen.revision)
            return
        expected = self._expected(act, mine.paragraphs)
        self._save(act, mine, seen.revision)
        self.history = expected
        self.seen[act.who] = self.item()

    def _save(self, act: Act, mine: model.Item, revision: int) -> None:
        by, item = self.people[act.who], self.item()
        if act.verb == "restore":
            numbers = list(item.revisions.order_by("number").values_list("number", flat=True))
            number = numbers[act.pick % len(numbers)]
            going_back.restore(item, number, by=by, revision=revision)
        elif act.verb == "theirs":
            going_back.keep_theirs(item, mine, by=by, revision=revision)
        else:
            autosave = act.verb == "autosave"
            save_item(item, mine, by=by, revision=revision, autosave=autosave)

    def _expected(self, act: Act, mine: Text) -> list[Kept]:
        """An autosave takes the place of the same person's autosave just before; no other does."""
        stands = self.history[-1].text
        if act.verb == "restore":
            mine = self.history[act.pick % len(self.history)].text
        if mine == stands:
            return self.history
        if act.verb == "theirs":
            return [*self.history, Kept(mine, act.who), Kept(stands, act.who)]
        last, autosave = self.history[-1], act.verb == "autosave"
        folds = autosave and last.autosave and last.who == act.who
        return [*(self.history[:-1] if folds else self.history), Kept(mine, act.who, autosave)]


def test_whoever_saves_whenever_every_accepted_text_is_kept_and_none_overwrites() -> None:
    desk = Desk()

    @settings(max_examples=60, deadline=None)
    @given(acts=st.lists(_ACTS, min_size=1, max_size=12))
    def whatever_they_do(acts: list[Act]) -> None:
        with transaction.atomic():
            desk.begin()
            for act in acts:
                desk.do(act)
                assert desk.in_history() == desk.history
                assert tuple(desk.item().content["paragraphs"]) == desk.history[-1].text
            transaction.set_rollback(rollback=True)

    whatever_they_do()
