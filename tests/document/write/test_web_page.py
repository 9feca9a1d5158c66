from __future__ import annotations

import base64
import hashlib
import json
import re

import pytest
from hypothesis import given, settings
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from jianbao.document.interchange import from_json
from jianbao.document.model import Issue, Item, Masthead, Section
from jianbao.document.write.web_page import write_html

from document.write.written_issues import FULL, PICTURES, hostile, photo, squeezed
from strategies import issues

PAGE = write_html(FULL, pictures=PICTURES)


def parsed(page: str) -> LexborHTMLParser:
    return LexborHTMLParser(page)


def texts(page: str, selector: str) -> list[str]:
    return [node.text() for node in parsed(page).css(selector)]


def test_headings_follow_the_issue() -> None:
    found = [(node.tag, node.text()) for node in parsed(PAGE).css("h1, main h2, main h3, main h4")]
    assert found == [
        ("h1", "青江港务党建"),
        ("h2", "目录"),
        ("h2", "编者按"),
        ("h2", "要闻·速览"),
        ("h2", "一线"),
        ("h3", "办实事篇"),
        ("h3", "【突击队】"),
        ("h2", "交流"),
        ("h3", "三号泊位的三年"),
    ]


def test_an_item_reads_as_it_is_printed() -> None:
    [article] = [node for node in parsed(PAGE).css("article") if node.id == "i05"]
    said = [(node.tag, node.text()) for node in article.css("h3, p, figcaption, caption, th, td")]
    assert said == [
        ("h3", "三号泊位的三年"),
        ("p", "第一段。"),
        ("figcaption", "泊位全景"),
        ("caption", "停机小时"),
        ("th", "年份"),
        ("th", "停机"),
        ("td", "2024"),
        ("td", "312"),
        ("td", "2025"),
        ("p", "第二段。"),
        ("p", "（三号码头 供稿）"),
        ("figcaption", "缺的"),
    ]


