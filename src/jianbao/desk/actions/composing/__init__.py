"""自动起草: makes items of what came in for an issue, in a job, with the fate of each piece.

Nothing that stands is moved or altered; what was made can be taken back until somebody works on it.
"""

from jianbao.desk.actions.composing.asking import ask_for_draft, call_off_draft
from jianbao.desk.actions.composing.drafting import draft_issue
from jianbao.desk.actions.composing.taking_back import take_back_draft

__all__ = ["ask_for_draft", "call_off_draft", "draft_issue", "take_back_draft"]
