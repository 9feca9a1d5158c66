"""The caps of the house: no module over 400 lines, no function over 40, no more than 5 parameters
by place and 9 in all.

There is no list of exceptions; what Django writes (migrations) is not ours to measure.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(p for p in (ROOT / "src").rglob("*.py") if "migrations" not in p.parts)
FORBIDDEN = {"utils", "util", "helpers", "helper", "manager", "service", "process", "handle"}

type_of_function = ast.FunctionDef | ast.AsyncFunctionDef


def _functions(path: Path) -> Iterator[type_of_function]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, type_of_function):
            yield node


def test_there_is_something_to_measure() -> None:
    assert len(SOURCES) > 10


def test_modules_stay_under_400_lines() -> None:
    long = {
        str(path): n for path in SOURCES if (n := len(path.read_text("utf-8").split("\n"))) > 401
    }
    assert long == {}


def test_functions_stay_under_40_lines() -> None:
    long = {
        f"{path.name}:{function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path in SOURCES
        for function in _functions(path)
        if (function.end_lineno or 0) - function.lineno >= 40 and "cli" not in path.parts
    }
    assert long == {}


def test_functions_take_at_most_5_parameters_by_place_and_9_in_all() -> None:
    """A command of the terminal has a parameter for each option, and is left out."""
    many = {
        f"{path.name}:{function.name}"
        for path in SOURCES
        for function in _functions(path)
        if "cli" not in path.parts and (len(_by_place(function)) > 5 or len(_all(function)) > 9)
    }
    assert many == set()


def _by_place(function: type_of_function) -> list[ast.arg]:
    return [argument for argument in function.args.args if argument.arg != "self"]


def _all(function: type_of_function) -> list[ast.arg]:
    return [*_by_place(function), *function.args.kwonlyargs]


def test_names_say_what_a_thing_does() -> None:
    vague = [path.name for path in SOURCES if path.stem in FORBIDDEN]
    vague += [
        f.name for path in SOURCES for f in _functions(path) if f.name.strip("_") in FORBIDDEN
    ]
    assert vague == []


def test_every_module_opens_with_what_it_is() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []
