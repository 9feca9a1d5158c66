"""From a signature to an edition: what is signed is printed, and everybody hears of it once."""

from __future__ import annotations

import datetime as dt
import io
import json

import msgspec
import pikepdf
import pytest
from django.db.models import QuerySet
from django.utils import timezone

from arrivals import an_arrival
from cast import a_person
from jianbao.desk import vault
from jianbao.desk.actions import deciding, flow
from jianbao.desk.actions.publishing import (
    bring_out,
    call_off,
    print_again,
    print_edition,
    printing,
    publish,
    tick,
    untick,
)
from jianbao.desk.errors import DeskError, Impossible, Invalid, NotAllowed, Stale
from jianbao.desk.jobs.sweeping import sweep
from jianbao.desk.models import (
    Contribution,
    Edition,
    Event,
    Issue,
    Item,
    Letter,
    Role,
    Snapshot,
    Unit,
    Verdict,
)
from jianbao.desk.queries.editions import current_edition, edition_in_press, unprinted_editions
from jianbao.desk.queries.issue_content import content_of, hash_of
from jianbao.desk.queries.issues import current_issue, items_of
from jianbao.desk.queries.own_contributions import own_contribution, standing_of
from jianbao.desk.queries.publishing.checks import check_issue
from jianbao.desk.queries.publishing.wording import SENTENCES, sentence_of
from jianbao.document.interchange import from_json
from jianbao.document.write.formats import FORMATS
from printing import (
    Office,
    a_day,
    a_planned_issue,
    a_printed_issue,
    a_signed_issue,
    an_office,
    freeze,
    illustrate,
    plan,
    sign,
)

pytestmark = pytest.mark.django_db


def _codes(issue: Issue) -> tuple[set[str], set[str]]:
    checked = check_issue(Issue.objects.get(pk=issue.pk), a_day())
    for check in checked.checks:
        assert sentence_of(check)
    return {c.code for c in checked.errors}, {c.code for c in checked.warnings}


def _told() -> QuerySet[Letter]:
    """The letters that tell contributors what became of what they sent."""
    return Letter.objects.filter(kind="outcome")


def _bytes_of(edition: Edition, form: str) -> bytes:
    return vault.read_stored(edition.files.get(format=form).sha256)


def test_what_was_signed_is_printed_in_every_format_and_the_next_issue_opens() -> None:
    office = an_office()
    issue = a_signed_issue(office, pictures=True)
    signed = hash_of(content_of(issue))
    edition = freeze(issue, office)
    assert (edition.state, edition.number, edition.snapshot.sha256) == ("frozen", 1, signed)
    assert _told().count() == 0
    assert print_edition(edition.pk)
    issue.refresh_from_db()
    edition.refresh_from_db()
    assert (issue.state, edition.state) == ("published", "out")
    assert edition.files.count() == len(FORMATS)
    for file in edition.files.all():
        assert vault.path_of(file.sha256).stat().st_size == file.size
    assert hash_of(content_of(issue)) == hash_of(from_json(_bytes_of(edition, "json"))) == signed
    office.bulletin.refresh_from_db()
    following = current_issue(office.bulletin)
    assert following is not None
    assert (office.bulletin.last_number, issue.number, issue.running_number) == (1, 1, 1)
    assert (following.number, following.running_number) == (2, 2)
    assert not print_edition(edition.pk), "a job too many does nothing"
    events = Event.objects.filter(thing=f"issue:{issue.pk}").order_by("pk")
    assert list(events.values_list("verb", flat=True))[-2:] == ["freeze", "publish"]


def test_the_pdf_says_what_it_is_and_carries_what_was_signed() -> None:
    office = an_office()
    issue = a_printed_issue(office, pictures=True)
    edition = current_edition(issue)
    assert edition is not None
    with pikepdf.open(io.BytesIO(_bytes_of(edition, "pdf"))) as pdf:
        about = pdf.docinfo
        number = f"{issue.year}年第{issue.number}期"
        assert str(about["/Title"]).startswith(f"云岭水泥党群工作 {number}")
        assert str(about["/Author"]) == "党群工作部"
        assert str(about["/Keywords"]) == "学·初心之源, 行·一线之声"
        assert str(about["/CreationDate"]).startswith(f"D:{issue.date:%Y%m%d}")
        assert str(pdf.Root["/Lang"]) == "zh-CN"
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == str(about["/Title"])
            assert xmp["dc:creator"] == ["党群工作部"]
            assert xmp["pdfaid:part"] == "3"
        carried = from_json(pdf.attachments["issue.json"].get_file().read_bytes())
        assert any(name.endswith(".jpg") for name in pdf.attachments)
    assert hash_of(carried) == edition.snapshot.sha256


