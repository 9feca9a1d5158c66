"""The rules as a page of documentation (docs/rules.md), made from the rules themselves."""

from __future__ import annotations

from jianbao.document.proof.register import FAMILIES, RULES
from jianbao.document.proof.rule import Rule

_HEAD = """# 校对规则 Rules of proofreading

`jianbao proof` 用这些规则逐条检查一期简报。本页由规则表生成，请勿手改。
`jianbao proof` checks an issue against these rules. This page is made from their table.

- 级别 severity：error 错误，warning 警告，advice 建议。
- 关掉一条规则：刊物配置 `style.disable = ["P113"]`；
  只对一个条目：在它前面写 `<!-- proof: off P113 -->`。
  To switch a rule off: `style.disable` in the profile, or the comment before one item.
- 例子中 `#` 是栏目，`##` 子栏目，`###` 标题，`@` 后为报头、报尾或刊物配置的一项，其余每行一段。
  In the examples `#`, `##`, `###` are section, subsection and title, `@` sets a field, any other
  line is a paragraph.

共 {count} 条，{on} 条默认开启，{fixable} 条可自动改正。
{count} rules, {on} on by default, {fixable} with a fix.
"""


def rule_book() -> str:
    """Write every rule with its severity, source, messages and both examples, as Markdown."""
    parts = [
        _HEAD.format(
            count=len(RULES),
            on=sum(rule.on for rule in RULES),
            fixable=sum(rule.fixable for rule in RULES),
        )
    ]
    for family in FAMILIES:
        title = " ".join((family.__doc__ or "").partition("\n\n")[0].split())
        parts.append(f"## {title}\n")
        parts += [_entry(rule) for rule in family.RULES]
    return "\n".join(parts)


def _entry(rule: Rule) -> str:
    marks = [rule.severity, rule.source]
    if rule.fixable:
        marks.append("可改正 fixable")
    if not rule.on:
        marks.append("默认关闭 off")
    return (
        f"### {rule.code} {rule.slug}\n\n"
        f"{rule.summary()}  \n{rule.summary('en')}\n\n{' · '.join(marks)}\n\n"
        f"错 wrong\n\n```text\n{rule.wrong}\n```\n\n对 right\n\n```text\n{rule.right}\n```\n"
    )
