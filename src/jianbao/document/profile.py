"""A series profile: what is known of a bulletin before an issue is opened (`bulletin.toml`).

It sharpens reading and proofing and is never required by either.
"""

from __future__ import annotations

import tomllib

import msgspec
import tomli_w


class SectionProfile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """栏目 of the series: other spellings, its usual groups, the longest item it wants.

    `cues` are words that tell composing that a text belongs here (劳务协作, 青年论坛).
    """

    title: str
    aliases: tuple[str, ...] = ()
    subsections: tuple[str, ...] = ()
    item_length: int | None = None  # characters, the section's budget for one item
    cues: tuple[str, ...] = ()


class UnitProfile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """单位 by the name the bulletin prints, and every other form seen."""

    name: str
    aliases: tuple[str, ...] = ()


class HouseStyle(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the proofreader is told by the house. Words: `avoid` maps a word to what to print."""

    disable: tuple[str, ...] = ()  # rule codes switched off
    only: tuple[str, ...] = ()  # when given, the only rule codes switched on
    avoid: dict[str, str] = {}
    fixed_phrases: tuple[str, ...] = ()  # 固定表述, to be printed letter for letter
    item_length: int = 400  # characters; longer items are pointed out
    spaced_digits: bool | None = None  # a blank between Chinese and digits; None: be consistent


class Profile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """刊物 as a table of TOML. `last_number` and `last_running_number` let numbering be checked."""

    title: str = ""
    title_aliases: tuple[str, ...] = ()
    department: str = ""
    sections: tuple[SectionProfile, ...] = ()
    units: tuple[UnitProfile, ...] = ()
    people: tuple[str, ...] = ()
    distribution: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    submission_address: str = ""
    last_year: int | None = None
    last_number: int | None = None
    last_running_number: int | None = None
    last_date: str | None = None  # ISO
    style: HouseStyle = HouseStyle()


EMPTY = Profile()


class ProfileError(ValueError):
    """The TOML is not a profile; the message says which field and what was expected."""


def parse_profile(text: str) -> Profile:
    """Read a profile from TOML. Raises ProfileError with the field that does not fit."""
    try:
        return msgspec.convert(tomllib.loads(text), Profile)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ProfileError(str(error)) from error


def format_profile(profile: Profile) -> str:
    """Write a profile as TOML; `parse_profile` reads it back equal."""
    return tomli_w.dumps(msgspec.to_builtins(profile))
