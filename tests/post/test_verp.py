"""Return addresses: what is made is read back, in any case, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.post.letter_fields import ascii_address
from jianbao.post.verp import return_address, token_in

BOX = "Bounce@yunling.example"


@given(st.text("0123456789abcdef", min_size=1, max_size=40))
def test_a_token_is_read_back_whatever_the_case(token: str) -> None:
    address = return_address(BOX, token)
    assert ascii_address(address) == address
    assert token_in(address.upper(), BOX) == token == token_in(f" {address} ", BOX.lower())


def test_it_looks_like_this() -> None:
    assert return_address("bounce@x.example", "ab12") == "bounce+ab12@x.example"
    assert return_address("a+b@x.example", "ab12") == "a+b+ab12@x.example"
    assert token_in("a+b+ab12@x.example", "a+b@x.example") == "ab12"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "bounce@yunling.example",
        "bounce+@yunling.example",
        "bounce+a b@yunling.example",
        "bounce+a+b@yunling.example",
        "other+ab12@yunling.example",
        "bounce+ab12@other.example",
        "xbounce+ab12@yunling.example",
        "bounce+" + "a" * 41 + "@yunling.example",
    ],
)
def test_what_is_none_has_no_token(address: str) -> None:
    assert token_in(address, BOX) == ""


@pytest.mark.parametrize(
    ("box", "token"), [("no address", "ab"), ("a@b", ""), ("a@b", "A"), ("@b", "a")]
)
def test_what_cannot_be_one_is_refused(box: str, token: str) -> None:
    with pytest.raises(ValueError, match="not fit"):
        return_address(box, token)
