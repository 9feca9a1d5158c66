from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from jianbao.document.model import Byline, Issue, Item, Section
from jianbao.document.proof import RULES, Finding, fix, proofread, report_text

from document.proof.clean_paragraphs import CLEAN
from document.proof.proof_sample import sample
from strategies import issues

WRONG = [rule.wrong for rule in RULES if rule.fixable and "@" not in rule.wrong]


def mended(issue: Issue, rounds: int = 5) -> tuple[Issue, list[Finding]]:
    every: list[Finding] = []
    for _ in range(rounds):
        issue, applied = fix(issue, proofread(issue))
        if not applied:
            break
        every += applied
    return issue, every


def of_paragraphs(*paragraphs: str, byline: Byline | None = None) -> Issue:
    item = Item(id="i01", paragraphs=paragraphs, byline=byline)
    return Issue(sections=(Section(items=(item,)),))


def test_a_missing_stop_is_put_at_the_end_of_its_own_paragraph() -> None:
    issue = of_paragraphs("各单位要压实责任，确保安全度汛万无一失", "会议由集团办公室主任主持。")
    fixed, applied = fix(issue, proofread(issue))
    assert [finding.code for finding in applied] == ["P151"]
    assert next(fixed.items()).paragraphs == (
        "各单位要压实责任，确保安全度汛万无一失。",
        "会议由集团办公室主任主持。",
    )


def test_fixes_reach_title_lead_byline_masthead_and_imprint() -> None:
    made = sample(
        "@刊名 青江港务(集团)简报\n@邮箱 news＠qingjiang.example\n### 新泊位投用。\n"
        "@导语 能耗下降5％。\n会议进行了布署。\n@署名 （青江港务  柳明）"
    )
    fixed, _ = mended(made.issue)
    item = next(fixed.items())
    assert fixed.masthead.title == "青江港务（集团）简报"
    assert fixed.imprint.submission_address == "news@qingjiang.example"
    assert (item.title, item.lead) == ("新泊位投用", "能耗下降5%。")
    assert item.paragraphs == ("会议进行了部署。",)
    assert item.byline == Byline(raw="（青江港务 柳明）", units=("青江港务",), people=("柳明",))


def test_a_unit_corrected_in_the_byline_is_corrected_as_understood() -> None:
    made = sample("@名册 青江港务=青港\n新泊位投用。\n@署名 （青港 柳明）")
    fixed, _ = fix(made.issue, proofread(made.issue, profile=made.profile))
    byline = next(fixed.items()).byline
    assert byline == Byline(raw="（青江港务 柳明）", units=("青江港务",), people=("柳明",))


def test_a_finding_that_no_longer_fits_is_left_alone() -> None:
    issue = of_paragraphs("会议进行了布署。")
    findings = proofread(issue)
    other = of_paragraphs("会议作了详细部署。")
    assert fix(other, findings) == (other, ())


def test_of_two_fixes_in_one_place_the_first_wins() -> None:
    issue = of_paragraphs("会议进行了布署。")
    first = Finding(
        code="A", severity="error", message="", item="i01", start=5, end=7, text="布署", fix="部署"
    )
    second = msgspec.structs.replace(first, code="B", fix="布置")
    fixed, applied = fix(issue, (first, second))
    assert next(fixed.items()).text == "会议进行了部署。"
    assert [finding.code for finding in applied] == ["A"]


def test_a_text_that_a_fix_leaves_empty_goes() -> None:
    fixed, _ = mended(of_paragraphs("会议进行了布署。", "，", "班组再次布署。"))
    assert next(fixed.items()).paragraphs == ("会议进行了部署。", "班组再次部署。")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WRONG + CLEAN), min_size=1, max_size=6))
def test_fixing_comes_to_rest_and_leaves_nothing_it_could_fix(texts: list[str]) -> None:
    fixed, _ = mended(sample("\n\n".join(texts)).issue)
    left = proofread(fixed)
    assert [finding for finding in left if finding.fix is not None] == []
    assert fix(fixed, left) == (fixed, ())


NOISE = st.text(
    alphabet="安全生产的的，。、；：！“”‘’（）《》()12 -—.年月日一二第是做出", max_size=40
)


@settings(max_examples=150, deadline=None)
@given(st.lists(NOISE.map(str.strip).filter(bool), min_size=1, max_size=4))
def test_every_finding_points_at_its_text(paragraphs: list[str]) -> None:
    issue = of_paragraphs(*paragraphs)
    text = next(issue.items()).text
    for finding in proofread(issue):
        if finding.item == "i01":
            assert text[finding.start : finding.end] == finding.text


@settings(max_examples=150, deadline=None)
@given(st.lists(NOISE.map(str.strip).filter(bool), min_size=1, max_size=4))
def test_fixing_noise_ends_and_is_idempotent(paragraphs: list[str]) -> None:
    fixed, _ = mended(of_paragraphs(*paragraphs), rounds=20)
    assert fix(fixed, proofread(fixed))[1] == ()


@settings(max_examples=80, deadline=None)
@given(issues)
def test_any_issue_is_proofread_and_mended_without_harm(issue: Issue) -> None:
    fixed, _ = mended(issue)
    assert len(list(fixed.items())) == len(list(issue.items()))
    assert report_text(issue, proofread(issue)).endswith("\n")
