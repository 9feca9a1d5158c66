"""Many issues to one volume (合订本): cover, contents, every issue from an odd page, an index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Unpack

import msgspec

from jianbao.document.interchange import to_json
from jianbao.document.model import Issue
from jianbao.document.numbering import format_number
from jianbao.document.write.beside import NO_PICTURES, Pictures
from jianbao.document.write.press.issue_copy import printed_date, title_lines
from jianbao.document.write.press.press import Press, PressSetting
from jianbao.document.write.wording import date_words

if TYPE_CHECKING:
    from jianbao.document.write.press.bench import Laid


class EmptyVolumeError(ValueError):
    """A volume needs one issue at least."""


def write_volume(
    issues: Sequence[Issue],
    *,
    title: str = "",
    subtitle: str = "合订本",
    pictures: Pictures = NO_PICTURES,
    **setting: Unpack[PressSetting],
) -> bytes:
    """Typeset `issues` in the order given as one PDF; the same issues give the same bytes.

    `title` is that of the first issue's masthead unless given; `setting` as for `write_pdf`. The
    sources are attached as `issues/01.json` and so on. Raises EmptyVolumeError, and what
    `write_pdf` raises.
    """
    if not issues:
        raise EmptyVolumeError("a volume needs one issue at least")
    with Press(**setting) as press:
        for issue in issues:
            press.check_glyphs(issue)
        title = press.set_text(title or issues[0].masthead.title or "简报")
        words = {"title_lines": title_lines(title), "subtitle": press.set_text(subtitle)}
        sources = {
            f"issues/{number:02}.json": to_json(issue) for number, issue in enumerate(issues, 1)
        }

        def project(laid: Laid) -> dict[str, bytes]:
            copy = _volume_copy(issues, press, laid)
            copy["volume"] |= words
            copy["document"]["title"] = f"{title} {subtitle}".strip()
            return press.project("volume", copy, sources, laid)

        return press.compile_with(pictures, project)


def _volume_copy(issues: Sequence[Issue], press: Press, laid: Laid) -> dict[str, Any]:
    copies = [
        press.copy(issue, laid, level=2, prefix=f"v{number}-")
        | {"entry": press.set_text(_entry(issue))}
        for number, issue in enumerate(issues)
    ]
    last = max(issues, key=printed_date)
    return {
        "document": dict(copies[issues.index(last)]["document"]),
        "volume": {
            "span": press.set_text(_span(issues)),
            "publisher": press.set_text(last.masthead.department),
            "date": date_words(printed_date(last)),
        },
        "issues": copies,
        "index": _index(issues, press),
    }


def _entry(issue: Issue) -> str:
    return format_number(issue.masthead) or issue.masthead.title or "简报"


def _span(issues: Sequence[Issue]) -> str:
    """Give the first and last number; running numbers would not fit the line of the cover."""
    heads = [msgspec.structs.replace(i.masthead, running_number=None) for i in issues]
    numbers = [
        number
        for short, issue in zip(heads, issues, strict=True)
        if (number := format_number(short) or format_number(issue.masthead))
    ]
    return "至".join(dict.fromkeys((numbers[0], numbers[-1]))) if numbers else ""


def _index(issues: Sequence[Issue], press: Press) -> list[dict[str, Any]]:
    """Give the units of all bylines with the keys of their items, ordered as GB 18030 has them.

    For the 3,755 commonest characters that is the order of their sounds.
    """
    units: dict[str, list[str]] = {}
    for number, issue in enumerate(issues):
        for item in issue.items():
            for unit in item.byline.units if item.byline else ():
                units.setdefault(press.set_text(unit), []).append(f"v{number}-{item.id}")
    ordered = sorted(units, key=lambda unit: unit.encode("gb18030", "replace"))
    return [{"name": unit, "items": units[unit]} for unit in ordered]
