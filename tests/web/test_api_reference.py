"""docs/api.md is what the desk serves, no more and no less."""

from __future__ import annotations

from pathlib import Path

from jianbao.web.api.reference import reference

PAGE = Path(__file__).parents[2] / "docs" / "api.md"


def test_the_page_is_made_from_the_api_that_stands() -> None:
    assert PAGE.read_text("utf-8") == reference()


def test_every_link_of_the_page_leads_to_a_shape_of_it() -> None:
    import re

    text = reference()
    headings = {name.lower() for name in re.findall(r"^### (\w+)$", text, re.MULTILINE)}
    assert set(re.findall(r"\]\(#(\w+)\)", text)) <= headings
    assert "any" not in re.findall(r"^- `\w+`: (\w+)$", text, re.MULTILINE)
