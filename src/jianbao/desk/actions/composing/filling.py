"""Puts a draft into its issue: one transaction, one Event, and nothing that stands is altered."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
from django.db import transaction
from django.utils import timezone

from jianbao.desk import rules
from jianbao.desk.actions import flow
from jianbao.desk.actions.adopting import put_item
from jianbao.desk.actions.composing.asking import require_open
from jianbao.desk.actions.composing.gathering import Material
from jianbao.desk.actions.composing.places_of_new import order_with
from jianbao.desk.actions.composing.telling import Told, fates_of_draft
from jianbao.desk.actions.dividing import cuts_proposed, divide
from jianbao.desk.actions.editing import as_data, headline_of
from jianbao.desk.actions.picturing import file_of, hold_photograph
from jianbao.desk.actions.placing import lock, number_items
from jianbao.desk.actions.recording import plain, record
from jianbao.desk.models import Composition, Contribution, Event, Issue, Item, User
from jianbao.desk.queries.arrangement import arrangement_of, place_titled
from jianbao.desk.queries.compositions import COMPOSED, Fate
from jianbao.document import model
from jianbao.document.compose import Chosen, Draft


class CalledOff(Exception):
    """The draft is not wanted any more."""


class Done(NamedTuple):
    """An item that was made, and the event that planned its contribution."""

    item: Item
    plan: Event


def fill_issue(composition: Composition, material: Material, draft: Draft) -> None:
    """Make the items of a draft, and note what became of every candidate.

    What was decided on since it was gathered is left out. Raises CalledOff, NotAllowed, Impossible.
    """
    with transaction.atomic():
        issue = lock(composition.issue)
        _end(composition)
        require_open(issue)
        rules.require(rules.may_arrange(composition.by, issue))
        filling = _Filling(issue, material, composition.by)
        made = filling.make(draft)
        number_items(issue, order_with(issue, {one: d.item for one, d in made.items()}, material))
        told = Told(material, {one: done.item.pk for one, done in made.items()}, issue)
        fates = fates_of_draft(draft, told)
        composition.fates = msgspec.to_builtins(fates)
        composition.event = _recorded(issue, composition.by, fates, filling) if made else None
        composition.save(update_fields=["fates", "event"])


def _end(composition: Composition) -> None:
    """Claim the end of the draft: from here on nobody can call it off."""
    asked = Composition.objects.filter(pk=composition.pk, state=Composition.State.ASKED)
    if not asked.update(state=Composition.State.DONE, ended_at=timezone.now()):
        raise CalledOff


class _Filling:
    """Makes the items of one draft, and remembers what has to be taken back to undo it."""

    def __init__(self, issue: Issue, material: Material, by: User) -> None:
        self._issue, self._material, self._by = issue, material, by
        self._arrangement = arrangement_of(issue)
        keys = {piece.contribution for piece in material.pieces.values()}
        rows = Contribution.objects.select_for_update(of=("self",)).select_related("bulletin")
        self._rows = rows.in_bulk(keys)
        self._parts: dict[int, list[Contribution]] = {}
        self.divisions: list[int] = []
        self.plans: list[int] = []
        self.items: list[int] = []

    def make(self, draft: Draft) -> dict[str, Done]:
        """Make an item of each candidate that nobody decided on meanwhile, by its id."""
        texts = {item.id: item for item in draft.issue.items()}
        made: dict[str, Done] = {}
        for chosen in draft.chosen:
            contribution = self._contribution(chosen.candidate)
            if contribution is not None:
                made[chosen.candidate] = self._make(contribution, chosen, texts[chosen.item])
        return made

    def _contribution(self, key: str) -> Contribution | None:
        """Give the contribution of a candidate, divided off if need be; None when it changed."""
        piece = self._material.pieces[key]
        whole = self._rows.get(piece.contribution)
        if whole is None or (whole.pk not in self._parts and whole.version != piece.version):
            return None
        if not piece.number:
            return whole
        if whole.pk not in self._parts:
            event = divide(whole, cuts_proposed(whole), by=self._by, version=piece.version)
            self.divisions.append(event.pk)
            self._parts[whole.pk] = list(whole.pieces.order_by("piece"))
        return self._parts[whole.pk][piece.number - 1]

    def _make(self, contribution: Contribution, chosen: Chosen, text: model.Item) -> Done:
        plan = flow.move(contribution, "plan", by=self._by, version=contribution.version)
        place = place_titled(self._arrangement, chosen.section)
        item = Item(
            issue=self._issue,
            section_id=place.section if place else None,
            section_title=chosen.section,
            subsection_title=chosen.subsection,
            headline=plain(headline_of(text)),
            content=as_data(text),
        )
        put_item(item, contribution, by=self._by)
        wanted = {picture.file for picture in text.pictures}
        for photograph in contribution.photographs.all():
            if file_of(photograph) in wanted:
                hold_photograph(item, photograph, by=self._by)
        self.plans.append(plan.pk)
        self.items.append(item.pk)
        return Done(item, plan)


def _recorded(issue: Issue, by: User, fates: list[Fate], filling: _Filling) -> Event:
    made = [one.headline for one in fates if one.item is not None]
    left_out = [
        {"headline": one.headline, "because": one.reason} for one in fates if one.item is None
    ]
    composed = {"items": filling.items, "plans": filling.plans, "divisions": filling.divisions}
    after = {"made": made, "left_out": left_out, "composed": composed}
    return record(COMPOSED, issue, by=by, after=after)
