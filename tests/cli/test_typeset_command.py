from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from jianbao.cli import press_setting, typeset
from jianbao.cli.exits import Exit
from jianbao.document.interchange import from_json, to_json
from jianbao.document.text_form import parse_text_form
from jianbao.document.write.formats import FORMATS
from jianbao.document.write.pdf import THEMES

from cli.cli_samples import ISSUE, JPEG, PLAIN

Run = Callable[..., "tuple[int, str, str]"]


@pytest.fixture
def issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    typeset.press.cache_clear()
    path = tmp_path / "7.md"
    path.write_text(ISSUE, encoding="utf-8")
    return path


def test_options_offer_every_format_and_theme() -> None:
    choices = next(option.choices for option in typeset.OPTIONS if option.key == "form")
    assert {*choices, "wechat"} == set(FORMATS)
    assert press_setting.THEMES == THEMES


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("7.pdf", b"%PDF-"),
        ("7.docx", b"PK\x03\x04"),
        ("7.html", b"<!doctype html>"),
        ("8.md", b"---\njianbao: 1\n"),
        ("7.txt", "青江港务工作简报".encode()),
        ("7.json", b'{\n  "schema": "jianbao-issue/1"'),
    ],
)
def test_the_suffix_of_the_output_settles_the_format(
    run: Run, issue: Path, name: str, begins: bytes
) -> None:
    assert run("typeset", issue, "-o", f"out/{name}") == (Exit.FINE, "", "")
    assert Path("out", name).read_bytes().lstrip().startswith(begins)


def test_without_an_output_the_pdf_is_named_after_its_source(run: Run, issue: Path) -> None:
    assert run("typeset", issue) == (Exit.FINE, "7.pdf\n", "")
    assert "青江港务" in pypdfium2.PdfDocument("7.pdf")[0].get_textpage().get_text_range()


def test_what_was_printed_reads_back_whole(run: Run, issue: Path) -> None:
    for suffix in ("pdf", "docx", "html", "json"):
        run("typeset", issue, "-o", f"x.{suffix}")
        code, out, _ = run("read", f"x.{suffix}")
        assert (code, parse_text_form(out).issue) == (Exit.FINE, parse_text_form(ISSUE).issue)


def test_the_same_input_gives_the_same_bytes(run: Run, issue: Path) -> None:
    run("typeset", issue, "-o", "a.pdf")
    run("typeset", issue, "-o", "b.pdf")
    assert Path("a.pdf").read_bytes() == Path("b.pdf").read_bytes()


def test_wechat_is_a_fragment_of_html(run: Run, issue: Path) -> None:
    assert run("typeset", issue, "--wechat", "-o", "post.html")[0] == Exit.FINE
    assert "<section" in Path("post.html").read_text("utf-8")
    assert run("typeset", issue, "--wechat") == (Exit.FINE, "7.wechat.html\n", "")
    assert run("typeset", issue, "--wechat", "--format", "pdf")[0] == Exit.USAGE


def test_a_pipe_goes_to_standard_output(run: Run, issue: Path) -> None:
    code, out, _ = run("typeset", "-", "--format", "json", stdin=issue.read_bytes())
    assert code == Exit.FINE
    assert from_json(out) == parse_text_form(ISSUE).issue


def test_many_go_into_a_folder(run: Run, issue: Path) -> None:
    Path("b").mkdir()
    Path("b/8.txt").write_text(PLAIN, encoding="utf-8")
    code, out, _ = run("typeset", issue, "b", "-o", "out/", "--format", "txt", "-j", "2")
    assert (code, out) == (Exit.FINE, "out/7.txt\nout/8.txt\n")
    code, _, err = run("typeset", issue, "b", "-o", "one.pdf")
    assert code == Exit.USAGE
    assert "多期不能写进一个文件" in err


@pytest.mark.usefixtures("issue")
def test_several_issues_of_one_file_are_numbered(run: Run) -> None:
    one = json.loads(to_json(parse_text_form(ISSUE).issue))
    Path("two.json").write_text(json.dumps({"issues": [one, one]}))
    code, out, _ = run("typeset", "two.json", "--format", "txt")
    assert (code, out) == (Exit.FINE, "two-1.txt\ntwo-2.txt\n")


def test_a_character_that_no_font_has_is_named(run: Run, issue: Path) -> None:
    issue.write_text(ISSUE.replace("周砚清", "周😀清"), encoding="utf-8")
    code, _, err = run("typeset", issue)
    assert code == Exit.FINDINGS
    assert err.startswith(f"jianbao: {issue}: ")
    assert "U+1F600" in err
    assert err.count("\n") == 1
    assert run("typeset", issue, "--substitute")[0] == Exit.FINE


@pytest.mark.parametrize(
    "words",
    [
        ("--theme", "nothing"),
        ("--fonts", "nothing"),
        ("-o", "x.xyz"),
        ("--theme", ".", "--format", "docx"),
        ("--theme", "."),
    ],
)
def test_what_cannot_be_asked_for_is_a_mistake_in_one_line(
    run: Run, issue: Path, words: tuple[str, ...]
) -> None:
    code, out, err = run("typeset", issue, *words)
    assert (code, out, err.count("\n")) == (Exit.USAGE, "", 1)


def test_a_source_is_never_overwritten(run: Run, issue: Path) -> None:
    code, _, err = run("typeset", issue, "--format", "md")
    assert (code, issue.read_text("utf-8")) == (Exit.USAGE, ISSUE)
    assert "盖掉原文件" in err


def test_pictures_beside_the_text_are_printed(run: Run, issue: Path) -> None:
    issue.write_text(f"{ISSUE}\n![泊位](a.jpg)\n\n![无](gone.jpg)\n", encoding="utf-8")
    Path("a.jpg").write_bytes(JPEG)
    code, _, err = run("typeset", issue, "-o", "7.html")
    assert (code, err) == (Exit.FINE, "找不到图片 gone.jpg，版面中留空\n")
    assert "data:image/jpeg;base64," in Path("7.html").read_text("utf-8")


def test_text_beside_its_pictures_is_what_read_is_for(run: Run, issue: Path) -> None:
    issue.write_text(f"{ISSUE}\n![泊位](a.jpg)\n", encoding="utf-8")
    Path("a.jpg").write_bytes(JPEG)
    code, _, err = run("typeset", issue, "-o", "out/7.md")
    assert (code, err) == (Exit.FINE, "这种格式不带图片；用 jianbao read -o\n")


def test_a_volume_binds_issues_in_the_order_of_their_dates(run: Run, issue: Path) -> None:
    later = ISSUE.replace("number: 7", "number: 8").replace("2024-07-05", "2024-08-02")
    Path("1.md").write_text(f"{later}\n![x](p.jpg)\n", encoding="utf-8")
    Path("p.jpg").write_bytes(JPEG)
    assert run("volume", "1.md", issue, "-o", "v.pdf") == (Exit.FINE, "", "")
    pages = pypdfium2.PdfDocument("v.pdf")
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)
    assert text.index("2024年7月5日") < text.rindex("2024年8月2日")
    assert "合订本" in text


def test_a_volume_of_nothing_readable_is_not_written(run: Run, issue: Path) -> None:
    code, _, _ = run("volume", issue.with_name("none.md"), "-o", "v.pdf")
    assert (code, Path("v.pdf").exists()) == (Exit.UNREADABLE, False)
