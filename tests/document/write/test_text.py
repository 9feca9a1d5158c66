from __future__ import annotations

from hypothesis import given, settings

from jianbao.document.model import Issue, Item, Section, Table
from jianbao.document.write.text import write_text

from document.write.written_issues import FULL
from strategies import issues

PRINTED = """\
秘密★1年　　　　000012
内部资料 注意保存
青江港务党建
2026年第3期（总第15期）
党委工作部　　　　2026年3月6日

目录
　　夜班班车开通
　　三号泊位的三年

编者按
　　本期集中刊登节后复工的做法。
　　来稿请注明单位与姓名。

要闻·速览

　　把责任落到岗位。“安全不是一阵风。”（2026年2月18日，安全生产会议讲话）

　　三号泊位单班作业破纪录。2月单班装卸1140标箱。（三号码头 陆知行）

一线

办实事篇

　　开通班车。

【突击队】

　　抢修不过夜。

交流

三号泊位的三年
　　第一段。
〔图〕泊位全景
停机小时
年份  停机
2024  312
2025
　　第二段。
　　（三号码头 供稿）
〔图〕缺的

（本期信息采集时间：2月18日—3月4日）
报：集团党委
送：集团各部门、兄弟单位
发：公司领导、各部室
抄送：集团党群部　投稿邮箱：dj@qingjiang.example
责任编辑：苏明远　程静
青江港务党委工作部　2026年3月6日印发
共印120份
"""


def test_the_text_is_what_one_would_mail() -> None:
    assert write_text(FULL) == PRINTED


def test_columns_line_up_by_their_width_in_print() -> None:
    table = Table(rows=(("泊位", "标箱"), ("三号码头", "9"), ("A", "10")))
    text = write_text(Issue(sections=(Section(items=(Item(tables=(table,)),)),)))
    assert text == "泊位      标箱\n三号码头  9\nA         10\n"


@settings(max_examples=25, deadline=None)
@given(issues)
def test_any_issue_can_be_written(issue: Issue) -> None:
    text = write_text(issue)
    assert text.endswith("\n")
    for item in issue.items():
        for said in (item.title, item.lead, *item.paragraphs):
            assert (said or "") in text
    for credit in issue.imprint.credits:
        for said in (credit.role, *credit.names):
            assert said in text
