"""The parts of a page as template tags: each refuses a word it does not know; none reads a table.

A part is a row of `PARTS` and a template of the same name under `ui/`. A misspelt attribute is an
error when the template is compiled, not a silent gap on the page. `look.md` lists them for people.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.templatetags.static import PrefixNode
from django.utils import timezone
from django.utils.html import conditional_escape, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext

from jianbao.web.phrases import bracketed, listed

register = template.Library()

STATES = ("warn", "ok", "open", "bad")
KINDS = ("word", "primary", "frame", "small")
PASSED_ON = ("hx_", "data_", "aria_")


class Part(NamedTuple):
    """What one tag takes: its unnamed argument, the named ones, and what else may be said."""

    first: str
    may: frozenset[str] = frozenset()
    holds: bool = False
    passes: bool = False
    choices: Mapping[str, tuple[str, ...]] = {}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PARTS: dict[str, Part] = {
    "button": Part(
        "text",
        _words("kind href key name value type form action barred opens closes small_note"),
        passes=True,
        choices={"kind": KINDS, "type": ("submit", "button", "reset")},
    ),
    "field": Part("field", _words("width hint")),
    "fields": Part("form"),
    "form_errors": Part("form"),
    "chip": Part("text", _words("state"), choices={"state": STATES}),
    "key": Part("key"),
    "counted": Part("label", _words("url count note state"), choices={"state": STATES}),
    "file_row": Part("name", _words("url size note state says"), choices={"state": STATES}),
    "pairs": Part("rows"),
    "crumbs": Part("trail"),
    "steps": Part("labels", _words("current")),
    "pager": Part("page", _words("label")),
    "table": Part("caption", _words("id quiet"), holds=True),
    "empty_state": Part("title", holds=True),
    "dialog": Part("title", _words("id"), holds=True),
    "filter_bar": Part("label", _words("action target"), holds=True),
}


class PartNode(template.Node):
    """One part on a page; renders `ui/<name>.html` with exactly what was given."""

    def __init__(
        self,
        name: str,
        first: FilterExpression | None,
        given: dict[str, FilterExpression],
        content: NodeList | None,
    ) -> None:
        self.name, self.first, self.given = name, first, given
        self.nodelist = content if content is not None else NodeList()

    def render(self, context: Context) -> SafeString:
        """Give the part as HTML; raises `TemplateSyntaxError` on a value outside its choices."""
        part = PARTS[self.name]
        values: dict[str, Any] = {
            name: value.resolve(context)
            for name, value in self.given.items()
            if not name.startswith(PASSED_ON)
        }
        for name, choices in part.choices.items():
            if values.get(name) and values[name] not in choices:
                raise template.TemplateSyntaxError(f"{self.name}: {name}={values[name]!r}")
        if self.first is not None:
            values[part.first] = self.first.resolve(context)
        if part.holds:
            values["content"] = self.nodelist.render(context)
        if part.passes:
            values["attributes"] = self._passed_on(context)
        assert context.template is not None
        shape = context.template.engine.get_template(f"ui/{self.name}.html")
        # a new context: a variable of the page must not stand in for an attribute not given
        around = {"request": context.get("request"), "csrf_token": context.get("csrf_token")}
        return shape.render(context.new({**around, **values}))

    def _passed_on(self, context: Context) -> SafeString:
        return format_html_join(
            "",
            ' {}="{}"',
            (
                (name.replace("_", "-"), value.resolve(context))
                for name, value in self.given.items()
                if name.startswith(PASSED_ON)
            ),
        )


def _compile(parser: Parser, token: Token) -> PartNode:
    name, *bits = token.split_contents()
    part = PARTS[name]
    first = None
    if bits and not token_kwargs(bits[:1], parser):
        first = parser.compile_filter(bits.pop(0))
    given = token_kwargs(bits, parser)
    unknown = [
        word
        for word in given
        if word not in part.may and not (part.passes and word.startswith(PASSED_ON))
    ]
    if bits or unknown:
        raise template.TemplateSyntaxError(f"{name} does not know {' '.join(bits + unknown)}")
    if first is None:
        raise template.TemplateSyntaxError(f"{name} needs its {part.first} first")
    content = None
    if part.holds:
        content = parser.parse((f"end{name}",))
        parser.delete_first_token()
    return PartNode(name, first, given, content)


for _name in PARTS:
    register.tag(_name, _compile)


register.filter("listed", listed)
register.filter("bracketed", bracketed)


@register.simple_tag
def asset(path: str) -> str:
    """Give the address of a static file; without a manifest too, so that error pages stand."""
    try:
        return staticfiles_storage.url(path)
    except ValueError:
        return PrefixNode.handle_simple("STATIC_URL") + path


@register.filter
def undo_url(message: object) -> str:
    """Find where a message's act is undone: its extra tag `undo=/address`, or nothing.

    Only an address of this desk counts, so that no message can send a form elsewhere.
    """
    tags = str(getattr(message, "extra_tags", "") or "").split()
    address = next((tag.removeprefix("undo=") for tag in tags if tag.startswith("undo=")), "")
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""


@register.filter
def clean_level(message: object) -> str:
    """Name the level of a message as a class: debug, info, success, warning or error."""
    return str(getattr(message, "level_tag", "") or "info")


@register.filter
def moment(at: dt.datetime | None) -> str:
    """Say when it was: the hour of today, else with the day, of another year with that too."""
    if at is None:
        return ""
    local, today = timezone.localtime(at), timezone.localdate()
    if local.date() == today:
        return f"{local:%H:%M}"
    return f"{local:%m-%d %H:%M}" if local.year == today.year else f"{local:%Y-%m-%d %H:%M}"


@register.filter
def lasting(since: dt.datetime) -> str:
    """Say for how long it has been so: 片刻 within the first minute, which 0分钟 would be."""
    fresh = timezone.now() - since < dt.timedelta(minutes=1)
    return gettext("a moment") if fresh else timesince(since)


@register.filter
def keyed(text: object) -> SafeString:
    """Spell a key in the words of the screen: `mod+enter` becomes Ctrl ↵."""
    names = {"mod": "Ctrl", "enter": "↵", "escape": "Esc", "arrowup": "↑", "arrowdown": "↓"}
    parts = [names.get(part.lower(), part.upper()) for part in str(text).split("+")]
    return conditional_escape(" ".join(parts))


@register.filter
def button_class(kind: object) -> str:
    """Name the classes of a button of this kind; one without a kind is a word."""
    return {"primary": "btn", "frame": "btn frame", "small": "act small"}.get(str(kind), "act")


@register.filter
def came_from(request: HttpRequest) -> str:
    """Find the page of this desk that led here; `/` when it was another's."""
    address = request.headers.get("Referer", "")
    mine = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if mine else "/"
