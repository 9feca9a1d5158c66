"""What stands around a text goes; of the text itself not a word."""

from __future__ import annotations

import pytest

from jianbao.document.compose.trimming import trimmed

TOLD = "6月28日，东港公司用时3小时完成换装。"


@pytest.mark.parametrize(
    ("paragraph", "kept"),
    [
        (TOLD, (TOLD,)),
        (f"编辑同志：{TOLD}", (TOLD,)),
        (f"本报讯（通讯员 周砚清）{TOLD}", (TOLD,)),
        (f"（通讯员 周砚清）{TOLD}", (TOLD,)),
        (f"一、{TOLD}", (TOLD,)),
        (f"（二）{TOLD}", (TOLD,)),
        (f"。{TOLD}", (TOLD,)),
        (f"现将有关情况报送如下：{TOLD}", (f"现将有关情况报送如下：{TOLD}",)),
        (f"现将换装情况报送如下。{TOLD}", (TOLD,)),
        (f"{TOLD}特此报告。", (TOLD,)),
        ("如有不妥，请批评指正。", ()),
        ("一、领导重视，精心组织", ()),
        ("单位\u3000发现问题\u3000已整改", ()),
        ("联系电话：000-1234567", ()),
    ],
)
def test_one_paragraph(paragraph: str, kept: tuple[str, ...]) -> None:
    assert trimmed((paragraph, TOLD))[:-1] == kept


def test_a_text_without_any_stop_is_one_sentence() -> None:
    text = "本部各支部按期完成换届改选，组织员工开展保密教育培训"
    assert trimmed(("换届", text)) == (text,)
    assert trimmed(("换届", "改选")) == ()
