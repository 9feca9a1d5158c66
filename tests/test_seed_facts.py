"""The facts of the real issue against its gold: precision and recall of each kind, printed."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from jianbao.document.facts import ItemFacts, facts_of_issue
from jianbao.document.read.reader import read
from jianbao.language.names import load_finder

SEED = Path(
    os.environ.get("JIANBAO_SEED", Path(__file__).resolve().parents[1].parent / "shared" / "seed")
)
KINDS = ("quantities", "dates", "orgs", "persons")

pytestmark = [
    pytest.mark.seed,
    pytest.mark.skipif(not SEED.is_dir(), reason="the real issue is not at hand"),
]


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def stated(facts: ItemFacts) -> dict[str, set[Any]]:
    return {
        "quantities": {(plain(q.text), q.value, q.unit, q.approx) for q in facts.quantities},
        "dates": {(plain(d.text), d.iso) for d in facts.dates},
        "orgs": {plain(name) for name in facts.orgs},
        "persons": {plain(name) for name in facts.persons},
    }


def gold(entry: dict[str, Any]) -> dict[str, set[Any]]:
    return {
        "quantities": {
            (plain(q["text"]), q["value"], q["unit"], q["approx"]) for q in entry["quantities"]
        },
        "dates": {(plain(d["text"]), d["iso"]) for d in entry["dates"]},
        "orgs": set(entry["orgs"]),
        "persons": set(entry["persons"]),
    }


@pytest.fixture(scope="module", params=["rules", "model"])
def pairs(request: pytest.FixtureRequest) -> list[tuple[dict[str, set[Any]], dict[str, set[Any]]]]:
    names = load_finder() if request.param == "model" else None
    if request.param == "model" and names is None:
        pytest.skip("the extra jianbao[names] is not installed")
    data = (SEED / "chalco-2021-12.txt").read_bytes()
    (issue,) = read(data, name="chalco-2021-12.txt").issues
    wanted = json.loads((SEED / "facts.json").read_text("utf-8"))["items"]
    return [
        (stated(facts), gold(entry))
        for facts, entry in zip(facts_of_issue(issue, names=names), wanted.values(), strict=True)
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_precision_and_recall(
    pairs: list[tuple[dict[str, set[Any]], dict[str, set[Any]]]], kind: str
) -> None:
    right = sum(len(found[kind] & wanted[kind]) for found, wanted in pairs)
    precision = right / sum(len(found[kind]) for found, _ in pairs)
    recall = right / sum(len(wanted[kind]) for _, wanted in pairs)
    print(f"\n{kind}: P {precision:.3f}, R {recall:.3f}")  # noqa: T201 - the figure is the point
    assert precision >= 0.95
    assert recall >= 0.95
