from __future__ import annotations

import json

import pytest

from jianbao.document.proof import (
    RULES,
    proofread,
    report_json,
    report_sarif,
    report_text,
)

from document.proof.proof_sample import sample

MADE = sample("一号岸电箱ABC投用，会议进行了布署。\n@署名 （青江港务  柳明）")
FOUND = proofread(MADE.issue)


def test_text_shows_place_line_and_mark_in_columns() -> None:
    assert report_text(MADE.issue, FOUND).split("\n") == [
        "i01:16: 错误 W601 错别字：“布署”应为“部署”",
        "    一号岸电箱ABC投用，会议进行了布署。",
        "    " + " " * (13 * 2 + 3) + "^^^^ 改为 部署",
        "i01 byline: 警告 U706 署名中单位与姓名之间空一格",
        "    （青江港务  柳明）",
        "    " + " " * 10 + "^^ 改为 ␣",
        "共 2 处：错误 1，警告 1；可自动改正 2 处",
        "",
    ]


def test_text_speaks_english_and_paints() -> None:
    text = report_text(MADE.issue, FOUND[:1], language="en", colour=True)
    assert "\x1b[31merror\x1b[0m W601" in text
    assert text.endswith("1 found: error 1; 1 fixable\n")


def test_text_of_nothing() -> None:
    assert report_text(MADE.issue, ()) == "没有发现问题\n"


def test_text_is_harmless_on_a_terminal() -> None:
    made = sample("职工李\ue1a3\ue1a4获得表彰。")
    assert "\ue1a3" not in report_text(made.issue, proofread(made.issue))


def test_json_has_the_promised_names() -> None:
    findings = json.loads(report_json(FOUND))["findings"]
    promised = {
        "code": "W601",
        "severity": "error",
        "message": "错别字：“布署”应为“部署”",
        "item": "i01",
        "start": 16,
        "end": 18,
        "text": "布署",
        "fix": "部署",
    }
    assert findings[0] == {**promised, "element": ""}
    assert (findings[1]["item"], findings[1]["element"]) == (
        None,
        "sections[0].items[0].byline.raw",
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sarif_holds_what_its_schema_requires(language: str) -> None:
    log = json.loads(report_sarif({"issue.md": FOUND}, language=language))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "jianbao"
    assert [rule["id"] for rule in driver["rules"]] == ["U706", "W601"]
    for rule in driver["rules"]:
        assert rule["help"]["text"]
        assert "{" not in rule["shortDescription"]["text"]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        (location,) = result["locations"]
        assert location["physicalLocation"]["artifactLocation"] == {"uri": "issue.md"}
        assert location["logicalLocations"][0]["fullyQualifiedName"]


def test_every_rule_has_a_summary_without_blanks() -> None:
    assert [rule.code for rule in RULES if "{" in rule.summary() + rule.summary("en")] == []