def test_only_who_publishes_prints_and_only_what_is_signed_now() -> None:
    office = an_office()
    issue = a_planned_issue(office)
    seen, today = hash_of(content_of(issue)), a_day()
    with pytest.raises(NotAllowed):
        publish(issue, by=office.editor, seen=seen, today=today)
    with pytest.raises(Impossible) as refused:
        publish(issue, by=office.publisher, seen=seen, today=today)
    assert refused.value.code == "errors-stand"
    sign(issue, office)
    with pytest.raises(Stale):
        publish(issue, by=office.publisher, seen="0" * 64, today=today)
    office.bulletin.department = "另一个部门"
    office.bulletin.save()
    issue = Issue.objects.get(pk=issue.pk)
    assert _codes(issue)[0] == {"not-signed"}
    with pytest.raises(Stale):
        publish(issue, by=office.publisher, seen=seen, today=today)
    assert not Edition.objects.exists()


def test_a_signature_of_what_was_recalled_prints_nothing() -> None:
    office = an_office()
    issue = a_signed_issue(office)
    flow.move(issue, "recall", by=office.editor, reason="late")
    seen = hash_of(content_of(issue))
    with pytest.raises(Impossible):
        publish(issue, by=office.publisher, seen=seen, today=a_day())


def test_warnings_are_accepted_one_by_one_and_remembered() -> None:
    office = an_office()
    issue = a_planned_issue(office, 1)
    Item.objects.update(unit=None)
    issue.date = a_day() - dt.timedelta(1)
    issue.save()
    sign(issue, office)
    errors, warnings = _codes(issue)
    assert errors == set()
    expected = {"section-empty", "item-without-unit", "date-not-signing-day"}
    assert warnings - {"proof-warnings"} == expected
    with pytest.raises(Impossible) as refused:
        freeze(issue, office, ("section-empty",))
    assert refused.value.code == "warnings-stand"
    edition = freeze(issue, office, tuple(warnings))
    assert {one["code"] for one in edition.warnings} == warnings


def test_errors_and_warnings_of_texts_and_pictures() -> None:
    office = an_office()
    issue = a_planned_issue(office, 2)
    first, second = items_of(issue)
    illustrate(first).delete()
    first.refresh_from_db()
    first.content["pictures"][0]["alt"] = ""
    first.content["byline"] = {"raw": "（某某）"}
    first.save()
    second.content["paragraphs"] = [
        "风机的振动𠀀\ue000降到标准以内，，节约费用42万元。" + "长" * 240
    ]
    second.save()
    Issue.objects.filter(pk=issue.pk).update(date=None)
    sign(issue, office)
    errors, warnings = _codes(issue)
    assert {"picture-missing", "glyph-missing", "proof", "date-missing"} <= errors
    assert {"picture-without-words", "byline-unread", "item-long"} <= warnings
    second.content["title"], second.content["paragraphs"] = None, []
    second.content["byline"] = None
    second.save()
    assert "item-empty" in _codes(issue)[0]


def test_every_check_has_a_sentence_in_both_languages() -> None:
    from django.utils import translation

    with translation.override("zh-hans"):
        assert all(any("\u4e00" <= c <= "\u9fff" for c in str(text)) for text in SENTENCES.values())


def test_the_checklist_is_ticked_for_one_content_by_somebody() -> None:
    office = an_office()
    office.bulletin.checklist = ["领导姓名职务已核对", "图片已授权"]
    office.bulletin.save()
    issue = a_signed_issue(office)
    seen = hash_of(content_of(issue))
    assert _codes(issue)[0] == {"unticked"}
    with pytest.raises(Invalid):
        tick(issue, "没有这一条", by=office.publisher, seen=seen)
    with pytest.raises(NotAllowed):
        tick(issue, "图片已授权", by=a_person(Role.READER, office.bulletin), seen=seen)
    first = tick(issue, "图片已授权", by=office.editor, seen=seen)
    assert tick(issue, "图片已授权", by=office.publisher, seen=seen) == first
    tick(issue, "领导姓名职务已核对", by=office.publisher, seen=seen)
    assert _codes(issue)[0] == set()
    untick(issue, "图片已授权", by=office.publisher, seen=seen)
    assert _codes(issue)[0] == {"unticked"}
    tick(issue, "图片已授权", by=office.publisher, seen=seen)
    flow.move(issue, "recall", by=office.editor, reason="late")
    item = items_of(issue)[0]
    item.content["paragraphs"] = ["改过的正文。"]
    item.save()
    sign(issue, office)
    assert "unticked" in _codes(issue)[0], "a tick is for the content it was given on"


