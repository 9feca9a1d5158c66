from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from jianbao.cli.exits import Exit
from jianbao.document.text_form import parse_text_form

from cli.cli_samples import ISSUE, PLAIN

Run = Callable[..., "tuple[int, str, str]"]
DOUBLED = ISSUE.replace("把小事做细", "把把小事做细，，")
FIELDS = ["code", "severity", "message", "item", "start", "end", "text", "fix"]


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.md"
    path.write_text(DOUBLED, encoding="utf-8")
    return path


def found(printed: str) -> list[tuple[str, str]]:
    return [(finding["code"], finding["text"]) for finding in json.loads(printed)["findings"]]


def test_findings_are_told_and_the_exit_code_tells_too(run: Run, bad: Path) -> None:
    code, out, err = run("proof", bad)
    assert (code, err) == (Exit.FINDINGS, "")
    assert "，，" in out
    assert out.splitlines()[-1].startswith("共 ")


def test_json_has_the_promised_names_and_places(run: Run, bad: Path) -> None:
    code, out, _ = run("proof", bad, "--json")
    assert code == Exit.FINDINGS
    printed = json.loads(out)
    assert list(printed) == ["findings"]
    items = {item.id: item.text for item in parse_text_form(DOUBLED).issue.items()}
    inside = [finding for finding in printed["findings"] if finding["item"] is not None]
    assert inside
    for finding in printed["findings"]:
        assert list(finding)[: len(FIELDS)] == FIELDS
    for finding in inside:
        assert items[finding["item"]][finding["start"] : finding["end"]] == finding["text"]


def test_the_severity_that_fails_can_be_chosen(run: Run, bad: Path) -> None:
    assert run("proof", bad, "--fail-on", "never")[0] == Exit.FINE
    only = run("proof", bad, "--json", "--only", "S401,D309")[0]
    assert only == Exit.FINE


def test_rules_can_be_chosen_and_unknown_ones_are_a_mistake(run: Run, bad: Path) -> None:
    every = found(run("proof", bad, "--json")[1])
    code = every[0][0]
    assert {c for c, _ in found(run("proof", bad, "--json", "--only", code)[1])} == {code}
    left = found(run("proof", bad, "--json", "--off", code)[1])
    assert left == [finding for finding in every if finding[0] != code]
    assert run("proof", bad, "--off", "Z999")[0] == Exit.USAGE


def test_fix_writes_the_file_and_is_done_after_once(run: Run, bad: Path) -> None:
    _, out, _ = run("proof", bad, "--fix", "--json")
    printed = json.loads(out)
    assert list(printed) == ["findings", "fixed"]
    assert printed["fixed"]
    once = bad.read_text("utf-8")
    assert "，，" not in once
    assert json.loads(run("proof", bad, "--fix", "--json")[1])["fixed"] == []
    assert bad.read_text("utf-8") == once


def test_fix_leaves_a_file_alone_in_which_nothing_is_wrong(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "fine.md"
    text = ISSUE.replace("\n---\n", "\n---\n\n\n")  # a form that printing would not keep
    path.write_text(text, encoding="utf-8")
    assert json.loads(run("proof", path, "--fix", "--json", "--only", "P108")[1])["fixed"] == []
    assert path.read_text("utf-8") == text


def test_fix_in_a_pipe_gives_the_text_on_and_the_report_aside(run: Run) -> None:
    _, out, err = run("proof", "-", "--fix", stdin=DOUBLED.encode())
    assert "，，" not in out
    assert parse_text_form(out).issue.masthead.number == 7
    assert "已改正" in err


def test_fix_never_writes_over_a_file_of_another_form(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PLAIN.replace("把小事做细", "把小事做细，，"), encoding="utf-8")
    before = path.read_bytes()
    code, _, err = run("proof", path, "--fix")
    assert (code, path.read_bytes()) == (Exit.USAGE, before)
    assert "不能就地改写" in err
    run("proof", path, "--fix", "-o", tmp_path / "b.md")
    assert "，，" not in (tmp_path / "b.md").read_text("utf-8")


def test_fix_never_writes_over_a_file_whose_comments_it_would_lose(run: Run, bad: Path) -> None:
    text = DOUBLED + "\n<!-- 待核 -->\n"
    bad.write_text(text, encoding="utf-8")
    code, _, err = run("proof", bad, "--fix")
    assert (code, bad.read_text("utf-8")) == (Exit.USAGE, text)
    assert "批注" in err.splitlines()[-1]
    assert run("proof", bad, "--fix", "-o", bad.with_name("b.md"), "--fail-on", "never")[0] == 0


def test_what_the_text_switches_off_stays_off(run: Run, bad: Path) -> None:
    codes = {code for code, text in found(run("proof", bad, "--json")[1]) if "，" in text}
    assert codes
    comment = f"<!-- proof: off {' '.join(sorted(codes))} -->\n\n"
    bad.write_text(DOUBLED.replace("岗位练兵", f"{comment}岗位练兵", 1), encoding="utf-8")
    assert not codes & {
        code for code, text in found(run("proof", bad, "--json")[1]) if "，" in text
    }


def test_many_files_say_which(run: Run, bad: Path) -> None:
    other = bad.with_name("other.md")
    other.write_text(DOUBLED, encoding="utf-8")
    code, out, _ = run("proof", bad, other, "--json")
    assert code == Exit.FINDINGS
    assert {finding["file"] for finding in json.loads(out)["findings"]} == {str(bad), str(other)}
    assert run("proof", bad, other)[1].startswith(f"== {bad}\n")
    assert run("proof", bad, other, "-j", "2", "--json")[1] == out


def test_sarif_is_written_to_a_file(run: Run, bad: Path, tmp_path: Path) -> None:
    code, out, _ = run("proof", bad, "--format", "sarif", "-o", tmp_path / "p.sarif")
    assert (code, out) == (Exit.FINDINGS, "")
    log = json.loads((tmp_path / "p.sarif").read_text("utf-8"))
    assert log["version"] == "2.1.0"
    assert {
        r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for r in log["runs"][0]["results"]
    } == {str(bad)}


def test_rules_are_listed_and_explained(run: Run) -> None:
    from jianbao.document.proof import RULES

    code, out, _ = run("rules")
    assert code == Exit.FINE
    assert [line.split()[0] for line in out.splitlines()] == [rule.code for rule in RULES]
    rule = RULES[0]
    explained = run("rules", rule.slug)
    assert explained == run("rules", rule.code.lower())
    assert rule.wrong in explained[1]
    assert rule.source in explained[1]
    assert run("rules", "Z999")[0] == Exit.USAGE
    printed = json.loads(run("rules", "--json")[1])["rules"]
    assert [entry["code"] for entry in printed] == [rule.code for rule in RULES]
