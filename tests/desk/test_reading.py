"""Reading: from raw bytes to a contribution that an editor can decide on."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import pytest
from django.utils import timezone
from PIL import Image

from cast import a_person
from desk.intake_samples import OTHER, STORY, a_desk, a_mail, a_photo, a_word_file, received
from jianbao.desk import vault
from jianbao.desk.actions.deciding import retry
from jianbao.desk.actions.reading import read_contribution
from jianbao.desk.models import Contribution, Event, File, Letter, Photograph, Resemblance, Role
from jianbao.document.read.confined import Workshop

pytestmark = pytest.mark.django_db
TITLE = "青石分公司举办安全知识竞赛"


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with Workshop() as opened:
        yield opened


def _read(contribution: Contribution, workshop: Workshop) -> Contribution:
    assert read_contribution(contribution.pk, workshop)
    contribution.refresh_from_db()
    return contribution


def test_a_word_file_beside_a_cover_note_is_the_piece(workshop: Workshop) -> None:
    word = a_word_file(*STORY, "（青石分公司 王青禾）", title=TITLE)
    raw = a_mail(text="各位老师：\n稿件见附件，请查收。\n", files={"稿件.docx": word})
    piece = _read(received(raw, a_desk()), workshop)
    assert piece.state == Contribution.State.WAITING
    assert piece.headline == TITLE
    assert tuple(piece.paragraphs) == STORY
    assert "请查收" in piece.cover
    assert piece.problems == []
    assert (str(piece.unit), piece.unit_because) == ("青石分公司", "sender")
    assert (str(piece.correspondent), piece.author) == ("王青禾", "王青禾")
    assert piece.length == len("".join(STORY))
    assert piece.facts["bylines"] == ["（青石分公司 王青禾）"]
    assert {"24名", "285分"} <= {one["text"] for one in piece.facts["quantities"]}
    file = piece.files.get()
    assert (file.name, file.state) == ("稿件.docx", File.State.READ)
    assert vault.read_stored(file.sha256) == word


def test_a_wrapped_body_is_joined_and_its_ends_taken_off(workshop: Workshop) -> None:
    text = (
        "编辑您好：\n\n"
        "    6月12日，青石分公司在二楼会议室举办安全知识竞\n"
        "赛，来自8个车间的24名选手同台竞技，现场气氛热烈，\n"
        "掌声不断。\n"
        "    烧成车间代表队以285分获得第一名。\n\n"
        "-- \n王青禾\n电话 0000-1234567\n"
    )
    raw = a_mail(subject=f"【投稿】青石分公司：{TITLE}", text=text)
    piece = _read(received(raw, a_desk()), workshop)
    assert piece.headline == TITLE
    assert piece.paragraphs[0].endswith("现场气氛热烈，掌声不断。")
    assert len(piece.paragraphs) == 2
    assert "1234567" in piece.cover


def test_reading_twice_gives_the_same_rows(workshop: Workshop) -> None:
    raw = a_mail(files={"稿件.docx": a_word_file(*STORY, picture=a_photo())})
    piece = _read(received(raw, a_desk()), workshop)
    columns = ("headline", "paragraphs", "facts", "problems", "unit", "length", "text")

    def told() -> list[object]:
        return [
            Contribution.objects.values(*columns).get(pk=piece.pk),
            list(File.objects.values_list("position", "name", "sha256", "state")),
            list(Photograph.objects.values_list("position", "sha256", "thumbnail", "after")),
        ]

    before = told()
    Contribution.objects.filter(pk=piece.pk).update(state="received")
    _read(piece, workshop)
    assert told() == before
    assert Letter.objects.count() == 1


def test_only_one_of_two_readers_reads(workshop: Workshop) -> None:
    piece = received(a_mail(text=STORY[0]), a_desk())
    claim = timezone.now() + dt.timedelta(minutes=5)
    Contribution.objects.filter(pk=piece.pk).update(reading_claimed_until=claim)
    assert not read_contribution(piece.pk, workshop)
    _read_again = timezone.now() - dt.timedelta(seconds=1)
    Contribution.objects.filter(pk=piece.pk).update(reading_claimed_until=_read_again)
    assert read_contribution(piece.pk, workshop)
    assert not read_contribution(piece.pk, workshop)


def test_what_kills_its_reader_again_and_again_is_given_up_on(workshop: Workshop) -> None:
    piece = received(a_mail(text=STORY[0]), a_desk())
    Contribution.objects.filter(pk=piece.pk).update(reading_attempts=3)
    piece = _read(piece, workshop)
    assert piece.state == Contribution.State.UNREADABLE
    assert [one["code"] for one in piece.problems] == ["reader-stopped"]
    assert piece.reading_attempts == 0


def test_a_mail_beyond_the_limit_is_kept_and_not_looked_into(
    workshop: Workshop, settings: object
) -> None:
    import msgspec

    settings.JIANBAO = msgspec.structs.replace(settings.JIANBAO, largest_mail=1000)  # type: ignore[attr-defined]  # the fixture of pytest-django
    piece = _read(received(a_mail(text=STORY[0] * 20), a_desk()), workshop)
    assert piece.state == Contribution.State.UNREADABLE
    assert [one["code"] for one in piece.problems] == ["too-big"]
    assert piece.subject == ""


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({"Auto-Submitted": "auto-replied"}, "auto-reply"),
        ({"Message-ID": "<jb.letter.1@yunling.example>"}, "own"),
        ({"Return-Path": "<>", "Subject-": "x"}, "auto-reply"),
    ],
)
def test_what_machines_send_is_set_aside_and_never_answered(
    headers: dict[str, str], kind: str, workshop: Workshop
) -> None:
    raw = a_mail(text=STORY[0], headers=headers)
    piece = _read(received(raw, a_desk()), workshop)
    assert (piece.state, piece.reason) == (Contribution.State.SET_ASIDE, kind)
    assert STORY[0] in piece.text
    assert not Letter.objects.exists()


def test_what_was_set_aside_is_read_in_full_when_a_person_asks(workshop: Workshop) -> None:
    raw = a_mail(
        headers={"Precedence": "bulk"}, files={"稿.docx": a_word_file(*STORY, title=TITLE)}
    )
    piece = _read(received(raw, a_desk()), workshop)
    assert piece.state == Contribution.State.SET_ASIDE
    retry(piece, by=a_person(Role.EDITOR, piece.bulletin), version=piece.version)
    piece = _read(piece, workshop)
    assert (piece.state, piece.headline) == (Contribution.State.WAITING, TITLE)
    assert not Letter.objects.exists()


def test_a_broken_file_beside_a_text_is_a_problem_and_no_more(workshop: Workshop) -> None:
    raw = a_mail(text="\n".join(STORY), files={"附件.docx": b"PK\x03\x04broken"})
    piece = _read(received(raw, a_desk()), workshop)
    assert piece.state == Contribution.State.WAITING
    assert [one["code"] for one in piece.problems] == ["corrupt"]
    assert piece.problems[0]["where"] == "附件.docx"
    assert piece.files.get().state == File.State.FAILED


def test_a_mail_with_nothing_in_it_says_so(workshop: Workshop) -> None:
    piece = _read(received(a_mail(text="见附件。"), a_desk()), workshop)
    assert piece.state == Contribution.State.UNREADABLE
    assert [one["code"] for one in piece.problems] == ["empty"]
    assert str(piece.unit) == "青石分公司"


def test_pictures_are_upright_bare_and_small(workshop: Workshop) -> None:
    photo = a_photo(900, 600, turned=True)
    raw = a_mail(
        text="\n".join(STORY), files={"竞赛现场选手抢答.jpg": photo, "坏图.jpg": photo[:900]}
    )
    piece = _read(received(raw, a_desk()), workshop)
    picture = piece.photographs.get()
    kept = vault.read_stored(picture.sha256)
    assert (picture.width, picture.height) == (600, 900)
    assert b"SecretCamera" not in kept
    assert "竞赛现场选手抢答" in picture.caption
    assert picture.after == len(piece.paragraphs)
    with Image.open(io.BytesIO(vault.read_stored(picture.thumbnail))) as small:
        assert max(small.size) == 480
    assert [one["code"] for one in piece.problems] == ["corrupt"]


def test_pictures_inside_a_word_file_keep_their_place(workshop: Workshop) -> None:
    word = a_word_file(*STORY, picture=a_photo())
    piece = _read(received(a_mail(files={"a.docx": word}), a_desk()), workshop)
    picture = piece.photographs.get()
    assert picture.file == piece.files.get()
    assert picture.after == 2


def test_several_pieces_are_proposed_as_a_division(workshop: Workshop) -> None:
    files = {
        "1.docx": a_word_file(*STORY, "（青石分公司 王青禾）", title=TITLE),
        "2.docx": a_word_file(*OTHER, "（南坪矿业 李松柏）", title="南坪矿业完成破碎机大修"),
    }
    piece = _read(received(a_mail(subject="本周稿件两篇", files=files), a_desk()), workshop)
    assert piece.headline == "本周稿件两篇"
    assert piece.proposed_pieces == [
        {"headline": TITLE, "from": 1, "to": 3},
        {"headline": "南坪矿业完成破碎机大修", "from": 4, "to": 6},
    ]
    assert piece.paragraphs[0] == TITLE
    assert piece.paragraphs[5].endswith("（南坪矿业 李松柏）")


def test_the_later_of_two_alike_is_marked_with_the_evidence(workshop: Workshop) -> None:
    bulletin = a_desk()
    first = _read(received(a_mail(subject=TITLE, text="\n".join(STORY)), bulletin), workshop)
    again = a_mail(
        subject="安全知识竞赛",
        text="\n".join((STORY[0], STORY[1].replace("奖品是", "奖品为"))),
        sender="某人 <someone@elsewhere.example>",
    )
    second = _read(received(again, bulletin), workshop)
    first.refresh_from_db()
    assert (first.resembles, second.resembles) == ("", "duplicate")
    found = Resemblance.objects.get()
    assert (found.contribution, found.other) == (second, first)
    assert found.shared


def test_read_in_the_wrong_order_the_later_is_still_the_marked(workshop: Workshop) -> None:
    bulletin = a_desk()
    first = received(a_mail(subject=TITLE, text="\n".join(STORY)), bulletin)
    second = received(a_mail(subject=TITLE, text="\n".join(STORY), sender="x@y.example"), bulletin)
    _read(second, workshop)
    _read(first, workshop)
    second.refresh_from_db()
    assert (first.resembles, second.resembles) == ("", "duplicate")
    assert Resemblance.objects.get().contribution == second


def test_another_version_under_the_same_message_id_revises_the_first(workshop: Workshop) -> None:
    bulletin = a_desk()
    headers = {"Message-ID": "<one@yunling.example>"}
    first = _read(received(a_mail(text=STORY[0], headers=headers), bulletin), workshop)
    second = _read(received(a_mail(text=OTHER[0], headers=headers), bulletin), workshop)
    assert (first.revises, second.revises) == (None, first)


def test_a_revision_is_known_by_its_subject_and_its_sender(workshop: Workshop) -> None:
    bulletin = a_desk()
    first = _read(received(a_mail(subject=TITLE, text="\n".join(STORY)), bulletin), workshop)
    text = "\n".join((STORY[0].replace("24名", "26名"), STORY[1]))
    second = _read(received(a_mail(subject=f"【修订稿】{TITLE}", text=text), bulletin), workshop)
    assert second.revises == first
    assert second.headline == TITLE


def test_every_reading_is_an_event(workshop: Workshop) -> None:
    piece = _read(received(a_mail(text=STORY[0]), a_desk()), workshop)
    verbs = Event.objects.filter(thing=f"contribution:{piece.pk}").values_list("verb", flat=True)
    assert list(verbs.order_by("pk")) == ["receive", "read"]


def test_what_a_person_said_of_it_stays(workshop: Workshop) -> None:
    bulletin = a_desk()
    unit = bulletin.units.get(name="南坪矿业")
    first = _read(received(a_mail(text=OTHER[0]), bulletin), workshop)
    piece = received(a_mail(text=STORY[0]), bulletin)
    Contribution.objects.filter(pk=piece.pk).update(unit=unit, unit_because="person", revises=first)
    piece.refresh_from_db()
    piece = _read(piece, workshop)
    assert (piece.unit, piece.unit_because, piece.revises) == (unit, "person", first)
