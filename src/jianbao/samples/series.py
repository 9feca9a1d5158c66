"""The series 云岭水泥党群工作: what is known of it, and its six issues printed so far."""

from __future__ import annotations

import datetime as dt

import msgspec

from jianbao.document.model import Credit, Imprint, Issue, Masthead, Window
from jianbao.document.profile import HouseStyle, Profile, SectionProfile, UnitProfile
from jianbao.document.text_form import parse_text_form
from jianbao.samples.contributions import pieces
from jianbao.samples.dates import TEXTS, fill, month_before, printing_day
from jianbao.samples.enterprise import MAILBOX, units
from jianbao.samples.values import SlipSample

TITLE = "云岭水泥党群工作"
DEPARTMENT = "党群工作部"
ISSUES = 6
_FIRST_YEAR = 2024  # its January brought the first issue; running numbers count from there
_DISTRIBUTION = ("集团领导", "总部各部门", "各分公司、子公司")
_COPIES = ("集团党委办公室",)
_SECTIONS = (
    SectionProfile(title="学·初心之源", item_length=300),
    SectionProfile(
        title="行·一线之声",
        subsections=("党建进行时篇", "岗位建功篇", "为职工办实事篇"),
        item_length=220,
    ),
    SectionProfile(title="悟·所思所得", item_length=220),
    SectionProfile(title="青·团员之家", item_length=200),
    SectionProfile(title="新·改革之窗", item_length=320),
    SectionProfile(title="榜·先锋风采", item_length=320),
)
_STYLE = HouseStyle(
    item_length=320,
    fixed_phrases=("学理论、强党性、比作为",),
    avoid={"职工们": "职工", "我厂": "厂名全称"},
)
_CREDITS = (
    Credit(role="责任编辑", names=("许清和", "谢鸣岐")),
    Credit(role="审核", names=("江晚照",)),
    Credit(role="签发", names=("顾明川",)),
)


def profile() -> Profile:
    """Give what is known of the series; the numbers reached follow from the printed issues."""
    return Profile(
        title=TITLE,
        title_aliases=("云岭水泥党群工作简报",),
        department=DEPARTMENT,
        sections=_SECTIONS,
        units=tuple(UnitProfile(name=unit.name, aliases=unit.aliases) for unit in units()),
        people=("沈知行", "顾明川"),
        distribution=_DISTRIBUTION,
        copies=_COPIES,
        submission_address=MAILBOX,
        style=_STYLE,
    )


def printed_issues(today: dt.date) -> tuple[Issue, ...]:
    """Give the monthly issues of the six months before that of `today`, the oldest first.

    Windows (采集时间) touch without a gap. Raises ValueError for a day before the series began.
    """
    return tuple(
        _issue(month_before(today, ISSUES - position), position + 1) for position in range(ISSUES)
    )


def printed_slip() -> SlipSample:
    """Give the slip in the last issue but one, which its second edition mends."""
    return SlipSample("430名", "340名", "“时令采摘”慰问职工应为340名，误印为430名。")


def issue_in_the_making(today: dt.date) -> Issue:
    """Give what an editor has made so far of the mailbox for the issue after the printed ones.

    The id of an item is the key of the contribution that it was made from; one item still holds
    slips and a changed figure for the editor to find.
    """
    text = (TEXTS / "in_the_making.md").read_text(encoding="utf-8")
    return parse_text_form(f"---\njianbao: 1\n---\n\n{fill(text, today)}").issue


def title_of(key: str, today: dt.date) -> str:
    """Give the title under which the contribution `key` is sent, or '' for none."""
    piece = pieces(today).get(key)
    return piece.title if piece else ""


def _issue(month: dt.date, text_number: int) -> Issue:
    printed = printing_day(month)
    if month.year < _FIRST_YEAR:
        raise ValueError(f"the series began in {_FIRST_YEAR}")
    text = (TEXTS / "printed" / f"{text_number}.md").read_text(encoding="utf-8")
    issue = parse_text_form(f"---\njianbao: 1\n---\n\n{fill(text, printed)}").issue
    masthead = Masthead(
        title=TITLE,
        year=printed.year,
        number=printed.month,
        running_number=(printed.year - _FIRST_YEAR) * 12 + printed.month,
        department=DEPARTMENT,
        date=printed,
    )
    return msgspec.structs.replace(issue, masthead=masthead, imprint=_imprint(printed))


def _imprint(printed: dt.date) -> Imprint:
    before = printing_day(month_before(printed))
    two_days = dt.timedelta(days=2)
    return Imprint(
        window=Window(start=before - two_days + dt.timedelta(days=1), end=printed - two_days),
        distribution=_DISTRIBUTION,
        copies=_COPIES,
        submission_address=MAILBOX,
        print_run=150,
        printed_by=DEPARTMENT,
        printed_on=printed,
        credits=_CREDITS,
    )
