from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from jianbao.cli import reference
from jianbao.cli.commands import COMMANDS
from jianbao.cli.exits import Exit
from jianbao.document.interchange import json_schema
from jianbao.document.profile import parse_profile
from jianbao.document.text_form import parse_text_form

from cli.cli_samples import ISSUE

Run = Callable[..., "tuple[int, str, str]"]
DOCS = Path(__file__).resolve().parents[2] / "docs" / "commands.md"
PROFILE = """\
title = "青江港务工作简报"
department = "办公室"
last_year = 2024
last_number = 7
last_running_number = 31
[[sections]]
title = "港区动态"
subsections = ["东港篇"]
"""


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    path = tmp_path / "7.md"
    path.write_text(ISSUE, encoding="utf-8")
    return path


def test_the_documentation_is_in_step() -> None:
    assert DOCS.read_text("utf-8") == reference.reference()


def test_the_documentation_names_every_command() -> None:
    heads = [line[3:] for line in DOCS.read_text("utf-8").splitlines() if line.startswith("## j")]
    assert heads == [f"jianbao {command.name}" for command in COMMANDS]


def test_schema(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("schema")
    assert (code, json.loads(out)) == (Exit.FINE, json.loads(json.dumps(json_schema())))
    assert run("schema", "-o", tmp_path / "s.json") == (Exit.FINE, "", "")
    assert (tmp_path / "s.json").read_text("utf-8") == out


def test_new_is_the_next_issue_and_empty(run: Run, tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text(PROFILE, encoding="utf-8")
    words = ("new", "--profile", tmp_path / "b.toml", "--date", "2024-08-02")
    code, out, _ = run(*words)
    assert code == Exit.FINE
    begun = parse_text_form(out).issue
    masthead = begun.masthead
    assert (masthead.year, masthead.number, masthead.running_number) == (2024, 8, 32)
    assert [section.title for section in begun.sections] == ["港区动态"]
    assert list(begun.items()) == []
    target = tmp_path / "8.md"
    assert run(*words, "-o", target)[0] == Exit.FINE
    assert target.read_text("utf-8") == out
    code, _, err = run(*words, "-o", target)
    assert code == Exit.UNWRITABLE
    assert "已经存在" in err


def test_new_refuses_what_is_no_date(run: Run) -> None:
    assert run("new", "--date", "2024-13-01")[0] == Exit.USAGE


def test_profile_learn(run: Run, issue: Path, tmp_path: Path) -> None:
    assert run("profile", "learn", issue, "-o", tmp_path / "b.toml")[0] == Exit.FINE
    learnt = parse_profile((tmp_path / "b.toml").read_text("utf-8"))
    assert (learnt.title, learnt.last_number) == ("青江港务工作简报", 7)
    assert run("profile", "learn", tmp_path / "none.md")[0] == Exit.UNREADABLE


def test_diff_tells_by_its_exit_code(run: Run, issue: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.md"
    other.write_text(ISSUE.replace("3小时", "4小时"), encoding="utf-8")
    assert run("diff", issue, issue)[0] == Exit.FINE
    code, out, _ = run("diff", issue, other)
    assert code == Exit.FINDINGS
    assert "\x1b" not in out
    code, out, _ = run("diff", issue, "-", "--json", stdin=other.read_bytes())
    assert code == Exit.FINDINGS
    assert len(json.loads(out)["changed"]) == 1


def test_diff_wants_one_issue_on_each_side(run: Run, issue: Path, tmp_path: Path) -> None:
    one = json.loads(run("read", issue, "--json")[1])["issues"][0]
    (tmp_path / "two.json").write_text(json.dumps({"issues": [one, one]}))
    code, _, err = run("diff", issue, tmp_path / "two.json")
    assert code == Exit.USAGE
    assert "2 期" in err


def test_facts_have_the_promised_names(run: Run, issue: Path) -> None:
    code, out, _ = run("facts", issue, "--json")
    assert code == Exit.FINE
    first = json.loads(out)["items"][0]
    assert list(first)[:2] == ["id", "text"]
    quantities = [(q["text"], q["value"], q["unit"], q["approx"]) for q in first["quantities"]]
    assert quantities == [("3小时", 3, "小时", ""), ("50个", 50, "个", "")]
    assert first["dates"] == [{"text": "6月28日", "iso": "2024-06-28"}]
    assert "东港公司" in first["orgs"]
    assert first["persons"] == ["周砚清"]
    assert "周砚清" in run("facts", issue)[1]


def test_facts_by_model_need_the_model(
    run: Run, issue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jianbao.cli.facts.names_installed", lambda: False)
    code, out, err = run("facts", issue, "--names")
    assert (code, out) == (Exit.MISSING_TOOL, "")
    assert err.endswith("提示：pip install jianbao[names]\n")


def test_facts_of_many_files_say_which(run: Run, issue: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.md"
    shutil.copy(issue, other)
    _, out, _ = run("facts", issue, other, "--json")
    assert {entry["file"] for entry in json.loads(out)["items"]} == {str(issue), str(other)}


def test_shorten_keeps_to_the_limit_and_says_where_it_cannot(run: Run, issue: Path) -> None:
    code, out, _ = run("shorten", issue, "--to", "20", "--json")
    entries = json.loads(out)["items"]
    assert code == Exit.FINE
    assert all(len(entry["shortened"]) <= 20 and entry["fits"] for entry in entries)
    code, out, err = run("shorten", issue, "--to", "5")
    assert code == Exit.FINDINGS
    assert "仍有" in err
    assert parse_text_form(out).issue.masthead.number == 7


def test_shorten_one_item(run: Run, issue: Path) -> None:
    code, out, _ = run("shorten", issue, "--to", "20", "--item", "i01")
    assert code == Exit.FINE
    before, after = (
        list(parse_text_form(ISSUE).issue.items()),
        list(parse_text_form(out).issue.items()),
    )
    assert len(after[0].text) <= 20
    assert after[1] == before[1]
    assert run("shorten", issue, "--to", "20", "--item", "i99")[0] == Exit.USAGE
    assert run("shorten", issue, "--to", "0")[0] == Exit.USAGE
    assert run("shorten", issue)[0] == Exit.USAGE


def test_doctor_says_what_is_here(run: Run) -> None:
    code, out, _ = run("doctor", "--json")
    checks = json.loads(out)["checks"]
    assert code == Exit.FINE
    assert [check["name"] for check in checks if check["needed"]] == ["Python", "自带字体"]
    assert all(check["gives"] for check in checks if not check["needed"])
    assert len(run("doctor")[1].splitlines()) == len(checks)


def test_doctor_fails_where_something_needed_is_missing(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jianbao.cli.doctor.sys.version_info", (3, 10, 0))
    code, out, _ = run("doctor")
    assert code == Exit.FINDINGS
    assert out.startswith("✗ Python")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["jianbao", "typ"], "typeset"),
        (["jianbao", "profile", "l"], "learn"),
        (["jianbao", "typeset", "a.md", "--format", ""], "pdf docx html md txt json"),
        (["jianbao", "proof", "--fi"], "--fix"),
        (["jianbao", "completion", "z"], "zsh"),
    ],
)
def test_completion_of_bash(run: Run, tmp_path: Path, typed: list[str], offered: str) -> None:
    script = tmp_path / "completion.bash"
    script.write_text(run("completion", "bash")[1], encoding="utf-8")
    words = " ".join(f"'{word}'" for word in typed)
    asked = f"COMP_WORDS=({words}); COMP_CWORD={len(typed) - 1}; _jianbao"
    asked = f". {script}; {asked}; echo ${{COMPREPLY[*]}}"
    done = subprocess.run(["bash", "-c", asked], capture_output=True, check=True, cwd=tmp_path)
    assert (done.stdout.decode().strip(), done.stderr) == (offered, b"")


def test_completion_of_other_shells_names_every_command(run: Run) -> None:
    assert run("completion", "zsh")[1].startswith("autoload -U +X bashcompinit")
    lines = run("completion", "fish")[1].splitlines()
    for command in COMMANDS:
        word = command.name.split()[-1]
        assert any(f"-a {word} " in line for line in lines)


@pytest.mark.parametrize("name", ["diff", "rules", "doctor", "shorten", "facts"])
def test_the_names_of_the_json_are_documented(run: Run, issue: Path, name: str) -> None:
    words = {"diff": (issue, issue), "shorten": (issue, "--to", "50"), "facts": (issue,)}
    printed = json.loads(run(name, *words.get(name, ()), "--json")[1])
    shapes = DOCS.read_text("utf-8").split("## JSON", 1)[1].split("## jianbao", 1)[0]
    shape = shapes[shapes.index(f"\n{name} ") :]
    documented = shape.split("\n\n")[0].split('"')[1::2]
    names = list(printed)
    if isinstance(printed[names[0]], list) and name != "diff":
        names += list(printed[names[0]][0])
    assert [name for name in names if name not in documented] == []


def test_a_booklet_of_what_was_typeset(run: Run, issue: Path, tmp_path: Path) -> None:
    import pypdfium2

    assert run("typeset", issue, "-o", tmp_path / "7.pdf")[0] == Exit.FINE
    assert run("booklet", tmp_path / "7.pdf", "-o", tmp_path / "a3.pdf") == (Exit.FINE, "", "")
    booklet = pypdfium2.PdfDocument((tmp_path / "a3.pdf").read_bytes())
    assert (len(booklet) % 2, round(booklet[0].get_width() / 72 * 25.4)) == (0, 420)
    booklet.close()
    code, _, err = run("booklet", issue, "-o", tmp_path / "b.pdf")
    assert (code, (tmp_path / "b.pdf").exists()) == (Exit.UNREADABLE, False)
    assert "拼不成小册子" in err
