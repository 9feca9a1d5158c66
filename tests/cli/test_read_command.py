from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from jianbao.cli.exits import Exit
from jianbao.cli.targets import stems
from jianbao.document.interchange import from_json
from jianbao.document.text_form import parse_text_form

from cli.cli_samples import ISSUE, JPEG, PLAIN

Run = Callable[..., "tuple[int, str, str]"]


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    path = tmp_path / "7.md"
    path.write_text(ISSUE, encoding="utf-8")
    return path


def test_reads_plain_text_into_the_text_form(run: Run, tmp_path: Path) -> None:
    (tmp_path / "7.txt").write_text(PLAIN, encoding="utf-8")
    code, out, _ = run("read", tmp_path / "7.txt")
    assert code == Exit.FINE
    masthead = parse_text_form(out).issue.masthead
    assert (masthead.title, masthead.year, masthead.number) == ("青江港务工作简报", 2024, 7)


def test_text_form_in_is_text_form_out(run: Run, issue: Path) -> None:
    code, out, err = run("read", issue)
    assert (code, err) == (Exit.FINE, "")
    assert parse_text_form(out).issue == parse_text_form(ISSUE).issue
    assert run("read", "-", stdin=out.encode()) == (code, out, "")


def test_rules_switched_off_in_the_text_survive(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(ISSUE.replace("岗位", "<!-- proof: off P101 -->\n\n岗位", 1), encoding="utf-8")
    assert "<!-- proof: off P101 -->" in run("read", path)[1]


def test_json_has_the_promised_names_and_tells_origins(run: Run, issue: Path) -> None:
    code, out, _ = run("read", issue, "--json")
    assert code == Exit.FINE
    printed = json.loads(out)
    assert list(printed) == ["issues", "problems", "origins"]
    assert [origin["element"] for origin in printed["origins"]] == ["issues[0]"]
    assert from_json(json.dumps(printed["issues"][0])) == parse_text_form(ISSUE).issue
    assert list(printed["issues"][0]) == [
        "schema",
        "masthead",
        "contents",
        "note",
        "sections",
        "imprint",
    ]
    assert printed["problems"] == []
    assert run("read", issue, "--format", "json")[1] == out


def test_json_of_reading_reads_back(run: Run, issue: Path) -> None:
    printed = run("read", issue, "--json")[1]
    assert run("read", "-", "--json", stdin=printed.encode())[1] == printed


def test_json_of_many_files_says_which(run: Run, issue: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"PK\x03\x04broken")
    code, out, err = run("read", issue, bad, "--json")
    assert code == Exit.UNREADABLE
    printed = json.loads(out)
    assert [entry["file"] for entry in printed["issues"]] == [str(issue)]
    assert [(entry["file"], entry["refused"]) for entry in printed["problems"]] == [
        (str(bad), True)
    ]
    assert err.splitlines()[0] == "2 个文件中有 1 个没有完成："


def test_text_of_many_issues_wants_a_folder(run: Run, issue: Path, tmp_path: Path) -> None:
    code, out, err = run("read", issue, issue.with_name("b.md"))
    assert (code, out) == (Exit.USAGE, "")
    assert err == ("jianbao: 2 期不能写进一个文本　提示：用 -o 文件夹/ 分别写出，或用 --json\n")
    two = {"issues": [json.loads(run("read", issue, "--json")[1])["issues"][0]] * 2}
    (tmp_path / "two.json").write_text(json.dumps(two))
    assert run("read", tmp_path / "two.json")[0] == Exit.USAGE
    assert run("read", tmp_path / "two.json", "-o", f"{tmp_path}/out/")[0] == Exit.FINE
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["two-1.md", "two-2.md"]


def test_a_folder_of_results_keeps_apart_files_of_one_name(
    run: Run, issue: Path, tmp_path: Path
) -> None:
    (tmp_path / "in" / "b").mkdir(parents=True)
    (tmp_path / "in" / "7.md").write_text(ISSUE, encoding="utf-8")
    (tmp_path / "in" / "b" / "7.txt").write_text(PLAIN, encoding="utf-8")
    (tmp_path / "in" / ".hidden.md").write_text(ISSUE, encoding="utf-8")
    (tmp_path / "in" / "notes.cfg").write_text("x", encoding="utf-8")
    assert run("read", tmp_path / "in", issue, "-o", f"{tmp_path}/out/")[0] == Exit.FINE
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["7.md", "7_2.md", "7_3.md"]


def test_no_name_of_a_result_is_given_twice() -> None:
    files = ["7.md", "7_2.md", "b/7.md", "-", "issue.md"]
    assert list(stems(files).values()) == ["7", "7_2", "7_3", "issue", "issue_2"]


def test_globs_are_matched_by_the_command_itself(run: Run, issue: Path) -> None:
    assert run("read", issue.with_name("*.md")) == run("read", issue)
    code, _, err = run("read", issue.with_name("*.docx"))
    assert code == Exit.UNREADABLE
    assert err.startswith(f"jianbao: {issue.with_name('*.docx')}: 没有这个文件")


def test_what_follows_two_dashes_is_a_file(
    run: Run, issue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(issue.parent)
    Path("-x.md").write_text(ISSUE, encoding="utf-8")
    assert run("read", "--json", "--", "-x.md") == run("read", issue, "--json")
    assert run("read", "-x.md")[0] == Exit.USAGE


def test_an_empty_folder_is_a_mistake(run: Run, tmp_path: Path) -> None:
    code, _, err = run("read", tmp_path)
    assert code == Exit.USAGE
    assert "文件夹里没有可读的文件" in err


def test_a_file_that_is_missing_is_reported_and_does_not_stop_the_others(
    run: Run, issue: Path, tmp_path: Path
) -> None:
    code, _, err = run("read", tmp_path / "none.md", issue, "-o", f"{tmp_path}/out/")
    assert code == Exit.UNREADABLE
    assert (tmp_path / "out" / "7.md").exists()
    assert err.splitlines() == [
        "2 个文件中有 1 个没有完成：",
        f"jianbao: {tmp_path / 'none.md'}: 没有这个文件",
    ]


def test_a_refused_file_says_why_in_a_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    code, out, err = run("read", tmp_path / "empty.txt")
    assert (code, out) == (Exit.UNREADABLE, "")
    assert err.splitlines()[-1] == f"jianbao: {tmp_path / 'empty.txt'}: 文件中没有可读的文字。"


def test_why_a_file_cannot_be_read_is_said_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"")
    for words in ((), ("-o", f"{tmp_path}/out/")):
        code, _, err = run("read", tmp_path / "a.md", *words)
        assert (code, err.count("文件中没有可读的文字")) == (Exit.UNREADABLE, 1)


def test_output_that_cannot_be_written_has_its_own_code(
    run: Run, issue: Path, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    code, _, err = run("read", issue, "-o", tmp_path / "taken" / "x.md")
    assert code == Exit.UNWRITABLE
    assert err.count("\n") == 1


def test_a_source_is_never_overwritten(run: Run, issue: Path) -> None:
    code, _, err = run("read", issue, "-o", issue)
    assert (code, issue.read_text("utf-8")) == (Exit.USAGE, ISSUE)
    assert "盖掉原文件" in err


@pytest.mark.parametrize(
    "words",
    [
        ("read", "broken.json", "-o", "broken.json"),
        ("read", "7.md", "b/broken.json", "--json", "-o", "b/"),
        ("read", "7.md", "broken.json", "--json", "-o", "broken.json"),
        ("facts", "7.md", "broken.json", "-o", "broken.json"),
        ("proof", "7.md", "broken.json", "-o", "broken.json"),
        ("proof", "7.md", "--fix", "-o", "7.md"),
        ("shorten", "7.md", "--to", "20", "--json", "-o", "7.md"),
        ("volume", "7.md", "broken.json", "-o", "broken.json"),
        ("profile", "learn", "7.md", "broken.json", "-o", "broken.json"),
        ("typeset", "7.md", "b/7.md", "--format", "md", "-o", "b/"),
    ],
)
def test_no_command_writes_over_what_it_reads(
    run: Run, issue: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    folder = issue.parent
    monkeypatch.chdir(folder)
    (folder / "b").mkdir()
    for name in ("broken.json", "b/broken.json"):
        (folder / name).write_text("{}")
    (folder / "b" / "7.md").write_text(PLAIN, encoding="utf-8")
    files = [path for path in folder.rglob("*.*") if path.is_file()]
    before = {path: path.read_bytes() for path in files}
    code, _, err = run(*words)
    assert {path: path.read_bytes() for path in files} == before
    assert code in {Exit.USAGE, Exit.UNREADABLE}
    assert "盖掉原文件" in err


def test_pictures_are_written_beside_the_text_and_found_again(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "a.md"
    source.write_text(ISSUE + "\n![泊位](照片.jpg)\n", encoding="utf-8")
    (tmp_path / "照片.jpg").write_bytes(JPEG)
    target = tmp_path / "out" / "b.md"
    assert run("read", source, "-o", target)[0] == Exit.FINE
    assert (tmp_path / "out" / "b.pictures" / "照片.jpg").read_bytes() == JPEG
    assert "![泊位](b.pictures/照片.jpg)" in target.read_text("utf-8")


def test_pictures_of_one_name_stay_apart(run: Run, tmp_path: Path) -> None:
    for folder in "ab":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.jpg").write_bytes(JPEG + folder.encode())
    text = f"{ISSUE}\n![甲](a/x.jpg)\n\n![乙](b/x.jpg)\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    run("read", tmp_path / "a.md", "-o", tmp_path / "out" / "b.md")
    written = {path.name: path.read_bytes() for path in (tmp_path / "out/b.pictures").iterdir()}
    assert written == {"x.jpg": JPEG + b"a", "2-x.jpg": JPEG + b"b"}


def test_pictures_of_several_issues_in_one_json_stay_apart(run: Run, tmp_path: Path) -> None:
    for folder in "ab":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.jpg").write_bytes(JPEG + folder.encode())
        text = f"{ISSUE}\n![甲](x.jpg)\n"
        (tmp_path / folder / "7.md").write_text(text, encoding="utf-8")
    target = tmp_path / "all.json"
    assert run("read", tmp_path / "a", tmp_path / "b", "-o", target)[0] == Exit.FINE
    named = [
        picture["file"]
        for issue in json.loads(target.read_bytes())["issues"]
        for picture in issue["sections"][1]["items"][0]["pictures"]
    ]
    assert named == ["all.pictures/x.jpg", "all.pictures/2/x.jpg"]
    assert [(tmp_path / name).read_bytes() for name in named] == [JPEG + b"a", JPEG + b"b"]


@pytest.mark.parametrize(
    "name", ["../secret.jpg", "/etc/hostname", "link.jpg", "sub/../x.jpg", "a.md"]
)
def test_no_picture_is_taken_from_outside_the_folder(run: Run, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "secret.jpg").write_bytes(JPEG)
    (folder / "x.jpg").write_bytes(JPEG)
    (folder / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    (folder / "a.md").write_text(f"{ISSUE}\n![x]({name})\n", encoding="utf-8")
    code, _, err = run("read", folder / "a.md", "-o", tmp_path / "out" / "b.md")
    assert code == Exit.FINE
    assert f"找不到图片 {name}" in err
    assert not (tmp_path / "out" / "b.pictures").exists()


def test_a_profile_that_is_none_is_a_mistake(run: Run, issue: Path, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text("title = 3")
    code, _, err = run("read", issue, "--profile", tmp_path / "p.toml")
    assert code == Exit.USAGE
    assert "不是刊物档案" in err


def test_processes_give_what_one_gives(run: Run, tmp_path: Path) -> None:
    for number in range(3):
        text = ISSUE.replace("number: 7", f"number: {number + 1}")
        (tmp_path / f"{number}.md").write_text(text, encoding="utf-8")
    one = run("read", tmp_path, "--json")
    assert run("read", tmp_path, "--json", "-j", "2") == one
    assert [issue["masthead"]["number"] for issue in json.loads(one[1])["issues"]] == [1, 2, 3]


def test_standard_input_is_read_whatever_the_number_of_processes(run: Run, issue: Path) -> None:
    code, out, _ = run("read", "-", issue, "--json", "-j", "2", stdin=issue.read_bytes())
    assert code == Exit.FINE
    assert [entry["file"] for entry in json.loads(out)["issues"]] == ["-", str(issue)]


def test_a_negative_number_of_processes_is_a_mistake(run: Run, issue: Path) -> None:
    assert run("read", issue, "--jobs=-1")[0] == Exit.USAGE
