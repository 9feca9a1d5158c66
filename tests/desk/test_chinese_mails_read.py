"""Mails as China's offices label them, from raw bytes to the contribution: ten of ten."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from desk.intake_samples import a_desk, received
from jianbao.desk import vault
from jianbao.desk.actions.reading import read_contribution
from jianbao.document.read.confined import Workshop
from post.mail_samples import BODY, DOCX, SAMPLES

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with Workshop() as opened:
        yield opened


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_every_charset_reaches_the_inbox_whole(name: str, workshop: Workshop) -> None:
    make: Callable[[], bytes] = SAMPLES[name]
    piece = received(make(), a_desk())
    assert read_contribution(piece.pk, workshop)
    piece.refresh_from_db()
    assert piece.state == "waiting"
    whole = "\n".join((piece.headline, *piece.paragraphs, piece.cover))
    assert BODY.rstrip("。") in whole
    assert "\ufffd" not in f"{whole}{piece.subject}"
    assert "钟玥喆" in piece.subject + piece.headline
    stored = [vault.read_stored(file.sha256) for file in piece.files.all()]
    assert DOCX in stored or not stored
