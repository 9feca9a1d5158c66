"""Gaps between runs: blanks where words stand apart, nothing where a line is merely loose."""

from __future__ import annotations

from jianbao.document.read.formats.layout.joining import join_runs
from jianbao.document.read.formats.layout.runs import BOLD, Run


def _line(*parts: tuple[str, float]) -> list[Run]:
    """Set texts of 10 points one after the other, each after a gap in em."""
    runs: list[Run] = []
    x = 0.0
    for text, gap in parts:
        x += 10 * gap
        width = sum(5.0 if character.isascii() else 10.0 for character in text)
        runs.append(Run(text=text, x0=x, x1=x + width, end=x + width, y=0.0, size=10.0))
        x += width
    return runs


def _joined(*parts: tuple[str, float]) -> str:
    return "".join(text for text, _ in join_runs(_line(*parts), 10.0))


def test_runs_that_touch_are_joined() -> None:
    assert _joined(("港务局", 0), ("召开会议", 0.05)) == "港务局召开会议"


def test_a_name_set_apart_from_its_unit_keeps_a_blank() -> None:
    assert _joined(("（安全环保部", 0), ("林望潮）", 0.25)) == "（安全环保部 林望潮）"


def test_a_loose_line_has_no_blanks() -> None:
    assert _joined(*((character, 0.25) for character in "港务局召开会议")) == "港务局召开会议"


def test_digits_beside_chinese_need_no_blank() -> None:
    assert _joined(("共", 0), ("80", 0.25), ("余人", 0.25)) == "共80余人"


def test_latin_words_are_parted() -> None:
    assert _joined(("Port", 0), ("of", 0.25), ("Qingjiang", 0.25)) == "Port of Qingjiang"


def test_fields_far_apart_keep_their_distance() -> None:
    assert _joined(("办公室", 0), ("7月1日", 5)) == "办公室" + 10 * " " + "7月1日"


def test_a_title_set_wide_is_one_word() -> None:
    assert _joined(("简", 0), ("报", 2)) == "简    报"
    assert _joined(("港", 0), ("务", 1), ("简", 1), ("报", 1)) == "港务简报"


def test_raised_figures_after_a_metre_are_powers() -> None:
    line = _line(("25m", 0), ("2", 0), ("，计", 0))
    line[1].size, line[1].y = 6.0, 4.0
    assert "".join(text for text, _ in join_runs(line, 10.0)) == "25m²，计"


def test_weights_stay_with_their_text() -> None:
    line = _line(("会议", 0), ("召开", 3))
    line[1].weight = BOLD
    assert join_runs(line, 10.0) == [("会议", 0), (" " * 6, 0), ("召开", BOLD)]
