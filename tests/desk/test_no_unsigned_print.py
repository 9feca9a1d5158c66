"""Whatever people click, in whatever order, and whenever the press dies: print bears a signature.

A machine draws acts of people with different roles, right ones and wrong ones, on pages that are
fresh or long out of date. `Ledger` keeps its own books; after each act they are held against what
is frozen and printed. PDF and Word are stood in for by what they were asked to set, all else runs.
"""

from __future__ import annotations

import contextlib
import itertools
import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from django.db import transaction
from django.db.models import QuerySet
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from cast import a_person
from jianbao.desk import vault
from jianbao.desk.actions.arranging.items import step_item
from jianbao.desk.actions.arranging.sections import change_section
from jianbao.desk.actions.correcting_editions import drop_correction, start_correction
from jianbao.desk.actions.editing import save_item
from jianbao.desk.actions.publishing import (
    bringing_out,
    call_off,
    freezing,
    print_again,
    print_edition,
    printing,
    publish,
    tick,
    untick,
)
from jianbao.desk.actions.renumbering import Numbers, mark_of_numbers, renumber
from jianbao.desk.actions.reviewing.approving import approve, take_back
from jianbao.desk.actions.reviewing.handing import hand_over, recall, submit
from jianbao.desk.actions.reviewing.links import approve_by_link, send_link
from jianbao.desk.actions.reviewing.returning import send_back
from jianbao.desk.errors import DeskError
from jianbao.desk.models import Bulletin, Edition, Issue, Item, Letter, Role, User, Verdict
from jianbao.desk.queries.issue_content import content_of, hash_of
from jianbao.desk.queries.issues import MAKING, items_of
from jianbao.desk.queries.publishing.wording import SENTENCES
from jianbao.desk.queries.standing import standing_of
from jianbao.desk.steps import Step
from jianbao.document import model
from jianbao.document.interchange import to_json
from jianbao.document.write.formats import write
from ledger import Ledger, Page, words_of
from printing import STORIES, Office, a_day, a_planned_issue, an_office, plan
from review_room import also

pytestmark = pytest.mark.django_db

STEPS = (
    Step(key="review", name="审核", roles=("reviewer", "editor")),
    Step(key="proof", name="校对", kind="proof", roles=("editor", "reviewer")),
    Step(key="sign_off", name="签发", kind="sign_off", roles=("signer",)),
)
LINES = ("领导姓名职务已核对", "图片已授权")
LINK_SIGNER = ["白书遥", "bai@yunling.example"]
TEXTS = ("改造全部完成。", "改造已经全部完成。", "员工轮流讲述身边的隐患。")
# Where a press, or who clicked 刊发, may die: a module and a function of it.
DEATHS: tuple[tuple[Any, str], ...] = (
    (freezing, "take_numbers"),
    (freezing, "record"),
    (freezing, "hint"),
    (printing, "_claim"),
    (printing, "write"),
    (vault, "store_bytes"),
    (printing, "_renew"),
    (printing, "pages_of"),
    (bringing_out, "_publish"),
    (bringing_out, "adopt_origins"),
    (bringing_out, "tell_contributors"),
    (bringing_out, "follow_correction"),
    (bringing_out, "_open_next"),
    (bringing_out, "hint"),
    (printing, "bring_out"),
)


class Killed(BaseException):
    """The end of a program, which no `except Exception` hears of."""


