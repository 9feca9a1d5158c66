"""Passwords of other servers, kept so that a copy of the database alone does not give them away."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class SealBroken(Exception):
    """Sealed with another secret key: the password has to be entered again."""


def seal(text: str) -> str:
    """Encrypt `text` under the desk's secret key."""
    return _fernet().encrypt(text.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """Give what was sealed. Raises SealBroken when the secret key is another."""
    try:
        return _fernet().decrypt(sealed.encode("ascii")).decode()
    except InvalidToken as error:
        raise SealBroken from error


def _fernet() -> Fernet:
    key = hashlib.sha256(b"jianbao.sealed:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
