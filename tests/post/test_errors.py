"""What a person is told of a mail server's fault, and what stays in the log."""

from __future__ import annotations

import pytest

from jianbao.post import errors


@pytest.mark.parametrize("kind", [errors.Unreachable, errors.Misunderstood])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_may_come_from_no_mail_server_is_not_read_aloud(
    kind: type[errors.PostError], language: str
) -> None:
    error = kind("b'SSH-2.0-OpenSSH_9.2 inner.yunling.example'")
    assert error.said(language) == kind().said(language)
    assert "OpenSSH" in error.detail


def test_the_words_of_a_mail_server_are_shown_without_the_marks_of_bytes() -> None:
    said = errors.Refused("b'[AUTHENTICATIONFAILED] Authentication failed.'").said("en")
    assert said.endswith("([AUTHENTICATIONFAILED] Authentication failed.)")
