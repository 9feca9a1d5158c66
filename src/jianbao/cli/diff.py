"""`jianbao diff A B`: what turned one issue into another; the comparison itself is document's."""

from __future__ import annotations

from jianbao.cli.declare import FILE, JSON, PROFILE, TRUSTED, Example, format_option
from jianbao.cli.exits import Exit
from jianbao.cli.opening import only_issue, open_issue_file, opening
from jianbao.cli.output import put, wants_colour
from jianbao.cli.printing import chosen_format, json_bytes
from jianbao.cli.words import language

OPTIONS = (
    FILE._replace(names=("A",), dest="before", zh="旧稿", en="the older"),
    FILE._replace(names=("B",), dest="after", zh="新稿", en="the newer"),
    format_option("text", "json"),
    JSON,
    PROFILE,
    TRUSTED,
)
EXAMPLES = (
    Example("jianbao diff draft.docx final.pdf", "定稿改了什么", "what the final copy changed"),
    Example(
        "jianbao read 12.docx | jianbao diff 12.md -", "与标准输入比", "against standard input"
    ),
)


def run(
    *,
    before: str,
    after: str,
    form: str | None,
    as_json: bool,
    profile: str | None,
    trusted: bool,
) -> int:
    """Print the comparison; the exit code is 1 when the issues differ."""
    from jianbao.document import compare

    form = chosen_format(form, as_json=as_json, default="text")
    how = opening(profile, trusted=trusted)
    old, new = (only_issue(open_issue_file(file, how)) for file in (before, after))
    found = compare.compare(old, new)
    if form == "json":
        put(json_bytes(compare.as_json(found)))
    else:
        told = compare.format_comparison(found, colour=wants_colour(), language=language())
        put(told.rstrip("\n") + "\n")
    return Exit.FINE if found.same else Exit.FINDINGS