def test_every_link_of_the_contents_has_its_target() -> None:
    page = parsed(PAGE)
    targets = [str(node.attributes["href"]) for node in page.css("nav a")]
    ids = [node.id for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    assert [target for target in targets if target[1:] not in ids] == []
    assert [node.text() for node in page.css("nav > ol > li > a")] == ["要闻·速览", "一线", "交流"]
    assert texts(PAGE, "nav li li a") == [
        "把责任落到岗位",
        "三号泊位单班作业破纪录",
        "开通班车",
        "抢修不过夜",
        "三号泊位的三年",
    ]


def test_the_policy_allows_the_one_style_and_nothing_that_runs() -> None:
    [style] = re.findall(r"<style>(.*?)</style>", PAGE, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    [policy] = [
        node.attributes["content"]
        for node in parsed(PAGE).css("meta[http-equiv]")
        if node.attributes["http-equiv"] == "Content-Security-Policy"
    ]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    assert parsed(PAGE).css("[style]") == []
    kinds = [node.attributes["type"] for node in parsed(PAGE).css("script")]
    assert kinds == ["application/ld+json", "application/json"]


def test_nothing_is_fetched() -> None:
    fetched = [
        value
        for node in parsed(PAGE).css("[src], [href]")
        for value in (node.attributes.get("src"), node.attributes.get("href"))
        if value and not value.startswith(("data:image/", "#", "mailto:"))
    ]
    assert fetched == []
    assert "url(" not in PAGE
    assert "@import" not in PAGE


def test_pictures_travel_as_data_with_their_size() -> None:
    [image] = parsed(PAGE).css("img")
    assert image.attributes == {
        "src": "data:image/png;base64," + base64.b64encode(PICTURES["quay.png"]).decode(),
        "alt": "泊位",
        "width": "64",
        "height": "48",
        "data-file": "quay.png",
    }
    [missing] = parsed(PAGE).css(".missing")
    assert (missing.text(), missing.attributes["aria-label"]) == ("", "图片缺失：lost.jpg")


@pytest.mark.parametrize("kind", ["BMP", "TIFF"])
def test_what_no_browser_shows_is_redrawn(kind: str) -> None:
    page = parsed(write_html(FULL, pictures={"quay.png": photo(kind=kind)}))
    [image] = page.css("img")
    source = image.attributes["src"] or ""
    assert source.startswith("data:image/png;base64,")
    assert (image.attributes["width"], image.attributes["height"]) == ("64", "48")


def test_dates_are_times_for_machines() -> None:
    [time] = parsed(PAGE).css("time")
    assert (time.attributes["datetime"], time.text()) == ("2026-03-06", "2026年3月6日")
    assert json.loads(texts(PAGE, "script")[0]) == {
        "@context": "https://schema.org",
        "@type": "PublicationIssue",
        "name": "青江港务党建 2026年第3期（总第15期）",
        "issueNumber": "3",
        "datePublished": "2026-03-06",
        "inLanguage": "zh-CN",
        "isPartOf": {"@type": "Periodical", "name": "青江港务党建"},
        "publisher": {"@type": "Organization", "name": "党委工作部"},
    }


def test_a_combined_issue_has_both_numbers() -> None:
    page = write_html(Issue(masthead=Masthead(number=11, number_to=12, kind="combined")))
    assert json.loads(texts(page, "script")[0])["issueNumber"] == "11-12"


def test_the_imprint_reads_as_it_is_printed() -> None:
    assert texts(PAGE, "footer p") == [
        "（本期信息采集时间：2月18日—3月4日）",
        "报：集团党委",
        "送：集团各部门、兄弟单位",
        "发：公司领导、各部室",
        "抄送：集团党群部",
        "投稿邮箱：dj@qingjiang.example",
        "责任编辑：苏明远　程静",
        "青江港务党委工作部",
        "2026年3月6日印发",
        "共印120份",
    ]
    [mail] = parsed(PAGE).css("footer a")
    assert mail.attributes["href"] == "mailto:dj@qingjiang.example"


def source_of(page: str) -> Issue:
    [source] = parsed(page).css("script#jianbao-issue")
    return from_json(source.text())


def test_the_source_travels_in_the_page() -> None:
    assert source_of(PAGE) == FULL


def test_without_attachment_no_source_travels() -> None:
    assert "jianbao-issue" not in write_html(FULL, attach=False)


def test_the_same_issue_gives_the_same_page() -> None:
    assert write_html(FULL, pictures=PICTURES) == PAGE


def test_hostile_texts_stand_as_texts() -> None:
    issue = hostile()
    picture = issue.sections[0].items[0].pictures[0]
    page = write_html(issue, pictures={picture.file: photo()})
    tree = parsed(page)
    assert len(tree.css("script")) == 2
    named = {name for node in tree.css("*") for name in node.attributes}
    assert [name for name in named if name.startswith("on")] == []
    assert [node.attributes["href"] for node in tree.css("footer a")] == []
    title = issue.masthead.title.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    assert texts(page, "h1") == [title]
    assert [node.id for node in tree.css("article")] == ["item-1", "item-2"]
    assert source_of(page) == issue


def test_equal_ids_get_different_anchors() -> None:
    twin = Item(id="text", paragraphs=("一",))
    page = write_html(Issue(sections=(Section(title="甲", items=(twin, twin)),)))
    assert [node.id for node in parsed(page).css("article")] == ["text-1", "text-2"]


def test_an_empty_issue_is_a_page() -> None:
    page = write_html(Issue())
    assert texts(page, "h1") == ["简报"]
    assert texts(page, "footer, nav.contents, time") == []


def test_titles_are_set_by_their_length() -> None:
    looks = [
        parsed(write_html(Issue(masthead=Masthead(title="港" * n)))).css("h1")[0].attributes
        for n in (4, 5, 9, 10)
    ]
    assert looks == [{"class": "short"}, {}, {}, {"class": "long"}]


@settings(max_examples=25, deadline=None)
@given(issues)
def test_any_issue_can_be_written(issue: Issue) -> None:
    page = write_html(issue)
    assert source_of(page) == issue
    main = squeezed("".join(texts(page, "main")))
    for item in issue.items():
        for text in (item.title, item.lead, *item.paragraphs):
            shown = squeezed((text or "").replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd"))
            assert shown in main


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_all_inks_reach_aa_on_paper_by_day_and_night() -> None:
    schemes = re.findall(r":root \{(.*?)\}", PAGE, re.DOTALL)[:2]
    for scheme in schemes:
        colours = dict(re.findall(r"--([\w-]+): (#\w+);", scheme))
        papers = [luminance(colours[name]) for name in ("paper", "wash")]
        for ink in ("ink", "ink-2", "ink-3", "red", "focus"):
            light = luminance(colours[ink])
            for paper in papers:
                ratio = (max(light, paper) + 0.05) / (min(light, paper) + 0.05)
                assert ratio >= 4.5, (ink, ratio)


def test_the_page_is_well_formed_enough_for_xml_readers_of_its_body() -> None:
    [body] = re.findall(r"<main.*</main>", PAGE, re.DOTALL)
    closed = re.sub(r"(<img [^>]*)>", r"\1/>", body)
    assert etree.fromstring(closed).tag == "main"
