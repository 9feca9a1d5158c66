"""Which section a text may belong to, with the reasons; never puts it anywhere."""

from __future__ import annotations

from collections import defaultdict

from jianbao.desk.index.entries import Near, SectionSuggestion
from jianbao.desk.index.file import IndexFile
from jianbao.desk.index.nearness import nearest

_NEIGHBOURS = 12  # printed items that have a say
_FAINT = 0.08  # likeness that any two texts of a bulletin have
_HABIT = 0.3  # most that the habit of a unit counts, against the items like the text
_DOUBT = 5  # items of a unit after which its habit counts half of that
_REASONS = 3


def suggest_section(
    file: IndexFile, text: str, unit: str, bulletin: int
) -> SectionSuggestion | None:
    """Suggest the section of a bulletin that was printed for texts like this one, and this unit.

    None when nothing printed speaks for any section.
    """
    printed = nearest(file, text, {"bulletins": (bulletin,), "kind": "item"}, _NEIGHBOURS)
    like = [near for near in printed if near.section and near.likeness > _FAINT]
    habit = _printed_for(file, unit, bulletin)
    total = sum(habit.values())
    shares = _shares(like, habit)
    if not shares:
        return None
    best = max(sorted(shares), key=lambda section: shares[section])
    because = tuple(near for near in like if near.section == best)[:_REASONS]
    return SectionSuggestion(best, shares[best], because, habit.get(best, 0), total)


def _shares(like: list[Near], habit: dict[str, int]) -> dict[str, float]:
    """Give each section its share of the likeness of printed items and of the unit's habit."""
    votes: defaultdict[str, float] = defaultdict(float)
    for near in like:
        votes[near.section] += near.likeness**2
    likeness, total = sum(votes.values()), sum(habit.values())
    custom = _HABIT * total / (total + _DOUBT) if likeness else 1.0
    return {
        section: (1 - custom) * (votes[section] / likeness if likeness else 0.0)
        + (custom * habit.get(section, 0) / total if total else 0.0)
        for section in {*votes, *habit}
    }


def _printed_for(file: IndexFile, unit: str, bulletin: int) -> dict[str, int]:
    with file.reading() as db:
        rows = db.execute(
            "SELECT section, count(*) FROM entry WHERE (bulletin, kind, unit) = (?, 'item', ?)"
            " AND section <> '' GROUP BY section",
            (bulletin, unit),
        )
        return dict(rows.fetchall())
