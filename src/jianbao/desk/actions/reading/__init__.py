"""Bytes that arrived become texts, files and pictures that an editor can read and decide on."""

from jianbao.desk.actions.reading.contribution import read_contribution
from jianbao.desk.actions.reading.writing import READING_VERSION

__all__ = ["READING_VERSION", "read_contribution"]
