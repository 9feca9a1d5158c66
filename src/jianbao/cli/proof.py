"""`jianbao proof`: lists what the rules find and applies safe fixes; it knows no rule itself."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from jianbao.cli.batch import Batch
from jianbao.cli.corrected_copy import Copy
from jianbao.cli.declare import (
    FILES,
    JOBS,
    JSON,
    OUTPUT,
    PROFILE,
    TRUSTED,
    Example,
    Option,
    format_option,
)
from jianbao.cli.exits import Exit
from jianbao.cli.failures import Failure
from jianbao.cli.opening import (
    How,
    Opened,
    note_problems,
    only_issue,
    open_issue_file,
    opening,
)
from jianbao.cli.output import put_or_save, wants_colour
from jianbao.cli.printing import chosen_format
from jianbao.cli.proof_report import reported
from jianbao.cli.sources import find_files
from jianbao.cli.targets import file_for
from jianbao.cli.words import say

if TYPE_CHECKING:
    from jianbao.document.model import Issue
    from jianbao.document.profile import Profile
    from jianbao.document.proof.finding import Finding

SEVERITIES = ("advice", "warning", "error")
OPTIONS = (
    FILES,
    Option(
        ("--fix",),
        "改正有把握的问题：写回原文件，或写到 -o",
        "put right what is safe: in the file itself, or in -o",
    ),
    format_option("text", "json", "sarif"),
    JSON,
    Option(
        ("--fail-on",),
        "从哪一级起退出代码为 1",
        "the severity from which the exit code is 1",
        choices=(*SEVERITIES, "never"),
        default="error",
    ),
    Option(("--only",), "只用这些规则，逗号分隔", "these rules only, parted by commas", "CODES"),
    Option(("--off",), "不用这些规则", "without these rules", "CODES"),
    PROFILE,
    OUTPUT._replace(
        zh="报告写入的文件；与 --fix 同用时为改正后的文件",
        en="the file for the report; with --fix, for the text put right",
    ),
    TRUSTED,
    JOBS,
)
EXAMPLES = (
    Example("jianbao proof issue.docx", "列出问题", "list the findings"),
    Example("jianbao proof issue.md --fix", "改正文件里有把握的问题", "put right what is safe"),
    Example("jianbao read old.pdf | jianbao proof -", "接在管道后面", "at the end of a pipe"),
    Example("jianbao proof issues/ --format sarif -o proof.sarif", "供 CI 使用", "for CI"),
)
ROUNDS = 5  # of fixing: one fix may make room for another


class Task(msgspec.Struct, frozen=True):
    """How every file of this run is proofread."""

    how: How
    today: dt.date
    fix: bool


class Proofed(msgspec.Struct, frozen=True):
    """A file with its issues as they are now, what is found in each, and what was put right."""

    opened: Opened
    issues: tuple[Issue, ...]
    findings: tuple[tuple[Finding, ...], ...]
    fixed: tuple[Finding, ...] = ()


def run(
    *,
    files: list[str],
    fix: bool,
    form: str | None,
    as_json: bool,
    fail_on: str,
    only: str | None,
    off: str | None,
    profile: str | None,
    output: str | None,
    trusted: bool,
    jobs: int,
) -> int:
    """Proofread every issue of every file; report what is left to a person."""
    form = chosen_format(form, as_json=as_json, default="text")
    batch = Batch(find_files(files), jobs)
    how = opening(profile, trusted=trusted, many=batch.many)
    how = msgspec.structs.replace(how, profile=_with_codes(how.profile, only, off))
    today = dt.datetime.now().astimezone().date()
    copy = Copy(output, batch.files) if fix else None
    target = None if fix else file_for(output, batch.files)
    done = []
    for _, one in batch.each(proofread_file, Task(how, today, fix)):
        note_problems(one.opened)
        if copy is not None:
            with batch.keeping():
                copy.put(one.opened, one.issues[0], changed=bool(one.fixed))
        done.append(one)
    aside = copy is not None and copy.on_stdout
    colour = wants_colour() and not aside and target is None
    report = reported(done, form, many=batch.many, colour=colour, fixing=fix)
    put_or_save(target, report, aside=aside)
    return batch.end(_exit(done, fail_on))


def proofread_file(file: str, task: Task) -> Proofed:
    """Read and proofread one file, putting right what is safe when that is asked for."""
    opened = open_issue_file(file, task.how)
    if task.fix:
        return _mended(opened, only_issue(opened), task)
    findings = (_findings(issue, opened, task) for issue in opened.reading.issues)
    return Proofed(opened, opened.reading.issues, tuple(findings))


def _findings(issue: Issue, opened: Opened, task: Task) -> tuple[Finding, ...]:
    from jianbao.document.proof import proofread

    return proofread(
        issue,
        profile=task.how.profile,
        language=task.how.language,
        today=task.today,
        ignore=opened.ignored,
    )


def _mended(opened: Opened, issue: Issue, task: Task) -> Proofed:
    from jianbao.document.proof import fix

    fixed: list[Finding] = []
    findings = _findings(issue, opened, task)
    for _ in range(ROUNDS):
        issue, applied = fix(issue, findings)
        if not applied:
            break
        fixed.extend(applied)
        findings = _findings(issue, opened, task)
    return Proofed(opened, (issue,), (findings,), tuple(fixed))


def _with_codes(profile: Profile, only: str | None, off: str | None) -> Profile:
    """Let the command line narrow the house style."""
    style = profile.style
    chosen = msgspec.structs.replace(
        style, only=_codes(only) or style.only, disable=(*style.disable, *_codes(off))
    )
    return msgspec.structs.replace(profile, style=chosen)


def _codes(text: str | None) -> tuple[str, ...]:
    """Read codes and names of rules. Raises Failure for one that is none."""
    from jianbao.document.proof import RULES

    known = {name for rule in RULES for name in (rule.code, rule.slug)}
    codes = tuple(
        part.strip() for part in (text or "").replace("，", ",").split(",") if part.strip()
    )
    for code in codes:
        if code not in known:
            raise Failure(
                say(f"没有规则 {code}", f"there is no rule {code}"),
                say("jianbao rules 列出全部", "jianbao rules lists all"),
            )
    return codes


def _exit(done: list[Proofed], fail_on: str) -> Exit:
    if fail_on == "never":
        return Exit.FINE
    counting = SEVERITIES[SEVERITIES.index(fail_on) :]
    found = (f.severity for one in done for findings in one.findings for f in findings)
    return Exit.FINDINGS if any(severity in counting for severity in found) else Exit.FINE
