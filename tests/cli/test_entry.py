from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from jianbao import __version__
from jianbao.cli.commands import COMMANDS
from jianbao.cli.exits import MEANINGS, Exit

from cli.cli_samples import environment

Run = Callable[..., "tuple[int, str, str]"]


def test_overview_lists_every_command_and_both_languages(run: Run) -> None:
    code, out, err = run("--help")
    assert (code, err) == (Exit.FINE, "")
    listed = [line.split("  ")[1] for line in out.splitlines() if line.startswith("  ")]
    assert listed[: len(COMMANDS)] == [command.name for command in COMMANDS]
    assert "读入即排 · read, then typeset" in out


def test_no_words_show_the_overview(run: Run) -> None:
    assert run() == run("-h")


def test_version(run: Run) -> None:
    assert run("--version") == (Exit.FINE, f"jianbao {__version__}\n", "")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_has_help_with_examples_in_both_languages(
    run: Run, command: tuple[str, str, str, str], language: str
) -> None:
    name, _, zh, en = command
    code, out, err = run("--lang", language, *name.split(), "--help")
    assert (code, err) == (Exit.FINE, "")
    assert out.splitlines()[0] == (zh if language == "zh" else en)
    examples = out.split("Examples", 1)[1]
    assert f"jianbao {name}" in examples
    assert " · " in examples


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["xyzzy"], "jianbao: 没有“xyzzy”这个命令　提示：运行 jianbao --help 查看全部命令\n"),
        (["tpyeset"], "jianbao: 没有“tpyeset”这个命令　提示：是不是想用 jianbao typeset？\n"),
        (
            ["profile", "lern"],
            "jianbao: 没有“profile lern”这个命令　提示：是不是想用 jianbao profile learn？\n",
        ),
        (["schema", "--nope"], "jianbao: 多出了 --nope　提示：用法见 jianbao schema --help\n"),
        (["schema", "-o"], "jianbao: -o/--output 后面缺少值　提示：用法见 jianbao schema --help\n"),
        (["read"], "jianbao: 缺少 FILE　提示：用法见 jianbao read --help\n"),
        (
            ["read", "a", "-j", "x"],
            "jianbao: -j/--jobs 要一个整数，不能是 'x'　提示：用法见 jianbao read --help\n",
        ),
        (["--lang", "fr", "schema"], "jianbao: --lang 不认识“fr”　提示：可用 zh 或 en\n"),
        (
            ["read", "a", "--json", "--format", "md"],
            "jianbao: --json 与 --format md 矛盾　提示：只用其中一个\n",
        ),
    ],
)
def test_a_mistake_in_usage_is_one_line_with_a_hint(run: Run, words: list[str], line: str) -> None:
    assert run(*words) == (Exit.USAGE, "", line)


def test_a_choice_that_is_none_names_the_choices(run: Run) -> None:
    code, out, err = run("completion", "tcsh")
    assert (code, out) == (Exit.USAGE, "")
    assert "bash" in err
    assert err.count("\n") == 1


def test_mistakes_are_told_in_english_when_asked(run: Run) -> None:
    code, _, err = run("--lang=en", "read")
    assert code == Exit.USAGE
    assert err == (
        "jianbao: the following arguments are required: FILE  Hint: see jianbao read --help\n"
    )


@pytest.mark.parametrize(
    ("settings", "chinese"),
    [
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "en_GB.UTF-8"}, False),
        ({"LANG": "C"}, True),
        ({"LANG": "en_GB.UTF-8", "JIANBAO_LANG": "zh"}, True),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, True),
    ],
)
def test_language_comes_from_the_surroundings(
    run: Run, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], chinese: bool
) -> None:
    monkeypatch.delenv("JIANBAO_LANG")
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert ("命令" in run("--help")[1]) is chinese


def test_a_fault_is_one_line_and_a_traceback_on_demand(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jianbao.cli.overview.COMMANDS", None)
    code, out, err = run("--help")
    assert (code, out, err.count("\n")) == (Exit.FAULT, "", 1)
    assert "JIANBAO_DEBUG=1" in err
    monkeypatch.setenv("JIANBAO_DEBUG", "1")
    with pytest.raises(TypeError):
        run("--help")


def test_every_exit_code_is_explained_once() -> None:
    assert [code for code, _, _ in MEANINGS] == list(Exit)


def test_a_closed_pipe_is_quiet() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "jianbao", "schema"],
        stdout=writing,
        stderr=subprocess.PIPE,
        env=environment(),
        check=False,
        timeout=60,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (Exit.BROKEN_PIPE, b"")


def test_ctrl_c_ends_with_130_and_without_a_word(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object, __: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("jianbao.cli.read.open_file", interrupted)
    assert run("read", "-") == (Exit.INTERRUPTED, "", "")


def test_help_loads_neither_the_document_nor_rich() -> None:
    asked = (
        "import sys; from jianbao.cli import main; main(['--help']); "
        "print([name for name in ('rich', 'msgspec', 'argparse') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked],
        capture_output=True,
        env=environment(),
        check=False,
        timeout=60,
    )
    assert (done.stdout.splitlines()[-1], done.stderr) == (b"[]", b"")
