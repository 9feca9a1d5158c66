from __future__ import annotations

import time

import pytest

from jianbao.document.model import Issue, Item, Section
from jianbao.document.profile import HouseStyle, Profile
from jianbao.document.proof import proofread

from document.proof.proof_sample import sample

TWO = "会议进行了布署。\n\n各班组再次布署。"


def codes(issue: Issue, style: HouseStyle) -> list[str]:
    return [finding.code for finding in proofread(issue, profile=Profile(style=style))]


def test_findings_come_in_the_order_of_print() -> None:
    made = sample("@编发\n@邮箱 news＠qingjiang.example\n" + TWO)
    found = [(f.code, f.item, f.element) for f in proofread(made.issue)]
    assert found == [
        ("I802", None, ""),
        ("W601", "i01", ""),
        ("W601", "i02", ""),
        ("I842", None, "imprint.submission_address"),
    ]


def test_offsets_count_in_title_lead_and_paragraphs_joined() -> None:
    item = Item(id="a", title="题目", lead="导语。", paragraphs=("第一段。", "会议进行了布署。"))
    issue = Issue(sections=(Section(items=(item,)),))
    found = next(f for f in proofread(issue) if f.code == "W601")
    assert (found.item, found.start, found.end, found.text) == ("a", 14, 16, "布署")
    assert item.text[14:16] == "布署"


def test_nothing_matches_over_the_joint_of_two_texts() -> None:
    item = Item(id="a", title="安全部", paragraphs=("部长讲话的", "的确令人鼓舞。"))
    assert proofread(Issue(sections=(Section(items=(item,)),)))[0].code != "W605"


@pytest.mark.parametrize("name", ["W601", "misspelling"])
def test_a_rule_is_switched_off_by_code_or_name(name: str) -> None:
    assert codes(sample(TWO).issue, HouseStyle(disable=(name,))) == []


def test_only_the_rules_asked_for_run() -> None:
    issue = sample("@编发\n" + TWO).issue
    assert codes(issue, HouseStyle(only=("I802",))) == ["I802"]


@pytest.mark.parametrize("name", ["W601", "misspelling", "*"])
def test_a_rule_is_switched_off_for_one_item(name: str) -> None:
    found = proofread(sample(TWO).issue, ignore={"i01": {name}})
    assert [finding.item for finding in found] == ["i02"]


def test_a_byline_obeys_what_its_item_ignores() -> None:
    made = sample("新泊位投用。\n@署名 （青江港务  柳明）")
    assert proofread(made.issue, ignore={"i01": ("U706",)}) == ()


def test_messages_speak_the_language_asked_for() -> None:
    issue = sample("会议进行了布署。").issue
    said = [proofread(issue, language=language)[0].message for language in ("zh", "en")]
    assert said == ["错别字：“布署”应为“部署”", "Misspelled: 布署 should be 部署"]


def test_addresses_are_no_text_to_correct() -> None:
    found = proofread(
        sample("详见https://qingjiang.example/a,b?c=1-3%和投稿邮箱a-b@c.example。").issue
    )
    assert found == ()


def test_a_quotation_of_several_paragraphs_opens_each_and_closes_the_last() -> None:
    made = sample("他说：“先算安全账。\n“再算效益账。\n“最后算长远账。”")
    assert proofread(made.issue) == ()


def test_a_quotation_may_open_in_the_run_in_head() -> None:
    made = sample("@导语 老班长说：“先算安全账。\n再算效益账。”")
    assert proofread(made.issue) == ()


def test_an_empty_issue_is_told_once() -> None:
    assert proofread(Issue()) == ()
    assert {
        f.code for f in proofread(Issue(sections=(Section(items=(Item(paragraphs=("好。",)),)),)))
    } == {
        "I801",
        "I802",
    }


@pytest.mark.hostile
@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "1" * 100_000,
        "a." * 50_000,
        "安 " * 50_000 + "安",
        "安" * 100_000,
        "（" * 20_000,
        "”“" * 20_000,
        "安全、" * 20_000 + "三个部门",
        "1-" * 50_000,
    ],
    ids=lambda text: text[:3],
)
def test_a_paragraph_made_to_do_harm_takes_no_time(text: str) -> None:
    issue = Issue(sections=(Section(items=(Item(id="a", paragraphs=(text,)),)),))
    start = time.process_time()
    proofread(issue)
    assert time.process_time() - start < 5
