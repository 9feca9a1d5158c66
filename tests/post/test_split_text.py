"""Where a text's own words end: signatures and quoted history of the usual mail programs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.post.message import split_text

BODY = "编辑老师好：\n现报送来稿一篇，请审阅。\n（青石分公司 钟玥喆）"
SIGNATURES = [
    "-- \n钟玥喆\n青石分公司",
    "--\n钟玥喆",
    "发自我的iPhone",
    "从网易邮箱大师发来的邮件客户端",
    "来自我的华为手机",
    "————————————\n钟玥喆  青石分公司党群工作部\n电话：0871-61234567",
    "钟玥喆\n青石分公司党群工作部\n手机：13800000000\n邮箱：qs@yunling.example",
]
QUOTES = [
    '------------------ 原始邮件 ------------------\n发件人: "a" <a@b.cn>;\n时间: 6月4日\n旧文',
    "-----Original Message-----\nFrom: a@yunling.example\n旧文",
    '在 2021-06-04 10:00:00，"集团工会" <gh@yunling.example> 写道：\n> 旧文',
    "On Fri, Jun 4, 2021 at 10:00 AM A <a@yunling.example> wrote:\n> 旧文",
    "发件人： 集团工会\n发送时间： 2021-06-04 10:00\n收件人： 青石分公司\n主题： 约稿\n\n旧文",
    "From: A\nSent: Friday\nTo: B\nSubject: x\n\n旧文",
    "> 旧文\n> 又一行",
]


@pytest.mark.parametrize("signature", SIGNATURES)
@pytest.mark.parametrize("quoted", ["", *QUOTES])
def test_three_parts(signature: str, quoted: str) -> None:
    split = split_text(f"{BODY}\n\n{signature}\n\n{quoted}".rstrip("\n"))
    assert split == (BODY, signature, quoted)


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "一、会议时间：6月4日\n二、地点：青石分公司会议室\n三、联系人见通知。请准时参加。",
        "项目部负责人说：电话沟通十分重要。\n青石分公司将继续做好这项工作。",
        "发件人很多\n时间很紧",
        "",
    ],
)
def test_nothing_is_cut_from_a_plain_text(text: str) -> None:
    assert split_text(text) == (text, "", "")


def test_a_forward_keeps_its_piece() -> None:
    marked = "请采用。\n---------- 转发的邮件 ----------\n发件人: a\n日期: b\n主题: c\n\n来稿正文。"
    assert split_text(marked) == (marked, "", "")
    bare = "发件人: a\n发送时间: b\n收件人: d\n主题: c\n\n来稿正文。"
    assert split_text(bare) == ("", "", bare)


@given(st.text(st.sampled_from("a。：电话-_> \n发件人From:@1")))
def test_every_word_is_in_one_of_the_three(text: str) -> None:
    split = split_text(text)
    assert "".join("".join(split).split()) == "".join(text.split())
