"""Joins what proofreading reports of many issues into one text, one JSON or one SARIF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jianbao.cli.printing import entry, issue_numbers, json_bytes
from jianbao.cli.words import language, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jianbao.cli.proof import Proofed


def reported(
    done: Sequence[Proofed], form: str, *, many: bool, colour: bool, fixing: bool
) -> str | bytes:
    """Give the report of a whole run; with `fixing` it tells what was put right as well."""
    if form == "json":
        return json_bytes(_json(done, many=many, fixing=fixing))
    if form == "sarif":
        return _sarif(done)
    return "".join(_text(done, many=many, colour=colour, fixing=fixing))


def _json(done: Sequence[Proofed], *, many: bool, fixing: bool) -> dict[str, Any]:
    from jianbao.document.proof import findings_as_data

    report: dict[str, Any] = {"findings": []}
    if fixing:
        report["fixed"] = []
    for one in done:
        file = one.opened.name if many else None
        for number, findings in issue_numbers(one.findings):
            report["findings"] += [entry(f, file, number) for f in findings_as_data(findings)]
        if fixing:
            report["fixed"] += [entry(f, file) for f in findings_as_data(one.fixed)]
    return report


def _sarif(done: Sequence[Proofed]) -> str:
    from jianbao.document.proof import report_sarif

    found = {
        one.opened.name: [finding for findings in one.findings for finding in findings]
        for one in done
    }
    return report_sarif(found, language=language())


def _text(done: Sequence[Proofed], *, many: bool, colour: bool, fixing: bool) -> Iterator[str]:
    from jianbao.document.proof import report_text

    for one in done:
        if many:
            yield f"== {one.opened.name}\n"
        for number, (issue, findings) in issue_numbers(
            list(zip(one.issues, one.findings, strict=True))
        ):
            if number is not None:
                yield say(f"-- 第 {number} 份\n", f"-- issue {number}\n")
            yield report_text(issue, findings, language=language(), colour=colour)
        if fixing:
            yield say(f"已改正 {len(one.fixed)} 处\n", f"{len(one.fixed)} put right\n")
