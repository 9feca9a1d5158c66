"""Joins what proofreading reports of many issues into one text, one JSON or one SARIF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jianbao.cli.output import wants_colour
from jianbao.cli.printing import entry, issue_numbers, json_bytes
from jianbao.cli.words import language, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jianbao.cli.proof import Proofed
    from jianbao.document.proof.finding import Finding


def reported(done: Sequence[Proofed], form: str, *, many: bool, fixing: bool) -> bytes:
    """Give the report of a whole run; with `fixing` it tells what was put right as well."""
    if form == "json":
        return json_bytes(_json(done, many=many, fixing=fixing))
    if form == "sarif":
        return _sarif(done)
    return "".join(_text(done, many=many, fixing=fixing)).encode("utf-8", "replace")


def _json(done: Sequence[Proofed], *, many: bool, fixing: bool) -> dict[str, Any]:
    report: dict[str, Any] = {"findings": []}
    if fixing:
        report["fixed"] = []
    for one in done:
        file = one.opened.name if many else None
        for number, findings in issue_numbers(one.findings):
            report["findings"] += [entry(finding, file, number) for finding in findings]
        if fixing:
            report["fixed"] += [entry(finding, file) for finding in one.fixed]
    return report
