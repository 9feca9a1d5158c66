"""Proofreading: an issue and a house style in, findings out. Like a linter for bulletins."""

from jianbao.document.proof.finding import Finding
from jianbao.document.proof.mend import fix
from jianbao.document.proof.proofread import proofread
from jianbao.document.proof.register import RULES
from jianbao.document.proof.report_data import findings_as_data, report_json, report_sarif
from jianbao.document.proof.report_text import report_text
from jianbao.document.proof.rule import Rule
from jianbao.document.proof.rule_book import rule_book

__all__ = [
    "RULES",
    "Finding",
    "Rule",
    "findings_as_data",
    "fix",
    "proofread",
    "report_json",
    "report_sarif",
    "report_text",
    "rule_book",
]
