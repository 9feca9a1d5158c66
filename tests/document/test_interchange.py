"""The JSON of an issue: names that never change, and nothing lost."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings

from jianbao.document.interchange import InterchangeError, from_json, json_schema, to_json
from jianbao.document.model import Issue, Item, Section

from strategies import issues

VALIDATOR = jsonschema.Draft202012Validator(json_schema())
PROMISED = {
    "schema": "jianbao-issue/1",
    "masthead": {
        "title": "云岭党建", "year": 2021, "number": 12, "running_number": 12, "kind": "regular",
        "department": "党群工作部", "date": "2021-06-04",
    },
    "sections": [
        {
            "title": "厂区动态",
            "items": [
                {
                    "id": "i01", "kind": "brief", "title": None, "lead": None,
                    "paragraphs": ["甲。"],
                    "byline": {"units": ["一厂"], "people": ["李明远"], "raw": "（一厂 李明远）"},
                    "source": {"raw": "（新华社）"}, "pictures": [],
                }
            ],
            "subsections": [{"title": "先进", "items": []}],
        }
    ],
    "imprint": {
        "window": {"from": "2021-05-27", "to": "2021-06-03"}, "distribution": ["各厂"],
        "copies": ["集团"], "submission_address": "a@b.example",
    },
}  # fmt: skip


def _within(promised: object, given_: object) -> bool:
    if isinstance(promised, dict):
        assert isinstance(given_, dict)
        return all(key in given_ and _within(promised[key], given_[key]) for key in promised)
    if isinstance(promised, list):
        assert isinstance(given_, list)
        return len(promised) == len(given_) and all(map(_within, promised, given_))
    return promised == given_


def test_the_promised_names_go_in_and_come_out() -> None:
    written = json.loads(to_json(from_json(json.dumps(PROMISED))))
    assert _within(PROMISED, written)


@given(issues)
@settings(deadline=None, max_examples=100)
def test_json_gives_the_issue_back_and_fits_the_schema(issue: Issue) -> None:
    written = to_json(issue)
    assert from_json(written) == issue
    VALIDATOR.validate(json.loads(written))


def test_same_issue_same_bytes() -> None:
    issue = from_json(json.dumps(PROMISED))
    assert to_json(issue) == to_json(from_json(to_json(issue)))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{", "truncated"),
        (b'{"schema": "other/1"}', "schema"),
        (b'{"sections": [{"items": [{"paragraphs": ["a\\nb"]}]}]}', "one line"),
        (b'{"sections": [{"items": [{"paragraphs": [""]}]}]}', "empty"),
        (b'{"masthead": {"date": "2021-13-01"}}', "date"),
        (b"\xff", "utf-8|malformed"),
    ],
)
def test_what_is_no_issue_is_refused_with_its_place(data: bytes, said: str) -> None:
    with pytest.raises(InterchangeError, match=said):
        from_json(data)


def test_an_items_text_joins_title_lead_and_paragraphs() -> None:
    item = Item(title="题", lead="导语。", paragraphs=("一。", "二。"))
    assert item.text == "题导语。一。二。"
    assert list(Issue(sections=(Section(items=(item,)),)).items()) == [item]


def test_the_published_schema_is_in_step() -> None:
    published = Path(__file__).resolve().parents[2] / "docs" / "jianbao-issue-1.schema.json"
    assert json.loads(published.read_text(encoding="utf-8")) == json_schema()
