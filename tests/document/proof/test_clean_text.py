from __future__ import annotations

from pathlib import Path

import pytest

from jianbao.document.proof import proofread
from jianbao.document.read.reader import read

from document.proof.clean_paragraphs import CLEAN
from document.proof.proof_sample import sample

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
FINISHED = sorted(EXAMPLES.glob("20*.md"))


def test_there_are_three_finished_issues() -> None:
    assert len(FINISHED) == 3


@pytest.mark.parametrize("file", FINISHED, ids=lambda file: file.stem)
def test_a_finished_issue_gives_no_finding(file: Path) -> None:
    (issue,) = read(file.read_bytes(), name=file.name).issues
    assert proofread(issue) == ()


@pytest.mark.parametrize("paragraph", CLEAN)
def test_a_clean_paragraph_gives_no_error_and_no_warning(paragraph: str) -> None:
    found = proofread(sample(paragraph).issue)
    assert [(f.code, f.text) for f in found if f.severity != "advice"] == []


def test_the_clean_paragraphs_as_one_issue_give_no_error_and_no_warning() -> None:
    found = proofread(sample("\n\n".join(CLEAN)).issue)
    assert [(f.code, f.text) for f in found if f.severity != "advice"] == []


def test_advice_on_clean_paragraphs_stays_rare() -> None:
    found = proofread(sample("\n\n".join(CLEAN)).issue)
    assert [(f.code, f.text) for f in found] == []


def test_titles_headings_and_list_heads_are_not_asked_for_a_full_stop() -> None:
    made = sample(
        "# 工作动态\n### 青江港务召开会议，部署防汛工作\n会议主要内容如下：\n"
        "一、加强组织领导，压实各方责任\n各单位要压实责任，做到守土有责。\n"
        "（一）明确分工，责任到人\n各班组逐级签订责任书。\n"
        "图为会议现场，主席台就座的是集团领导\n联系人：柳明，电话：0000-0000"
    )
    assert [f.code for f in proofread(made.issue)] == []


def test_an_issue_of_headlines_is_not_asked_for_full_stops() -> None:
    lines = [f"青江港务{n}号泊位完成检修，恢复生产运行" for n in "一二三四五"]
    assert [f.code for f in proofread(sample("\n\n".join(lines)).issue)] == []
