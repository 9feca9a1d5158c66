"""What the tables know of an issue before it is printed: signature, numbers, sections, comments."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from jianbao.desk.models import Contribution, Issue, Item, Resemblance, Tick, Verdict
from jianbao.desk.queries.arrangement import arrangement_of
from jianbao.desk.queries.issue_numbers import (
    conflicts_of,
    gaps_before,
    number_of,
    reason_for_gap,
)
from jianbao.desk.queries.issues import items_of
from jianbao.desk.queries.publishing.check import Check, error, warning
from jianbao.document import model

_UNSIGNED_KINDS = frozenset({"quotation", "notice"})  # made by the desk: they need no unit


def desk_checks(
    issue: Issue, content: model.Issue, sha256: str, signature: Verdict | None
) -> Iterator[Check]:
    """Ask what may change while the content stays, or what only the tables know."""
    rows = list(items_of(issue))
    yield from _signature(issue, content, signature)
    if issue.corrects_id is None:
        yield from _numbers(issue)
        yield from _sections(issue, rows)
    yield from _items(issue, content, rows)
    yield from _checklist(issue, sha256)
    open_ones = issue.comments.filter(resolved_at=None, parent=None).count()
    if open_ones:
        yield warning("comments-open", "comments", count=open_ones)


def _signature(issue: Issue, content: model.Issue, signature: Verdict | None) -> Iterator[Check]:
    if signature is None or issue.state != Issue.State.SIGNED:
        yield error("not-signed", "review", state=issue.get_state_display())
    date = content.masthead.date
    if date is None:
        yield error("date-missing", "numbers")
    elif signature is not None and issue.corrects_id is None:
        signed = timezone.localdate(signature.at)
        if signed != date:
            yield warning("date-not-signing-day", "numbers", date=date, signed=signed)


def _numbers(issue: Issue) -> Iterator[Check]:
    if issue.number is None and issue.kind in {"regular", "combined"}:
        yield error("number-missing", "numbers")
    for conflict in conflicts_of(issue):
        bearer = number_of(conflict.issue) if conflict.issue else ""
        yield error("number-taken", "numbers", number=conflict.borne.number, issue=bearer)
    if not reason_for_gap(issue):
        for gap in gaps_before(issue):
            code = "running-gap" if gap.sequence == "running" else "number-gap"
            yield error(code, "numbers", first=gap.first, last=gap.last)
    if issue.kind != "special" and issue.number is not None:
        yield from _earlier(issue)


def _earlier(issue: Issue) -> Iterator[Check]:
    earlier = issue.bulletin.issues.filter(
        year=issue.year, number__lt=issue.number, corrects__isnull=True
    )
    making = earlier.exclude(state__in=(Issue.State.PUBLISHED, Issue.State.DROPPED))
    for one in making.exclude(kind="special").order_by("number"):
        yield warning("earlier-unprinted", "issue", issue=number_of(one))


def _sections(issue: Issue, rows: list[Item]) -> Iterator[Check]:
    filled = {row.section_title for row in rows}
    for place in arrangement_of(issue):
        if not place.hidden and place.title not in filled:
            yield warning("section-empty", "board", section=place.title)


def _items(issue: Issue, content: model.Issue, rows: list[Item]) -> Iterator[Check]:
    if not any(True for _ in content.items()) and issue.correction != "withdrawal":
        yield error("no-items", "board")
    lengths = {place.title: place.item_length for place in arrangement_of(issue)}
    texts = {item.id: "".join((item.lead or "", *item.paragraphs)) for item in content.items()}
    for row in rows:
        kind = str(row.content.get("kind") or "")
        if not row.section_title:
            yield warning("item-without-section", "item", row.pk, item=row.headline)
        if row.unit_id is None and kind not in _UNSIGNED_KINDS and not row.content.get("source"):
            yield warning("item-without-unit", "item", row.pk, item=row.headline)
        wanted = lengths.get(row.section_title)
        length = len("".join(texts.get(str(row.pk), "").split()))
        if wanted and length > wanted:
            said = {"item": row.headline, "length": length, "wanted": wanted}
            yield warning("item-long", "item", row.pk, **said)
    if issue.corrects_id is None:
        yield from _printed_before([row.pk for row in rows])


def _printed_before(items: list[int]) -> Iterator[Check]:
    """Point out items made from what resembles an item that was printed."""
    made_from = Contribution.objects.filter(origins__item__in=items).values("pk")
    likes = Resemblance.objects.filter(
        contribution__in=made_from,
        verdict="duplicate",
        item__issue__state=Issue.State.PUBLISHED,
        item__withdrawn_at=None,
    ).exclude(item__in=items)
    for like in likes.select_related("item__issue", "contribution"):
        if like.item is not None:
            origin = like.contribution.origins.filter(item__in=items).first()
            said = {"item": like.contribution.headline, "issue": number_of(like.item.issue)}
            yield warning("item-printed", "item", origin.item_id if origin else None, **said)


def _checklist(issue: Issue, sha256: str) -> Iterator[Check]:
    ticked = set(
        Tick.objects.filter(issue=issue, snapshot__sha256=sha256).values_list("text", flat=True)
    )
    for line in checklist_of(issue):
        if line not in ticked:
            yield error("unticked", "checklist", line=line)


def checklist_of(issue: Issue) -> list[str]:
    """Give the lines that the bulletin wants checked before an issue is printed."""
    return [line for text in issue.bulletin.checklist if (line := model.one_line(str(text))[:120])]
