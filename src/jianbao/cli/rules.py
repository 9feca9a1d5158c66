"""`jianbao rules`: the rules of proofreading, listed or explained; they are declared elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jianbao.cli.command_help import columns
from jianbao.cli.declare import JSON, Example, Option, format_option
from jianbao.cli.exits import Exit
from jianbao.cli.failures import Failure
from jianbao.cli.output import put
from jianbao.cli.printing import chosen_format, json_bytes
from jianbao.cli.words import say

if TYPE_CHECKING:
    from jianbao.document.proof import Rule

OPTIONS = (
    Option(("CODE",), "规则的代码或名字", "code or name of a rule", dest="code", optional=True),
    format_option("text", "json"),
    JSON,
)
EXAMPLES = (
    Example("jianbao rules", "全部规则", "every rule"),
    Example("jianbao rules P101", "解释一条", "explain one"),
    Example("jianbao rules --json", "供程序使用", "for programs"),
)


def run(*, code: str | None, form: str | None, as_json: bool) -> int:
    """List every rule, or explain one."""
    from jianbao.document.proof import RULES

    form = chosen_format(form, as_json=as_json, default="text")
    chosen = [rule for rule in RULES if code is None or _is_called(rule, code)]
    if not chosen:
        raise Failure(
            say(f"没有规则 {code}", f"there is no rule {code}"),
            say("jianbao rules 列出全部", "jianbao rules lists all"),
        )
    if form == "json":
        put(json_bytes({"rules": [_facts(rule) for rule in chosen]}))
    elif code is None:
        put("".join(f"{_line(rule)}\n" for rule in chosen))
    else:
        put(_explanation(chosen[0]))
    return Exit.FINE


def _is_called(rule: Rule, name: str) -> bool:
    return name.upper() == rule.code.upper() or name.lower() == rule.slug.lower()


def _facts(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "slug": rule.slug,
        "severity": rule.severity,
        "source": rule.source,
        "message": {"zh": rule.says.zh, "en": rule.says.en},
        "wrong": rule.wrong,
        "right": rule.right,
        "fixable": rule.fixable,
        "on": rule.on,
    }


def _severity(rule: Rule) -> str:
    chinese = {"error": "错误", "warning": "警告", "advice": "建议"}
    return say(chinese[rule.severity], rule.severity)


def _line(rule: Rule) -> str:
    fixable = say("可改", "fix") if rule.fixable else ""
    off = "" if rule.on else say("（默认关）", " (off)")
    cells = [(rule.code, 5), (_severity(rule), 8), (fixable, 5), (rule.slug, 26)]
    padded = "".join(text + " " * max(1, width - columns(text)) for text, width in cells)
    return f"{padded}{say(rule.says.zh, rule.says.en)}{off}"


def _explanation(rule: Rule) -> str:
    switched = say("开", "on") if rule.on else say("关", "off")
    rows = (
        (say("级别", "severity"), _severity(rule)),
        (say("依据", "source"), rule.source),
        (say("错例", "wrong"), rule.wrong),
        (say("正例", "right"), rule.right),
        (say("自动改正", "fixable"), say("可以", "yes") if rule.fixable else say("不可以", "no")),
        (say("默认", "default"), switched),
    )
    head = f"{rule.code} {rule.slug}\n{say(rule.says.zh, rule.says.en)}\n\n"
    wide = max(columns(label) for label, _ in rows) + 2
    body = "".join(f"  {a}{' ' * (wide - columns(a))}{b}\n" for a, b in rows)
    off = say(
        f"某一条目不查这条规则：在它前面写 <!-- proof: off {rule.code} -->",
        f"To switch it off for an item, write before it: <!-- proof: off {rule.code} -->",
    )
    return f"{head}{body}\n{off}\n"