def test_what_is_frozen_is_neither_recalled_nor_frozen_twice() -> None:
    office = an_office()
    issue = a_signed_issue(office)
    edition = freeze(issue, office)
    assert freeze(issue, office) == edition
    with pytest.raises(Impossible) as refused:
        flow.move(issue, "recall", by=office.editor, reason="late")
    assert refused.value.code == "being-printed"
    issue.refresh_from_db()
    assert issue.state == "signed"


def test_a_changed_setting_changes_nothing_of_what_is_frozen() -> None:
    office = an_office()
    issue = a_signed_issue(office)
    signed = hash_of(content_of(issue))
    edition = freeze(issue, office)
    office.bulletin.title = "另一个刊名"
    office.bulletin.save()
    assert print_edition(edition.pk)
    issue.refresh_from_db()
    assert hash_of(content_of(issue)) == signed


def test_a_press_that_fails_says_why_and_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    office = an_office()
    edition = freeze(a_signed_issue(office), office)
    with monkeypatch.context() as broken:
        broken.setattr(printing, "write", _broken)
        for _ in range(7):
            Edition.objects.update(claimed_until=None)
            assert not print_edition(edition.pk)
    edition.refresh_from_db()
    assert (edition.trouble, edition.attempts, edition.state) == ("磁盘已满", 5, "frozen")
    Edition.objects.update(claimed_until=timezone.now() - dt.timedelta(1))
    assert unprinted_editions() == []
    with pytest.raises(NotAllowed):
        print_again(edition, by=office.editor)
    print_again(edition, by=office.publisher)
    assert print_edition(edition.pk)
    edition.refresh_from_db()
    assert (edition.state, edition.trouble) == ("out", "")


def _broken(*_: object, **__: object) -> bytes:
    raise OSError("磁盘已满")


def test_a_printing_can_be_called_off_while_no_press_is_at_it() -> None:
    office = an_office()
    issue = a_signed_issue(office)
    edition = freeze(issue, office)
    held = timezone.now() + dt.timedelta(minutes=1)
    Edition.objects.update(claimed_until=held)
    with pytest.raises(Impossible):
        call_off(edition, by=office.publisher, reason="字体缺失")
    Edition.objects.update(trouble="字体缺失")
    with pytest.raises(Invalid):
        call_off(edition, by=office.publisher, reason=" ")
    call_off(edition, by=office.publisher, reason="字体缺失")
    assert not Edition.objects.exists()
    assert not print_edition(edition.pk)
    flow.move(issue, "recall", by=office.editor, reason="late")


def test_the_sweep_finds_what_a_killed_press_left() -> None:
    office = an_office()
    edition = freeze(a_signed_issue(office), office)
    assert unprinted_editions() == [], "the hint gets a moment to do its work"
    Letter.objects.all().delete()
    Edition.objects.update(claimed_until=timezone.now() + dt.timedelta(minutes=1))
    assert unprinted_editions() == []
    Edition.objects.update(claimed_until=timezone.now() - dt.timedelta(seconds=1))
    assert sweep({}) == 1
    assert edition_in_press(edition.issue) == edition


def test_nothing_comes_out_before_every_format_is_stored() -> None:
    office = an_office()
    edition = freeze(a_signed_issue(office), office)
    with pytest.raises(Impossible) as refused:
        bring_out(edition, pages={}, today=a_day())
    assert refused.value.code == "formats-missing"
    assert _told().count() == 0


def test_the_same_content_gives_the_same_files_again() -> None:
    office = an_office()
    edition = freeze(a_signed_issue(office, pictures=True), office)
    print_edition(edition.pk)
    before = dict(edition.files.values_list("format", "sha256"))
    edition.files.all().delete()
    Edition.objects.update(state="frozen")
    from jianbao.desk.queries.editions import content_in
    from jianbao.desk.queries.issue_pictures import pictures_of

    edition.refresh_from_db()
    content = content_in(edition)
    printing.print_missing(edition, content, pictures_of(edition.snapshot.issue, content))
    assert dict(edition.files.values_list("format", "sha256")) == before