class Death:
    """Strikes before or after the n-th call of one function, once it is set."""

    def __init__(self) -> None:
        self._at: tuple[str, bool] | None = None
        self._left = 0

    @contextlib.contextmanager
    def at(self, told: tuple[int, int, bool] | None) -> Iterator[None]:
        """Let what happens inside die as told, if told; the one who started it lives on."""
        if told:
            self._at, self._left = (str(DEATHS[told[0]]), told[2]), told[1]
        with contextlib.suppress(Killed):
            yield
        self._at = None

    def watch(self, patch: pytest.MonkeyPatch) -> None:
        """Stand at every function of DEATHS."""
        for place in DEATHS:
            patch.setattr(*place, self._dying(str(place), getattr(*place)))

    def _dying(self, place: str, whole: Callable[..., Any]) -> Callable[..., Any]:
        def dying(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - stands for any function
            strikes = self._at is not None and self._at[0] == place
            self._left -= strikes
            if not strikes or self._left:
                return whole(*given, **named)
            if self._at and self._at[1]:
                whole(*given, **named)
            raise Killed

        return dying


def _write_quickly(content: model.Issue, form: str, **how: Any) -> bytes:  # noqa: ANN401 - as `write`
    """Write a format; for the two that are slow, what they would have set."""
    if form in {"pdf", "docx"}:
        return form.encode() + to_json(content)
    return write(content, form, **how)


_ISSUES = st.integers(0, 2)
_DEATHS = st.none() | st.tuples(
    st.integers(0, len(DEATHS) - 1), st.sampled_from([1, 1, 2, 5]), st.booleans()
)
_WHO = st.integers(0, 7)
# At which state of an issue somebody does what may not slip in, and what.
_MEDDLINGS = st.tuples(
    st.sampled_from(["", "signed", "in_review"]),
    st.sampled_from(["setting", "text", "slip", "stale"]),
)


class Desk(RuleBasedStateMachine):
    """An office at work. What is done is rolled back after each run."""

    printed = 0  # editions that were brought out and checked, in all runs

    def __init__(self, office: Office, people: list[User], death: Death) -> None:
        super().__init__()
        self.office, self.people, self.death = office, people, death
        self.ledger = Ledger()
        self.pages: list[Page] = []  # seen, the newest last
        self.fresh = (f"第{number}稿。" for number in itertools.count(1))
        self._all = transaction.atomic()
        self._all.__enter__()

    def teardown(self) -> None:
        """Count what was printed, and leave nothing behind."""
        try:
            Desk.printed += self.ledger.check()
        finally:
            transaction.set_rollback(True)
            self._all.__exit__(None, None, None)

    # What they look at and choose from

    def issue(self, choice: int) -> Issue:
        """Give an issue in the making; the newest is chosen most."""
        making = list(Issue.objects.filter(state__in=MAKING).order_by("-pk"))
        return making[choice % len(making)]

    def item(self, issue: Issue, choice: int) -> Item | None:
        """Give an item of an issue."""
        items = list(items_of(issue))
        return items[choice % len(items)] if items else None

    def see(self, issue: Issue) -> Page:
        """Open the page of an issue, and remember what stood on it."""
        now = Issue.objects.get(pk=issue.pk)
        page = Page(issue.pk, hash_of(content_of(now)), words_of(issue.pk))
        self.pages = [*self.pages[-5:], page]
        return page

    def page(self, issue: Issue, age: int) -> Page:
        """Give a page of the issue that somebody has before them: a fresh one, or an old one."""
        seen = [page for page in self.pages if page.issue == issue.pk]
        return seen[-min(age, len(seen))] if age and seen else self.see(issue)

    def editions(self) -> QuerySet[Edition]:
        """Give what is in the press."""
        return Edition.objects.filter(state="frozen").select_related("issue", "snapshot__issue")

    @invariant()
    def print_bears_a_signature(self) -> None:
        """Hold the books against what is frozen and printed."""
        self.ledger.check()

    # What they write

    @rule(who=_WHO, issue=_ISSUES, item=st.integers(0, 3), text=st.sampled_from(("", *TEXTS)))
    def save(self, who: int, issue: int, item: int, text: str) -> None:
        """Save an item, with a text that it had before or a new one."""
        self._save(who, self.item(self.issue(issue), item), lambda _: text or next(self.fresh))

    @rule(who=_WHO, issue=_ISSUES, item=st.integers(0, 3))
    def mend_a_slip(self, who: int, issue: int, item: int) -> None:
        """Change one character, or change it back."""
        self._save(who, self.item(self.issue(issue), item), _mended)

    def _save(self, who: int, item: Item | None, change: Callable[[str], str]) -> None:
        if item is None:
            return
        content = msgspec.convert(item.content, model.Item)
        text = change("".join(content.paragraphs))
        changed = msgspec.structs.replace(content, paragraphs=(text,))
        with contextlib.suppress(DeskError):
            save_item(item, changed, by=self.people[who], revision=item.revision)

    @rule(who=_WHO, issue=_ISSUES, item=st.integers(0, 3), step=st.sampled_from([-1, 1]))
    def move(self, who: int, issue: int, item: int, step: int) -> None:
        """Move an item up or down."""
        moved = self.item(self.issue(issue), item)
        if moved is not None:
            with contextlib.suppress(DeskError):
                step_item(moved, step, by=self.people[who])

    @rule(who=_WHO, issue=_ISSUES, back=st.booleans())
    def rename_a_section(self, who: int, issue: int, back: bool) -> None:
        """Give a section of the issue another title, or its old one."""
        titles = ["行·一线之声", "行·一线见闻"]
        title, new = reversed(titles) if back else titles
        with contextlib.suppress(DeskError):
            change_section(
                self.issue(issue), title, by=self.people[who], new_title=new, item_length=None
            )

    @rule(name=st.sampled_from(["党群工作部", "党委宣传部"]))
    def rename_the_department(self, name: str) -> None:
        """Change a setting that is printed, whatever is signed."""
        Bulletin.objects.filter(pk=self.office.bulletin.pk).update(department=name)

    @rule(who=_WHO, issue=_ISSUES, number=st.integers(1, 4), reason=st.sampled_from(["", "并期"]))
    def renumber(self, who: int, issue: int, number: int, reason: str) -> None:
        """Give an issue a number that is free, or taken, or leaves a gap."""
        now = self.issue(issue)
        numbers = Numbers("regular", now.year, number, running_number=number, date=now.date)
        with contextlib.suppress(DeskError):
            mark = mark_of_numbers(now)
            renumber(now, numbers, by=self.people[who], mark=mark, reason=reason)

    # How it goes through their hands

    @rule(who=_WHO, issue=_ISSUES)
    def submit(self, who: int, issue: int) -> None:
        """Hand an issue to review."""
        now = self.issue(issue)
        with contextlib.suppress(DeskError):
            submit(now, by=self.people[who], version=now.version, date=a_day())

    @rule(who=_WHO, issue=_ISSUES, age=st.integers(0, 3))
    def approve(self, who: int, issue: int, age: int) -> None:
        """Approve the present step, in what is on the page."""
        now = self.issue(issue)
        current = standing_of(now).current
        if current is not None:
            with contextlib.suppress(DeskError):
                self._approve(now, self.people[who], current, self.page(now, age))

    def _approve(self, issue: Issue, by: User, step: Step, page: Page) -> None:
        approve(issue, by=by, step=step.key, seen=page.sha256, note="只此一人")
        if step.kind == "sign_off":
            self.ledger.sign(page)

    @rule(who=_WHO, issue=_ISSUES, age=st.integers(0, 2), to=st.sampled_from(["editing", "review"]))
    def send_back(self, who: int, issue: int, age: int, to: str) -> None:
        """Send an issue back."""
        now = self.issue(issue)
        page = self.page(now, age)
        with contextlib.suppress(DeskError):
            send_back(now, by=self.people[who], seen=page.sha256, back_to=to, reason="facts")
            self.ledger.unsign(now.pk)

    @rule(issue=_ISSUES, age=st.integers(1, 3))
    def take_back(self, issue: int, age: int) -> None:
        """Take one's own approval back."""
        given = Verdict.objects.filter(issue=self.issue(issue), by__isnull=False).order_by("-pk")
        for verdict in given.select_related("issue", "by")[age - 1 : age]:
            with contextlib.suppress(DeskError):
                assert verdict.by is not None
                take_back(verdict, by=verdict.by)
                if verdict.step == "sign_off":
                    self.ledger.unsign(verdict.issue_id)

    @rule(who=_WHO, to=st.none() | _WHO, issue=_ISSUES)
    def hand_over(self, who: int, to: int | None, issue: int) -> None:
        """Say whose turn it is."""
        now = self.issue(issue)
        current = standing_of(now).current
        if current is not None:
            with contextlib.suppress(DeskError):
                target = None if to is None else self.people[to]
                hand_over(now, target, by=self.people[who], step=current.key)

    @rule(who=_WHO, issue=_ISSUES)
    def recall(self, who: int, issue: int) -> None:
        """Take an issue back into editing."""
        self._recall(self.issue(issue), self.people[who])

    def _recall(self, issue: Issue, by: User) -> None:
        with contextlib.suppress(DeskError):
            recall(issue, by=by, version=issue.version, reason="late_news")
            self.ledger.unsign(issue.pk)

    @rule(who=_WHO, issue=_ISSUES, age=st.integers(0, 2))
    def send_a_letter(self, who: int, issue: int, age: int) -> None:
        """Ask somebody without an account."""
        now = self.issue(issue)
        current, page = standing_of(now).current, self.page(now, age)
        if current is not None:
            with contextlib.suppress(DeskError):
                send_link(
                    now,
                    by=self.people[who],
                    step=current.key,
                    seen=page.sha256,
                    email=LINK_SIGNER[1],
                )

    @rule(age=st.integers(1, 2))
    def answer_a_letter(self, age: int) -> None:
        """Approve by letter, by the last or an older one."""
        for letter in Letter.objects.filter(kind="signing-link").order_by("-pk")[age - 1 : age]:
            (token,) = re.findall(r"/([\w-]{30,})", letter.text)
            with contextlib.suppress(DeskError):
                verdict = approve_by_link(token)
                if verdict.step == "sign_off":
                    seen = [page for page in self.pages if page.sha256 == verdict.snapshot.sha256]
                    self.ledger.sign(seen[-1] if seen else self.see(verdict.issue))

    # How it is printed

    @rule(who=_WHO, issue=_ISSUES, line=st.sampled_from(LINES), age=st.integers(0, 1))
    def tick(self, who: int, issue: int, line: str, age: int) -> None:
        """Tick a line of the list, or take the tick back."""
        now = self.issue(issue)
        act, page = (untick if age else tick), self.page(now, age)
        with contextlib.suppress(DeskError):
            act(now, line, by=self.people[who], seen=page.sha256)

    @rule(who=_WHO, issue=_ISSUES, age=st.integers(0, 3), death=_DEATHS)
    def publish(self, who: int, issue: int, age: int, death: Any) -> None:  # noqa: ANN401 - see Death
        """Click 刊发 on a page; the program may die of it."""
        now = self.issue(issue)
        self._publish(now, self.people[who], self.page(now, age), death)

    def _publish(self, issue: Issue, by: User, page: Page, death: Any = None) -> None:  # noqa: ANN401
        with self.death.at(death), contextlib.suppress(DeskError):
            publish(issue, by=by, seen=page.sha256, today=a_day(), accepted=tuple(SENTENCES))

    @rule(death=_DEATHS, lapsed=st.booleans())
    def press(self, death: Any, lapsed: bool) -> None:  # noqa: ANN401 - see Death
        """Let a press take up what is frozen; it may die. A lease of one killed may be over."""
        self._press(death, lapsed=lapsed)

    def _press(self, death: Any = None, *, lapsed: bool = True) -> None:  # noqa: ANN401 - see Death
        if lapsed:
            self.editions().update(claimed_until=None)
        for edition in self.editions():
            with self.death.at(death):
                print_edition(edition.pk)

    @rule(who=_WHO, again=st.booleans())
    def call_off(self, who: int, again: bool) -> None:
        """Call a printing off, or let the press try again."""
        for edition in self.editions():
            with contextlib.suppress(DeskError):
                if again:
                    print_again(edition, by=self.people[who])
                else:
                    call_off(edition, by=self.people[who], reason="换主题")

    @rule(who=_WHO, kind=st.sampled_from(["correction", "correction", "supplement", "withdrawal"]))
    def correct(self, who: int, kind: str) -> None:
        """Begin a correction of what was printed last."""
        printed = Issue.objects.filter(state="published", corrects=None).order_by("-pk")
        for issue in printed[:1]:
            with contextlib.suppress(DeskError):
                by = self.people[who]
                start_correction(issue, kind, reason="数字有误", by=by, today=a_day())

    @rule(who=_WHO)
    def drop(self, who: int) -> None:
        """Give a correction up."""
        for draft in Issue.objects.filter(state__in=MAKING, corrects__isnull=False):
            with contextlib.suppress(DeskError):
                drop_correction(draft, by=self.people[who], version=draft.version, reason="不必")

    # What they mostly do: their part

    @initialize(acts=st.integers(3, 9), meddling=_MEDDLINGS)
    def begin(self, acts: int, meddling: tuple[str, str]) -> None:
        """Find the issue at any point of its way."""
        self._carry_on(self.issue(0), acts, meddling)

    @rule(issue=_ISSUES, acts=st.integers(2, 6), meddling=_MEDDLINGS)
    def carry_on(self, issue: int, acts: int, meddling: tuple[str, str]) -> None:
        """Let everybody do what is next for an issue, some acts long; somebody meddles."""
        self._carry_on(self.issue(issue), acts, meddling)

    @rule(acts=st.integers(2, 6), meddling=_MEDDLINGS)
    def hurry_on(self, acts: int, meddling: tuple[str, str]) -> None:
        """Do what is next for the newest, a correction as a rule."""
        self._carry_on(self.issue(0), acts, meddling)

    def _carry_on(self, now: Issue, acts: int, meddling: tuple[str, str]) -> None:
        when, how = meddling
        for _ in range(acts):
            issue = Issue.objects.select_related("bulletin").get(pk=now.pk)
            if issue.state == when:
                when = ""  # once
                self._meddle(issue, how)
                issue.refresh_from_db()
            with contextlib.suppress(DeskError):
                self._do_next(issue)
            self.ledger.check()

    def _meddle(self, now: Issue, how: str) -> None:
        """Do what may not slip in between two acts."""
        if how == "setting":
            self.rename_the_department(f"党委宣传部{next(self.fresh)}")
        elif how == "text":
            self._save(0, self.item(now, 0), lambda _: next(self.fresh))
        elif how == "slip":
            self._save(0, self.item(now, 0), _mended)
        elif how == "stale" and self.pages:
            old = [page for page in self.pages if page.issue == now.pk]
            self._publish(now, self.office.publisher, (old or self.pages)[0])

    def _do_next(self, issue: Issue) -> None:
        if issue.state == "open":
            if not items_of(issue) and issue.correction != "withdrawal":
                headline = list(STORIES)[issue.pk % len(STORIES)]
                plan(self.office, headline, issue.pk)
            submit(issue, by=self.office.editor, version=issue.version, date=a_day())
        elif issue.state == "in_review":
            self._approve_somehow(issue)
        elif issue.state == "signed" and not self.editions():
            page = self.see(issue)
            for line in LINES:
                tick(issue, line, by=self.office.publisher, seen=page.sha256)
            self._publish(issue, self.office.publisher, page)
            if not self.editions():  # refused: it is looked at anew
                self._recall(issue, self.office.editor)
        else:
            self._press()

    def _approve_somehow(self, issue: Issue) -> None:
        step = standing_of(issue).current
        assert step is not None
        page = self.see(issue)
        for person in self.people:
            with contextlib.suppress(DeskError):
                self._approve(issue, person, step, page)
                return


def _mended(text: str) -> str:
    return (
        text.replace("震动", "振动") if "震动" in text else text.replace("振动", "震动") or "震动"
    )


def _people(office: Office) -> list[User]:
    bulletin = office.bulletin
    second = a_person(Role.REVIEWER, bulletin, name="陆既明")
    also(second, Role.EDITOR, bulletin)
    both = a_person(Role.SIGNER, bulletin, name="顾怀瑾")
    also(both, Role.PUBLISHER, bulletin)
    everything = a_person(Role.EDITOR, bulletin, name="沈砚秋")
    for role in (Role.REVIEWER, Role.SIGNER, Role.PUBLISHER):
        also(everything, role, bulletin)
    reader = a_person(Role.READER, bulletin)
    return [*office[1:], second, both, everything, reader]


def test_nothing_is_ever_printed_without_a_signature_on_that_very_content(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office, death = an_office(), Death()
    bulletin = office.bulletin
    bulletin.review_steps = msgspec.to_builtins(STEPS)
    bulletin.checklist, bulletin.link_signers = list(LINES), [LINK_SIGNER]
    bulletin.save()
    a_planned_issue(office, 2)
    people = _people(office)
    monkeypatch.setattr(printing, "write", _write_quickly)
    monkeypatch.setattr(printing, "pages_of", lambda *_: {})
    death.watch(monkeypatch)
    Desk.printed = 0

    class OfThisOffice(Desk):
        def __init__(self) -> None:
            super().__init__(office, people, death)

    run_state_machine_as_test(
        OfThisOffice,
        settings=settings(
            max_examples=10,
            stateful_step_count=16,
            derandomize=True,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert Desk.printed >= 5, "too little was printed to say anything"
