"""Joins what proofreading reports of many issues into one text, one JSON or one SARIF."""

from __future__ import annotations
