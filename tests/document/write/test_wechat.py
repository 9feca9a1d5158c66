from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from jianbao.document.model import Issue
from jianbao.document.write.wechat import write_wechat, write_wechat_preview

from document.write.written_issues import FULL, PICTURES, hostile

FRAGMENT = write_wechat(FULL, pictures=PICTURES)
KEPT = {"section", "p", "span", "strong", "img", "table", "tbody", "tr", "td"}


def elements(fragment: str) -> list[tuple[str, dict[str, str | None]]]:
    body = LexborHTMLParser(fragment).body
    assert body is not None
    return [(str(node.tag), node.attributes) for node in body.css("*") if node.tag != "body"]


def test_only_elements_and_attributes_that_the_editor_keeps() -> None:
    for fragment in (FRAGMENT, write_wechat(hostile())):
        found = elements(fragment)
        assert {tag for tag, _ in found} <= KEPT
        names = {(tag, name) for tag, attributes in found for name in attributes}
        assert {name for tag, name in names if tag != "img"} == {"style"}
        assert {name for tag, name in names if tag == "img"} <= {"style", "src", "alt"}
        assert "url(" not in "".join(str(a.get("style")) for _, a in found)


def test_pictures_travel_as_data() -> None:
    sources = [str(a["src"]).split(",")[0] for tag, a in elements(FRAGMENT) if tag == "img"]
    assert sources == ["data:image/png;base64"]


def test_the_fragment_says_what_the_issue_says() -> None:
    body = LexborHTMLParser(FRAGMENT).body
    assert body is not None
    said = [node.text() for node in body.css("p, td")]
    assert said == [
        "秘密★1年　000012　内部资料 注意保存",
        "青江港务党建",
        "2026年第3期（总第15期）",
        "党委工作部　2026年3月6日",
        "目录",
        "夜班班车开通",
        "三号泊位的三年",
        "编者按",
        "本期集中刊登节后复工的做法。",
        "来稿请注明单位与姓名。",
        "要闻·速览",
        "把责任落到岗位。“安全不是一阵风。”",
        "（2026年2月18日，安全生产会议讲话）",
        "三号泊位单班作业破纪录。2月单班装卸1140标箱。",
        "（三号码头 陆知行）",
        "一线",
        "办实事篇",
        "开通班车。",
        "【突击队】",
        "抢修不过夜。",
        "交流",
        "三号泊位的三年",
        "第一段。",
        "泊位全景",
        "停机小时",
        "年份",
        "停机",
        "2024",
        "312",
        "2025",
        "第二段。",
        "（三号码头 供稿）",
        "图片缺失：lost.jpg",
        "缺的",
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


def test_an_empty_issue_is_an_empty_section() -> None:
    body = LexborHTMLParser(write_wechat(Issue())).body
    assert body is not None
    assert body.text() == ""


def test_the_preview_shows_the_fragment_and_how_to_paste_it() -> None:
    page = write_wechat_preview(FULL, pictures=PICTURES)
    assert f"<article>{FRAGMENT}</article>" in page
    steps = [node.text() for node in LexborHTMLParser(page).css("li")]
    assert len(steps) == 3
    assert LexborHTMLParser(write_wechat_preview(hostile())).css("script") == []
