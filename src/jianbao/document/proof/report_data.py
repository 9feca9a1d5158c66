"""Findings for programs: as the promised JSON, and as SARIF 2.1.0."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from jianbao import __version__
from jianbao.document.proof.finding import Finding
from jianbao.document.proof.register import RULES
from jianbao.document.proof.rule import Rule

_LEVELS = {"error": "error", "warning": "warning", "advice": "note"}
SARIF_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def findings_as_data(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Give findings as JSON objects: code, severity, message, item, start, end, text, fix.

    `element`, the path of a text outside the items, stands beside the promised names.
    """
    order = ("code", "severity", "message", "item", "start", "end", "text", "fix", "element")
    return [{name: getattr(finding, name) for name in order} for finding in findings]


def report_json(findings: Iterable[Finding]) -> str:
    """Write findings as JSON: `{"findings": [{"code", "severity", …}]}`."""
    encoded = msgspec.json.encode({"findings": findings_as_data(findings)})
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def report_sarif(found: Mapping[str, Sequence[Finding]], *, language: str = "zh") -> str:
    """Write the findings of files, by name, as one SARIF 2.1.0 log.

    A place is told as a logical location (the item or the path of the element) with offsets in
    its properties: a file of Word or PDF has no lines that a region could name.
    """
    used = sorted({finding.code for findings in found.values() for finding in findings})
    rules = [rule for rule in RULES if rule.code in used]
    index = {rule.code: place for place, rule in enumerate(rules)}
    driver = {
        "name": "jianbao",
        "version": __version__,
        "rules": [_described(rule, language) for rule in rules],
    }
    results = [
        _result(finding, file, index) for file, findings in found.items() for finding in findings
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(log), indent=2).decode() + "\n"


def _described(rule: Rule, language: str) -> dict[str, Any]:
    says = rule.summary(language)
    wrong, right = ("Wrong", "Right") if language == "en" else ("错例", "正例")
    text = f"{rule.source}\n{wrong}: {rule.wrong}\n{right}: {rule.right}"
    examples = ((wrong, rule.wrong), (right, rule.right))
    listed = "\n".join(f"- {label}: `{_one_line(example)}`" for label, example in examples)
    return {
        "id": rule.code,
        "name": rule.slug,
        "shortDescription": {"text": says},
        "fullDescription": {"text": f"{says}（{rule.source}）"},
        "help": {"text": text, "markdown": f"{rule.source}\n\n{listed}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity], "enabled": rule.on},
        "properties": {"source": rule.source, "fixable": rule.fixable},
    }


def _one_line(text: str) -> str:
    return text.replace("\n", " ⏎ ").replace("`", "'")


def _result(finding: Finding, file: str, index: Mapping[str, int]) -> dict[str, Any]:
    location: dict[str, Any] = {
        "logicalLocations": [{"fullyQualifiedName": finding.item or finding.element or "issue"}]
    }
    if file:
        location["physicalLocation"] = {"artifactLocation": {"uri": file}}
    place = {"start": finding.start, "end": finding.end, "text": finding.text, "fix": finding.fix}
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [location],
        "properties": place,
    }
    if finding.code in index:
        result["ruleIndex"] = index[finding.code]
    return result
