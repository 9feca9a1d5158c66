from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from jianbao.document.model import Byline, Item, Picture
from jianbao.document.shortening import ShortenedItem, shorten_item

ITEM = Item(
    id="i01",
    title="换装提速",
    lead="东港公司完成首票换装。",
    paragraphs=(
        "东港公司成立专班，逐项落实责任。",
        "全程用时3小时，完成50个标准箱换装，得到客户好评。",
    ),
    byline=Byline(units=("东港公司",), raw="（东港公司）"),
    pictures=(Picture(file="a.jpg", after=2),),
)


def test_an_item_within_the_limit_stays_as_it_is() -> None:
    assert shorten_item(ITEM, limit=len(ITEM.text)) == ShortenedItem(item=ITEM, fits=True)


@given(limit=st.integers(1, len(ITEM.text)))
def test_nothing_is_added_and_title_and_lead_stay(limit: int) -> None:
    shorter, fits = (found := shorten_item(ITEM, limit=limit)).item, found.fits
    assert (shorter.title, shorter.lead, shorter.byline) == (ITEM.title, ITEM.lead, ITEM.byline)
    assert fits == (len(shorter.text) <= limit)
    assert fits or shorter.paragraphs == ()
    left = iter("".join(ITEM.paragraphs).replace("，", "。"))
    assert all(character in left for character in "".join(shorter.paragraphs).replace("，", "。"))
    assert all(picture.after <= len(shorter.paragraphs) for picture in shorter.pictures)


def test_numbers_are_kept_before_words() -> None:
    unsigned = msgspec.structs.replace(ITEM, byline=None)
    shorter = shorten_item(unsigned, limit=38).item
    assert "50个" in "".join(shorter.paragraphs)
