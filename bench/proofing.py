"""Proofreading an eight-page issue with every rule, warm."""

from __future__ import annotations

from clock import of_call, show, take_turns
from jianbao.document.proof import proofread
from material import eight_pages


def main() -> None:
    """Print the table."""
    issue = eight_pages()
    proofread(issue)
    work = of_call(lambda: proofread(issue), times=5)
    show("proofread 8 pages, warm, CPU", take_turns({"jianbao (all rules)": work}))


if __name__ == "__main__":
    main()
