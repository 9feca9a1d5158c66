"""Proofreading: an issue and a house style in, findings out. Like a linter for bulletins."""

from jianbao.document.proof.finding import Finding
from jianbao.document.proof.mend import fix
from jianbao.document.proof.proofread import proofread
from jianbao.document.proof.register import RULES
from jianbao.document.proof.rule import Rule

__all__ = ["RULES", "Finding", "Rule", "fix", "proofread"]
