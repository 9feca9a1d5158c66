"""What differs between two issues: values only."""

from __future__ import annotations

from typing import Literal

import msgspec

from jianbao.language.difference import Edit


class FieldChange(msgspec.Struct, frozen=True, kw_only=True):
    """A field that says something else; `before` and `after` as printed, '' for nothing."""

    field: str
    before: str
    after: str


class SectionChange(msgspec.Struct, frozen=True, kw_only=True):
    """A section, or a subsection as `section / subsection`, that came, went or was renamed."""

    kind: Literal["added", "removed", "renamed"]
    before: str = ""
    after: str = ""


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """An item where it stands: `position` counts from 1 within its section or subsection."""

    id: str
    head: str
    section: str
    position: int


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """An item that stands in another part, or was taken before or behind its neighbours."""

    before: Placed
    after: Placed


class ItemChange(msgspec.Struct, frozen=True, kw_only=True):
    """An item that says something else.

    `edits` turn the old joined text (`Item.text`) into the new, equal stretches included; empty
    where the text is the same. `fields` are the changes of everything beside the text.
    """

    before: Placed
    after: Placed
    edits: tuple[Edit, ...] = ()
    fields: tuple[FieldChange, ...] = ()


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """All differences in the order of print; everything empty says that the issues are the same."""

    masthead: tuple[FieldChange, ...] = ()
    front: tuple[FieldChange, ...] = ()  # contents and editors' note
    sections: tuple[SectionChange, ...] = ()
    added: tuple[Placed, ...] = ()
    removed: tuple[Placed, ...] = ()
    moved: tuple[Move, ...] = ()
    changed: tuple[ItemChange, ...] = ()
    imprint: tuple[FieldChange, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return self == Comparison()
