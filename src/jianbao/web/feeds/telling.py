"""A feed as Atom 1.0 (RFC 4287) and as JSON Feed 1.1: the same entries, links and words.

Neither names its own address: the key stands in it, and a feed may be passed on.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import msgspec
from django.conf import settings
from django.urls import reverse
from lxml import etree

from jianbao.desk.models import Bulletin
from jianbao.desk.queries.feeds import FeedEntry, feed_entries, feed_urn
from jianbao.document.write.markup import join, tag

ATOM, JSON = "application/atom+xml; charset=utf-8", "application/feed+json; charset=utf-8"
_NAMESPACE = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANGUAGE = "zh-CN"


class Links(NamedTuple):
    """Where an entry leads: the page it is read on, and its PDF, for who is signed in."""

    page: str
    pdf: str


def atom_of(bulletin: Bulletin) -> bytes:
    """Write the feed as Atom."""
    entries = feed_entries(bulletin)
    feed = etree.Element(f"{{{_NAMESPACE}}}feed", nsmap={None: _NAMESPACE})  # type: ignore[dict-item]  # the stub forgets the default one
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", _LANGUAGE)
    changed = max((one.last_out for one in entries), default=bulletin.created_at)
    _add(feed, "id", feed_urn(bulletin))
    _add(feed, "title", bulletin.title)
    _add(feed, "updated", changed.isoformat())
    _add(_add(feed, "author"), "name", bulletin.department or bulletin.title)
    _add(feed, "link", rel="alternate", type="text/html", href=_home(bulletin))
    for one in entries:
        _add_entry(_add(feed, "entry"), one, _links(bulletin, one))
    return etree.tostring(feed, encoding="utf-8", xml_declaration=True)


def json_of(bulletin: Bulletin) -> bytes:
    """Write the feed as JSON Feed."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": bulletin.title,
        "home_page_url": _home(bulletin),
        "language": _LANGUAGE,
        "authors": [{"name": bulletin.department or bulletin.title}],
        "items": [_item(one, _links(bulletin, one)) for one in feed_entries(bulletin)],
    }
    return msgspec.json.encode(feed)


def _add_entry(entry: etree._Element, one: FeedEntry, links: Links) -> None:
    _add(entry, "id", one.urn)
    _add(entry, "title", one.title)
    _add(entry, "published", one.first_out.isoformat())
    _add(entry, "updated", one.last_out.isoformat())
    _add(entry, "link", rel="alternate", type="text/html", href=links.page)
    if one.pdf is not None:
        length = str(one.pdf.size)
        _add(entry, "link", rel="enclosure", type="application/pdf", length=length, href=links.pdf)
    _add(entry, "content", _html(one), type="html")


def _item(one: FeedEntry, links: Links) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": one.urn,
        "url": links.page,
        "title": one.title,
        "content_html": _html(one),
        "date_published": one.first_out.isoformat(),
        "date_modified": one.last_out.isoformat(),
    }
    if one.pdf is not None:
        file = {"url": links.pdf, "mime_type": "application/pdf", "size_in_bytes": one.pdf.size}
        item["attachments"] = [file]
    return item


def _html(one: FeedEntry) -> str:
    """Give what a feed reader shows of an issue: its notice, its day, its headlines."""
    parts = [tag("p", tag("strong", one.notice))] if one.notice else []
    parts += [tag("p", one.date)] if one.date else []
    for section in one.sections:
        parts += [tag("h3", section.title)] if section.title else []
        parts.append(tag("ul", *(tag("li", headline) for headline in section.headlines)))
    return str(join(parts))


def _links(bulletin: Bulletin, one: FeedEntry) -> Links:
    at = (bulletin.slug, one.edition.issue_id)
    pdf = reverse("edition_file", args=[*at, one.edition.number, "pdf"])
    return Links(_absolute(reverse("issue", args=at)), _absolute(pdf))


def _home(bulletin: Bulletin) -> str:
    return _absolute(reverse("issues", args=[bulletin.slug]))


def _absolute(path: str) -> str:
    address: str = settings.JIANBAO.address.rstrip("/")
    return address + path


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{_NAMESPACE}}}{name}", attributes)
    if text:
        made.text = _NO_XML.sub("", text)
    return made