def _decided(office: Office, state: str, headline: str, sender: str) -> Contribution:
    one = an_arrival(office.bulletin, headline=headline, sender_address=sender)
    if state == "declined":
        deciding.decline(one, by=office.editor, version=0, reason="late")
    elif state == "shortlisted":
        deciding.shortlist(one, by=office.editor, version=0)
    return one


def test_each_contributor_gets_one_letter_with_everything_that_became_of_it() -> None:
    office = an_office()
    issue = a_planned_issue(office, 2, sender="Wang@yunling.example")
    _decided(office, "declined", "迟到的消息", "wang@yunling.example")
    _decided(office, "shortlisted", "矿山复绿的第三个春天", "wang@yunling.example")
    _decided(office, "declined", "另一位的消息", "li@yunling.example")
    waiting = _decided(office, "waiting", "还在等的稿", "zhao@yunling.example")
    for machine in ("no-reply@yunling.example", "tougao@yunling.example", ""):
        _decided(office, "declined", "机器的来信", machine)
    sign(issue, office)
    edition = freeze(issue, office)
    assert not _told().exists(), "nothing is told before it is out"
    assert print_edition(edition.pk)
    letters = {letter.to_address.lower(): letter for letter in _told()}
    assert set(letters) == {"wang@yunling.example", "li@yunling.example"}
    told = letters["wang@yunling.example"]
    assert f"{issue.year}年第{issue.number}期" in told.subject
    for words in ("风机攻关组啃下振动难题", "行·一线之声", "第1页", "迟到的消息", "矿山复绿"):
        assert words in told.text, told.text
    assert "时效" in told.text or "太晚" in told.text or "过时" in told.text
    assert "/issues/" not in told.text, "a link is for those who can sign in"
    states = Contribution.objects.filter(told_at__isnull=False).values_list("state", flat=True)
    assert sorted(states) == ["adopted", "adopted", "declined", "declined", "shortlisted"]
    waiting.refresh_from_db()
    assert (waiting.state, waiting.told_at) == ("waiting", None)
    second = a_printed_issue(office)
    assert (issue.number, second.number) == (1, 2)
    assert "矿山复绿" not in "".join(
        _told().exclude(pk__in=[one.pk for one in letters.values()]).values_list("text", flat=True)
    )


def test_who_handed_it_in_by_account_is_told_with_a_link_and_the_desk_is_not() -> None:
    office = an_office()
    unit = Unit.objects.filter(bulletin=office.bulletin)[0]
    writer = a_person(Role.CONTRIBUTOR, office.bulletin, unit=unit, name="王青禾")
    a_planned_issue(office, 1)
    one = plan(office, "班前会这八分钟", 1, sender="", sent_by=writer)
    plan(office, "一颗螺栓的分量", 1, sender="", sent_by=office.editor)
    issue = current_issue(office.bulletin)
    assert issue is not None
    sign(issue, office)
    assert standing_of(own_contribution(office.bulletin, writer, one.pk)) == "in_hand"  # type: ignore[arg-type]
    assert print_edition(freeze(issue, office).pk)
    letters = _told()
    assert {letter.to_address for letter in letters} == {writer.email, "writer0@yunling.example"}
    item = Item.objects.get(origins__contribution=one)
    assert f"/issues/{issue.pk}/#item-{item.pk}" in letters.get(to_address=writer.email).text
    found = own_contribution(office.bulletin, writer, one.pk)
    assert found is not None
    assert standing_of(found) == "adopted"


def test_a_bulletin_that_answers_nobody_tells_nobody() -> None:
    office = an_office()
    office.bulletin.acknowledges = False
    office.bulletin.save()
    a_printed_issue(office)
    assert _told().count() == 0
    assert Contribution.objects.filter(state="adopted").count() == 2


def test_verdicts_of_another_content_never_print() -> None:
    office = an_office()
    issue = a_planned_issue(office)
    sign(issue, office)
    Item.objects.filter(pk=items_of(issue)[0].pk).update(
        headline="改", content={"paragraphs": ["改"]}
    )
    seen = hash_of(content_of(issue))
    with pytest.raises(DeskError):
        publish(issue, by=office.publisher, seen=seen, today=a_day(), accepted=list(SENTENCES))
    assert Verdict.objects.count() == 2
    assert json.loads(msgspec.json.encode(Snapshot.objects.get().content))
