"""Files, pictures, raw messages: byte for byte, harmless, for those alone who may see them."""

from __future__ import annotations

import email.message
import email.utils
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from arrivals import an_arrival
from cast import a_bulletin, a_person
from jianbao.desk import vault
from jianbao.desk.models import Bulletin, Contribution, File, Photograph, Role, User

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n" + b"pixels"
JPEG = b"\xff\xd8\xff\xe0" + b"pixels"
EVIL = b"<html><script>alert(1)</script>"


@pytest.fixture
def bulletin() -> Bulletin:
    return a_bulletin()


@pytest.fixture
def one(bulletin: Bulletin) -> Contribution:
    return an_arrival(bulletin, unit=bulletin.units.get(name="青石分公司"))


def _signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def desk(bulletin: Bulletin) -> Client:
    return _signed_in(a_person(Role.EDITOR, bulletin))


def _a_file(one: Contribution, name: str, content: bytes) -> str:
    stored = vault.store_bytes(content)
    position = one.files.count()
    file = File.objects.create(
        contribution=one, name=name, sha256=stored.sha256, size=stored.size, position=position
    )
    return reverse("file", args=[one.bulletin.slug, file.pk])


def _a_picture(one: Contribution, content: bytes, media_type: str) -> Photograph:
    stored = vault.store_bytes(content)
    return Photograph.objects.create(
        contribution=one,
        position=0,
        name="照片.jpg",
        sha256=stored.sha256,
        thumbnail=vault.store_bytes(JPEG).sha256,
        media_type=media_type,
        width=1,
        height=1,
    )


def _get(client: Client, address: str) -> Any:  # noqa: ANN401 - a response with its `bytes`
    answer: Any = client.get(address)
    answer.bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer


def _file_name(answer: Any) -> str | None:  # noqa: ANN401 - a response of the test client
    message = email.message.Message()
    message["Content-Disposition"] = answer.headers["Content-Disposition"]
    name = message.get_filename()
    return email.utils.collapse_rfc2231_value(name) if name else None


def test_a_file_is_a_download_that_can_do_nothing(desk: Client, one: Contribution) -> None:
    desk.get(reverse("theme"))  # the first answer to a new session names it
    answer = _get(desk, _a_file(one, "来稿 正文（终）.html", EVIL))
    assert answer.bytes == EVIL
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert _file_name(answer) == "来稿 正文（终）.html"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"].startswith("private")
    assert answer.headers["Content-Length"] == str(len(EVIL))
    assert not answer.cookies


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("a\\b\\c.docx", "c.docx"),
        ("x\r\nSet-Cookie: a=b", "xSet-Cookie: a=b"),
        ("cod\u202e.exe", "cod.exe"),
        ("", "0"),
        ("…", "…"),
        ("..", "file"),
    ],
)
def test_a_name_is_bare(desk: Client, one: Contribution, name: str, kept: str) -> None:
    assert _file_name(_get(desk, _a_file(one, name, b"x"))) == kept


def test_the_raw_message_comes_back_byte_for_byte(desk: Client, one: Contribution) -> None:
    answer = _get(desk, reverse("raw_message", args=[one.bulletin.slug, one.pk]))
    assert answer.bytes == vault.read_stored(one.raw.sha256)
    assert _file_name(answer) == f"{one.pk}.eml"


def test_pictures_are_shown_by_what_they_are(desk: Client, one: Contribution) -> None:
    picture = _a_picture(one, PNG, "image/png")
    whole = _get(desk, reverse("picture", args=[one.bulletin.slug, picture.pk, "whole"]))
    assert (whole.headers["Content-Type"], whole.bytes) == ("image/png", PNG)
    assert whole.headers["Content-Disposition"].startswith("inline")
    small = _get(desk, reverse("picture", args=[one.bulletin.slug, picture.pk, "small"]))
    assert (small.headers["Content-Type"], small.bytes) == ("image/jpeg", JPEG)
    assert small.headers["Content-Security-Policy"].startswith("default-src 'none'; sandbox")


def test_what_only_calls_itself_a_picture_is_a_download(desk: Client, one: Contribution) -> None:
    picture = _a_picture(one, EVIL, "image/png")
    answer = _get(desk, reverse("picture", args=[one.bulletin.slug, picture.pk, "whole"]))
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_bytes_that_are_not_in_the_vault_are_not_found(desk: Client, one: Contribution) -> None:
    for sha256 in ("0" * 64, "../../../etc/passwd"):
        file = File.objects.create(
            contribution=one, sha256=sha256, size=1, position=one.files.count()
        )
        answer = _get(desk, reverse("file", args=[one.bulletin.slug, file.pk]))
        assert answer.status_code == 404


def test_files_are_for_the_desk_and_the_unit_they_came_from(
    bulletin: Bulletin, one: Contribution
) -> None:
    address = _a_file(one, "来稿.docx", b"x")
    shown = _a_picture(one, PNG, "image/png")
    picture = reverse("picture", args=[bulletin.slug, shown.pk, "small"])
    raw = reverse("raw_message", args=[bulletin.slug, one.pk])
    other = a_bulletin("other", "另一家")
    units = {unit.name: unit for unit in bulletin.units.all()}
    expected = [
        (a_person(Role.EDITOR, bulletin), 200),
        (a_person(Role.CONTRIBUTOR, bulletin, unit=units["青石分公司"], name="own"), 200),
        (a_person(Role.CONTRIBUTOR, bulletin, unit=units["南坪矿业"], name="else"), 403),
        (a_person(Role.READER, bulletin), 403),
        (a_person(Role.ADMINISTRATOR, bulletin), 403),
        (a_person(Role.EDITOR, other), 404),
        (a_person(None), 404),
    ]
    for person, status in expected:
        client = _signed_in(person)
        found = [_get(client, each).status_code for each in (address, picture, raw)]
        assert found == [status] * 3, str(person)
    assert _get(Client(), address).status_code == 302


def test_a_file_is_not_reached_through_another_bulletin(one: Contribution) -> None:
    other = a_bulletin("other", "另一家")
    client = _signed_in(a_person(Role.EDITOR, other))
    address = _a_file(one, "来稿.docx", b"x").replace(one.bulletin.slug, other.slug)
    assert _get(client, address).status_code == 404


def test_a_piece_does_not_open_the_mail_it_came_in(bulletin: Bulletin) -> None:
    units = {unit.name: unit for unit in bulletin.units.all()}
    whole = an_arrival(bulletin, "divided", unit=units["青石分公司"])
    piece = Contribution.objects.create(
        bulletin=bulletin,
        raw=whole.raw,
        piece=1,
        parent=whole,
        channel="divided",
        unit=units["南坪矿业"],
    )
    client = _signed_in(a_person(Role.CONTRIBUTOR, bulletin, unit=units["南坪矿业"]))
    address = reverse("raw_message", args=[bulletin.slug, piece.pk])
    assert _get(client, address).status_code == 403
    assert _get(_signed_in(a_person(Role.EDITOR, bulletin)), address).status_code == 200
