"""Makes half of the next issue, as an editor would: adopted, cut, illustrated, commented on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from jianbao.desk.actions import deciding
from jianbao.desk.actions.arranging.items import move_item
from jianbao.desk.actions.blank_items import make_blank_item
from jianbao.desk.actions.commenting import Passage, comment_on
from jianbao.desk.actions.demonstrating.office import Office
from jianbao.desk.actions.editing import save_item
from jianbao.desk.actions.picturing import describe_picture, take_photograph
from jianbao.desk.models import Contribution, Item, Section
from jianbao.desk.queries.item import text_of
from jianbao.desk.queries.order import Slot
from jianbao.document import model
from jianbao.samples import title_of

_QUESTION = "“创投产以来最好水平”有考核数据吗？请向白川核实后再发。"
_ASKED_ABOUT = "创投产以来最好水平"


def make_half(
    office: Office, made: model.Issue, received: Iterable[Contribution], today: dt.date
) -> None:
    """Put each item of `made` into the open issue: from its contribution, or from none."""
    pieces = {piece.headline: piece for piece in received}
    for section in made.sections:
        slots = [(Slot(section.title, ""), section.items)]
        slots += [(Slot(section.title, group.title), group.items) for group in section.subsections]
        for slot, items in slots:
            for item in items:
                piece = pieces.get(title_of(item.id, today))
                if piece is None:
                    _write(office, item, slot, today)
                else:
                    _adopt(office, piece, item, slot, today)


def _write(office: Office, item: model.Item, slot: Slot, today: dt.date) -> None:
    make_blank_item(
        office.bulletin, item, by=office.editor, today=today, section=slot.section, group=slot.group
    )


def _adopt(
    office: Office, piece: Contribution, edited: model.Item, slot: Slot, today: dt.date
) -> None:
    """Adopt a contribution, cut it to the text of `edited`, and put it in its place."""
    by = office.editor
    section = Section.objects.get(bulletin=office.bulletin, title=slot.section)
    deciding.plan(piece, section, by=by, version=piece.version, today=today)
    item = Item.objects.select_related("issue__bulletin").get(origins__contribution=piece)
    content = msgspec.structs.replace(edited, pictures=())
    save_item(item, content, by=by, revision=item.revision)
    move_item(item, slot, by=by)
    for picture in edited.pictures:
        _illustrate(item, piece, picture, office)
    if _ASKED_ABOUT in content.text:
        _ask(item, office)


def _illustrate(item: Item, piece: Contribution, picture: model.Picture, office: Office) -> None:
    """Take the first photograph that came with the piece, and say what it shows."""
    by = office.editor
    take_photograph(item, piece.photographs.all()[0], by=by, revision=item.revision)
    file = text_of(item).pictures[-1].file
    describe_picture(
        item,
        file,
        by=by,
        revision=item.revision,
        caption=picture.caption,
        alt=picture.alt,
        after=picture.after,
    )


def _ask(item: Item, office: Office) -> None:
    """Leave one comment open, on the passage that it asks about."""
    start = text_of(item).text.index(_ASKED_ABOUT)
    passage = Passage(start, start + len(_ASKED_ABOUT), _ASKED_ABOUT)
    comment_on(item.issue, _QUESTION, by=office.reviewer, item=item, passage=passage)
