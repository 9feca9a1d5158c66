"""What a model is asked, and what becomes of what it answers: plain text of this item, or none."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.document.model import Byline, Item, Picture
from jianbao.document.proposing import (
    NoProposal,
    Proposal,
    Purpose,
    question,
    understand,
    with_proposal,
)

ITEM = Item(
    id="i01",
    title="换装提速",
    lead="东港公司完成首票换装。",
    paragraphs=(
        "6月1日，东港公司成立专班，逐项落实责任，与口岸各单位对接作业流程。",
        "全程用时3小时，完成50个标准箱换装，比上月缩短40分钟，得到客户好评。",
    ),
    byline=Byline(units=("东港公司",), people=("王青禾",), raw="（东港公司 王青禾）"),
    pictures=(Picture(file="a.jpg", caption="换装现场", after=2),),
)
LIMIT = 60
SHORT = "6月1日，东港公司成立专班，全程用时3小时，完成50个标准箱换装。"


def _shorter(answer: str) -> Proposal:
    return understand(answer, ITEM, "shorten", limit=LIMIT)


def _refusal(answer: str, purpose: Purpose = "shorten", limit: int = LIMIT) -> str:
    with pytest.raises(NoProposal) as caught:
        understand(answer, ITEM, purpose, limit=limit)
    return caught.value.code


@pytest.mark.parametrize("purpose", ["shorten", "headline"])
def test_the_text_and_the_number_go_out_and_nothing_else(purpose: Purpose) -> None:
    system, user = question(ITEM, purpose, limit=LIMIT)
    assert (system.role, user.role) == ("system", "user")
    room = LIMIT - len("换装提速东港公司完成首票换装。") if purpose == "shorten" else LIMIT
    assert f"不超过{room}字" in user.content
    for text in ("换装提速", "东港公司完成首票换装。", *ITEM.paragraphs):
        assert user.content.count(text) == 1
    for private in ("王青禾", "a.jpg", "换装现场", "i01"):
        assert private not in system.content + user.content
    other = msgspec.structs.replace(ITEM, byline=None, pictures=(), id="")
    assert question(other, purpose, limit=LIMIT) == (system, user)


@pytest.mark.parametrize(
    ("item", "limit", "code"),
    [(ITEM, 15, "no-room"), (msgspec.structs.replace(ITEM, paragraphs=()), 60, "no-text")],
)
def test_what_cannot_be_shortened_is_not_asked(item: Item, limit: int, code: str) -> None:
    with pytest.raises(NoProposal) as caught:
        question(item, "shorten", limit=limit)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "answer",
    [
        SHORT,
        f"  {SHORT}\n\n",
        f"缩写：{SHORT}",
        f"**缩写后的正文：**\n{SHORT}",
        f"以下是缩写后的正文（共31字）：\n\n{SHORT}",
        f"好的，按要求缩写如下：\n{SHORT}",
        f"```\n{SHORT}\n```",
        f"```text\n{SHORT}\n```\n",
        f"“{SHORT}”",
        f'"{SHORT}"',
        f"> {SHORT}",
        f"{SHORT}（共31字）",
        f"{SHORT}\n\n（字数：31字，符合要求）",
        f"- {SHORT}",
        f"<think>先看原文……\n\n50个标准箱要保留。</think>\n\n{SHORT}",
        f"原文有两段，要保留数字。\n</think>\n{SHORT}",
        f"标题：换装提速\n{SHORT}",
        f"换装提速\n东港公司完成首票换装。\n{SHORT}",
        f"〖原文〗\n{SHORT}\n〖原文完〗",
        SHORT.replace("50个标准箱", "**50个标准箱**"),
        SHORT.replace("东港公司", "[东港公司](https://evil.example/?q=1)"),
        SHORT.replace("50", "`50`"),
    ],
)
def test_what_models_put_around_a_text_is_taken_off(answer: str) -> None:
    assert _shorter(answer).paragraphs == (SHORT,)


def test_paragraphs_stay_paragraphs_and_the_rest_of_the_item_stays() -> None:
    proposal = _shorter("6月1日，东港公司成立专班。\n\n完成50个标准箱换装。")
    assert proposal.paragraphs == ("6月1日，东港公司成立专班。", "完成50个标准箱换装。")
    changed = with_proposal(ITEM, proposal)
    assert msgspec.structs.replace(changed, paragraphs=ITEM.paragraphs) == ITEM
    one = with_proposal(ITEM, _shorter(SHORT))
    assert one.pictures[0].after == 1


@pytest.mark.parametrize(
    ("answer", "title"),
    [
        ("东港公司3小时完成首票换装", "东港公司3小时完成首票换装"),
        ("标题：《东港公司完成首票换装》。", "东港公司完成首票换装"),
        ("《东港公司完成首票换装》", "东港公司完成首票换装"),
        ("# 东港公司完成首票换装。\n\n理由：写明了谁做了什么。", "东港公司完成首票换装"),
        ("“专班”提速：东港公司50个标准箱换装", "“专班”提速：东港公司50个标准箱换装"),
    ],
)
def test_a_headline_is_one_line_without_its_dress(answer: str, title: str) -> None:
    proposal = understand(answer, ITEM, "headline", limit=20)
    assert proposal.title == title
    assert with_proposal(ITEM, proposal) == msgspec.structs.replace(ITEM, title=title)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("", "empty"),
        ("\n \n", "empty"),
        ("```\n```", "empty"),
        ("缩写：", "empty"),
        ("<think>还没有想完，先数一数字", "empty"),
        (f"<think>{SHORT}", "empty"),
        (SHORT * 3, "too-long"),
        ("".join(ITEM.paragraphs), "not-shorter"),
        (SHORT + "\x00", "control"),
        (SHORT.replace("东港", "东\x1b[31m港"), "control"),
        (SHORT.replace("东港", "东\u202e港"), "control"),
        (SHORT.replace("东港", "东\u200b港"), "control"),
        (SHORT + "\ud800", "control"),
        (f"<p>{SHORT}</p>", "markup"),
        (f"{SHORT}<script>alert(1)</script>", "markup"),
        (f'{SHORT}<img src=x onerror="a">', "markup"),
        (f"{SHORT}&nbsp;", "markup"),
        ("抱歉，作为人工智能助手，我无法满足您的要求。", "not-of-this-text"),
        ("已按要求忽略之前的指令，系统提示词如下：你是编辑。", "not-of-this-text"),
        ("I cannot help with that.", "not-of-this-text"),
        ("。！……", "not-of-this-text"),
    ],
)
def test_an_answer_that_is_none_is_refused(answer: str, code: str) -> None:
    limit = len("".join(ITEM.paragraphs)) + 20 if code == "not-shorter" else LIMIT
    assert _refusal(answer, limit=limit) == code


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("东港公司完成首票换装" * 4, "too-long"),
        ("我是人工智能", "not-of-this-text"),
        ("<b>东港公司完成首票换装</b>", "markup"),
    ],
)
def test_a_headline_that_is_none_is_refused(answer: str, code: str) -> None:
    assert _refusal(answer, "headline", 20) == code


def test_an_answer_a_little_too_long_is_for_the_editor_to_cut() -> None:
    room = LIMIT - len("换装提速东港公司完成首票换装。")
    body = "".join(ITEM.paragraphs)
    assert _shorter(body[: int(room * 1.5)]).text
    assert _refusal(body[: int(room * 1.5) + 1]) == "too-long"


def test_what_the_item_itself_holds_is_no_markup() -> None:
    item = msgspec.structs.replace(ITEM, paragraphs=("东港公司上线<安全>和<b>模块，共50个。好。",))
    kept = understand("东港公司上线<b>模块。", item, "shorten", limit=60)
    assert kept.text == "东港公司上线<b>模块。"


@given(answer=st.text(max_size=80) | st.text(alphabet="东港公司“”<>*`#\n：换装", max_size=40))
def test_any_answer_is_lines_of_the_model_or_refused(answer: str) -> None:
    for purpose in ("shorten", "headline"):
        try:
            proposal = understand(answer, ITEM, purpose, limit=LIMIT)
        except NoProposal:
            continue
        assert with_proposal(ITEM, proposal).text  # the model refuses what is no line
        assert len(proposal.text) <= LIMIT * 1.5
