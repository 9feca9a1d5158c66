from __future__ import annotations

import msgspec

from jianbao.document.model import Issue, Item, Section, Subsection


def test_items_are_changed_in_their_places() -> None:
    first, second = Item(id="i01", paragraphs=("甲。",)), Item(id="i02", paragraphs=("乙。",))
    issue = Issue(
        sections=(
            Section(title="甲", items=(first,), subsections=(Subsection(items=(second,)),)),
            Section(title="空"),
        )
    )
    changed = issue.with_items(lambda item: msgspec.structs.replace(item, title=item.id))
    assert [(item.id, item.title) for item in changed.items()] == [("i01", "i01"), ("i02", "i02")]
    assert issue.with_items(lambda item: item) == issue
