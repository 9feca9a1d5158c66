"""The parts of a page, their templates, and what the files of the look may hold."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import TemplateSyntaxError, engines
from django.test import RequestFactory
from django.utils import timezone
from django.utils.translation import override

from jianbao.web import appearance, ui_tags
from jianbao.web.ui_tags import PARTS, came_from, lasting, undo_url
from web.look_pages import Sheet

WEB = Path(ui_tags.__file__).parent
CSS = sorted((WEB / "static/css").glob("*.css"))
JS = sorted((WEB / "static/js").glob("*.js"))
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))


def render(source: str, **context: object) -> str:
    shape = engines["django"].from_string(source)
    return str(shape.render(context, RequestFactory().get("/inbox?unit=3&page=2")))


@pytest.mark.parametrize("name", PARTS)
def test_a_part_refuses_an_attribute_it_does_not_know(name: str) -> None:
    end = f"{{% end{name} %}}" if PARTS[name].holds else ""
    with pytest.raises(TemplateSyntaxError, match="does not know colour"):
        render(f"{{% {name} thing colour='red' %}}{end}")


@pytest.mark.parametrize("name", PARTS)
def test_a_part_names_what_it_misses(name: str) -> None:
    end = f"{{% end{name} %}}" if PARTS[name].holds else ""
    with pytest.raises(TemplateSyntaxError, match=f"needs its {PARTS[name].first} first"):
        render(f"{{% {name} %}}{end}")


@pytest.mark.parametrize("name", PARTS)
def test_every_part_has_its_template_and_stands_in_the_guide(name: str) -> None:
    assert (WEB / f"templates/ui/{name}.html").is_file()
    assert f"{{% {name} " in (WEB / "look.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("source", ["{% chip 'a' state='red' %}", "{% button 'a' kind='danger' %}"])
def test_a_part_refuses_a_choice_it_does_not_have(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        render(source)


def test_a_variable_of_the_page_does_not_stand_in_for_an_attribute() -> None:
    page = render("{% button 'a' %}", key="q", barred="no", href="/elsewhere")
    assert "data-key" not in page
    assert "<button" in page
    assert "no" not in page


def test_a_button_escapes_what_it_shows_and_passes_on() -> None:
    page = render("{% button text hx_post=address data_x=text %}", text='<b>"', address="/a?b&c")
    assert 'hx-post="/a?b&amp;c"' in page
    assert 'data-x="&lt;b&gt;&quot;"' in page
    assert ">&lt;b&gt;&quot;</button>" in page


def test_a_barred_button_says_why_and_sends_nothing() -> None:
    page = render("{% button '删除' barred='已出过刊' action='/delete' hx_post='/delete' %}")
    assert "/delete" not in page
    assert 'aria-disabled="true"' in page
    assert 'type="button"' in page
    assert "<small>已出过刊</small>" in page


def test_a_field_is_tied_to_its_help_and_its_errors() -> None:
    form = Sheet({"name": ""})
    page = render("{% field form.name %}", form=form)
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'id="id_name_helptext"' in page
    assert 'id="id_name_error"' in page
    assert 'aria-invalid="true"' in page
    assert '<label for="id_name">' in page


def test_a_group_of_boxes_is_a_fieldset_with_a_legend() -> None:
    page = render("{% field form.roles %}", form=Sheet())
    assert page.count("<fieldset") == page.count("</fieldset>") == 1
    assert "<legend>角色" in page


def test_the_summary_of_errors_leads_to_each_field() -> None:
    page = render("{% form_errors form %}", form=Sheet({"name": ""}))
    assert 'href="#id_name"' in page
    assert 'href="#id_text"' in page
    assert render("{% form_errors form %}", form=Sheet()).strip() == ""


def test_pages_keep_the_rest_of_the_query() -> None:
    from django.core.paginator import Paginator

    page = render("{% pager page %}", page=Paginator(range(99), 25).page(2))
    assert 'href="?unit=3&amp;page=1"' in page
    assert 'href="?unit=3&amp;page=3"' in page


@pytest.mark.parametrize(
    ("tags", "address"),
    [
        ("undo=/moves/3/undo", "/moves/3/undo"),
        ("other undo=/a", "/a"),
        ("undo=https://elsewhere.example/", ""),
        ("undo=//elsewhere.example/", ""),
        ("", ""),
    ],
)
def test_only_an_address_of_this_desk_undoes(tags: str, address: str) -> None:
    assert undo_url(SimpleNamespace(extra_tags=tags)) == address


def test_the_way_back_never_leads_elsewhere() -> None:
    ask = RequestFactory()
    assert came_from(ask.get("/", headers={"referer": "http://testserver/b/dj/"})).endswith("dj/")
    assert came_from(ask.get("/", headers={"referer": "http://elsewhere.example/"})) == "/"


def test_light_and_dark_are_kept_in_a_cookie_and_nothing_else_is() -> None:
    ask = RequestFactory()
    dark = appearance.choose_theme(ask.post("/theme", {"theme": "dark", "next": "/b/dj/"}))
    assert dark.cookies["jianbao_theme"].value == "dark"
    assert dark["Location"] == "/b/dj/"
    odd = appearance.choose_theme(ask.post("/theme", {"theme": '"><b>', "next": "//else.example"}))
    assert odd.cookies["jianbao_theme"].value == ""
    assert odd["Location"] == "/"


def test_the_page_of_a_fault_stands_without_a_request() -> None:
    shape = engines["django"].get_template("errors/500.html")
    assert "9f3c21aa" in shape.render({"incident": "9f3c21aa"})


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "409", "429", "500", "refused"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_refusal_has_a_page_with_a_way_on(code: str, language: str) -> None:
    with override(language):
        shape = engines["django"].get_template(f"errors/{code}.html")
        page = shape.render({"status": 409, "sentence": "x"}, RequestFactory().get("/b/dj/"))
    assert "<h1>" in page
    assert 'class="btn' in page


def test_the_files_stay_small() -> None:
    size = {path.stem: path.stat().st_size for path in CSS}
    of_every_page = ("tokens", "base", "layout", "parts", "print")
    assert sum(size.pop(name) for name in of_every_page) <= 30_000
    assert {name: large for name, large in size.items() if large > 3_072} == {}
    assert sum(path.stat().st_size for path in JS) <= 60_000
    assert [p.name for p in JS if len(p.read_text("utf-8").splitlines()) > 100] == []
    assert [p.name for p in TEMPLATES if len(p.read_text("utf-8").splitlines()) > 150] == []


def test_only_the_tokens_name_colours() -> None:
    colour = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(", re.IGNORECASE)
    free = {"tokens.css", "print.css"}  # ink on paper has one colour
    found = {p.name: colour.findall(p.read_text("utf-8")) for p in CSS if p.name not in free}
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_nothing_is_inline_and_nothing_evaluates() -> None:
    inline = re.compile(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)|javascript:|hx-on")
    tag = re.compile(r"\{%.*?%\}")  # `with one=…` is no handler
    assert [p.name for p in TEMPLATES if inline.search(tag.sub("", p.read_text("utf-8")))] == []
    evaluating = re.compile(r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML")
    assert [p.name for p in JS if evaluating.search(p.read_text("utf-8"))] == []


def test_every_word_a_script_says_is_given_by_the_page() -> None:
    given = set(
        re.findall(r"data-([a-z-]+)=", (WEB / "templates/ui/words.html").read_text("utf-8"))
    )
    asked = {
        re.sub(r"[A-Z]", lambda hit: "-" + hit[0].lower(), word)
        for path in JS
        for word in re.findall(r"words\(\)\.(\w+)", path.read_text("utf-8"))
    }
    assert asked
    assert asked - given == set()


def _blocks() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    text = (WEB / "static/css/tokens.css").read_text(encoding="utf-8")
    light, dark, device = (
        dict(re.findall(r"(--[\w-]+):\s*([^;]+);", part))
        for part in (
            text[text.index(":root {") : text.index(":root:lang")],
            text[text.index(':root[data-theme="dark"]') : text.index("@media (prefers")],
            text[text.index("@media (prefers") : text.index("@media (max-width")],
        )
    )
    return light, dark, device


def test_dark_is_the_same_by_choice_and_by_device() -> None:
    _, dark, device = _blocks()
    assert len(dark) > 10
    assert dark == device


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(c * 2 for c in digits) if len(digits) == 3 else digits
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_contrast_is_that_of_wcag_aa(mode: str) -> None:
    light, dark, _ = _blocks()
    tone = light if mode == "light" else light | dark
    text = [(ink, paper) for ink in ("ink", "ink-2", "ink-3") for paper in ("", "-2", "-3")]
    pairs = [(f"--{ink}", f"--paper{paper}", 4.5) for ink, paper in text]
    pairs += [
        (f"--{ink}", f"--paper{on}", 4.5) for ink in ("ok", "warn") for on in ("", "-2", "-3")
    ]
    pairs += [("--ok", "--ok-wash", 4.5), ("--on-red", "--red-fill", 4.5)]
    pairs += [(f"--{ink}", "--warn-wash", 4.5) for ink in ("ink", "ink-2", "ink-3", "warn")]
    pairs += [("--on-red", "--red-down", 4.5)]
    pairs += [("--control", "--paper", 3), ("--focus", "--paper", 3), ("--red", "--paper", 3)]
    weak = {
        (one, other): round(_contrast(tone[one], tone[other]), 2)
        for one, other, least in pairs
        if _contrast(tone[one], tone[other]) < least
    }
    assert weak == {}


def test_what_began_just_now_has_not_lasted_zero_minutes() -> None:
    now = timezone.now()
    with override("zh-hans"):
        assert lasting(now) == "片刻"
        assert lasting(now - dt.timedelta(minutes=90)).replace("\xa0", "") == "1小时，30分钟"
