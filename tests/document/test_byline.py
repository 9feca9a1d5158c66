"""The closing bracket: what is a byline, what a source, and what only an aside."""

from __future__ import annotations

import pytest

from jianbao.document.byline import read_byline, split_closing

BYLINES = [
    ("（云岭水泥 方立新）", ("云岭水泥",), ("方立新",)),
    ("（云岭水泥 方立新 苏晴）", ("云岭水泥",), ("方立新", "苏晴")),
    ("（青江港务集团  温如玉、石磊）", ("青江港务集团",), ("温如玉", "石磊")),
    ("（青江港务集团二公司 王  芳 李建设）", ("青江港务集团二公司",), ("王芳", "李建设")),
    ("（党群工作部 财务部）", ("党群工作部", "财务部"), ()),
    ("（市教育局、财政局）", ("市教育局", "财政局"), ()),
    ("（办公室）", ("办公室",), ()),
    ("（李明）", (), ("李明",)),
    ("（云岭水泥厂于海涛）", ("云岭水泥厂",), ("于海涛",)),
    ("（新疆分公司 阿依努尔·买买提）", ("新疆分公司",), ("阿依努尔·买买提",)),
    ("（云岭建材（集团）公司 张三）", ("云岭建材（集团）公司",), ("张三",)),
    ("（安全环保部 杨光、质检中心 李红）", ("安全环保部", "质检中心"), ("杨光", "李红")),
    ("（供稿：教务处 王芳 审核：李明）", ("教务处",), ("王芳",)),
    ("（供稿单位：安全环保处）", ("安全环保处",), ()),
    ("（记者 林小雨/文 江一帆/图）", (), ("林小雨", "江一帆")),
    ("（通讯员：罗川）", (), ("罗川",)),
    ("（通讯员宋词高远航）", (), ("宋词", "高远航")),
    ("（文/图 李静 财务处）", ("财务处",), ("李静",)),
    ("（第二党支部 苟建国）", ("第二党支部",), ("苟建国",)),
    ("（某某公司 喆然）", ("某某公司",), ("喆然",)),
    ("(內科 陳麗華)", ("內科",), ("陳麗華",)),
    ("（青江远洋 李红 林望潮）", ("青江远洋",), ("李红", "林望潮")),
    ("（驻石桥村工作队员 林望潮）", ("驻石桥村工作队员",), ("林望潮",)),
    ("（驻石桥村工作队供稿）", ("驻石桥村工作队",), ()),
    ("（本文由安全环保部供稿）", ("安全环保部",), ()),
    ("（理货分公司 林望潮 摄影报道）", ("理货分公司",), ("林望潮",)),
    ("（青江县融媒体中心 苏晴 通讯员 石磊）", ("青江县融媒体中心",), ("苏晴", "石磊")),
    ("（工会 摄影：苏晴）", ("工会",), ("苏晴",)),
    ("（本刊编辑部综合整理）", ("本刊编辑部",), ()),
    ("（理货分公司提供）", ("理货分公司",), ()),
    ("（温如玉 报道）", (), ("温如玉",)),
    ("（青江二中 供图）", ("青江二中",), ()),
    ("（护理部：苏晴 检验科：石磊）", ("护理部", "检验科"), ("苏晴", "石磊")),
    ("（白河乡：赵明远）", ("白河乡",), ("赵明远",)),
    ("（青江远洋 船队远航 苏晴、石磊）", ("青江远洋", "船队远航"), ("苏晴", "石磊")),
    ("（电务段 温如玉）", ("电务段",), ("温如玉",)),
    ("（团市委）", ("团市委",), ()),
    ("（工会 苏晴 石磊摄）", ("工会",), ("苏晴", "石磊")),
]


@pytest.mark.parametrize(("bracket", "units", "people"), BYLINES)
def test_a_byline_is_read_and_kept_as_printed(
    bracket: str, units: tuple[str, ...], people: tuple[str, ...]
) -> None:
    body, byline, source = split_closing("工作按期完成。" + bracket)
    assert (body, source) == ("工作按期完成。", None)
    assert byline is not None
    assert (byline.units, byline.people, byline.raw) == (units, people, bracket)


@pytest.mark.parametrize(
    "bracket",
    [
        "（新华社）",
        "（来源：人民日报）",
        "（据新华社北京5月30日电）",
        "（摘自《求是》2021年第5期）",
        "（2021年4月30日，在全市安全生产会议上的讲话）",
    ],
)
def test_a_source_is_no_byline(bracket: str) -> None:
    body, byline, source = split_closing("工作按期完成。" + bracket)
    assert (body, byline) == ("工作按期完成。", None)
    assert source is not None
    assert source.raw == bracket


@pytest.mark.parametrize(
    "text",
    [
        "要求各级党委（党组）",
        "举办党务培训班（支部书记）",
        "发行绿色债券（碳中和债）",
        "云岭水泥简报（总第12期）",
        "实施三年行动（2020年至2021年）",
        "全文如下。（完）",
        "一线职工合影。（左二）",
        "以下单位受到表彰。（单位：万元）",
        "大会圆满结束。（参会 人员）",
        "大会圆满结束。（图文报道）",
        "大会圆满结束。（数据由财务部提供）",
        "大会圆满结束。（从左至右 苏晴 石磊）",
        "大会圆满结束。（一等奖 苏晴 石磊）",
        "大会圆满结束。（党委书记 温如玉）",
        "大会圆满结束。（优秀共产党员 苏晴）",
        "大会圆满结束。（关键词 安全 高速）",
        "大会圆满结束。（欢迎踊跃投稿）",
        "大会圆满结束。（大会现场 苏晴 摄）",
        "大会圆满结束。（跟踪报道）",
        "大会圆满结束。（责任部门：苏晴）",
        "大会圆满结束。（牵头部门：安全环保部）",
        "（云岭水泥 方立新）",
        "没有括号的一句话。",
        "",
    ],
)
def test_other_endings_stay_in_the_text(text: str) -> None:
    assert split_closing(text) == (text, None, None)


def test_a_missing_stop_and_a_late_stop_lose_nothing() -> None:
    body, byline, _ = split_closing("精神长存（云岭水泥  程远山）。")
    assert byline is not None
    assert (body, byline.raw) == ("精神长存", "（云岭水泥  程远山）。")


def test_two_brackets_are_both_read() -> None:
    body, byline, source = split_closing("如期通车。（综合处 王芳）（来源：交通在线）")
    assert body == "如期通车。"
    assert byline is not None
    assert source is not None
    assert (byline.people, source.raw) == (("王芳",), "（来源：交通在线）")


def test_a_known_unit_needs_no_ending_that_units_have() -> None:
    assert read_byline("（青江远洋李红）") is None
    byline = read_byline("（青江远洋李红）", units={"青江远洋"})
    assert byline is not None
    assert (byline.units, byline.people) == (("青江远洋",), ("李红",))


def test_a_line_without_brackets_is_read_by_its_label() -> None:
    byline = read_byline("供稿：教务处 王芳")
    assert byline is not None
    assert (byline.units, byline.people, byline.raw) == (
        ("教务处",),
        ("王芳",),
        "供稿：教务处 王芳",
    )
